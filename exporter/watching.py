"""A bank while it is edited: when its files change, builds that follow, and which findings came and went.

The system's notifications only wake us; what the files look like decides whether anything changed. So nothing is missed
where notifications are (an edit between two builds, a drive on the network), and nothing is built twice.
"""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from exporter.codes.tool import SOURCE_CHANGED
from exporter.diagnostics import Diagnostic
from exporter.findings import Findings
from exporter.source_state import State, state_of

if TYPE_CHECKING:
    from exporter.pipeline import Result
    from exporter.settings import Settings

_LOOK = 1000
"""Milliseconds after which the files are looked at though nothing was notified."""
_SETTLE = 40
"""Milliseconds without a notification after which an edit counts as finished."""
_LONGEST = 400
"""Milliseconds of unbroken notifications after which we look all the same."""
_TRIES = 8
"""Builds that are made at once in place of one that an edit overtook; then that is told."""
_ABSENT = 0.25
"""Seconds between two looks for a folder that is gone."""


def edits(seen: Seen, stop: threading.Event | None = None) -> Iterator[bool]:
    """Yield after each change of the files whether the bank's folder is still there; end with `stop`.

    The first one comes at once: make `seen` before the first build, so that nothing is missed after it.
    """
    stop = stop or threading.Event()
    yield seen.there
    while not stop.is_set():
        if not seen.there:
            stop.wait(_ABSENT)
            if seen.again():
                yield seen.there
            continue
        place = seen.place
        for _ in _notified([each for each in seen.folders if each == seen.source or each.is_dir()], stop):
            if seen.again():
                yield seen.there
            if seen.place != place or stop.is_set():  # another folder of that name wants a watch of its own
                break


def edited_since(source: Path, out: Path, every: float = 0.25) -> Callable[[], bool]:
    """Return a function that says whether `source` changed since now; it looks at the files every so many seconds."""
    seen, due = Seen(source, out), time.monotonic() + every

    def edited() -> bool:
        nonlocal due
        if time.monotonic() < due:
            return False
        due = time.monotonic() + every
        return seen.again()

    return edited


class Seen:
    """What the files of a bank, and of folders beside it, looked like when they were looked at last.

    Hidden files and those below the output folder are nobody's edits.
    """

    def __init__(self, source: Path, out: Path, also: Sequence[Path] = ()) -> None:
        """Take the first look."""
        self.source = source
        self.folders = (source, *also)
        self._out = out
        self.place = _identity(source)
        self._state = self._now()
        self._undone = False

    @property
    def there(self) -> bool:
        """Whether the bank's folder was there."""
        return self.place is not None

    def again(self) -> bool:
        """Look again; return whether anything changed."""
        changed, self._undone = self._look() or self._undone, False
        return changed

    def read(self) -> None:
        """Say that the files have just been read, so that an edit that was read is noticed when it is undone.

        Without this a file that comes after a look, is read, and goes before the next look would stay in what was read.
        """
        self._undone = self._look() or self._undone

    def _look(self) -> bool:
        before = self.place, self._state
        self.place = _identity(self.source)
        self._state = self._now()
        return before != (self.place, self._state)

    def _now(self) -> list[State]:
        return [state_of(folder, self._out) for folder in self.folders]


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(folder)  # noqa: PTH116 - a plain question, asked often
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if folder.is_dir() else None


def _notified(folders: Sequence[Path], stop: threading.Event) -> Iterator[object]:
    """Yield at each notification, and now and then without one; end where a folder is gone."""
    from watchfiles import watch  # noqa: PLC0415 - only who watches needs it

    try:
        yield from watch(
            *folders,
            watch_filter=None,
            debounce=_LONGEST,
            step=_SETTLE,
            stop_event=stop,
            rust_timeout=_LOOK,
            yield_on_timeout=True,
        )
    except FileNotFoundError:
        stop.wait(_ABSENT)
        yield None


class Round(msgspec.Struct, frozen=True, kw_only=True):
    """One build of a bank that is watched."""

    result: Result
    new: Findings
    """What the last build had not found."""
    gone: Sequence[Diagnostic]
    """What the last build had found and this one did not."""
    seconds: float


class Rounds:
    """Builds one after another, each compared with the one before."""

    def __init__(self, settings: Settings, build: Callable[[Settings], Result]) -> None:
        self._settings = settings
        self._build = build
        self._before: dict[Hashable, Diagnostic] = {}

    def run(self) -> Round:
        """Build, and say what is different.

        A build that an edit overtook is made again: what was edited may look by now as it did before.
        """
        start = time.monotonic()
        result = self._build(self._settings)
        for _ in range(_TRIES):
            if not any(each.code == SOURCE_CHANGED.name for each in result.findings):
                break
            time.sleep(_SETTLE / 1000)
            result = self._build(self._settings)
        now = _keyed(iter(result.findings))
        if not result.outputs:  # the source's errors came first: what its targets lose was not asked
            now |= {key: finding for key, finding in self._before.items() if finding.target and key not in now}
        new = Findings(finding for key, finding in now.items() if key not in self._before)
        gone = [finding for key, finding in self._before.items() if key not in now]
        self._before = now
        return Round(result=result, new=new, gone=gone, seconds=time.monotonic() - start)


def _keyed(findings: Iterator[Diagnostic]) -> dict[Hashable, Diagnostic]:
    """Return the findings by what they say, not by their line: a line more above them makes none of them new."""
    keyed: dict[Hashable, Diagnostic] = {}
    count: Counter[Hashable] = Counter()
    for each in findings:
        said = (each.severity, each.code, each.span.path, each.message, each.question, each.target, each.feature)
        count[said] += 1
        keyed[said, count[said]] = each
    return keyed
