"""Formulas as drawings: LaTeX to SVG with its baseline, kept in the cache, the LaTeX as alternative text."""

from __future__ import annotations

import hashlib
import re
import warnings
from collections.abc import Sequence
from functools import cache
from html import escape
from importlib.metadata import version
from math import inf
from typing import Any

import msgspec

from exporter import __version__
from exporter.codes.pdf import FORMULA_AS_TEX
from exporter.diagnostics import Diagnostic
from exporter.job import Cache
from exporter.model import Math
from exporter.targets.mathml import signed
from exporter.targets.pdf.breaking import lines, pieces
from exporter.targets.pdf.rows import quick_rows

_UNKNOWN = re.compile(r"\\([A-Za-z]+)")
_SIZE = 10
"""Points to draw at; the drawing is scaled by em, so the size cancels out."""
_INDENT = 2.0
"""Em before each line but the first of a broken formula."""
_LEADING = 0.4
"""Em between the lines of a broken formula."""
_FILLED = re.compile(
    r'<path d="([^"]*)" fill="black" ?/>'
    r'|<rect x="([-\d.]+)" y="([-\d.]+)" width="([\d.]+)" height="([\d.]+)" fill="black" ?/>'
)
_SHORT = 40
"""Characters of LaTeX that a message quotes whole."""
_SVG_HEAD = re.compile(r'<svg [^>]*width="([\d.]+)" height="([\d.]+)" viewBox="([-\d. ]+)"[^>]*>')


class Drawing(msgspec.Struct, frozen=True, array_like=True):
    """A drawn formula, sizes in em; `problem` instead of `paths` where it cannot be drawn."""

    paths: str = ""
    view: str = ""
    width: float = 0
    height: float = 0
    depth: float = 0
    """How far it reaches below the baseline."""
    problem: str = ""


class Formulas:
    """Draws formulas for one run and gathers what cannot be drawn."""

    def __init__(self, cache: Cache, room: float = inf) -> None:
        """Draw formulas as wide as they are up to `room` in em; wider ones are broken into lines where they can be."""
        self._cache = cache
        self._room = room
        self.findings: list[Diagnostic] = []
        self.drawn: dict[str, str] = {}
        """The SVG of each formula by its address in the document: inline, its paths would be styled one by one."""
        self.placed: list[Math] = []
        """Every formula that is drawn, by its number in the document."""

    def draw(self, math: Math) -> str:
        """Return the formula as a picture on the baseline, or as its LaTeX where the engine does not draw it."""
        drawing = self._kept(math, inf)
        wide = drawing.width > self._room
        if wide:
            drawing = self._kept(math, self._room)
        alt = escape(" ".join(math.tex.split()))
        if drawing.problem:
            message = f"`{drawing.problem}` is not drawn in PDFs, so the formula is printed as LaTeX"
            self.findings.append(FORMULA_AS_TEX.at(math.span, message, target="pdf", feature="formulas"))
            return f'<code class="tex">{alt}</code>'
        name = f"formula:{_key(math, self._room if wide else inf).hex()}"
        self.drawn[name] = svg(drawing)
        image = placed(drawing, len(self.placed), name, alt)
        self.placed.append(math)
        if not math.display and not wide:
            return image
        return f'<span class="display-formula{"" if math.display else " wide"}">{image}</span>'

    def _kept(self, math: Math, room: float) -> Drawing:
        """Return the drawing from the cache, or drawn and put there."""
        key = _key(math, room)
        kept = self._cache.get(key)
        if kept is not None:
            return _DECODER.decode(kept)
        made = draw(math.tex, display=math.display) if room == inf else draw_lines(math.tex, room)
        self._cache.put(key, msgspec.msgpack.encode(made))
        return made


def placed(drawing: Drawing, number: int, name: str, alt: str) -> str:
    """Return the picture of the formula with this number in its document; `name` is the address of its SVG."""
    size = f"width:{drawing.width:.3f}em;height:{drawing.height:.3f}em;vertical-align:{-drawing.depth:.3f}em"
    return f'<img class="formula" data-formula="{number}" src="{name}" alt="{alt}" style="{size}"/>'


def svg(drawing: Drawing) -> str:
    """Return the drawing as an SVG file."""
    size = f'width="{drawing.width * _SIZE:.3f}" height="{drawing.height * _SIZE:.3f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="{drawing.view}">{drawing.paths}</svg>'


def draw(tex: str, *, display: bool) -> Drawing:
    """Return the drawing of LaTeX; a command that the engine passes over is named in `problem`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the engine's own, not the author's matter
        from ziafont.config import config  # noqa: PLC0415 - heavy, and only for formulas that are not in the cache
        from ziamath import zmath  # noqa: PLC0415
        from ziamath.tex import tex2mml  # noqa: PLC0415

    config.svg2 = False
    try:
        mathml = tex2mml(tex, inline=not display)
        unknown = _UNKNOWN.search(mathml)
        if unknown:
            return Drawing(problem=f"\\{unknown[1]}")
        with quick_rows():
            numbered = r"\tag" in tex  # which only the engine's own reading of LaTeX sets at the edge
            drawn: Any = (
                zmath.Latex(tex, size=_SIZE, inline=not display) if numbered else zmath.Math(signed(mathml), size=_SIZE)
            )
        head = _SVG_HEAD.search(svg := drawn.svg())
        lacking = next((char for char in tex if not char.isascii() and not drawn.font.glyphindex(char)), "")
    except Exception as error:  # noqa: BLE001 - the engine raises what it likes on LaTeX that it does not know
        return Drawing(problem=tex if len(tex) <= _SHORT else type(error).__name__)
    if head is None or lacking:
        return Drawing(problem=lacking or tex)
    left, top, width, height = (float(each) for each in head[3].split())
    paths = merged(svg[head.end() :].removesuffix("</svg>"))
    view = f"{left:g} {top:g} {width:g} {height:g}"
    return Drawing(paths, view, width / _SIZE, height / _SIZE, (top + height) / _SIZE)


def draw_lines(tex: str, room: float) -> Drawing:
    """Return the drawing of LaTeX in lines of at most `room` em where it can be broken, else in one line."""
    parts = pieces(tex)
    whole = draw(tex, display=True)
    if len(parts) == 1:
        return whole
    # Nothing in braces before a sign makes it one between two things, as it is in the middle of the line.
    parts = [parts[0], *(part if part[:1].isspace() else f"{{}}{part}" for part in parts[1:])]
    widths = [draw(part, display=True).width for part in parts]
    drawn = [draw(line, display=True) for line in lines(parts, widths, room, _INDENT)]
    return whole if any(each.problem for each in drawn) else stacked(drawn)


def stacked(drawn: Sequence[Drawing]) -> Drawing:
    """Return the drawings one below the other, those after the first with `_INDENT` before them."""
    paths = []
    width = top = 0.0
    for place, each in enumerate(drawn):
        indent = _INDENT if place else 0.0
        left, over, *_ = map(float, each.view.split())
        x, y = indent * _SIZE - left, top * _SIZE - over
        paths.append(f'<g transform="translate({x:g} {y:g})">{each.paths}</g>')
        width = max(width, indent + each.width)
        top += each.height + _LEADING
    height = top - _LEADING
    view = f"0 0 {width * _SIZE:g} {height * _SIZE:g}"
    return Drawing("".join(paths), view, width, height, drawn[-1].depth)


def _key(math: Math, room: float) -> bytes:
    parts = ("formula", __version__, _engine_version(), math.tex, math.display, room)
    return hashlib.blake2b(msgspec.msgpack.encode(parts), digest_size=20).digest()


def merged(paths: str) -> str:
    """Return the drawing as one filled path where it is nothing but filled paths and rectangles: drawn far faster."""
    found = list(_FILLED.finditer(paths))
    if "".join(each[0] for each in found) != paths:
        return paths
    return f'<path d="{" ".join(each[1] or _outline(each) for each in found)}"/>'


def _outline(rectangle: re.Match[str]) -> str:
    left, top, width, height = rectangle.groups()[1:]
    return f"M {left} {top} h {width} v {height} h -{width} Z"


@cache
def _engine_version() -> str:
    return version("ziamath")


_DECODER = msgspec.msgpack.Decoder(Drawing)
