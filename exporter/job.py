"""What a target is handed for one run, and what it reports to."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterator
from pathlib import Path
from typing import Literal, Protocol

import msgspec

from exporter import __version__
from exporter.diagnostics import Diagnostic
from exporter.fragment import Fragment, FragmentFrames
from exporter.model import Bank, Question
from exporter.output import file_blocks
from exporter.run_cache import RunCache
from exporter.wording import Wordings


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of a build that targets ask for."""

    quizzes: tuple[str, ...] = ()
    """Only these quizzes (by id); empty: all of them and the bank as a whole."""
    moodle_version: tuple[int, int] = (4, 5)
    split: int | None = None
    """The largest size of one Moodle XML file in bytes, for sites with an upload limit."""
    canvas: Literal["both", "new"] = "both"
    """`both`: the forms that Canvas's two importers read; `new`: forms that only New Quizzes reads."""
    cartridge_version: Literal["1.1", "1.3"] = "1.1"
    self_check: str = ""
    """The address at which the html page of the lessons will be; a cartridge's lessons link to it. Empty: no link."""
    paper: Literal["a4", "letter"] = "a4"
    large_print: Literal[18, 24] | None = None
    """Size in points of the running text of a large-print paper; None for the standard paper."""
    show_ids: bool = False
    """Whether question ids stand on the paper as well as on the key."""
    templates: Path | None = None
    """A folder whose templates and styles replace ours by name."""
    jobs: int = 1


class Cache(Protocol):
    """A store keyed by content; a miss is always allowed."""

    keeps: bool
    """Whether it is worth encoding what would be put."""

    def get(self, key: bytes) -> bytes | None:
        """Return what was put under `key`, or None."""

    def put(self, key: bytes, value: bytes) -> None:
        """Keep `value` under `key`."""


class Job:
    """One target's run: the bank to write, the options, the cache, and where findings go."""

    def __init__(
        self, bank: Bank, options: Options, cache: Cache, target: str, wordings: Wordings | None = None
    ) -> None:
        """Prepare the run; `wordings` are those of the bank, where another target's run has made them."""
        self.bank = bank
        self.options = options
        self.cache = cache
        self.target = target
        self.findings: list[Diagnostic] = []
        self.outside: set[str] = set()
        """Paths of files that are not the bank's and that the outputs were made with."""
        self._run_cache = RunCache()
        self._wordings = wordings or Wordings()
        self._frames = FragmentFrames()
        self._repeated: set[str] = set()
        """Ids of questions that this run may ask for again."""

    def report(self, *findings: Diagnostic) -> None:
        """Add findings to this run's report."""
        self.findings.extend(findings)

    def forget_repeats(self) -> None:
        """Keep each finding once: a question that stands in two packages or pages loses the same in both."""
        self.findings[:] = dict.fromkeys(self.findings)

    def media_bytes(self, path: str) -> bytes:
        """Return the content of a media file of the bank (`path` is a key of `bank.media`)."""
        return (self.bank.root / path).read_bytes()

    def media_blocks(self, path: str) -> Iterator[bytes]:
        """Yield the content of a media file block by block."""
        return file_blocks(self.bank.root / path)

    def fragment(
        self, question: Question, context: object, make: Callable[[], Fragment], *, again: bool = False
    ) -> Fragment:
        """Return the question's fragment from the cache, or make and keep it; its findings are reported.

        `again` says that this run may ask for it again, such as for the bank after a quiz: then it is kept for that,
        with or without a cache.

        `context` is everything beside the question that the fragment depends on, in a form msgpack can encode:
        options, the passage, digests of media. The tool's version is part of every key.
        """
        made = self._kept(question, context, make, again=again)
        self.report(*made.findings)
        return made

    def alike_fragment(
        self, question: Question, context: Hashable, make: Callable[[Question], Fragment], *, again: bool = False
    ) -> Fragment:
        """Return the same where `make` looks at no more of a question than a `Wording` tells apart, by its frame.

        The question is the bank's own. To fill a frame costs less than to ask a cache, so nothing is kept then.
        """
        wording = self._wordings.of(question)
        made = None if wording is None else self._frames.filled(question, wording, context)
        if made is None:
            made = self._kept(question, context, lambda: make(question), again=again)
            if wording is not None:
                self._frames.learn(question, wording, context, made, make)
        self.report(*made.findings)
        return made

    def _kept(self, question: Question, context: object, make: Callable[[], Fragment], *, again: bool) -> Fragment:
        if again:
            self._repeated.add(question.id)
        elif not self.cache.keeps and question.id not in self._repeated:
            return make()  # nobody kept it nor will, so it needs no key
        key = fragment_key(self.target, question, context)
        kept = self._run_cache.get(key) or self.cache.get(key)
        if kept is not None:
            return _DECODER.decode(kept)
        made = make()
        if again or self.cache.keeps:
            encoded = _ENCODER.encode(made)
            self.cache.put(key, encoded)
            if again:
                self._run_cache.put(key, encoded)
        return made


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Fragment)


def fragment_key(target: str, question: Question, context: object) -> bytes:
    """Return the cache key of one question in one target."""
    return hashlib.sha256(_ENCODER.encode(("fragment", __version__, target, context, question))).digest()
