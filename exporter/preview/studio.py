"""What students see, on the pages of the preview: exercises and texts as the html target renders them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

import msgspec
from markupsafe import Markup

from exporter.model import Bank, Description, LinkStart, RichText
from exporter.targets.html.exercise import SCRIPTS, Exercise, exercise, runtime_words
from exporter.targets.html.look import look_of
from exporter.targets.html.text import PageWriting
from exporter.targets.html.views import PassageView, Viewer


class Studio:
    """Renders for one page, in one language; a wrong template or word file of the author's raises as it does there."""

    def __init__(self, bank: Bank, language: str, templates: Path | None) -> None:
        self._bank = bank
        self._look = look_of(language, templates, self._address, _link)
        self.language = language
        self.direction = self._look.words.direction
        self.scripts = tuple(name.rpartition("/")[2] for name in SCRIPTS)
        """The names of the scripts that wake exercises, in their order."""
        self.words = Markup(runtime_words(self._look))  # noqa: S704 - escaped for a data block

    def exercise(self, question_id: str, number: int, *, level: int, points: Decimal | None = None) -> Exercise:
        """Return the question as an exercise, headed by its number; `points` are those of a quiz's section."""
        question = self._bank.question(question_id)
        if points is not None and not isinstance(question, Description):
            question = msgspec.structs.replace(question, points=points)
        heading = question.title if isinstance(question, Description) else self._look.words("question", number=number)
        return exercise(question, self._bank, msgspec.structs.replace(self._look, level=level, heading=heading))

    def text(self, text: RichText | None, *, level: int = 2) -> Markup:
        """Return a text as blocks, with headings below `level`; nothing where there is none."""
        if text is None:
            return Markup()
        return PageWriting(msgspec.structs.replace(self._look, level=level)).block(text)

    def passage(self, passage_id: str | None, *, level: int) -> PassageView | None:
        """Return a passage as the pages for the browser show it, headed at `level`."""
        if passage_id is None or passage_id not in self._bank.passages:
            return None
        return Viewer(self._bank, msgspec.structs.replace(self._look, level=level)).passage(passage_id)

    def _address(self, path: str) -> str:
        """Return where a file is had; an edit of it gives another address, so that an open page shows it anew."""
        file = self._bank.media.get(path)
        return f"/media/{quote(path)}" + (f"?{file.digest[:16]}" if file is not None and file.digest else "")


def _link(link: LinkStart) -> str:
    return f"/{link.kind}/{quote(link.to, safe='')}"
