"""The quick ways of advice find what the patterns find that they stand in front of."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.advice.content import content_of
from exporter.advice.view import _WORD, sentences, unquoted, words_in
from exporter.advice.words import LANGUAGES, Words, words_of
from exporter.diagnostics import Span
from exporter.model import RichText
from exporter.richtext import plain, without_marks
from tests.watchdog import must_end

TEXTS = st.text("abZé ß\u0130’'-–_.?!…”)1\t\n\xa0\x1c", max_size=30)


@given(TEXTS)
def test_words(text: str) -> None:
    assert words_in(text) == _WORD.findall(text.casefold())


@given(TEXTS)
def test_sentences(text: str) -> None:
    assert sentences(text) == [each for each in re.split(r"(?<=[.!?…])[\s”’)]+|\n", text) if each.strip()]


@given(st.text('“”„«»"a ', max_size=30))
def test_quotations(text: str) -> None:
    assert unquoted(text) == re.sub('“[^”]*”|„[^“”]*[“”]|«[^»]*»|"[^"]*"', " ", text)


@pytest.mark.parametrize("text", ["“", "„", "«", "«„"])
def test_quotations_that_never_end_take_no_long_wait(text: str) -> None:
    many = text * 1_000_000
    with must_end():
        assert unquoted(many) == many


def _words(language: str) -> Words:
    words = words_of(language)
    assert words is not None
    return words


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
def test_what_is_absolute_or_negates_has_one_of_the_signs(language: str, data: st.DataObject) -> None:
    words = _words(language)
    assert words.may_be_absolute(data.draw(st.from_regex(words.absolute)))
    assert words.may_negate(data.draw(st.from_regex(words.negation)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_without_the_signs_need_no_pattern(language: str) -> None:
    words = _words(language)
    assert not words.may_be_absolute("grief") | words.may_negate("grief")


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
def test_what_is_kept_of_words(language: str, data: st.DataObject) -> None:
    words, content = _words(language), content_of(language)
    assert content is not None
    texts = st.sampled_from(sorted(words.stop)) | st.text("abegilnrsy", max_size=8)
    some = data.draw(st.lists(texts))
    carrying = [word for word in some if len(word) > 3 and word not in words.stop]
    bare = [re.sub(words.ending, "", word, count=1) for word in carrying]
    expected = {short if len(short) > 2 else word for short, word in zip(bare, carrying, strict=True)}
    assert content.of(some) == expected


@given(st.lists(st.sampled_from(["<p>", "</p>", "<em>", "</em>", "<br/>", "a", "&amp;", " ", "  ", "\n", "\t", "é"])))
def test_plain(pieces: list[str]) -> None:
    content = f"<p>{''.join(pieces)}</p>"
    assert plain(RichText((content,), Span(""), inline=False)) == without_marks(content)


@given(st.lists(st.sampled_from(["<p>", "</p>", "<td>", "</td>", "a", "b c", " ", "  ", "\n", "\t", " \t", "\xa0"])))
def test_blanks_of_texts_without_marks(pieces: list[str]) -> None:
    lines = re.sub("</p>", "\n", re.sub("</td>", " ", "".join(pieces)))
    words = [re.sub("[ \t]+", " ", line).strip() for line in re.sub("<[^>]*>", "", lines).split("\n")]
    assert without_marks("".join(pieces)) == "\n".join(line for line in words if line)
