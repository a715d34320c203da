"""The checks that need the whole bank."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from exporter.areas import bounding_box
from exporter.check import CHECKS, run_checks
from exporter.checks.facts import Declared, Facts, FileReference, HotspotArea, HotspotFact, IdReference
from exporter.diagnostics import Diagnostic, Span
from exporter.model import Bank, MediaFile
from tests.watchdog import must_end

AT = Span("questions/a.md", 1, 1, 2)


def empty_bank(root: Path) -> Bank:
    return Bank(
        root=root, id="b", title="t", language="en", questions=(), index={}, positions={}, passages={},
        lessons={}, quizzes={}, categories={}, media={},
    )  # fmt: skip


def checked(root: Path, facts: Facts, **fields: object) -> list[Diagnostic]:
    bank = empty_bank(root)
    bank = Bank(**{**{name: getattr(bank, name) for name in bank.__struct_fields__}, **fields})
    return run_checks(bank, facts)


def test_a_duplicate_of_every_kind_names_the_first_place(tmp_path: Path) -> None:
    declared = [
        Declared("quiz", "x", Span("quizzes/q.yaml", 1, 1, 2)),
        Declared("question", "x", Span("questions/a.md", 9, 1, 2)),
        Declared("passage", "x", Span("questions/a.md", 1, 1, 2)),
        Declared("lesson", "y", Span("lessons/l.md", 1, 1, 2)),
    ]
    findings = checked(tmp_path, Facts(declared=declared))
    assert [(each.code, each.span, each.related[0].span) for each in findings] == [
        ("duplicate-id", declared[1].span, declared[2].span),
        ("duplicate-id", declared[0].span, declared[2].span),
    ]
    assert findings[0].message == "the id `x` is taken by a passage in `questions/a.md:1`"


def test_names_that_lead_nowhere(tmp_path: Path) -> None:
    facts = Facts(
        declared=[
            Declared("question", "focus", AT),
            Declared("lesson", "lesson-a", AT),
            Declared("passage", "case", AT),
        ],
        references=[
            IdReference("question", "focus", AT),
            IdReference("question", "fokus", Span("a", 1), "questions", "q"),
            IdReference("question", "lesson-a", Span("a", 2)),
            IdReference("lesson", "case", Span("a", 3), "lesson"),
            IdReference("passage", "zzz", Span("a", 4), "passage"),
            IdReference("passage", "zzz", Span("a", 4), "passage", "another question of the file"),
        ],
    )
    assert [(each.span.line, each.hint) for each in checked(tmp_path, facts)] == [
        (1, "did you mean `focus`"),
        (2, "`lesson-a` is a lesson; write `lesson:lesson-a`"),
        (3, "`case` is a passage"),
        (4, "correct the id, or add what it names"),
    ]


def test_twenty_thousand_ids_and_two_hundred_wrong_names(tmp_path: Path) -> None:
    declared = [Declared("question", f"topic{n % 100}-item-{n}", Span("a", n)) for n in range(20_000)]
    references = [IdReference("question", f"topic{n % 100}-itme-{n}", Span("b", n)) for n in range(200)]
    with must_end():
        assert len(checked(tmp_path, Facts(declared=declared, references=references))) == 200


@pytest.mark.parametrize(
    ("shape", "numbers", "inside"),
    [
        ("rect", "0 0 64 48", True),
        ("rect", "64 48 0 0", True),
        ("rect", "0 0 64.1 48", False),
        ("rect", "-1 0 5 5", False),
        ("circle", "10 10 10", True),
        ("circle", "10 10 10.5", False),
        ("circle", "56 40 8", True),
        ("circle", "56 41 8", False),
        ("poly", "0 0 64 0 64 48", True),
        ("poly", "0 0 64 0 64 49", False),
    ],
)
def test_areas(tmp_path: Path, shape: str, numbers: str, inside: bool) -> None:  # noqa: FBT001
    area = HotspotArea(shape, tuple(Decimal(each) for each in numbers.split()), AT)  # type: ignore[arg-type]
    picture = MediaFile(path="a.png", kind="image", size=1, digest="", width=64, height=48)
    facts = Facts(hotspots=[HotspotFact("h", "a.png", AT, (area,))], files=[FileReference("a.png", AT)])
    assert [each.code for each in checked(tmp_path, facts, media={"a.png": picture})] == (
        [] if inside else ["area-outside"]
    )
    assert checked(tmp_path, facts) == []
    left, top, right, bottom = bounding_box(area.shape, area.numbers)
    assert left <= right
    assert top <= bottom


@pytest.mark.parametrize("name", ["a.svg", "a.png"])
def test_a_picture_without_a_size(tmp_path: Path, name: str) -> None:
    picture = MediaFile(path=name, kind="image", size=1, digest="")
    findings = checked(tmp_path, Facts(hotspots=[HotspotFact("h", name, AT, ())]), media={name: picture})
    assert [(each.code, each.question) for each in findings] == [("picture-size", "h")]


def test_facts_are_joined() -> None:
    one = Facts(declared=[Declared("quiz", "x", AT)], files=[FileReference("a", AT)])
    one.add(Facts(references=[IdReference("quiz", "x", AT)], hotspots=[HotspotFact("h", "a", AT, ())]))
    assert (len(one.declared), len(one.files), len(one.references), len(one.hotspots)) == (1, 1, 1, 1)
    assert Facts().declared == []


def test_every_check_runs() -> None:
    names = [check.__name__ for check in CHECKS]
    assert len(names) == len(set(names))
