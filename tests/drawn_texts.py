"""Hypothesis texts: words, lines and blocks of Markdown, with whatever an author may write in them."""

from __future__ import annotations

import re

from hypothesis import strategies as st

_ALPHABET = "abcXYZ 019éß中אج😀" + "<>&\"'*_[]$\\{}~^|#=%`!(),.;:?/+-@"
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def words(minimum: int = 1, maximum: int = 20) -> st.SearchStrategy[str]:
    """Text without blanks at its ends, at least one character that is no blank."""
    return st.text(_ALPHABET, min_size=minimum, max_size=maximum).map(lambda text: " ".join(text.split())).filter(bool)


def literal(text: str) -> str:
    """Return Markdown that reads as `text`."""
    return _PUNCTUATION.sub(r"\\\1", text)


_MARKED = st.sampled_from(
    [
        "*stressed*",
        "**strong**",
        "`code <b> & ]]>`",
        "$x^{2} < \\frac{a}{b}$",
        "[web](https://example.org/?a=1&b=2)",
        "H~2~O",
        "~~struck~~",
        "<kbd>Ctrl</kbd>",
        "[نص]{lang=ar dir=rtl}",
        "&amp;lt;",
    ]
)


@st.composite
def inline(draw: st.DrawFn) -> str:
    """One line of Markdown."""
    start = literal(draw(words()))
    return f"{start} {draw(_MARKED)}" if draw(st.booleans()) else start


@st.composite
def block(draw: st.DrawFn) -> str:
    """One to three blocks of Markdown that hold no answers."""
    kinds = [
        "{}",
        "{}",
        "> {}",
        "```python\nif a < b and '{{}}':  # ]]>\n    pass\n```",
        "$$\\sum_{{i=1}}^{{n}} i$$",
        "### {}",
    ]
    made = [kind.format(draw(inline())) for kind in draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=3))]
    return "\n\n".join([literal(draw(words())), *made])
