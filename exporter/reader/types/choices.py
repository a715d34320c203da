"""Task lists: multiple-choice, multiple-response, true-false."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from markdown_it.token import Token

from exporter.codes.answers import NO_RIGHT_CHOICE, PIN_MISPLACED, SEVERAL_RIGHT, TYPE_MISMATCH, WEIGHT_SUM
from exporter.decimals import plain_number
from exporter.diagnostics import Related
from exporter.model import Choice, MultipleChoice, MultipleResponse, RichText, TrueFalse
from exporter.reader.answer_block import read_choice_mark
from exporter.reader.markdown import inline_tokens
from exporter.reader.quick_lists import ListItem
from exporter.reader.types.draft import Draft
from exporter.reader.types.truth import truth_of
from exporter.richtext import plain, shows_nothing, text_key

_FULL = Decimal(100)
_TOLERANCE = Decimal("0.01")
_PIN = re.compile(r"\{[ \t]*\.pin[ \t]*\}")
_NO_WORDS = ("image", "footnote_ref")
"""Tokens that show more than their content says: a choice with one is more than its words."""
_BRACES = re.compile(r"[ \t]+\{([^{}]*)\}[ \t]*$")


def multiple_choice(draft: Draft) -> MultipleChoice | None:
    """Return a question with one right choice."""
    choices = _choices(draft)
    if choices is None:
        return None
    right = [choice for choice in choices if choice.right]
    if not right:
        _nothing_right(draft, choices)
        return None
    if len(right) > 1:
        hint = "leave one `[x]`, or state `type=multiple-response`"
        first = (Related(right[0].span, "the first one is here"),)
        message = "a multiple-choice question has one right choice; this is another"
        draft.report(SEVERAL_RIGHT, right[1].span, message, hint, first)
        return None
    return MultipleChoice(**draft.core, choices=choices)


def multiple_response(draft: Draft) -> MultipleResponse | None:
    """Return a question with any number of right choices."""
    choices = _choices(draft)
    if choices is None:
        return None
    if any(choice.weight is not None for choice in choices):
        choices = tuple(_weighted(choice) for choice in choices)
        positive = sum((choice.weight for choice in choices if choice.weight and choice.weight > 0), Decimal(0))
        if positive and abs(positive - _FULL) > _TOLERANCE:
            message = f"the positive weights add up to {plain_number(positive)} %, not to 100 %"
            hint = "change them so that all right picks together earn the full points"
            draft.report(WEIGHT_SUM, draft.block_span(), message, hint)
            return None
    if not any(choice.right for choice in choices):
        _nothing_right(draft, choices)
        return None
    return MultipleResponse(**draft.core, choices=choices)


def true_false(draft: Draft) -> TrueFalse | None:
    """Return a statement with True and False."""
    choices = _choices(draft)
    if choices is None:
        return None
    truths = [_truth(choice.text, draft) for choice in choices]
    if truths not in ([True, False], [False, True]):
        hint = "write the two choices as `True` and `False`, or in the question's language"
        draft.report(TYPE_MISMATCH, draft.block_span(), "a true-false question has the choices True and False", hint)
        return None
    right = [truth for truth, choice in zip(truths, choices, strict=True) if choice.right]
    if len(right) != 1:
        if right:
            related = (Related(choices[0].span, "the first one is here"),)
            message = "a true-false question has one right choice; this is another"
            draft.report(SEVERAL_RIGHT, choices[1].span, message, "leave one `[x]`", related)
        else:
            _nothing_right(draft, choices)
        return None
    if any(choice.weight not in (None, Decimal(0), _FULL) for choice in choices):
        at = next(choice.span for choice in choices if choice.weight not in (None, Decimal(0), _FULL))
        message = "a true-false question has no partial weights"
        draft.report(TYPE_MISMATCH, at, message, "write `[x]` and `[ ]`, or state `type=multiple-choice`")
        return None
    return TrueFalse(**draft.core, choices=choices, true_first=truths[0] is True, answer=right[0] is True)


def is_true_false(draft: Draft) -> bool:
    """Return whether the choices are the words for true and false, marked as such a question is."""
    items = draft.answers.items
    if len(items) != 2:  # noqa: PLR2004 - true and false
        return False
    language = _language(draft)
    truths = [_truth_of_source(draft, item.lead.content, language) if item.lead else None for item in items]
    return truths in ([True, False], [False, True])


def _truth_of_source(draft: Draft, source: str, language: str) -> bool | None:
    """Return what a choice says that is not parsed yet: its words count, whatever marks and attributes they bear."""
    word = re.sub(r"^\[[^\]]*\]\s*", "", source)
    truth = truth_of(word, language)
    if truth is not None or word.isalpha():
        return truth
    pin = _BRACES.search(word)
    if pin is not None and pin.group(1).strip() == ".pin":
        word = word[: pin.start()]
    words = ("?" if token.type in _NO_WORDS else token.content for token in _parsed(draft, word))
    return truth_of("".join(words), language)


def _parsed(draft: Draft, source: str) -> Sequence[Token]:
    """Return inline text as tokens, only to look at them: what is wrong with it is said when it is read."""
    env: dict[str, Any] = {"references": draft.scope.references, "problems": [], "gaps": []}
    return inline_tokens(source, env)


def _truth(text: RichText, draft: Draft) -> bool | None:
    return truth_of(plain(text), _language(draft))


def _language(draft: Draft) -> str:
    return str(draft.core.get("lang") or draft.page.language)


def _weighted(choice: Choice) -> Choice:
    """Return the choice with its weight said in numbers, as its neighbours say theirs."""
    weight = choice.weight if choice.weight is not None else (_FULL if choice.right else Decimal(0))
    return Choice(
        text=choice.text,
        right=weight > 0,
        weight=weight,
        feedback=choice.feedback,
        pin=choice.pin,
        span=choice.span,
    )


def _nothing_right(draft: Draft, choices: tuple[Choice, ...]) -> None:
    if any(choice.weight for choice in choices):
        message = "no choice has the full weight"
        hint = "give one 100 %, or state `type=multiple-response` where several together are right"
    else:
        message, hint = "no choice is marked as right", "mark the right one with `[x]`"
    draft.report(NO_RIGHT_CHOICE, draft.block_span(), message, hint)


def _choices(draft: Draft) -> tuple[Choice, ...] | None:
    """Return the choices, or None where a finding says why there are none to be had."""
    known = len(draft.page.findings)
    found = [_choice(draft, item) for item in draft.answers.items]
    choices = tuple(choice for choice in found if choice is not None)
    whole = len(choices) == len(found)
    enough = draft.enough(len(found), "choice")
    seen = choices
    if len(draft.page.findings) > known:  # what a fault has left empty is told already, and equals no other
        seen = tuple(choice for choice in choices if not shows_nothing(choice.text))
    distinct = draft.distinct([(text_key(choice.text), choice.span) for choice in seen], "choice")
    return choices if whole and enough and distinct else None


def _choice(draft: Draft, item: ListItem) -> Choice | None:
    mark = read_choice_mark(draft.page, item, draft.owner)
    if mark is None or item.lead is None:
        return None
    content = item.lead.content
    pin, length = _pin(draft, item) if "{" in content else (False, None)
    text = draft.item_text(item, mark.length, length)
    feedback = draft.feedback(item.feedback)
    if text is None:
        return None
    at = draft.page.span_at(item.lead, 0, max(1, len(content.split("\n", 1)[0])))
    return Choice(text=text, right=mark.right, weight=mark.weight, feedback=feedback, pin=pin, span=at)


def _report_pins(draft: Draft, item: ListItem, end: int) -> None:
    """Report a pin before `end`, where it is no pin and would be shown; code may speak of one."""
    assert item.lead is not None
    for match in _shown_pins(draft, item.lead.content):
        if match.start() < end:
            at = draft.page.span_at(item.lead, match.start(), len(match.group()))
            hint = "write it last in the choice's first paragraph, after a blank; `\\{` for a brace that is text"
            draft.report(PIN_MISPLACED, at, "`{.pin}` keeps nothing in its place here", hint)


def _shown_pins(draft: Draft, source: str) -> Iterator[re.Match[str]]:
    """Yield each pin that is text; one right behind brackets or a picture is an attribute, and judged as such."""
    at = 0
    for token in _parsed(draft, source) if _PIN.search(source) else ():
        if token.type != "text":
            at = max(at, token.meta.get("pos", 0) + len(token.content))
        elif _PIN.search(token.content):
            at = max(at, source.find(token.content, at))
            yield from _PIN.finditer(source, at, at + len(token.content))


def _pin(draft: Draft, item: ListItem) -> tuple[bool, int | None]:
    """Return whether `{.pin}` ends the choice's first paragraph, and where the text before it ends."""
    assert item.lead is not None
    content = item.lead.content
    braces = _BRACES.search(content)
    _report_pins(draft, item, len(content) if braces is None else braces.start())
    if braces is None or content[braces.start() : braces.end()].strip().startswith("\\"):
        return False, None
    inside = braces.group(1).strip()
    if inside == ".pin":
        return True, braces.start()
    if inside.startswith((".", "#")) or "=" in inside or inside == "pin":
        at = draft.page.span_at(item.lead, braces.start(1) - 1, len(braces.group(1)) + 2)
        hint = "write `{.pin}`, or `\\{` for a brace that is text"
        draft.report(PIN_MISPLACED, at, f"a choice does not know `{{{inside}}}`", hint)
        return False, braces.start()
    return False, None
