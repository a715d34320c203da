r"""Whether a formula's LaTeX can be drawn: braces, environments, `\left` and `\right`, commands that players know.

No renderer tells this reliably: some pass an unknown command or an open brace through in silence.
"""

from __future__ import annotations

import functools
import re

import msgspec

from exporter.codes.text import MATH_BROKEN, MATH_UNKNOWN, TOO_DEEP
from exporter.diagnostics import Code
from exporter.reader.tex_arguments import missing_argument
from exporter.reader.tex_commands import COMMANDS, ENVIRONMENTS
from exporter.suggest import did_you_mean

_TOKEN = re.compile(r"\\([A-Za-z]+)\*?|\\(.)|([{}])|%", re.DOTALL)
_MAX_DEPTH = 100
"""Levels of braces, environments and delimiters that a formula may have, as the text around it."""
_DIGITS = str.maketrans("123456789", "0" * 9)
_LONG = 200
"""Characters of the longest formula whose shape is remembered."""
_NAME = re.compile(r"\s*\{([A-Za-z]+\*?)\}")
_CHEMISTRY = "write `\\mathrm{H_2O}`, with `\\to` or `\\rightleftharpoons` for an arrow: not every platform has mhchem"
_UNITS = "write `5\\,\\mathrm{m/s}`: platforms do not have siunitx"
_PACKAGES = {"ce": _CHEMISTRY, "pu": _CHEMISTRY, **dict.fromkeys(("SI", "si", "num", "qty", "unit", "ang"), _UNITS)}
"""Commands of packages that authors of papers load, and what to write where nothing loads them."""


class TexFault(msgspec.Struct, frozen=True):
    """A fault in a formula: `offset` and `length` in its LaTeX, what is wrong, how to mend it."""

    offset: int
    length: int
    message: str
    hint: str
    code: Code = MATH_BROKEN


def tex_faults(tex: str) -> list[TexFault]:
    """Return the faults of a formula, in order; an empty list: MathJax draws it.

    Texts name the same few symbols, and formulas that differ in their digits alone are right or wrong together.
    """
    if len(tex) <= _LONG and _is_right(tex.translate(_DIGITS)):
        return []
    return _faults(tex)


@functools.lru_cache(maxsize=1024)
def _is_right(tex: str) -> bool:
    return not _faults(tex)


def _faults(tex: str) -> list[TexFault]:
    faults: list[TexFault] = []
    stack: list[tuple[str, str, int]] = []
    for match in _TOKEN.finditer(tex):
        name, brace = match.group(1), match.group(3)
        if brace == "{":
            stack.append(("{", "", match.start()))
        elif brace == "}":
            _close(stack, ("{", ""), match, faults)
        elif name in ("begin", "end"):
            _environment(tex, match, stack, faults)
        elif name == "left":
            stack.append(("\\left", "", match.start()))
        elif name == "right":
            _close(stack, ("\\left", ""), match, faults)
        elif name is not None:
            _command(match, faults)
        elif match.group() == "%":
            hint = "write `\\%` for a percent sign"
            faults.append(TexFault(match.start(), 1, "`%` begins a comment in LaTeX", hint))
        if len(stack) > _MAX_DEPTH:
            message = f"the formula is nested more than {_MAX_DEPTH} deep"
            return [TexFault(match.start(), len(match.group()), message, "split the formula", TOO_DEEP)]
    faults.extend(
        TexFault(start, max(1, len(kind)), f"`{_opening(kind, name)}` is never closed", "close it in this formula")
        for kind, name, start in stack
    )
    if tex.rstrip().endswith("\\") and not tex.rstrip().endswith("\\\\"):
        faults.append(TexFault(len(tex.rstrip()) - 1, 1, "a backslash ends the formula", "write the command's name"))
    if not faults and (missing := missing_argument(tex)) is not None:
        faults.append(TexFault(missing.offset, missing.length, missing.message, missing.hint))
    return sorted(faults, key=lambda fault: fault.offset)


def _opening(kind: str, name: str) -> str:
    return f"\\begin{{{name}}}" if kind == "begin" else kind


def _close(
    stack: list[tuple[str, str, int]], wanted: tuple[str, str], match: re.Match[str], faults: list[TexFault]
) -> None:
    if stack and stack[-1][:2] == wanted:
        stack.pop()
        return
    word = match.group()
    if stack and any(entry[:2] == wanted for entry in stack):
        inner = _opening(stack[-1][0], stack[-1][1])
        message = f"`{word}` comes before `{inner}` is closed"
        while stack and stack.pop()[:2] != wanted:
            pass
    else:
        message = f"`{word}` closes nothing"
    faults.append(TexFault(match.start(), len(word), message, "write each opening before its closing"))


def _environment(tex: str, match: re.Match[str], stack: list[tuple[str, str, int]], faults: list[TexFault]) -> None:
    named = _NAME.match(tex, match.end())
    word = match.group()
    if named is None:
        hint = f"write `{word}{{name}}`"
        faults.append(TexFault(match.start(), len(word), f"`{word}` names no environment", hint))
        return
    name = named.group(1)
    if name not in ENVIRONMENTS and match.group(1) == "begin":
        hint = did_you_mean(name, ENVIRONMENTS) or "use one that MathJax knows, such as `aligned` or `cases`"
        message = f"unknown environment `{name}`"
        faults.append(TexFault(named.start(1), len(name), message, hint, code=MATH_UNKNOWN))
    if match.group(1) == "begin":
        stack.append(("begin", name, match.start()))
    else:
        _close(stack, ("begin", name), match, faults)


def _command(match: re.Match[str], faults: list[TexFault]) -> None:
    name = match.group(1)
    if name not in COMMANDS:
        hint = (
            _PACKAGES.get(name)
            or did_you_mean(name, COMMANDS).replace("`", "`\\", 1)
            or "use a command of LaTeX's own or of amsmath; write words as `\\text{…}`"
        )
        message = f"unknown LaTeX command `\\{name}`"
        faults.append(TexFault(match.start(), len(name) + 1, message, hint, code=MATH_UNKNOWN))
