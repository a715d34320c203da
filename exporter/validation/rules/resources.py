"""Rules for what a manifest says its resources are: importers go by the type, and read the file as it says.

Sources: the vocabularies of QTI 2.1 to 3.0 and Common Cartridge; what Canvas's and Moodle's importers were seen to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from exporter.codes.validation import IMPORT_CHANGES, RESOURCE_TYPE, UNLISTED_FILE
from exporter.diagnostics import Diagnostic, Related, Severity, Span
from exporter.validation.kinds import QTI12_KINDS, Kind
from exporter.validation.rules.manifest import Resource
from exporter.validation.rules.qti_names import qti2_name

_FAMILIES = ("imsqti", "imsdt_", "imswl_", "imsbasiclti", "associatedcontent")
_NEW = re.compile(r"imsqti_([a-z]+)_xmlv(2p0|2p1|2p2|3p0)(?:p\d)*")
_KNOWN = re.compile(
    r"imsqti_xmlv1p[12](p\d)*(/imscc_xmlv1p[0-4]/(assessment|question-bank))?"
    r"|(imsdt|imswl|imsbasiclti)_xmlv1p[0-4](p\d)*|imsbasiclti_v1p\d(p\d)*"
    r"|associatedcontent/(imscc_xmlv1p[0-4]/)?learning-application-resource"
)
_PARTS = frozenset({
    "item", "test", "assessment", "section", "stimulus", "fragment", "outcomes", "rptemplate", "resprocessing",
    "apipitem", "apiptest", "apipsection",
})  # fmt: skip
_VERSIONS = {"2p0": Kind.QTI21, "2p1": Kind.QTI21, "2p2": Kind.QTI22, "3p0": Kind.QTI30}
_ROOTS = {"item": "assessmentItem", "test": "assessmentTest", "assessment": "assessmentTest"}
_QUESTIONS = frozenset({"assessmentItem", "assessmentTest", "questestinterop"})
_QTI = frozenset({*QTI12_KINDS, *_VERSIONS.values()})


class Listed(msgspec.Struct):
    """What the manifest of a package lists, and what its files turn out to be."""

    place: str = ""
    resources: list[Resource] = []
    files: dict[str, tuple[Kind, str]] = {}
    """The kind and the root element's local name of each XML file whose namespace is right."""


def resource_findings(listed: Listed) -> Iterator[Diagnostic]:
    """Yield what is wrong with the types of the resources, once all files are read."""
    first: dict[str, Resource] = {}
    for resource in listed.resources:
        span = Span(listed.place, resource.line)
        yield from _known(resource, span)
        path = resource.files[0] if resource.files else ""
        if path in listed.files:
            yield from _as_listed(resource, path, listed.files[path], span)
        if path and resource.type.startswith("imsqti"):
            before = first.setdefault(path, resource)
            if before is not resource:
                related = (Related(Span(listed.place, before.line), "first listed here"),)
                message = f"`{path}` is listed by two resources, so its questions are imported twice"
                yield IMPORT_CHANGES.at(span, message, "list it once", related=related)


def apart(listed: Listed, shown: Iterable[tuple[str, str, Span]]) -> Iterator[Diagnostic]:
    """Yield files that an item shows, though neither its resource lists them nor one that it depends on.

    `shown` has the item's path, that of the file and where it is shown. Importers bring along what a resource names.
    """
    known = {each.identifier: each for each in listed.resources}
    everywhere = {path for each in listed.resources for path in each.files}
    held = {each.files[0]: _held(each, known) for each in listed.resources if each.files}
    for member, path, span in dict.fromkeys(shown):
        if member in held and path in everywhere and path not in held[member]:
            message = f"`{path}` is shown, but the resource of `{member}` names neither it nor a resource that lists it"
            hint = "list it as a `<file>` of that resource, or its resource as a `<dependency>`"
            yield UNLISTED_FILE.at(span, message, hint)


def _held(resource: Resource, known: dict[str, Resource]) -> set[str]:
    """Return the files of a resource and of all that it depends on."""
    files: set[str] = set()
    seen: set[str] = set()
    waiting = [resource]
    while waiting:
        each = waiting.pop()
        files.update(each.files)
        further = [need for need in each.needs if need in known and need not in seen]
        seen.update(further)
        waiting += (known[need] for need in further)
    return files


def _known(resource: Resource, span: Span) -> Iterator[Diagnostic]:
    new = _NEW.fullmatch(resource.type)
    if new is not None and new.group(1) in _PARTS:
        return
    if resource.type.startswith(_FAMILIES) and not _KNOWN.fullmatch(resource.type):
        message = f"there is no type of resource `{resource.type[:80]}`: importers leave out what they do not know"
        yield RESOURCE_TYPE.at(span, message, "write the type letter by letter as its specification has it")
    elif not resource.type.strip():
        message = "the resource has no type: importers leave out what they do not know"
        yield RESOURCE_TYPE.at(span, message, "write one, such as `webcontent`")


def _as_listed(resource: Resource, path: str, actual: tuple[Kind, str], span: Span) -> Iterator[Diagnostic]:
    """Yield a file that is something else than its resource says."""
    kind, root = actual
    if kind not in _QTI:
        return
    new = _NEW.fullmatch(resource.type)
    if new is not None and new.group(1) in _PARTS:
        said = _VERSIONS[new.group(2)]
        wanted = _ROOTS.get(new.group(1))
        if wanted and qti2_name(root) != wanted and kind not in QTI12_KINDS:
            message = f"`{path}` is listed as `{resource.type}`, but is a `{root}`"
            yield RESOURCE_TYPE.at(span, message, "list it as what it is")
        elif kind is not said:
            message = f"`{path}` is listed as `{resource.type}`, but is {kind.value}"
            finding = RESOURCE_TYPE.at(span, message, "list it as what it is")
            is_near = kind not in QTI12_KINDS and Kind.QTI30 not in {kind, said}
            yield msgspec.structs.replace(finding, severity=Severity.WARNING) if is_near else finding
    elif resource.type.startswith("imsqti_xmlv1") and kind not in QTI12_KINDS:
        message = f"`{path}` is listed as `{resource.type}`, but is {kind.value}"
        yield RESOURCE_TYPE.at(span, message, "list it as what it is")
    elif resource.type == "webcontent" and qti2_name(root) in _QUESTIONS:
        message = f"`{path}` is {kind.value}, but listed as `webcontent`: importers may take it for a plain file"
        finding = RESOURCE_TYPE.at(span, message, "list it as what it is")
        yield msgspec.structs.replace(finding, severity=Severity.WARNING)
