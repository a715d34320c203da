"""Questions of a bank whose text is almost the same, found without comparing each with each.

Every stem is cut into runs of three words; only stems that share some are compared, by the edit distance of rapidfuzz.
Of a group of equals the first stands for all, so a bank of copies costs no more than any other.
"""

from __future__ import annotations

import functools
import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from exporter.advice.view import View
from exporter.codes.advice import NEAR_DUPLICATE
from exporter.diagnostics import Diagnostic, Related, Span

_LEAST_WORDS = 5
"""Shorter stems, such as `Which is right?`, may well be alike."""
_ALIKE = 90.0
"""Percent of the characters that need no edit."""
_RUNS = 10
"""So many runs of a stem are remembered: those with the smallest checksums, which stems have in common if any."""
_CANDIDATES = 6
"""So many stems that share most runs are compared."""
_PRIME = (1 << 31) - 1
"""Checksums are counted modulo this."""
_COMMON = 20
"""A run that so many stems have is a phrase of the subject and tells nothing."""


class Stems:
    """The stems seen so far."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._owners: list[tuple[str, str, Span]] = []
        """Id, passage and place of each."""
        self._having: dict[int, list[int]] = {}
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - only where advice is given

        self._ratio = fuzz.ratio
        self._all_alike = process.extract_iter

    def add(self, view: View) -> Iterator[tuple[Diagnostic, str]]:
        """Remember the stem; yield a finding, and the id of the earlier question, where it is much like an earlier one.

        Questions about different passages may ask the same.
        """
        question = view.question
        words = view.folded
        if len(words) < _LEAST_WORDS:
            return
        text = " ".join(words)
        runs = _runs(words)
        near = self._candidates(runs)
        texts = [self._texts[other] for other in near]
        for _text, alike, place in self._all_alike(text, texts, scorer=self._ratio, score_cutoff=_ALIKE):
            first, passage, span = self._owners[near[place]]
            if passage == (question.passage or ""):
                message = f"this text is to {alike:.0f} % that of `{first}`"
                related = (Related(span, f"`{first}` is here"),)
                hint = "retire one of them, or ask something else"
                yield NEAR_DUPLICATE.at(question.stem.span, message, hint, related=related, question=question.id), first
                return
        number = len(self._texts)
        self._texts.append(text)
        self._owners.append((question.id, question.passage or "", question.stem.span))
        for run in runs:
            having = self._having.setdefault(run, [])
            if len(having) < _COMMON:
                having.append(number)

    def _candidates(self, runs: list[int]) -> list[int]:
        """Return the stems that share most runs, the most alike and then the earliest first."""
        having = self._having
        known = [having[run] for run in runs if run in having]
        if not known:
            return []
        shared = Counter(chain.from_iterable(known))
        if len(shared) <= _CANDIDATES:
            return sorted(shared)
        least = sorted(shared.values())[-_CANDIDATES]
        by_share = sorted([(-share, number) for number, share in shared.items() if share >= least])
        return [number for _share, number in by_share[:_CANDIDATES]]


def _runs(words: list[str]) -> list[int]:
    """Return the smallest of the checksums of three words each, which are the same on every machine and day."""
    sums = [0, *map(_sum, words), 0]
    runs = {((one * 31 + two) * 31 + three) % _PRIME for one, two, three in zip(sums, sums[1:], sums[2:], strict=False)}
    return sorted(runs)[:_RUNS]


@functools.lru_cache(maxsize=1 << 14)
def _sum(word: str) -> int:
    return zlib.crc32(word.encode())
