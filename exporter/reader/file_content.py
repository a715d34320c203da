"""What a Markdown file of the bank holds, apart from what reads it: a build with a warm cache does without that."""

from __future__ import annotations

import msgspec

from exporter.checks.facts import Facts
from exporter.diagnostics import Diagnostic
from exporter.model import Lesson, Passage, Summary


class FileContent(msgspec.Struct, frozen=True):
    """What one file holds; questions are encoded already, since the store and the cache keep them so."""

    questions: tuple[bytes, ...] = ()
    summaries: tuple[Summary, ...] = ()
    passages: tuple[Passage, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    facts: Facts = msgspec.field(default_factory=Facts)
    unread: int = 0
    """Questions and passages of the file that could not be read, or all that the file may hold, counted as one."""
    lost: bool = False
    """Whether the file could not be read at all, so that not even its ids are known."""
