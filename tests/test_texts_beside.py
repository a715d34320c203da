"""What targets lose of texts that are no question's is named: those of passages, quizzes, sections and lessons."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.cache import NoCache
from exporter.diagnostics import Diagnostic
from exporter.job import Job, Options
from exporter.model import Bank
from exporter.output import FileOutput
from exporter.targets.registry import TARGETS
from tests.small_banks import bank_of

TEXT = "Press <mark>here</mark>, see [it](lesson:read), hear ![a tone](../media/tone.mp3)"
FILES: dict[str, str | bytes] = {
    "bank.yaml": "id: b\ntitle: Bank\nlanguage: en\n",
    "media/tone.mp3": b"ID3\x03\x00\x00\x00\x00\x00\x00",
    "questions/p.md": f"# P {{#shared .passage}}\n\n{TEXT}\n",
    "questions/q.md": "# Q {#q passage=shared}\n\nWhat?\n\n- = it\n",
    "lessons/r.md": f"---\nid: read\ntitle: Read\n---\n\n{TEXT}\n",
    "quizzes/z.yaml": (
        f'id: z\ntitle: Z\ndescription: "{TEXT}"\n'
        f'instructions: "{TEXT}"\n'
        f'sections:\n  - instructions: "{TEXT}"\n    questions: [q]\n'
    ),
}
QUIZ_TEXTS = {"quizzes/z.yaml:3", "quizzes/z.yaml:4", "quizzes/z.yaml:6"}


@pytest.mark.parametrize(
    ("name", "feature", "places"),
    [
        *((name, "links inside the bank", {"questions/p.md:3", *QUIZ_TEXTS}) for name in ("qti21", "qti22", "qti30")),
        ("canvas", "links inside the bank", {"questions/p.md:3", *QUIZ_TEXTS}),
        ("cartridge", "links inside the bank", {"questions/p.md:3"}),
        ("moodle", "links inside the bank", {"questions/p.md:3"}),
        ("qti21", "key and highlight marks", {"questions/p.md:3", *QUIZ_TEXTS}),
        ("pdf", "audio and video", {"questions/p.md:3", "lessons/r.md:6", *QUIZ_TEXTS}),
    ],
)
def test_what_is_lost_of_a_text_that_is_no_questions_is_named_at_its_place(
    tmp_path: Path, name: str, feature: str, places: set[str]
) -> None:
    bank = bank_of(tmp_path, FILES)
    found = [each for each in _findings(bank, name) if each.feature == feature]
    assert {f"{each.span.path}:{each.span.line}" for each in found} == places


def test_papers_of_one_quiz_lose_nothing_of_other_quizzes_and_lessons(tmp_path: Path) -> None:
    other = "id: y\ntitle: Y\nsections:\n  - questions: [q]\n"
    bank = bank_of(tmp_path, {**FILES, "quizzes/y.yaml": other})
    found = _findings(bank, "pdf", Options(quizzes=("y",)))
    assert {each.span.path for each in found if each.feature == "audio and video"} == {"questions/p.md"}


def _findings(bank: Bank, name: str, options: Options | None = None) -> list[Diagnostic]:
    target = next(each for each in TARGETS if each.name == name)
    job = Job(bank, options or Options(), NoCache(), name)
    for output in target.write(job):
        for content in [output.chunks] if isinstance(output, FileOutput) else (each.chunks for each in output.members):
            assert all(isinstance(each, bytes) for each in content)
    return job.findings
