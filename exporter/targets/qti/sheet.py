"""One item under construction: what the families of types share, and what goes wrong while they write it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import msgspec

from exporter.diagnostics import Code, Diagnostic, Span
from exporter.model import Description, Essay, FileUpload, Passage, Question, RichText
from exporter.targets.item_xml import number
from exporter.targets.languages import direction, label
from exporter.targets.passages import titled
from exporter.targets.qti.body import QtiWriting, item_path
from exporter.targets.qti.declarations import NO_KEY, Key, outcome_declaration, response_declaration
from exporter.targets.qti.dialect import Dialect, Template, dialect_of
from exporter.targets.qti.hints import hint_title
from exporter.targets.qti.processing import (
    MAXSCORE,
    SCORE,
    Assignment,
    Branch,
    Condition,
    Expression,
    Statement,
    any_of,
    decimal,
    is_right,
    operator,
    show,
    variable,
    when,
    written,
)
from exporter.targets.qti.spoken import FEEDBACK, NONE, OF_ITEM, PICKED, Spoken

GENERAL, CORRECT, PARTIAL, INCORRECT = "general_fb", "correct_fb", "partial_fb", "general_incorrect_fb"
"""Feedback of a whole item, by the names that Canvas tells apart: whatever has `correct` in it is taken for that."""
RESPONSE = "RESPONSE"
_RAW = "RAW"
PARTS = "PARTS"
"""The outcome that counts the right parts of an answer."""
_HINTS = "HINTS"


class Setting(msgspec.Struct, frozen=True):
    """Everything beside the question that its item depends on; with it, the key of the cache."""

    dialect: str
    points: Decimal
    lang: str
    """The language of the item."""
    shuffle: bool = True
    passage: Passage | None = None
    size: tuple[int, int] | None = None
    """Width and height of a hotspot's picture in pixels."""


class Sheet:
    """An item, its losses and the files it needs."""

    def __init__(self, question: Question, setting: Setting) -> None:
        self.question = question
        self.setting = setting
        self.dialect: Dialect = dialect_of(setting.dialect)
        self.text = QtiWriting(self.dialect)
        self.findings: list[Diagnostic] = []
        self.spoken = Spoken(self.dialect)
        self.interactions: dict[str, None] = {}
        """The interactions of the item by their QTI 2 names."""
        self.scale = setting.points or Decimal(1)
        """What a right answer earns in `earned`."""
        self.earned = SCORE if setting.points else _RAW
        """The outcome that the answer is judged in: a question without points is judged too, for its feedback."""
        self._responses: list[str] = []
        self._outcomes: list[str] = []
        self._body: list[str] = []
        self._scoring: list[Statement] = []
        self._template: Template | None = None

    def report(self, code: Code, span: Span, message: str) -> None:
        """Add a finding about this question."""
        found = code.at(span, message, question=self.question.id, target=self.dialect.name)
        if found not in self.findings:
            self.findings.append(found)

    # --- declarations ---

    def response(
        self, base_type: str, cardinality: str = "single", key: Key = NO_KEY, identifier: str = RESPONSE
    ) -> None:
        """Declare a response with its key."""
        declared = response_declaration(self.dialect, (identifier, cardinality, base_type), key, self.scale)
        self._responses.append(declared)

    def outcome(
        self, identifier: str, base_type: str, cardinality: str = "single", default: str = "", **attributes: str
    ) -> None:
        """Declare an outcome."""
        declared = outcome_declaration(self.dialect, (identifier, cardinality, base_type), default, **attributes)
        self._outcomes.append(declared)

    # --- the body ---

    def stem(self) -> None:
        """Append the passage, or the place where a player puts the shared one, and the question's text."""
        passage = self.setting.passage
        if passage is not None:
            lang = self.dialect.written_in(passage.lang, self.setting.lang) if passage.lang else ""
            if self.dialect.stimuli:
                self._body.append(f'<div class="qti-shared-stimulus" data-stimulus-idref="{passage.id}"{lang}></div>')
            else:
                self._body.append(f'<div class="passage"{lang}>{self.text.block(titled(passage))}</div>')
        self._body.append(self.text.block(self.question.stem))

    def place(self, markup: str) -> None:
        """Append blocks to the body."""
        self._body.append(markup)

    def interaction(self, name: str, content: str = "", identifier: str = RESPONSE, **attributes: str) -> str:
        """Return an interaction that answers to a response, and remember it for the metadata."""
        self.interactions[name] = None
        return self.dialect.tag(name, content, responseIdentifier=identifier, **attributes)

    def rubric(self, name: str, text: RichText) -> None:
        """Append a text for the person who marks, below its heading."""
        heading = label("rubric" if name == "rubric" else "model-answer", self.setting.lang)
        content = self.dialect.body(f"<p><strong>{heading}</strong></p>{self.text.block(text)}")
        self._body.append(self.dialect.tag("rubricBlock", content, view="scorer", use="scoring"))

    # --- scoring ---

    def full(self) -> Expression:
        """Return what a right answer earns."""
        return variable(MAXSCORE) if self.setting.points else decimal(Decimal(1))

    def score(self, *statements: Statement, template: Template | None = None) -> None:
        """Append the rules that score; `template` names a standard template that would do the same by itself."""
        self._scoring.extend(statements)
        self._template = template

    def earn(self, earned: Expression) -> Assignment:
        """Set what the answer earns."""
        return Assignment(self.earned, earned)

    def right(self) -> Branch:
        """Return the branch in which the declared right response earns all of the points."""
        return Branch(is_right(RESPONSE), (self.earn(self.full()),))

    def all_or_nothing(self) -> None:
        """Score the declared right response and nothing else; the standard template does so for one point."""
        template = "match_correct" if self.setting.points == 1 else None
        self.score(Condition((self.right(),)), template=template)

    def count(self, conditions: Iterable[Statement], parts: int, *, whole: bool) -> None:
        """Score by the parts that `conditions` add to `PARTS`: all or nothing where `whole`, else each its share."""
        self.outcome(PARTS, "float", default="0")
        complete = operator("gte", variable(PARTS), decimal(Decimal(parts)))
        earned = operator("divide", operator("product", variable(PARTS), self.full()), decimal(Decimal(parts)))
        rest = () if whole else (self.earn(earned),)
        self.score(*conditions, Condition((Branch(complete, (self.earn(self.full()),)),), rest))

    # --- feedback ---

    def feedback(self, identifier: str, content: str, outcome: str = FEEDBACK) -> Assignment:
        """Keep feedback that is shown above the item, and return the rule that shows it.

        It stands outside the body, which says from which side the item is read.
        """
        if self._turned():
            content = f'<div dir="rtl">{content}</div>'
        return self.spoken.above(identifier, content, outcome)

    def _turned(self) -> bool:
        """Return whether the item is read from right to left, in a version that can say so."""
        return self.dialect.direction and direction(self.setting.lang) == "rtl"

    def _general(self) -> list[Statement]:
        """Return the rules for the feedback that every type has."""
        question = self.question
        rules: list[Statement] = []
        if not isinstance(question, Essay | FileUpload | Description):
            given = variable(self.earned)
            nothing = decimal(Decimal(0))
            branches = [
                (CORRECT, question.if_correct, operator("gte", given, self.full())),
                (INCORRECT, question.if_incorrect, operator("lte", given, nothing)),
            ]
            rules += [
                when(condition, self.feedback(name, self.text.block(text)))
                for name, text, condition in branches
                if text is not None
            ]
            if question.if_partly_correct is not None:
                part = operator("and", operator("gt", given, nothing), operator("lt", given, self.full()))
                rules.append(when(part, self.feedback(PARTIAL, self.text.block(question.if_partly_correct))))
        general = self.text.block(question.explanation) if question.explanation is not None else ""
        general += self.references()
        if general:
            rules.append(self.feedback(GENERAL, general, OF_ITEM))
        return rules

    def references(self) -> str:
        """Return the references below their heading, empty where there are none."""
        text = self.question.references
        if text is None:
            return ""
        return f"<p><strong>{label('references', self.setting.lang)}</strong></p>{self.text.block(text)}"

    def _hinted(self, rules: list[Statement]) -> list[Statement]:
        """Let each hint be asked for by a button; the feedback waits for an attempt that ends without one."""
        hints = self.question.hints if self.dialect.hints else ()
        if not hints:
            return rules
        self.outcome(_HINTS, "identifier", "multiple", NONE)
        pressed: list[Statement] = []
        title = hint_title(self.setting.lang)
        for place, hint in enumerate(hints, 1):
            identifier, shown = f"HINT_{place}", f"hint_{place}"
            self.response("boolean", identifier=identifier)
            name = f"{title} {place}" if len(hints) > 1 else title
            button = self.interaction("endAttemptInteraction", identifier=identifier, title=name, countAttempt="false")
            self._body.append(f"<p>{button}</p>")
            self._body.append(self.shown_block(_HINTS, shown, self.text.block(hint)))
            pressed.append(when(variable(identifier), show(_HINTS, shown)))
        asked = any_of([variable(f"HINT_{place}") for place in range(1, len(hints) + 1)])
        hidden = self.spoken.silence()
        return [*rules, *pressed, *([when(asked, *hidden)] if hidden else [])]

    def shown_block(self, outcome: str, identifier: str, content: str) -> str:
        """Return blocks that are seen once the outcome holds the identifier."""
        return self.dialect.tag(
            "feedbackBlock",
            self.dialect.body(content),
            outcomeIdentifier=outcome,
            identifier=identifier,
            showHide="show",
        )

    # --- the whole ---

    def finish(self) -> str:
        """Return the item."""
        feedback = self._general()
        if self.spoken.outcomes or (self.question.hints and self.dialect.hints):
            self._template = None
        rules = self._hinted([*self._scoring, *feedback])
        self._declare_score()
        for outcome, cardinality in self.spoken.outcomes.items():
            if outcome != PICKED:
                self.outcome(outcome, "identifier", cardinality, NONE)
        content = [
            *self._responses,
            *self._outcomes,
            self._stimulus(),
            self._item_body(),
            self._processing(rules),
            *self.spoken.modals,
        ]
        for code, span, message in self.text.notes:
            self.report(code, span, message)
        return self.dialect.root(
            "assessmentItem",
            "".join(content),
            identifier=self.question.id,
            title=self.question.title,
            **{"xml:lang": self.setting.lang, "adaptive": "false", "timeDependent": "false"},
        )

    def _declare_score(self) -> None:
        if isinstance(self.question, Description):
            return
        points = number(self.setting.points)
        by_hand = isinstance(self.question, Essay | FileUpload) and self.dialect.external_scoring
        marked = {"externalScored": "human"} if by_hand else {}
        self.outcome(SCORE, "float", default="0", normalMaximum=points, normalMinimum="0", **marked)
        self.outcome(MAXSCORE, "float", default=points)
        if self.earned == _RAW and self._scoring:
            self.outcome(_RAW, "float", default="0")

    def _stimulus(self) -> str:
        passage = self.setting.passage
        if passage is None or not self.dialect.stimuli:
            return ""
        return self.dialect.tag(
            "assessmentStimulusRef", identifier=passage.id, href=item_path(passage.id), title=passage.title
        )

    def _item_body(self) -> str:
        towards = {"dir": "rtl"} if self._turned() else {}
        return self.dialect.tag("itemBody", "".join(self._body), **towards)

    def _processing(self, rules: list[Statement]) -> str:
        if self._template:
            return self.dialect.tag("responseProcessing", template=self.dialect.template(self._template))
        return self.dialect.tag("responseProcessing", written(rules, self.dialect)) if rules else ""
