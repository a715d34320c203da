"""One item of the cartridge's profile under construction: what the types share, and the order of its conditions.

Importers stop at the first condition without `continue="Yes"`, join what conditions with it show, or take what they
test for right; only this order is read alike by all of them: general feedback, the right answer, the wrong ones.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from html import escape

import msgspec

from exporter.codes import cartridge as codes
from exporter.diagnostics import Code, Diagnostic, Span
from exporter.model import Passage, Question, RichText
from exporter.targets import qti12
from exporter.targets.cartridge.text import CartridgeWriting
from exporter.targets.languages import foreign_attributes, label
from exporter.targets.passages import titled

LONGEST_TITLE = 255
"""Characters of a title that the importers keep; one gives up everything because of a longer one."""
LEAST_POINTS, MOST_POINTS = 1, 99
GENERAL, CORRECT, INCORRECT, SOLUTION = "general_fb", "correct_fb", "general_incorrect_fb", "solution"
RESPONSE = "response1"


class Setting(msgspec.Struct, frozen=True):
    """Everything beside the question that its item depends on; with it, the key of the cache."""

    points: Decimal
    lang: str
    """The question's language where it is not the bank's, else empty."""
    labels: str
    """The language of the words that we add."""
    shuffle: bool = True
    passage: Passage | None = None


def whole_points(points: Decimal) -> int:
    """Return the points as the profile counts them: whole, halves up, from 1 to 99."""
    return int(min(max(points.quantize(Decimal(1), ROUND_HALF_UP), Decimal(LEAST_POINTS)), Decimal(MOST_POINTS)))


class Sheet:
    """An item, its losses and the files it needs."""

    def __init__(self, question: Question, setting: Setting) -> None:
        self.question = question
        self.setting = setting
        self.points = whole_points(setting.points)
        self.writing = CartridgeWriting("stem", setting.lang)
        self.answers = CartridgeWriting("answer", setting.lang)
        self.findings: list[Diagnostic] = []
        self.left_out = False
        self._profile = ""
        self._presentation = ""
        self._conditions: list[str] = []
        self._comments: dict[str, str] = {}
        self._solution = ""

    def report(self, code: Code, span: Span, message: str) -> None:
        """Add a finding about this question."""
        self.findings.append(code.at(span, message, question=self.question.id, target="cartridge"))

    def leave_out(self, code: Code, span: Span, message: str) -> None:
        """Say why the item cannot be written."""
        self.left_out = True
        self.report(code, span, message)

    def present(self, profile: str, response: str) -> None:
        """Write the metadata of a profile's type, the stem, and below it the response, given as XML."""
        self._profile = profile
        self._presentation = qti12.material(self._stem()) + response

    def begin_scoring(self) -> None:
        """Write what is shown whatever was answered, and keep the feedback for right and wrong answers."""
        general = self._block(self.question.explanation) + self._references()
        if general:
            self._comments[GENERAL] = general
            self._conditions.append(qti12.condition(qti12.OTHER, qti12.displayfeedback(GENERAL)))
        for ident, text in ((CORRECT, self.question.if_correct), (INCORRECT, self.question.if_incorrect)):
            if text is not None:
                self._comments[ident] = self._block(text)

    def comment(self, place: str, text: RichText | None) -> tuple[str, ...]:
        """Keep the feedback of the choice of that ident, and return the idents of what to show: one or none."""
        if text is None:
            return ()
        ident = f"{place}_fb"
        self._comments[ident] = self._block(text)
        return (ident,)

    def score(self, test: str, *shown: str) -> None:
        """Write the final condition that earns all and shows `shown`, then the feedback for right answers."""
        feedback = (*shown, CORRECT) if CORRECT in self._comments else shown
        outcomes = qti12.setvar("100", "Set") + "".join(map(qti12.displayfeedback, feedback))
        self._conditions.append(qti12.condition(test, outcomes, final=True))

    def show(self, test: str, shown: tuple[str, ...], *, wrong: bool) -> None:
        """Write a final condition that earns nothing and shows feedback; nothing where there is none."""
        feedback = (*shown, INCORRECT) if wrong and INCORRECT in self._comments else shown
        if feedback:
            outcomes = "".join(map(qti12.displayfeedback, feedback))
            self._conditions.append(qti12.condition(test, outcomes, final=True))

    def solve(self, text: RichText | None) -> None:
        """Write the condition that ends what a person marks, with the solution where there is one."""
        shown = ""
        if text is not None:
            self._solution = self._block(text)
            shown = f'<displayfeedback feedbacktype="Solution" linkrefid="{SOLUTION}"/>'
        self._conditions.append(qti12.condition(qti12.OTHER, shown, final=True))

    def xml(self) -> str:
        """Return the item."""
        fields = {"cc_profile": f"cc.{self._profile}.v0p1", "cc_weighting": str(self.points)}
        fields |= {"qmd_scoringpermitted": "Yes", "qmd_computerscored": "No" if self._profile == "essay" else "Yes"}
        comments = "".join(qti12.itemfeedback(ident, content) for ident, content in self._comments.items())
        if self._solution:
            solution = f"<solutionmaterial>{qti12.material(self._solution)}</solutionmaterial>"
            comments += f'<itemfeedback ident="{SOLUTION}"><solution>{solution}</solution></itemfeedback>'
        return qti12.item(
            self.question.id,
            self._title(),
            f"<itemmetadata>{qti12.qtimetadata(fields)}</itemmetadata><presentation>{self._presentation}"
            f"</presentation>{qti12.resprocessing(''.join(self._conditions))}{comments}",
        )

    @property
    def files(self) -> tuple[str, ...]:
        """The paths of the bank's media that the item shows."""
        return tuple(self.writing.files)

    def _stem(self) -> str:
        text = self.writing.block(self.question.stem)
        if (passage := self.setting.passage) is None:
            return text
        lang = foreign_attributes(passage.lang, self.setting.labels)
        return f"<div{lang}>{self.writing.content(titled(passage))}</div><hr/>{text}"

    def _block(self, text: RichText | None) -> str:
        return "" if text is None else self.answers.block(text)

    def _references(self) -> str:
        text = self.question.references
        if text is None:
            return ""
        return f"<p><strong>{escape(label('references', self.setting.labels))}</strong></p>{self._block(text)}"

    def _title(self) -> str:
        title = self.question.title
        if len(title) > LONGEST_TITLE:
            message = f"the title has {len(title)} characters, {LONGEST_TITLE} are kept"
            self.report(codes.TITLE_CUT, self.question.span, message)
        return title[:LONGEST_TITLE]
