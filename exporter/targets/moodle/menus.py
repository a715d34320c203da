"""A cloze of plain menus only as Moodle's `gapselect`: drop-downs in the text, points and feedback kept as they are.

Source: Moodle's importer. `[[n]]` in the text is the n-th choice of the file; the choices of a group are offered
in each gap whose right choice is in it.
"""

from __future__ import annotations

import re

from lxml import etree

from exporter.model import Cloze, Math, MenuGap, RichText
from exporter.richtext import is_plain
from exporter.targets.moodle.draft import Draft, Field, put_text
from exporter.targets.moodle.fields import begin, finish, put_combined_feedback, put_value
from exporter.targets.moodle.setting import Setting

_GROUPS = 8
"""How many groups Moodle's editing form has."""
_GAP_LIKE = re.compile(r"\[\[(?=\s*\d)")

Menu = tuple[str, ...]


class MenuField(Field):
    """The text of a gapselect: gaps are `[[n]]`, and nothing else may look like one."""

    def __init__(self, draft: Draft, numbers: list[int]) -> None:
        super().__init__(draft)
        self._numbers = numbers

    def html(self, text: RichText, language: str | None = None) -> str:
        """Return the XHTML of `text` with every `[[1` that is no gap written with a reference."""
        parts = tuple(_guard(part) if isinstance(part, str) else part for part in text.parts)
        return super().html(RichText(parts, text.span, text.inline, text.elements), language)

    def math(self, math: Math) -> str:
        """Return the formula; `[[1]]` in it is no gap."""
        return _guard(super().math(math))

    def gap(self, number: int) -> str:
        """Return the gap with the number of its right choice."""
        return f"[[{self._numbers[number]}]]"


def fits_menus(question: Cloze) -> bool:
    """Return whether a gapselect holds the question as it is: plain menus with one right entry each, no weights."""
    menus = set()
    for gap in question.gaps:
        if not isinstance(gap, MenuGap) or len(gap.options) == 1:
            return False
        if any(option.weight is not None or not is_plain(option.text) for option in gap.options):
            return False
        if sum(option.right for option in gap.options) != 1:
            return False
        menus.add(_menu(gap))
    return len(menus) <= _GROUPS


def menus_in_text(question: Cloze, setting: Setting) -> Draft:
    """Return a `gapselect`; the question must pass `fits_menus`."""
    draft = Draft("gapselect", question, setting)
    choices, numbers = _choices(question)
    field = MenuField(draft, numbers)
    begin("gapselect", question, setting, field.html(question.stem), field)
    put_value(draft.element, "shuffleanswers", "1" if question.shuffle else "0")
    put_combined_feedback(draft, question)
    for text, group in choices:
        option = etree.SubElement(draft.element, "selectoption")
        put_text(option, text)
        put_value(option, "group", str(group))
    return finish(draft)


def _choices(question: Cloze) -> tuple[list[tuple[str, int]], list[int]]:
    """Return all choices with their groups, and for each gap the number of its right choice; equal menus are one."""
    choices: list[tuple[str, int]] = []
    numbers: list[int] = []
    starts: dict[Menu, dict[str, int]] = {}
    for gap in question.gaps:
        assert isinstance(gap, MenuGap)
        menu = _menu(gap)
        if menu not in starts:
            starts[menu] = {}
            for option in gap.options:
                choices.append((_text(option.text), len(starts)))
                starts[menu].setdefault(_text(option.text), len(choices))
        numbers.append(next(starts[menu][_text(option.text)] for option in gap.options if option.right))
    return choices, numbers


def _menu(gap: MenuGap) -> Menu:
    return tuple(sorted(_text(option.text) for option in gap.options))


def _text(text: RichText) -> str:
    """Return a plain entry as HTML: what `is_plain` accepts is a run of escaped characters already."""
    return "".join(part for part in text.parts if isinstance(part, str)).strip()


def _guard(xhtml: str) -> str:
    return _GAP_LIKE.sub("&#91;[", xhtml) if "[[" in xhtml else xhtml
