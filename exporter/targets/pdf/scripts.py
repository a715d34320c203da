"""The scripts that Noto fonts of the system draw: their characters, font files and Debian packages."""

from __future__ import annotations

import msgspec


class Script(msgspec.Struct, frozen=True):
    """One script. `files` are names of font files without weight and ending, the best match for our serif first."""

    name: str
    ranges: tuple[tuple[int, int], ...]
    files: tuple[str, ...]
    package: str


_CORE = "fonts-noto-core"


def _noto(name: str, *ranges: tuple[int, int]) -> Script:
    return Script(name, ranges, (f"NotoSerif{name}", f"NotoSans{name}"), _CORE)


CJK = Script(
    "CJK",
    (
        (0x1100, 0x11FF),
        (0x2E80, 0x2FDF),
        (0x2FF0, 0x9FFF),
        (0xA960, 0xA97F),
        (0xAC00, 0xD7FF),
        (0xF900, 0xFAFF),
        (0xFE30, 0xFE4F),
        (0xFF00, 0xFFEF),
        (0x20000, 0x323AF),
    ),
    ("NotoSerifCJK", "NotoSansCJK"),
    "fonts-noto-cjk",
)
SCRIPTS = (
    Script("Hebrew", ((0x590, 0x5FF), (0xFB1D, 0xFB4F)), ("NotoSerifHebrew", "NotoSansHebrew"), _CORE),
    Script(
        "Arabic",
        ((0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE)),
        ("NotoNaskhArabic", "NotoSansArabic"),
        _CORE,
    ),
    _noto("Armenian", (0x530, 0x58F), (0xFB13, 0xFB17)),
    _noto("Syriac", (0x700, 0x74F)),
    _noto("Thaana", (0x780, 0x7BF)),
    _noto("Devanagari", (0x900, 0x97F), (0xA8E0, 0xA8FF)),
    _noto("Bengali", (0x980, 0x9FF)),
    _noto("Gurmukhi", (0xA00, 0xA7F)),
    _noto("Gujarati", (0xA80, 0xAFF)),
    _noto("Oriya", (0xB00, 0xB7F)),
    _noto("Tamil", (0xB80, 0xBFF)),
    _noto("Telugu", (0xC00, 0xC7F)),
    _noto("Kannada", (0xC80, 0xCFF)),
    _noto("Malayalam", (0xD00, 0xD7F)),
    _noto("Sinhala", (0xD80, 0xDFF)),
    _noto("Thai", (0xE00, 0xE7F)),
    _noto("Lao", (0xE80, 0xEFF)),
    _noto("Tibetan", (0xF00, 0xFFF)),
    _noto("Myanmar", (0x1000, 0x109F)),
    _noto("Georgian", (0x10A0, 0x10FF), (0x2D00, 0x2D2F)),
    _noto("Ethiopic", (0x1200, 0x139F), (0x2D80, 0x2DDF)),
    _noto("Cherokee", (0x13A0, 0x13FF), (0xAB70, 0xABBF)),
    _noto("CanadianAboriginal", (0x1400, 0x167F)),
    _noto("Khmer", (0x1780, 0x17FF), (0x19E0, 0x19FF)),
    _noto("Mongolian", (0x1800, 0x18AF)),
    CJK,
    Script("Emoji", ((0x1F300, 0x1FAFF), (0x2B50, 0x2B55)), ("NotoColorEmoji",), "fonts-noto-color-emoji"),
)
