"""Files that are embedded in Moodle XML: each text has its own, and shows them as `@@PLUGINFILE@@/name`."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from exporter.codes.media import MEDIA_CONTENT
from exporter.codes.validation import IMPORT_CHANGES, IMPORT_FAILS, MISSING_FILE, UNUSED_FILE
from exporter.diagnostics import Span
from exporter.validation.contents import HEAD, content_finding
from exporter.validation.rules.problem import Problem

LARGEST_FILE = 5 * 2**20
"""Characters of base64 that one file may have in practice: the importer's time grows with the square."""
_SHOWN = re.compile(r"@@PLUGINFILE@@/([^\"'\s<>?#)]*)")
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]*(=\s*){0,2}")
_BLANK = re.compile(r"\s+")
_FOURTH = 4
"""Base64 writes three bytes as four characters, and fills up the last of them with `=`."""


def file_findings(question: etree._Element) -> Iterator[Problem]:
    """Yield what is wrong with the files of each text of a question."""
    for field in _fields(question):
        # An address may hold references, and in a part of a cloze all of its HTML is written with them.
        content = html.unescape(field.findtext("text") or "")
        shown = {unquote(each) for each in _SHOWN.findall(content)}
        embedded: set[str] = set()
        for file in field.iterfind("file"):
            yield from _file(file, embedded)
        is_background = field is question
        for name in sorted(shown - embedded - _borrowed(field, question)):
            hint = f"embed it in the same `<{field.tag}>`: each text has files of its own"
            yield MISSING_FILE, field, f"`{name}` is shown in `<{field.tag}>`, but not embedded there", hint
        for name in sorted(embedded - shown) if not is_background and field.tag != "drag" else ():
            message = f"`{name}` is embedded in `<{field.tag}>`, whose text does not show it"
            yield UNUSED_FILE, field, message, "leave it out, or embed it in the text that shows it"


def _fields(question: etree._Element) -> Iterator[etree._Element]:
    """Yield each element that embeds a file, or whose text shows one."""
    seen: set[etree._Element] = set()
    for inner in question.iter("text", "file"):
        field = inner.getparent()
        if field is not None and field not in seen and (inner.tag == "file" or "@@PLUGINFILE@@" in (inner.text or "")):
            seen.add(field)
            yield field


def _borrowed(field: etree._Element, question: etree._Element) -> set[str]:
    """Return the files of the question text that the parts of a cloze may use."""
    if question.get("type") not in {"cloze", "multianswer"} or field.tag == "questiontext":
        return set()
    return {_path(file) for file in question.iterfind("questiontext/file")}


def head_of(content: str, most: int = HEAD) -> bytes:
    """Return the first bytes, at least `most` where there are so many, of a file that is base64."""
    start = _BLANK.sub("", content[: 2 * most])
    return base64.b64decode(start[: len(start) // _FOURTH * _FOURTH])


def is_base64(content: str) -> bool:
    """Return whether the text is written in base64."""
    return _BASE64.fullmatch(content) is not None


def _path(file: etree._Element) -> str:
    return f"{str(file.get('path', '/')).lstrip('/')}{file.get('name', '')}"


def _file(file: etree._Element, embedded: set[str]) -> Iterator[Problem]:
    name = str(file.get("name", ""))
    path = str(file.get("path", "/"))
    if not name:
        yield IMPORT_FAILS, file, "a `<file>` without a name ends the import", "name it"
        return
    if not (path.startswith("/") and path.endswith("/")):
        hint = "begin and end the path with `/`"
        yield IMPORT_FAILS, file, f"Moodle stops at the path `{path}` of `{name}`", hint
    if "/" in name:
        hint = "put folders into `path`, or leave them out"
        yield IMPORT_CHANGES, file, f"Moodle removes the slash from the name `{name}`, so nothing shows it", hint
    if _path(file) in embedded:
        yield IMPORT_CHANGES, file, f"`{name}` is embedded twice; the second is dropped", "embed it once"
    embedded.add(_path(file))
    content = file.text or ""
    if not content.strip():
        yield IMPORT_CHANGES, file, f"`{name}` is empty", "embed its content as base64"
    elif not is_base64(content) or str(file.get("encoding", "base64")) != "base64":
        yield IMPORT_CHANGES, file, f"`{name}` is not base64 and arrives as rubbish", "embed its content as base64"
    elif len(_BLANK.sub("", content)) % _FOURTH:
        message = f"`{name}` ends within its base64: a piece of it is missing"
        yield IMPORT_CHANGES, file, message, "embed the whole file"
    elif (wrong := content_finding(name, head_of(content), Span(""))) is not None:
        yield MEDIA_CONTENT, file, f"`{name}`: {wrong.message}", wrong.hint
    elif len(content) > LARGEST_FILE:
        message = (
            f"`{name}` has {len(content):,} characters of base64; Moodle takes minutes over more than {LARGEST_FILE:,}"
        )
        yield IMPORT_CHANGES, file, message, "make the file smaller, or link to it"
