"""`exporter targets`: what each target keeps, changes and loses, from what the targets declare themselves."""

from __future__ import annotations

import sys
from typing import Any

import click

from exporter.cli import COMMANDS, parameters, terminal

EPILOG = """\b
Examples:
  exporter targets                        all of them
  exporter targets -t canvas              one of them
  exporter targets --moodle-version 4.3   as an older Moodle has it
"""


@click.command(short_help=COMMANDS["targets"], epilog=EPILOG)
@parameters.target
@parameters.moodle_version
@parameters.canvas
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="json: one row for each type, feature and target, and for what a bank holds beside.",
)
def command(targets: tuple[str, ...], format_: str, **values: Any) -> None:  # noqa: ANN401 - as declared
    """Show for each type of question and each feature what every target does with it: kept, changed or lost."""
    from exporter.job import Options  # noqa: PLC0415 - `--help` does without
    from exporter.matrix import as_markdown, as_text, bank_rows, rows  # noqa: PLC0415
    from exporter.targets.registry import TARGETS  # noqa: PLC0415

    options = Options(**values)
    chosen = [target for target in TARGETS if not targets or target.name in targets]
    if format_ == "json":
        terminal.document([row for target in chosen for row in (*rows(target, options), *bank_rows(target, options))])
        return
    width = terminal.width_of(sys.stdout)
    for line in as_markdown(chosen, options) if format_ == "markdown" else as_text(chosen, options, width):
        terminal.say(line)
