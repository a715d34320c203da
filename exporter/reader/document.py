"""A Markdown file of the bank to raw sections: front matter, then one section a level-1 heading, split in parts.

No meaning yet: what a heading's attributes, a part or an answer block stand for is the next stage's business.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import compress, count, pairwise
from operator import attrgetter
from typing import Any

import msgspec
from markdown_it.token import Token

from exporter.codes.source import (
    FRONT_MATTER_OPEN,
    FRONT_MATTER_SHAPE,
    HEADING_UNDERLINED,
    NOTHING_IN_FILE,
    TEXT_BEFORE_HEADING,
)
from exporter.codes.text import HEADING_BLANK, NEVER_CLOSED, TOO_DEEP
from exporter.diagnostics import Span
from exporter.reader.markdown import block_tokens
from exporter.reader.markdown_blocks import MAX_DEPTH
from exporter.reader.places import Page, mark_cells
from exporter.reader.quick_lists import expanded, has_plain_list

_CONTAINERS = re.compile(r"[ ]{0,3}(?:(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))[ \t]*)+")
_CONTAINER = re.compile(r">|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])")
_COMMENT = re.compile(r"\s*(?:<!--.*?-->\s*)+", re.DOTALL)

_LINE_LIKE = re.compile(r"-{3,}|-*[–—―][-–—―]*")
"""A line `---`, or what Word and telephones make of it."""
QUESTION_LIKE = re.compile(r"[\ufeff\u200b]?[#＃](?![#＃]).*\{#[A-Za-z].*\}\s*")
"""A line that is the heading of a question, but maybe for the blank after its `#`."""

_MARKED = re.compile(r"\s*[-*+][ \t]+\[[ xX]\]")
_MARKED_CODE = re.compile(rf"{_MARKED.pattern}[ \t]*(?:`{{3,}}|~{{3,}})")
_IN_ITEMS = ("[[", "＃", "\ufeff", "\u200b")
"""Signs for whose sake the words of each item of a list are looked at with the rest of the text."""
_ENDED = frozenset({"fence", "html_block"})
"""Blocks that end with a mark of their own."""
_LONG_CODE = 50
"""Lines above which the mark of a choice is looked for."""


class FrontMatter(msgspec.Struct, frozen=True):
    """The YAML between the `---` lines; `first_line` is the file's line (from 1) on which `text` begins."""

    text: str
    first_line: int


class RawPart(msgspec.Struct, frozen=True):
    """A level-2 heading of a section and the blocks under it."""

    heading: Token
    """The heading's inline token."""
    tokens: Sequence[Token]


class RawSection(msgspec.Struct, frozen=True):
    """A level-1 heading and the blocks up to the next one."""

    heading: Token
    """The heading's inline token."""
    stem: Sequence[Token]
    """The blocks before the first part; the last of them may be a plain list, which is one token."""
    parts: Sequence[RawPart]


class Document(msgspec.Struct, frozen=True):
    """One file: its front matter, its sections, its blocks and its link references."""

    front_matter: FrontMatter | None
    sections: Sequence[RawSection]
    tokens: Sequence[Token]
    references: dict[str, Any]


def read_document(page: Page, *, sections: bool = True) -> Document | None:
    """Read the page's text; None where it cannot be split at all. A lesson has no sections."""
    front_matter, body = _front_matter(page)
    if front_matter is None and body is None:
        return None
    assert body is not None
    if not _depth_allowed(page, page.lines if body is page.text else body.split("\n")):
        return None
    env: dict[str, Any] = {}
    tokens = block_tokens(body, env, lists=sections)
    other: list[Token] = env["other"]
    if other and max(map(attrgetter("level"), other)) > MAX_DEPTH:
        _too_deep(page, page.token_span(next(token for token in other if token.level > MAX_DEPTH)))
        return None
    if _never_closed(page, other):
        return None
    mark_cells(page, other)
    references = env.get("references", {})
    split = _sections(page, tokens, env["headings"]) if sections else ()
    return Document(front_matter, split, tokens, references)


def _front_matter(page: Page) -> tuple[FrontMatter | None, str | None]:
    """Return the front matter and the text in which blank lines stand for it, so that lines keep their numbers."""
    lines = page.lines
    if lines[0].rstrip() != "---":
        return _front_matter_like(page)
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() in ("---", "..."):
            return _front_matter_between(lines, 0, number)
    hint = "end it with a line `---` before the first heading"
    at = Span(page.path, 1, 1, 4)
    page.report(FRONT_MATTER_OPEN.at(at, "the front matter that opens here is never closed", hint))
    return None, None


def _front_matter_between(lines: Sequence[str], first: int, last: int) -> tuple[FrontMatter, str]:
    body = "\n" * (last + 1) + "\n".join(lines[last + 1 :])
    return FrontMatter("\n".join(lines[first + 1 : last]), first + 2), body


def _front_matter_like(page: Page) -> tuple[FrontMatter | None, str]:
    """Report and take front matter that stands below blank lines, or between lines that are nearly `---`."""
    lines = page.lines
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if _LINE_LIKE.fullmatch(lines[first].strip()) is None:
        return None, page.text
    for number, line in enumerate(lines[first + 1 :], start=first + 1):
        if line.lstrip().startswith("#"):
            break
        if _LINE_LIKE.fullmatch(line.strip()):
            message = "front matter begins and ends with a line of three hyphens"
            hint = "write `---` above it and below it"
            if lines[first].rstrip() == "---":
                message, hint = "front matter begins in the first line of the file", "delete the blank lines above it"
            page.report(FRONT_MATTER_SHAPE.at(page.line_span(first), message, hint))
            return _front_matter_between(lines, first, number)
    return None, page.text


def _depth_allowed(page: Page, lines: Sequence[str]) -> bool:
    """Judge the nesting that is visible on single lines before the parser recurses into it."""
    # No quotation or list begins with a letter.
    for number in compress(count(), map(MAX_DEPTH.__lt__, map(len, lines))):
        line = lines[number]
        lead = None if line[0].isalpha() else _CONTAINERS.match(line)
        if lead is not None and len(_CONTAINER.findall(lead.group())) > MAX_DEPTH:
            _too_deep(page, page.word_span(number, 0, 1))
            return False
    return True


def _too_deep(page: Page, at: Span) -> None:
    message = f"lists or quotations are nested more than {MAX_DEPTH} deep"
    page.report(TOO_DEEP.at(at, message, "flatten the text"))


def _never_closed(page: Page, tokens: Sequence[Token]) -> bool:
    """Report code and comments that run to the end of what they stand in; return whether there are any."""
    known = len(page.findings)
    for token in tokens:
        if token.type not in _ENDED:
            continue
        if token.type == "fence" and token.map is not None:
            last = page.lines[min(token.map[1], len(page.lines)) - 1].strip(" >\t")
            open_ = (
                token.map[1] - 1 == token.map[0] or len(last) < len(token.markup) or last.strip(token.markup[0]) != ""
            )
            sign = "backticks" if token.markup[0] == "`" else "tildes"
            mark, what = f"a line of {len(token.markup)} {sign}", "this code"
        elif token.type == "html_block" and token.content.lstrip().startswith("<!--"):
            open_, mark, what = "-->" not in token.content, "`-->`", "this comment"
        else:
            continue
        if open_:
            hint = f"write {mark} where it ends: all that follows belongs to it"
            if token.type == "fence" and _opened_behind_a_mark(page, token):
                hint = "begin the code below the mark of the choice, not behind it: each of its lines after two blanks"
            page.report(NEVER_CLOSED.at(page.token_span(token), f"{what} is never closed", hint))
    return len(page.findings) > known


def _opened_behind_a_mark(page: Page, token: Token) -> bool:
    """Return whether what seems to open code ends some, that was begun where Markdown reads words: `- [x] ~~~`."""
    assert token.map is not None
    for line in reversed(page.lines[max(0, token.map[0] - _LONG_CODE) : token.map[0]]):
        if _MARKED.match(line):
            return _MARKED_CODE.match(line) is not None
    return False


def _sections(page: Page, tokens: Sequence[Token], headings: Sequence[int]) -> Sequence[RawSection]:
    """Return the sections; headings inside a quotation or list begin none, and are not among `headings`."""
    heads = [at for at in headings if tokens[at].tag in ("h1", "h2")]
    starts = [at for at in heads if tokens[at].tag == "h1"]
    for at in starts:
        if tokens[at].markup == "=":
            hint = "write it as `# Title {#id}`"
            message = "a question's heading begins with `#`, it is not underlined"
            page.report(HEADING_UNDERLINED.at(page.token_span(tokens[at]), message, hint))
    before = without_comments(page, expanded(tokens[: starts[0] if starts else len(tokens)]))
    likes = [token for token in before if token.type == "inline" and QUESTION_LIKE.match(token.content)]
    if likes:
        for token in likes:
            report_no_blank(page, page.token_span(token), token.content.split("\n", 1)[0])
    elif before:
        hint = "move it below a heading `# Title {#id}`" if starts else "begin each question with `# Title {#id}`"
        message = "text stands before the file's first question" if starts else "the file holds text but no question"
        page.report(TEXT_BEFORE_HEADING.at(page.token_span(before[0]), message, hint))
    elif not starts:
        hint = "begin each question with `# Title {#id}`"
        page.report(NOTHING_IN_FILE.at(Span(page.path), "the file holds no question", hint))
    whole = any(sign in page.text for sign in _IN_ITEMS)
    return [_section(tokens, own, whole=whole) for own in _grouped(tokens, heads)]


def _grouped(tokens: Sequence[Token], heads: Sequence[int]) -> list[list[int]]:
    """Return for each section where its headings begin and where it ends."""
    groups: list[list[int]] = []
    for at in heads:
        if tokens[at].tag == "h1":
            if groups:
                groups[-1].append(at)
            groups.append([])
        if groups:
            groups[-1].append(at)
    if groups:
        groups[-1].append(len(tokens))
    return groups


def report_no_blank(page: Page, at: Span, line: str, marks: str = "#", owner: str = "") -> None:
    """Report a heading whose `#` has no blank after it, or no plain one."""
    blank = "blank" if re.match(r"#+\w", line) else "plain blank"
    words = line.lstrip("#＃\ufeff\u200b \t\xa0\u202f\u3000")
    hint = f"write `{marks} {words}`; `\\#` for a sign that is text"
    page.report(HEADING_BLANK.at(at, f"this heading has no {blank} after its `#`", hint, question=owner))


def _section(tokens: Sequence[Token], places: Sequence[int], *, whole: bool) -> RawSection:
    start, first = places[:2]
    parts = [RawPart(tokens[at + 1], expanded(tokens[at + 3 : end])) for at, end in pairwise(places[1:])]
    stem = tokens[start + 3 : first]
    if whole or has_plain_list(stem[:-1]):
        stem = expanded(stem)
    return RawSection(tokens[start + 1], stem, parts)


def is_comment(token: Token) -> bool:
    """Return whether the block is nothing but comments."""
    return token.type == "html_block" and _COMMENT.fullmatch(token.content) is not None


def without_comments(page: Page, tokens: Sequence[Token]) -> Sequence[Token]:
    """Return those of a page's blocks that are not comments."""
    if not page.has_comments:
        return tokens
    return [token for token in tokens if token.type != "html_block" or not is_comment(token)]
