"""Media of the bank: which file a text means, whether it is there, safe and what it says it is, and its size.

`resolve` works on the words alone; `facts` looks at the disk (`exporter.media_file`) once all texts
are read.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote_to_bytes

import msgspec

from exporter.checks.facts import FileReference
from exporter.codes.media import MEDIA_ABSOLUTE, MEDIA_OUTSIDE, MEDIA_PATH, MEDIA_REMOTE, MEDIA_TYPE
from exporter.diagnostics import Diagnostic, Span
from exporter.media_file import Disk, media_file
from exporter.model import MediaFile, MediaKind

KINDS: dict[str, MediaKind] = {
    "png": "image",
    "jpg": "image",
    "gif": "image",
    "svg": "image",
    "webp": "image",
    "mp3": "audio",
    "ogg": "audio",
    "mp4": "video",
    "webm": "video",
    "pdf": "document",
}
"""The allowed endings, in small letters, and what a player makes of each."""

_LISTED = ", ".join(KINDS)
_OTHER_ENDINGS = {"jpeg": "jpg", "jpe": "jpg", "oga": "ogg", "m4v": "mp4", "svgz": "svg", "tif": "png", "tiff": "png"}
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")
_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


def kind_of(path: str) -> MediaKind:
    """Return what the file is by its ending; `resolve` lets no other endings through."""
    return KINDS[ending(path)]


def ending(path: str) -> str:
    """Return the ending of a path in small letters, without its point."""
    return posixpath.splitext(path)[1][1:].lower()


def resolve(source_path: str, reference: str, span: Span) -> tuple[str | None, list[Diagnostic]]:
    """Return the path (relative to the bank) that a text in `source_path` means by `reference`, or None and why not.

    Purely by its words: percent-decoded once, joined to the folder of the text, `.` and `..` resolved.
    """
    outside = _not_a_path(reference, span)
    if outside:
        return None, [outside]
    raw = unquote_to_bytes(reference)
    try:
        path = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None, [
            MEDIA_PATH.at(span, f"`{reference}` is no UTF-8 once its percent codes are read", "write the name as it is")
        ]
    if _CONTROL.search(path):
        return None, [MEDIA_PATH.at(span, f"`{reference}` holds a control character", "take it out")]
    if "\\" in path:
        hint = f"write `{path.replace(chr(92), '/')}`"
        return None, [MEDIA_PATH.at(span, "folders are divided by `/`, not by a backslash", hint)]
    if path.startswith("/"):
        hint = "name it relative to this file"
        return None, [MEDIA_ABSOLUTE.at(span, f"`{path}` begins at the root of the disk", hint)]
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(source_path), path))
    if joined == ".." or joined.startswith("../"):
        return None, [MEDIA_OUTSIDE.at(span, f"`{path}` lies outside the bank", "copy the file into the bank")]
    if ending(joined) not in KINDS:
        return None, [_wrong_type(joined, span)]
    return joined, []


def _not_a_path(reference: str, span: Span) -> Diagnostic | None:
    """Return the finding for what is an address on the web or on one computer's disk."""
    one_computer = f"`{_short(reference)}` is a path of one computer"
    if reference.startswith(("//", "\\\\")):
        return MEDIA_REMOTE.at(span, f"`{_short(reference)}` is not in the bank", "save the file below `media/`")
    if _DRIVE.match(reference) and _SCHEME.match(reference) is None:
        return MEDIA_ABSOLUTE.at(span, one_computer, "name it relative to this file")
    scheme = _SCHEME.match(reference)
    if scheme is None:
        return None
    if scheme.group(1).lower() == "file":
        return MEDIA_ABSOLUTE.at(span, one_computer, "name it relative to this file")
    message = f"`{_short(reference)}` is not in the bank"
    if scheme.group(1).lower() == "data":
        message = "the picture is written into the text"
    return MEDIA_REMOTE.at(span, message, "save the file below `media/` and name its path")


def _short(reference: str) -> str:
    return reference if len(reference) <= 60 else reference[:57] + "…"  # noqa: PLR2004 - fits a line of a terminal


def _wrong_type(path: str, span: Span) -> Diagnostic:
    name = ending(path)
    if not name:
        return MEDIA_TYPE.at(
            span, f"`{path}` has no ending", f"allowed are {_LISTED}; `\\[` for a bracket that is text"
        )
    hint = f"allowed are {_LISTED}"
    if name in _OTHER_ENDINGS:
        hint = f"save it as `.{_OTHER_ENDINGS[name]}`; {hint}"
    return MEDIA_TYPE.at(span, f"files of type `.{name}` cannot be used", hint)


def facts(root: Path, references: Iterable[FileReference]) -> tuple[dict[str, MediaFile], list[Diagnostic]]:
    """Return the facts of each file that some text refers to, by path, and what is wrong with the others.

    What is wrong with a path is told at every place that writes it, what is wrong with a file's content once.
    """
    places: dict[str, list[Span]] = {}
    for reference in references:
        places.setdefault(reference.path, []).append(reference.span)
    files: dict[str, MediaFile] = {}
    found: list[Diagnostic] = []
    disk = Disk(root)
    for path in sorted(places):
        spans = sorted(places[path])
        refused = disk.refusal(path)
        if refused is not None:
            found.extend(msgspec.structs.replace(refused, span=span) for span in spans)
            continue
        looked = media_file(root, path, KINDS[ending(path)])
        if isinstance(looked, MediaFile):
            files[path] = looked
        else:
            found.append(msgspec.structs.replace(looked, span=spans[0]))
    return files, found
