"""A small bank and targets of a few lines, built by the real pipeline."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from exporter.codes.targets import FEATURE_LOST
from exporter.diagnostics import Diagnostic, Span
from exporter.features import Feature
from exporter.job import Job, Options
from exporter.model import QUESTION_TYPES
from exporter.output import FileOutput, Member, Output, ZipOutput
from exporter.pipeline import Result, build
from exporter.settings import Settings
from exporter.targets import Target
from exporter.targets.support import KEPT, Support

QUESTION = """# Largest {{#{id}}}

Which planet is the largest?

- [x] Jupiter
- [ ] Earth

"""
QUIZ = "id: {id}\ntitle: A quiz\nsections:\n  - questions: [one]\n"


def write_bank(root: Path, *ids: str, quizzes: tuple[str, ...] = ("quiz",)) -> Path:
    """Make a bank with a question of each id (the first must be `one`) and quizzes that name it."""
    (root / "questions").mkdir(parents=True, exist_ok=True)
    (root / "quizzes").mkdir(exist_ok=True)
    (root / "bank.yaml").write_text("id: planets\ntitle: Planets\nlanguage: en\n")
    (root / "questions" / "all.md").write_text("".join(QUESTION.format(id=each) for each in ids))
    for each in quizzes:
        (root / "quizzes" / f"{each}.yaml").write_text(QUIZ.format(id=each))
    return root


def support(options: Options) -> Support:
    del options
    return Support(dict.fromkeys(QUESTION_TYPES, KEPT), dict.fromkeys(Feature, KEPT))


def loss(question_id: str, target: str) -> Diagnostic:
    return FEATURE_LOST.at(
        Span("questions/all.md", 1, 3, 9), "hints lost: none", question=question_id, target=target, feature="hints"
    )


def write_text(job: Job) -> Iterator[Output]:
    """A target of one file that lists the questions and loses something of each."""

    def chunks() -> Iterator[bytes]:
        for question in job.bank.questions:
            job.report(loss(question.id, job.target))
            yield f"{question.id}\n".encode()

    yield FileOutput(f"{job.target}/{job.bank.id}.txt", "list", chunks())


def write_zips(job: Job) -> Iterator[Output]:
    """A target of one archive a quiz."""
    for quiz in job.bank.quizzes.values():
        if not job.options.quizzes or quiz.id in job.options.quizzes:
            yield ZipOutput(f"{job.target}/{quiz.id}.zip", "quiz", [Member("quiz.txt", [quiz.title.encode()])])


Use = Callable[..., None]


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Use:
    """Return the function that puts other targets in the registry."""

    def put(**writers: Callable[[Job], Iterator[Output]]) -> None:
        targets = tuple(Target(name, name, write, support) for name, write in writers.items())
        monkeypatch.setattr("exporter.targets.registry.TARGETS", targets)

    put(text=write_text, zips=write_zips)
    return put


@pytest.fixture
def bank(tmp_path: Path, use: Use) -> Path:
    del use
    return write_bank(tmp_path / "source", "one", "two")


def run(bank: Path, **settings: Any) -> Result:
    return build(Settings(source=bank, out=bank.parent / "out", **settings))


def files(bank: Path) -> dict[str, bytes]:
    out = bank.parent / "out"
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".cache" not in path.parts
    }


def report(bank: Path) -> dict[str, Any]:
    return dict(json.loads((bank.parent / "out" / "report.json").read_text()))


def codes(result: Result) -> list[str]:
    return [finding.code for finding in result.findings.singles()]
