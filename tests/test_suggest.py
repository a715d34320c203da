"""Did you mean."""

from __future__ import annotations

import pytest

from exporter.suggest import did_you_mean, nearest
from tests.watchdog import must_end

KEYS = ("points", "tags", "difficulty", "time-limit", "partial-credit")


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("point", "points"),
        ("Points", "points"),
        ("dificulty", "difficulty"),
        ("time_limit", "time-limit"),
        ("Time Limit", "time-limit"),
        ("tgas", "tags"),
        ("zebra", ""),
        ("", ""),
        (" ", ""),
        ("points" * 100_000, ""),
    ],
)
def test_nearest(word: str, name: str) -> None:
    assert nearest(word, KEYS) == name


def test_hint() -> None:
    assert did_you_mean("point", KEYS) == "did you mean `points`"
    assert did_you_mean("zebra", KEYS) == ""


def test_two_letters_swapped_in_a_short_name() -> None:
    assert nearest("tow", ("one", "two")) == "two"
    assert nearest("tao", ("one", "two")) == ""


def test_nothing_known() -> None:
    assert nearest("point", ()) == ""


def test_order_of_names_does_not_matter() -> None:
    names = ["focus-a", "focus-b", "focus-c"]
    assert nearest("focus-x", names) == nearest("focus-x", names[::-1])


def test_a_bank_of_twenty_thousand() -> None:
    known = frozenset(f"topic{number % 100}-item-{number}" for number in range(20_000))
    assert nearest("topic5-itme-105", known) == "topic5-item-105"
    assert nearest("opic5-item-105", known) == "topic5-item-105"
    assert nearest("topic5-itme-1015", known) == "topic15-item-1015"
    with must_end():
        for number in range(100):
            nearest(f"topic-itme-{number}", known)
