"""Canvas's packages as a whole: their banks, names and bytes, and the target that writes them."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from exporter.job import Options
from exporter.model import Bank
from exporter.targets.canvas import TARGET
from exporter.targets.canvas.support import BOTH, NEW
from tests.canvas_packages import built
from tests.small_banks import bank_of


def test_banks_are_named_by_category(tmp_path: Path) -> None:
    question = "# {title} {{#{id}}}\n\nIs it?\n\n- [x] True\n- [ ] False\n"
    bank = bank_of(
        tmp_path / "bank",
        {
            "questions/top.md": question.format(title="Top", id="top"),
            "questions/basics/_category.yaml": "title: The basics\n",
            "questions/basics/a.md": question.format(title="A", id="a"),
            "questions/basics/über/b.md": question.format(title="B", id="b"),
            "questions/hot/c.md": "# C {#c}\n\nClick.\n\n![A picture](p.svg)\n\n- [x] circle 5,5 2\n",
            "questions/hot/p.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>',
        },
    )
    package = built(bank, tmp_path / "out").packages["bank-bank"]
    assert [(each.ident, each.title, [item.ident for item in each.items]) for each in package.banks] == [
        ("bank_basics", "A bank: The basics", ["a"]),
        ("bank_basics-ber-b6350f38", "A bank: The basics / über", ["b"]),
        ("bank_bank", "A bank", ["top"]),
    ], "a category all of whose questions are left out is no bank"
    assert package.files == {}


def test_files_of_banks_have_names_of_their_own(tmp_path: Path) -> None:
    question = "---\ncategory: [{category}]\n---\n\n# Q {{#{id}}}\n\nIs it?\n\n- [x] True\n- [ ] False\n"
    categories = ("A B", "A-B", "語", "x" * 200)
    files = {
        f"questions/{number}.md": question.format(category=category, id=f"q{number}")
        for number, category in enumerate(categories)
    }
    made = built(bank_of(tmp_path / "bank", files), tmp_path / "out")
    assert not [finding for finding in made.findings if finding.severity == "error"]
    banks = made.packages["bank-bank"].banks
    assert [each.title for each in banks] == [f"A bank: {category}"[:255] for category in categories]
    assert len({each.ident for each in banks}) == len(categories)


@pytest.mark.parametrize("shape", ["both", "new"])
def test_same_bytes_and_nothing_wrong(shape: Literal["both", "new"], examples: Bank, tmp_path: Path) -> None:
    first, second = (built(examples, tmp_path / name, shape) for name in ("first", "second"))
    assert not [finding for finding in first.findings if finding.severity == "error"]
    assert first.findings == second.findings
    for path in sorted((tmp_path / "first" / "canvas").iterdir()):
        assert path.read_bytes() == (tmp_path / "second" / "canvas" / path.name).read_bytes()


def test_only_the_quizzes_asked_for(examples: Bank, tmp_path: Path) -> None:
    assert set(built(examples, tmp_path, quizzes=("first-quiz",)).packages) == {"first-quiz"}


def test_the_cache_keeps_findings_and_bytes(examples: Bank, tmp_path: Path) -> None:
    kept: dict[bytes, bytes] = {}

    class Cache:
        keeps = True
        misses = 0

        def get(self, key: bytes) -> bytes | None:
            self.misses += key not in kept
            return kept.get(key)

        def put(self, key: bytes, value: bytes) -> None:
            kept[key] = value

    first = built(examples, tmp_path / "first", cache=Cache())
    cache = Cache()
    second = built(examples, tmp_path / "second", cache=cache)
    assert cache.misses == 0
    assert (second.packages, second.findings) == (first.packages, first.findings)


def test_target_says_what_it_is() -> None:
    assert TARGET.name == "canvas"
    assert TARGET.unavailable() is None
    assert TARGET.support(Options()) is BOTH
    assert TARGET.support(Options(canvas="new")) is NEW


def test_a_text_that_speaks_of_file_references_is_no_reference(tmp_path: Path) -> None:
    text = "# T {#one}\n\nWhat is `$IMS-CC-FILEBASE$/a.png`?\n\n- [x] A\n- [ ] `@@PLUGINFILE@@/b.png`\n"
    made = built(bank_of(tmp_path / "bank", {"questions/a.md": text}), tmp_path / "out")
    assert made.findings == []
    assert "$IMS-CC-FILEBASE$/a.png" in made.bank["one"].stem
