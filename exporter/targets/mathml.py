"""Formulas as MathML with their TeX as annotation; what the converter can't do is told apart from what it can."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from lxml import etree

from exporter.targets.formula_shapes import by_shape

_UNKNOWN = re.compile(r">[^<>]*\\[^<>]*<|<mi>&amp;</mi>|<mi>&</mi>")
"""What the converter leaves where it does not know a macro or an environment's columns."""
_AMPERSAND = re.compile(r"&(?!#|amp;|lt;|gt;)")
_REFERENCE = re.compile(r"&#x([0-9A-Fa-f]+);")
_MARKUP = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_WORDS = re.compile(r"(<mtext[^<>]*>)(.*?)</mtext>", re.DOTALL)
"""Text in a formula, which the converter writes as it finds it."""
_MATH = re.compile(r"<math[^>]*>(.*)</math>", re.DOTALL)


_SIGN = re.compile("(?<=</mo>)<mo>(?=(?:[-+\u2212]|&#x0?2212;|&#x0002B;)</mo>)")
_OPERATOR = re.compile(r">([^<>]*)</mo>$")
_CLOSING = frozenset(")]}|‖⟩⌉⌋!?%°∞∅′″‴'…⋯")
"""Operators behind which a plus or minus stands between two numbers."""


@lru_cache(maxsize=4096)
def mathml(tex: str, *, display: bool) -> str | None:
    """Return the formula as a `math` element of MathML (0.2 ms), or None where it can't be written as such."""
    content = by_shape(tex, converted) or converted(tex)
    if content is None:
        return None
    annotation = f'<annotation encoding="application/x-tex">{html.escape(tex, quote=False)}</annotation>'
    mode = "block" if display else "inline"
    namespace = "http://www.w3.org/1998/Math/MathML"
    return f'<math xmlns="{namespace}" display="{mode}"><semantics>{content}{annotation}</semantics></math>'


def converted(tex: str) -> str | None:
    """Return what stands in the `math` element of a formula, or None where it can't be written as MathML."""
    from latex2mathml.converter import convert  # noqa: PLC0415 - only banks with formulas pay for it

    try:
        found = _MATH.fullmatch(convert(tex))
    except Exception:  # noqa: BLE001 - the converter raises whatever it meets; the formula then stays TeX
        return None
    if found is None:
        return None
    content = signed(_REFERENCE.sub(_character, found[1]))
    if _UNKNOWN.search(content):
        return None
    content = _AMPERSAND.sub("&amp;", _WORDS.sub(_escaped, content))
    return content if _is_well_formed(content) else None


def signed(content: str) -> str:
    """Return MathML in which a sign behind another operator, as in x = −2, says that it is the sign of a number.

    Without that it is spaced as in x − 2: by MathML's rule only the first in a row is a sign.
    """
    return _SIGN.sub(_sign, content)


def _sign(match: re.Match[str]) -> str:
    before = _OPERATOR.search(match.string, max(0, match.start() - 40), match.start())
    closes = before is None or html.unescape(before[1]).strip() in _CLOSING
    return match[0] if closes else '<mo form="prefix">'


def _escaped(match: re.Match[str]) -> str:
    return f"{match[1]}{html.escape(html.unescape(match[2]), quote=False)}</mtext>"


def _is_well_formed(content: str) -> bool:
    """Return whether the converter left no `<` of the author's own between its tags."""
    try:
        etree.fromstring(f"<math>{content}</math>")
    except etree.XMLSyntaxError:
        return False
    return True


def _character(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return _MARKUP.get(character, character)
