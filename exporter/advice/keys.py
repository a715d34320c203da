"""Advice on the keys of many questions: where the right options stand, and how often they are the longest.

Each count is held against what chance gives for the same questions (a sum of Bernoulli trials), so that questions of
two and of five options are judged together.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from exporter.advice.view import View
from exporter.codes.advice import KEY_POSITIONS, RIGHT_LONGEST_OFTEN
from exporter.diagnostics import Diagnostic, Span
from exporter.model import BANK_FILE, Bank, MultipleChoice, Quiz, TrueFalse

_FEWEST = 12
"""Questions from which a count says something."""
_RARE = 2.6
"""Standard deviations that an even spread exceeds about once in two hundred banks."""
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


class Key(msgspec.Struct, frozen=True, array_like=True):
    """What is remembered of one question: its number of options, which is right, whether that is alone the longest."""

    options: int
    right: int
    """From 0; of a true-false question 0 where the statement is true."""
    longest: bool
    statement: bool


def key_of(view: View) -> Key | None:
    """Return the key of a multiple-choice or true-false question, None for others."""
    question = view.question
    if isinstance(question, TrueFalse):
        return Key(2, 0 if question.answer else 1, longest=False, statement=True)
    if not isinstance(question, MultipleChoice) or len(view.options) < 2:  # noqa: PLR2004 - nothing to choose
        return None
    right = next(at for at, option in enumerate(view.options) if option.right)
    longest = len(view.options[right].text) > view.longest_wrong and view.measurable
    return Key(len(view.options), right, longest=longest, statement=False)


def judge_keys(bank: Bank, keys: Mapping[str, Key]) -> Iterator[Diagnostic]:
    """Yield findings for each quiz, with all that its draws may bring, and for the bank."""
    for quiz in bank.quizzes.values():
        named = [keys[each] for each in _questions(quiz) if each in keys]
        yield from _judge(named, quiz.span, "this quiz", quiz.id)
    yield from _judge(keys.values(), Span(BANK_FILE), "the bank", "")


def _questions(quiz: Quiz) -> Iterable[str]:
    """Return the ids of all questions that the quiz may ask, each once."""
    ids = (each for section in quiz.sections for each in (*(named.id for named in section.questions), *section.pool))
    return dict.fromkeys(ids)


def _judge(keys: Iterable[Key], span: Span, where: str, owner: str) -> Iterator[Diagnostic]:
    keys = list(keys)
    choices = [key for key in keys if not key.statement]
    statements = [key for key in keys if key.statement]
    chance = _spread(choices)
    longest = sum(key.longest for key in choices)
    if len(choices) >= _FEWEST and _excess(longest, chance) > _RARE:
        message = (
            f"in {longest} of {len(choices)} multiple-choice questions of {where} the right option is the longest; "
            f"chance gives {chance[0]:.0f}"
        )
        hint = "shorten right options, or give wrong ones the same detail"
        yield RIGHT_LONGEST_OFTEN.at(span, message, hint, question=owner)
    yield from (
        KEY_POSITIONS.at(span, message, "move some of them to other places", question=owner)
        for message in _positions(choices, where)
    )
    true = Counter(key.right for key in statements)
    for answer, word in enumerate(("true", "false")):
        if len(statements) >= _FEWEST and _excess(true[answer], _spread(statements)) > _RARE:
            message = f"{true[answer]} of {len(statements)} statements of {where} are {word}"
            yield KEY_POSITIONS.at(span, message, "turn some of them round", question=owner)


def _positions(choices: list[Key], where: str) -> Iterator[str]:
    counts = Counter(key.right for key in choices)
    for position, word in enumerate(_ORDINALS):
        able = [key for key in choices if key.options > position]
        if len(able) < _FEWEST:
            return
        chance = _spread(able)
        if abs(_excess(counts[position], chance)) > _RARE:
            yield (
                f"in {counts[position]} of {len(able)} multiple-choice questions of {where} the right option stands "
                f"{word}; an even spread gives {chance[0]:.0f}"
            )


def _spread(keys: list[Key]) -> tuple[float, float]:
    """Return mean and standard deviation of a count to which each question adds one in as many cases as options."""
    shares = [1 / key.options for key in keys]
    return sum(shares), math.sqrt(sum(share * (1 - share) for share in shares))


def _excess(count: int, chance: tuple[float, float]) -> float:
    """Return by how many standard deviations the count lies above its mean."""
    mean, deviation = chance
    return (count - mean) / deviation if deviation else 0.0
