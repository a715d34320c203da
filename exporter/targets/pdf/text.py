"""Rich text as HTML for print: formulas drawn, pictures by address, recordings named, headings at their level."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from html import escape
from posixpath import basename
from urllib.parse import quote

from markupsafe import Markup

from exporter.model import LinkStart, Math, Media, MediaFile, RichText
from exporter.richtext import render
from exporter.targets.headings import place_headings
from exporter.targets.pdf.listings import with_steps
from exporter.targets.pdf.math import Formulas
from exporter.targets.pdf.titles import bracketed, with_titles
from exporter.targets.words import Words

_PICTURE_WIDTH = 600
"""CSS pixels at most for a picture that only decorates: the width of the text."""


class PrintWriting:
    """How paper, key and guide write the special parts of rich text (see `exporter.richtext.Writing`)."""

    def __init__(
        self,
        formulas: Formulas,
        media: Mapping[str, MediaFile],
        words: Words,
        links: Callable[[LinkStart], str] | None = None,
        gap: Callable[[int], str] | None = None,
    ) -> None:
        self.formulas = formulas
        self.files = media
        self.words = words
        self._links = links
        self._gap = gap

    def with_gaps(self, gap: Callable[[int], str]) -> PrintWriting:
        """Return the same writing that puts `gap(number)` in the place of a cloze's gap."""
        return PrintWriting(self.formulas, self.files, self.words, self._links, gap)

    def math(self, math: Math) -> str:
        """Return the formula as SVG with its LaTeX as alternative text."""
        return self.formulas.draw(math)

    def media(self, media: Media) -> str:
        """Return the picture, or the words that stand for a recording or document on paper."""
        if media.kind == "image":
            shown = self._decoration(media) if media.decorative else picture(media)
            return shown + bracketed(media.title)
        kind = self.words({"audio": "audio", "video": "video", "document": "document"}[media.kind])
        name = self.words("not-shown", title=media.alt or media.title, file=basename(media.path))
        title = bracketed(media.title) if media.alt else ""
        return f'<span class="not-shown"><span class="kind">{escape(kind)}</span> {escape(name)}{title}</span>'

    def link_start(self, link: LinkStart) -> tuple[str, str]:
        """Return a link inside the document where there is its aim; a file's name follows its text."""
        title = bracketed(link.title)
        if link.kind == "file":
            return "", f"{title} ({escape(basename(link.to))})"
        aim = self._links(link) if self._links else ""
        return (f'<a class="inside" href="#{aim}">', f"{title}</a>") if aim else ("", title)

    def gap(self, number: int) -> str:
        """Return the gap of a cloze."""
        assert self._gap is not None, "only a cloze has gaps"
        return self._gap(number)

    def _decoration(self, media: Media) -> str:
        """Return a picture that says nothing: drawn as a background, which screen readers pass over."""
        file = self.files[media.path]
        width, height = file.width or _PICTURE_WIDTH, file.height or _PICTURE_WIDTH // 2
        scale = min(Decimal(1), Decimal(_PICTURE_WIDTH) / width)
        size = f"width:{round(width * scale)}px;height:{round(height * scale)}px"
        return f'<span class="decoration" style="{size};background-image:url({media_url(media.path)})"></span>'


def media_url(path: str) -> str:
    """Return the address under which the renderer hands out a media file of the bank."""
    return "bank:" + quote(path)


def picture(media: Media) -> str:
    """Return the picture with its alternative text."""
    return f'<img class="picture" src="{media_url(media.path)}" alt="{escape(media.alt)}"/>'


def inline(text: RichText, writing: PrintWriting, level: int = 6) -> Markup:
    """Return the text as it is, for places that take phrases and blocks alike; `level` as in `block`."""
    return Markup(place_headings(with_titles(with_steps(render(text, writing))), level))  # noqa: S704 - escaped by contract of rich text


def block(text: RichText, writing: PrintWriting, level: int = 6) -> Markup:
    """Return the text as blocks: a phrase gets a paragraph around it; its highest heading is at `level`."""
    content = inline(text, writing, level)
    return Markup("<p>{}</p>").format(content) if text.inline else content
