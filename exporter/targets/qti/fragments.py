"""Questions and passages as files of a package: built, judged by the grammar and by rules of our own, cached."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from exporter.codes.qti import DIRECTION_DROPPED
from exporter.codes.validation import GRAMMAR, UNDECLARED_OUTCOME, UNKNOWN_CHOICE
from exporter.diagnostics import Code, Diagnostic, Span
from exporter.fragment import Fragment
from exporter.job import Job
from exporter.model import Description, Hotspot, Passage, Question, Quiz
from exporter.targets.item_shapes import once_a_shape, qti_shape
from exporter.targets.item_xml import parsed
from exporter.targets.languages import direction
from exporter.targets.passages import titled
from exporter.targets.qti.body import QtiWriting
from exporter.targets.qti.dialect import Dialect, dialect_of
from exporter.targets.qti.items import write_item
from exporter.targets.qti.sheet import Setting, Sheet
from exporter.targets.qti.support import support_of
from exporter.targets.support import findings, text_findings
from exporter.validation.grammar import grammar


def setting_of(job: Job, dialect: Dialect, question: Question, quiz: Quiz | None, points: Decimal | None) -> Setting:
    """Return the setting of the question: its own points and shuffling, where the quiz does not say otherwise."""
    size = job.bank.media[question.image.path].pixels if isinstance(question, Hotspot) else None
    if isinstance(question, Description):
        points = Decimal(0)
    return Setting(
        dialect=dialect.name,
        points=question.points if points is None else points,
        lang=question.lang or job.bank.language,
        shuffle=question.shuffle and (quiz is None or quiz.shuffle_choices),
        passage=job.bank.passages[question.passage] if question.passage else None,
        size=size,
    )


def question_fragment(job: Job, question: Question, setting: Setting, *, again: bool = False) -> Fragment:
    """Return the file of a question; its losses are reported to the job."""
    return job.alike_fragment(question, setting, lambda each: _make(job, each, setting), again=again)


def _make(job: Job, question: Question, setting: Setting) -> Fragment:
    losses = findings(question, job.bank, support_of(setting.dialect), setting.dialect)
    sheet = Sheet(question, setting)
    item = write_item(sheet)
    wrong = violations(item, setting.dialect, "item", question.span, question.id)
    found = (*losses, *sheet.findings, *_direction_lost(question, setting), *wrong)
    if setting.passage is not None and not dialect_of(setting.dialect).stimuli:
        found += _passage_losses(setting.passage, setting.dialect)
    return Fragment(item.encode(), found, tuple(sheet.text.files))


def _direction_lost(question: Question, setting: Setting) -> Iterator[Diagnostic]:
    """Yield that a version cannot say from which side the question or its passage is read, where it matters."""
    dialect, passage = dialect_of(setting.dialect), setting.passage
    if dialect.direction:
        return
    languages = [setting.lang, *([passage.lang] if passage is not None and passage.lang else [])]
    lost = next((each for each in languages if direction(each) == "rtl"), None)
    if lost is not None:
        message = f"QTI {dialect.version} cannot say that text in `{lost}` runs from right to left"
        yield DIRECTION_DROPPED.at(question.span, message, question=question.id, target=dialect.name)


def passage_fragment(job: Job, dialect: Dialect, passage: Passage) -> Fragment:
    """Return the file of a shared stimulus; its losses are reported to the job."""
    text = QtiWriting(dialect)
    lang = passage.lang or job.bank.language
    towards = ' dir="rtl"' if direction(lang) == "rtl" else ""
    content = dialect.tag("stimulusBody", f"<div{towards}>{text.block(titled(passage))}</div>")
    markup = dialect.root(
        "assessmentStimulus", content, identifier=passage.id, title=passage.title, **{"xml:lang": lang}
    )
    wrong = violations(markup, dialect.name, "stimulus", passage.span, passage.id)
    notes = tuple(code.at(span, message, target=dialect.name) for code, span, message in text.notes)
    found = (*_passage_losses(passage, dialect.name), *notes, *wrong)
    job.report(*found)
    return Fragment(markup.encode(), found, tuple(text.files))


def _passage_losses(passage: Passage, dialect: str) -> tuple[Diagnostic, ...]:
    """Return what the version loses of a passage: what any stem would lose."""
    return text_findings(passage.text, passage.id, support_of(dialect), dialect)


def violations(markup: str, dialect: str, start: str, span: Span, question: str) -> list[Diagnostic]:
    """Return what breaks the grammar of the version, or names a response, choice or outcome that is not there.

    Markup whose shape was right once is right. `start` is what it must be, by its name in the grammar: judged as that
    alone it takes a third less time.
    """
    if _is_right(qti_shape(markup), dialect, start):
        return []
    return [
        code.at(span, message, question=question, target=dialect) for code, message in faults(markup, dialect, start)
    ]


def faults(markup: str, dialect: str, start: str) -> list[tuple[Code, str]]:
    """Return the same of this very markup, whatever was judged before."""
    found = [(GRAMMAR, message) for message in grammar(dialect, start).violations(parsed(markup))]
    return [*found, *dangling(markup)]


@once_a_shape
def _is_right(shape: str, dialect: str, start: str) -> bool:
    return not faults(shape, dialect, start)


_NAMED = re.compile(
    r"<(?:qti-)?(?:((?:response|outcome)-?[dD]eclaration)"
    r"|(simple-?[cC]hoice|simple-?[aA]ssociable-?[cC]hoice|inline-?[cC]hoice)"
    r"|set-?[oO]utcome-?[vV]alue|variable|correct|map-?[rR]esponse) identifier=\"([^\"]+)\""
)
_REFERENCES = (re.compile(r'Identifier="([^"]+)"'), re.compile(r'-identifier="([^"]+)"'))
_KEYS = re.compile(r'base-?[tT]ype="(?:identifier|directedPair)">(.*?)</(?:qti-)?response-?[dD]eclaration>', re.DOTALL)
_BODY = re.compile(r"<(?:itemBody|qti-item-body)")
_KEY = re.compile(r'alue>([^<]+)<|ey="([^"]+)"')


def dangling(markup: str) -> list[tuple[Code, str]]:
    """Return the names that the item uses without there being such a response, outcome or choice."""
    declared: set[str] = set()
    choices: set[str] = set()
    used: dict[str, None] = {}
    for declares, offers, name in _NAMED.findall(markup):
        if declares:
            declared.add(name)
        elif offers:
            choices.add(name)
        else:
            used[name] = None
    used |= dict.fromkeys(_REFERENCES[markup.startswith("<qti-")].findall(markup))
    found = [(UNDECLARED_OUTCOME, f"`{name}` is used, but never declared") for name in used if name not in declared]
    declarations = _BODY.split(markup, 1)[0]
    keys = [first or second for content in _KEYS.findall(declarations) for first, second in _KEY.findall(content)]
    wanted = dict.fromkeys(part for key in keys for part in key.split())
    found += [(UNKNOWN_CHOICE, f"the key names `{name}`, which is no choice") for name in wanted if name not in choices]
    return found
