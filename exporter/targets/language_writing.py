"""Rich text in items of QTI 1.2, which say no language themselves: its elements do."""

from __future__ import annotations

from exporter.model import RichText
from exporter.targets.languages import language_attributes


class LanguageWriting:
    """Texts of a question in `lang`, BCP 47; in the package's own language where it is empty."""

    def __init__(self, lang: str) -> None:
        self._lang = language_attributes(lang) if lang else ""

    def content(self, text: RichText) -> str:
        """Return the XHTML of the text without a wrapper, as the target writes it."""
        raise NotImplementedError

    def choice(self, text: RichText) -> str:
        """Return the XHTML of something to pick, in its language."""
        content = self.content(text)
        if not self._lang:
            return content
        wrapper = "span" if text.inline else "div"
        return f"<{wrapper}{self._lang}>{content}</{wrapper}>"

    def block(self, text: RichText) -> str:
        """Return the XHTML of a text that stands on its own, in its language."""
        content = self.content(text)
        if text.inline:
            return f"<p{self._lang}>{content}</p>"
        return f"<div{self._lang}>{content}</div>" if self._lang else content
