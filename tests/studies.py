"""Pages for the browser, opened from the disk in Chromium as a student opens them.

Nothing may be asked of the network, nothing said on the console.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from exporter.model import (
    Bank,
)
from exporter.targets.html import TARGET
from tests.small_banks import written

HERE = Path(__file__).parent
PLAYERS = HERE / "players"
BANKS = {"examples": HERE / "examples", "source": HERE.parent / "source"}
Step = dict[str, Any]
Seen = dict[str, dict[str, Any]]


def _missing() -> str:
    for package in ("playwright-core", "axe-core"):
        if not (PLAYERS / "node_modules" / package).is_dir():
            return f"{package} is not installed: npm ci in tests/players"
    if not Path(os.environ.get("CHROMIUM", "/usr/bin/chromium")).is_file():
        return "there is no Chromium"
    return "" if shutil.which("node") else "there is no Node.js"


needs_browser = pytest.mark.skipif(bool(_missing()), reason=_missing() or "-")


def studied(folder: Path, pages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Go through the pages in the browser; nothing may go wrong, be said on the console or be asked of a network."""
    plan, result = folder / "plan.json", folder / "result.json"
    plan.write_text(json.dumps({"pages": pages}), encoding="utf-8")
    subprocess.run(["node", "study.mjs", plan, result], cwd=PLAYERS, check=True, timeout=1200)
    found: list[dict[str, Any]] = json.loads(result.read_text(encoding="utf-8"))
    assert len(found) == len(pages)
    for each in found:
        assert (each["failed"], each["said"], each["asked"]) == ([], [], []), str(each)
    return found


def look(**scripts: str) -> list[Step]:
    """Return steps that run scripts in the page; what each gives is seen by its name."""
    return [{"do": "run", "script": script, "see": name} for name, script in scripts.items()]


def pages_of(bank: Bank, folder: Path) -> dict[str, Path]:
    """Write the bank's pages; return them by name."""
    files, _ = written(TARGET, bank)
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return {Path(path).name: folder / path for path in files}
