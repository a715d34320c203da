"""The right response that an item declares, which players show as the solution, earns all of the points."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from exporter.model import Bank
from exporter.targets import Target
from tests import banks
from tests.qti_packages import TARGETS, Built, built
from tests.qti_scorer import Attempt
from tests.small_banks import bank_of

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="80"><path d="M0 0H9"/></svg>\n'
SHADOWED = """# Typed {#typed}

Type.

- =50% contact
- = *contact*

# Number {#number points=2}

Give a number.

- =50% 5
- =25% 0
- = 0..10

# Gaps {#gaps}

[[=50% role | ro*le]] and [[=50% 4..6 | = 0..10]]

# Covered {#covered}

Click.

![A line](../media/plain.svg)

- [ ] circle 50,40 20
- [x] rect 0,0 100,80

# Bent {#bent}

Click.

![A line](../media/plain.svg)

- [x] poly 10,10 70,10 70,70 60,70 60,20 20,20 20,70 10,70
"""


def solved(item: etree._Element) -> Attempt:
    """Answer an item with what it declares as right."""
    declared = Attempt(item, {}).declared
    return Attempt(item, {name: each.correct for name, each in declared.items() if each.correct is not None})


def unsolved(made: Built, bank: Bank) -> list[str]:
    """Return the questions whose item declares a right response that does not earn all."""
    found = []
    for question in bank.questions:
        attempt = solved(made.item(question.id))
        if attempt.responses and attempt.score != attempt.outcomes["MAXSCORE"]:
            found.append(question.id)
    return found


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_a_key_is_sought_where_no_earlier_answer_takes_it(target: Target, tmp_path: Path) -> None:
    bank = bank_of(tmp_path / "bank", {"questions/all.md": SHADOWED, "media/plain.svg": PICTURE})
    made = built(bank, tmp_path / "out", target)
    keys = {question.id: tuple(solved(made.item(question.id)).responses.values()) for question in bank.questions}
    assert keys["typed"] == ("…contact…",)
    assert keys["number"] == (10,)
    assert keys["gaps"] == ("ro…le", 0)
    assert keys["covered"] != ("50 40",)
    assert all(keys.values()), keys
    assert unsolved(made, bank) == []


def test_where_nothing_earns_all_there_is_no_key(tmp_path: Path) -> None:
    text = "# N {#n}\n\nGive it.\n\n- =50% 0..10\n- = 5\n- = 20\n\n# M {#m}\n\nGive it.\n\n- =50% *\n- = 5\n"
    text += "\n# T {#t .short-answer}\n\nType.\n\n- =50% *\n- = a*b\n"
    bank = bank_of(tmp_path / "bank", {"questions/all.md": text})
    made = built(bank, tmp_path / "out", TARGETS[0])
    assert [solved(made.item(each)).responses for each in ("n", "m", "t")] == [{"RESPONSE": 20}, {}, {}]


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_keys_of_the_examples(target: Target, examples: Bank, tmp_path: Path) -> None:
    assert unsolved(built(examples, tmp_path, target), examples) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files=banks.bank_files())
def test_keys_of_drawn_banks(files: dict[str, str]) -> None:
    with banks.read(files) as bank, tempfile.TemporaryDirectory() as folder:
        assert unsolved(built(bank, Path(folder), TARGETS[0]), bank) == []
