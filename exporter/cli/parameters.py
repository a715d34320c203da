"""Options and arguments that several commands have, and the kinds of values they take."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar
from urllib.parse import urlsplit

import click

if TYPE_CHECKING:
    from exporter.job import Options

Function = TypeVar("Function", bound=Callable[..., Any])

TARGETS = ("moodle", "canvas", "pdf", "qti21", "qti22", "qti30", "cartridge", "html")
"""The names in `exporter.targets.registry`, which is too much to load for `--help`."""
REPORT_FORMATS = ("github", "sarif", "junit")
"""The modules of `exporter.formats`."""
STATUSES = ("draft", "review", "ready", "retired")
_LARGE: dict[str | None, Literal[18, 24] | None] = {None: None, "18": 18, "24": 24}
_UNITS = {"": 1, "k": 1000, "m": 1000**2, "g": 1000**3, "ki": 1024, "mi": 1024**2, "gi": 1024**3}


def version(ctx: click.Context, param: click.Parameter, value: str) -> tuple[int, int]:
    """Return major and minor number of a version such as `4.5`."""
    found = re.fullmatch(r"([1-9]\d?)\.(\d{1,2})(?:\.\d+)?\+?", value)
    if not found:
        raise click.BadParameter(f"`{value}` is no version such as 4.5", ctx, param)
    return int(found[1]), int(found[2])


def size(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    """Return a size such as `20MB` or `512KiB` in bytes."""
    if value is None:
        return None
    found = re.fullmatch(r"(\d{1,9})\s*([kmg]i?)?b?", value.lower())
    if not found or not int(found[1]):
        raise click.BadParameter(f"`{value}` is no size such as 20MB or 512KiB", ctx, param)
    return int(found[1]) * _UNITS[found[2] or ""]


def address(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """Return an address of the web, to which a place on the page can be added."""
    try:
        parts = urlsplit(value)
        host = parts.hostname
    except ValueError:
        host = None
    if value and (not host or parts.scheme not in ("http", "https") or "#" in value or re.search(r"[\s<>\"]", value)):
        raise click.BadParameter(f"`{value}` is no address such as https://example.org/bank-lessons.html", ctx, param)
    return value


def bank(ctx: click.Context, param: click.Parameter, value: str) -> Path:
    """Return the folder of a bank, which must be there."""
    path = Path(value)
    if not path.is_dir():
        what = "is no folder" if path.exists() else "is not there"
        make = f"exporter init {shlex.quote(value)}"
        message = f"the folder `{path}` {what}; name the folder of a bank, or make one: {make}"
        raise click.BadParameter(message, ctx, param)
    return path


def in_their_order(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return statuses each once and in the order of `STATUSES`, so that the same ones are the same build."""
    del ctx, param
    return tuple(status for status in STATUSES if status in values)


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


source = click.argument("source", type=click.Path(file_okay=False), callback=bank, default="source")
out = click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    default="build",
    show_default=True,
    metavar="DIR",
    help="Where the outputs go.",
)
no_cache = click.option("--no-cache", is_flag=True, help="Use nothing of an earlier build.")
strict = click.option("--strict", is_flag=True, help="Warnings and losses are errors.")
quiet = click.option("-q", "--quiet", is_flag=True, help="No progress, no losses, no advice, no summary.")
verbose = click.option("--verbose", is_flag=True, help="Every loss, note and piece of advice in full.")
as_format = click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="json: nothing but one JSON document on standard output.",
)
report_format = click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", *REPORT_FORMATS]),
    default="text",
    show_default=True,
    help="What standard output holds: json, SARIF 2.1.0 or JUnit XML and nothing else, or GitHub's annotations.",
)
status = click.option(
    "--status",
    "statuses",
    type=click.Choice(STATUSES),
    multiple=True,
    default=("ready",),
    callback=in_their_order,
    show_default="ready",
    help="Take in questions of this status; may be repeated.",
)
target = click.option(
    "-t",
    "--target",
    "targets",
    type=click.Choice(TARGETS),
    multiple=True,
    help="Only this target; may be repeated. All of them where none is named.",
)
moodle_version = click.option(
    "--moodle-version",
    callback=version,
    default="4.5",
    show_default=True,
    metavar="X.Y",
    help="The Moodle that imports; before 4.4 it has no ordering.",
)
canvas = click.option(
    "--canvas",
    type=click.Choice(["both", "new"]),
    default="both",
    show_default=True,
    help="both: the forms that both of Canvas's importers read; new: forms that only New Quizzes reads.",
)
cartridge_version = click.option(
    "--cartridge-version",
    type=click.Choice(["1.1", "1.3"]),
    default="1.1",
    show_default=True,
    help="The Common Cartridge's version; 1.1 is read by all, 1.3 holds the same.",
)
quiz = click.option("--quiz", "quizzes", multiple=True, metavar="ID", help="Only this quiz; may be repeated.")
templates = click.option(
    "--templates",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Templates and styles that replace ours by name.",
)

_OUTPUT = (
    moodle_version,
    click.option(
        "--split",
        callback=size,
        metavar="SIZE",
        help="Moodle XML files no larger than this, such as 20MB, for sites with an upload limit.",
    ),
    canvas,
    cartridge_version,
    click.option(
        "--self-check",
        callback=address,
        default="",
        metavar="URL",
        help="Where html/<bank>-lessons.html will be: the lessons of a cartridge link to it.",
    ),
    click.option(
        "--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True, help="Size of paper."
    ),
    click.option(
        "--large-print", type=click.Choice(["18", "24"]), help="Papers in large print, of this size in points."
    ),
    click.option("--show-ids", is_flag=True, help="Question ids on the paper too."),
    templates,
    click.option(
        "--jobs",
        type=click.IntRange(1),
        metavar="N",
        default=processors,
        show_default="one for each processor",
        help="PDFs that are made at the same time.",
    ),
)


def output_options(function: Function) -> Function:
    """Add the options that say what outputs are like."""
    for option in reversed(_OUTPUT):
        function = option(function)
    return function


def options_of(values: dict[str, Any]) -> Options:
    """Return the options of the targets from a command's values (those that are no option of a target are left)."""
    from exporter.job import Options  # noqa: PLC0415 - it loads the model

    return Options(
        quizzes=values["quizzes"],
        moodle_version=values["moodle_version"],
        split=values["split"],
        canvas=values["canvas"],
        cartridge_version=values["cartridge_version"],
        self_check=values["self_check"],
        paper=values["paper"],
        large_print=_LARGE[values["large_print"]],
        show_ids=values["show_ids"],
        templates=values["templates"],
        jobs=values["jobs"],
    )
