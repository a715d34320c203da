"""`exporter diff`: what changed between two releases, two folders of source, or one of each."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from exporter.cli import COMMANDS, parameters, terminal

EPILOG = """\b
Examples:
  exporter diff ipt-1.3.0.zip source             since the last release
  exporter diff build/release/ipt-1.3.0 build/release/ipt-1.4.0
  exporter diff old/source source --format markdown
"""


@click.command(short_help=COMMANDS["diff"], epilog=EPILOG)
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path), default="source")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="How the difference is shown.",
)
@parameters.quiet
def command(old: Path, new: Path, *, format_: str, quiet: bool) -> None:
    """Say which questions differ from OLD to NEW, and which words of them; another key is said first.

    Quizzes, lessons, passages, categories and the bank's own data follow.

    Each is a release (its folder or its zip) or a folder of source; NEW is `source` where none is named. The exit
    code is 0 whether or not they differ.
    """
    from exporter.diff import NotASideError, compare, load  # noqa: PLC0415 - `--help` does without
    from exporter.findings import Findings  # noqa: PLC0415

    sides = []
    with terminal.progress(quiet=quiet) as progress:
        for path in (old, new):
            progress.step(f"reading {path}")
            try:
                snapshot, findings = load(path)
            except NotASideError as error:
                raise click.UsageError(str(error)) from None
            if snapshot is None:
                terminal.show(Findings(findings), path if path.is_dir() else None)
                raise SystemExit(1)
            sides.append(snapshot)
    difference = compare(*sides)
    if format_ == "json":
        from exporter.diff.document import document  # noqa: PLC0415

        terminal.document(document(difference))
        return
    from exporter.diff.show import markdown, text  # noqa: PLC0415

    shown = text(difference, colour=terminal.has_colour(sys.stdout)) if format_ == "text" else markdown(difference)
    for line in shown:
        terminal.say(line)
