"""Items put in order by dragging them, with a mouse and with a finger, in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.small_banks import bank_of
from tests.studies import Step, look, needs_browser, pages_of, studied

pytestmark = needs_browser

LONG = "word " * 40
QUESTION = f"""\
# Order {{#order type=ordering}}

Put them in order.

1. first
2. second
3. third: {LONG}
4. fourth

# Long {{#long type=ordering}}

Put them in order.

{"".join(f"{place}. number {place}{chr(10)}" for place in range(1, 25))}"""
ITEMS = "[...document.querySelectorAll('[data-id=order] .item')].map((each) => Number(each.dataset.item))"
SAID = "document.querySelector('[data-id=order] .said').textContent"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ordering")
    return pages_of(bank_of(folder / "bank", {"questions/a.md": QUESTION}), folder)["bank-practice.html"]


def dragged(start: int, end: int, **how: object) -> Step:
    return {"do": "drag", "id": "order", "from": start, "to": end, **how}


@pytest.mark.parametrize("by", ["mouse", "touch"])
def test_an_item_is_dragged_to_its_place(by: str, page: Path, tmp_path: Path) -> None:
    steps = [
        *look(before=ITEMS),
        dragged(3, 0, by=by),
        *look(up=ITEMS, said=SAID),
        dragged(0, 2, by=by),
        *look(down=ITEMS),
        {"do": "press", "id": "order", "button": ".check", "see": "checked"},
        {"do": "reload"},
        *look(kept=ITEMS),
    ]
    seen = studied(tmp_path, [{"file": str(page), "touch": by == "touch", "width": 390, "steps": steps}])[0]["seen"]
    assert seen["before"] == [0, 1, 2, 3]
    assert seen["up"] == [3, 0, 1, 2]
    assert seen["said"].endswith(": now 1 of 4")
    assert seen["down"] == seen["kept"] == [0, 1, 3, 2]
    assert seen["checked"]["given"] == [0, 1, 3, 2]


def test_the_page_scrolls_along_at_its_edge(page: Path, tmp_path: Path) -> None:
    last = "document.querySelector('[data-id=long] .item:last-child').dataset.item"
    steps: list[Step] = [{"do": "drag", "id": "long", "from": 0, "edge": True}, *look(last=last)]
    seen = studied(tmp_path, [{"file": str(page), "height": 400, "steps": steps}])[0]["seen"]
    assert seen["last"] == "0"


def test_a_drag_that_is_given_up_or_not_begun_changes_nothing(page: Path, tmp_path: Path) -> None:
    steps = [
        dragged(3, 0, by="mouse", escape=True),
        *look(escaped=ITEMS, said=SAID),
        {"do": "press", "id": "order", "button": ".item-text"},
        *look(clicked=ITEMS),
        dragged(0, 0, by="mouse", see="own"),
        dragged(1, 0, by="mouse", text=True),
        *look(by_words=ITEMS),
        {"do": "press", "id": "order", "button": ".check"},
        {"do": "press", "id": "order", "button": ".show"},
        dragged(3, 0, by="mouse", text=True),
        *look(over=ITEMS),
    ]
    finger = [dragged(3, 0, by="touch", text=True), *look(scrolls=ITEMS)]
    plans: list[dict[str, Any]] = [
        {"file": str(page), "steps": steps},
        {"file": str(page), "touch": True, "width": 390, "steps": finger},
    ]
    mouse, touch = (each["seen"] for each in studied(tmp_path, plans))
    assert mouse["escaped"] == mouse["clicked"] == touch["scrolls"] == [0, 1, 2, 3]
    assert mouse["said"] == ""
    assert mouse["own"]["given"] is None
    assert mouse["by_words"] == [1, 0, 2, 3]
    assert mouse["over"] == [1, 0, 2, 3]
