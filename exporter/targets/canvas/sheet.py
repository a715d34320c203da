"""One item under construction: what the families of types share, and what goes wrong while they write it."""

from __future__ import annotations

import html
import re
from decimal import Decimal
from typing import Literal

import msgspec

from exporter.codes import canvas as codes
from exporter.diagnostics import Code, Diagnostic, Span
from exporter.model import Essay, FileUpload, Passage, Question, RichText
from exporter.targets.canvas import elements
from exporter.targets.canvas.elements import Element
from exporter.targets.canvas.text import CanvasWriting
from exporter.targets.languages import label

_MARK = re.compile(r"<[A-Za-z/!?]|&#?[A-Za-z0-9]+;")
"""What a reader of HTML takes for a tag or a character reference."""

LONGEST_TEXT = 16384
"""Characters of a question text that Classic Quizzes keeps."""
LONGEST_TITLE = 255
_LONGEST_COMMENT = 5 * 1024
"""Bytes of a comment that Classic Quizzes saves when a question is edited."""

GENERAL, CORRECT, INCORRECT = "general_fb", "correct_fb", "general_incorrect_fb"
"""The idents of the feedback of a whole item, which New Quizzes knows by name."""


class Setting(msgspec.Struct, frozen=True):
    """Everything beside the question that its item depends on; with it, the key of the cache."""

    shape: Literal["both", "new"]
    ident: str
    points: Decimal
    folder: str
    """Where the package keeps the bank's media."""
    lang: str
    """The question's language where it is not the bank's, else empty."""
    labels: str
    """The language of the words that we add."""
    shuffle: bool = True
    passage: Passage | None = None
    """The passage that stands inside the question."""
    stimulus: str = ""
    """The ident of the text before it, which New Quizzes shows beside the question."""
    size: tuple[int, int] | None = None
    """Width and height of a hotspot's picture in pixels."""


class Sheet:
    """An item, its losses and the files it needs."""

    def __init__(self, question: Question, setting: Setting) -> None:
        self.question = question
        self.setting = setting
        self.new = setting.shape == "new"
        self.writing = CanvasWriting(setting.folder, classic=not self.new, lang=setting.lang)
        self.findings: list[Diagnostic] = []
        self.left_out = False
        self._comments: list[tuple[str, str]] = []
        self.item = elements.root("item", ident=setting.ident, title=self._title())

    def report(self, code: Code, span: Span, message: str) -> None:
        """Add a finding about this question."""
        found = code.at(span, message, question=self.question.id, target="canvas")
        if found not in self.findings:
            self.findings.append(found)

    def plain_words(self, words: str, span: Span) -> str:
        """Return plain text of an answer, saying where New Quizzes would take a part of it for a mark."""
        if _MARK.search(words):
            self.report(codes.PLAIN_ANSWERS, span, f"New Quizzes takes signs in `{words}` for marks and drops them")
        return words

    def leave_out(self, code: Code, span: Span, message: str) -> None:
        """Say why the item cannot be written."""
        self.left_out = True
        self.report(code, span, message)

    def presentation(self, kind: str, ending: str = "", **fields: str) -> Element:
        """Append metadata and a presentation that holds the stem, and return the presentation.

        `ending` is XHTML below the stem; `fields` are further metadata, each read by New Quizzes only.
        """
        presentation = self.bare_presentation(kind, **fields)
        elements.material(presentation, self.stem(ending))
        return presentation

    def bare_presentation(self, kind: str, **fields: str) -> Element:
        """Append metadata and an empty presentation, and return it."""
        entries = {"question_type": kind, "points_possible": elements.number(self.setting.points)}
        if self.setting.stimulus:
            entries["parent_stimulus_item_ident"] = self.setting.stimulus
        elements.metadata(self.item, entries | fields, of_item=True)
        return elements.append(self.item, elements.PRESENTATION)

    def stem(self, ending: str = "") -> str:
        """Return the question text: the passage that stands inside, the stem, the ending."""
        text = self.writing.block(self.question.stem) + ending
        if self.setting.passage is not None:
            text = f"<div>{self.writing.content(self.setting.passage.text)}</div><hr/>{text}"
        if len(text) > LONGEST_TEXT:
            message = (
                f"`{self.question.id}` is left out: its text has {len(text)} characters, Canvas takes {LONGEST_TEXT}"
            )
            self.leave_out(codes.TEXT_TOO_LONG, self.question.span, message)
        return text

    def processing(self) -> Element:
        """Append response processing that begins with the general feedback, and return it."""
        processing = elements.resprocessing(self.item)
        general = self.writing.feedback(self.question.explanation, self.references())
        if general:
            self._comment(GENERAL, general)
            self._show_otherwise(processing, GENERAL)
        if not isinstance(self.question, Essay | FileUpload):
            self._comment(CORRECT, self.writing.feedback(self.question.if_correct))
            self._comment(INCORRECT, self.writing.feedback(self.question.if_incorrect))
        return processing

    def unscored(self) -> None:
        """Append what response processing there is for a question that no condition scores."""
        processing = self.processing()
        self.show_incorrect(processing)
        if len(processing) == 1:  # nothing but the declaration of the score, which the schema forbids
            self.item.remove(processing)

    def references(self) -> str:
        """Return the XHTML of the references below their heading, empty where there are none."""
        text = self.question.references
        if text is None:
            return ""
        return f"<p><strong>{label('references', self.setting.labels)}</strong></p>{self.writing.block(text)}"

    def comment(self, number: int, feedback: RichText) -> str:
        """Keep the feedback of the answer whose ident is `number`, and return the feedback's ident.

        Classic Quizzes finds it by `<digits>_fb`; any other name risks being taken for the item's own feedback.
        """
        ident = f"{number}_fb"
        self._comment(ident, self.writing.feedback(feedback))
        return ident

    def score(self, processing: Element, value: str = "100", *, action: str = "Set") -> Element:
        """Append a final condition that scores, shows the feedback for right answers, and return its conditionvar."""
        found, test = elements.condition(processing, final=True)
        elements.setvar(found, action, value)
        return test

    def show_correct(self, test: Element, *idents: str) -> None:
        """Let the condition of `test` show feedback: first the answer's own, then that for right answers."""
        found = test.getparent()
        assert found is not None
        known = {ident for ident, _ in self._comments}
        for ident in (*idents, *({CORRECT} & known)):
            elements.displayfeedback(found, ident)

    def show_incorrect(self, processing: Element) -> None:
        """Append the condition that shows feedback where nothing scored."""
        if any(ident == INCORRECT for ident, _ in self._comments):
            self._show_otherwise(processing, INCORRECT)

    def finish(self) -> Element:
        """Append the feedback, which comes last, and return the item."""
        for ident, content in self._comments:
            elements.itemfeedback(self.item, ident, content)
        return self.item

    def _show_otherwise(self, processing: Element, ident: str) -> None:
        found, test = elements.condition(processing)
        elements.append(test, elements.OTHER)
        elements.displayfeedback(found, ident)

    def _comment(self, ident: str, content: str) -> None:
        if not content:
            return
        self._comments.append((ident, content))
        if len(content) > _LONGEST_COMMENT and not self.new:
            message = f"feedback of {len(content)} characters is over the 5 kB that Canvas saves"
            self.report(codes.FEEDBACK_LONG, self.question.span, message)

    def _title(self) -> str:
        title = self.question.title
        if len(title) > LONGEST_TITLE:
            self.report(
                codes.TITLE_CUT, self.question.span, f"the title has {len(title)} characters, {LONGEST_TITLE} are kept"
            )
        return title[:LONGEST_TITLE]


def text_item(ident: str, title: str, content: str) -> Element:
    """Return a text between questions: no points, no scoring, which both importers read as a text or stimulus."""
    item = elements.root("item", ident=ident, title=title[:LONGEST_TITLE])
    elements.metadata(item, {"question_type": "text_only_question", "points_possible": "0"}, of_item=True)
    elements.material(elements.append(item, elements.PRESENTATION), content)
    return item


def escaped(words: str) -> str:
    """Return words as XHTML text."""
    return html.escape(words, quote=False)
