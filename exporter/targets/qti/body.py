"""Rich text as a version of QTI allows it: a subset of XHTML, MathML, and files beside the item.

What a schema has no element or attribute for is written another way, and the support table names it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from exporter.codes import qti as codes
from exporter.diagnostics import Code, Span
from exporter.model import LinkStart, Math, Media, Part, RichText
from exporter.richtext import plain, render, tex_delimited
from exporter.targets.mathml import mathml
from exporter.targets.media_types import media_type
from exporter.targets.package_paths import MANIFEST, on_any_disk, spelled_safely, told_apart
from exporter.targets.qti.dialect import Dialect
from exporter.targets.qti.recordings import has_player, is_recording, with_room

FOLDER = "media"
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s[^<>]*?)?)(/?)>")
_FALLBACK = re.compile(r"<rp(?:\s[^<>]*)?>[^<]*</rp>")
_ATTRIBUTE = re.compile(r'\s([a-z:-]+)="([^"]*)"')
_RENAMED = {"s": "span", "del": "span", "mark": "span", "u": "span", "details": "div"}
_CLASSES = {"s": "struck", "del": "struck", "mark": "highlighted", "u": "underlined"}
_TOUCHED = re.compile(r"<(?:s|del|mark|u|ruby|rt|rp|details|summary)[ >]|<[a-z][a-z0-9]* ")
"""What some version of QTI writes another way; most texts hold none of it."""
_HEAD_ALONE = "</thead></table>"
_SPECIAL = re.compile(f"{_TOUCHED.pattern}|{_HEAD_ALONE}")
_UNTOUCHED = frozenset({
    "p", "em", "strong", "b", "i", "sub", "sup", "kbd", "small", "br", "abbr", "ul", "ol", "li", "table", "thead",
    "tbody", "tr", "th", "td", "pre", "code", "blockquote", "hr", "h3", "h4", "h5", "h6", "a", "span",
})  # fmt: skip
_KEPT_ATTRIBUTES = frozenset({"class", "scope", "href", "colspan", "rowspan"})
_ISOLATES = {"rtl": "\u2067", "ltr": "\u2066", "auto": "\u2068"}
_POP = "\u2069"
_INLINE = frozenset({"span", "em", "strong", "b", "i", "sub", "sup", "kbd", "small", "abbr", "a", "code"})


def media_path(path: str) -> str:
    """Return where a media file of the bank lies in a package: in ASCII, so that no reader spells it otherwise."""
    inner = path.removeprefix("media/")
    safe = spelled_safely(inner)
    if safe != inner or inner == path:
        safe = told_apart(safe, path)
    return f"{FOLDER}/{safe}"


def item_path(ident: str) -> str:
    """Return the file of an item, test or stimulus: beside the manifest, so that media paths are the same from both."""
    path = f"{on_any_disk(ident)}.xml"
    return f"{ident}-item.xml" if path == MANIFEST else path


class QtiWriting:
    """How one version of QTI writes rich text; `files` and `notes` gather what it needed and what it changed."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.files: dict[str, None] = {}
        """Paths of the bank's media that the texts need, in order of use."""
        self.notes: list[tuple[Code, Span, str]] = []
        self.gaps: tuple[str, ...] = ()
        """What stands in the place of each gap of a cloze."""
        self._place = Span("")
        self._players: Iterator[bool] = iter(())
        """For each recording of the text at hand whether there is room for its player."""

    # --- the special parts ---

    def math(self, math: Math) -> str:
        """Return the formula as MathML, or as TeX where there is no MathML for it."""
        found = mathml(math.tex, display=math.display)
        if found is None:
            message = f"a formula is written as TeX in QTI {self.dialect.version}: it has no MathML here"
            self._note(codes.FORMULA_AS_TEX, math.span, message)
            return tex_delimited(math)
        return found

    def media(self, media: Media) -> str:
        """Return the picture, the player or the link to the document."""
        url = self.url(media.path)
        words = html.escape(media.alt)
        if media.title:
            self._note(codes.TITLE_DROPPED, media.span, f"the title `{media.title}` of a file is dropped")
        if media.kind == "image":
            return f'<img src="{url}" alt="{words}"/>'
        link = f'<a href="{url}" type="{media_type(media.path)}">{html.escape(media.alt, quote=False)}</a>'
        if media.kind == "document":
            return link
        if not self.dialect.players:
            return f'<object data="{url}" type="{media_type(media.path)}">{link}</object>'
        if next(self._players):
            named = f' aria-label="{words}"' if words else ""
            return f'<{media.kind} src="{url}" controls="true"{named}>{words}</{media.kind}>'
        message = "a recording is a link: QTI 3.0 has no player inside marks, headings, menus and feedback in a line"
        self._note(codes.RECORDING_LINKED, media.span, message)
        return link

    def link_start(self, link: LinkStart) -> tuple[str, str]:
        """Return the tags of a link to a file; of links to lessons and questions only the text stays."""
        if link.kind == "file":
            after = f" ({html.escape(link.title, quote=False)})" if link.title else ""
            return f'<a href="{self.url(link.to)}" type="{media_type(link.to)}">', f"{after}</a>"
        return "", ""

    def gap(self, number: int) -> str:
        """Return the interaction that stands in the gap."""
        return self.gaps[number]

    def url(self, path: str) -> str:
        """Return the reference to a media file, and remember that it is needed."""
        self.files[path] = None
        return media_path(path)

    # --- texts ---

    def content(self, text: RichText, *, flow: bool = True) -> str:
        """Return the XHTML of the text without a wrapper; `flow` says whether a player may stand at its top."""
        self._place = text.span
        if len(text.parts) == 1 and isinstance(text.parts[0], str) and not _SPECIAL.search(text.parts[0]):
            return text.parts[0]
        if self.dialect.players and any(map(is_recording, text.parts)):
            parts, players = with_room(text.parts, flow=flow)
            text, self._players = RichText(parts, text.span, text.inline, text.elements), iter(players)
        if any(isinstance(part, str) and _HEAD_ALONE in part for part in text.parts):
            text = RichText(_with_bodies(text.parts), text.span, text.inline, text.elements)
        if any(isinstance(part, str) and _TOUCHED.search(part) for part in text.parts):
            runs = self._runs(text)
            text = RichText(runs, text.span, text.inline, text.elements)
        return render(text, self)

    def block(self, text: RichText) -> str:
        """Return the XHTML of a text that stands on its own: one block or several."""
        content = self.content(text)
        if not text.inline:
            return content
        return f"<div>{content}</div>" if has_player(content) else f"<p>{content}</p>"

    def words(self, text: RichText) -> str:
        """Return the text as escaped characters, for a place that holds no marks."""
        return html.escape(plain(text), quote=False)

    def _runs(self, text: RichText) -> tuple[Part, ...]:
        ends: list[str] = []
        return tuple(
            _TAG.sub(lambda match: self._tag(match, ends), self._bare(part)) if isinstance(part, str) else part
            for part in text.parts
        )

    def _bare(self, run: str) -> str:
        return run if self.dialect.ruby or "<rp" not in run else _FALLBACK.sub("", run)

    def _tag(self, match: re.Match[str], ends: list[str]) -> str:
        """Return a tag as this version has it; `ends` holds what the open elements end in."""
        close, name, attributes, empty = match.groups()
        if empty:
            return match.group()
        if close:
            return ends.pop()
        if not attributes and name in _UNTOUCHED:
            ends.append(f"</{name}>")
            return match.group()
        start, end = self._element(name, dict(_ATTRIBUTE.findall(attributes)))
        ends.append(end)
        return start

    def _element(self, name: str, attributes: dict[str, str]) -> tuple[str, str]:
        if name == "summary":
            return "<p><strong>", "</strong></p>"
        if name in {"ruby", "rt", "rp"} and not self.dialect.ruby:
            return ("<span>", "</span>") if name == "ruby" else (" (", ")")
        element = _RENAMED.get(name, name)
        if name in _CLASSES:
            attributes = {"class": _CLASSES[name], **attributes}
        before, after = "", ""
        written: list[str] = []
        for key, value in attributes.items():
            if key == "lang":
                written.append(self.dialect.language(html.unescape(value)))
            elif key == "dir":
                if self.dialect.direction:
                    written.append(f' dir="{value}"')
                elif element in _INLINE:
                    before, after = _ISOLATES[value], _POP
                else:
                    self._note(
                        codes.DIRECTION_DROPPED, self._place, "QTI 2.1 cannot say in which direction a block is written"
                    )
            elif key == "title":
                after += f" ({html.escape(html.unescape(value), quote=False)})"
            elif key == "style":
                written.append(self._aligned(value))
            elif key in _KEPT_ATTRIBUTES:
                written.append(f' {key}="{value}"')
            else:
                self._note(codes.ATTRIBUTE_DROPPED, self._place, f"`{key}` of `<{name}>` has no place in QTI")
        return f"<{element}{''.join(written)}>{before}", f"{after}</{element}>"

    def _aligned(self, style: str) -> str:
        side = style.removeprefix("text-align:").strip()
        return f' align="{side}"' if self.dialect.align_attribute else f' class="qti-align-{side}"'

    def _note(self, code: Code, span: Span, message: str) -> None:
        if (code, span, message) not in self.notes:
            self.notes.append((code, span, message))


def _with_bodies(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return the parts with the head of each table that has no other rows as its body, which QTI wants."""
    found: list[Part] = []
    head = 0
    for part in parts:
        found.append("")
        if not isinstance(part, str):
            found[-1] = part
            continue
        *before, rest = part.split(_HEAD_ALONE)
        for run in before:
            found[-1] = f"{found[-1]}{run}"
            head = len(found) - 1 if "<thead>" in run else head
            found[head] = "<tbody>".join(str(found[head]).rsplit("<thead>", 1))
            found[-1] = f"{found[-1]}</tbody></table>"
        found[-1] = f"{found[-1]}{rest}"
        head = len(found) - 1 if "<thead>" in rest else head
    return tuple(found)
