"""Questions whose answer is picked from choices: multiple choice, multiple response, true or false."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from exporter.model import Choice, MultipleChoice, MultipleResponse, TrueFalse
from exporter.scoring import weight_of
from exporter.targets.qti.declarations import Key
from exporter.targets.qti.numbers import is_exact_float, share
from exporter.targets.qti.processing import (
    Condition,
    Statement,
    decimal,
    identifier_value,
    mapped,
    operator,
    variable,
    when,
)
from exporter.targets.qti.sheet import RESPONSE, Sheet
from exporter.targets.qti.spoken import NONE, PICKED


def multiple_choice(sheet: Sheet, question: MultipleChoice) -> None:
    """Write a choice interaction of one pick, which earns the weight of the choice picked."""
    _one_pick(sheet, question.choices, shuffle=sheet.setting.shuffle)


def true_false(sheet: Sheet, question: TrueFalse) -> None:
    """Write a choice interaction of two choices in their order."""
    _one_pick(sheet, question.choices, shuffle=False)


def _one_pick(sheet: Sheet, choices: tuple[Choice, ...], *, shuffle: bool) -> None:
    right = [_name(at) for at, choice in enumerate(choices) if choice.right][:1]
    weights = [(_name(at), weight_of(choice)) for at, choice in enumerate(choices) if choice.weight is not None]
    graded = any(0 < weight < 1 for _, weight in weights)
    mapping = [(name, share(sheet.scale, weight)) for name, weight in weights if weight > 0] if graded else []
    if graded and right[0] not in dict(mapping):
        mapping.insert(0, (right[0], sheet.scale))
    sheet.response("identifier", key=Key(right, mapping))
    _place(sheet, choices, shuffle=shuffle, most=1)
    if graded:
        sheet.score(Condition((sheet.right(),), (sheet.earn(mapped(RESPONSE)),)), template="map_response")
    else:
        sheet.all_or_nothing()


def multiple_response(sheet: Sheet, question: MultipleResponse) -> None:
    """Write a choice interaction of any number of picks, scored as the question says."""
    choices = question.choices
    weighted = any(choice.weight is not None for choice in choices)
    right = [_name(at) for at, choice in enumerate(choices) if weight_of(choice) > 0]
    whole = question.partial_credit == "none" and not weighted
    alone = question.partial_credit == "per-choice" and not weighted
    mapping = [] if whole or alone else _picks(sheet, question, weighted=weighted)
    sheet.response("identifier", "multiple", Key(right, mapping))
    _place(sheet, choices, shuffle=sheet.setting.shuffle, most=0)
    if whole:
        sheet.all_or_nothing()
    elif alone:
        sheet.score(*_left_alone(sheet, choices))
    else:
        exact = all(is_exact_float(points) for _, points in mapping)
        rule = Condition((sheet.right(),), (sheet.earn(mapped(RESPONSE)),))
        sheet.score(rule, template="map_response" if exact else None)


def _picks(sheet: Sheet, question: MultipleResponse, *, weighted: bool) -> list[tuple[str, Decimal]]:
    """Return what each pick earns or costs."""
    choices = question.choices
    wrong = sum(not choice.right for choice in choices)
    right = len(choices) - wrong
    found: list[tuple[str, Decimal]] = []
    for at, choice in enumerate(choices):
        even = Fraction(1, right) if choice.right else Fraction(-1, wrong)
        part = weight_of(choice) if weighted else even
        if part:
            found.append((_name(at), share(sheet.scale, part)))
    return found


def _left_alone(sheet: Sheet, choices: tuple[Choice, ...]) -> list[Statement]:
    """Return the rules that also count the wrong choices left alone, which no mapping does."""
    wrong = sum(not choice.right for choice in choices)
    start = decimal(share(sheet.scale, Fraction(wrong, len(choices))))
    rules: list[Statement] = [sheet.earn(start)]
    for at, choice in enumerate(choices):
        part = share(sheet.scale, Fraction(1 if choice.right else -1, len(choices)))
        picked = operator("member", identifier_value(_name(at)), variable(RESPONSE))
        rules.append(when(picked, sheet.earn(operator("sum", variable(sheet.earned), decimal(part)))))
    return [Condition((sheet.right(),), tuple(rules))]


def _place(sheet: Sheet, choices: tuple[Choice, ...], *, shuffle: bool, most: int) -> None:
    sheet.stem()
    dialect = sheet.dialect
    content: list[str] = []
    explained = False
    for at, choice in enumerate(choices):
        text, inline = sheet.text.content(choice.text), choice.text.inline
        if choice.feedback is not None:
            explained = True
            said = _rationale(sheet, at, choice)
            inline = inline and said.startswith(" ")
            text += said
        text = dialect.choice(text, inline=inline)
        pin = {"fixed": "true"} if choice.pin and shuffle else {}
        content.append(dialect.tag("simpleChoice", text, identifier=_name(at), **pin))
    order = "true" if shuffle else "false"
    sheet.place(sheet.interaction("choiceInteraction", "".join(content), shuffle=order, maxChoices=str(most)))
    if explained:
        sheet.score(sheet.spoken.picks(RESPONSE, several=most != 1))
        sheet.outcome(PICKED, "identifier", sheet.spoken.outcomes[PICKED], NONE)


def _rationale(sheet: Sheet, at: int, choice: Choice) -> str:
    """Return the feedback beside a choice: seen once the choice was picked."""
    assert choice.feedback is not None
    text = sheet.text.content(choice.feedback, flow=False)
    if text.startswith("<p>") and text.endswith("</p>") and text.count("<p") == 1:
        text = text[3:-4]
    elif not choice.feedback.inline:
        return sheet.shown_block(PICKED, _name(at), text)
    names = {"outcomeIdentifier": PICKED, "identifier": _name(at), "showHide": "show"}
    return " " + sheet.dialect.tag("feedbackInline", text, **names)


def _name(at: int) -> str:
    return f"choice_{at + 1}"
