r"""Rich text as cartridges carry it: what importers that decode, clean and move HTML once too often leave whole.

Moodle decodes entities a second time and takes a blank alone between tags, or a line break in a question, for
something else; so a literal `<` stands in a span of its own, TeX says `\lt`, and a question's text has one line.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection
from typing import Literal

from exporter.model import LinkStart, Math, Media, RichText
from exporter.richtext import render, tex_delimited, title_attribute
from exporter.targets.language_writing import LanguageWriting
from exporter.targets.lasting_tags import in_lasting_tags
from exporter.targets.package_paths import on_any_disk, package_path

Place = Literal["stem", "answer", "page"]
"""Where a text stands: a question's own text, a choice or feedback (which hold no files), a lesson's page."""

_MEDIA = "media/"
_LESS = re.compile(r"\s*&lt;\s*")
_AND = re.compile(r"&amp;(?=\w)")
_ROOT = "IMS-CC-FILEBASE"
_FRAGILE = re.compile(rf"<[^>]*>|&lt;(?!\s)|&amp;(?=#?\w+;)|{_ROOT}")
_LINES = re.compile(r"\s*\n\s*")
_PRE = re.compile(r"(<pre[\s>].*?</pre>)", re.DOTALL)
_BETWEEN = re.compile(r"(<(?:/?)([a-z][a-z0-9]*)[^>]*>) +(?=</?([a-z][a-z0-9]*))")
_BLOCKS = re.compile("blockquote|br|caption|d[dlt]|div|h[1-6r]|li|[ou]l|p|pre|t(?:able|body|foot|head|[dhr])")


def media_path(path: str) -> str:
    """Return where a media file of the bank lies in the cartridge, in a name that Moodle need not decode."""
    if path.startswith(_MEDIA):
        return package_path("media", path.removeprefix(_MEDIA))
    return package_path("files", path)


def page_path(lesson: str) -> str:
    """Return where the page of a lesson lies."""
    return f"lessons/{page_name(lesson)}"


def page_name(lesson: str) -> str:
    """Return what other pages call the page of a lesson: they lie beside it."""
    return f"{on_any_disk(lesson)}.html"


def guarded(content: str) -> str:
    """Return XHTML that means the same after its entities are decoded once too often.

    A text that speaks of the root's token is parted inside it: Open edX puts an address in its place also in text that
    looks like `src="…"`. Our own references need no token.
    """
    return _FRAGILE.sub(_guard, content) if "&" in content or _ROOT in content else content


def _guard(match: re.Match[str]) -> str:
    found = match.group()
    if found.startswith("<"):
        return found.replace("&quot;", "'")
    if found == _ROOT:
        return "IMS-CC<span>-</span>FILEBASE"
    return f"<span>{found}</span>"


def one_line(content: str) -> str:
    """Return XHTML without line breaks and without blanks that stand alone between two tags, but in code blocks."""
    if "\n" not in content and "> " not in content:
        return content
    parts = _PRE.split(content)
    return "".join(part if place % 2 else _joined(part) for place, part in enumerate(parts))


def _joined(content: str) -> str:
    return _BETWEEN.sub(_blank, _LINES.sub(" ", content))


def _blank(match: re.Match[str]) -> str:
    tag, name, following = match.groups()
    return tag if _BLOCKS.fullmatch(name) or _BLOCKS.fullmatch(following) else f"{tag}&#160;"


class CartridgeWriting(LanguageWriting):
    """How a cartridge writes the special parts of rich text; `files` gathers the bank's media that the texts need."""

    def __init__(self, place: Place, lang: str = "", lessons: Collection[str] = ()) -> None:
        """`lessons`: those that have a page of the package, to which a page may link."""
        super().__init__(lang)
        self.files: dict[str, None] = {}
        self.dead: list[LinkStart] = []
        """Links inside the bank of which only the words stay."""
        self.links_lessons = False
        """Whether a text written so far links to a lesson."""
        self._place = place
        self._lessons = lessons

    def url(self, path: str) -> str:
        """Return the reference to a media file from this place, and remember that it is needed."""
        self.files[path] = None
        return ("../" if self._place == "page" else "") + media_path(path)

    def math(self, math: Math) -> str:
        r"""Return the formula as TeX in delimiters, `\lt` for `<` and a blank after `&`."""
        return _AND.sub("&amp; ", _LESS.sub(r" \\lt ", tex_delimited(math)))

    def media(self, media: Media) -> str:
        """Return the picture, the link to the file (on a page below its player), or the words where no file may be."""
        if self._place == "answer":
            return html.escape(media.alt, quote=False)
        url = self.url(media.path)
        title = title_attribute(media.title)
        if media.kind == "image":
            return f'<img src="{url}" alt="{html.escape(media.alt)}"{title}/>'
        link = f'<a href="{url}"{title}>{html.escape(media.alt, quote=False)}</a>'
        if media.kind == "document" or self._place == "stem":
            return link
        return f'<{media.kind} src="{url}" controls="controls"></{media.kind}> {link}'

    def link_start(self, link: LinkStart) -> tuple[str, str]:
        """Return the tags of a link to a file or, on a page, to another lesson; of other links only the text stays."""
        title = title_attribute(link.title)
        if link.kind == "file" and self._place != "answer":
            return f'<a href="{self.url(link.to)}"{title}>', "</a>"
        if link.kind == "lesson" and self._place == "page" and link.to in self._lessons:
            self.links_lessons = True
            return f'<a href="{page_name(link.to)}"{title}>', "</a>"
        if link.kind != "file":
            self.dead.append(link)
        return "", ""

    def gap(self, number: int) -> str:
        """Return a line to fill; no type that a cartridge holds has gaps."""
        del number
        return "_____"

    def content(self, text: RichText) -> str:
        """Return the XHTML of the text without a wrapper."""
        content = guarded(in_lasting_tags(render(text, self), text.elements))
        return content if self._place == "page" else one_line(content)
