"""Which font files a document needs, found and judged before anything is drawn.

Latin, Greek, Cyrillic, symbols and code come from pinned Python packages, so that pages are the same on any machine;
other scripts from the Noto fonts of the system. The engine sees these files and no others: a machine's own fonts and
settings change nothing, and a machine without fonts does no harm.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from exporter.targets.pdf.request import PACKAGES, Face, FontPlan
from exporter.targets.pdf.scripts import CJK, SCRIPTS, Script

_SERIF = "font_source_serif_pro:files/SourceSerifPro-"
_PINNED = (
    Face("Exporter Serif", f"{_SERIF}Regular.otf"),
    Face("Exporter Serif", f"{_SERIF}It.otf", style="italic"),
    Face("Exporter Serif", f"{_SERIF}Semibold.otf", 600),
    Face("Exporter Serif", f"{_SERIF}Bold.otf", 700),
    Face("Exporter Sans", "pymupdf_fonts::FiraGO_Regular"),
    Face("Exporter Sans", "pymupdf_fonts::FiraGO_Bold", 700),
)
_MONO = (
    Face("Exporter Mono", "pymupdf_fonts::FiraMono_Regular"),
    Face("Exporter Mono", "pymupdf_fonts::FiraMono_Bold", 700),
)
_SYMBOLS = (
    Face("Exporter Symbols", "ziamath:fonts/STIXTwoMath-Regular.ttf"),
    Face("Exporter Signs", "pymupdf_fonts::NotoSansSymbols2_Regular"),
)
_INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_VARIATIONS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
"""Signs that choose a form of the letter before them, as of a name in kanji; a font without that form draws its own."""


def plan_fonts(text: Iterable[str], *, code: bool) -> FontPlan:
    """Return the fonts that draw every character of `text`; `code`: some of it is set as code."""
    missing = {char for char in set().union(*map(set, text)) if _drawn(char)} - _coverage(_PINNED[0].file)
    faces = [*_PINNED, *(_MONO if code else ())]
    fallbacks: list[str] = []
    collections: list[str] = []
    failed: list[tuple[str, str]] = []
    for script, characters in _by_script(missing):
        found = find_script(script)
        covered = set().union(*(_coverage(face.file) for face in found)) if found else set()
        rest = set(characters) - covered
        failed += [(char, script.package) for char in sorted(rest) if not _symbol(char)]
        if rest != set(characters):
            if script is CJK:
                collections += [face.file for face in found]
            else:
                faces += found
                fallbacks.append(found[0].family)
    for face in _SYMBOLS:
        if missing and missing & _coverage(face.file):
            faces.append(face)
            fallbacks.append(face.family)
            missing -= _coverage(face.file)
    return FontPlan(tuple(faces), tuple(collections), tuple(fallbacks), bool(collections), tuple(failed))


def _by_script(characters: set[str]) -> Iterator[tuple[Script, list[str]]]:
    """Yield the scripts of the characters; what no script and no symbol font has is in a last, nameless one."""
    groups: dict[str, list[str]] = {}
    for char in sorted(characters):
        script = script_of(char)
        if script is not None:
            groups.setdefault(script.name, []).append(char)
        elif not _symbol(char):
            groups.setdefault("", []).append(char)
    for script in (*SCRIPTS, Script("", (), (), "")):
        if script.name in groups:
            yield script, groups[script.name]


def script_of(char: str) -> Script | None:
    """Return the script that the character belongs to, where it is one that the system's fonts draw."""
    point = ord(char)
    return next((each for each in SCRIPTS if any(low <= point <= high for low, high in each.ranges)), None)


def _drawn(char: str) -> bool:
    return unicodedata.category(char) not in _INVISIBLE and not any(ord(char) in each for each in _VARIATIONS)


def _symbol(char: str) -> bool:
    return any(char in _coverage(face.file) for face in _SYMBOLS)


def find_script(script: Script) -> list[Face]:
    """Return the script's faces on this machine: regular first, then bold; none where it is not installed."""
    installed = installed_fonts()
    for name in script.files:
        for regular, bold in ((f"{name}-Regular", f"{name}-Bold"), (f"{name}[wdth,wght]", ""), (name, "")):
            for ending in (".ttf", ".otf", ".ttc"):
                path = installed.get(regular + ending)
                if path is None:
                    continue
                heavy = installed.get(bold + ending)
                faces = [Face(f"Exporter {script.name}", path)]
                return [*faces, Face(faces[0].family, heavy, 700)] if heavy else faces
    return []


@cache
def installed_fonts() -> dict[str, str]:
    """Return the path of each font file of the system by its name; the first folder that has it wins."""
    found: dict[str, str] = {}
    for folder in font_folders():
        for root, folders, names in os.walk(folder):
            folders.sort()
            for name in sorted(names):
                found.setdefault(name, str(Path(root, name)))
    return found


def font_folders() -> list[Path]:
    """Return where this system keeps its fonts."""
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home))
        return [Path(os.environ.get("WINDIR", "C:/Windows"), "Fonts"), local / "Microsoft/Windows/Fonts"]
    if sys.platform == "darwin":
        return [home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")]
    shared = os.environ.get("XDG_DATA_DIRS", "/usr/local/share:/usr/share").split(":")
    own = os.environ.get("XDG_DATA_HOME", str(home / ".local/share"))
    return [home / ".fonts", *(Path(folder) / "fonts" for folder in (own, *shared) if folder)]


def font_bytes(file: str) -> bytes:
    """Return the content of a face's file."""
    package, separator, module = file.partition("::")
    if separator:
        return bytes(importlib.import_module(f"{package}.{module}").fontbuffer)
    return font_path(file).read_bytes()


def font_path(file: str) -> Path:
    """Return the path of a face's file that is one: in a package or on the system."""
    package, separator, path = file.partition(":")
    if separator and package in PACKAGES:
        spec = importlib.util.find_spec(package)
        assert spec is not None, package
        return Path(str(spec.origin)).parent / path
    return Path(file)


@cache
def _coverage(file: str) -> frozenset[str]:
    """Return the characters that a font file draws."""
    from io import BytesIO  # noqa: PLC0415

    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only where something is drawn anew

    source = BytesIO(font_bytes(file)) if "::" in file else str(font_path(file))
    with TTFont(source, fontNumber=0, lazy=True) as font:
        # Names of our own for the glyphs: to look up the font's takes longer than all else, and none is asked for.
        font.setGlyphOrder([f"glyph{number}" for number in range(font["maxp"].numGlyphs)])
        return frozenset(map(chr, font.getBestCmap()))
