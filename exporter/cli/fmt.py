"""`exporter fmt`: the one layout of source files, without a change of what is built."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exporter.cli import COMMANDS, parameters, terminal

if TYPE_CHECKING:
    from exporter.fmt import Formatted

EPILOG = """\b
Examples:
  exporter fmt                   write every file of source/ in the one layout
  exporter fmt --check           exit 1 where a file is not in it
  exporter fmt --diff            show what would change; write nothing
"""


@click.command(short_help=COMMANDS["fmt"], epilog=EPILOG)
@parameters.source
@click.option("--check", is_flag=True, help="Write nothing; exit code 1 where a file is not in the layout.")
@click.option("--diff", "show", is_flag=True, help="Write nothing; show what would change.")
@parameters.quiet
def command(source: Path, *, check: bool, show: bool, quiet: bool) -> None:
    """Lay out the files of the bank in SOURCE (a folder, `source` where none is named) in the one way.

    Keys come in order; list marks, numbering, tables and blank lines in one form. Wrapping, comments and words stay.
    What is built stays too: an edit that would change it is not made. A file with errors is left as it is.
    """
    from exporter.findings import Findings  # noqa: PLC0415 - `--help` does without
    from exporter.fmt import format_bank  # noqa: PLC0415

    changed = count = 0
    findings = Findings()
    for file in format_bank(source):
        count += 1
        findings.extend(file.errors)
        if not file.changed:
            continue
        changed += 1
        if show:
            _show(source, file)
        elif not check:
            _write(source, file)
        if not (show or quiet):
            terminal.say(f"{(source / file.path).as_posix()}{': not in the layout' if check else ''}")
    terminal.show(findings, source)
    if not quiet:
        did = "would change" if check or show else "changed"
        terminal.say(f"{terminal.counted(count, 'file')}: {changed or 'none'} {did}")
    raise SystemExit(1 if len(findings) or (changed and check) else 0)


def _write(source: Path, file: Formatted) -> None:
    from exporter.fmt import write  # noqa: PLC0415 - `--help` does without

    try:
        kept = write(source, file)
    except OSError as error:  # its own path is that of a file aside, which says nothing to anybody
        reason = (error.strerror or str(error)).lower()
        message = f"`{source / file.path}` cannot be written: {reason}; it was left as it is"
        raise click.ClickException(message) from None
    if not kept:
        raise click.ClickException(f"{source / file.path} changed meanwhile; it was left as it is")


def _show(source: Path, file: Formatted) -> None:
    from difflib import unified_diff  # noqa: PLC0415

    colours = {"-": "31", "+": "32", "@": "36"} if terminal.has_colour(sys.stdout) else {}
    name = (source / file.path).as_posix()
    before, after = (data.decode().split("\n") for data in (file.before, file.after))
    for line in unified_diff(before, after, name, name, lineterm=""):
        colour = colours.get(line[:1])
        terminal.say(f"\x1b[{colour}m{line}\x1b[0m" if colour else line)
