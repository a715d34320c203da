"""What a package under construction must keep in mind: small data, and the rules that no grammar can say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

import msgspec
from lxml import etree

from exporter.codes.qti import PACKAGE_INCOMPLETE
from exporter.codes.validation import DANGLING, GRAMMAR, MISSING_FILE
from exporter.diagnostics import Code, Span
from exporter.fragment import Fragment
from exporter.job import Job
from exporter.model import Question
from exporter.output import Member
from exporter.targets.item_shapes import once_a_shape, resource_shape
from exporter.targets.item_xml import DECLARATION, number
from exporter.targets.qti.body import item_path, media_path
from exporter.targets.qti.dialect import Dialect
from exporter.validation.grammar import grammar

_FILE = re.compile(rb'<[^<>]*="(media/[^"]+)"')
_MAXIMUM = re.compile(rb'aximum="([^"]+)"')
"""The points of an item: `normalMaximum`, in QTI 3.0 `normal-maximum`, which `SCORE` alone has."""
_INTERACTIONS = (
    "choiceInteraction",
    "textEntryInteraction",
    "inlineChoiceInteraction",
    "matchInteraction",
    "orderInteraction",
    "selectPointInteraction",
    "extendedTextInteraction",
    "uploadInteraction",
    "endAttemptInteraction",
)
_FEEDBACK = ("feedbackInline", "feedbackBlock", "modalFeedback")


class Item(msgspec.Struct, frozen=True):
    """What is read off an item that was written."""

    interactions: tuple[str, ...]
    """By their QTI 2 names, each once."""
    feedback: bool
    solved: bool
    points: Decimal
    by_hand: bool


class Written(msgspec.Struct, frozen=True):
    """What the manifest says of one item that was written."""

    id: str
    question: str
    """The id of its question: its own, unless two draws of a quiz hold the question."""
    files: tuple[str, ...]
    """Paths of the bank's media that it shows."""
    stimulus: str
    item: Item
    lang: str
    author: str


class Package:
    """One zip archive: what it holds so far, judged by what was really written."""

    def __init__(self, job: Job, dialect: Dialect, ident: str, span: Span) -> None:
        self.job = job
        self.dialect = dialect
        self.ident = ident
        self.span = span
        self.items: dict[str, Written] = {}
        self.stimuli: dict[str, Fragment] = {}
        self.sections: list[list[str]] = []
        """The items of each section of the quiz."""
        self._interactions = {dialect.element(name).encode(): name for name in _INTERACTIONS}
        self._feedback = [f"<{dialect.element(name)} ".encode() for name in _FEEDBACK]
        self._body = dialect.element("itemBody").encode()
        self._solution = f"<{dialect.element('correctResponse')}>".encode()
        self._alike: dict[int, Item] = {}
        """What items with one number in `Fragment.alike` have in common."""
        self._shown: dict[str, None] = {}
        self._files: dict[str, None] = {}

    def add(self, question: Question, fragment: Fragment, stimulus: str = "") -> Member:
        """Keep in mind what the item needs, and return its file; a second item of a question gets a name of its own."""
        data, ident = fragment.data, self._free_ident(question.id)
        if ident != question.id:
            data = data.replace(f' identifier="{question.id}"'.encode(), f' identifier="{ident}"'.encode(), 1)
        known = self._alike.get(fragment.alike)
        if known is None:
            self._look(fragment)
            known = self._read(data)
            if fragment.alike:
                self._alike[fragment.alike] = known
        self.items[ident] = Written(
            id=ident,
            question=question.id,
            files=fragment.files,
            stimulus=stimulus,
            item=known,
            lang=question.lang or self.job.bank.language,
            author=question.author or "",
        )
        return Member(item_path(ident), [DECLARATION, data, b"\n"])

    def _read(self, data: bytes) -> Item:
        names = self._interactions_of(data)
        maximum = _MAXIMUM.search(data)
        return Item(
            interactions=tuple(names),
            feedback=any(mark in data for mark in self._feedback),
            solved=self._solution in data,
            points=Decimal(maximum[1].decode()) if maximum else Decimal(0),
            by_hand=not {"extendedTextInteraction", "uploadInteraction"}.isdisjoint(names),
        )

    def _interactions_of(self, data: bytes) -> list[str]:
        """Return which interactions the body of the item holds, in the order of the table."""
        body = data[data.find(self._body) : data.rfind(self._body)]
        starts = body.split(b"nteraction ")[:-1]  # one search for what they all end in is quicker than one for each
        found = {self._interactions.get(start[start.rfind(b"<") + 1 :] + b"nteraction") for start in starts}
        return [name for name in _INTERACTIONS if name in found]

    def _free_ident(self, ident: str) -> str:
        """Return `ident`, or where the package has it already, one with a number and with a sign that no id has."""
        found, times = ident, 1
        while found in self.items:
            times += 1
            found = f"{ident}_draw_{times}"
        return found

    def add_stimulus(self, ident: str, fragment: Fragment) -> Member:
        """Keep in mind what the shared stimulus needs, and return its file."""
        self._look(fragment)
        self.stimuli[ident] = Fragment(b"", files=fragment.files)
        return Member(item_path(ident), [DECLARATION, fragment.data, b"\n"])

    def need(self, files: Iterator[str] | tuple[str, ...]) -> None:
        """Remember media that the test itself shows."""
        self._files.update(dict.fromkeys(files))

    def judge(self, markup: str | bytes) -> None:
        """Report what breaks the grammar of the version."""
        for message in faults(markup, self.dialect.name):
            self.report(GRAMMAR, message)

    def judge_resources(self, resources: Sequence[str]) -> None:
        """Report what breaks the grammar in resources of the manifest; one whose shape was right once is right."""
        namespace, version = self.dialect.manifest_namespace, self.dialect.name
        if not all(_is_right(resource_shape(each), namespace, version) for each in resources):
            self.judge(_listed("\n".join(resources), namespace))

    def media(self) -> Iterator[Member]:
        """Yield the media files that the package needs."""
        for path in sorted(self._files):
            yield Member(media_path(path), self.job.media_blocks(path))

    def media_paths(self) -> list[str]:
        """Return the media of the bank that the package holds."""
        return sorted(self._files)

    def check(self, expected: Iterator[str], points: Decimal | None = None) -> None:
        """Report what is named but not there, and `points` that are not the sum of the items."""
        places = {media_path(path) for path in self._files}
        for place in sorted(self._shown.keys() - places):
            self.report(MISSING_FILE, f"`{place}` is shown, but not in the package")
        for ident in expected:
            if ident not in self.items:
                self.report(PACKAGE_INCOMPLETE, f"`{ident}` is missing from the package")
        for item in self.items.values():
            if item.stimulus and item.stimulus not in self.stimuli:
                self.report(DANGLING, f"`{item.id}` refers to `{item.stimulus}`, which is not in the package")
        written = sum((each.item.points for each in self.items.values()), Decimal(0))
        if points is not None and points != written:
            message = f"the test says {number(points)} points, the items come to {number(written)}"
            self.report(PACKAGE_INCOMPLETE, message)

    def report(self, code: Code, message: str, span: Span | None = None) -> None:
        """Add a finding about the package as a whole."""
        self.job.report(code.at(span or self.span, message, question=self.ident, target=self.dialect.name))

    def _look(self, fragment: Fragment) -> None:
        self._files.update(dict.fromkeys(fragment.files))
        if b'="media/' in fragment.data:
            self._shown.update(dict.fromkeys(match.decode() for match in _FILE.findall(fragment.data)))


def faults(markup: str | bytes, version: str) -> list[str]:
    """Return what breaks the grammar of the version."""
    return grammar(version).violations(etree.fromstring(markup))


def _listed(resources: str, namespace: str) -> str:
    return f'<resources xmlns="{namespace}">{resources}</resources>'


@once_a_shape
def _is_right(shape: str, namespace: str, version: str) -> bool:
    return not faults(_listed(shape, namespace), version)
