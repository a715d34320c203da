"""What is handed to the engine and what comes back: light values that another process can be sent."""

from __future__ import annotations

import msgspec

PACKAGES = {"font_source_serif_pro": "font-source-serif-pro", "pymupdf_fonts": "pymupdf-fonts", "ziamath": "ziamath"}
"""The packages that ship our fonts, and the names to install them by."""


class Face(msgspec.Struct, frozen=True):
    """One font file as a `@font-face` rule names it. `file` is `package:path`, `package::module` or a path."""

    family: str
    file: str
    weight: int = 400
    style: str = "normal"


class FontPlan(msgspec.Struct, frozen=True):
    """The fonts of one document: faces to declare, collections to link, stacks of families for CSS."""

    faces: tuple[Face, ...]
    collections: tuple[str, ...]
    """Paths of font collections (CJK), which only the system's font library can open by family name."""
    fallbacks: tuple[str, ...]
    cjk: bool
    missing: tuple[tuple[str, str], ...]
    """Characters that nothing here can draw, each with the Debian package that would; empty: none known."""

    def stack(self, first: str, language: str) -> str:
        """Return the CSS list of families for text in `language` that begins with `first`."""
        names = [first, *self.fallbacks]
        if self.cjk:
            names[1:1] = cjk_families(language)
        return ", ".join(f'"{name}"' for name in names)


def cjk_families(language: str) -> list[str]:
    """Return the CJK families for text in `language`: each has the forms of one region."""
    tag = language.lower()
    base = tag.split("-", 1)[0]
    if base == "zh":
        region = "HK" if "-hk" in tag else "TC" if "-tw" in tag or "hant" in tag else "SC"
    else:
        region = {"ja": "JP", "ko": "KR"}.get(base, "SC")
    return [f"Noto Serif CJK {region}", f"Noto Sans CJK {region}"]


class Request(msgspec.Struct, frozen=True):
    """One document to draw, complete in itself, so that another process can do it."""

    html: str
    css: str
    fonts: FontPlan
    drawings: dict[str, str]
    """SVG of the formulas by address."""
    root: str
    """The bank's folder."""
    media: tuple[str, ...]
    """Paths of the bank's media that the document may show."""
    templates: tuple[str, ...]
    """Folders of templates, the author's first."""
    identifier: bytes
    language: str
    """The document's language, which texts in pictures are taken to be in."""


class Rendered(msgspec.Struct, frozen=True, array_like=True):
    """A finished PDF and what the engine complained about."""

    pdf: bytes
    complaints: tuple[str, ...]
    shrunk: tuple[int, ...] = ()
    """The numbers of the formulas that had to be made too small to read."""
    cut: tuple[str, ...] = ()
    """The ids of the elements of which something lies beyond the edge of a page."""


class EngineFailedError(Exception):
    """The engine failed on a document, as it may on styles or pictures it was never tried with."""


class EngineMissingError(Exception):
    """The system's text libraries cannot be loaded."""
