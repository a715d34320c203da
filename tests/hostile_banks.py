"""Banks of whatever text, read, with what must hold of every bank and every finding."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from exporter.cache import NoCache
from exporter.diagnostics import Diagnostic
from exporter.model import Bank, RichText
from exporter.reader import read_bank
from exporter.richtext import render, tex_delimited
from tests.small_banks import fragment

QUESTION = "# Title {#focus}\n\nWhat?\n\n"
CHOICES = "\n\n- [x] A\n- [ ] B\n"


class Plain:
    """Writes what is special as nothing much."""

    def math(self, math: object) -> str:
        return tex_delimited(math)  # type: ignore[arg-type]

    def media(self, media: object) -> str:
        del media
        return ""

    def link_start(self, link: object) -> tuple[str, str]:
        del link
        return "<a>", "</a>"

    def gap(self, number: int) -> str:
        return f"<i>{number}</i>"


def texts(value: object) -> Iterator[RichText]:
    if isinstance(value, RichText):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from texts(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)


def check(root: Path) -> tuple[Bank, list[Diagnostic]]:
    """Read the bank and hold what comes of it to what is promised of any."""
    bank, findings = read_bank(root, cache=NoCache())
    for finding in findings:
        for span in (finding.span, *(each.span for each in finding.related)):
            if span.line and (root / span.path).is_file():
                text = (root / span.path).read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
                line = text.split("\n")[span.line - 1]
                assert 1 <= span.column <= len(line) + 1
                assert span.column <= span.end <= len(line) + 2
    whole = (
        *bank.questions,
        *bank.passages.values(),
        *bank.lessons.values(),
        *bank.quizzes.values(),
        *bank.categories.values(),
        bank.description,
    )
    for rich in texts(whole):
        fragment(render(rich, Plain()))
    return bank, findings


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text.encode())
