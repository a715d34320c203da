"""`lang` and `dir` on spans and blocks."""

from __future__ import annotations

import html

from markdown_it.token import Token

from exporter.codes.text import ATTRIBUTE_UNKNOWN, ATTRIBUTES_MALFORMED
from exporter.reader.attributes import LANGUAGE, TEXT_ATTRIBUTES, Attribute, Malformed, parse_attributes
from exporter.reader.places import Page
from exporter.suggest import did_you_mean

_DIRECTIONS = ("ltr", "rtl", "auto")


def text_attributes(page: Page, token: Token, owner: str, child: Token | None = None) -> str:
    """Return the attributes of a span (`child` inside `token`) or of a line of attributes, as XHTML."""
    if child is not None:
        attributes: tuple[Attribute, ...] = child.meta["attributes"]
    else:
        parsed = parse_attributes(token.content, 0)
        if isinstance(parsed, Malformed):
            at = page.span_at(token, parsed.offset)
            message = f"malformed attributes: expected {parsed.expected}"
            hint = "write `{lang=ar dir=rtl}`, or `\\{` for a brace that is text"
            page.report(ATTRIBUTES_MALFORMED.at(at, message, hint, question=owner))
            return ""
        attributes = parsed[0]
    written: list[str] = []
    for attribute in attributes:
        fault = _fault(attribute)
        if fault is None:
            written.append(f' {attribute.name}="{html.escape(attribute.value)}"')
        else:
            at = page.span_at(token, attribute.start, attribute.end - attribute.start)
            page.report(ATTRIBUTE_UNKNOWN.at(at, *fault, question=owner))
    return "".join(written)


def _fault(attribute: Attribute) -> tuple[str, str] | None:
    if attribute.kind == "key" and attribute.name == "lang":
        if LANGUAGE.fullmatch(attribute.value):
            return None
        return f"`{attribute.value}` is no language code", "write a code such as `ar` or `pt-BR`"
    if attribute.kind == "key" and attribute.name == "dir":
        if attribute.value in _DIRECTIONS:
            return None
        return f"`{attribute.value}` is no direction", "write `ltr`, `rtl` or `auto`"
    mark = {"id": "#", "class": ".", "key": ""}[attribute.kind]
    hint = did_you_mean(attribute.name, TEXT_ATTRIBUTES) or "text has `lang` and `dir` only"
    return f"`{mark}{attribute.name}` is not known here", hint
