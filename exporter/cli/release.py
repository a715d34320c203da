"""`exporter release`: everything of a bank under one version, judged and listed, in a folder that never changes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exporter.cli import COMMANDS, parameters, terminal

if TYPE_CHECKING:
    from exporter.diff import Snapshot
    from exporter.release import Release

EPILOG = """\b
Examples:
  exporter release --version 1.4.0
  exporter release --version 1.4.0 --since build/release/ipt-1.3.0 --strict
"""


def _version(ctx: click.Context, param: click.Parameter, value: str) -> str:
    if not re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,63}", value):
        raise click.BadParameter(f"`{value}` is no version such as 1.4.0", ctx, param)
    return value


def _statuses(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    if values != ("ready",):
        raise click.BadParameter("a release holds what is ready and nothing else", ctx, param)
    return values


@click.command(short_help=COMMANDS["release"], epilog=EPILOG)
@parameters.source
@click.option("--version", required=True, callback=_version, metavar="X", help="As bank.yaml states it.")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    default="build",
    show_default=True,
    metavar="DIR",
    help="The release goes below it, to release/<bank>-<version>/.",
)
@click.option(
    "--since",
    type=click.Path(path_type=Path),
    metavar="RELEASE",
    help="The release that the notes compare with: its folder or its zip.",
)
@click.option("--quiz", "quizzes", multiple=True, hidden=True, help="Refused: the whole bank is released.")
@parameters.output_options
@click.option(
    "--status",
    type=click.Choice(parameters.STATUSES),
    multiple=True,
    default=("ready",),
    callback=_statuses,
    hidden=True,
    expose_value=False,
    help="Only ready is released.",
)
@parameters.strict
@parameters.no_cache
@parameters.quiet
@parameters.verbose
@parameters.report_format
def command(source: Path, version: str, *, format_: str, **values: Any) -> None:  # noqa: ANN401 - as declared
    """Write the bank in SOURCE (a folder, `source` where none is named) for every target, judged and listed.

    The official schemas judge it. The folder gets all outputs, release.json, SHA256SUMS, questions.json (for
    `exporter diff`), NOTES.md, and one archive of it all. It appears whole or not at all. The checkout must be clean,
    and the version new.
    """
    from exporter.release import make  # noqa: PLC0415 - heavy, and `--help` does without
    from exporter.settings import CommandError, Settings  # noqa: PLC0415

    if values["quizzes"]:
        raise click.UsageError("a release holds the whole bank; `exporter build --quiz` writes one quiz")
    settings = Settings(
        source=source,
        out=values["out"],
        options=parameters.options_of(values),
        strict=values["strict"],
        cache=not values["no_cache"],
    )
    since = _since(values["since"])
    try:
        with terminal.progress(quiet=values["quiet"]) as progress:
            release = make(settings, version, since, progress)
    except CommandError as error:
        raise click.UsageError(str(error)) from None
    if format_ == "json":
        _document(release)
    elif format_ != "text":
        terminal.report(format_, release.findings, folder=source, strict=values["strict"])
    else:
        terminal.show(release.findings, source, quiet=values["quiet"], verbose=values["verbose"])
        if not values["quiet"]:
            _summary(release)
    raise SystemExit(0 if release.folder else 1)


def _document(release: Release) -> None:
    from exporter.formats.documents import ReleasedFileRecord, ReleaseDocument  # noqa: PLC0415
    from exporter.report import record  # noqa: PLC0415

    terminal.document(
        ReleaseDocument(
            good=bool(release.folder),
            folder=release.folder.as_posix() if release.folder else None,
            files=tuple(ReleasedFileRecord(each.path, each.size, each.sha256) for each in release.files),
            findings=tuple(map(record, release.findings)),
        )
    )


def _since(path: Path | None) -> Snapshot | None:
    if path is None:
        return None
    from exporter.diff import NotASideError, load  # noqa: PLC0415
    from exporter.findings import Findings  # noqa: PLC0415

    try:
        snapshot, findings = load(path)
    except NotASideError as error:
        raise click.UsageError(str(error)) from None
    if snapshot is None:
        terminal.show(Findings(findings), None)
        raise SystemExit(1)
    return snapshot


def _summary(release: Release) -> None:
    from exporter.report import tally  # noqa: PLC0415

    said = tally(release.findings)
    if len(release.findings):
        terminal.say()
    if release.folder is None:
        terminal.say(f"{said}; nothing was released")
        return
    if release.difference is not None:
        from exporter.diff.show import summary  # noqa: PLC0415

        terminal.say(summary(release.difference))
    archive = release.files[-1]
    terminal.say(f"{archive.sha256}  {archive.path}")
    files = terminal.counted(len(release.files), "file")
    questions = terminal.counted(release.questions, "question")
    terminal.say(f"{questions} in {files} in {release.folder.as_posix()}: {said}")
