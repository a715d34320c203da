"""Whether two texts of a file are read as the same: everything but places in the source."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Literal

import msgspec

from exporter.diagnostics import Diagnostic, Severity, Span
from exporter.model import Question
from exporter.reader.bank_file import BankFile
from exporter.reader.file_content import FileContent
from exporter.reader.files import read_file
from exporter.reader.yaml_nodes import Mapping, Node, Scalar, Sequence, parse_yaml

_DECODER: msgspec.msgpack.Decoder[Question] = msgspec.msgpack.Decoder(Question)


def of_markdown(
    kind: Literal["questions", "lessons"], path: str, text: str, bank: BankFile
) -> tuple[Callable[[str], bool], tuple[Diagnostic, ...]]:
    """Return what tells whether another text of the file is read alike, and the errors in this one."""

    def read(other: str) -> FileContent:
        return read_file(kind, path, other, bank.language, bank.defaults)

    content = read(text)
    wanted = _meaning(content)
    errors = tuple(each for each in content.findings if each.severity is Severity.ERROR)
    return (lambda other: _meaning(read(other)) == wanted), errors


def of_yaml(path: str, text: str) -> tuple[Callable[[str], bool], tuple[Diagnostic, ...]]:
    """Return what tells whether another text of a YAML file is read alike, and the errors in this one."""
    node, findings = parse_yaml(text, path)
    wanted = _plain(node)

    def same(other: str) -> bool:
        again, found = parse_yaml(other, path)
        return not found and _plain(again) == wanted

    return same, tuple(findings)


def _meaning(content: FileContent) -> object:
    questions = [_without_places(_DECODER.decode(each)) for each in content.questions]
    rest = [_without_places(each) for each in (content.passages, content.lessons)]
    findings = sorted((each.code, each.question, each.message) for each in content.findings)
    return questions, rest, findings, content.unread


def _without_places(value: object) -> object:
    if isinstance(value, Span):
        return None
    if isinstance(value, msgspec.Struct):
        return type(value), [_without_places(getattr(value, name)) for name in value.__struct_fields__]
    if isinstance(value, tuple | list):
        return [_without_places(each) for each in value]
    return str(value) if isinstance(value, Decimal) else value


def _plain(node: Node | None) -> object:
    match node:
        case Mapping():
            return {entry.key: _plain(entry.value) for entry in node.entries}
        case Sequence():
            return [_plain(item) for item in node.items]
        case Scalar():
            return type(node.value), node.value, node.text, node.quoted
        case _:
            return None
