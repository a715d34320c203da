"""A question's words and its shape: together they are all of it, and the shape has whatever a target may look at."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from exporter.diagnostics import Span
from exporter.model import Bank, Choice, Math, MultipleChoice, MultipleResponse, Question, RichText, TrueFalse
from exporter.wording import _PIECE, MARK, PLACES, Wording, Wordings, marked, places_of, wording_of
from tests.banks import bank_files, read
from tests.small_banks import bank_of, of_xhtml


def _choice(text: str, *, right: bool = False) -> Choice:
    return Choice(text=of_xhtml(text), right=right, span=Span("q.md", 7))


def _question(stem: str = "Who?", **fields: Any) -> MultipleChoice:
    choices = (_choice("One", right=True), _choice("Two"), _choice("Three"))
    question = MultipleChoice(id="q", title="Q", stem=of_xhtml(stem), span=Span("q.md", 1), choices=choices)
    return replace(question, **fields)


def _wording(question: Question) -> Wording:
    found = wording_of(question)
    assert found is not None
    return found


@given(st.text() | st.text("ab0 1<>&;.\"'[_\0\n-"))
def test_no_sign_is_left_out(text: str) -> None:
    assert "".join(map("".join, _PIECE.findall(text))) == text


FIELDS: dict[str, object] = {
    "id": "other",
    "title": "Other",
    "stem": of_xhtml("Why?"),
    "category": ("a",),
    "points": Decimal(2),
    "tags": ("t",),
    "difficulty": "easy",
    "objectives": ("o",),
    "shuffle": False,
    "partial_credit": "none",
    "penalty": Decimal("0.5"),
    "lesson": "l",
    "lang": "de",
    "author": "A",
    "status": "draft",
    "explanation": of_xhtml("So"),
    "if_correct": of_xhtml("So"),
    "if_partly_correct": of_xhtml("So"),
    "if_incorrect": of_xhtml("So"),
    "hints": (of_xhtml("So"),),
    "references": of_xhtml("So"),
    "allow": ("x",),
    "choices": (_choice("Two"), _choice("One", right=True), _choice("Three")),
}
CHOICE_FIELDS: dict[str, object] = {
    "text": of_xhtml("Other"),
    "right": True,
    "weight": Decimal(50),
    "feedback": of_xhtml("So"),
    "pin": True,
}


def test_every_field_counts() -> None:
    places = {"span", "allow_spans"}
    assert {*FIELDS, *places, "passage"} == set(MultipleChoice.__struct_fields__)
    assert {*CHOICE_FIELDS, "span"} == set(Choice.__struct_fields__)
    question = _question()
    seen = {_wording(question)}
    for field, value in FIELDS.items():
        seen.add(_wording(replace(question, **{field: value})))
    for field, value in CHOICE_FIELDS.items():
        for place, choice in enumerate(question.choices):
            if getattr(choice, field) != value:
                changed = [*question.choices]
                changed[place] = replace(choice, **{field: value})
                seen.add(_wording(replace(question, choices=tuple(changed))))
    assert len(seen) == 1 + len(FIELDS) + 3 * len(CHOICE_FIELDS) - 1
    of_response = MultipleResponse(**{name: getattr(question, name) for name in question.__struct_fields__})
    assert _wording(of_response) not in seen


def test_the_parts_of_a_text_count() -> None:
    stem = of_xhtml("Who?")
    changed = [replace(stem, inline=False), replace(stem, elements=("p",)), replace(stem, parts=("Who", "?"))]
    seen = {_wording(_question()), *(_wording(replace(_question(), stem=each)) for each in changed)}
    assert len(seen) == 4


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Grief", "A role dispute, at home (or work) today"),
        ("<p>Grief <em>now</em>.</p>", "<p>Loss of a <em>longer</em>.</p>"),
        ("of 12 weeks", "after 9"),
        ('say "no" & go', 'ask "why" & come'),
    ],
)
def test_words_are_no_part_of_the_shape(one: str, other: str) -> None:
    assert _wording(_question(one)).shape == _wording(_question(other)).shape
    assert _wording(_question(one)).words != _wording(_question(other)).words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Grief", "Grief."),
        ("Grief", "<em>Grief</em>"),
        ("Grief", "grief_s"),
        ("a[b] c", "a[c] c"),
        ("AT&amp;T; so", "AT&amp;T so"),
        ("@@PLUGINFILE@@ so", "@@FILEPLUGIN@@ so"),
        ("12", "Twelve"),
        ("One", "Two One"),
        ("ok", "東京"),
        ("0", "1"),
        ('<a href="a">x</a>', '<a href="b">x</a>'),
        ("Role role", "Role\nrole"),
        ("Q", "Other"),
    ],
)
def test_what_a_target_may_look_at_is_part_of_the_shape(one: str, other: str) -> None:
    assert _wording(_question(one)).shape != _wording(_question(other)).shape


def test_which_words_are_the_same_is_part_of_the_shape() -> None:
    question = _question()
    alike = replace(question, choices=(_choice("Two", right=True), _choice("Two"), _choice("Three")))
    assert _wording(question).shape != _wording(alike).shape


@pytest.mark.parametrize(
    "fields",
    [
        {"choices": (_choice("True", right=True), _choice("False"))},
        {"passage": "p"},
        {"stem": of_xhtml("word " * 121)},
        {"title": "t" * 61},
        {"id": "i" * 61},
        {"stem": of_xhtml("In IMS-CC-FILEBASE")},
        {"stem": of_xhtml("two  blanks")},
        {"hints": tuple(of_xhtml(f"word{number}") for number in range(300))},
    ],
)
def test_what_a_target_may_look_closer_at_has_no_wording(fields: dict[str, Any]) -> None:
    assert wording_of(replace(_question(), **fields)) is None


def test_files_links_and_other_types_have_no_wording(tmp_path: Path) -> None:
    texts = [
        "![A picture](../media/p.png)",
        "[A lesson](lesson:l)",
        r"$\text{if}$",
    ]
    choices = "- [x] One\n- [ ] Two\n- [ ] Three\n"
    source = "".join(f"# Q {{#q{at}}}\n\n{text}\n\n{choices}\n" for at, text in enumerate([*texts, "$x^2$"]))
    files: dict[str, str | bytes] = {
        "questions/q.md": source + "# N {#n}\n\nHow many?\n\n- = 3\n",
        "lessons/l.md": "---\nid: l\ntitle: L\n---\n\nA lesson.\n",
        "media/p.png": (Path(__file__).parent / "examples" / "media" / "board.png").read_bytes(),
    }
    bank = bank_of(tmp_path, files)
    assert [wording_of(each) is None for each in bank.questions] == [True, True, True, False, True]


def _unmarked(question: MultipleChoice | MultipleResponse, wording: Wording) -> Question:
    """Return the marked question with its words in the place of the marks, by a way of its own."""

    def words(text: str) -> str:
        return MARK.sub(lambda found: wording.words[int(found[1]) - 10**12], text)

    def rich(text: RichText | None) -> RichText | None:
        if text is None:
            return None
        parts = [replace(part, tex=words(part.tex)) if isinstance(part, Math) else part for part in text.parts]
        return replace(text, parts=tuple(words(part) if isinstance(part, str) else part for part in parts))

    texts = {
        name: rich(getattr(question, name))
        for name in ("stem", "explanation", "if_correct", "if_partly_correct", "if_incorrect", "references")
    }
    choices = tuple(replace(each, text=rich(each.text), feedback=rich(each.feedback)) for each in question.choices)
    return replace(
        question,
        id=words(question.id),
        title=words(question.title),
        hints=tuple(map(rich, question.hints)),
        choices=choices,
        **texts,
    )


@pytest.mark.parametrize("title", ["Is one < x", "One <two", "< three > four", "One & <"])
def test_a_sign_in_the_title_reaches_no_other_text(title: str) -> None:
    question = _question("<em>Why</em> now?", title=title)
    wording = _wording(question)
    both = marked(question, wording)
    assert isinstance(both, MultipleChoice)
    assert _without_places(_unmarked(both, wording)) == _without_places(question)
    assert _wording(replace(question, stem=of_xhtml("<em>When</em> then?"))).shape == wording.shape


def _spans(thing: object) -> list[Span]:
    """Return every place in a question, in whatever order its fields have."""
    if isinstance(thing, Span):
        return [thing]
    if isinstance(thing, tuple):
        return [span for each in thing for span in _spans(each)]
    fields = getattr(thing, "__struct_fields__", ())
    return [span for name in fields if name != "allow_spans" for span in _spans(getattr(thing, name))]


def _is_whole(bank: Bank) -> None:
    wordings = Wordings()
    for question in bank.questions:
        wording = wording_of(question)
        assert wordings.of(question) == wording == wordings.of(question)
        if wording is None:
            continue
        assert isinstance(question, MultipleChoice | MultipleResponse)
        both = marked(question, wording)
        assert isinstance(both, MultipleChoice | MultipleResponse)
        numbers = [span.line for span in _spans(both) if span.path == PLACES]
        assert sorted(numbers) == list(range(len(numbers)))
        assert [places_of(question)[number] for number in numbers] == _spans(question)
        assert _without_places(_unmarked(both, wording)) == _without_places(question)


def _without_places(thing: object) -> object:
    if isinstance(thing, Span):
        return None
    if isinstance(thing, tuple):
        return tuple(map(_without_places, thing))
    fields = getattr(thing, "__struct_fields__", None)
    if fields is None:
        return thing
    return (type(thing), *(_without_places(getattr(thing, name)) for name in fields if name != "allow_spans"))


@given(bank_files())
def test_a_marked_question_with_its_words_is_the_question(files: dict[str, str]) -> None:
    with read(files) as bank:
        _is_whole(bank)


def test_the_bank_and_the_examples(examples: Bank, tmp_path: Path) -> None:
    _is_whole(examples)
    formulas = "# F {#f}\n\nIs $x_{12}^2 + 3.5$ right of\n\n$$\\frac{x}{10} < 2$$\n\n- [x] $7$\n- [ ] One\n- [ ] 7\n"
    signs = "# a < bee {#s}\n\nIs a > b?\n\n- [x] `<i`\n- [ ] so `>` so\n- [ ] 7\n"
    bank = bank_of(tmp_path, {"questions/f.md": formulas, "questions/s.md": signs})
    _is_whole(bank)
    assert {"12", "3.5", "10", "7"} <= set(_wording(bank.question("f")).words)


def test_true_false_has_none(examples: Bank) -> None:
    (question,) = [each for each in examples.questions if isinstance(each, TrueFalse)][:1]
    assert wording_of(question) is None
