"""The command line: one module a command, loaded only when that command is used."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

from exporter import __version__

COMMANDS = {
    "init": "Make a small bank that builds, to start from.",
    "check": "Say everything that is wrong with a bank.",
    "fmt": "Lay out the files of a bank in the one way.",
    "build": "Write a bank for platforms, paper and the browser.",
    "watch": "Build a bank again whenever it is edited.",
    "preview": "Show a bank in the browser as students will see it.",
    "validate": "Judge packages and XML files, ours or another tool's.",
    "diff": "Say what changed between releases or folders of source.",
    "release": "Write, judge and list everything under one version.",
    "targets": "Show what each target keeps, changes and loses.",
    "explain": "Say what a finding's code means and how to mend it.",
    "schemas": "Install and list the official schemas.",
    "completion": "Print the completion script of a shell.",
}
"""Each command with its short help, so that `exporter --help` loads none of them."""

EXAMPLES = """\b
Examples:
  exporter init my-bank          a small bank to start from
  exporter check                 what is wrong with the bank in source/
  exporter build                 everything, from source/ to build/
  exporter build -t moodle       Moodle only
  exporter explain left-out      what a finding means
"""


def _load_msgspec() -> None:
    """Load the library of our records without `typing_extensions`, which it takes wherever that is installed.

    `typing` has all that it needs since Python 3.11; the other one takes a thirtieth of a short command to load.
    """
    modules: dict[str, Any] = sys.modules
    if "typing_extensions" in modules:
        return
    modules["typing_extensions"] = None  # Python's own sign that there is no such module
    try:
        import msgspec  # noqa: F401, PLC0415
    finally:
        del modules["typing_extensions"]


class Commands(click.Group):
    """A group that knows its commands by name and loads one when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of work, not of the alphabet."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        _load_msgspec()
        module = import_module(f"exporter.cli.{cmd_name}")
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is called; a name that is nearly right is named in the error."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            from difflib import get_close_matches  # noqa: PLC0415 - only a wrong command needs it

            near = get_close_matches(name, COMMANDS, n=1)
            hint = f"Did you mean '{near[0]}'?" if near else "There are: " + ", ".join(COMMANDS) + "."
            ctx.fail(f"No such command '{name}'. {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without loading them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=Commands, epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80}
)
@click.version_option(__version__, "--version", prog_name="exporter")
def command() -> None:
    """Turn one plain-text question bank into packages for learning platforms, PDFs and pages, each checked.

    Exit codes: 0 good, 1 the content or a package is wrong, 2 the command is wrong, 70 a bug of ours, 130 after Ctrl-C,
    143 after a TERM signal, 129 after a HUP signal, 141 where nobody reads what is said.
    """
