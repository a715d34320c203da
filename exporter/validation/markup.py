"""Reading XML of unknown origin: no network, no other file, no entity, bounded in depth and size.

Two steps: `prolog` looks at what stands before the root element with expat, which tells of every declaration
without acting on it; only a file that declares no entity is then read by lxml. libxml2's own limits (256 levels,
ten million characters a text) stay on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, cast
from xml.parsers import expat

import msgspec
from lxml import etree

from exporter.codes.archives import TOO_LARGE
from exporter.codes.validation import DOCTYPE, ENTITY, ENTITY_BOMB, EXTERNAL_ENTITY
from exporter.diagnostics import Diagnostic, Span
from exporter.validation.markup_errors import (
    LogEntry,
    declined,
    other_encoding,
    syntax_finding,
    undefined,
    unknown_encoding,
)

TREE_LIMIT = 128 * 2**20
"""Bytes of XML that are read into memory as a whole; larger files must be of a format that is read in pieces."""
TAG_LIMIT = 6_000_000
"""Tags of XML that is read into memory as a whole: an element takes far more there than in the file."""
_PROLOG_LIMIT = 2**20
"""Bytes within which the first element must begin."""
_LAST_LINE = 65535
"""Where libxml2 ends counting lines."""
_MOST_DECLARATIONS = 20
"""Declarations of entities that are told of one file."""
_LONG_ENTITY = 1000
"""Characters beyond which an entity is no abbreviation."""
_CHUNK = 2**16


class Prolog(msgspec.Struct, frozen=True):
    """What stands before a file's content."""

    root: str
    """The root element as lxml writes names (`{namespace}name`); empty where none was reached."""
    findings: tuple[Diagnostic, ...]
    readable: bool
    """False: the file must not be read further."""


class _Rooted(Exception):  # noqa: N818 - a way out of expat, not an error
    """The root element is reached."""


class _Declarations:
    """Collects what the prolog declares."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.root = ""
        self.findings: list[Diagnostic] = []
        self.readable = True
        self._read = bytearray()
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._entity
        self.parser.StartElementHandler = self._start

    @property
    def begun(self) -> bool:
        """Whether anything was read."""
        return bool(self._read)

    def _span(self) -> Span:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        return Span(self.place, line, column, column)

    def parse(self, chunk: bytes) -> None:
        """Take the next bytes of the file; none are its end."""
        self._read += chunk
        self.parser.Parse(chunk, not chunk)

    def _declared(self) -> Span:
        """Return where the declaration begins that is told of: the parser stands in its middle, or at its end."""
        first = bytes(self._read[:2])
        encoding = "utf-8"
        if first in {b"\xfe\xff", b"\0<"}:
            encoding = "utf-16-be"
        elif first in {b"\xff\xfe", b"<\0"}:
            encoding = "utf-16-le"
        start = self._read.rfind("<!ENTITY".encode(encoding), 0, self.parser.CurrentByteIndex)
        if start < 0:
            return self._span()
        before = self._read[:start].decode(encoding, "replace").removeprefix("\ufeff")
        lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        column = len(lines[-1]) + 1
        return Span(self.place, len(lines), column, column)

    def _doctype(self, name: str, system: str | None, public: str | None, internal: int) -> None:
        del public, internal
        if system:
            message = f"document type `{name}` is named by `{system}`, which is not fetched"
            self.findings.append(DOCTYPE.at(self._span(), message))

    def _entity(  # noqa: PLR0913, PLR0917 - expat's own signature
        self,
        name: str,
        is_parameter: int,
        value: str | None,
        base: str | None,
        system: str | None,
        public: str | None,
        notation: str | None,
    ) -> None:
        del is_parameter, base, public, notation
        self.readable = False
        if len(self.findings) >= _MOST_DECLARATIONS:
            return
        hint = "write the text itself in place of the entity"
        if value is None:
            message = f"entity `{name}` would be read from `{system}`"
            self.findings.append(
                EXTERNAL_ENTITY.at(self._declared(), message, "do not trust this file; nothing of it was read")
            )
        elif "&" in value or len(value) > _LONG_ENTITY:
            message = f"entity `{name}` is made to grow when it is read"
            self.findings.append(
                ENTITY_BOMB.at(self._declared(), message, "do not trust this file; nothing of it was read")
            )
        else:
            self.findings.append(ENTITY.at(self._declared(), f"entity `{name}` is declared in the file", hint))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        del attributes
        namespace, _, local = name.rpartition(" ")
        self.root = f"{{{namespace}}}{local}" if namespace else local
        raise _Rooted


def prolog(stream: BinaryIO, place: str) -> Prolog:
    """Return what stands before the content of the XML in `stream`, which is read no further than that."""
    seen = _Declarations(place)
    try:
        for _ in range(_PROLOG_LIMIT // _CHUNK):
            chunk = stream.read(_CHUNK)
            foreign = None if seen.begun else other_encoding(chunk[:4], place)
            if foreign is not None:
                return Prolog("", (foreign,), readable=False)
            seen.parse(chunk)
            if not chunk:
                break
        else:
            message = f"no element within the first {_PROLOG_LIMIT // 2**20} MiB"
            seen.findings.append(TOO_LARGE.at(Span(place), message))
            seen.readable = False
    except _Rooted:
        pass
    except expat.ExpatError as error:
        seen.findings.append(declined(error, place))
        seen.readable = False
    except (ValueError, LookupError):
        seen.findings.append(unknown_encoding(place))
        seen.readable = False
    return Prolog(seen.root, tuple(seen.findings), readable=seen.readable)


def tree(data: bytes, place: str) -> tuple[etree._Element | None, list[Diagnostic]]:
    """Return the root element of the XML `data`, whose prolog was found readable, or why there is none."""
    if data.count(b"<") > TAG_LIMIT:
        message = f"{data.count(b'<'):,} tags; at most {TAG_LIMIT:,} are read of one such file"
        return None, [TOO_LARGE.at(Span(place), message, "split the file into smaller ones")]
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser), []
    except etree.XMLSyntaxError as error:
        return None, [syntax_finding(error, place)]


def line_of(element: etree._Element) -> int:
    """Return the line on which the element of a whole tree starts; 0 where it is not known."""
    return cast("int | None", element.sourceline) or 0


class Piece(msgspec.Struct, frozen=True):
    """One child of the root, read on its own."""

    element: etree._Element
    line: int
    """Where it starts, counted from 1."""

    def line_of(self, inner: etree._Element) -> int:
        """Return the line of `inner`, which lies in the piece; libxml2 counts no further than 65534."""
        start, line = line_of(self.element), line_of(inner)
        return self.line + line - start if line < _LAST_LINE else self.line


def pieces(stream: BinaryIO, place: str, tag: str, findings: list[Diagnostic]) -> Iterator[Piece]:
    """Yield each `tag` child of the root and let go of it afterwards; what is malformed is added to `findings`.

    The text is fed up to each end tag in turn, so that the line is known however long the file is.
    """
    parser = etree.XMLPullParser(
        events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    depth, line, start = 0, 1, 1
    begins = re.compile(rb"<%s[\s/>]" % re.escape(tag.encode()))
    try:
        for run in _runs(stream, f"</{tag}>".encode()):
            parser.feed(run)
            nobody_s = undefined(cast("Iterable[LogEntry]", parser.feed_error_log), place)
            if nobody_s is not None:
                findings.append(nobody_s)
                return
            at = 0
            for event, element in parser.read_events():
                assert isinstance(element, etree._Element)  # noqa: SLF001 - lxml's only name for the type
                depth += 1 if event == "start" else -1
                if event == "start" and depth == 2:  # noqa: PLR2004 - a child of the root
                    begin = begins.search(run, at) if element.tag == tag else None
                    start = line + run.count(b"\n", 0, begin.start() if begin else at)
                    at = begin.end() if begin else at
                elif event == "end" and depth == 1:
                    if element.tag == tag:
                        yield Piece(element, start)
                    _let_go(element)
            line += run.count(b"\n")
        parser.close()
    except etree.XMLSyntaxError as error:
        log = cast("Iterable[LogEntry]", getattr(parser, "feed_error_log", ()))
        findings.append(syntax_finding(error, place, next(iter(log), None)))


def _let_go(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _runs(stream: BinaryIO, end: bytes) -> Iterator[bytes]:
    """Yield the stream's bytes in runs that stop after each `end`."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        *whole, rest = (rest + chunk).split(end)
        for each in whole:
            yield each + end
        if len(rest) > 16 * _CHUNK:
            yield rest[: -len(end)]
            rest = rest[-len(end) :]
    if rest:
        yield rest
