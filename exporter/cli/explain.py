"""`exporter explain`: what a finding's code means, an example, and the mend."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import click

from exporter.cli import COMMANDS, terminal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from click.shell_completion import CompletionItem

    from exporter.diagnostics import Code

_SENTENCE_END = re.compile(r"[.:](?=\s|$)")
EPILOG = """\b
Examples:
  exporter explain left-out
  exporter explain                every code, with its first words
"""


def _complete(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem  # noqa: PLC0415

    from exporter.codes import all_codes  # noqa: PLC0415

    del ctx, parameter
    return [CompletionItem(name) for name in all_codes() if name.startswith(incomplete)]


@click.command(short_help=COMMANDS["explain"], epilog=EPILOG)
@click.argument("code", required=False, shell_complete=_complete)
def command(code: str | None) -> None:
    """Say what the finding CODE means, with an example and what to do about it; list all codes where none is named."""
    from exporter.codes import all_codes  # noqa: PLC0415 - `--help` does without

    codes = all_codes()
    if code is None:
        _list(codes)
        return
    name = code.strip().strip("[]`").lower().replace("_", "-")
    if name not in codes:
        from difflib import get_close_matches  # noqa: PLC0415

        near = get_close_matches(name, codes, n=3, cutoff=0.5)
        hint = f"Did you mean {' or '.join(near)}?" if near else "`exporter explain` lists all codes."
        raise click.UsageError(f"There is no code `{code}`. {hint}")
    _explain(codes[name])


def _explain(code: Code) -> None:
    from exporter.excerpt import wrap  # noqa: PLC0415

    width = terminal.width_of(sys.stdout)
    terminal.say(
        f"{click.style(code.name, bold=True) if terminal.has_colour(sys.stdout) else code.name} ({code.severity})"
    )
    terminal.say()
    for line in wrap(code.meaning, width):
        terminal.say(line)
    terminal.say("\nExample:\n")
    for line in code.example.split("\n"):
        terminal.say(f"    {line}".rstrip())
    terminal.say()
    for line in wrap(f"What to do: {code.mend}", width):
        terminal.say(line)


def _list(codes: Mapping[str, Code]) -> None:
    from exporter.excerpt import cells  # noqa: PLC0415

    width = terminal.width_of(sys.stdout)
    for code in codes.values():
        head = f"{code.name} ({code.severity})"
        room = width - len(head) - 2
        meaning = _SENTENCE_END.split(code.meaning)[0]
        while cells(meaning) > room:
            meaning = meaning[:-2].rstrip() + "…"
        terminal.say(f"{head}  {meaning}" if room > 10 else head)  # noqa: PLR2004 - less says nothing
