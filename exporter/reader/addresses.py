"""Links and pictures: every address is judged, whatever form it takes."""

from __future__ import annotations

import html
import re
from typing import Literal

from markdown_it.common.normalize_url import normalizeLink
from markdown_it.token import Token

from exporter.checks.facts import FileReference, IdReference
from exporter.codes.files import CONTROL_CHARACTER
from exporter.codes.text import (
    ALT_DECORATIVE,
    ALT_MISSING,
    ATTRIBUTE_UNKNOWN,
    LINK_EMPTY,
    LINK_SCHEME,
    LINK_SCRIPT,
)
from exporter.diagnostics import Code, Span
from exporter.media import kind_of, resolve
from exporter.model import LinkStart, Media
from exporter.reader.character_references import forbidden_references
from exporter.reader.places import Page
from exporter.reader.text_file import CONTROLS, REPLACEMENT
from exporter.richtext import title_attribute

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(?=:)")
_INVISIBLE = re.compile(r"[\s\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff]")
_SCRIPTS = ("javascript", "vbscript", "data", "livescript", "mocha")


def link_parts(page: Page, child: Token, token: Token, owner: str) -> str | LinkStart | None:
    """Return a web link's attributes, the start of a link inside the bank, or None (and a finding)."""
    href = str(child.attrGet("href") or "")
    title = str(child.attrGet("title") or "")
    at = _address_span(page, child, token, href)
    _judge_words(page, title, token, at, owner)
    if not href.strip():
        page.report(LINK_EMPTY.at(at, "this link leads nowhere", "write an address in the brackets", question=owner))
        return None
    bare = _INVISIBLE.sub("", href)
    found = _SCHEME.match(bare)
    scheme = found.group().lower() if found else ""
    if scheme in ("http", "https", "mailto"):
        attributes = f' href="{html.escape(normalizeLink(href))}"'
        return attributes + title_attribute(title)
    if scheme in ("lesson", "question"):
        kind: Literal["lesson", "question"] = "lesson" if scheme == "lesson" else "question"
        link = LinkStart(kind, bare.split(":", 1)[1], at, title)
        page.facts.references.append(IdReference(kind, link.to, at, "link", owner))
        return link
    wrong = _not_held(scheme, bare)
    if wrong is not None:
        code, message, hint = wrong
        page.report(code.at(at, message, hint, question=owner))
        return None
    path, findings = resolve(page.path, href, at)
    page.report(*findings)
    if path is None:
        return None
    page.facts.files.append(FileReference(path, at))
    return LinkStart("file", path, at, title)


def _not_held(scheme: str, address: str) -> tuple[Code, str, str] | None:
    """Return what is wrong with an address that is no web link and names nothing in the bank; None for a path."""
    if scheme in _SCRIPTS:
        return LINK_SCRIPT, f"`{scheme}:` is not allowed", "take the link out"
    if scheme:
        hint = "use http, https or mailto, `lesson:id` or `question:id`, or a path inside the bank"
        return LINK_SCHEME, f"links with `{scheme}:` are not allowed", hint
    if address.startswith("#"):
        hint = "name the lesson or question: `lesson:id`, `question:id`"
        return LINK_SCHEME, "links to a place on the same page are not held", hint
    if address.lower().startswith("www."):
        return LINK_SCHEME, "this web address has no `https://`", f"write `https://{address}`"
    return None


def picture_part(page: Page, child: Token, token: Token, owner: str) -> Media | None:
    """Return the picture, recording or document of an image token, or None (and a finding)."""
    source = str(child.attrGet("src") or "")
    at = _address_span(page, child, token, source)
    here = page.span_at(token, child.meta["pos"], 2 + len(child.content) + 1)
    alt, decorative = _alternative(child), _decorative(page, child, token, owner)
    _judge_words(page, alt + str(child.attrGet("title") or ""), token, here, owner)
    alt = alt.strip()
    if not alt and not decorative:
        hint = "say between the square brackets what it shows, or mark it with `{.decorative}`"
        page.report(ALT_MISSING.at(here, "this picture has no alternative text", hint, question=owner))
    if alt and decorative:
        hint = "take out the text, or take out `{.decorative}`"
        message = "a decorative picture has no alternative text"
        page.report(ALT_DECORATIVE.at(here, message, hint, question=owner))
    if not source.strip():
        page.report(LINK_EMPTY.at(here, "this picture has no file", "write its path in the brackets", question=owner))
        return None
    path, findings = resolve(page.path, source, at)
    page.report(*findings)
    if path is None:
        return None
    page.facts.files.append(FileReference(path, at))
    return Media(path, alt, kind_of(path), decorative, str(child.attrGet("title") or ""), at)


def judge_references(page: Page, source: str, token: Token, pos: int, owner: str) -> None:
    """Report the references to control characters in `source`, which stands at `pos` of the token's content."""
    for offset, written in forbidden_references(source):
        at = page.span_at(token, pos + offset, len(written))
        message = f"`{written}` stands for a control character"
        page.report(CONTROL_CHARACTER.at(at, message, "take it out", question=owner))


def _judge_words(page: Page, words: str, token: Token, at: Span, owner: str) -> None:
    """Report a reference to a control character in a title or an alternative text, which are resolved already."""
    if CONTROLS.search(words) or (REPLACEMENT in words and any(forbidden_references(token.content))):
        message = "a reference in these words stands for a control character"
        page.report(CONTROL_CHARACTER.at(at, message, "take it out", question=owner))


def _address_span(page: Page, child: Token, token: Token, address: str) -> Span:
    """Return the place of the address as it is written; for a reference link the link itself."""
    content, pos = token.content, child.meta["pos"]
    start = content.find(address, pos) if address else -1
    if start >= 0:
        return page.span_at(token, start, len(address))
    label_end = content.find("]", pos)
    end = content.find(")", label_end)
    if content.startswith("](", label_end) and end > label_end + 2:
        return page.span_at(token, label_end + 2, end - label_end - 2)
    return page.span_at(token, pos, max(2, label_end + 1 - pos))


def _alternative(child: Token) -> str:
    texts: list[str] = []
    for inner in child.children or ():
        if inner.type in ("text", "text_special", "code_inline", "math"):
            texts.append(inner.content)
        elif inner.type in ("softbreak", "hardbreak"):
            texts.append(" ")
        elif inner.type == "image":
            texts.append(_alternative(inner))
    return "".join(texts)


def _decorative(page: Page, child: Token, token: Token, owner: str) -> bool:
    decorative = False
    for attribute in child.meta.get("attributes", ()):
        if attribute.kind == "class" and attribute.name == "decorative":
            decorative = True
        else:
            pos = token.content.find("{", child.meta["pos"])
            at = page.span_at(token, max(pos, 0), 1)
            hint = "pictures have `.decorative` only"
            page.report(ATTRIBUTE_UNKNOWN.at(at, f"`{attribute.name}` is not known here", hint, question=owner))
    return decorative
