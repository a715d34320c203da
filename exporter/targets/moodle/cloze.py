"""Cloze: embedded parts `{weight:TYPE:alternatives}`, or drop-downs where all gaps are plain menus.

Source: Moodle's importer. Inside a part, character references stand for everything that has a meaning there;
Moodle decodes them once. Typed answers end as plain text, menu entries and feedback as HTML.
"""

from __future__ import annotations

import html
import re
from decimal import Decimal

from exporter.codes.moodle import CLOZE_POINTS, IDNUMBER
from exporter.model import (
    Cloze,
    Gap,
    Math,
    MenuGap,
    MenuOption,
    NumericAnswer,
    NumericGap,
    RichText,
    TextAnswer,
    TypedGap,
)
from exporter.richtext import is_plain, render
from exporter.scoring import accepts_anything
from exporter.targets.fixed_texts import spelt_out
from exporter.targets.moodle.draft import Draft, Field, as_text
from exporter.targets.moodle.fields import begin, decimal, finish, left_out
from exporter.targets.moodle.setting import CLOZE_IDNUMBER, Setting
from exporter.targets.moodle.typed import ANYTHING, interval, is_finite, number, pattern

_FULL = Decimal(100)
# `&amp;` before `~`, `#` or `}` would keep it from ending the answer, so the ampersand is a number too.
_REFERENCES = str.maketrans({each: f"&#{ord(each)};" for each in "&~}#%={\"\\\n'"} | {"<": "&lt;", ">": "&gt;"})
_PART_LIKE = re.compile(r"\{(?=\s*\d*\s*:)")


class ClozeField(Field):
    """The text of a cloze: gaps are parts, and nothing else may look like one."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.parts: list[str] = []

    def stem(self, question: Cloze, parts: list[str]) -> str:
        """Return the XHTML of the stem with `parts` in its gaps."""
        self.parts = parts
        return self.html(question.stem)

    def html(self, text: RichText, language: str | None = None) -> str:
        """Return the XHTML of `text` with every brace that would open a part written as a reference."""
        return super().html(_guarded(text), language)

    def entry(self, text: RichText) -> str:
        """Return the XHTML of a menu's entry; its language is that of the text around it."""
        return render(as_text(_guarded(text)), self)

    def math(self, math: Math) -> str:
        """Return the formula; `{1:` in it must not open a part."""
        return _guard(super().math(math))

    def gap(self, number: int) -> str:
        """Return the part of that number."""
        return self.parts[number]


def cloze(question: Cloze, setting: Setting) -> Draft:
    """Return a `cloze`; its mark is the sum of whole marks, the same for each gap."""
    draft = Draft("cloze", question, setting)
    field = ClozeField(draft)
    reason = _unfit(question)
    if reason:
        return left_out(draft, reason)
    weight = _weight(draft, question)
    parts = [_part(field, question, gap, weight) for gap in question.gaps]
    begin("cloze", question, setting, field.stem(question, parts), field)
    if setting.version < CLOZE_IDNUMBER:
        draft.report(IDNUMBER, question.span, f"Moodle {'.'.join(map(str, setting.version))} ignores the ID number")
    return finish(draft)


def escaped(text: str) -> str:
    """Return text as it stands inside a part: nothing in it has a meaning there, and one decoding restores it."""
    return text.translate(_REFERENCES)


def _guarded(text: RichText) -> RichText:
    parts = tuple(_guard(part) if isinstance(part, str) else part for part in text.parts)
    return RichText(parts, text.span, text.inline, text.elements)


def _guard(xhtml: str) -> str:
    return _PART_LIKE.sub("&#123;", xhtml) if "{" in xhtml else xhtml


def _unfit(question: Cloze) -> str:
    """Return why Moodle's import would stop at the question; empty if it would not."""
    for gap in question.gaps:
        if isinstance(gap, MenuGap):
            if len(gap.options) == 1:
                return "Moodle wants two entries or more in a menu"
            if all(_percent(option) != _FULL for option in gap.options):
                return "Moodle wants an entry that is worth 100 % in each menu"
            continue
        if all(answer.weight != _FULL for answer in gap.answers):
            return "Moodle wants an answer that is worth 100 % in each gap"
        if isinstance(gap, NumericGap) and not all(map(is_finite, gap.answers)):
            return "Moodle cannot store a number of that size"
    return ""


def _weight(draft: Draft, question: Cloze) -> int:
    """Return the whole mark of each gap, and report where the question's points cannot be kept."""
    count = len(question.gaps)
    if question.points > 0 and question.points % count == 0:
        return int(question.points / count)
    message = (
        f"`{question.id}` has a mark of {count} in Moodle, 1 for each gap, where it gives {decimal(question.points)}"
    )
    draft.report(CLOZE_POINTS, question.span, message)
    return 1


def _part(field: ClozeField, question: Cloze, gap: Gap, weight: int) -> str:
    match gap:
        case TypedGap():
            kind = "SHORTANSWER_C" if question.case_sensitive else "SHORTANSWER"
            listed = spelt_out(gap.answers, case_sensitive=question.case_sensitive)
            alternatives = [_typed(field, answer) for answer in listed]
        case NumericGap():
            kind = "NUMERICAL"
            alternatives = [_numeric(field, answer) for answer in gap.answers]
        case MenuGap():
            flat = all(is_plain(option.text) for option in gap.options)
            kind = _menu_kind(flat=flat, shuffle=question.shuffle)
            alternatives = [_grade(_percent(option)) + escaped(field.entry(option.text)) for option in gap.options]
    part = f"{{{weight}:{kind}:{'~'.join(alternatives)}}}"
    return f"{part} {html.escape(gap.unit, quote=False)}" if isinstance(gap, NumericGap) and gap.unit else part


def _menu_kind(*, flat: bool, shuffle: bool) -> str:
    """Return the type of a menu: a drop-down shows plain entries only, so marked-up ones are radio buttons."""
    if flat:
        return "MULTICHOICE_S" if shuffle else "MULTICHOICE"
    return "MULTICHOICE_VS" if shuffle else "MULTICHOICE_V"


def _typed(field: ClozeField, answer: TextAnswer) -> str:
    return _grade(answer.weight) + escaped(pattern(field.draft, answer)) + _feedback(field, answer)


def _numeric(field: ClozeField, answer: NumericAnswer) -> str:
    value, tolerance = interval(answer)
    accepted = ANYTHING if accepts_anything(answer) else f"{value}:{tolerance}"
    return _grade(answer.weight) + accepted + _feedback(field, answer)


def _feedback(field: ClozeField, answer: TextAnswer | NumericAnswer) -> str:
    return "" if answer.feedback is None else f"#{escaped(field.html(answer.feedback))}"


def _grade(percent: Decimal) -> str:
    if percent == _FULL:
        return "="
    return f"%{number(percent)}%" if percent else ""


def _percent(option: MenuOption) -> Decimal:
    if option.weight is not None:
        return option.weight
    return _FULL if option.right else Decimal(0)
