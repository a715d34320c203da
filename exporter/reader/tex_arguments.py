r"""Whether each command of a formula has its arguments, each script its base, each `\left` a delimiter.

What is refused here is what MathJax and KaTeX refuse: they show red text or nothing in place of the formula.
"""

from __future__ import annotations

import re
from functools import cached_property

import msgspec


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|\S", re.DOTALL)
_DELIMITERS = _words(r"( ) [ ] | / . < > \{ \} \|")
_DELIMITER_NAMES = _words(
    """langle rangle lbrace rbrace lbrack rbrack lceil rceil lfloor rfloor lgroup rgroup lmoustache rmoustache ulcorner
    urcorner llcorner lrcorner vert Vert lvert rvert lVert rVert arrowvert Arrowvert bracevert backslash uparrow Uparrow
    downarrow Downarrow updownarrow Updownarrow lt gt"""
)
_SIZES = _words("left right middle big Big bigg Bigg bigl Bigl biggl Biggl bigr Bigr biggr Biggr")
_SIZES |= _words("bigm Bigm biggm Biggm")
_ONE = """sqrt overline underline overbrace underbrace overparen underparen overleftarrow overrightarrow
overleftrightarrow underleftarrow underrightarrow underleftrightarrow hat widehat check tilde widetilde acute grave dot
ddot dddot ddddot breve bar vec mathring mathrm mathbf mathit mathsf mathtt mathcal mathscr mathfrak mathbb mathnormal
mathbfit mathsfit boldsymbol bm pmb Bbb frak scr bold boxed cancel phantom hphantom vphantom smash rlap llap mathrlap
mathllap mathclap xleftarrow xrightarrow substack mathop mathbin mathrel mathord mathopen mathclose mathpunct mathinner
operatorname operatorname* operatornamewithlimits pmod pod mod vcenter"""
_TWO = "frac dfrac tfrac cfrac binom dbinom tbinom stackrel overset underset sideset"
_RAW = {
    **dict.fromkeys(_words("text textrm textbf textit textsf texttt textnormal textup textmd mbox hbox emph fbox"), 1),
    **dict.fromkeys(_words("tag tag* label ref eqref hspace hspace* mspace color uproot leftroot intertext"), 1),
    **dict.fromkeys(["rule", "Rule", "Space", "genfrac"], 2),
    "textcolor": 1,
}
"""Commands whose first arguments are words, names or lengths, no formula; and how many there are at least."""
_ARGUMENTS = {
    **dict.fromkeys(_words(_ONE), 1),
    **dict.fromkeys(_words(_TWO), 2),
    "textcolor": 1,
    "mathchoice": 4,
}
_OPTIONAL = _words("sqrt cfrac xleftarrow xrightarrow smash")
_COLUMNS = _words("array alignat alignat* alignedat subarray")
_TABLES = _words("matrix pmatrix cases eqalign displaylines")
"""Plain TeX's commands whose braces hold cells."""
_STOPS = frozenset(["", "}", "&", "\\\\", "^", "_", "\\right", "\\end", "\\over", "\\atop", "\\choose", "\\cr"])
"""What cannot be an argument."""


class Missing(msgspec.Struct, frozen=True):
    """A place in a formula where something is wrong: `offset` and `length` in its LaTeX, what, and the mend."""

    offset: int
    length: int
    message: str
    hint: str


class _FaultError(Exception):
    """Carries the first fault out of the parser; after it, nothing that is found is sure."""

    def __init__(self, fault: Missing) -> None:
        super().__init__(fault.message)
        self.fault = fault


def missing_argument(tex: str) -> Missing | None:
    r"""Return the first place where an argument, a base or a delimiter is missing; None where there is none.

    The braces, environments and `\left` of `tex` must be balanced.
    """
    try:
        _Formula(tex).row("", cells=False)
    except _FaultError as found:
        return found.fault
    return None


class _Formula:
    """A formula that is read once from left to right; recursion is as deep as its braces."""

    def __init__(self, tex: str) -> None:
        self.tex = tex
        self.marks: list[str] = _TOKEN.findall(tex)
        self.at = 0

    @cached_property
    def starts(self) -> list[int]:
        """Where each mark stands, which few formulas are asked."""
        return [match.start() for match in _TOKEN.finditer(self.tex)]

    def peek(self) -> str:
        return self.marks[self.at] if self.at < len(self.marks) else ""

    def fault(self, at: int, message: str, hint: str) -> _FaultError:
        at = min(at, len(self.marks) - 1)
        return _FaultError(Missing(self.starts[at], len(self.marks[at]), message, hint))

    def row(self, end: str, *, cells: bool) -> None:
        r"""Read up to `end` (a brace, `\right`, `\end`; nothing for all). `cells`: `&` parts columns."""
        scripts: set[str] = set()
        while (mark := self.peek()) and mark != end:
            if mark in ("^", "_", "'"):
                self.script(mark, scripts)
            elif mark == "#":
                raise self.fault(self.at, "`#` cannot stand in a formula", "write `\\#` for the sign")
            elif mark == "&" and not cells:
                hint = "write `\\&` for the sign, or put the rows into an environment such as `aligned`"
                raise self.fault(self.at, "`&` parts columns, but there are none here", hint)
            else:
                if mark not in ("\\limits", "\\nolimits"):
                    scripts.clear()
                self.unit(cells=cells)

    def script(self, mark: str, scripts: set[str]) -> None:
        """Read a script or a prime and what it holds."""
        if mark == "'":
            if "^" in scripts:
                raise self.fault(self.at, "a prime follows a superscript", "write the prime first, as in `x'^2`")
            self.at += 1
            return
        word = "superscript" if mark == "^" else "subscript"
        if mark in scripts:
            message = f"a second {word} follows the first"
            raise self.fault(self.at, message, f"put braces around what it belongs to, as in `{{x{mark}a}}{mark}b`")
        scripts.add(mark)
        self.at += 1
        if self.peek() in _STOPS or self.peek() == "'":
            raise self.fault(self.at - 1, f"nothing follows `{mark}`", f"write the {word} after it, in braces")
        self.unit(cells=False)

    def unit(self, *, cells: bool) -> None:
        """Read one thing: a group, a command with its arguments, an environment, a character."""
        start, mark = self.at, self.peek()
        self.at += 1
        name = mark[1:] if mark.startswith("\\") else ""
        if mark == "{":
            self.group(cells=False)
        elif name == "begin":
            self.environment()
        elif name in _SIZES:
            self.delimiter(start)
            if name == "left":
                self.row("\\right", cells=cells)
        elif name in _RAW or name in _ARGUMENTS:
            self.arguments(start, name)
        elif name in _TABLES and self.peek() == "{":
            self.at += 1
            self.group(cells=True)

    def group(self, *, cells: bool) -> None:
        self.row("}", cells=cells)
        self.at += 1

    def environment(self) -> None:
        r"""Read an environment, its name and column letters first, to the end of the name behind `\end`."""
        name = self.raw()
        if name in _COLUMNS:
            self.option()
            if self.peek() != "{":
                message = f"`{name}` is followed by no columns"
                raise self.fault(self.at - 1, message, f"write `\\begin{{{name}}}{{…}}` with its columns")
            self.raw()
        self.row("\\end", cells=True)
        self.at += 1
        self.raw()

    def delimiter(self, start: int) -> None:
        r"""Read the delimiter behind `\left`, `\right` or a size."""
        mark = self.peek()
        if mark not in _DELIMITERS and mark[1:] not in _DELIMITER_NAMES:
            message = f"no delimiter follows `{self.marks[start]}`"
            raise self.fault(start, message, "write a bracket or a bar after it, or `.` for none")
        self.at += 1

    def arguments(self, start: int, name: str) -> None:
        """Read what a command must be followed by."""
        if name in _OPTIONAL:
            self.option()
        for _ in range(_RAW.get(name, 0)):
            if self.peek() in _STOPS:
                raise self.lacking(start)
            self.raw()
        for _ in range(_ARGUMENTS.get(name, 0)):
            mark = self.peek()
            if mark in _STOPS:
                raise self.lacking(start)
            if mark[1:] in _ARGUMENTS and mark.startswith("\\"):
                message = f"`{mark}` is the argument of `\\{name}` without its own"
                raise self.fault(self.at, message, f"write braces around it: `\\{name}{{{mark}…}}`")
            self.at += 1
            if mark == "{":
                self.group(cells=name == "substack")

    def lacking(self, start: int) -> _FaultError:
        mark = self.marks[start]
        return self.fault(start, f"`{mark}` lacks an argument", "write each of its arguments in braces")

    def option(self) -> None:
        """Read an option in square brackets, if one is there."""
        if self.peek() != "[":
            return
        start, depth = self.at, 0
        while self.peek() and (self.peek() != "]" or depth):
            depth += {"{": 1, "}": -1}.get(self.peek(), 0)
            self.at += 1
        if not self.peek():
            raise self.fault(start, "`[` is never closed", "close it in this formula")
        self.at += 1

    def raw(self) -> str:
        """Read an argument that is no formula, and return it."""
        if self.peek() != "{":
            self.at += 1
            return ""
        offset, depth = self.starts[self.at] + 1, 0
        while self.peek():
            depth += {"{": 1, "}": -1}.get(self.peek(), 0)
            self.at += 1
            if not depth:
                break
        return self.tex[offset : self.starts[self.at - 1]]
