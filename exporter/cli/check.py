"""`exporter check`: everything that is wrong with a bank, in one run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from exporter.cli import COMMANDS, parameters, terminal

EPILOG = """\b
Examples:
  exporter check                   the bank in source/
  exporter check my-bank --strict  warnings are errors too
  exporter check --format json     for an editor or another program
  exporter check --format github   annotations in a change on GitHub
"""


@click.command(short_help=COMMANDS["check"], epilog=EPILOG)
@parameters.source
@parameters.status
@parameters.strict
@parameters.no_cache
@parameters.quiet
@parameters.verbose
@parameters.report_format
def command(source: Path, *, quiet: bool, verbose: bool, format_: str, **values: Any) -> None:  # noqa: ANN401 - as declared
    """Read the bank in SOURCE (a folder, `source` where none is named) and say all that is wrong with it.

    A bank without errors is also given advice on how its questions are written: options, cues, rationales, keys.
    No output is written. Each finding has a place, a code and a hint; `exporter explain CODE` tells more. What a
    build in `build` has kept of unchanged files is used, and added to.
    """
    from exporter.cache import FILE, open_cache  # noqa: PLC0415
    from exporter.checking import check_bank  # noqa: PLC0415 - heavy, and `--help` does without
    from exporter.diagnostics import Severity  # noqa: PLC0415
    from exporter.report import record, tally  # noqa: PLC0415

    built = Path("build")
    kept = open_cache(built, enabled=not values["no_cache"] and (built / FILE).exists())
    with terminal.progress(quiet=quiet) as progress, kept as cache:
        progress.step(f"reading {source}")
        bank, findings = check_bank(source, statuses=values["statuses"], cache=cache, advice=True)
    good = not findings.count(Severity.ERROR) and not (values["strict"] and findings.count(Severity.WARNING))
    if format_ == "json":
        from exporter.formats.documents import CheckDocument  # noqa: PLC0415

        terminal.document(
            CheckDocument(questions=len(bank.questions), good=good, findings=tuple(map(record, findings)))
        )
    elif format_ != "text":
        checked = dict.fromkeys(summary.span.path for summary in bank.index.values())
        terminal.report(format_, findings, folder=source, checked=checked, strict=values["strict"])
    else:
        terminal.show(findings, source, quiet=quiet, verbose=verbose)
        if not quiet:
            terminal.say(f"{terminal.counted(len(bank.questions), 'question')}: {tally(findings)}")
    raise SystemExit(0 if good else 1)
