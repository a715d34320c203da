"""`exporter build`: from a bank to the files that platforms import and printers print."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exporter.cli import COMMANDS, parameters, terminal

if TYPE_CHECKING:
    from exporter.pipeline import Result
    from exporter.settings import Settings

EPILOG = """\b
Examples:
  exporter build                          source/ for every target, to build/
  exporter build my-bank -t canvas        Canvas only
  exporter build --quiz final -t pdf      paper and key of one quiz
  exporter build --changed-since ipt-1.3.0.zip -o update
                                          what a platform does not have yet
  exporter build --strict --official      for a release
"""

_NEXT = {
    "moodle": "in Moodle: Question bank, Import, Moodle XML format, then {}",
    "canvas": "in Canvas: Settings, Import Course Content, QTI .zip file, then {}",
    "html": "in a browser: open {}",
}
"""What is done with the first file of a target; the others are for those who know what they asked for."""


@click.command(short_help=COMMANDS["build"], epilog=EPILOG)
@parameters.source
@parameters.target
@parameters.out
@parameters.quiz
@parameters.output_options
@parameters.status
@parameters.strict
@click.option("--keep-going", is_flag=True, help="Build without the questions that are wrong; still exit code 1.")
@click.option("--official", is_flag=True, help="The official schemas judge the outputs too.")
@click.option(
    "--changed-since",
    type=click.Path(path_type=Path),
    metavar="RELEASE",
    help="Only questions new or changed since a release (its folder or zip); no quizzes, no lessons.",
)
@parameters.no_cache
@parameters.quiet
@parameters.verbose
@parameters.report_format
def command(source: Path, *, quiet: bool, verbose: bool, format_: str, **values: Any) -> None:  # noqa: ANN401 - as declared
    """Write the bank in SOURCE (a folder, `source` where none is named) for learning platforms, paper and the browser.

    Every output is checked before it is put in its place; where anything is wrong, nothing is replaced. What a
    target cannot hold is a loss: it is shown, and stands in `report.json` beside the outputs.
    """
    from exporter.pipeline import build  # noqa: PLC0415 - heavy, and `--help` does without
    from exporter.settings import CommandError  # noqa: PLC0415

    settings = _settings(source, values)
    first = not os.path.exists(settings.out / "report.json")  # noqa: PTH110 - no error where nobody may look
    try:
        result = build(settings, terminal.progress(quiet=quiet))
    except CommandError as error:
        raise click.UsageError(str(error)) from None
    if format_ == "json":
        from exporter.formats.documents import BuildDocument  # noqa: PLC0415
        from exporter.report import record  # noqa: PLC0415

        found = tuple(map(record, result.findings))
        terminal.document(
            BuildDocument(questions=result.questions, good=result.good, outputs=tuple(result.outputs), findings=found)
        )
    elif format_ != "text":
        terminal.report(format_, result.findings, folder=source, strict=values["strict"])
    else:
        terminal.show(result.findings, source, quiet=quiet, verbose=verbose)
        if not quiet:
            _summary(result, values["out"], first=first, strict=values["strict"])
    raise SystemExit(0 if result.good else 1)


def _settings(source: Path, values: dict[str, Any]) -> Settings:
    from exporter.settings import Settings  # noqa: PLC0415

    return Settings(
        source=source,
        out=values["out"],
        targets=values["targets"],
        statuses=values["statuses"],
        options=parameters.options_of(values),
        strict=values["strict"],
        keep_going=values["keep_going"],
        official=values["official"],
        changed_since=values["changed_since"],
        cache=not values["no_cache"],
    )


def _summary(result: Result, out: Path, *, first: bool, strict: bool) -> None:
    from exporter.report import tally  # noqa: PLC0415

    said = tally(result.findings)
    if len(result.findings):
        terminal.say()
    width = max((len(output.path) for output in result.outputs), default=0)
    for output in result.outputs:
        terminal.say(f"{out.as_posix()}/{output.path:{width}}  {terminal.in_size(output.size):>7}")
    questions = terminal.counted(result.questions, "question")
    if result.outputs:
        all_in = f"; all in {out.as_posix()}/report.json" if len(result.findings) else ""
        terminal.say(f"{questions} in {terminal.counted(len(result.outputs), 'file')}: {said}{all_in}")
        if first:
            _next_steps(result, out)
    else:
        why = " (--strict: warnings and losses are errors)" if strict else ""
        terminal.say(f"{questions}: {said}{why}; nothing was written")


def _next_steps(result: Result, out: Path) -> None:
    """Say after the first build what to do with its files."""
    firsts = {output.path.partition("/")[0]: output.path for output in reversed(result.outputs)}
    steps = [step.format(f"{out.as_posix()}/{firsts[target]}") for target, step in _NEXT.items() if target in firsts]
    if steps:
        terminal.say("Next:")
        for step in steps:
            terminal.say(f"  {step}")
