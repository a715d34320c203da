"""Properties over random banks and texts: what is written is valid, and comes back as what was meant."""

from __future__ import annotations

from decimal import Decimal, localcontext

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from exporter.diagnostics import Severity, Span
from exporter.model import NumericAnswer
from exporter.targets.moodle import TARGET
from exporter.targets.moodle.cloze import escaped
from exporter.targets.moodle.typed import interval
from exporter.targets.moodle.weights import FRACTIONS, is_listed, nearest
from exporter.targets.moodle.weights import written as fraction
from tests.banks import bank_files
from tests.banks import read as bank_of
from tests.oracle.moodle import gap, missing_files, read
from tests.small_banks import written

AT = Span("questions/a.md", 1)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=6)


@settings(max_examples=25, deadline=None)
@given(bank_files())
def test_random_banks_are_written_whole_and_valid(files: dict[str, str]) -> None:
    with bank_of(files) as bank:
        first, findings = written(TARGET, bank)
        again, _findings = written(TARGET, bank)
        assert [each for each in findings if each.severity is Severity.ERROR] == []
        assert first == again
        found = read(first[f"moodle/{bank.id}.xml"])
        left_out = {each.question for each in findings if each.code == "left-out"}
        assert set(found) == {question.id for question in bank.questions} - left_out
        for question in bank.questions:
            if question.id in found:
                one = found[question.id]
                assert one.title == question.title or any(each.question == question.id for each in findings)
                assert missing_files(one) == []
                for text in (
                    one.text,
                    one.general,
                    one.correct,
                    one.graders,
                    *one.hints,
                    *(each.feedback for each in one.answers),
                ):
                    etree.fromstring(f"<div>{text}</div>")


@given(
    st.text(min_size=1, max_size=30).filter(lambda text: text.strip() == text and "\r" not in text), st.text(max_size=9)
)
def test_any_text_in_a_gap_comes_back(text: str, feedback: str) -> None:
    said = f"#{escaped(feedback)}" if feedback else ""
    found = gap(f"{{2:SHORTANSWER:={escaped(text)}{said}~{escaped(text)}}}")
    assert (found.kind, found.mark) == ("SHORTANSWER", 2)
    assert [answer.text for answer in found.answers] == [text, text]
    assert [answer.feedback for answer in found.answers] == [feedback, ""]


@given(st.decimals(min_value=-100, max_value=100, places=5))
def test_the_nearest_grade_is_of_the_list(weight: Decimal) -> None:
    found = nearest(weight)
    assert abs(found) in FRACTIONS
    assert all(abs(found - weight) <= abs(sign * other - weight) for other in FRACTIONS for sign in (1, -1))
    assert is_listed(found)
    assert Decimal(fraction(found)) == found


@given(NUMBERS, NUMBERS)
def test_a_range_is_kept_to_the_last_digit(low: Decimal, high: Decimal) -> None:
    low, high = sorted((low, high))
    middle, half = map(Decimal, interval(NumericAnswer(low=low, high=high, span=AT)))
    assert (middle - half, middle + half) == (low, high)


@given(NUMBERS, st.decimals(min_value=0, max_value=500, places=3))
def test_a_tolerance_in_percent_is_kept_to_the_last_digit(value: Decimal, percent: Decimal) -> None:
    text, tolerance = interval(NumericAnswer(value=value, tolerance=percent, percent=True, span=AT))
    with localcontext() as context:
        context.prec = 60
        assert Decimal(text) == value
        assert Decimal(tolerance) == abs(value) * percent / 100


@given(st.integers(-330, 300), st.integers(1, 10**12))
def test_numbers_of_any_size_are_written_exactly(exponent: int, digits: int) -> None:
    value = Decimal(digits).scaleb(exponent)
    text, _tolerance = interval(NumericAnswer(value=value, tolerance=Decimal(0), span=AT))
    assert Decimal(text) == value
    assert len(text) < 40
