"""`exporter completion`: the script that makes a shell complete our commands and options."""

from __future__ import annotations

import click

from exporter.cli import COMMANDS, terminal

EPILOG = """\b
Examples:
  exporter completion bash >> ~/.bashrc
  exporter completion zsh >> ~/.zshrc
  exporter completion fish > ~/.config/fish/completions/exporter.fish
"""


@click.command(short_help=COMMANDS["completion"], epilog=EPILOG)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the script that makes SHELL complete commands, options and their values."""
    from click.shell_completion import ShellComplete, get_completion_class  # noqa: PLC0415

    kind = get_completion_class(shell)
    assert kind is not None
    script = kind(ctx.find_root().command, {}, "exporter", "_EXPORTER_COMPLETE")
    # Of the base class: bash's own first runs a bash to ask its version.
    terminal.say(ShellComplete.source(script).strip())
