"""The manifest of a Canvas package (IMS Content Packaging 1.1): every file, each in one resource."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from lxml import etree

from exporter.targets.qti12 import Element, rooted

_CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
_IN_CP = f"{{{_CP}}}"
_ASSOCIATED = "associatedcontent/imscc_xmlv1p1/learning-application-resource"


def manifest(ident: str) -> tuple[Element, Element]:
    """Return an empty manifest and its list of resources.

    Its schema is plain IMS Content: with Common Cartridge's, Canvas imports each resource as part of a course.
    """
    root = rooted(_CP, "manifest", {"identifier": f"package_{ident}"})
    about = etree.SubElement(root, _IN_CP + "metadata")
    etree.SubElement(about, _IN_CP + "schema").text = "IMS Content"
    etree.SubElement(about, _IN_CP + "schemaversion").text = "1.1.3"
    etree.SubElement(root, _IN_CP + "organizations")
    return root, etree.SubElement(root, _IN_CP + "resources")


def add_quiz(resources: Element, ident: str, path: str, meta_path: str) -> None:
    """Append a quiz and its settings; the settings are its first dependency, or New Quizzes does not find them."""
    quiz = _resource(resources, ident, "imsqti_xmlv1p2", path)
    etree.SubElement(quiz, _IN_CP + "dependency", identifierref=f"meta_{ident}")
    _resource(resources, f"meta_{ident}", _ASSOCIATED, meta_path)


def add_bank(resources: Element, ident: str, path: str) -> None:
    """Append a question bank; as a quiz's type New Quizzes would make a quiz of it."""
    _resource(resources, ident, _ASSOCIATED, path)


def add_media(resources: Element, paths: Iterable[str]) -> None:
    """Append the media files of the package, each a resource of its own."""
    for path in paths:
        digest = hashlib.blake2b(path.encode(), digest_size=8).hexdigest()
        _resource(resources, f"file_{digest}", "webcontent", path)


def _resource(resources: Element, ident: str, kind: str, path: str) -> Element:
    resource = etree.SubElement(resources, _IN_CP + "resource", identifier=ident, type=kind, href=path)
    etree.SubElement(resource, _IN_CP + "file", href=path)
    return resource


def document(root: Element) -> bytes:
    """Return the bytes of an XML file."""
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
