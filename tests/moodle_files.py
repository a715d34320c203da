"""A small bank as one Moodle XML file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from exporter.job import Options
from exporter.model import Bank, Question
from exporter.targets.moodle import TARGET
from tests.small_banks import bank_of, written

MC = "\n\nWhat?\n\n- [x] yes\n- [ ] no\n"

BOARD = (Path(__file__).parent / "examples" / "media" / "board.png").read_bytes()


def made(folder: Path, files: Mapping[str, str | bytes], options: Options | None = None) -> bytes:
    found, _findings = written(TARGET, bank_of(folder, files), options)
    (data,) = found.values()
    return data


def one_question(bank: Bank, question: Question) -> Bank:
    return replace(
        bank,
        questions=(question,),
        index={each: summary for each, summary in bank.index.items() if each == question.id},
        quizzes={},
        lessons={},
    )
