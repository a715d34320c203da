"""The response processing that is written scores as the source's own rules say: examples, and drawn banks."""

from __future__ import annotations

import sys
import tempfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from exporter.model import (
    Bank,
    Categorize,
    Cloze,
    Description,
    Essay,
    FileUpload,
    Gap,
    Hotspot,
    Matching,
    MenuGap,
    MultipleChoice,
    MultipleResponse,
    Numerical,
    NumericAnswer,
    NumericGap,
    Ordering,
    Question,
    ShortAnswer,
    TextAnswer,
    TrueFalse,
)
from exporter.scoring import Answer, Response, bounds, match_options, score
from exporter.targets import Target
from exporter.targets.qti.any_case import _signs
from tests import banks
from tests.qti_packages import TARGETS, Built, built, responses
from tests.qti_scorer import Attempt
from tests.small_banks import bank_of
from tests.test_scoring import CASES

VERSIONS = pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
_CLOSE = Fraction(2, 10000)
"""Stated weights add up to 100 within 0.01; everything else is far closer."""


@pytest.fixture(scope="module", params=TARGETS, ids=lambda target: target.name)
def made(request: pytest.FixtureRequest, examples: Bank, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(examples, tmp_path_factory.mktemp("qti"), request.param)


def judge(question: Question, item: etree._Element, response: Response) -> None:
    """Hold the item's own scoring and feedback against the source's rules."""
    expected = score(question, response)
    assert expected is not None
    attempt = Attempt(item, responses(question, response))
    full = Fraction(question.points)
    assert attempt.outcomes["MAXSCORE"] == full
    context = (question.id, response, etree.tostring(item))
    assert abs(attempt.score - expected * full) <= _CLOSE * full, context
    if expected == 1:
        assert attempt.score == full, context
    shown = attempt.shown()
    if not full:
        return
    spoken = _spoken(shown)
    given_ = attempt.score / full
    for name, text, due in (
        ("correct_fb", question.if_correct, given_ >= 1),
        ("partial_fb", question.if_partly_correct, 0 < given_ < 1),
        ("general_incorrect_fb", question.if_incorrect, given_ <= 0),
        ("general_fb", question.explanation or question.references, True),
    ):
        assert (name in spoken) == (text is not None and due), (name, context)
    if isinstance(question, MultipleChoice | TrueFalse | MultipleResponse):
        picks = response if isinstance(response, frozenset) else {response}
        due_here = {
            f"PICKED.choice_{at + 1}" for at, each in enumerate(question.choices) if each.feedback and at in picks
        }
        assert {each for each in shown if each.startswith("PICKED")} == due_here, context


def _spoken(shown: set[str]) -> set[str]:
    """Return the feedback above the item, whichever outcomes it is bound to."""
    return {each.partition(".")[2] for each in shown if each.startswith("FEEDBACK")}


@pytest.mark.parametrize(("name", "response"), [(name, response) for name, response, _ in CASES])
def test_examples_score_as_the_source_says(made: Built, examples: Bank, name: str, response: Response) -> None:
    question = examples.question(name)
    if not isinstance(question, Essay | FileUpload | Description):
        judge(question, made.item(name), response)


def test_feedback_of_a_typed_answer_is_shown_for_that_answer(made: Built, examples: Bank) -> None:
    question = examples.question("sa-plain")
    shown = [Attempt(made.item("sa-plain"), responses(question, text)).shown() for text in ("transition", "x", "")]
    assert [{each for each in _spoken(found) if "answer" in each} for found in shown] == [
        {"answer_3_fb"},
        {"answer_4_fb"},
        set(),
    ]


def test_what_a_person_marks_is_left_to_the_person(made: Built) -> None:
    attempt = Attempt(made.item("essay-plain"), {"RESPONSE": "text"})
    assert attempt.score == 0
    assert _spoken(attempt.shown()) == {"general_fb"}


def test_a_hint_is_shown_and_the_feedback_waits(examples: Bank, tmp_path: Path) -> None:
    item = built(examples, tmp_path, TARGETS[2]).item("mc-plain")
    attempt = Attempt(item, {"RESPONSE": "choice_2", "HINT_1": True})
    assert attempt.shown() == {"HINTS.hint_1"}
    both = Attempt(item, {"RESPONSE": "choice_2", "HINT_1": False, "HINT_2": False})
    assert both.score == 2


@VERSIONS
def test_a_sign_for_two_letters_is_as_good_as_the_letters(target: Target, tmp_path: Path) -> None:
    source = "# A {#a}\n\nType.\n\n- = Messstab\n- =50% stress*\n\n# B {#b type=cloze}\n\nA [[office | *ss*]].\n"
    bank = bank_of(tmp_path / "bank", {"questions/a.md": source})
    made = built(bank, tmp_path / "out", target)
    for typed in ("Meßstab", "Mesßtab", "Messtab", "Streßtest", "ﬆress", "stres"):
        judge(bank.question("a"), made.item("a"), typed)
    for typed in ("oﬃce", "Spaß", "SS", "s"):
        judge(bank.question("b"), made.item("b"), (typed,))
    assert made.findings == []


@VERSIONS
def test_a_row_of_letters_that_no_pattern_holds_is_said_at_its_place(target: Target, tmp_path: Path) -> None:
    source = f"# A {{#a}}\n\nType.\n\n- = x\n- = {'s' * 30}\n\n# B {{#b type=cloze}}\n\nA [[{'s' * 30}]].\n"
    bank = bank_of(tmp_path / "bank", {"questions/a.md": source})
    made = built(bank, tmp_path / "out", target)
    assert [(each.code, each.span.line) for each in made.findings] == [
        ("qti-signs-in-a-row", 6), ("qti-signs-in-a-row", 10),
    ]  # fmt: skip
    judge(bank.question("a"), made.item("a"), "S" * 30)


def test_no_letter_of_two_cases_is_forgotten() -> None:
    signs = {sign for alike in _signs().values() for sign in alike}
    assert not [
        code for code in range(sys.maxunicode + 1) if chr(code).casefold() != chr(code) and chr(code) not in signs
    ]


@VERSIONS
def test_blanks_alone_are_no_answer(target: Target, tmp_path: Path) -> None:
    bank = bank_of(tmp_path / "bank", {"questions/a.md": "# A {#a}\n\nType.\n\n- = x\n- =100% *\n"})
    item = built(bank, tmp_path / "out", target).item("a")
    assert [Attempt(item, {"RESPONSE": typed}).score for typed in ("  ", " y ")] == [0, 1]


# --- drawn banks ---


@st.composite
def response_to(draw: st.DrawFn, question: Question) -> Response:
    """Draw an answer: right, nearly right, wrong, or none."""
    match question:
        case MultipleChoice() | TrueFalse():
            return draw(st.none() | st.integers(0, len(question.choices) - 1))
        case MultipleResponse():
            right = frozenset(at for at, each in enumerate(question.choices) if each.right)
            return draw(st.just(right) | st.frozensets(st.integers(0, len(question.choices) - 1)))
        case ShortAnswer():
            return draw(_text(question.answers))
        case Numerical():
            return draw(_number(question.answers))
        case Cloze():
            return tuple(draw(_in(gap)) for gap in question.gaps)
        case Matching():
            last = len(match_options(question)) - 1
            return tuple(draw(st.none() | st.integers(0, last)) for _ in question.pairs)
        case Categorize():
            last = len(question.categories) - 1
            right_ = tuple(item.category for item in question.items)
            return draw(st.just(right_) | st.tuples(*(st.none() | st.integers(0, last) for _ in question.items)))
        case Ordering():
            places = list(range(len(question.items)))
            return draw(st.none() | st.just(tuple(places)) | st.permutations(places).map(tuple))
        case Hotspot():
            whole = st.integers(0, 90).map(Decimal)
            return draw(st.none() | st.tuples(whole, whole) | st.just((Decimal(5), Decimal(5))))
        case _:
            return None


@st.composite
def _text(draw: st.DrawFn, answers: tuple[TextAnswer, ...]) -> str:
    answer = draw(st.sampled_from(answers))
    text = draw(st.sampled_from(["", "x", " y "])).join(answer.pieces)
    return draw(st.sampled_from([text, text.upper(), text.lower(), f"  {text} ", f"{text}?", "", "something else"]))


@st.composite
def _number(draw: st.DrawFn, answers: tuple[NumericAnswer, ...]) -> str:
    low, high = bounds(draw(st.sampled_from(answers)))
    if low is None or high is None:
        return "5"
    step = Fraction(1, 10**6)
    exact = draw(st.sampled_from([low, high, (low + high) / 2, low - step, high + step]))
    return draw(st.sampled_from([str(Decimal(exact.numerator) / Decimal(exact.denominator)), "twelve", ""]))


def _in(gap: Gap) -> st.SearchStrategy[Answer]:
    if isinstance(gap, MenuGap):
        return st.none() | st.integers(0, len(gap.options) - 1)
    return _number(gap.answers) if isinstance(gap, NumericGap) else _text(gap.answers)


@VERSIONS
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files=banks.bank_files(), data=st.data())
def test_drawn_banks_score_as_the_source_says(target: Target, files: dict[str, str], data: st.DataObject) -> None:
    with banks.read(files) as bank, tempfile.TemporaryDirectory() as folder:
        made = built(bank, Path(folder), target)
        assert not [each for each in made.findings if each.severity == "error"], made.findings
        for question in bank.questions:
            if isinstance(question, Essay | FileUpload | Description):
                continue
            item = made.item(question.id)
            for _ in range(3):
                judge(question, item, data.draw(response_to(question)))
