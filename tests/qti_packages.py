"""What the QTI targets make of a bank: real zips, and answers put as QTI responses."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path

from lxml import etree

from exporter.archive import Staging
from exporter.cache import NoCache
from exporter.diagnostics import Diagnostic
from exporter.job import Cache, Job, Options
from exporter.model import (
    Bank,
    Categorize,
    Cloze,
    Hotspot,
    Matching,
    MenuGap,
    MultipleChoice,
    MultipleResponse,
    Numerical,
    NumericGap,
    Ordering,
    Question,
    ShortAnswer,
    TrueFalse,
)
from exporter.scoring import Response
from exporter.targets import Target
from exporter.targets.qti import QTI21, QTI22, QTI30
from tests.qti_scorer import Value
from tests.told import Told

TARGETS = (QTI21, QTI22, QTI30)


@dataclass(frozen=True)
class Built(Told):
    """The packages of one build by the name of their zip, each its members by name, and its findings."""

    packages: dict[str, dict[str, bytes]]
    findings: list[Diagnostic]
    paths: list[Path]

    @property
    def bank(self) -> dict[str, bytes]:
        """The members of the package of the whole bank."""
        (found,) = [members for name, members in self.packages.items() if name.endswith("-bank")]
        return found

    def item(self, question: str) -> etree._Element:
        """Return a question's item in the bank."""
        return etree.fromstring(self.bank[f"{question}.xml"])


def built(
    bank: Bank, folder: Path, target: Target, *, quizzes: tuple[str, ...] = (), cache: Cache | None = None
) -> Built:
    """Write the packages into `folder`, and read them back."""
    job = Job(bank, Options(quizzes=quizzes), cache or NoCache(), target.name)
    with Staging(folder) as staging:
        paths = [staging.write(output).path for output in target.write(job)]
        staging.commit(paths)
    packages = {Path(path).stem: _members(folder / path) for path in paths}
    return Built(packages, job.findings, [folder / path for path in paths])


def _members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def responses(question: Question, response: Response) -> Mapping[str, Value]:
    """Return an answer of the model as the responses of the item; an answer left out is NULL."""
    match question:
        case Cloze():
            given = response if isinstance(response, tuple) else ()
            answers = (*given, *[None] * len(question.gaps))[: len(question.gaps)]
            return {
                f"RESPONSE_{place}": _in_gap(gap, answer, place)
                for place, (gap, answer) in enumerate(zip(question.gaps, answers, strict=True), 1)
            }
        case MultipleChoice() | TrueFalse():
            return {"RESPONSE": f"choice_{response + 1}" if isinstance(response, int) else None}
        case MultipleResponse():
            picks = sorted(response) if isinstance(response, frozenset) else []
            return {"RESPONSE": tuple(f"choice_{at + 1}" for at in picks) or None}
        case ShortAnswer():
            return {"RESPONSE": response or None if isinstance(response, str) else None}
        case Numerical():
            return {"RESPONSE": _as_number(response)}
        case Ordering():
            return {"RESPONSE": tuple(f"item_{at + 1}" for at in response) if isinstance(response, tuple) else None}
        case Matching() | Categorize():
            targets = response if isinstance(response, tuple) else ()
            pairs = [f"item_{at} target_{to + 1}" for at, to in enumerate(targets, 1) if isinstance(to, int)]
            return {"RESPONSE": tuple(pairs) or None}
        case Hotspot():
            return {"RESPONSE": f"{response[0]} {response[1]}" if isinstance(response, tuple) else None}
        case _:
            return {}


def _in_gap(gap: object, answer: object, place: int) -> Value:
    if isinstance(gap, MenuGap):
        return f"gap_{place}_{answer + 1}" if isinstance(answer, int) else None
    if isinstance(gap, NumericGap):
        return _as_number(answer)
    return answer or None if isinstance(answer, str) else None


def _as_number(answer: object) -> Fraction | None:
    """Return what a field for a number hands on: NULL where the text is none."""
    try:
        return Fraction(Decimal(answer.strip().replace("−", "-"))) if isinstance(answer, str) else None
    except (InvalidOperation, ValueError, OverflowError):
        return None
