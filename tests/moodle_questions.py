"""One file of questions, and what becomes of it in Moodle."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from exporter.diagnostics import Diagnostic
from exporter.job import Options
from exporter.model import (
    Question,
)
from exporter.targets.moodle import TARGET
from exporter.targets.moodle.items import question_draft
from exporter.targets.moodle.setting import Setting
from tests.oracle.moodle import Read, read
from tests.small_banks import bank_of, written

FULL = Decimal(100)

HALF = Decimal(50)

NOTHING = Decimal(0)


def one(
    folder: Path, text: str, options: Options | None = None, files: Mapping[str, str | bytes] | None = None
) -> tuple[dict[str, Read], list[Diagnostic]]:
    """Return what becomes of one file of questions."""
    bank = bank_of(folder, {"questions/a.md": text, **(files or {})})
    made, findings = written(TARGET, bank, options)
    return read(made["moodle/bank.xml"]), findings


def codes(findings: list[Diagnostic]) -> list[str]:
    return [each.code for each in findings]


def fractions(question: Read) -> list[str]:
    return [format(answer.fraction, "f") for answer in question.answers]


def score(question: Read, picks: tuple[int, ...]) -> Decimal:
    """What Moodle gives for the picks of a multiple-response, from 0 to 1."""
    total = sum((question.answers[pick].fraction for pick in picks), Decimal(0)) / 100
    return min(max(total, Decimal(0)), Decimal(1))


def png(width: int, height: int) -> bytes:
    """Return a grey picture of that size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def left_out(question: Question) -> str:
    """Return why a question is left out that no source text gives."""
    draft = question_draft(question, Setting((4, 5), "en"))
    assert draft.left_out
    (finding,) = draft.findings
    assert (finding.code, finding.question) == ("left-out", question.id)
    return finding.message
