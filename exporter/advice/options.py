"""Advice on the options of a question: their lengths, and words that give the right one away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exporter.advice.content import content_of
from exporter.advice.view import View, unquoted, words_in
from exporter.codes.advice import (
    ABSOLUTE_WORD,
    ALL_OF_THE_ABOVE,
    CUE_WORD,
    GRAMMAR_CUE,
    NONE_OF_THE_ABOVE,
    OPTION_LENGTHS,
    RIGHT_LONGEST,
)
from exporter.diagnostics import Code, Diagnostic, Related
from exporter.model import TrueFalse

_LONGER = 1.25
"""So many times the length of every wrong option, and …"""
_LONGER_BY = 8
"""… so many characters more, make the right option stand out."""
_UNEVEN = 2.5
_UNEVEN_BY = 30
"""The longest option is so many times, and so many characters, longer than the shortest."""
_ENDING = 40
"""Characters at a stem's end in which its last word is looked for."""
_VOWELS = frozenset("aeioáéíóâêîôàèäëïöüœæ")
_LIKE_YOU = re.compile(r"uni(?!n|m)|us[aeu]|eu|one\b|once\b|uti|u[rt]o")
_SILENT_H = re.compile(r"hour|honest|honou?r|heir")


def right_longest(view: View) -> Iterator[Diagnostic]:
    """Yield a finding where the right options are clearly longer than all wrong ones."""
    if not view.right or not view.wrong or not view.measurable:
        return
    right = min([len(option.text) for option in view.right])
    wrong = view.longest_wrong
    if right >= wrong * _LONGER and right >= wrong + _LONGER_BY:
        who = "the right option has" if len(view.right) == 1 else "each right option has at least"
        message = f"{who} {right} characters, the longest wrong one {wrong}"
        hint = "shorten what is right, or give the wrong options the same detail"
        yield RIGHT_LONGEST.at(view.right[0].span, message, hint, question=view.question.id)


def option_lengths(view: View) -> Iterator[Diagnostic]:
    """Yield a finding where the longest option is much longer than the shortest."""
    if not view.options or not view.measurable:
        return
    lengths = [len(option.text) for option in view.options]
    long, short = max(lengths), min(lengths)
    if long >= short * _UNEVEN and long >= short + _UNEVEN_BY:
        longest = view.options[lengths.index(long)]
        message = f"the options have from {short} to {long} characters"
        yield OPTION_LENGTHS.at(longest.span, message, "bring them to about the same length", question=view.question.id)


def cue_word(view: View) -> Iterator[Diagnostic]:
    """Yield a finding for the first content word of the lead-in that all right options and no wrong one repeat."""
    content = content_of(view.language)
    if content is None or not view.right or not view.wrong:
        return
    repeated = content.of(words_in(view.asking))
    for option in view.right:
        repeated &= content.of(words_in(option.text))
        if not repeated:
            return
    for option in view.wrong:
        repeated -= content.of(words_in(option.text))
        if not repeated:
            return
    if repeated:
        word = next(each for each in words_in(view.right[0].text) if content.without_ending(each) in repeated)
        hint = "use another word in one of the two, or the same word in a wrong option too"
        message = f"`{word}` stands in the question and in no option but the right one"
        yield CUE_WORD.at(view.right[0].span, message, hint, question=view.question.id)


def absolute_word(view: View) -> Iterator[Diagnostic]:
    """Yield a finding where what is wrong claims something without exception, and nothing right does."""
    if view.words is None:
        return
    absolute = view.words.absolute
    hint = "say how far it goes, such as `often` or `in most cases`"
    question = view.question
    if isinstance(question, TrueFalse):
        found = None if question.answer else absolute.search(unquoted(view.stem).lower())
        if found:
            message = f"`{found.group()}` gives away that the statement is false"
            yield ABSOLUTE_WORD.at(question.stem.span, message, hint, question=question.id)
        return
    if not view.words.may_be_absolute("\n".join([option.text for option in view.wrong]).lower()):
        return
    places = [(option, found) for option in view.wrong if (found := absolute.search(option.claim))]
    if not places or any(absolute.search(option.claim) for option in view.right) or _all_ruled_out(view):
        return
    option, found = places[0]
    others = tuple(Related(each.span, f"`{word.group()}` here too") for each, word in places[1:])
    message = f"`{found.group()}` gives away that this option is wrong"
    yield ABSOLUTE_WORD.at(option.span, message, hint, related=others, question=question.id)


def _all_ruled_out(view: View) -> bool:
    """Return whether the words stand in a stock option, which has a finding of its own."""
    words = view.words
    assert words is not None
    return any(words.all_above.fullmatch(each.claim) or words.none_above.fullmatch(each.claim) for each in view.wrong)


def grammar_cue(view: View) -> Iterator[Diagnostic]:
    """Yield a finding where the stem ends in a word that only some options can follow by their first sound."""
    if view.words is None or not view.options:
        return
    ending = view.stem[-_ENDING:].rstrip(" \n’':_.…").rpartition(" ")[2].rpartition("\n")[2].casefold()
    if ending not in view.words.before_vowel and ending not in view.words.before_consonant:
        return
    vowel = ending in view.words.before_vowel
    first = [words_in(option.text) for option in view.options]
    fits = [_begins_with_vowel(words[0]) is vowel for words in first if words]
    if any(fits) and not all(fits):
        message = f"only some of the options can follow `{ending}`"
        hint = "move it into the options, or ask a whole question"
        yield GRAMMAR_CUE.at(view.question.stem.span, message, hint, question=view.question.id)


def _begins_with_vowel(word: str) -> bool:
    if _LIKE_YOU.match(word):
        return False
    return word[0] in _VOWELS or word[0] == "u" or _SILENT_H.match(word) is not None


def all_of_the_above(view: View) -> Iterator[Diagnostic]:
    """Yield a finding for an option that says all others are right."""
    if view.words is not None:
        yield from _stock(view, ALL_OF_THE_ABOVE, view.words.all_above, "ask for several right choices, or drop it")


def none_of_the_above(view: View) -> Iterator[Diagnostic]:
    """Yield a finding for an option that says no other is right."""
    if view.words is not None:
        yield from _stock(view, NONE_OF_THE_ABOVE, view.words.none_above, "name what is right, or drop it")


def _stock(view: View, code: Code, pattern: re.Pattern[str], hint: str) -> Iterator[Diagnostic]:
    for option in view.options:
        if pattern.fullmatch(option.text.casefold()):
            message = f"the option `{option.text}` tests how options are ruled out, not what is known"
            yield code.at(option.span, message, hint, question=view.question.id)
