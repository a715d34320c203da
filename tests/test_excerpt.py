"""Source lines on a terminal: carets stand below the place whatever stands before it."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter import excerpt
from exporter.excerpt import Sources, _shown, cells, printable, underlined, wrap


@pytest.mark.parametrize(
    ("line", "column", "end", "shown", "carets"),
    [
        ("points=x", 8, 9, "points=x", "       ^"),
        ("points=abc", 8, 11, "points=abc", "       ^^^"),
        ("漢字 word", 4, 8, "漢字 word", "     ^^^^"),
        ("漢字", 2, 3, "漢字", "  ^^"),
        ("e\u0301a", 3, 4, "e\u0301a", " ^"),
        ("\tab", 2, 3, "    ab", "    ^"),
        ("a\tb", 3, 4, "a   b", "    ^"),
        ("a\tb", 2, 3, "a   b", " ^^^"),
        ("abc", 2, 2, "abc", " ^"),
        ("abc", 9, 12, "abc", "   ^"),
        ("abc  \n", 1, 2, "abc", "^"),
        ("a\x1b[2J", 3, 4, "a\N{REPLACEMENT CHARACTER}[2J", "  ^"),
        ("a\u202eb", 3, 4, "a\N{REPLACEMENT CHARACTER}b", "  ^"),
    ],
)
def test_the_carets_are_below_the_place(line: str, column: int, end: int, shown: str, carets: str) -> None:
    assert underlined(line, column, end, 60) == (shown, carets)


def test_a_long_line_is_cut_around_the_place() -> None:
    line = "word " * 100 + "WRONG" + " more" * 100
    shown, carets = underlined(line, 501, 506, 60)
    assert cells(shown) <= 60
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert shown[len(carets) - 5 : len(carets)] == "WRONG"


def test_a_long_line_with_its_place_at_the_start_is_cut_at_the_end_only() -> None:
    shown, carets = underlined("WRONG" + " more" * 100, 1, 6, 60)
    assert shown.startswith("WRONG more")
    assert shown.endswith("…")
    assert (cells(shown), carets) == (60, "^^^^^")


def test_the_end_of_a_long_line() -> None:
    shown, carets = underlined("word " * 100 + "WRONG", 501, 506, 60)
    assert shown.endswith("WRONG")
    assert shown[len(carets) - 5 : len(carets)] == "WRONG"


def test_a_place_longer_than_the_window_is_underlined_as_far_as_it_goes() -> None:
    shown, carets = underlined("x" * 300, 1, 301, 60)
    assert carets == "^" * 60
    assert cells(shown) == 60


@given(st.text(), st.integers(1, 80), st.integers(0, 80), st.integers(20, 100))
def test_no_line_is_wider_than_the_window_or_steers_the_terminal(line: str, column: int, more: int, width: int) -> None:
    shown, carets = underlined(line, column, column + more, width)
    assert cells(shown) <= width
    assert "\x1b" not in shown
    assert "^" in carets


@given(st.integers(0, 200), st.sampled_from(["a", "漢", "e\u0301", "\t"]), st.integers(30, 90))
def test_the_marked_word_stands_above_its_carets(before: int, filler: str, width: int) -> None:
    line = filler * before + "WRONG" + "z" * 100
    column = len(filler) * before + 1
    shown, carets = underlined(line, column, column + 5, width)
    at = shown.index("WRONG")
    assert cells(shown[:at]) == len(carets) - 5
    assert carets.strip() == "^^^^^"


def test_wrapping_at_blanks_and_between_wide_characters() -> None:
    assert wrap("one two three", 7) == ["one two", "three"]
    assert wrap("漢字漢字 ab", 4) == ["漢字", "漢字", "ab"]
    assert wrap("a-very-long-word b", 5) == ["a-very-long-word", "b"]
    assert wrap("`a/long/path.png` is", 8) == ["`a/long/", "path.png`", "is"]
    assert wrap("see https://a.example/b/c", 10) == ["see", "https://a.example/b/c"]
    assert wrap("", 10) == [""]
    assert wrap("  a\n b", 10) == ["a b"]
    assert wrap("ab 漢字", 20) == ["ab 漢字"]
    assert wrap("two  blanks: `  > …`; `x`  `y`", 16) == ["two blanks:", "`  > …`; `x` `y`"]


def test_whatever_a_character_is_it_is_shown_alike_alone_and_in_a_text() -> None:
    for point in range(sys.maxunicode + 1):
        alone = printable(chr(point))
        assert alone == _shown(chr(point)), hex(point)
        assert alone.isprintable() or unicodedata.category(alone) in {"Cf", "Co", "Zs"}, hex(point)


def test_printable() -> None:
    assert printable("plain") == "plain"
    assert printable("a\tb\x00\x9b\u2066") == "a b" + "\N{REPLACEMENT CHARACTER}" * 3
    assert printable("שלום \u200f漢") == "שלום \u200f漢"


def test_lines_of_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbfone\r\ntwo\rthree\nf\xffur")
    (tmp_path / "b.md").write_bytes(b"b")
    sources = Sources(tmp_path)
    assert [sources.line("a.md", number) for number in range(6)] == [None, "one", "two", "three", "f\ufffdur", None]
    assert sources.line("b.md", 1) == "b"
    assert sources.line("a.md", 1) == "one"
    assert sources.line("missing.md", 1) is None
    assert sources.line("", 1) is None
    assert sources.line("bad\0name", 1) is None
    monkeypatch.setattr(excerpt, "_LIMIT", 0)
    assert sources.line("b.md", 1) is None


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(path)

    (tmp_path / "a.md").write_text("one")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert Sources(tmp_path).line("a.md", 1) is None
