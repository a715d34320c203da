"""One question in the form in which paper asks it."""

from __future__ import annotations

from pathlib import Path

from exporter.cache import NoCache
from exporter.model import Bank
from exporter.targets.pdf.forms import (
    Form,
    form,
)
from exporter.targets.pdf.math import Formulas
from exporter.targets.pdf.text import PrintWriting
from exporter.targets.words import read_words
from tests.small_banks import bank_of

WORDS = read_words("en", None)


def writing_of(bank: Bank) -> PrintWriting:
    return PrintWriting(Formulas(NoCache()), bank.media, WORDS)


def asked(bank: Bank, question_id: str, *, shuffle: bool = True) -> Form:
    return form(bank.question(question_id), writing_of(bank), "quiz", shuffle=shuffle)


def one(folder: Path, text: str) -> Bank:
    return bank_of(folder, {"questions/a.md": text})
