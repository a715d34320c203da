"""What a bank's files look like from outside, to notice that one changed while outputs were made of them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

State = Mapping[str, tuple[int, int]]
"""Size and time of change of each file, by its path in the bank."""


def state_of(source: Path, out: Path) -> State:
    """Return the state of the files below `source`; hidden ones and those below `out` are not the bank's."""
    found: dict[str, tuple[int, int]] = {}
    apart = out.resolve()
    for place, folders, names in os.walk(source):
        folders[:] = [name for name in folders if not name.startswith(".") and (Path(place) / name).resolve() != apart]
        for name in names:
            file = Path(place) / name
            try:
                seen = file.stat()
            except OSError:  # gone between the two, or a link to nowhere
                found[file.relative_to(source).as_posix()] = (-1, -1)
            else:
                found[file.relative_to(source).as_posix()] = (seen.st_size, seen.st_mtime_ns)
    return found


def changed(before: State, after: State) -> str | None:
    """Return the path of the first file that came, went or changed; None where none did."""
    differing = (path for path in {**before, **after} if before.get(path) != after.get(path))
    return min(differing, default=None)
