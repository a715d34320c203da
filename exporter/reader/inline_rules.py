"""Inline constructs of the source format that Markdown has not: formulas, gaps, spans, footnote references.

Each is a rule of markdown-it's inline parser. A rule that sees a mistake records it in `env["problems"]` with its
offset in the inline text; the renderer turns the offset into a place.
"""

from __future__ import annotations

import re

import msgspec
from markdown_it.rules_inline import StateInline

from exporter.codes.text import ATTRIBUTES_AS_TEXT, ATTRIBUTES_MALFORMED, GAP_MISPLACED, GAP_OPEN, MATH_EMPTY, MATH_OPEN
from exporter.diagnostics import Code
from exporter.reader.attributes import TEXT_ATTRIBUTES, Malformed, parse_attributes


class Problem(msgspec.Struct, frozen=True):
    """A mistake found while parsing inline text, `offset` into that text and `length` characters long."""

    offset: int
    length: int
    code: Code
    message: str
    hint: str


_INLINE_CLOSE = re.compile(r"(?<!\s)\$(?!\d)")
_FOOTNOTE = re.compile(r"\[\^([^\s\]]+)\]")
_LIKELY_MATH = re.compile(r"\$[A-Za-z\\({\[|^_]")


def report(state: StateInline, problem: Problem) -> None:
    """Record a problem of this inline text; inside a picture's alternative text at the picture."""
    env = state.env
    outer = env.get("outer")
    if outer is not None:
        problem = msgspec.structs.replace(problem, offset=outer, length=1)
    env["problems"].append(problem)


def math(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """`$inline$` and `$$display$$` by pandoc's rules: `$5 and $10` is text."""
    src, pos = state.src, state.pos
    if src[pos] != "$":
        return False
    if src.startswith("$$", pos):
        return _display(state, silent=silent)
    if pos + 1 >= state.posMax or src[pos + 1].isspace():
        return False
    close = _closing_dollar(src, pos, state.posMax)
    if close is None:
        if not silent and _LIKELY_MATH.match(src, pos):
            hint = "close it with `$` right after its last character, or write `\\$` for a dollar sign"
            report(state, Problem(pos, 1, MATH_OPEN, "a formula opens here with `$` and is never closed", hint))
        return False
    if not silent:
        token = state.push("math", "", 0)
        token.content, token.meta = src[pos + 1 : close], {"pos": pos, "display": False}
    state.pos = close + 1
    return True


def _closing_dollar(src: str, pos: int, limit: int) -> int | None:
    """Return where the next dollar sign closes the formula; where it cannot, none was meant: `$5 or $x$`."""
    close = _unescaped(src, "$", pos + 2, limit)
    return close if close is not None and _INLINE_CLOSE.match(src, close) else None


def _unescaped(src: str, mark: str, start: int, limit: int) -> int | None:
    """Return where the next `mark` stands that no backslash takes away."""
    at = src.find(mark, start, limit)
    while at >= 0 and _escaped(src, at):
        at = src.find(mark, at + 1, limit)
    return at if at >= 0 else None


def _escaped(src: str, at: int) -> bool:
    begin = at
    while begin and src[begin - 1] == "\\":
        begin -= 1
    return (at - begin) % 2 == 1


def _display(state: StateInline, *, silent: bool) -> bool:
    src, pos = state.src, state.pos
    close = _unescaped(src, "$$", pos + 2, state.posMax)
    if close is None:
        if not silent:
            hint = "close it with `$$` in the same paragraph, or write `\\$\\$` for two dollar signs"
            report(state, Problem(pos, 2, MATH_OPEN, "a formula opens here with `$$` and is never closed", hint))
            state.append_pending("$$")
        state.pos += 2
        return True
    content = src[pos + 2 : close]
    if not silent:
        if not content.strip():
            hint = "write a formula between the dollar signs, or `\\$` for a dollar sign"
            report(state, Problem(pos, close + 2 - pos, MATH_EMPTY, "this formula is empty", hint))
        token = state.push("math", "", 0)
        token.content, token.meta = content.strip(), {"pos": pos, "display": True}
    state.pos = close + 2
    return True


def gap(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """`[[…]]`, read before links, where the text may hold gaps (`env["gaps"]` is a list)."""
    src, pos = state.src, state.pos
    if not src.startswith("[[", pos) or state.env.get("gaps") is None:
        return False
    following = _unescaped(src, "[[", pos + 2, state.posMax)  # a gap ends before the next one, however far its end is
    close = _unescaped(src, "]]", pos + 2, state.posMax if following is None else following)
    if close is None:
        if not silent:
            hint = "close it with `]]` in the same paragraph, or write `\\[[` for two brackets"
            report(state, Problem(pos, 2, GAP_OPEN, "a gap opens here with `[[` and is never closed", hint))
            state.append_pending("[[")
        state.pos += 2
        return True
    if not silent and "outer" in state.env:
        message, hint = "an alternative text holds no gap", "write `\\[[` for two brackets that are text"
        report(state, Problem(pos, close + 2 - pos, GAP_MISPLACED, message, hint))
        state.append_pending(src[pos : close + 2])
    elif not silent:
        token = state.push("gap", "", 0)
        token.content, token.meta = src[pos + 2 : close], {"pos": pos, "number": len(state.env["gaps"])}
        state.env["gaps"].append(token)
    state.pos = close + 2
    return True


def span(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """`[text]{lang=ar dir=rtl}`; what may stand in the braces is judged by the renderer."""
    src, pos = state.src, state.pos
    if src[pos] != "[":
        return False
    label_end = state.md.helpers.parseLinkLabel(state, pos, False)  # noqa: FBT003 - the parser's signature
    if label_end < 0 or src[label_end + 1 : label_end + 2] != "{" or label_end + 1 >= state.posMax:
        return False
    parsed = parse_attributes(src[: state.posMax], label_end + 1)
    if isinstance(parsed, Malformed):
        if not silent:
            _report_malformed(state, parsed)
        return False
    attributes, end = parsed
    if not silent:
        limit = state.posMax
        state.pos, state.posMax = pos + 1, label_end
        token = state.push("span_open", "span", 1)
        token.meta = {"pos": pos, "attributes": attributes}
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
        state.posMax = limit
    state.pos = end
    return True


def _report_malformed(state: StateInline, fault: Malformed) -> None:
    hint = "write `{key=value}`, and `\\{` for a brace that is text"
    message = f"malformed attributes: expected {fault.expected}"
    report(state, Problem(fault.offset, 1, ATTRIBUTES_MALFORMED, message, hint))


def picture_attributes(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """Take `{.decorative}` right after a picture."""
    src, pos = state.src, state.pos
    if src[pos] != "{" or silent or state.pending or not state.tokens or state.tokens[-1].type != "image":
        return False
    parsed = parse_attributes(src[: state.posMax], pos)
    if isinstance(parsed, Malformed):
        _report_malformed(state, parsed)
        return False
    state.tokens[-1].meta["attributes"] = parsed[0]
    state.pos = parsed[1]
    return True


def loose_attributes(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """Report `{lang=ar dir=rtl}` that belongs to nothing, and leave it as the text that it is."""
    if silent or state.src[state.pos] != "{":
        return False
    parsed = parse_attributes(state.src[: state.posMax], state.pos)
    if isinstance(parsed, Malformed):
        return False
    attributes, end = parsed
    if attributes and all(each.kind == "key" and each.name in TEXT_ATTRIBUTES for each in attributes):
        shown = state.src[state.pos : end]
        message = (
            f"`{shown}` is printed as text: attributes stand right after `[…]`, or alone on the line before a block"
        )
        hint = f"write `[text]{shown}`, or the line `{shown}` before the paragraph; `\\{{` for a brace that is text"
        report(state, Problem(state.pos, end - state.pos, ATTRIBUTES_AS_TEXT, message, hint))
    if [(each.kind, each.name) for each in attributes] == [("class", "decorative")]:
        message = f"`{state.src[state.pos : end]}` is printed as text: it stands right after a picture"
        hint = "write `![](picture.png){.decorative}` without a blank; `\\{` for a brace that is text"
        report(state, Problem(state.pos, end - state.pos, ATTRIBUTES_AS_TEXT, message, hint))
    return False


def footnote_reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """`[^label]`; whether the note exists is judged by the renderer, which knows the question's notes."""
    match = _FOOTNOTE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("footnote_ref", "", 0)
        token.meta = {"pos": state.pos, "label": match.group(1)}
    state.pos = match.end()
    return True
