"""What a reader of XML says of a file that it cannot read, as findings of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol
from xml.parsers import expat

from lxml import etree

from exporter.codes.validation import ENCODING, ENTITY_BOMB, HUGE_TEXT, MALFORMED, TOO_DEEP
from exporter.diagnostics import Diagnostic, Span

_UNDEFINED = re.compile(r"Entity '([^']*)' not defined")
_GROWS = re.compile(r"amplification", re.IGNORECASE)
_DEEP = re.compile(r"excessive depth|max(imum)? depth|too deep", re.IGNORECASE)
_HUGE = re.compile(r"huge text|text node too long|size limit exceeded|too (long|big)", re.IGNORECASE)
_BYTES = re.compile(r"not proper UTF-8|encoding|invalid bytes|input conversion", re.IGNORECASE)


_OTHER_ENCODINGS = (
    (b"\0\0\xfe\xff", "UTF-32"),
    (b"\xff\xfe\0\0", "UTF-32"),
    (b"\0\0\0<", "UTF-32"),
    (b"<\0\0\0", "UTF-32"),
    (b"\x4c\x6f\xa7\x94", "EBCDIC"),
)
"""How `<?xml` or a byte order mark begins in encodings that importers do not read (XML 1.0, appendix F)."""


class LogEntry(Protocol):
    """One line of libxml2's report."""

    line: int
    column: int
    message: str


def undefined(log: Iterable[LogEntry], place: str) -> Diagnostic | None:
    """Return the finding of an entity that nobody declares: the parser ends there, and at the next run blames that."""
    for entry in log:
        match = _UNDEFINED.search(entry.message)
        if match:
            span = Span(place, entry.line, max(entry.column, 1), max(entry.column, 1))
            return MALFORMED.at(span, f"entity `{match.group(1)}` is not defined", "write the character itself")
    return None


def syntax_finding(error: etree.XMLSyntaxError, place: str, first: LogEntry | None = None) -> Diagnostic:
    """Return the finding that says where and why XML could not be read.

    `first` is what the parser of a stream logged first, where its exception knows no place.
    """
    line, column = error.position
    words = error.msg or "nothing in it"
    if not line and first is not None:
        line, column, words = first.line, first.column, first.message
    span = Span(place, max(line or 0, 0), max(column or 1, 1), max(column or 1, 1))
    message = re.sub(r", line \d+, column \d+.*$", "", words, flags=re.DOTALL).strip().rstrip(".")
    message = re.sub(r"^[A-Z](?![A-Z])", lambda first: first.group().lower(), message)
    if _GROWS.search(message):
        return ENTITY_BOMB.at(span, "what the file declares multiplies when it is read", "do not trust this file")
    if _DEEP.search(message):
        return TOO_DEEP.at(span, "elements are nested more than 256 deep", "ask where the file comes from")
    if _HUGE.search(message):
        return HUGE_TEXT.at(span, "one text is over 10,000,000 characters", "make what is embedded smaller")
    if _BYTES.search(message):
        return ENCODING.at(span, "the bytes are not of the file's encoding", "save it as UTF-8")
    return MALFORMED.at(span, message, "mend the XML here, or make the file again with the tool that wrote it")


def declined(error: expat.ExpatError, place: str) -> Diagnostic:
    """Return the finding for what expat cannot read."""
    if expat.ErrorString(error.code) == expat.errors.XML_ERROR_UNKNOWN_ENCODING:
        return unknown_encoding(place)
    span = Span(place, error.lineno, error.offset + 1, error.offset + 1)
    message = expat.ErrorString(error.code)
    return MALFORMED.at(span, message, "mend the XML here, or make the file again with the tool that wrote it")


def other_encoding(start: bytes, place: str) -> Diagnostic | None:
    """Return the finding of a file that begins in an encoding that nobody imports; None where it does not."""
    for begin, name in _OTHER_ENCODINGS:
        if start.startswith(begin):
            return ENCODING.at(
                Span(place, 1), f"the file is written in {name}, which importers don't read", "save it as UTF-8"
            )
    return None


def unknown_encoding(place: str) -> Diagnostic:
    """Return the finding for an encoding that no reader here knows."""
    return ENCODING.at(Span(place, 1), "the encoding that the file names is not known", "save it as UTF-8")
