"""The manifest of a cartridge: what it is, the tree of the course, and every file in a resource.

Moodle knows a cartridge by the default namespace within the manifest's first kilobyte, and reads pages and quizzes
from the tree alone; Canvas and Open edX read the resources too.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from lxml import etree

from exporter.model import Bank
from exporter.richtext import plain
from exporter.targets.cartridge.course import Unit
from exporter.targets.cartridge.sheet import LONGEST_TITLE
from exporter.targets.qti12 import Element

_XSI = "http://www.w3.org/2001/XMLSchema-instance"


class Version(msgspec.Struct, frozen=True):
    """What differs between the versions of the standard, which hold the same content."""

    minor: int

    @property
    def packaging(self) -> str:
        """The namespace of the manifest."""
        return f"http://www.imsglobal.org/xsd/imsccv1p{self.minor}/imscp_v1p1"

    @property
    def lom(self) -> str:
        """The namespace of the metadata."""
        return f"http://ltsc.ieee.org/xsd/imsccv1p{self.minor}/LOM/manifest"

    @property
    def link(self) -> str:
        """The namespace of web links."""
        return f"http://www.imsglobal.org/xsd/imsccv1p{self.minor}/imswl_v1p{self.minor}"

    @property
    def locations(self) -> str:
        """Where the official schemas are."""
        base = f"http://www.imsglobal.org/profile/cc/ccv1p{self.minor}"
        return (
            f"{self.packaging} {base}/ccv1p{self.minor}_imscp_v1p2_v1p0.xsd "
            f"{self.lom} {base}/LOM/ccv1p{self.minor}_lommanifest_v1p0.xsd"
        )

    @property
    def link_location(self) -> str:
        """Where the official schema of web links is."""
        return f"{self.link} http://www.imsglobal.org/profile/cc/ccv1p{self.minor}/ccv1p{self.minor}_imswl_v1p{self.minor}.xsd"

    def resource_type(self, kind: str) -> str:
        """Return the type of a resource: of `webcontent`, `assessment`, `question-bank` or `link`."""
        if kind == "webcontent":
            return kind
        return f"imswl_xmlv1p{self.minor}" if kind == "link" else f"imsqti_xmlv1p2/imscc_xmlv1p{self.minor}/{kind}"


VERSIONS = {"1.1": Version(1), "1.3": Version(3)}


class Course(msgspec.Struct, frozen=True):
    """What a package is as a whole."""

    ident: str
    unit: Unit
    """Everything in it, below the course's title."""
    keywords: tuple[str, ...] = ()


class Resource(msgspec.Struct, frozen=True):
    """One thing of the package: the file that it is, and the media that it shows (paths in the package)."""

    identifier: str
    kind: str
    path: str
    media: tuple[str, ...] = ()


def manifest(bank: Bank, version: Version, course: Course, resources: Iterable[Resource]) -> Element:
    """Return the manifest of the resources in the order of the course."""
    cp = f"{{{version.packaging}}}"
    names = {None: version.packaging, "lom": version.lom, "xsi": _XSI}
    root = etree.Element(cp + "manifest", nsmap=names, identifier=f"cartridge_{course.ident}")  # type: ignore[arg-type]
    root.set(f"{{{_XSI}}}schemaLocation", version.locations)
    metadata = etree.SubElement(root, cp + "metadata")
    etree.SubElement(metadata, cp + "schema").text = "IMS Common Cartridge"
    etree.SubElement(metadata, cp + "schemaversion").text = f"1.{version.minor}.0"
    metadata.append(_about(bank, version, course))
    organization = etree.SubElement(
        etree.SubElement(root, cp + "organizations"),
        cp + "organization",
        identifier="course",
        structure="rooted-hierarchy",
    )
    _Tree(cp).write(course.unit, etree.SubElement(organization, cp + "item", identifier="root"))
    _resources(etree.SubElement(root, cp + "resources"), cp, version, list(resources))
    return root


def _about(bank: Bank, version: Version, course: Course) -> Element:
    """Return what the package says of itself (IEEE LOM as the standard profiles it)."""
    lom = f"{{{version.lom}}}"
    about = etree.Element(lom + "lom")
    general = etree.SubElement(about, lom + "general")

    def text(parent: Element, name: str, words: str) -> None:
        etree.SubElement(etree.SubElement(parent, lom + name), lom + "string", language=bank.language).text = words

    text(general, "title", course.unit.title[:LONGEST_TITLE])
    etree.SubElement(general, lom + "language").text = bank.language
    if bank.description is not None:
        text(general, "description", plain(bank.description))
    for keyword in course.keywords:
        text(general, "keyword", keyword)
    if bank.authors:
        contribute = etree.SubElement(etree.SubElement(about, lom + "lifeCycle"), lom + "contribute")
        etree.SubElement(etree.SubElement(contribute, lom + "role"), lom + "value").text = "author"
        for author in bank.authors:
            etree.SubElement(contribute, lom + "entity").text = author.name
    resource_type = etree.SubElement(etree.SubElement(about, lom + "educational"), lom + "learningResourceType")
    etree.SubElement(resource_type, lom + "value").text = "IMS Common Cartridge"
    if bank.licence:
        rights = etree.SubElement(about, lom + "rights")
        restrictions = etree.SubElement(rights, lom + "copyrightAndOtherRestrictions")
        etree.SubElement(restrictions, lom + "value").text = "yes"
        text(rights, "description", bank.licence)
    return about


class _Tree:
    """The tree of the course as items with identifiers of their own."""

    def __init__(self, cp: str) -> None:
        self._cp = cp
        self._count = 0

    def write(self, unit: Unit, parent: Element) -> None:
        """Write what the unit holds into `parent`."""
        for leaf in unit.leaves:
            self._item(parent, leaf.title).set("identifierref", leaf.resource)
        for below in unit.units.values():
            self.write(below, self._item(parent, below.title))

    def _item(self, parent: Element, title: str) -> Element:
        self._count += 1
        item = etree.SubElement(parent, self._cp + "item", identifier=f"item_{self._count}")
        etree.SubElement(item, self._cp + "title").text = title[:LONGEST_TITLE]
        return item


def _resources(holder: Element, cp: str, version: Version, resources: list[Resource]) -> None:
    media = {
        path: f"file_{place}" for place, path in enumerate(sorted({p for each in resources for p in each.media}), 1)
    }
    for each in resources:
        resource = etree.SubElement(
            holder, cp + "resource", identifier=each.identifier, type=version.resource_type(each.kind)
        )
        if each.kind == "webcontent":
            resource.set("href", each.path)
        etree.SubElement(resource, cp + "file", href=each.path)
        for path in each.media:
            etree.SubElement(resource, cp + "dependency", identifierref=media[path])
    for path, identifier in media.items():
        resource = etree.SubElement(holder, cp + "resource", identifier=identifier, type="webcontent", href=path)
        etree.SubElement(resource, cp + "file", href=path)


def web_link(version: Version, title: str, url: str) -> Element:
    """Return the file of a web link."""
    wl = f"{{{version.link}}}"
    root = etree.Element(wl + "webLink", nsmap={None: version.link, "xsi": _XSI})  # type: ignore[dict-item]
    root.set(f"{{{_XSI}}}schemaLocation", version.link_location)
    etree.SubElement(root, wl + "title").text = title[:LONGEST_TITLE]
    etree.SubElement(root, wl + "url", href=url)
    return root
