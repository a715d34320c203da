"""What every target does with rich text: put its own writing in place of formulas, media, links and gaps.

The reader makes `RichText` once (`exporter.reader.markdown`); here it is turned into a string or plain
text.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Protocol

from exporter.model import GapMark, LinkStart, Math, Media, RichText

_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"<br/>|</(?:p|li|tr|h[1-6]|div|pre|blockquote|dt|dd)>")
_CELL = re.compile(r"</t[dh]>")
_BLANKS = re.compile(r"[ \t]+")
_WHITE = re.compile(r"[ \t\n]+")
"""What a reader sees as one blank; no-break and other wide blanks are characters of their own."""
_WORDS = re.compile(r"(?:<(?:p|em|strong)>)*[A-Za-z0-9]")
"""What most texts begin with."""
_AS_WRITTEN = frozenset({"code", "pre"})
"""Elements that may show each blank."""
_SHOWN = frozenset({"code", "pre", "hr"})
"""Elements that are seen though no word stands in them."""
_UNSEEN = str.maketrans({"\xa0": " ", "\u202f": " ", "\xad": "", "\u200b": "", "\u2060": "", "\ufeff": ""})
"""What looks like a blank, or like nothing, to whoever compares two texts."""


class Writing(Protocol):
    """How one target writes the special parts of rich text; each method returns well-formed XHTML (escaped)."""

    def math(self, math: Math) -> str:
        """Return the formula."""

    def media(self, media: Media) -> str:
        """Return the picture, player or link to the document."""

    def link_start(self, link: LinkStart) -> tuple[str, str]:
        """Return the start tag and the end tag of a link inside the bank; two empty strings leave only its text."""

    def gap(self, number: int) -> str:
        """Return the gap of a cloze."""


def render(text: RichText, writing: Writing) -> str:
    """Return the XHTML content of `text` (no wrapper), with special parts written by `writing`."""
    if len(text.parts) == 1 and isinstance(text.parts[0], str):
        return text.parts[0]
    out: list[str] = []
    ends: list[str] = []
    for part in text.parts:
        if isinstance(part, str):
            out.append(part)
        elif isinstance(part, Math):
            out.append(writing.math(part))
        elif isinstance(part, Media):
            out.append(writing.media(part))
        elif isinstance(part, GapMark):
            out.append(writing.gap(part.number))
        elif isinstance(part, LinkStart):
            start, end = writing.link_start(part)
            out.append(start)
            ends.append(end)
        else:
            out.append(ends.pop())
    return "".join(out)


def tex_delimited(math: Math) -> str:
    r"""Return the formula as `\(…\)` or `\[…\]`, escaped for XHTML; `<` gets blanks around it.

    Canvas builds the formula as HTML a second time and cuts `a<b` off; `a < b` survives everywhere.
    """
    tex = re.sub(r"\s*<\s*", " < ", math.tex)
    left, right = (r"\[", r"\]") if math.display else (r"\(", r"\)")
    return f"{left}{html.escape(tex, quote=False)}{right}"


def title_attribute(title: str, escaped: Callable[[str], str] = html.escape) -> str:
    """Return the attribute of a link or picture that has a title, as `escaped` writes it; else nothing."""
    return f' title="{escaped(title)}"' if title else ""


class _PlainWriting:
    """Formulas as TeX, media as their alternative text, gaps as a line to fill."""

    def math(self, math: Math) -> str:
        return tex_delimited(math)

    def media(self, media: Media) -> str:
        return html.escape(media.alt, quote=False)

    def link_start(self, link: LinkStart) -> tuple[str, str]:
        del link
        return "", ""

    def gap(self, number: int) -> str:
        del number
        return "_____"


_PLAIN = _PlainWriting()


def plain(text: RichText) -> str:
    """Return the text without marks, for places that hold no more: names, match answers, bookmarks, messages."""
    parts = text.parts
    content = parts[0] if len(parts) == 1 and isinstance(parts[0], str) else render(text, _PLAIN)
    if "&" not in content:
        if "<" not in content:
            return content.strip()
        if content.startswith("<p>") and content.endswith("</p>") and "<" not in content[3:-4]:
            words = content[3:-4]  # one paragraph of words, as most texts are
            if "\n" not in words and "\t" not in words and "  " not in words:
                return words.strip()
    return without_marks(content)


def without_marks(content: str) -> str:
    """Return the words of any XHTML, each block on a line of its own."""
    content = _CELL.sub(" ", _BREAK.sub("\n", content))
    lines = html.unescape(_TAG.sub("", content)).split("\n")
    # Only where there is more than one blank in a row: a pattern would put in each blank of the text anew.
    single = [_BLANKS.sub(" ", each) if "  " in each or "\t" in each else each for each in lines]
    return "\n".join([line for line in map(str.strip, single) if line])


def is_plain(text: RichText) -> bool:
    """Return whether `plain` loses nothing: one paragraph's worth of characters, no marks, no special parts."""
    return text.inline and not text.elements and all(isinstance(part, str) for part in text.parts)


def shows_nothing(text: RichText) -> bool:
    """Return whether readers see nothing of it: a comment alone, or blanks; code shows its blanks."""
    first = text.parts[0] if text.parts else ""
    if isinstance(first, str) and _WORDS.match(first):
        return False
    if _SHOWN.isdisjoint(text.elements) and all(isinstance(part, str) for part in text.parts):
        return not plain(text).translate(_UNSEEN).strip()
    return False


def files_in(text: RichText | None) -> Iterator[str]:
    """Yield the path of each file of the bank that the text shows or links to, as often as it does."""
    if text is not None:
        for part in text.parts:
            if isinstance(part, Media):
                yield part.path
            elif isinstance(part, LinkStart) and part.kind == "file":
                yield part.to


def _as_seen(part: str) -> str:
    return unicodedata.normalize("NFC", part.translate(_UNSEEN))


def _with_plain_blanks(part: str) -> str:
    return _WHITE.sub(" ", part) if "  " in part or "\n" in part or "\t" in part else part


def text_key(text: RichText) -> tuple[object, ...]:
    """Return what makes two texts equal: marks included, places in the source not, nor how many blanks part two words.

    What nobody sees is not included either: which kind of blank it is, a soft hyphen, an accent in a piece of its own.

    Code is as it is written, since some show its blanks one by one.
    """
    as_written = not _AS_WRITTEN.isdisjoint(text.elements)
    if len(text.parts) == 1 and isinstance(text.parts[0], str) and text.parts[0].isascii():  # as most are
        return text.parts if as_written else (_with_plain_blanks(text.parts[0]),)
    return tuple(
        (part if as_written else _with_plain_blanks(part if part.isascii() else _as_seen(part)))
        if isinstance(part, str)
        else tuple(
            getattr(part, field)
            for field in ("tex", "display", "path", "alt", "kind", "to", "number")
            if hasattr(part, field)
        )
        for part in text.parts
    )
