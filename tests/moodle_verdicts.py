"""Moodle XML of a few questions, and what validation finds in it."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path

from tests.packages import codes, judged

PICTURE = base64.b64encode(b"\x89PNG\r\n\x1a\n\0").decode()


def question(kind: str, *, body: str = "", text: str = "Text", name: str = "Name") -> str:
    """Return one question of a type with what every question has."""
    return (
        f'<question type="{kind}"><name><text>{name}</text></name><questiontext format="html">'
        f"<text><![CDATA[{text}]]></text></questiontext>{body}</question>"
    )


def answers(*fractions: object, texts: Sequence[str] = "abcdefgh") -> str:
    return "".join(
        f'<answer fraction="{fraction}"><text>{text}</text></answer>'
        for fraction, text in zip(fractions, texts, strict=False)
    )


def write(tmp_path: Path, *questions: str) -> Path:
    path = tmp_path / "q.xml"
    path.write_text("<quiz>\n" + "\n".join(questions) + "\n</quiz>", encoding="utf-8")
    return path


def found(tmp_path: Path, *questions: str) -> list[str]:
    return codes(judged(write(tmp_path, *questions)))
