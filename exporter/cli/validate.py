"""`exporter validate`: a verdict on packages and XML files, ours or another tool's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from exporter.cli import COMMANDS, parameters, terminal

if TYPE_CHECKING:
    from exporter.findings import Findings
    from exporter.validation import Verdict

EPILOG = """\b
Examples:
  exporter validate build                    all that a build wrote
  exporter validate quiz.zip course.imscc    packages of any tool
  exporter validate --official items/        the official schemas, or an error
  exporter validate --for openolat quiz.zip  what that platform does not take
"""


PLATFORMS = (
    "moodle",
    "canvas",
    "new-quizzes",
    "brightspace",
    "blackboard",
    "schoology",
    "open-edx",
    "tao",
    "openolat",
    "inspera",
    "ilias",
)
"""The names in `exporter.validation.platforms`, which is too much to load for `--help`."""


@click.command(short_help=COMMANDS["validate"], epilog=EPILOG)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option("--official", is_flag=True, help="It is an error where an official schema is not installed.")
@click.option("--ours", is_flag=True, help="Judge by the grammars of what this tool writes too; warnings are errors.")
@click.option(
    "--for",
    "platform",
    type=click.Choice(PLATFORMS),
    metavar="NAME",
    help=f"Warn of what this platform does not import: {', '.join(PLATFORMS)}.",
)
@parameters.quiet
@parameters.verbose
@parameters.report_format
def command(
    *, paths: tuple[Path, ...], platform: str | None, quiet: bool, verbose: bool, format_: str, **judged: bool
) -> None:
    """Judge packages (zip, .imscc), folders and XML files: Moodle XML, QTI 1.2 to 3.0, Common Cartridge.

    Nothing is unpacked and no address is asked, so that files of unknown origin are safe to name. Official schemas
    judge wherever they are installed: `exporter schemas install`. `--for` tells what a platform does not take, by its
    documents or by what its importer did when it was run.
    """
    from exporter.findings import Findings  # noqa: PLC0415 - `--help` does without
    from exporter.report import record, tally  # noqa: PLC0415
    from exporter.validation import validate  # noqa: PLC0415

    for path in paths:
        if not path.exists() and not path.is_symlink():
            raise click.BadParameter(f"`{path}` is not there", param_hint="PATH")
    with terminal.progress(quiet=quiet) as progress:
        progress.step(f"judging {paths[0]}")
        verdict = validate(paths, official=judged["official"], ours=judged["ours"], platform=platform or "")
    findings = Findings(verdict.findings)
    if format_ == "json":
        from exporter.formats.documents import ValidateDocument  # noqa: PLC0415

        found = tuple(map(record, findings))
        terminal.document(ValidateDocument(judgements=verdict.judgements, good=verdict.valid, findings=found))
    elif format_ != "text":
        checked = dict.fromkeys(each.place for each in verdict.judgements)
        terminal.report(format_, findings, folder=None, checked=checked)
    else:
        if not quiet:
            _show_judgements(verdict)
        _show_findings(findings, quiet=quiet, verbose=verbose)
        if not quiet:
            terminal.say(f"{'valid' if verdict.valid else 'not valid'}: {tally(findings)}")
    raise SystemExit(0 if verdict.valid else 1)


def _show_judgements(verdict: Verdict) -> None:
    """Print what was judged by whom; files of a package that were judged alike share a line."""
    from exporter.excerpt import printable  # noqa: PLC0415
    from exporter.shown_path import in_archive  # noqa: PLC0415

    alike: dict[tuple[str, str, str, str], list[str]] = {}
    for each in verdict.judgements:
        package = in_archive(each.place)[0]
        judge = f"{each.judge} (derived)" if each.derived else each.judge
        alike.setdefault((package, each.kind, judge, each.outcome), []).append(each.place)
    for (package, kind, judge, outcome), places in alike.items():
        where = places[0] if len(places) == 1 else f"{package} ({len(places)} files)"
        word = {"valid": "valid by", "invalid": "not valid by", "missing": "not judged by"}[outcome]
        terminal.say(printable(f"{where}: {kind}, {word} {judge}"))


def _show_findings(findings: Findings, *, quiet: bool, verbose: bool) -> None:
    from exporter.report import text  # noqa: PLC0415
    from exporter.validation.lines import MemberLines  # noqa: PLC0415

    for block in text(findings.pressing() if quiet else findings, MemberLines(), terminal.style(None, verbose=verbose)):
        terminal.say(block)
