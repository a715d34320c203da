"""What an XML file is, by its root element: the key to which judges it goes to."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from lxml import etree


class Kind(StrEnum):
    """A format of XML that this tool judges; the value is what a verdict calls it."""

    MOODLE = "Moodle XML"
    QTI12 = "QTI 1.2"
    CC_QTI = "QTI 1.2 in a Common Cartridge"
    QTI21 = "QTI 2.1"
    QTI22 = "QTI 2.2"
    QTI30 = "QTI 3.0"
    CP_MANIFEST = "IMS content packaging manifest"
    QTI21_MANIFEST = "QTI 2.1 manifest"
    QTI22_MANIFEST = "QTI 2.2 manifest"
    QTI30_MANIFEST = "QTI 3.0 manifest"
    QTI301_MANIFEST = "QTI 3.0.1 manifest"
    CC11_MANIFEST = "Common Cartridge 1.1 manifest"
    CC12_MANIFEST = "Common Cartridge 1.2 manifest"
    CC13_MANIFEST = "Common Cartridge 1.3 manifest"
    CC_TOPIC = "Common Cartridge discussion topic"
    CC_LINK = "Common Cartridge web link"
    CANVAS_META = "Canvas assessment settings"
    OTHER = "XML"


MANIFESTS = frozenset(
    {
        Kind.CP_MANIFEST,
        Kind.QTI21_MANIFEST,
        Kind.QTI22_MANIFEST,
        Kind.QTI30_MANIFEST,
        Kind.QTI301_MANIFEST,
        Kind.CC11_MANIFEST,
        Kind.CC12_MANIFEST,
        Kind.CC13_MANIFEST,
    }
)
QTI12_KINDS = frozenset({Kind.QTI12, Kind.CC_QTI})
"""Both forms of QTI 1.2, whose questions are elements `item`."""
CARTRIDGES = frozenset({Kind.CC11_MANIFEST, Kind.CC12_MANIFEST, Kind.CC13_MANIFEST})

QTI12_NAMESPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_QTI_ROOTS = {
    "http://www.imsglobal.org/xsd/imsqti_v2p1": Kind.QTI21,
    "http://www.imsglobal.org/xsd/imsqti_v2p2": Kind.QTI22,
    "http://www.imsglobal.org/xsd/imsqtiasi_v3p0": Kind.QTI30,
}
_NEW_ROOTS = frozenset(
    {"assessmentItem", "assessmentTest", "assessmentSection", "assessmentStimulus", "outcomeDeclaration"}
)
_CARTRIDGE = re.compile(r"http://www\.imsglobal\.org/xsd/imsccv1p([123])/(imscp_v1p1|imsdt_v1p\d|imswl_v1p\d)")
_PACKAGING = frozenset(
    {
        "http://www.imsglobal.org/xsd/imscp_v1p1",
        "http://www.imsglobal.org/xsd/imscp_v1p2",
        "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
        "http://www.imsglobal.org/xsd/imscc/imscp_v1p1",
        "http://www.imsglobal.org/xsd/apip/apipv1p0/imscp_v1p1",
    }
)
_QTI30_PACKAGING = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
_CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"


class Name(NamedTuple):
    """An element's name in its two halves; the namespace is empty where there is none."""

    namespace: str
    localname: str


def local_name(element: etree._Element) -> str:
    """Return the element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def name_of(tag: str) -> Name:
    """Return the halves of `{namespace}name`, whatever the namespace holds (lxml's own QName raises for braces)."""
    namespace, _, localname = tag.rpartition("}")
    return Name(namespace[1:], localname)


def kind_of(root: str) -> tuple[Kind, bool]:
    """Return what a root element (`{namespace}name`) starts, and whether its namespace is right for that.

    The version of a manifest stands in its metadata: `manifest_kind` tells it.
    """
    namespace, local = name_of(root)
    if local == "quiz" and namespace != _CANVAS:
        return (Kind.MOODLE, not namespace)
    if local == "quiz":
        return Kind.CANVAS_META, True
    if local == "questestinterop":
        return Kind.QTI12, namespace == QTI12_NAMESPACE
    if local == "manifest":
        return _packaging(namespace)
    if local in _NEW_ROOTS:
        kind = _QTI_ROOTS.get(namespace)
        return kind or Kind.QTI22, kind in {Kind.QTI21, Kind.QTI22}
    if local.startswith("qti-assessment"):
        return Kind.QTI30, _QTI_ROOTS.get(namespace) is Kind.QTI30
    match = _CARTRIDGE.fullmatch(namespace)
    if match and local in {"topic", "webLink"}:
        return (Kind.CC_TOPIC if local == "topic" else Kind.CC_LINK), True
    return Kind.OTHER, True


def _packaging(namespace: str) -> tuple[Kind, bool]:
    match = _CARTRIDGE.fullmatch(namespace)
    if match and match.group(2) == "imscp_v1p1":
        kinds = {"1": Kind.CC11_MANIFEST, "2": Kind.CC12_MANIFEST, "3": Kind.CC13_MANIFEST}
        return kinds[match.group(1)], True
    if namespace == _QTI30_PACKAGING:
        return Kind.QTI30_MANIFEST, True
    return Kind.CP_MANIFEST, namespace in _PACKAGING


def manifest_kind(kind: Kind, manifest: etree._Element) -> Kind:
    """Return the kind of a manifest by its schema and version, or by its resources where they are silent."""
    version = (manifest.findtext("{*}metadata/{*}schemaversion") or "").strip()
    schema = (manifest.findtext("{*}metadata/{*}schema") or "").strip().upper()
    if kind is Kind.QTI30_MANIFEST:
        return Kind.QTI301_MANIFEST if version.startswith("3.0.1") else kind
    if kind is not Kind.CP_MANIFEST:
        # Packages for Canvas carry a cartridge's namespace, but say in their metadata that they are none.
        return kind if not schema or "COMMON CARTRIDGE" in schema else Kind.CP_MANIFEST
    types = {str(each.get("type", "")) for each in manifest.iterfind("{*}resources/{*}resource")}
    for found, number, mark in ((Kind.QTI22_MANIFEST, "2.2", "xmlv2p2"), (Kind.QTI21_MANIFEST, "2.1", "xmlv2p1")):
        if schema.startswith(f"QTIV{number}") or ("QTI" in schema and version.startswith(number)):
            return found
        if "QTI" not in schema and any(each.endswith(mark) for each in types):
            return found
    return kind
