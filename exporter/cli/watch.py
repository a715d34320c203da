"""`exporter watch`: builds a bank again whenever it is edited."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exporter.cli import COMMANDS, parameters, terminal

if TYPE_CHECKING:
    from exporter.settings import Settings
    from exporter.watching import Round

EPILOG = """\b
Examples:
  exporter watch                  source/, for Moodle and Canvas, to build/
  exporter watch my-bank -t pdf   papers, keys and guide after each edit
"""
QUICK = ("moodle", "canvas")
"""What is built where no target is named: all of them take longer than an edit may."""
_FEW = 5


@click.command(short_help=COMMANDS["watch"], epilog=EPILOG)
@parameters.source
@click.option(
    "-t",
    "--target",
    "targets",
    type=click.Choice(parameters.TARGETS),
    multiple=True,
    help="Only this target; may be repeated. moodle and canvas where none is named, which take least time.",
)
@parameters.out
@parameters.quiz
@parameters.output_options
@parameters.status
@parameters.strict
@parameters.quiet
@parameters.verbose
def command(source: Path, *, quiet: bool, verbose: bool, **values: Any) -> None:  # noqa: ANN401 - as declared
    """Build the bank in SOURCE (a folder, `source` where none is named), and again after each edit, until Ctrl-C.

    What an edit brings is shown whole, what it mends is counted. A bank with errors leaves the last good build where it
    is. The exit code is that of the last build: 0 good, 1 not.
    """
    from exporter.settings import Settings  # noqa: PLC0415 - `--help` does without

    settings = Settings(
        source=source,
        out=values["out"],
        targets=values["targets"] or QUICK,
        statuses=values["statuses"],
        options=parameters.options_of(values),
        strict=values["strict"],
    )
    raise SystemExit(_watch(settings, quiet=quiet, verbose=verbose))


def _watch(settings: Settings, *, quiet: bool, verbose: bool) -> int:
    """Build at each edit until Ctrl-C; return the exit code."""
    from exporter.pipeline import build  # noqa: PLC0415 - heavy, and `--help` does without
    from exporter.settings import CommandError  # noqa: PLC0415
    from exporter.watching import Rounds, Seen, edits  # noqa: PLC0415

    rounds, first, good = Rounds(settings, build), True, False
    templates = [settings.options.templates] if settings.options.templates else []
    try:
        for there in edits(Seen(settings.source, settings.out, templates)):
            good = False
            if not there:
                terminal.say(f"{_clock()} the folder `{settings.source}` is gone; waiting for it")
                terminal.flush()
                continue
            try:
                done = rounds.run()
            except CommandError as error:
                if first:
                    raise click.UsageError(str(error)) from None
                terminal.say(f"{_clock()} {error}")  # such as a quiz that an edit took away
            else:
                good = done.result.good
                _tell(done, settings, first=first, quiet=quiet, verbose=verbose)
            first = False
            terminal.flush()
    except KeyboardInterrupt:
        terminal.say()
    return 0 if good else 1


def _tell(done: Round, settings: Settings, *, first: bool, quiet: bool, verbose: bool) -> None:
    """Print what a build found that the one before did not, and one line on how it went."""
    from exporter.report import tally  # noqa: PLC0415

    terminal.show(done.new, settings.source, quiet=quiet, verbose=verbose)
    if not quiet:
        for each in done.gone[:_FEW]:
            terminal.say(f"gone: {each.severity}[{each.code}] {each.span.path}: {each.message}")
        if len(done.gone) > _FEW:
            terminal.say(f"gone: {len(done.gone) - _FEW} more")
    came = "" if first else f"{len(done.new)} new, {len(done.gone)} gone; "
    stands = tally(done.result.findings)
    questions = terminal.counted(done.result.questions, "question")
    if done.result.outputs:
        wrote = f"{terminal.counted(len(done.result.outputs), 'file')} in {settings.out.as_posix()}"
    else:
        wrote = "nothing was written, the last good build stays"
    terminal.say(f"{_clock()} {came}{questions}: {stands}; {wrote} ({done.seconds:.2f} s)")


def _clock() -> str:
    return time.strftime("%H:%M:%S")
