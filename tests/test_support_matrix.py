"""The matrix as it is printed: every cell from the targets' own tables, nothing that cannot arise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from exporter.cache import NoCache
from exporter.excerpt import cells
from exporter.features import Feature, features
from exporter.job import Job, Options
from exporter.matrix import APPLIES, Row, applies, as_markdown, as_text, notes, rows
from exporter.model import QUESTION_TYPES, type_of
from exporter.output import Output
from exporter.reader import read_bank
from exporter.targets import Target
from exporter.targets.registry import TARGETS
from exporter.targets.support import KEPT, Outcome, Support, changed, lost

SOURCE = Path(__file__).parent.parent / "source"


def support(options: Options) -> Support:
    types = dict.fromkeys(QUESTION_TYPES, KEPT) | {"hotspot": lost("it is left out"), "ordering": changed("a matching")}
    table = dict.fromkeys(Feature, KEPT) | {
        Feature.HINTS: lost("there are no hints"),
        Feature.WRONG_AREAS: lost("no areas"),
        Feature.PINS: changed("nothing is shuffled"),
    }
    if options.canvas == "new":
        table[Feature.HINTS] = KEPT
    return Support(types, table, {("cloze", Feature.HINTS): changed("joined to the text")})


def write(job: Job) -> Iterator[Output]:
    del job
    yield from ()


TARGET = Target("fake", "a target of tests", write, support)


def test_rows_are_the_table_without_what_cannot_arise() -> None:
    found = list(rows(TARGET, Options()))
    assert found[: len(QUESTION_TYPES)][QUESTION_TYPES.index("ordering")] == Row(
        "fake", "ordering", "", Outcome.CHANGED, "a matching"
    )
    hints = {row.type: row for row in found if row.feature == Feature.HINTS}
    assert "essay" not in hints
    assert hints["cloze"].becomes == "joined to the text"
    assert hints["matching"].outcome is Outcome.LOST
    assert hints["hotspot"].becomes == "it is left out"
    assert {row.outcome for row in rows(TARGET, Options(canvas="new")) if row.feature == Feature.HINTS} == {
        Outcome.KEPT,
        Outcome.CHANGED,
        Outcome.LOST,
    }


def test_notes_say_once_what_becomes_of_what_is_not_kept() -> None:
    found = {note.subject: (note.outcome.value, note.becomes) for note in notes(TARGET, Options())}
    answered = [kind for kind in QUESTION_TYPES if applies(Feature.HINTS, kind) and kind not in ("cloze", "hotspot")]
    assert found == {
        "ordering": ("changed", "a matching"),
        "hotspot": ("lost", "it is left out"),
        "hints (cloze)": ("changed", "joined to the text"),
        f"hints ({', '.join(answered)})": ("lost", "there are no hints"),
        "pinned answers": ("changed", "nothing is shuffled"),
    }


def test_text_fits_a_terminal() -> None:
    for width in (80, 100):
        lines = list(as_text(TARGETS, Options(), width))
        assert max(map(cells, lines)) <= width
    lines = list(as_text([TARGET], Options()))
    assert f"{'the type itself':34}  +  +  +  +  +  +  +  ~  +  +  +  -  +" in lines
    assert f"{'pinned answers':34}  ~  ~  ~" in lines
    assert "~ hints (cloze): joined to the text" in lines


def test_markdown_has_a_cell_for_each_type_in_every_line() -> None:
    lines = [line for line in as_markdown([TARGET], Options()) if line.startswith("|")]
    assert {line.count("|") for line in lines} == {len(QUESTION_TYPES) + 2}
    assert len(lines) == len(Feature) + 3
    assert "- **hints (cloze)** changed: joined to the text" in list(as_markdown([TARGET], Options()))


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_every_target_says_what_becomes_of_everything(target: Target) -> None:
    for options in (Options(), Options(canvas="new", moodle_version=(4, 0))):
        for row in rows(target, options):
            assert bool(row.becomes) == (row.outcome is not Outcome.KEPT), row


def test_every_feature_that_does_arise_can_arise() -> None:
    bank, _ = read_bank(SOURCE, cache=NoCache())
    for question in bank.questions:
        for feature in features(question, bank):
            assert applies(feature, type_of(question)), (question.id, feature)


def test_every_type_named_is_one() -> None:
    for types in APPLIES.values():
        assert set(types) <= set(QUESTION_TYPES)
        assert len(set(types)) == len(types)
