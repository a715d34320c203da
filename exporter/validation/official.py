"""The official schemas as judges: which judges which kind of file; each compiled at most once, never from a network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import cast

import msgspec
from lxml import etree

from exporter.codes.official import OFFICIAL
from exporter.diagnostics import Diagnostic, Span
from exporter.validation.kinds import QTI12_NAMESPACE, Kind, local_name
from exporter.validation.markup import line_of
from exporter.validation.markup_errors import LogEntry
from exporter.validation.schemas import known, path_of

MOST_FINDINGS = 50
"""Findings of one judge on one file; further ones are counted."""
_INSTALLED = "https://installed.invalid/"
_NOTHING = b"<missing/>"


class Judge(msgspec.Struct, frozen=True):
    """One official schema. `path` is relative to the folder of installed schemas."""

    path: str
    rename: tuple[tuple[str, str], ...] = ()
    """Namespaces of the file that are renamed in memory before it is judged: the verdict is a derived one."""
    rules: bool = False
    """Whether the rules (Schematron) that it carries are applied as well."""

    @property
    def derived(self) -> bool:
        """Whether the verdict is derived rather than the schema's own."""
        return bool(self.rename) or self.path in _DERIVED


_LOM = "http://ltsc.ieee.org/xsd/imsccv1p{}/LOM/{}"
# Schemas of Common Cartridge 1.2 and 1.3 that are read from 1.1 with the namespace renamed.
_STAND_INS = {
    f"http://www.imsglobal.org/profile/cc/ccv1p{minor}/{name}": (source, old, new)
    for minor in "23"
    for name, source, old, new in (
        (
            f"ccv1p{minor}_imsccauth_v1p{minor}.xsd",
            "cc11/ccv1p1_imsccauth_v1p1.xsd",
            "http://www.imsglobal.org/xsd/imsccv1p1/imsccauth_v1p1",
            f"http://www.imsglobal.org/xsd/imsccv1p{minor}/imsccauth_v1p{minor}",
        ),
        (
            f"LOM/ccv1p{minor}_lommanifest_v1p0.xsd",
            "cc11/ccv1p1_lommanifest_v1p0.xsd",
            _LOM.format(1, "manifest"),
            _LOM.format(minor, "manifest"),
        ),
        (
            f"LOM/ccv1p{minor}_lomresource_v1p0.xsd",
            "cc11/ccv1p1_lomresource_v1p0.xsd",
            _LOM.format(1, "resource"),
            _LOM.format(minor, "resource"),
        ),
        (
            f"ccv1p{minor}_imscsmd_v1p0.xsd",
            "qti22/manifest/qtiv2p2_csm_v2p2.xsd",
            "http://www.imsglobal.org/xsd/qti/qtiv2p2/imscsmd_v1p0",
            f"http://www.imsglobal.org/xsd/imsccv1p{minor}/imscsmd_v1p0",
        ),
    )
}
_DERIVED = frozenset({"cc12/ccv1p2_imscp_v1p2_v1p0.xsd", "cc13/ccv1p3_imscp_v1p2_v1p0.xsd"})
_TOPIC = "http://www.imsglobal.org/xsd/imsccv1p{0}/imsdt_v1p{0}"
_LINK = "http://www.imsglobal.org/xsd/imsccv1p{0}/imswl_v1p{0}"

JUDGES: dict[Kind, tuple[Judge, ...]] = {
    Kind.QTI12: (Judge("qti12/xsd/ims_qtiasiv1p2.xsd"),),
    Kind.CC_QTI: (Judge("cc11/ccv1p1_qtiasiv1p2p1_v1p0.xsd", rules=True),),
    Kind.QTI21: (Judge("qti21/imsqti_v2p1.xsd", rules=True),),
    Kind.QTI22: (Judge("qti22/qtiv2p2p4/imsqti_v2p2p4.xsd", rules=True),),
    Kind.QTI30: (
        Judge("qti30/imsqti_asiv3p0_v1p0.xsd", rules=True),
        Judge("qti30/sbac/imsqti_asiv3p0_sbacv1p0_v1p0.xsd", rules=True),
    ),
    Kind.QTI21_MANIFEST: (Judge("qti21/qtiv2p1_imscpv1p2_v1p0.xsd"),),
    Kind.QTI22_MANIFEST: (Judge("qti22/manifest/qtiv2p2_imscpv1p2_v1p0.xsd"),),
    Kind.QTI30_MANIFEST: (Judge("qti30/imsqtiv3p0_imscpv1p2_v1p0.xsd"),),
    Kind.QTI301_MANIFEST: (Judge("qti30/imsqtiv3p0p1_imscpv1p2_v1p0.xsd"),),
    Kind.CC11_MANIFEST: (Judge("cc11/ccv1p1_imscp_v1p2_v1p0.xsd", rules=True),),
    Kind.CC12_MANIFEST: (Judge("cc12/ccv1p2_imscp_v1p2_v1p0.xsd"),),
    Kind.CC13_MANIFEST: (Judge("cc13/ccv1p3_imscp_v1p2_v1p0.xsd"),),
    Kind.CC_TOPIC: (Judge("cc11/ccv1p1_imsdt_v1p1.xsd"),),
    Kind.CC_LINK: (Judge("cc11/ccv1p1_imswl_v1p1.xsd"),),
}
"""Which official schemas judge a kind of file; all of them must find it valid. A kind that is not here has none."""


def judges_of(kind: Kind, namespace: str) -> tuple[Judge, ...]:
    """Return the official judges of a file, with the renaming that its root's namespace asks for."""
    judges = JUDGES.get(kind, ())
    if kind is Kind.QTI12 and not namespace:
        return tuple(msgspec.structs.replace(each, rename=(("", QTI12_NAMESPACE),)) for each in judges)
    if kind in {Kind.CC_TOPIC, Kind.CC_LINK}:
        first = (_TOPIC if kind is Kind.CC_TOPIC else _LINK).format(1)
        if namespace != first:
            return tuple(msgspec.structs.replace(each, rename=((namespace, first),)) for each in judges)
    return judges


class _Installed(etree.Resolver):
    """Answers every request of the schema compiler from the installed folder, and notes what is not there."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.missing: list[str] = []

    def resolve(self, url: str, public: str, context: object = None) -> object:
        """Return the installed file for `url`; an empty one where it is not there."""
        del public
        stand_in = _STAND_INS.get(url.replace("https:", "http:", 1))
        if stand_in is not None:
            path, old, new = stand_in
            data = self._read(path).replace(f'"{old}"'.encode(), f'"{new}"'.encode())
            return self.resolve_string(data, context, base_url=_INSTALLED + path)
        path = url.removeprefix(_INSTALLED) if url.startswith(_INSTALLED) else path_of(url) or ""
        if path not in known():
            self.missing.append(url)
            return self.resolve_string(_NOTHING, context, base_url=_INSTALLED)
        return self.resolve_string(self._read(path), context, base_url=_INSTALLED + path)

    def _read(self, path: str) -> bytes:
        try:
            return (self.folder / path).read_bytes()
        except OSError:
            self.missing.append(path)
            return _NOTHING


class Compiled(msgspec.Struct, frozen=True):
    """An official schema ready to judge, or what it lacks."""

    schema: etree.XMLSchema | None
    missing: tuple[str, ...] = ()
    """The files that are not installed."""
    reason: str = ""
    """Why it cannot be compiled, where all files are there."""


@lru_cache(maxsize=32)
def compiled(folder: Path, path: str) -> Compiled:
    """Return the schema at `path` below `folder`, compiled at its first use: 0.02 s for QTI 1.2, 4 s for QTI 3.0."""
    resolver = _Installed(folder)
    parser = etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False)
    parser.resolvers.add(resolver)
    try:
        data = (folder / path).read_bytes()
    except OSError:
        return Compiled(None, (path,))
    try:
        schema = etree.XMLSchema(etree.fromstring(data, parser, base_url=_INSTALLED + path))
    except (etree.XMLSchemaParseError, etree.XMLSyntaxError) as error:
        return Compiled(None, tuple(dict.fromkeys(resolver.missing)), plainly(str(error)))
    return Compiled(None, tuple(dict.fromkeys(resolver.missing))) if resolver.missing else Compiled(schema)


def rename(root: etree._Element, pairs: tuple[tuple[str, str], ...]) -> None:
    """Give the elements of each old namespace the new one, in place; lines stay."""
    for old, new in pairs:
        for element in root.iter(f"{{{old}}}*" if old else "{}*"):
            element.tag = f"{{{new}}}{local_name(element)}"


def violations(schema: etree.XMLSchema, root: etree._Element, place: str) -> Iterator[Diagnostic]:
    """Yield what the schema finds wrong with the tree."""
    if schema.validate(root):
        return
    entries = list(cast("Iterable[LogEntry]", schema.error_log))
    for entry in entries[:MOST_FINDINGS]:
        line = entry.line or line_of(root)
        yield OFFICIAL.at(Span(place, line, max(entry.column, 1), max(entry.column, 1)), plainly(entry.message))
    if len(entries) > MOST_FINDINGS:
        yield OFFICIAL.at(Span(place), f"and {len(entries) - MOST_FINDINGS} more like these")


def plainly(message: str) -> str:
    """Return a message of libxml2 as ours are written: names in backticks, lower case, no full stop."""
    text = message.replace("\n", " ").strip().rstrip(".").replace("'", "`")
    for namespace in ("{http://www.imsglobal.org/xsd/", "{http://ltsc.ieee.org/xsd/"):
        while (at := text.find(namespace)) >= 0 and (end := text.find("}", at)) >= 0:
            text = text[:at] + text[end + 1 :]
    return text[:1].lower() + text[1:]
