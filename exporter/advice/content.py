"""What is remembered of a text to see whether another repeats it: its words that carry content, without endings."""

from __future__ import annotations

import functools

from exporter.advice.words import Words, words_of

_CONTENT = 4
"""Letters of the shortest word that is remembered by its sound."""
_STEM = 3
"""Letters that an ending leaves at least."""
_MOST = 1 << 14
"""So many words are remembered, so that a bank of many languages stays small."""


class Content(dict[str, str]):
    """What is kept of each word of a language: nothing of a short one, nor of one that carries no content.

    A dictionary, since most words of a bank come again and again.
    """

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, word: str) -> str:
        kept = "" if len(word) < _CONTENT or word in self._words.stop else self.without_ending(word)
        if len(self) < _MOST:
            self[word] = kept
        return kept

    def of(self, words: list[str]) -> set[str]:
        """Return what is kept of several words."""
        kept = set(map(self.__getitem__, words))
        kept.discard("")
        return kept

    def without_ending(self, word: str) -> str:
        """Return what is left of any word."""
        bare = self._words.ending.sub("", word, count=1)
        return bare if len(bare) >= _STEM else word


@functools.cache
def content_of(language: str) -> Content | None:
    """Return what is kept of the words of a language, None where there are none."""
    words = words_of(language)
    return None if words is None else Content(words)
