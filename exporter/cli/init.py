"""`exporter init`: a small bank that builds, with comments, to change into one's own."""

from __future__ import annotations

import contextlib
import re
import shlex
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import click

from exporter.cli import COMMANDS, terminal

TEMPLATE = Path(__file__).resolve().parent.parent / "bank_template"

EPILOG = """\b
Examples:
  exporter init source      then: exporter build
  exporter init my-bank     then: exporter build my-bank
"""


@click.command(short_help=COMMANDS["init"], epilog=EPILOG)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Make the folder DIR with a small bank in it: questions of most types, a lesson, a quiz, a picture.

    DIR must be new or empty.
    """
    if folder.exists() and not folder.is_dir():
        raise click.UsageError(f"`{folder}` is a file; name a new folder.")
    try:
        if folder.is_dir() and any(folder.iterdir()):
            raise click.UsageError(f"the folder `{folder}` is not empty; name a new one.")
        _write(folder)
    except OSError as error:
        raise click.ClickException(f"`{error.filename or folder}` cannot be written: {error.strerror}") from None
    name = "" if folder == Path("source") else f" {shlex.quote(str(folder))}"
    terminal.say(f"{folder} holds a bank of {len(list(_files()))} files. Next:")
    terminal.say(f"  exporter check{name}")
    terminal.say(f"  exporter build{name}")


def _write(folder: Path) -> None:
    """Write the bank; where that fails half way, take away what was written, so that the command can be given again."""
    made = not folder.exists()
    try:
        for path in _files():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(_content(path, folder))
    except OSError:
        for each in {path.parts[0] for path in _files()}:
            shutil.rmtree(folder / each, ignore_errors=True)
            with contextlib.suppress(OSError):
                (folder / each).unlink(missing_ok=True)
        if made:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


def _files() -> Iterator[Path]:
    """Yield the template's files, relative to it, sorted."""
    yield from sorted(path.relative_to(TEMPLATE) for path in TEMPLATE.rglob("*") if path.is_file())


def _content(path: Path, folder: Path) -> bytes:
    """Return the file's content; the bank gets an id from the folder's name, where that gives one."""
    data = (TEMPLATE / path).read_bytes()
    if path.name != "bank.yaml":
        return data
    plain = "".join(
        each for each in unicodedata.normalize("NFKD", folder.resolve().name) if not unicodedata.combining(each)
    )
    name = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:80].strip("-")
    if not re.match(r"[a-z]", name) or name == "source":
        return data
    return data.replace(b"id: my-bank", f"id: {name}".encode(), 1)
