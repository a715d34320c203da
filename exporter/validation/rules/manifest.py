"""Rules for manifests that no grammar can say: every file is there and listed, every identifier is somebody's."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from lxml import etree

from exporter.codes.validation import DANGLING, MISSING_IDENT, UNLISTED_FILE
from exporter.diagnostics import Diagnostic, Span
from exporter.validation.kinds import local_name
from exporter.validation.markup import line_of
from exporter.validation.package import MANIFEST, Package
from exporter.validation.paths import folder_of, inside, is_elsewhere, listed_file
from exporter.validation.rules.identifiers import used_twice

_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_CONTROL_FILES = (".xsd", ".dtd", "/.DS_Store")


class Resource(msgspec.Struct, frozen=True):
    """One resource of a manifest; `files` are paths in the package, the one of `href` first."""

    identifier: str
    type: str
    files: tuple[str, ...]
    line: int
    needs: tuple[str, ...] = ()
    """The identifiers of the resources that it depends on."""


def resources(root: etree._Element, member: str) -> list[Resource]:
    """Return the manifest's resources with their files as paths in the package."""
    found: list[Resource] = []
    for element in root.iterfind("{*}resources/{*}resource"):
        folder = _folder(element, member)
        hrefs = [element.get("href"), *(each.get("href") for each in element.iterfind("{*}file"))]
        files = dict.fromkeys(inside(str(href), folder) for href in hrefs if href and not is_elsewhere(str(href)))
        identifier, kind = str(element.get("identifier", "")), str(element.get("type", ""))
        needs = [str(each.get("identifierref", "")) for each in element.iterfind("{*}dependency")]
        found.append(Resource(identifier, kind, tuple(files), line_of(element), tuple(needs)))
    return found


def _folder(resource: etree._Element, member: str) -> str:
    """Return the folder that the resource's paths start from: the manifest's, moved by `xml:base` on the way down."""
    folder = folder_of(member)
    for element in reversed([resource, *resource.iterancestors()]):
        base = element.get(_XML_BASE)
        if base and not is_elsewhere(str(base)):
            folder = inside(folder_of(str(base)), folder)
    return folder


def manifest_findings(root: etree._Element, member: str, package: Package) -> Iterator[Diagnostic]:
    """Yield what is wrong with the manifest and the package that it lists."""
    place = package.at(member)
    yield from _files(root, member, package)
    yield from _identifiers(root, place)
    listed = {member, *(path for each in resources(root, member) for path in each.files)}
    for name in package.names:
        if name not in listed and not f"/{name}".endswith(_CONTROL_FILES) and not name.endswith(MANIFEST):
            hint = "list it as a `<file>` of a resource, or leave it out"
            yield UNLISTED_FILE.at(Span(package.at(name)), "not listed in the manifest", hint)


def _files(root: etree._Element, member: str, package: Package) -> Iterator[Diagnostic]:
    for resource in root.iterfind("{*}resources/{*}resource"):
        folder = _folder(resource, member)
        seen: set[str] = set()
        for element in (resource, *resource.iterfind("{*}file")):
            href = str(element.get("href", ""))
            if href and href not in seen:
                seen.add(href)
                yield from listed_file(href, folder, package, Span(package.at(member), line_of(element)))


def _identifiers(root: etree._Element, place: str) -> Iterator[Diagnostic]:
    seen: dict[str, int] = {}
    of_resources: set[str] = set()
    for element in root.iter("{*}manifest", "{*}resource", "{*}organization", "{*}item"):
        identifier = element.get("identifier")
        if not identifier and local_name(element) == "resource":
            message = "the resource has no identifier, so nothing can name it"
            yield MISSING_IDENT.at(Span(place, line_of(element)), message, "give it one of its own")
        if not identifier:
            continue
        identifier = str(identifier)
        line = line_of(element)
        if identifier in seen:
            yield used_twice(identifier, Span(place, line), Span(place, seen[identifier]))
        seen.setdefault(identifier, line)
        if local_name(element) == "resource":
            of_resources.add(identifier)
    for element in root.iter("{*}item", "{*}dependency"):
        wanted = element.get("identifierref")
        if wanted is not None and str(wanted) not in of_resources:
            message = f"no resource has the identifier `{wanted}`"
            yield DANGLING.at(Span(place, line_of(element)), message, "mend the identifier, or add the resource")
