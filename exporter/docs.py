"""The pages and schemas in `docs/` that are made from the code: `python -m exporter.docs [FOLDER]` writes them.

A test holds the files in `docs/` against what is made here, so they cannot drift.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path

import click
import msgspec

from exporter.cli import COMMANDS, command
from exporter.codes import AREAS
from exporter.diagnostics import Code
from exporter.diff.document import DiffDocument
from exporter.formats import documents
from exporter.job import Options
from exporter.release import record
from exporter.schema import FILES, of_record, schemas, written

_NOTICE = "<!-- Made by `python -m exporter.docs`; change the code, not this file. -->"


def cli() -> Iterator[str]:
    """Yield the lines of the command reference: the help of every command as the program prints it."""
    yield from (_NOTICE, "", "# Commands", "")
    root = click.Context(command, info_name="exporter", terminal_width=80, help_option_names=["-h", "--help"])
    yield from _help(command, root)
    for name in COMMANDS:
        each = command.get_command(root, name)
        assert each is not None
        yield from _command(each, name, root, "##")


def _command(each: click.Command, name: str, parent: click.Context, mark: str) -> Iterator[str]:
    context = click.Context(each, info_name=name, parent=parent)
    yield from (f"{mark} {context.command_path}", "")
    yield from _help(each, context)
    if isinstance(each, click.Group):
        for below in each.list_commands(context):
            inner = each.get_command(context, below)
            assert inner is not None
            yield from _command(inner, below, context, mark + "#")


def _help(each: click.Command, context: click.Context) -> Iterator[str]:
    yield from ("```text", *each.get_help(context).rstrip().split("\n"), "```", "")


def codes() -> Iterator[str]:
    """Yield the lines of the list of codes: what each finding means, an example, the mend."""
    yield from (_NOTICE, "", "# Findings", "")
    yield "Every finding has one of these codes; `exporter explain CODE` prints the same."
    yield ""
    for area in AREAS:
        module = import_module(f"exporter.codes.{area}")
        of_area = [value for value in vars(module).values() if isinstance(value, Code)]
        yield from (f"## {area.capitalize()}", "")
        for code in of_area:
            yield from _code(code)


def _code(code: Code) -> Iterator[str]:
    fence = "````" if "```" in code.example else "```"
    yield from (f"### {code.name}", "", f"*{code.severity}* · {code.meaning}", "")
    yield from (f"{fence}text", *code.example.split("\n"), fence, "")
    yield from (code.mend, "")


def support_matrix() -> Iterator[str]:
    """Yield the lines of the support matrix with the default options."""
    from exporter.matrix import as_markdown  # noqa: PLC0415 - loads every target
    from exporter.targets.registry import TARGETS  # noqa: PLC0415

    yield from (_NOTICE, "", "# What each target keeps, changes and loses", "")
    yield from (
        "Type by feature by target, as the targets declare it themselves. `exporter targets` prints the same, also for",
        "other options (`--moodle-version 4.3`, `--canvas new`). A blank: it does not arise in that type.",
        "",
    )
    yield from as_markdown(TARGETS, Options())


OUTPUTS: dict[str, tuple[type[msgspec.Struct], str]] = {
    "check-output.schema.json": (documents.CheckDocument, "exporter check --format json"),
    "build-output.schema.json": (documents.BuildDocument, "exporter build --format json"),
    "validate-output.schema.json": (documents.ValidateDocument, "exporter validate --format json"),
    "release-output.schema.json": (documents.ReleaseDocument, "exporter release --format json"),
    "diff-output.schema.json": (DiffDocument, "exporter diff --format json"),
}
"""The published schema of what each command prints as JSON: the record that is printed, and the schema's title."""


def output_schema(name: str) -> Iterator[str]:
    """Yield the text of one of the schemas in `OUTPUTS`."""
    yield written(of_record(*OUTPUTS[name]))


def source_schema(name: str) -> Iterator[str]:
    """Yield the text of one of the schemas of the files of a bank."""
    yield dict(schemas())[name]


def release_schema() -> Iterator[str]:
    """Yield the text of the schema of `release.json`."""
    yield record.schema()


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "cli.md": cli,
    "codes.md": codes,
    "support-matrix.md": support_matrix,
    **{f"schema/{name}": partial(source_schema, name) for name in FILES},
    **{f"schema/{name}": partial(output_schema, name) for name in OUTPUTS},
    f"schema/{record.SCHEMA}": release_schema,
}


def page(name: str) -> str:
    """Return the page's text."""
    return "\n".join(PAGES[name]()).rstrip("\n") + "\n"


def write(folder: Path) -> None:
    """Write all pages into the folder."""
    (folder / "schema").mkdir(exist_ok=True)
    for name in PAGES:
        (folder / name).write_text(page(name), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))
