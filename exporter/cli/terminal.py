"""Where a command's words go: its width, its colours, its progress, and data on standard output."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporter.findings import Findings
    from exporter.progress import Progress
    from exporter.report import Style

_WIDEST = 100
READER_GONE = 141
"""The exit code when the program that reads our output has ended, such as `head`; as shells have it for SIGPIPE."""


def is_terminal(stream: TextIO) -> bool:
    """Return whether somebody reads the stream as it comes."""
    return stream.isatty()


def has_colour(stream: TextIO) -> bool:
    """Return whether the stream shows colours and nobody asked for none (no-color.org)."""
    return is_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width_of(stream: TextIO) -> int:
    """Return the columns to write in: the terminal's, but no more than read well; 80 where there is none."""
    columns = shutil.get_terminal_size().columns if is_terminal(stream) else 80
    return min(max(columns, 40), _WIDEST)


def style(folder: Path | None, *, verbose: bool = False) -> Style:
    """Return how findings are shown on standard output; `folder` stands before their paths."""
    from exporter.report import Style  # noqa: PLC0415 - `--help` does without

    shown = "" if folder is None else folder.as_posix()
    return Style(
        colour=has_colour(sys.stdout),
        width=width_of(sys.stdout),
        keep_lines=not is_terminal(sys.stdout),
        verbose=verbose,
        folder="" if shown == "." else shown.rstrip("/"),
    )


def progress(*, quiet: bool) -> Progress:
    """Return the progress line of a command: on standard error where that is a terminal."""
    from exporter.progress import Progress  # noqa: PLC0415

    shown = is_terminal(sys.stderr) and not quiet and os.environ.get("TERM") != "dumb"
    return Progress(sys.stderr if shown else None, width_of(sys.stderr))


def show(findings: Findings, folder: Path | None, *, quiet: bool = False, verbose: bool = False) -> None:
    """Print the findings as text; where `quiet`, errors and warnings only."""
    from exporter.excerpt import Sources  # noqa: PLC0415
    from exporter.report import text  # noqa: PLC0415

    shown = findings.pressing() if quiet else findings
    before = ""
    for block in text(shown, Sources(folder or Path()), style(folder, verbose=verbose)):
        long = "\n" in block
        say(before + block if long else block)
        before = "\n"


def say(line: str = "") -> None:
    """Print one line on standard output; the program ends where nobody reads it any more."""
    try:
        sys.stdout.write(line + "\n")
    except BrokenPipeError:  # here, since Click would make it the exit code 1, which means wrong content
        raise SystemExit(READER_GONE) from None


def flush() -> None:
    """Let what was said be read now, by whoever reads from a pipe too."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise SystemExit(READER_GONE) from None


def report(
    format_: str, findings: Findings, *, folder: Path | None, checked: Iterable[str] = (), strict: bool = False
) -> None:
    """Print the findings in a format of `exporter.formats` (UTF-8, whatever the terminal speaks)."""
    from exporter.formats import lines  # noqa: PLC0415 - `--help` does without
    from exporter.formats.reported import Reported, checkout  # noqa: PLC0415

    reported = Reported(
        findings=findings,
        folder=folder,
        checked=tuple(checked),
        strict=strict,
        base=checkout(),
        docs=os.environ.get("EXPORTER_DOCS", ""),
    )
    _put(f"{line}\n".encode() for line in lines(format_, reported))


def document(whole: object) -> None:
    """Print one JSON document (UTF-8, whatever the terminal speaks)."""
    import msgspec  # noqa: PLC0415

    try:
        data = msgspec.json.encode(whole)
    except UnicodeEncodeError:  # the name of a file or folder is no text
        data = msgspec.json.encode(_as_text(msgspec.to_builtins(whole)))
    _put([msgspec.json.format(data, indent=2), b"\n"])


def _put(chunks: Iterable[bytes]) -> None:
    """Print bytes on standard output, behind what was said before; the program ends where nobody reads them."""
    try:
        sys.stdout.flush()
        for chunk in chunks:
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise SystemExit(READER_GONE) from None


def _as_text(value: object) -> object:
    """Return what JSON is made of with U+FFFD in its texts for each byte that is none."""
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if isinstance(value, dict):
        return {name: _as_text(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_as_text(each) for each in value]
    return value


def in_size(size: int) -> str:
    """Return a size as people read it, such as `182 kB`."""
    if size < 1000:  # noqa: PLR2004 - the unit
        return f"{size} B"
    number, units = size / 1000, ["kB", "MB", "GB"]
    while number >= 999.5 and len(units) > 1:  # noqa: PLR2004 - what rounds to 1000
        number /= 1000
        units.pop(0)
    return f"{number:.1f} {units[0]}" if number < 9.95 else f"{number:.0f} {units[0]}"  # noqa: PLR2004 - two digits


def counted(number: int, one: str) -> str:
    """Return `1 question` or `2 questions`."""
    return f"{number} {one if number == 1 else one + 's'}"
