"""Findings as text and as JSON."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from exporter.codes.targets import FEATURE_LOST, LEFT_OUT
from exporter.codes.tool import CANNOT_WRITE
from exporter.diagnostics import Code, Diagnostic, Related, Severity, Span
from exporter.excerpt import Sources, cells
from exporter.findings import Findings
from exporter.report import Style, place, record, tally, text

ADVICE = Code("too-long", Severity.ADVICE, "It is long.", "…", "Shorten it.")
NOTE = Code("unused", Severity.NOTE, "It is unused.", "…", "Delete it.")
WARNING = Code("odd", Severity.WARNING, "It is odd.", "…", "Mend it.")


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    (tmp_path / "a.md").write_text("# Focus {#focus pionts=2}\n\n\n# 漢字の問題 {#x pionts=2}\n", encoding="utf-8")
    return Sources(tmp_path)


def shown(findings: list[Diagnostic], sources: Sources, **style: object) -> str:
    return "\n".join(text(Findings(findings), sources, Style(**style)))  # type: ignore[arg-type]


def test_a_finding_with_everything(sources: Sources) -> None:
    related = (Related(Span("b.md", 3, 1, 4), "first used here"), Related(Span(""), "somewhere"))
    finding = CANNOT_WRITE.at(
        Span("a.md", 1, 17, 23), "unknown key `pionts`", "did you mean `points`?", related=related
    )
    assert shown([finding], sources, folder="source") == (
        "source/a.md:1:17: error[cannot-write] unknown key `pionts`\n"
        "     1 | # Focus {#focus pionts=2}\n"
        "       |                 ^^^^^^\n"
        "       = hint: did you mean `points`?\n"
        "       = source/b.md:3:1: first used here\n"
        "       = somewhere"
    )


def test_findings_without_a_line_or_a_place(sources: Sources) -> None:
    assert shown([CANNOT_WRITE.at(Span("a.md"), "whole file")], sources) == "a.md: error[cannot-write] whole file"
    assert shown([CANNOT_WRITE.at(Span(""), "no room")], sources) == "error[cannot-write] no room"
    assert (
        shown([CANNOT_WRITE.at(Span("a.md", 2), "an empty line")], sources)
        == "a.md:2:1: error[cannot-write] an empty line"
    )
    assert shown([CANNOT_WRITE.at(Span("", 0), "x", target="pdf")], sources) == "error[cannot-write] pdf: x"


def test_a_long_message_is_one_line_for_programs_and_wrapped_for_people(sources: Sources) -> None:
    finding = CANNOT_WRITE.at(Span("gone.md", 1), "word " * 30, "hint " * 30)
    for_programs = shown([finding], sources, keep_lines=True).split("\n")
    assert len(for_programs[0]) > 150
    for_people = shown([finding], sources, keep_lines=False).split("\n")
    assert for_people[0] == "gone.md:1:1: error[cannot-write]"
    assert for_people[1].startswith("    word word")
    assert max(map(len, for_people)) <= 80
    assert [line for line in for_people if line.startswith("               hint")]


def test_colours_paint_and_do_not_move(sources: Sources) -> None:
    findings = [
        CANNOT_WRITE.at(Span("a.md", 4, 13, 19), "unknown key", "a hint"),
        FEATURE_LOST.at(Span("a.md", 4, 1, 2), "hints lost: none", question="x", target="canvas", feature="hints"),
    ]
    plain, painted = shown(findings, sources), shown(findings, sources, colour=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == plain
    assert "\x1b[1;31m^^^^^^\x1b[0m" in painted
    assert "\x1b" not in plain
    line, carets = plain.split("\n")[1:3]
    assert cells(line[: line.index("pionts")]) == carets.index("^")


def test_nothing_in_a_message_or_path_steers_the_terminal(sources: Sources) -> None:
    finding = CANNOT_WRITE.at(Span("\x1b]0;x\x07.md", 1), "a\x1b[2Jb", "c\x1bd", related=(Related(Span(""), "\x9b"),))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown([finding], sources))


def losses(count: int) -> list[Diagnostic]:
    return [
        FEATURE_LOST.at(
            Span("questions/a.md", line, 3, 4),
            "hints lost: none",
            question=f"q{line}",
            target="canvas",
            feature="hints",
        )
        for line in range(1, count + 1)
    ]


def test_losses_are_gathered(sources: Sources) -> None:
    assert shown(losses(1), sources) == (
        "canvas: 1 loss\n     1 × hints lost: none\n         feature-lost: questions/a.md:1:3"
    )
    assert shown(losses(7), sources, folder="source") == (
        "canvas: 7 losses\n     7 × hints lost: none\n         feature-lost: source/questions/a.md:1:3 and 6 more"
    )
    assert shown(losses(3), sources, width=100).endswith(
        "feature-lost: questions/a.md:1:3, questions/a.md:2:3, questions/a.md:3:3"
    )


def test_losses_of_several_targets_and_kinds(sources: Sources) -> None:
    found = [
        *losses(1),
        FEATURE_LOST.at(Span("a.md", 1), "tags lost: none", question="q", target="canvas", feature="tags"),
        FEATURE_LOST.at(Span("a.md", 1), "lessons stay behind", target="moodle"),
        FEATURE_LOST.at(Span(""), "of no target"),
    ]
    blocks = list(text(Findings(found), sources, Style()))
    assert [block.split("\n")[0] for block in blocks] == ["1 loss", "canvas: 2 losses of 2 kinds", "moodle: 1 loss"]


def test_all_losses_where_all_are_asked_for(sources: Sources) -> None:
    lines = shown(losses(7), sources, verbose=True).split("\n")
    assert len([line for line in lines if "loss[feature-lost] canvas: hints lost: none" in line]) == 7


def test_losses_that_name_their_question_are_one_kind(sources: Sources) -> None:
    found = [
        LEFT_OUT.at(Span("a.md", 1), f"`q{n}` is left out: no", question=f"q{n}", target="canvas", feature="hotspot")
        for n in range(2)
    ]
    assert "     1 × `q0` is left out: no\n" in shown(found[:1], sources)
    assert shown(found, sources) == (
        "canvas: 2 losses\n     2 × `…` is left out: no\n         left-out: a.md:1:1, a.md:1:1"
    )


def test_losses_that_each_say_something_else_are_shown_as_one(sources: Sources) -> None:
    found = [
        FEATURE_LOST.at(Span("a.md", n, 1), f"{n} % became {n + 1} %", question=f"q{n}", target="moodle", feature="w")
        for n in range(1, 9)
    ]
    assert shown(found[:2], sources).count("     1 × ") == 2
    assert shown(found, sources) == (
        "moodle: 8 losses\n"
        "     8 × 1 % became 2 %, and the like\n"
        "         feature-lost: a.md:1:1, a.md:2:1, a.md:3:1 and 5 more"
    )


def test_a_long_loss_is_wrapped(sources: Sources) -> None:
    found = FEATURE_LOST.at(Span("a.md"), "word " * 30, question="q", target="canvas", feature="hints")
    lines = shown([found], sources).split("\n")
    assert lines[1].startswith("     1 × word")
    assert lines[2].startswith("         word")
    assert max(map(len, lines)) <= 80


def test_a_long_place_is_wrapped(sources: Sources) -> None:
    found = [
        FEATURE_LOST.at(Span("long/" * 10 + "a.md", n), "x", question=f"q{n}", target="canvas", feature="hints")
        for n in (1, 2)
    ]
    assert shown(found, sources).split("\n")[2:] == [
        "         feature-lost:",
        "         " + "long/" * 10 + "a.md:1:1 and 1 more",
    ]


def test_advice_and_notes_are_cut_short_but_errors_and_warnings_are_not(sources: Sources) -> None:
    for code, most in ((ADVICE, 5), (NOTE, 5), (WARNING, 20), (CANNOT_WRITE, 20)):
        found = [code.at(Span("gone.md", line), "long") for line in range(1, 21)]
        assert shown(found, sources).count("gone.md") == most
        assert shown(found, sources, verbose=True).count("gone.md") == 20
    found = [ADVICE.at(Span("gone.md", line), "long") for line in range(1, 21)]
    assert shown(found, sources).endswith("\nadvice[too-long] and 15 more of these; --verbose shows all")


def test_counting() -> None:
    assert tally(Findings()) == "nothing is wrong"
    found = [CANNOT_WRITE.at(Span("a"), "1"), CANNOT_WRITE.at(Span("a"), "2"), WARNING.at(Span("a"), "3"), *losses(1)]
    found += [ADVICE.at(Span("a"), str(n)) for n in range(3)]
    assert tally(Findings(found)) == "2 errors, 1 warning, 1 loss, 3 pieces of advice"


def test_json_leaves_out_what_is_not_there() -> None:
    assert msgspec.to_builtins(record(CANNOT_WRITE.at(Span(""), "no room"))) == {
        "severity": "error",
        "code": "cannot-write",
        "message": "no room",
    }
    whole = FEATURE_LOST.at(
        Span("a.md", 3, 5, 9),
        "hints lost",
        "a hint",
        question="q",
        target="canvas",
        feature="hints",
        related=(Related(Span("b.md"), "here"),),
    )
    assert msgspec.to_builtins(record(whole)) == {
        "severity": "loss",
        "code": "feature-lost",
        "path": "a.md",
        "line": 3,
        "column": 5,
        "end": 9,
        "message": "hints lost",
        "hint": "a hint",
        "question": "q",
        "target": "canvas",
        "feature": "hints",
        "related": ({"path": "b.md", "message": "here"},),
    }


def test_places() -> None:
    assert place(Span("a.md", 2, 3), Style(folder="source")) == "source/a.md:2:3"
    assert place(Span(""), Style(folder="source")) == ""
    assert place(Span(""), Style()) == ""
