"""Rich text as HTML for the browser: formulas as MathML, media by the page's own addresses, headings at their level."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from posixpath import basename

from markupsafe import Markup

from exporter.codes.html import FORMULA_AS_TEX
from exporter.diagnostics import Diagnostic
from exporter.model import LinkStart, Math, Media, RichText
from exporter.richtext import render, tex_delimited, title_attribute
from exporter.targets.headings import place_headings
from exporter.targets.html.links import dead_link
from exporter.targets.html.look import Look
from exporter.targets.mathml import mathml


class PageWriting:
    """How pages write the special parts of rich text; gathers the media that they need and what they lose."""

    def __init__(self, look: Look, gap: Callable[[int], str] | None = None) -> None:
        self.look = look
        self.files: dict[str, None] = {}
        self.findings: list[Diagnostic] = []
        self._gap = gap

    def math(self, math: Math) -> str:
        """Return the formula as MathML, or its TeX where it can't be written so."""
        written = mathml(math.tex, display=math.display)
        if written is not None:
            return written
        self.findings.append(FORMULA_AS_TEX.at(math.span, f"`{math.tex}` has no MathML", target="html"))
        return f'<code class="tex">{tex_delimited(math)}</code>'

    def url(self, path: str) -> str:
        """Return the address of a media file, and remember that it is needed."""
        self.files[path] = None
        return escape(self.look.url(path))

    def media(self, media: Media) -> str:
        """Return the picture, the player, or the link to save the document."""
        url, name = self.url(media.path), escape(basename(media.path))
        title = title_attribute(media.title)
        if media.kind == "image":
            return f'<img src="{url}" alt="{escape(media.alt)}" data-file="{name}"{title}>'
        if media.kind == "document":
            return f'<a class="file" href="{url}" download="{name}"{title}>{escape(media.alt, quote=False)}</a>'
        label = escape(media.alt or media.title)
        start = f'<{media.kind} src="{url}" controls preload="metadata" aria-label="{label}" data-file="{name}">'
        caption = f'<span class="caption">{escape(media.alt, quote=False)}</span>'
        return f'<span class="player"{title}>{start}</{media.kind}>{caption}</span>'

    def link_start(self, link: LinkStart) -> tuple[str, str]:
        """Return the tags of a link to a file, a lesson or a question; without an aim its words stay, a loss."""
        title = title_attribute(link.title)
        if link.kind == "file":
            return f'<a class="file" href="{self.url(link.to)}" download="{escape(basename(link.to))}"{title}>', "</a>"
        address = self.look.link(link)
        if address:
            return f'<a href="{escape(address)}"{title}>', "</a>"
        self.findings.append(dead_link(link))
        return "", ""

    def gap(self, number: int) -> str:
        """Return the field of a cloze's gap."""
        assert self._gap is not None, "only a cloze has gaps"
        return self._gap(number)

    def inline(self, text: RichText) -> Markup:
        """Return the text as it is, for places that take phrases and blocks alike."""
        return Markup(self._content(text))  # noqa: S704 - escaped by contract of rich text

    def block(self, text: RichText) -> Markup:
        """Return the text as blocks: a phrase gets a paragraph around it."""
        return Markup(self._blocks(text))  # noqa: S704 - escaped by contract of rich text

    def maybe(self, text: RichText | None) -> str | None:
        """Return the text as blocks in a plain string, None where there is none."""
        return None if text is None else self._blocks(text)

    def _content(self, text: RichText) -> str:
        html = render(text, self)
        return place_headings(html, min(6, self.look.level + 1)) if "<h" in html else html

    def _blocks(self, text: RichText) -> str:
        content = self._content(text)
        return f"<p>{content}</p>" if text.inline else content
