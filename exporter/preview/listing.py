"""The bank as the list of questions asks for it: a few values of each question, as compact JSON."""

from __future__ import annotations

import msgspec

from exporter.decimals import plain_number
from exporter.diagnostics import Severity
from exporter.model import Bank
from exporter.preview.state import Snapshot
from exporter.richtext import plain

_RANK = tuple(Severity)


class Row(msgspec.Struct, frozen=True, array_like=True):
    """One question; the script in `templates/preview/list.js` reads the values in this order."""

    id: str
    title: str
    type: str
    difficulty: str
    points: str
    category: str
    """The titles of the folders, joined by ` / `."""
    tags: tuple[str, ...]
    findings: tuple[str, ...]
    """Their codes, each once."""
    worst: str
    """The severity of the gravest finding; empty where there is none."""
    text: str
    """The stem without marks."""


def listing(snapshot: Snapshot) -> bytes:
    """Return the JSON of all rows, in the bank's order."""
    bank = snapshot.bank
    rows = []
    for question in bank.questions:
        found = snapshot.owned.get(question.id, ())
        summary = bank.index[question.id]
        rows.append(
            Row(
                id=question.id,
                title=question.title,
                type=summary.type,
                difficulty=question.difficulty or "",
                points=plain_number(question.points),
                category=" / ".join(category_titles(bank, question.category)),
                tags=question.tags,
                findings=tuple(dict.fromkeys(each.code for each in found)),
                worst=min((each.severity for each in found), key=_RANK.index, default=""),
                text=plain(question.stem),
            )
        )
    return msgspec.json.encode({"number": snapshot.number, "rows": rows})


def category_titles(bank: Bank, path: tuple[str, ...]) -> list[str]:
    """Return the titles of the folders on the way to a category, outermost first."""
    titles = []
    for end in range(1, len(path) + 1):
        known = bank.categories.get(path[:end])
        titles.append(known.title if known is not None and known.title else path[end - 1])
    return titles
