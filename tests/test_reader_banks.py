"""What authors may write, drawn at random: it is read without an error, and as it was meant."""

from __future__ import annotations

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from exporter.features import features
from exporter.model import Question, RichText, ShortAnswer, type_of
from exporter.reader import read_bank
from exporter.richtext import plain, render
from exporter.texts import texts_of
from tests import banks, drawn_texts
from tests.small_banks import fragment


class _Marks:
    """Writes special parts as elements, so that the whole must be well-formed."""

    def math(self, math: object) -> str:
        del math
        return "<i>m</i>"

    def media(self, media: object) -> str:
        del media
        return "<img/>"

    def link_start(self, link: object) -> tuple[str, str]:
        del link
        return "<a>", "</a>"

    def gap(self, number: int) -> str:
        return f"<b>{number}</b>"


def well_formed(text: RichText) -> etree._Element:
    return fragment(render(text, _Marks()))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(banks.bank_files())
def test_a_bank_is_read_whole_and_every_text_is_well_formed(files: dict[str, str]) -> None:
    with banks.read(files) as bank:
        assert len(bank.questions) == files["questions/all.md"].count("{#q")
        for question in bank.questions:
            assert features(question, bank) is not None
            for text in texts_of(question):
                names = {str(each.tag) for each in well_formed(text).iter()} - {"div", "img", "a", "i", "b"}
                assert names <= set(text.elements)
                plain(text)
            again = msgspec.msgpack.decode(msgspec.msgpack.encode(question), type=Question)
            assert again == question
            assert type_of(again) == type_of(question)


@settings(max_examples=150, deadline=None)
@given(drawn_texts.words())
def test_text_arrives_as_it_was_written(text: str) -> None:
    source = f"# {drawn_texts.literal(text)} {{#one type=short-answer}}\n\n{drawn_texts.literal(text)}\n\n- = {banks.typed(text)}\n"
    files = {"bank.yaml": "id: b\ntitle: B\nlanguage: en\n", "questions/all.md": source}
    with banks.read(files) as bank:
        question = bank.questions[0]
        assert isinstance(question, ShortAnswer)
        assert question.title == text
        assert plain(question.stem) == text
        assert question.answers[0].pieces == (text,)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(min_size=1, max_size=300))
def test_no_text_raises(text: str) -> None:
    import tempfile  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    from exporter.cache import NoCache  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "questions").mkdir()
        (root / "bank.yaml").write_text("id: b\ntitle: B\nlanguage: en\n")
        (root / "questions/a.md").write_bytes(("# T {#one}\n\n" + text).encode("utf-8", "surrogatepass"))
        _bank, findings = read_bank(root, cache=NoCache())
        for each in findings:
            assert each.message
            assert each.span.column >= 1
            assert each.span.end >= each.span.column
