"""Questions and passages as files of a package: built, judged by the grammar and by rules of our own, cached."""

from __future__ import annotations

import re
from decimal import Decimal

from lxml import etree

from exporter.codes.validation import GRAMMAR, UNDECLARED_OUTCOME, UNKNOWN_CHOICE
from exporter.diagnostics import Code, Diagnostic, Span
from exporter.job import Fragment, Job
from exporter.model import Description, Hotspot, Passage, Question, Quiz
from exporter.targets.qti.body import QtiWriting
from exporter.targets.qti.dialect import Dialect
from exporter.targets.qti.items import write_item
from exporter.targets.qti.sheet import Setting, Sheet
from exporter.targets.qti.support import support_of
from exporter.targets.support import findings
from exporter.validation.grammar import grammar

DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'


def setting_of(job: Job, dialect: Dialect, question: Question, quiz: Quiz | None, points: Decimal | None) -> Setting:
    """Return the setting of the question: its own points and shuffling, where the quiz does not say otherwise."""
    size = None
    if isinstance(question, Hotspot):
        picture = job.bank.media[question.image.path]
        if picture.width and picture.height:
            size = picture.width, picture.height
    if isinstance(question, Description):
        points = Decimal(0)
    return Setting(
        dialect=dialect.name,
        points=question.points if points is None else points,
        lang=question.lang or (quiz.lang if quiz and quiz.lang else job.bank.language),
        shuffle=question.shuffle and (quiz is None or quiz.shuffle_choices),
        passage=job.bank.passages[question.passage] if question.passage else None,
        size=size,
    )


def question_fragment(job: Job, question: Question, setting: Setting) -> Fragment:
    """Return the file of a question; its losses are reported to the job."""
    return job.fragment(question, setting, lambda: _make(job, question, setting))


def _make(job: Job, question: Question, setting: Setting) -> Fragment:
    losses = findings(question, job.bank, support_of(setting.dialect), setting.dialect)
    sheet = Sheet(question, setting)
    item = write_item(sheet)
    wrong = violations(item, setting.dialect, question.span, question.id)
    return Fragment(item.encode(), (*losses, *sheet.findings, *wrong), tuple(sheet.text.files))


def passage_fragment(job: Job, dialect: Dialect, passage: Passage) -> Fragment:
    """Return the file of a shared stimulus; its losses are reported to the job."""
    text = QtiWriting(dialect)
    lang = passage.lang or job.bank.language
    content = dialect.tag("stimulusBody", f"<div>{text.block(passage.text)}</div>")
    head = dialect.start("assessmentStimulus", identifier=passage.id, title=passage.title, **{"xml:lang": lang})
    attributes = dialect.root_attributes()
    markup = f"{head.replace(' ', f' {attributes} ', 1)}{content}{dialect.end('assessmentStimulus')}"
    wrong = violations(markup, dialect.name, passage.span, passage.id)
    notes = tuple(code.at(span, message, target=dialect.name) for code, span, message in text.notes)
    job.report(*notes, *wrong)
    return Fragment(markup.encode(), (*notes, *wrong), tuple(text.files))


def violations(markup: str, dialect: str, span: Span, question: str) -> list[Diagnostic]:
    """Return what breaks the grammar of the version, or names a response, choice or outcome that is not there."""
    root = etree.fromstring(markup)
    found = [
        GRAMMAR.at(span, message, question=question, target=dialect) for message in grammar(dialect).violations(root)
    ]
    found += [code.at(span, message, question=question, target=dialect) for code, message in dangling(markup)]
    return found


_USE = re.compile(r'\b(?:response|outcome)-?[iI]dentifier="([^"]+)"')
_DECLARED = re.compile(
    r'<(?:qti-)?(response|outcome)-?[dD]eclaration identifier="([^"]+)" [^>]*?base-?[tT]ype="([a-zA-Z]+)"'
)
_ENTRY = re.compile(r'map-?[kK]ey="([^"]*)"')
_EACH = re.compile(r"<(?:qti-)?value>([^<]*)<")
_RESPONSE = re.compile(
    r'<(?:qti-)?response-?[dD]eclaration identifier="[^"]+" cardinality="[a-z]+" base-?[tT]ype="([a-zA-Z]+)">(.*?)'
    r"</(?:qti-)?response-?[dD]eclaration>",
    re.DOTALL,
)
_SET = re.compile(r'<(?:qti-)?(?:set-?[oO]utcome-?[vV]alue|variable|correct|map-?[rR]esponse) identifier="([^"]+)"')
_CHOICE = re.compile(
    r'<(?:qti-)?(?:simple-?[cC]hoice|simple-?[aA]ssociable-?[cC]hoice|inline-?[cC]hoice) identifier="([^"]+)"'
)


def dangling(markup: str) -> list[tuple[Code, str]]:
    """Return the names that the item uses without there being such a response, outcome or choice."""
    declared = {name for _, name, _ in _DECLARED.findall(markup)}
    used = dict.fromkeys((*_USE.findall(markup), *_SET.findall(markup)))
    found = [(UNDECLARED_OUTCOME, f"`{name}` is used, but never declared") for name in used if name not in declared]
    choices = set(_CHOICE.findall(markup))
    for base, content in _RESPONSE.findall(markup):
        if base not in {"identifier", "directedPair"}:
            continue
        keys = [*_EACH.findall(content), *_ENTRY.findall(content)]
        names = dict.fromkeys(part for key in keys for part in key.split())
        found += [
            (UNKNOWN_CHOICE, f"the key names `{name}`, which is no choice") for name in names if name not in choices
        ]
    return found
