"""`exporter schemas`: install the official schemas once, and say which are there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exporter.cli import COMMANDS, parameters, terminal

if TYPE_CHECKING:
    from exporter.validation.install import Installation

EPILOG = """\b
Examples:
  exporter schemas install              from 1EdTech's public addresses
  exporter schemas install --from DIR   from a folder of them
  exporter schemas list                 which judges are there
"""


@click.group(short_help=COMMANDS["schemas"], epilog=EPILOG)
def command() -> None:
    """Install and list the official schemas of 1EdTech (QTI, Common Cartridge), which this tool may not carry.

    They go to the user's data folder, or to the folder that EXPORTER_SCHEMAS names.
    """


def _sums(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        if not re.fullmatch(r"[0-9a-fA-F]{64}", value):
            raise click.BadParameter(f"`{value}` is no SHA-256 sum of 64 hexadecimal digits", ctx, param)
    return values


def _loopback(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is not None and not re.match(r"http://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(/|$)|https://", value):
        raise click.BadParameter("an address is https, or on this machine", ctx, param)
    return value


@command.command("install")
@click.option(
    "--from",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Copy them from this folder instead of fetching them.",
)
@click.option(
    "--accept", multiple=True, callback=_sums, metavar="SHA256", help="Take a file of this sum too; may be repeated."
)
@click.option("--base-url", callback=_loopback, hidden=True, help="A mirror, in place of `https:/` before the host.")
@parameters.quiet
def install(*, folder: Path | None, accept: tuple[str, ...], base_url: str | None, quiet: bool) -> None:
    """Install the official schemas, each after its SHA-256 sum is checked against the known one.

    A file with another sum is refused, and both sums are shown; `--accept` takes it all the same.
    """
    from exporter.validation.install import download, install_from  # noqa: PLC0415 - `--help` does without
    from exporter.validation.schemas import schema_folder  # noqa: PLC0415

    with terminal.progress(quiet=quiet) as progress:
        if folder is not None:
            progress.step(f"copying from {folder}")
            done = install_from(folder, schema_folder(), accept)
        else:
            done = download(
                schema_folder(), accept, base=base_url, progress=lambda path: progress.step(f"fetching {path}")
            )
    _report(done, quiet=quiet)


def _report(done: Installation, *, quiet: bool) -> None:
    from exporter.diagnostics import Severity  # noqa: PLC0415
    from exporter.findings import Findings  # noqa: PLC0415

    terminal.show(Findings(done.findings), None, quiet=quiet)
    if not quiet:
        there = f", {done.kept} were there" if done.kept else ""
        terminal.say(f"{terminal.counted(len(done.installed), 'file')} installed{there}: {done.folder}")
    raise SystemExit(any(each.severity is Severity.ERROR for each in done.findings))


@command.command("list")
@parameters.as_format
def list_(*, format_: str) -> None:
    """Say which official schemas are installed, and what they judge."""
    from exporter.validation.official import JUDGES  # noqa: PLC0415
    from exporter.validation.schemas import known, schema_folder, state  # noqa: PLC0415

    folder = schema_folder()
    states = {path: state(folder, path) for path in known()}
    if format_ == "json":
        by_kind = {kind.value: [judge.path for judge in judges] for kind, judges in JUDGES.items()}
        terminal.document({"folder": str(folder), "files": states, "judges": by_kind})
        return
    terminal.say(f"folder: {folder}")
    for kind, judges in JUDGES.items():
        for judge in judges:
            terminal.say(f"{kind.value}: {judge.path}, {states[judge.path]}")
    counts = {word: list(states.values()).count(word) for word in ("installed", "accepted", "changed", "missing")}
    terminal.say(", ".join(f"{number} {word}" for word, number in counts.items() if number))


@command.command("path")
def path() -> None:
    """Print the folder where the official schemas are installed."""
    from exporter.validation.schemas import schema_folder  # noqa: PLC0415

    terminal.say(str(schema_folder()))
