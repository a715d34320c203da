"""One question as the Canvas target writes it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from tests.canvas_packages import Built, built
from tests.oracle.canvas_items import Item
from tests.small_banks import bank_of


def one(folder: Path, text: str, shape: Literal["both", "new"] = "both", head: str = "") -> tuple[Built, Item | None]:
    """Return what becomes of a question written as `# Title {#q …}` with `head` as its further attributes."""
    bank = bank_of(folder / "bank", {"questions/q.md": f"# Title {{#q {head}}}\n\n{text}", "questions/p.svg": PICTURE})
    made = built(bank, folder / "out", shape)
    assert not [finding for finding in made.findings if finding.severity == "error"]
    return made, made.bank.get("q")


PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"/>'
