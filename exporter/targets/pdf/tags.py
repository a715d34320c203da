"""What the engine leaves out of the tags: artifacts in page margins (ISO 14289-1, 7.8), and changes of language (7.2).

It gives the text of page margins tags that hang from nothing in the structure tree, and tags without a language.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def naming_languages() -> Iterator[None]:
    """Let the engine's tags take over `lang` from the HTML while this lasts, and look up pages once, not once a tag."""
    import pydyf  # noqa: PLC0415 - the engine's own
    from weasyprint.pdf import tags  # noqa: PLC0415

    build = tags._build_box_tree  # noqa: SLF001 - there is no door for it
    references = pydyf.PDF.page_references
    known: dict[tuple[int, int], tuple[bytes, ...]] = {}

    def known_references(pdf: Any) -> tuple[bytes, ...]:  # noqa: ANN401
        key = (id(pdf), len(pdf.pages["Kids"]))
        if key not in known:
            known[key] = references.fget(pdf)
        return known[key]

    def build_with_language(box: Any, *rest: Any) -> Iterator[Any]:  # noqa: ANN401
        language = None if box.element is None else box.element.get("lang")
        for element in build(box, *rest):
            if language:
                element["Lang"] = pydyf.String(language)
            yield element

    tags._build_box_tree = build_with_language  # noqa: SLF001
    pydyf.PDF.page_references = property(known_references)
    try:
        yield
    finally:
        tags._build_box_tree = build  # noqa: SLF001
        pydyf.PDF.page_references = references


def mark_artifacts(document: object, pdf: Any) -> None:  # noqa: ANN401 - the engine has no types
    """Turn all content that the structure tree does not reach into artifacts, and drop its loose tags."""
    del document
    objects = {f"{each.number} {each.generation} R".encode(): each for each in pdf.objects}
    root = objects[pdf.catalog["StructTreeRoot"]]
    reached, kept = _reached(root, objects)
    tree = objects[root["ParentTree"]]["Nums"]
    tags = dict(zip(tree[::2], tree[1::2], strict=True))
    for number, reference in enumerate(pdf.page_references):
        page = objects[reference]
        owners = tags[number]
        loose = {place for place in range(len(owners)) if (reference, place) not in reached}
        for place in loose:
            owners[place] = b"null"
        _to_artifacts(objects[page["Contents"]].stream, loose)
    for reference, each in objects.items():
        if isinstance(each, dict) and each.get("Type") == "/StructElem" and reference not in kept:
            each.clear()


def _reached(root: Any, objects: dict[bytes, Any]) -> tuple[set[tuple[bytes, int]], set[bytes]]:  # noqa: ANN401
    """Return what hangs from the root: marked content as (page, number), and the references of the elements."""
    content: set[tuple[bytes, int]] = set()
    elements: set[bytes] = set()
    todo = list(root["K"])
    while todo:
        reference = todo.pop()
        elements.add(reference)
        element = objects[reference]
        for kid in element.get("K", ()):
            if isinstance(kid, int):
                content.add((element["Pg"], kid))
            else:
                todo.append(kid)
    return content, elements


def _to_artifacts(stream: list[Any], loose: set[int]) -> None:
    for place in range(len(stream) - 1):
        mark = stream[place]
        if isinstance(mark, dict) and mark.get("MCID") in loose and stream[place + 1] == b"BDC":
            stream[place - 1 : place + 2] = ["/Artifact", b"", b"BMC"]  # as many items as before
