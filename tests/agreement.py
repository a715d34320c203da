"""What a target wrote, read back without it, held against the bank: words, scores, bytes.

Where a target says of a question that it cannot hold something, that thing is not asked of it; a wholly right answer
earns everything and no answer earns more than it should, whatever is said.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

from exporter.archive import Staging
from exporter.cache import NoCache
from exporter.diagnostics import Diagnostic, Severity
from exporter.features import Feature
from exporter.job import Job, Options
from exporter.model import (
    Bank,
    Categorize,
    Matching,
    Question,
    RichText,
)
from exporter.richtext import plain, render, tex_delimited
from exporter.scoring import Response, match_options, score
from exporter.targets import Target
from exporter.validation import validate
from tests import banks
from tests.oracle import canvas_items
from tests.responses import responses

UNSCORED = {Feature.ALL_OR_NOTHING, Feature.PER_CHOICE, Feature.WEIGHTS, Feature.NEGATIVE_WEIGHTS, Feature.PARTS}
UNSCORED |= {Feature.WILDCARD, Feature.CASE, Feature.CATCH_ALL, Feature.TOLERANCE, Feature.PERCENT_TOLERANCE}
UNSCORED |= {Feature.RANGE, Feature.MIXED_GAPS}
OTHER_SCORES = {
    "moodle-weight-rounded",
    "moodle-full-marks",
    "moodle-answers-alike",
    "moodle-wildcard",
    "canvas-scoring-differs",
    "canvas-plain-answers",
    "canvas-numbers-cut",
    "canvas-number-as-text",
}


ALWAYS = {
    "bank.yaml": "id: drawn\ntitle: A drawn bank\nlanguage: en\n",
    "questions/all.md": """# A {#q0 type=multiple-response}\n\nWhat?\n\n- [x] A\n- [x] B\n- [ ] C\n
# B {#q1}\n\nWhat?\n\n- [x] False\n- [ ] True\n
# C {#q2}\n\nWhat?\n\n- = 14..18\n- =50% 20 ± 1\n""",
    "quizzes/all.yaml": "id: quiz\ntitle: All\nsections:\n  - questions: [q0, q1, q2]\n",
}


class AsWritten:
    """Formulas in delimiters, gaps as nothing."""

    def math(self, math: object) -> str:
        return tex_delimited(math)  # type: ignore[arg-type]

    def media(self, media: object) -> str:
        del media
        return ""

    def link_start(self, link: object) -> tuple[str, str]:
        del link
        return "", ""

    def gap(self, number: int) -> str:
        del number
        return "\0"


def said(text: RichText | None) -> list[str]:
    """Return the words of a text, between its gaps."""
    return [] if text is None else [canvas_items.words(run) for run in render(text, AsWritten()).split("\0")]


def holds(xhtml: str, text: RichText | None) -> bool:
    """Return whether the words of a text are in XHTML."""
    found = canvas_items.words(xhtml)
    return all(run in found for run in said(text))


def written(target: Target, bank: Bank, options: Options, folder: Path) -> tuple[list[Path], list[Diagnostic]]:
    job = Job(bank, options, NoCache(), target.name)
    with Staging(folder) as staging:
        outputs = [staging.write(output).path for output in target.write(job)]
        staging.commit(outputs)
    return [folder / path for path in outputs], job.findings


def twice(files: dict[str, str], target: Target, options: Options, check: Callable[..., None]) -> None:
    """Write the bank from two folders, hold the bytes equal and valid, and check what was written."""
    with tempfile.TemporaryDirectory() as folder:
        kept: list[bytes] = []
        for at in ("first", "second"):
            with banks.read(files) as bank:
                paths, findings = written(target, bank, options, Path(folder) / at)
                assert [each for each in findings if each.severity is Severity.ERROR] == []
                kept.append(b"".join(path.read_bytes() for path in paths))
                if at == "first":
                    # What only New Quizzes reads is not in the official schema of QTI 1.2.
                    schemas = Path(folder) / "none" if options.canvas == "new" else None
                    assert [each for each in validate(paths, schemas=schemas) if each.severity is Severity.ERROR] == []
                    check(bank, paths, findings)
        assert kept[0] == kept[1]


def judge(question: Question, findings: Sequence[Diagnostic], given_for: Callable[[Response], Fraction]) -> None:
    """Hold the scores of a target to those of the bank, where the target does not say that they differ."""
    own = [each for each in findings if each.question == question.id]
    differs = {each.feature for each in own} & UNSCORED or {each.code for each in own} & OTHER_SCORES
    for at, response in enumerate(responses(question)):
        due = score(question, response)
        assert due is not None
        earned = given_for(response)
        if differs:
            assert at or due != 1 or earned >= Fraction(99999, 100000), (question, response, earned)
        else:
            assert abs(earned - due) < Fraction(1, 10000), (question, response, earned, due)


def options_of(question: Matching | Categorize, response: Response) -> list[str]:
    """Return the texts chosen for each item."""
    texts = match_options(question) if isinstance(question, Matching) else list(question.categories)
    shown = [" ".join(plain(text).split()) for text in texts]
    assert isinstance(response, tuple)
    return [shown[at] for at in response if isinstance(at, int)]
