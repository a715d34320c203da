"""What a build is asked for, as the command line and the API say it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from exporter.job import Options
from exporter.model import READY


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a build is asked for."""

    source: Path = Path("source")
    out: Path = Path("build")
    targets: tuple[str, ...] = ()
    """Names of targets; empty: all of them."""
    statuses: tuple[str, ...] = READY
    options: Options = Options()
    strict: bool = False
    """Warnings and losses are errors."""
    keep_going: bool = False
    """Build without the questions that are wrong."""
    official: bool = False
    """The official schemas judge the outputs too."""
    changed_since: Path | None = None
    """A release (or bank): only questions that are new or changed since then."""
    cache: bool = True
    cache_folder: Path | None = None
    """Where the cache is, if not in `out`."""


class CommandError(Exception):
    """The command asks for what is not there; the message says what there is."""


_UNSTATED = frozenset({"templates", "jobs"})
"""Options of which the one is stated without its folder, and the other changes no output."""


def stated(settings: Settings) -> dict[str, str]:
    """Return the settings that are not the defaults and that outputs depend on, as they are written on a command."""
    default = Settings()
    stated = {}
    if settings.statuses != default.statuses:
        stated["status"] = " ".join(settings.statuses)
    for name in Options.__struct_fields__:
        if name in _UNSTATED:
            continue
        value = getattr(settings.options, name)
        if value != getattr(default.options, name):
            joint = "." if name == "moodle_version" else " "
            stated[name.replace("_", "-")] = joint.join(map(str, value)) if isinstance(value, tuple) else str(value)
    if settings.changed_since is not None:
        stated["changed-since"] = settings.changed_since.name
    if settings.options.templates is not None:
        stated["templates"] = "yes"  # where they are is this machine's business
    return stated
