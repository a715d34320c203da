"""Rich text as Canvas shows it: formulas as TeX, files by their place in the package, and only tags that survive."""

from __future__ import annotations

import html

from exporter.model import LinkStart, Math, Media, RichText
from exporter.richtext import render, tex_delimited, title_attribute
from exporter.targets.language_writing import LanguageWriting
from exporter.targets.lasting_tags import in_lasting_tags
from exporter.targets.package_paths import package_path

FILEBASE = "$IMS-CC-FILEBASE$/"
"""What both importers put in place of the package's root."""


class CanvasWriting(LanguageWriting):
    """How Canvas writes the special parts of rich text; `files` gathers the bank's media that the texts need."""

    def __init__(self, folder: str, *, classic: bool, lang: str = "") -> None:
        """Write for a package whose media lie below `folder`; `classic`: for Classic Quizzes too."""
        super().__init__(lang)
        self.files: dict[str, None] = {}
        self.gaps: tuple[str, ...] = ()
        """What stands in the place of each gap of a cloze, escaped."""
        self._folder = folder
        self._classic = classic

    def url(self, path: str) -> str:
        """Return the reference to a media file, and remember that it is needed."""
        self.files[path] = None
        return FILEBASE + package_path(self._folder, path)

    def math(self, math: Math) -> str:
        """Return the formula as TeX in delimiters, which both importers pass through."""
        return tex_delimited(math)

    def media(self, media: Media) -> str:
        """Return the picture, the player with a link beside it, or the link to the document."""
        url = self.url(media.path)
        words = _attribute(media.alt)
        title = title_attribute(media.title, _attribute)
        if media.kind == "image":
            return f'<img src="{url}" alt="{words}"{title}/>'
        link = f'<a href="{url}"{title}>{html.escape(media.alt, quote=False)}</a>'
        if media.kind == "document":
            return link
        return f'<{media.kind} src="{url}" controls="controls" title="{words}"></{media.kind}> {link}'

    def link_start(self, link: LinkStart) -> tuple[str, str]:
        """Return the tags of a link to a file; of links to lessons and questions only the text stays."""
        if link.kind == "file":
            title = title_attribute(link.title, _attribute)
            return f'<a href="{self.url(link.to)}"{title}>', "</a>"
        return "", ""

    def gap(self, number: int) -> str:
        """Return the gap's name in brackets, with its unit."""
        return self.gaps[number]

    def content(self, text: RichText) -> str:
        """Return the XHTML of the text without a wrapper."""
        content = render(text, self)
        return in_lasting_tags(content, text.elements) if self._classic else content

    def feedback(self, text: RichText | None, ending: str = "") -> str:
        """Return the XHTML of feedback as a single p or div (Classic Quizzes takes the first); empty for no text.

        `ending` is XHTML below the text.
        """
        if text is None:
            return f"<div{self._lang}>{ending}</div>" if ending else ""
        if not ending and text.inline:
            return self.block(text)
        content = self.content(text)
        inner = f"<p>{content}</p>" if text.inline else content
        return f"<div{self._lang}>{inner}{ending}</div>"


def _attribute(words: str) -> str:
    """Return words for an attribute; New Quizzes garbles brackets there, taking them for gaps."""
    return html.escape(words).replace("[", "(").replace("]", ")")
