"""What every target is; each has a folder here, and `registry.TARGETS` is the only list of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import msgspec

from exporter.diagnostics import Diagnostic
from exporter.job import Job, Options
from exporter.output import Output
from exporter.targets.support import Support


class Target(msgspec.Struct, frozen=True):
    """One output format.

    `write` yields outputs in a fixed order and reports losses and violations to the job while they are consumed;
    nothing that it yields may depend on anything but the job's bank and options.
    """

    name: str
    """The word of `--target`, the folder in the output and the module: `moodle`, `canvas`, `pdf`."""
    summary: str
    write: Callable[[Job], Iterator[Output]]
    support: Callable[[Options], Support]
    unavailable: Callable[[], Diagnostic | None] = lambda: None
    """What this machine lacks to write the target at all, or None."""
    versions: Callable[[], Mapping[str, str]] = dict
    """Versions of the libraries and fonts that decide its bytes (Pango, HarfBuzz, fonts), for the build's report."""
