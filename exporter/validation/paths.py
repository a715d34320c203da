"""What a reference inside a package points to."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from exporter.codes.archives import ABSOLUTE_PATH, BACKSLASH_PATH, PATH_ESCAPES
from exporter.codes.validation import MISSING_FILE
from exporter.diagnostics import Diagnostic, Span
from exporter.validation.package import Package

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//|#|\?|$")
_TOKEN = re.compile(r"(?:\$|%24)(?:IMS[-_]CC|1EdTech-CC)[-_]FILEBASE(?:\$|%24)/?")
_SERVER = "/equation_images/"
"""Where Canvas draws formulas: such a path is its own, not the package's."""
_OTHER_TOKEN = re.compile(r"(?:\$|%24)[A-Z_]+(?:\$|%24)")
_TAG = re.compile(r"<([a-zA-Z]+)(?![a-zA-Z])[^<>]*>")
_ATTRIBUTE = re.compile(r"""\s(src|href|poster|data)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


class Reference(NamedTuple):
    """What an attribute of HTML refers to, unescaped; element and attribute in small letters, and where it stands."""

    element: str
    attribute: str
    value: str
    at: int


def references(markup: str) -> Iterator[Reference]:
    """Yield what the pictures, players and links of HTML text refer to."""
    for tag in _TAG.finditer(markup) if "=" in markup else ():
        for match in _ATTRIBUTE.finditer(tag.group()):
            value = match.group(2) if match.group(2) is not None else match.group(3)
            at = tag.start() + match.start()
            yield Reference(tag.group(1).lower(), match.group(1).lower(), html.unescape(value).strip(), at)


def shown_in(markup: str) -> Iterator[str]:
    """Yield what the pictures, players and links of HTML text refer to, wherever it stands."""
    return (each.value for each in references(markup))


def is_elsewhere(reference: str) -> bool:
    """Return whether the reference points outside every package: an address, an anchor, or nothing."""
    if reference.startswith(_SERVER):
        return True
    return bool(_ELSEWHERE.match(reference)) or bool(_OTHER_TOKEN.match(reference) and not _TOKEN.match(reference))


def inside(reference: str, folder: str) -> str:
    """Return the path that a relative reference from a file in `folder` means; it may start with `..`."""
    path = unquote(re.split(r"[?#]", reference, maxsplit=1)[0])
    return posixpath.normpath(posixpath.join(folder, path))


def folder_of(member: str) -> str:
    """Return the folder of a member's path, empty for the top."""
    return posixpath.dirname(member)


def listed_file(reference: str, folder: str, package: Package, span: Span) -> Iterator[Diagnostic]:
    """Yield what is wrong with a manifest's or item's reference to a file of the package."""
    if package.single or is_elsewhere(reference):
        return
    if "\\" in reference:
        yield BACKSLASH_PATH.at(span, f"`{reference}` is written with `\\`", "write `/` between folders")
    elif reference.startswith("/"):
        yield ABSOLUTE_PATH.at(span, f"`{reference}` is absolute", "use a path relative to the package's top")
    else:
        path = inside(reference, folder)
        if path.startswith("../"):
            yield PATH_ESCAPES.at(span, f"`{reference}` leads out of the package")
        elif path not in package:
            yield MISSING_FILE.at(span, f"`{reference}` is not in the package", _nearly(path, package))


def shown_file(reference: str, folder: str, package: Package, span: Span) -> Iterator[Diagnostic]:
    """Yield what is wrong with a reference in QTI 1.2 text, which starts at the top, the file's folder or a token."""
    if package.single or is_elsewhere(reference):
        return
    plain = _TOKEN.sub("", reference, count=1)
    starts = ("", folder, "web_resources") if plain != reference else (folder, "")
    paths = [inside(plain.lstrip("/") if plain != reference else plain, start) for start in starts]
    if not any(path in package for path in paths):
        yield from listed_file(plain, folder if plain.startswith("../") else "", package, span)


def _nearly(path: str, package: Package) -> str:
    same, named = package.alike(path)
    if same:
        return f"did you mean `{same}`? paths are case-sensitive"
    return f"did you mean `{named}`?" if named else "put the file into the package, or mend the path"
