"""A bank of one question, its paper, and the text of a PDF, for what is asked of the PDF target."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

from pypdf import PdfReader

from exporter.diagnostics import Diagnostic
from exporter.job import Options
from exporter.model import Bank
from exporter.targets.pdf import TARGET
from tests.small_banks import bank_of, written

QUESTION = "# T {#q}\n\nWhat is it?\n\n- [x] this\n- [ ] that\n"
QUIZ = "id: z\ntitle: Z\nsections:\n  - questions: [q]\n"


class Memory(dict[bytes, bytes]):
    """A cache that counts what is put into it."""

    keeps = True

    def put(self, key: bytes, value: bytes) -> None:
        self[key] = value


def small(folder: Path, text: str = QUESTION, quiz: str = QUIZ, files: Mapping[str, str | bytes] | None = None) -> Bank:
    return bank_of(folder, {"questions/a.md": text, "quizzes/z.yaml": quiz, **(files or {})})


def paper(bank: Bank, options: Options | None = None) -> tuple[bytes, list[Diagnostic]]:
    """Return the paper alone; it is far the fastest document."""
    job_options = options or Options(quizzes=("z",))
    files, found = written(TARGET, bank, job_options)
    return files.get("pdf/z-paper.pdf", b""), found


def text_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
