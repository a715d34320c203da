"""Answers as a student gives them: right, wrong or right in a part, and the clicks, drags and keys that give them."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from exporter.model import (
    Categorize,
    Cloze,
    Essay,
    Hotspot,
    Matching,
    MenuGap,
    MultipleChoice,
    MultipleResponse,
    Numerical,
    NumericGap,
    Ordering,
    Question,
    ShortAnswer,
    TrueFalse,
)
from exporter.richtext import text_key
from exporter.scoring import Response, match_options, score
from exporter.targets.qti.typed import right_number, right_text

Action = dict[str, object]


def right(question: Question) -> Response:
    """Return an answer that earns all of the points."""
    match question:
        case MultipleChoice() | TrueFalse():
            return next(at for at, each in enumerate(question.choices) if each.right)
        case MultipleResponse():
            return frozenset(
                at
                for at, each in enumerate(question.choices)
                if (each.weight or 0) > 0 or (each.weight is None and each.right)
            )
        case ShortAnswer():
            return right_text(question.answers, case_sensitive=question.case_sensitive)
        case Numerical():
            return right_number(question.answers)
        case Cloze():
            return tuple(
                next(at for at, each in enumerate(gap.options) if each.right)
                if isinstance(gap, MenuGap)
                else right_number(gap.answers)
                if isinstance(gap, NumericGap)
                else right_text(gap.answers, case_sensitive=question.case_sensitive)
                for gap in question.gaps
            )
        case Matching():
            keys = [text_key(option) for option in match_options(question)]
            return tuple(keys.index(text_key(pair.right)) for pair in question.pairs)
        case Categorize():
            return tuple(item.category for item in question.items)
        case Ordering():
            return tuple(range(len(question.items)))
        case Hotspot():
            return _middle(question)
        case _:
            return None


def _middle(question: Hotspot) -> tuple[Decimal, Decimal]:
    area = next(each for each in question.areas if each.right)
    numbers = area.numbers
    if area.shape == "circle":
        return numbers[0], numbers[1]
    xs, ys = numbers[::2], numbers[1::2]
    return (sum(xs, Decimal(0)) / len(xs)).quantize(Decimal(1)), (sum(ys, Decimal(0)) / len(ys)).quantize(Decimal(1))


def wrong(question: Question) -> Response:
    """Return an answer that earns less."""
    match question:
        case MultipleChoice() | TrueFalse():
            return next(at for at, each in enumerate(question.choices) if not each.right)
        case MultipleResponse():
            return frozenset(
                at for at, each in enumerate(question.choices) if not each.right and not (each.weight or 0) > 0
            )
        case ShortAnswer():
            return "quite another thing"
        case Numerical():
            return "987654"
        case Cloze():
            return tuple(
                next(at for at, each in enumerate(gap.options) if not each.right)
                if isinstance(gap, MenuGap)
                else "987654"
                for gap in question.gaps
            )
        case Matching():
            count = len(match_options(question))
            return tuple((at + 1) % count for at in cast("tuple[int, ...]", right(question)))
        case Categorize():
            return tuple((item.category + 1) % len(question.categories) for item in question.items)
        case Ordering():
            return (*range(1, len(question.items)), 0)
        case Hotspot():
            places = [Decimal(each) for each in (1, 3, 60, 75, 119)]
            return next((x, y) for x in places for y in places if score(question, (x, y)) == 0)
        case _:
            return None


def partly(question: Question) -> Response:
    """Return an answer that is right in a part, where the type has parts; else None."""
    match question:
        case MultipleResponse():
            picks = sorted(cast("frozenset[int]", right(question)))
            return frozenset(picks[:-1]) if len(picks) > 1 else None
        case Matching() | Categorize() | Cloze():
            both = list(
                zip(
                    cast("tuple[object, ...]", right(question)),
                    cast("tuple[object, ...]", wrong(question)),
                    strict=True,
                )
            )
            return (
                cast("Response", tuple(good if at == 0 else bad for at, (good, bad) in enumerate(both)))
                if len(both) > 1
                else None
            )
        case Ordering():
            places = list(range(len(question.items)))
            return (*places[:-2], places[-1], places[-2]) if len(places) > 2 else None
        case MultipleChoice():
            return next((at for at, each in enumerate(question.choices) if each.weight and 0 < each.weight < 100), None)
        case _:
            return None


def actions(question: Question, response: Response, size: tuple[int, int]) -> list[Action]:
    """Return the clicks, drags and keys that give the answer."""
    match question:
        case MultipleChoice() | TrueFalse():
            return [{"do": "pick", "choice": f"choice_{cast('int', response) + 1}"}]
        case MultipleResponse():
            return [{"do": "pick", "choice": f"choice_{at + 1}"} for at in sorted(cast("frozenset[int]", response))]
        case ShortAnswer() | Numerical():
            return [{"do": "type", "place": 0, "text": response}]
        case Cloze():
            found: list[Action] = []
            fields = menus = 0
            for place, (gap, answer) in enumerate(
                zip(question.gaps, cast("tuple[object, ...]", response), strict=True), 1
            ):
                if isinstance(gap, MenuGap):
                    found.append({"do": "choose", "place": menus, "option": f"gap_{place}_{cast('int', answer) + 1}"})
                    menus += 1
                else:
                    found.append({"do": "type", "place": fields, "text": answer})
                    fields += 1
            return found
        case Matching() | Categorize():
            return [
                {"do": "pair", "item": f"item_{at}", "target": f"target_{to + 1}"}
                for at, to in enumerate(cast("tuple[int, ...]", response), 1)
            ]
        case Ordering():
            return [{"do": "sort", "items": [f"item_{at + 1}" for at in cast("tuple[int, ...]", response)]}]
        case Hotspot():
            x, y = cast("tuple[Decimal, Decimal]", response)
            return [{"do": "point", "x": int(x), "y": int(y), "width": size[0], "height": size[1]}]
        case Essay():
            return [{"do": "type", "place": 0, "text": "An answer in a few words."}]
        case _:
            return []
