"""Directions and labels of languages."""

from __future__ import annotations

import pytest

from exporter.targets.languages import direction, label


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "ltr"), ("ar", "rtl"), ("he-IL", "rtl"), ("uz-Arab-AF", "rtl"), ("ku-Latn", "ltr"), ("ar-Latn", "ltr"), ("FA", "rtl"),
     ("sr-RS", "ltr")],
)  # fmt: skip
def test_direction(language: str, expected: str) -> None:
    assert direction(language) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en-GB", "References"), ("de", "Literatur"), ("zh-CN", "参考文献"), ("zh-TW", "參考文獻"), ("zh-Hant-HK", "參考文獻"),
     ("tlh", "References")],
)  # fmt: skip
def test_label(language: str, expected: str) -> None:
    assert label("references", language) == expected


def test_the_three_labels_differ() -> None:
    names = ("references", "rubric", "model-answer")
    for language in ("en", "de", "ja", "ar"):
        assert len({label(name, language) for name in names}) == 3  # type: ignore[arg-type]
