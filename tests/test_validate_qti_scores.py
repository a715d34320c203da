"""The marks and the feedback of QTI items: what no answer earns, what nobody sees, patterns that match nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.diagnostics import Diagnostic
from exporter.validation.rules.qti_scores import pattern_fault
from tests.packages import judged
from tests.test_validate_qti import VERSIONS, choice_item, found, package

SCORE = 'identifier="SCORE" cardinality="single" baseType="float"'
MAXSCORE = (
    '<outcomeDeclaration identifier="MAXSCORE" cardinality="single" baseType="float"><defaultValue><value>2</value>'
    "</defaultValue></outcomeDeclaration>"
)
FEEDBACK = '<outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier"/>'
MODAL = '<modalFeedback outcomeIdentifier="FEEDBACK" identifier="right" showHide="show"><p>Yes.</p></modalFeedback>'
TEMPLATE = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>'


def most(normal: str = "", *, more: str = "", scoring: str = "") -> str:
    """Return an item whose SCORE says what the most of it is."""
    score = f'{SCORE} normalMaximum="{normal}"/>{more}' if normal else f"{SCORE}/>{more}"
    return choice_item(scoring=scoring).replace(f"{SCORE}/>", score, 1)


@VERSIONS
@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (most("1"), []),
        (most("2"), ["no-right-answer"]),
        (most("0.99999"), []),
        (most(more=MAXSCORE), ["no-right-answer"]),
        (most("1", more=MAXSCORE), ["import-changes"]),
        (most("2", more=MAXSCORE, scoring=f'<setOutcomeValue {SCORE[:18]}><variable identifier="MAXSCORE"/></setOutcomeValue>'), []),
        (most("5", scoring=f'<setOutcomeValue {SCORE[:18]}><sum><baseValue baseType="float">1</baseValue></sum></setOutcomeValue>'), []),
    ],
)  # fmt: skip
def test_a_most_that_no_answer_reaches_is_found(tmp_path: Path, version: str, item: str, expected: list[str]) -> None:
    assert found(tmp_path, version, item) == expected


@pytest.mark.parametrize(("normal", "expected"), [("1", []), ("3", ["no-right-answer"])])
def test_the_template_for_one_key_gives_one_point(tmp_path: Path, normal: str, expected: list[str]) -> None:
    item = most(normal)
    processing = item[item.index("<responseProcessing>") : item.index("</assessmentItem>")]
    assert found(tmp_path, "2.1", item.replace(processing, TEMPLATE)) == expected


@VERSIONS
def test_a_key_that_nothing_scores_is_found(tmp_path: Path, version: str) -> None:
    item = choice_item()
    processing = item[item.index("<responseProcessing>") : item.index("</assessmentItem>")]
    assert found(tmp_path, version, item.replace(processing, "")) == ["no-right-answer"]
    key = item[item.index("<correctResponse>") : item.index("</responseDeclaration>")]
    assert found(tmp_path, version, item.replace(processing, "").replace(key, "")) == []  # a survey


def feedback(value: str, *, declared: str = FEEDBACK) -> str:
    """Return an item that sets its FEEDBACK to `value` (an expression), with a modal feedback that waits for `right`."""
    setting = f'<setOutcomeValue identifier="FEEDBACK">{value}</setOutcomeValue>'
    score = f'<setOutcomeValue {SCORE[:18]}><baseValue baseType="float">1</baseValue></setOutcomeValue>'
    item = choice_item(scoring=score + setting).replace(f"{SCORE}/>", f"{SCORE}/>{declared}", 1)
    return item.replace("</responseProcessing>", f"</responseProcessing>{MODAL}")


def base(value: str) -> str:
    return f'<baseValue baseType="identifier">{value}</baseValue>'


DEFAULT = FEEDBACK.replace("/>", "><defaultValue><value>right</value></defaultValue></outcomeDeclaration>")


@VERSIONS
@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (feedback(base("right")), []),
        (feedback(base("wrong")), ["never-shown"]),
        (feedback(base("wrong"), declared=DEFAULT), []),
        (feedback(f'<multiple><variable identifier="FEEDBACK"/>{base("right")}</multiple>'), []),
        (feedback('<variable identifier="RESPONSE"/>'), ["never-shown"]),
        (feedback('<variable identifier="RESPONSE"/>').replace('"right"', '"A"'), []),
        (feedback('<variable identifier="completionStatus"/>'), []),  # nobody knows what it is
        (feedback("<random><variable identifier='RESPONSE'/></random>"), []),
        (feedback(base("wrong")).replace('showHide="show"', 'showHide="hide"'), []),
    ],
)
def test_feedback_that_nobody_sees_is_found(tmp_path: Path, version: str, item: str, expected: list[str]) -> None:
    assert found(tmp_path, version, item) == expected


def _told(tmp_path: Path, item: str) -> Diagnostic:
    verdict = judged(package(tmp_path / "q.zip", "2.2", {"q1.xml": item}))
    return next(each for each in verdict if each.code == "never-shown")


def test_feedback_that_is_never_set_tells_what_to_do(tmp_path: Path) -> None:
    item = feedback(base("wrong"))
    finding = _told(tmp_path, item)
    assert (finding.hint, finding.question) == ("it is made `wrong`", "q1")
    setting = item[item.index('<setOutcomeValue identifier="FEEDBACK">') : item.index("</responseProcessing>")]
    finding = _told(tmp_path, item.replace(setting, ""))
    assert finding.hint == "set it in the response processing"


@pytest.mark.parametrize("name", ["match_feedback", "templateProcessing", "lookupOutcomeValue"])
def test_feedback_is_not_judged_where_others_may_set_it(tmp_path: Path, name: str) -> None:
    more = '<lookupOutcomeValue identifier="FEEDBACK"/>' if name.startswith("lookup") else f"<{name}/>"
    item = feedback(base("wrong") + more if name.startswith("lookup") else base("wrong"))
    if name == "match_feedback":
        item = item.replace("<responseProcessing>", '<responseProcessing template="http://example.org/match_feedback">')
    elif name == "templateProcessing":
        item = item.replace("<itemBody>", "<templateProcessing/><itemBody>")
    assert found(tmp_path, "2.1", item) == []


MAPPED = '<mapping upperBound="1" defaultValue="0"><mapEntry mapKey="A" mappedValue="{}"/><mapEntry mapKey="B" mappedValue="{}"/></mapping>'


@VERSIONS
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("1", "0.5"), []),
        (("2", "0"), ["import-changes"]),
        (("2", "-1"), []),  # a wrong choice beside it may cost one
        (("x", "0"), ["response-type"]),
    ],
)
def test_entries_that_earn_more_than_the_bound_are_found(
    tmp_path: Path, version: str, values: tuple[str, str], expected: list[str]
) -> None:
    item = choice_item().replace("</responseDeclaration>", f"{MAPPED.format(*values)}</responseDeclaration>")
    assert found(tmp_path, version, item) == expected


@VERSIONS
def test_a_pattern_that_cannot_be_read_is_found(tmp_path: Path, version: str) -> None:
    test = '<patternMatch pattern="(grief"><variable identifier="RESPONSE"/></patternMatch>'
    assert found(tmp_path, version, choice_item(scoring=test)) == ["bad-pattern"]


@pytest.mark.parametrize(
    "pattern",
    ["", "a|b", r"\s*[gG]rief\s*", r"(a|b){2,3}c*", r"[a-z-[aeiou]]+", r"\p{Lu}\d?", "[^a]", r"\(\[x\]", "{A}", r"[\]]", "a+?", "(?:a)", "(?i)a", "(?<=a)b", "(?<n>a)", r"\ba]"],
)  # fmt: skip
def test_a_pattern_of_xml_schema_is_read(pattern: str) -> None:
    assert not pattern_fault(pattern)


@pytest.mark.parametrize("pattern", ["(a", "a)", "[a", "*a", "a|+", "a**", "{2}a", "[a-[b]", "a\\"])
def test_a_pattern_of_another_kind_is_told(pattern: str) -> None:
    assert pattern_fault(pattern)
