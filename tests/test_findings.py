"""Findings gathered by kind: nothing is lost, nothing is said twice, places are in order."""

from __future__ import annotations

from exporter.codes.targets import FEATURE_LOST, LEFT_OUT
from exporter.codes.tool import CANNOT_WRITE
from exporter.diagnostics import Diagnostic, Related, Severity, Span
from exporter.findings import Findings


def lost(question: str, line: int, path: str = "questions/a.md", feature: str = "hints") -> Diagnostic:
    message = f"{feature} lost: no place for them"
    return FEATURE_LOST.at(Span(path, line, 3, 9), message, question=question, target="canvas", feature=feature)


def left_out(question: str, line: int) -> Diagnostic:
    message = f"`{question}` is left out: it stops the import"
    return LEFT_OUT.at(Span("questions/a.md", line), message, question=question, target="canvas", feature="hotspot")


def test_every_finding_comes_back_as_it_was() -> None:
    given = [
        lost("b", 5),
        lost("a", 2),
        left_out("c", 9),
        left_out("d", 1),
        CANNOT_WRITE.at(Span(""), "no room"),
        lost("a", 2, feature="tags"),
        FEATURE_LOST.at(Span("x"), "about nothing in particular", target="canvas"),
        FEATURE_LOST.at(Span("x"), "with more", question="q", related=(Related(Span("y", 1), "here"),)),
    ]
    findings = Findings(given)
    assert len(findings) == len(given)
    assert set(findings) == set(given)


def test_what_is_said_twice_is_there_once() -> None:
    findings = Findings([lost("a", 2), lost("a", 2), lost("b", 2), CANNOT_WRITE.at(Span(""), "x")])
    findings.add(CANNOT_WRITE.at(Span(""), "x"))
    findings.add(lost("b", 2))
    assert len(findings) == 3
    assert findings.count(Severity.LOSS) == 2
    assert findings.count(Severity.ERROR) == 1
    assert findings.count(Severity.NOTE) == 0


def test_losses_are_one_kind_whatever_question_they_name() -> None:
    findings = Findings([left_out("b", 9), left_out("a", 1), left_out("a", 1)])
    (losses,) = findings.losses()
    assert losses.message == "`…` is left out: it stops the import"
    assert [(span.line, question) for span, question in losses.places()] == [(1, "a"), (9, "b")]
    assert [(span.line, question) for span, question in losses.places(1)] == [(1, "a")]


def test_places_are_sorted_by_the_name_of_the_file_also_after_more_are_added() -> None:
    findings = Findings([lost("b", 1, "questions/b.md")])
    assert len(findings) == 1
    findings.extend([lost("z", 7, "questions/a.md"), lost("y", 3, "questions/a.md")])
    assert [finding.span.path + str(finding.span.line) for finding in findings] == [
        "questions/a.md3",
        "questions/a.md7",
        "questions/b.md1",
    ]


def test_singles_are_in_the_order_of_files() -> None:
    first, second = CANNOT_WRITE.at(Span("a", 2), "x"), CANNOT_WRITE.at(Span("a", 10), "x")
    assert Findings([second, first]).singles() == [first, second]
