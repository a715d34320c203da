"""Our own judge of tagged PDFs: what of PDF/UA-1 (ISO 14289-1) a program can see, read with pypdf alone.

`problems` names each breach in words; an empty list is a pass. It shares no code with the writer.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, NumberObject

SHOWS = {
    b"Tj",
    b"TJ",
    b"'",
    b'"',
    b"Do",
    b"S",
    b"s",
    b"f",
    b"F",
    b"f*",
    b"B",
    b"B*",
    b"b",
    b"b*",
    b"sh",
    b"INLINE IMAGE",
}
STANDARD = {
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "NonStruct", "P", "H1", "H2", "H3", "H4", "H5",
    "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Link", "Figure",
}  # fmt: skip


class Element:
    """One element of the structure tree, in reading order."""

    def __init__(self, node: DictionaryObject, parent: Element | None) -> None:
        self.node = node
        self.tag = str(node["/S"])[1:]
        self.parent = parent
        self.children: list[Element] = []
        self.content: list[tuple[int, int]] = []

    def walk(self) -> Iterator[Element]:
        yield self
        for child in self.children:
            yield from child.walk()


class Tagged:
    """A PDF with its structure tree."""

    def __init__(self, pdf: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(pdf), strict=True)
        self.catalog = self.reader.root_object
        self.pages = {
            page.indirect_reference.idnum: n for n, page in enumerate(self.reader.pages) if page.indirect_reference
        }
        root = _at(self.catalog["/StructTreeRoot"])
        self.root: Any = root
        self.document = [self._element(kid, None) for kid in _list(root["/K"])]

    def _element(self, reference: Any, parent: Element | None) -> Element:
        node = reference.get_object()
        element = Element(node, parent)
        page = node.raw_get("/Pg").idnum if "/Pg" in node else None
        for kid in _list(node.get("/K", ArrayObject())):
            if isinstance(kid, NumberObject):
                assert page is not None
                element.content.append((self.pages[page], int(kid)))
            else:
                inner = kid.get_object()
                if inner.get("/Type") != "/OBJR":
                    element.children.append(self._element(kid, element))
        return element

    def walk(self) -> Iterator[Element]:
        for each in self.document:
            yield from each.walk()

    def headings(self) -> list[int]:
        return [int(each.tag[1]) for each in self.walk() if re.fullmatch(r"H[1-6]", each.tag)]

    def alternatives(self) -> list[str]:
        return [str(each.node.get("/Alt", "")) for each in self.walk() if each.tag == "Figure"]


def problems(pdf: bytes) -> list[str]:
    """Return every breach that we can see."""
    tagged = Tagged(pdf)
    found = [*_catalog(tagged), *_tree(tagged), *_fonts(tagged), *_annotations(tagged)]
    reached = {place for each in tagged.walk() for place in each.content}
    for number in range(len(tagged.reader.pages)):
        found += _page(tagged, number, {mark for page, mark in reached if page == number})
    return found


def _at(value: Any) -> Any:
    """Return what a reference refers to."""
    return value.get_object() if value is not None else None


def _list(value: Any) -> list[Any]:
    inner = _at(value)
    return list(inner) if isinstance(inner, ArrayObject) else [value]


def _catalog(tagged: Tagged) -> Iterator[str]:
    catalog, reader = tagged.catalog, tagged.reader
    if not catalog.get("/MarkInfo", {}).get("/Marked"):
        yield "MarkInfo does not say Marked"
    if not catalog.get("/Lang"):
        yield "no Lang"
    if not catalog.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "the window would show the file's name, not the title"
    if not (reader.metadata and reader.metadata.title):
        yield "no Title"
    metadata = _at(catalog["/Metadata"]).get_data().decode() if "/Metadata" in catalog else ""
    if "pdfuaid" not in metadata or not re.search(r"part(?:>|=\")1", metadata):
        yield "the metadata does not claim PDF/UA-1"
    if "dc:title" not in metadata and ">title" not in metadata and ":title" not in metadata:
        yield "the metadata has no title"
    if not reader.outline:
        yield "no bookmarks"


def _tree(tagged: Tagged) -> Iterator[str]:
    for each in tagged.walk():
        if each.tag not in STANDARD:
            yield f"{each.tag} is no standard structure type"
        if each.tag == "Figure" and not str(each.node.get("/Alt", "")).strip():
            yield "a figure has no alternative text"
        if each.tag == "L" and any(child.tag not in {"LI", "Caption", "L"} for child in each.children):
            yield f"a list holds {[child.tag for child in each.children]}"
        if each.tag == "LI" and each.parent is not None and each.parent.tag != "L":
            yield f"a list item is in {each.parent.tag}"
        if each.tag == "TR" and any(child.tag not in {"TH", "TD"} for child in each.children):
            yield f"a row holds {[child.tag for child in each.children]}"
        if each.tag in {"TH", "TD"} and each.parent is not None and each.parent.tag != "TR":
            yield f"a cell is in {each.parent.tag}"
        if each.tag == "Table":
            cells = [cell.tag for cell in each.walk()]
            if "TH" not in cells:
                yield "a table has no header cell"
    previous = 0
    for level in tagged.headings():
        if level > previous + 1:
            yield f"a heading of level {level} follows one of level {previous}"
        previous = level
    if tagged.headings()[:1] != [1]:
        yield "the first heading is not of level 1"


def _page(tagged: Tagged, number: int, reached: set[int]) -> Iterator[str]:
    page = tagged.reader.pages[number]
    if page.get("/Tabs") != "/S":
        yield f"page {number + 1}: the tab order is not that of the structure"
    owners = _parent_tree(tagged)[int(_at(page["/StructParents"]))]
    depth: list[int | str | None] = []
    seen: set[int] = set()
    for operands, operator in ContentStream(page.get_contents(), tagged.reader).operations:
        if operator == b"BDC":
            properties: Any = operands[1]
            mark = (
                int(_at(properties["/MCID"]))
                if isinstance(properties, DictionaryObject) and "/MCID" in properties
                else None
            )
            depth.append(mark)
            if mark is not None:
                seen.add(mark)
        elif operator == b"BMC":
            depth.append("artifact" if operands[0] == "/Artifact" else None)
        elif operator == b"EMC":
            depth.pop()
        elif operator in SHOWS and not any(mark is not None for mark in depth):
            yield f"page {number + 1}: {operator!r} is neither tagged nor an artifact"
    if depth:
        yield f"page {number + 1}: marked content is not closed"
    if seen != reached:
        yield f"page {number + 1}: marks {sorted(seen ^ reached)} are not in the tree or not on the page"
    for mark in seen:
        owner = owners[mark].get_object() if mark < len(owners) else None
        if not isinstance(owner, DictionaryObject) or owner.get("/Type") != "/StructElem":
            yield f"page {number + 1}: mark {mark} has no owner in the parent tree"


def _parent_tree(tagged: Tagged) -> dict[int, Any]:
    numbers = _at(tagged.root["/ParentTree"])["/Nums"]
    return {int(key): value.get_object() for key, value in zip(numbers[::2], numbers[1::2], strict=True)}


def _fonts(tagged: Tagged) -> Iterator[str]:
    for number, page in enumerate(tagged.reader.pages, 1):
        for name, reference in (_at(_at(page["/Resources"]).get("/Font")) or {}).items():
            font = reference.get_object()
            inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            descriptor = inner.get("/FontDescriptor")
            files = {"/FontFile", "/FontFile2", "/FontFile3"}
            if descriptor is None or not files & set(descriptor.get_object()):
                yield f"page {number}: the font {name} is not embedded"
            if "/ToUnicode" not in font:
                yield f"page {number}: the text in {name} cannot be read back"


def _annotations(tagged: Tagged) -> Iterator[str]:
    tree = _parent_tree(tagged)
    for number, page in enumerate(tagged.reader.pages, 1):
        for reference in page.get("/Annots", ArrayObject()):
            note = reference.get_object()
            if "/StructParent" not in note:
                yield f"page {number}: a link is not tagged"
            elif tree[int(note["/StructParent"])].get("/S") != "/Link":
                yield f"page {number}: a link belongs to {tree[int(note['/StructParent'])].get('/S')}"
            if not str(note.get("/Contents", "")).strip():
                yield f"page {number}: a link has no description"
