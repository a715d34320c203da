r"""Where a formula that is wider than its line may be broken: at relations, `+` and the like, and after commas.

Only what stands between no braces, brackets, `\left … \right` or `\begin … \end` counts, so that each piece is whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|\s+|.", re.DOTALL)
_SIGNS = frozenset(
    {
        "=",
        "<",
        ">",
        "+",
        "-",
        r"\leq",
        r"\le",
        r"\geq",
        r"\ge",
        r"\neq",
        r"\ne",
        r"\approx",
        r"\equiv",
        r"\sim",
        r"\simeq",
        r"\cong",
        r"\propto",
        r"\ll",
        r"\gg",
        r"\to",
        r"\rightarrow",
        r"\Rightarrow",
        r"\leftrightarrow",
        r"\Leftrightarrow",
        r"\longrightarrow",
        r"\Longrightarrow",
        r"\mapsto",
        r"\iff",
        r"\implies",
        r"\in",
        r"\subset",
        r"\subseteq",
        r"\pm",
        r"\mp",
        r"\cdot",
        r"\times",
        r"\div",
        r"\cup",
        r"\cap",
        r"\wedge",
        r"\vee",
        r"\lor",
        r"\land",
        r"\oplus",
        r"\otimes",
    }
)
"""Relations and operators with something on both sides: a line may begin with them."""
_OPENING = frozenset({"{", "(", "[", r"\{", r"\left", r"\begin", r"\langle"})
_CLOSING = frozenset({"}", ")", "]", r"\}", r"\right", r"\end", r"\rangle"})
_DELIMITED = frozenset({r"\left", r"\right"})
_WHOLE = frozenset(
    {
        "&",
        r"\\",
        r"\over",
        r"\atop",
        r"\above",
        r"\choose",
        r"\brace",
        r"\brack",
        r"\middle",
        r"\tag",
        r"\color",
        r"\rm",
        r"\bf",
        r"\it",
        r"\cal",
        r"\sf",
        r"\tt",
        r"\displaystyle",
        r"\textstyle",
        r"\scriptstyle",
        r"\scriptscriptstyle",
    }
)
"""What reaches over all that follows on its level, or makes lines of its own."""


def pieces(tex: str) -> list[str]:
    """Return the formula in pieces that can each begin or end a line; one piece where it cannot be broken."""
    out = [""]
    depth = 0
    before, after_delimiter = "", False
    for sign in _TOKEN.findall(tex):
        if sign in _WHOLE and not depth:
            return [tex]
        if sign.isspace():
            out[-1] += sign
            continue
        if not depth and _may_begin(sign, before):
            out.append("")
        out[-1] += sign
        if not after_delimiter:  # the bracket of `\left(` is part of it, and counted already
            depth = max(0, depth + (sign in _OPENING) - (sign in _CLOSING))
        after_delimiter = sign in _DELIMITED
        if sign == "," and not depth:
            out.append("")
        before = "x" if before in {"^", "_"} else sign  # a script ends what it stands at
    found = [each for each in out if each.strip()]
    return found if depth == 0 and len(found) > 1 else [tex]


def _may_begin(sign: str, before: str) -> bool:
    """Say whether a line may begin with this sign: not where it is a sign of a number, or a script."""
    return sign in _SIGNS and before not in _SIGNS | _OPENING | {"", "^", "_", ",", r"\left"}


def lines(parts: Sequence[str], widths: Sequence[float], room: float, indent: float) -> list[str]:
    """Return the pieces put together to lines of at most `room`, those after the first with `indent` before them."""
    out: list[str] = []
    used = 0.0
    for part, width in zip(parts, widths, strict=True):
        if out and used + width <= room:
            out[-1] += part
            used += width
        else:
            used = width + (indent if out else 0)
            out.append(part)
    return out
