"""`exporter preview`: the bank in the browser, as students will see it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exporter.cli import COMMANDS, parameters, terminal

if TYPE_CHECKING:
    from socket import socket

EPILOG = """\b
Examples:
  exporter preview                  source/, at a free port
  exporter preview my-bank --open   and the browser beside it
  exporter preview --status draft --status ready
                                    drafts too
"""


@click.command(short_help=COMMANDS["preview"], epilog=EPILOG)
@parameters.source
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="N",
    show_default="one that is free",
    help="The port of this machine to listen at.",
)
@click.option("--open", "open_", is_flag=True, help="Open the page in the browser.")
@parameters.status
@parameters.moodle_version
@parameters.canvas
@parameters.cartridge_version
@parameters.templates
@parameters.quiet
def command(source: Path, *, port: int, open_: bool, quiet: bool, **values: Any) -> None:  # noqa: ANN401 - as declared
    """Show the bank in SOURCE (a folder, `source` where none is named) in the browser until Ctrl-C.

    Each question can be answered as a student would; beside it stands what is found in it and what each target keeps,
    changes or loses. The page follows every edit. Only this machine reaches it, and nothing is written.
    """
    from exporter.job import Options  # noqa: PLC0415 - `--help` does without
    from exporter.preview.server import HOST, serve  # noqa: PLC0415
    from exporter.preview.state import Shown  # noqa: PLC0415

    shown = Shown(
        source=source,
        statuses=values["statuses"],
        options=Options(
            moodle_version=values["moodle_version"],
            canvas=values["canvas"],
            cartridge_version=values["cartridge_version"],
            templates=values["templates"],
        ),
    )
    listening = _listening(port)
    address = f"http://{HOST}:{listening.getsockname()[1]}/"

    def ready(end: Callable[[], None]) -> None:
        del end
        terminal.say(address if quiet else f"{source} is shown at {address} until Ctrl-C")
        terminal.flush()
        if open_:
            click.launch(address)

    try:
        serve(shown, listening, ready)
    except KeyboardInterrupt:
        terminal.say()
    except SystemExit as end:  # by a TERM signal: a preview leaves nothing that words would be due on
        raise SystemExit(end.code) from None
    raise SystemExit(0)


def _listening(port: int) -> socket:
    """Return the socket of the port; the program ends where another has it."""
    from exporter.findings import Findings  # noqa: PLC0415
    from exporter.preview.server import PortTakenError, listen  # noqa: PLC0415

    try:
        return listen(port)
    except PortTakenError as error:
        terminal.show(Findings([error.finding]), None)
        raise SystemExit(2) from None
