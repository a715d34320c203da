"""What a package under construction must keep in mind: small data, and the rules that no grammar can say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from exporter.codes.canvas import PACKAGE_INCOMPLETE
from exporter.codes.validation import DANGLING, DUPLICATE_IDENT, GRAMMAR, MISSING_FILE
from exporter.diagnostics import Code, Span
from exporter.fragment import Fragment
from exporter.job import Job
from exporter.output import Member
from exporter.targets.canvas import manifest
from exporter.targets.item_xml import number
from exporter.targets.package_paths import package_path
from exporter.targets.qti12 import Element
from exporter.validation.grammar import grammar

_FILE = re.compile(rb"(?:src|href|uri)=\"\$IMS-CC-FILEBASE\$/([^\"&<]+)")
_IDENT = re.compile(rb'<item ident="([^"]+)"')
_POINTS = re.compile(rb"<fieldlabel>points_possible</fieldlabel><fieldentry>([^<]+)<")
_DRAW = re.compile(rb"<selection_number>([^<]+)<")
_EACH = re.compile(rb"<points_per_item>([^<]+)<")
_STIMULUS = re.compile(rb"<fieldlabel>parent_stimulus_item_ident</fieldlabel><fieldentry>([^<]+)<")


class Package:
    """One zip archive: what it holds so far, judged by what was really written."""

    def __init__(self, job: Job, ident: str, span: Span) -> None:
        self.job = job
        self.ident = ident
        self.span = span
        self.files: dict[str, None] = {}
        """Paths of the bank's media that it needs, in order of use."""
        self.written: set[str] = set()
        """The idents of the items in it."""
        self._expected: set[str] = set()
        self._named: set[str] = set()
        self._shown: set[str] = set()
        self._points = Decimal(0)

    def expect(self, ident: str) -> None:
        """Remember that an item must be in the package."""
        self._expected.add(ident)

    def leave_out(self, ident: str) -> None:
        """Remember that an item is named as a loss instead."""
        self._expected.discard(ident)

    def add(self, fragment: Fragment, *, counts: bool = True) -> bytes:
        """Keep the idents and files of the fragment in mind, and return its bytes on a line of their own.

        A member of a group `counts` nothing by itself: the group says what its draw is worth (`add_group`).
        """
        data = fragment.data
        for path in fragment.files:
            self.files[path] = None
        found = _IDENT.match(data)
        assert found is not None
        ident = found[1].decode()
        if ident in self.written:
            self._report(DUPLICATE_IDENT, f"two items have the identifier `{ident}`")
        self.written.add(ident)
        self.look(data)
        points = _POINTS.search(data)
        assert points is not None
        if counts:
            self._points += Decimal(points[1].decode())
        if b"parent_stimulus" in data and (named := _STIMULUS.search(data)) is not None:
            self._named.add(named[1].decode())
        return data + b"\n"

    def add_group(self, head: bytes) -> bytes:
        """Count what the draw of a group is worth, as its start says, and return the start."""
        count, points = _DRAW.search(head), _EACH.search(head)
        assert count is not None
        assert points is not None
        self._points += int(count[1]) * Decimal(points[1].decode())
        return head

    def look(self, data: bytes) -> None:
        """Keep the files in mind that the bytes really show."""
        if b"FILEBASE" in data:
            self._shown.update(match.decode() for match in _FILE.findall(data))

    def free_ident(self, ident: str) -> str:
        """Return `ident`, or with a number where the package has it already (no id of a bank has a `_`)."""
        place, found = 2, ident
        while found in self.written:
            found, place = f"{ident}_{place}", place + 1
        return found

    def document(self, root: Element, name: str) -> bytes:
        """Return the bytes of a small XML file of the package, judged by the grammar `name`."""
        data = manifest.document(root)
        self.judge(root, name)
        self.look(data)
        return data

    def judge(self, root: Element, name: str) -> None:
        """Report what of the element breaks the grammar `name`."""
        for message in grammar(name).violations(root):
            self._report(GRAMMAR, message)

    def media(self) -> Iterator[Member]:
        """Yield the media files that the package needs."""
        for path, place in self._places():
            yield Member(place, self.job.media_blocks(path))

    def media_places(self) -> list[str]:
        """Return where the media files lie in the package."""
        return [place for _, place in self._places()]

    def check(self, points: Decimal | None = None) -> None:
        """Report what is named but not there, and `points` that are not the sum of the items."""
        for place in sorted(self._shown - set(self.media_places())):
            self._report(MISSING_FILE, f"`{place}` is shown, but not in the package")
        for ident in sorted(self._named - self.written):
            self._report(DANGLING, f"`{ident}` is named as a text beside a question, but not in the package")
        for ident in sorted(self._expected - self.written):
            self._report(PACKAGE_INCOMPLETE, f"`{ident}` is missing from the package")
        if points is not None and points != self._points:
            message = f"the settings say {number(points)} points, the items come to {number(self._points)}"
            self._report(PACKAGE_INCOMPLETE, message)

    def _places(self) -> list[tuple[str, str]]:
        return [(path, package_path(self.job.bank.id, path)) for path in sorted(self.files)]

    def _report(self, code: Code, message: str) -> None:
        self.job.report(code.at(self.span, message, question=self.ident, target="canvas"))
