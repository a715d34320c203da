"""Raw HTML in the source: the few elements that every target can hold, each tag seen and judged with its place."""

from __future__ import annotations

import html
import re

import msgspec

from exporter.codes.files import CONTROL_CHARACTER
from exporter.codes.text import HTML_ATTRIBUTE, HTML_ELEMENT, HTML_HANDLER, HTML_MALFORMED, HTML_SCRIPT
from exporter.diagnostics import Code
from exporter.reader.attributes import LANGUAGE
from exporter.reader.character_references import forbidden_references
from exporter.suggest import did_you_mean

ELEMENTS = frozenset(
    "b i em strong sub sup kbd mark u s small abbr br span ruby rt rp details summary".split()  # noqa: SIM905
)
ATTRIBUTES = frozenset({"lang", "dir", "title"})
BLOCKS = frozenset({"details", "summary"})
"""Elements that stand around blocks; all others stand inside a paragraph."""

_PIECE = re.compile(
    r"(?P<comment><!--.*?(?:-->|$))"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)(?P<empty>/?)>"
    r"|(?P<other><[!?][^>]*>?)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"\s*([^\s=/>\"']+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_BARE = re.compile(r"(?:\s+(?!on|lang\b|dir\b|title\b)[^\s=\"'/]+){2,}\s*", re.IGNORECASE)
"""Words without values: what stands between two signs of comparison, and no attributes that could be meant."""
_DIRECTIONS = frozenset({"ltr", "rtl", "auto"})


class Tag(msgspec.Struct, frozen=True):
    """A tag as it is written to XHTML."""

    name: str
    text: str
    opens: bool
    closes: bool
    offset: int


class HtmlFault(msgspec.Struct, frozen=True):
    """A fault in raw HTML: `offset` and `length` in the text that was read."""

    offset: int
    length: int
    code: Code
    message: str
    hint: str
    closing: bool = False
    """True for a closing tag: its opening one has the same finding already."""


def read_html(text: str) -> list[Tag | str | HtmlFault]:
    """Split raw HTML into allowed tags, text (escaped for XHTML, entities resolved) and faults; comments go."""
    found: list[Tag | str | HtmlFault] = [
        HtmlFault(offset, len(written), CONTROL_CHARACTER, f"`{written}` stands for a control character", "take it out")
        for offset, written in forbidden_references(text)
    ]
    at = 0
    for match in _PIECE.finditer(text):
        if match.start() > at:
            found.append(_text(text[at : match.start()]))
        at = match.end()
        if match["name"] is not None:
            found.extend(_tag(match))
        elif match["other"] is not None:
            message = "declarations and processing instructions are not allowed"
            found.append(HtmlFault(match.start(), len(match.group()), HTML_ELEMENT, message, "take it out"))
    if at < len(text):
        found.append(_text(text[at:]))
    return found


def _text(text: str) -> str:
    return html.escape(html.unescape(text), quote=False)


def _tag(match: re.Match[str]) -> list[Tag | str | HtmlFault]:
    name = match["name"].lower()
    start, length, closing = match.start("name"), len(match["name"]), bool(match["close"])
    if name in ("script", "style", "iframe", "object", "embed"):
        message = f"`<{name}>` is not allowed"
        return [
            HtmlFault(start, length, HTML_SCRIPT, message, "take it out: learning platforms remove or run it", closing)
        ]
    if not closing and _BARE.fullmatch(match["attributes"]):
        message = f"`{' '.join(match.group().split())}` is no element"
        return [HtmlFault(start, length, HTML_MALFORMED, message, "write `\\<` for a sign that is text")]
    if name not in ELEMENTS:
        hint = did_you_mean(name, ELEMENTS) or "write it in Markdown, or as one of the elements that are allowed"
        hint += "; between backticks, or with `\\<`, it is text"
        return [HtmlFault(start, length, HTML_ELEMENT, f"the element `<{name}>` is not allowed", hint, closing)]
    if match["close"]:
        return [] if name == "br" else [Tag(name, f"</{name}>", opens=False, closes=True, offset=match.start())]
    attributes, faults = _attributes(match)
    if name == "br":
        return [*faults, Tag(name, "<br/>", opens=False, closes=False, offset=match.start())]
    if match["empty"]:
        message = f"`<{name}/>` holds nothing"
        faults.append(HtmlFault(start, length, HTML_MALFORMED, message, f"write `<{name}>…</{name}>`"))
    return [*faults, Tag(name, f"<{name}{attributes}>", opens=True, closes=False, offset=match.start())]


def _attributes(match: re.Match[str]) -> tuple[str, list[HtmlFault]]:
    written: dict[str, str] = {}
    faults: list[HtmlFault] = []
    for each in _ATTRIBUTE.finditer(match["attributes"]):
        name = each.group(1).lower()
        value = html.unescape(next((group for group in each.groups()[1:] if group is not None), ""))
        start = match.start("attributes") + each.start(1)
        if name.startswith("on"):
            message = f"the event handler `{name}` is not allowed"
            faults.append(HtmlFault(start, len(name), HTML_HANDLER, message, "take it out: it would run in a browser"))
        elif name not in ATTRIBUTES:
            hint = did_you_mean(name, ATTRIBUTES) or "only `lang`, `dir` and `title` are allowed"
            message = f"the attribute `{name}` is not allowed"
            faults.append(HtmlFault(start, len(name), HTML_ATTRIBUTE, message, hint))
        elif name in written:
            message = f"the attribute `{name}` is there twice"
            faults.append(HtmlFault(start, len(name), HTML_ATTRIBUTE, message, "keep one of them"))
        elif name == "lang" and not LANGUAGE.fullmatch(value):
            message = f"`{value}` is no language code"
            faults.append(HtmlFault(start, len(name), HTML_ATTRIBUTE, message, "write a code such as `ar` or `pt-BR`"))
        elif name == "dir" and value not in _DIRECTIONS:
            message = f"`{value}` is no direction"
            faults.append(HtmlFault(start, len(name), HTML_ATTRIBUTE, message, "write `ltr`, `rtl` or `auto`"))
        else:
            written[name] = value
    return "".join(f' {name}="{html.escape(value)}"' for name, value in written.items()), faults
