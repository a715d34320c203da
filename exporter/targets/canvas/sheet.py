"""One item under construction: what the families of types share, and what goes wrong while they write it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal

import msgspec

from exporter.codes import canvas as codes
from exporter.codes.targets import ANSWERS_ALIKE
from exporter.diagnostics import Code, Diagnostic, Span
from exporter.model import Essay, FileUpload, Passage, Question, RichText, TextAnswer
from exporter.targets import fixed_texts
from exporter.targets import qti12 as elements
from exporter.targets.alike import alike
from exporter.targets.canvas.text import CanvasWriting
from exporter.targets.item_xml import number
from exporter.targets.languages import foreign_attributes, label
from exporter.targets.passages import titled

_MARK = re.compile(r"<[A-Za-z/!?]|&#?[A-Za-z0-9]+;")
"""What a reader of HTML takes for a tag or a character reference."""

LONGEST_TEXT = 16384
"""Characters of a question text that Classic Quizzes keeps."""
LONGEST_TITLE = 255
"""Characters of a title that Canvas keeps."""
_LONGEST_COMMENT = 5 * 1024
"""Bytes of a comment that Classic Quizzes saves when a question is edited."""

GENERAL, CORRECT, INCORRECT = "general_fb", "correct_fb", "general_incorrect_fb"
"""The idents of the feedback of a whole item, which New Quizzes knows by name."""


class Setting(msgspec.Struct, frozen=True):
    """Everything beside the question that its item depends on; with it, the key of the cache."""

    form: Literal["both", "new"]
    points: Decimal
    folder: str
    """Where the package keeps the bank's media."""
    lang: str
    """The question's language where it is not the bank's, else empty."""
    labels: str
    """The language of the words that we add."""
    ident: str = ""
    """Of the item, where it is not the question's id."""
    shuffle: bool = True
    passage: Passage | None = None
    """The passage that stands inside the question."""
    stimulus: str = ""
    """The ident of the text before it, which New Quizzes shows beside the question."""
    size: tuple[int, int] | None = None
    """Width and height of a hotspot's picture in pixels."""

    def ident_of(self, question: Question) -> str:
        """Return the ident of the item."""
        return self.ident or question.id


class Sheet:
    """An item, its losses and the files it needs."""

    def __init__(self, question: Question, setting: Setting) -> None:
        self.question = question
        self.setting = setting
        self.new = setting.form == "new"
        self.writing = CanvasWriting(setting.folder, classic=not self.new, lang=setting.lang)
        self.findings: list[Diagnostic] = []
        self.left_out = False
        self._head = ""
        self._presentation = ""
        self._conditions: list[str] = []
        self._comments: dict[str, str] = {}
        self._title = self._kept_title()

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

    def report_texts(self, answers: Sequence[TextAnswer], *, case_sensitive: bool) -> None:
        """Say what is lost of accepted texts, which have no order and (but for New Quizzes) no wildcards in Canvas."""
        for loss in fixed_texts.losses(answers, case_sensitive=case_sensitive, patterns=self.new):
            self.report(*loss)

    def report_alike(self, written: Iterable[tuple[RichText, str]]) -> None:
        """Say which answers are the same once they are written."""
        for text, words in alike(written):
            self.report(ANSWERS_ALIKE, text.span, f"two different answers are both `{words}`")

    def leave_out(self, code: Code, span: Span, message: str) -> None:
        """Say why the item cannot be written."""
        self.left_out = True
        self.report(code, span, message)

    def present(self, kind: str, response: str = "", ending: str = "", **fields: str) -> None:
        """Write the metadata, the stem, and below it the response, given as XML.

        `ending` is XHTML below the stem; `fields` are further metadata, each read by New Quizzes only.
        """
        self.present_bare(kind, elements.material(self.stem(ending)) + response, **fields)

    def present_bare(self, kind: str, xml: str, **fields: str) -> None:
        """Write the metadata and the presentation, given as XML with its stem."""
        entries = {"question_type": kind, "points_possible": number(self.setting.points)}
        if self.setting.stimulus:
            entries["parent_stimulus_item_ident"] = self.setting.stimulus
        self._head = elements.qtimetadata(entries | fields)
        self._presentation = xml

    def stem(self, ending: str = "") -> str:
        """Return the question text: the passage that stands inside, the stem, the ending."""
        text = self.writing.block(self.question.stem) + ending
        if (passage := self.setting.passage) is not None:
            lang = foreign_attributes(passage.lang, self.setting.labels)
            text = f"<div{lang}>{self.writing.content(titled(passage))}</div><hr/>{text}"
        if len(text) > LONGEST_TEXT:
            message = (
                f"`{self.question.id}` is left out: its text has {len(text)} characters, Canvas takes {LONGEST_TEXT}"
            )
            self.leave_out(codes.TEXT_TOO_LONG, self.question.span, message)
        return text

    def begin_scoring(self) -> None:
        """Write what is shown whatever was answered, and keep the item's other feedback."""
        general = self.writing.feedback(self.question.explanation, self.references())
        if general:
            self._comment(GENERAL, general)
            self._show_otherwise(GENERAL)
        if not isinstance(self.question, Essay | FileUpload):
            self._comment(CORRECT, self.writing.feedback(self.question.if_correct))
            self._comment(INCORRECT, self.writing.feedback(self.question.if_incorrect))

    def score_right(self, test: str, *comments: str, attributes: str = "", value: str = "100") -> None:
        """Write a final condition that earns all, and shows the comments and then the feedback for right answers."""
        shown = (*comments, CORRECT) if CORRECT in self._comments else comments
        outcomes = elements.setvar(value, "Set") + "".join(map(elements.displayfeedback, shown))
        self._conditions.append(elements.condition(test, outcomes, final=True, attributes=attributes))

    def score_part(self, test: str, value: str, action: str = "Add") -> None:
        """Write a final condition that earns a part."""
        self._conditions.append(elements.condition(test, elements.setvar(value, action), final=True))

    def show_comment(self, test: str, comment: str) -> None:
        """Write a condition that shows a comment."""
        self._conditions.append(elements.condition(test, elements.displayfeedback(comment)))

    def score_nothing(self) -> None:
        """Write the condition that ends the scoring of what a person marks."""
        self._conditions.append(elements.condition(elements.OTHER, "", final=True))

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

    def show_incorrect(self) -> None:
        """Write the condition that shows feedback where nothing scored."""
        if INCORRECT in self._comments:
            self._show_otherwise(INCORRECT)

    def xml(self) -> str:
        """Return the item."""
        scoring = elements.resprocessing("".join(self._conditions)) if self._conditions else ""
        comments = "".join(elements.itemfeedback(ident, content) for ident, content in self._comments.items())
        return elements.item(
            self.setting.ident_of(self.question),
            self._title,
            f"<itemmetadata>{self._head}</itemmetadata><presentation>{self._presentation}</presentation>"
            f"{scoring}{comments}",
        )

    def _show_otherwise(self, ident: str) -> None:
        self._conditions.append(elements.condition(elements.OTHER, elements.displayfeedback(ident)))

    def _comment(self, ident: str, content: str) -> None:
        if not content:
            return
        self._comments[ident] = content
        if len(content) > _LONGEST_COMMENT and not self.new:
            message = f"feedback of {len(content)} characters is over the 5 kB that Canvas saves"
            self.report(codes.FEEDBACK_LONG, self.question.span, message)

    def _kept_title(self) -> str:
        title = self.question.title
        if len(title) > LONGEST_TITLE:
            self.report(
                codes.TITLE_CUT, self.question.span, f"the title has {len(title)} characters, {LONGEST_TITLE} are kept"
            )
        return title[:LONGEST_TITLE]


def text_item(ident: str, title: str, content: str) -> str:
    """Return a text between questions: no points, no scoring, which both importers read as a text or stimulus."""
    head = elements.qtimetadata({"question_type": "text_only_question", "points_possible": "0"})
    xml = f"<itemmetadata>{head}</itemmetadata><presentation>{elements.material(content)}</presentation>"
    return elements.item(ident, title[:LONGEST_TITLE], xml)


def escaped(words: str) -> str:
    """Return words as XHTML text."""
    return html.escape(words, quote=False)
