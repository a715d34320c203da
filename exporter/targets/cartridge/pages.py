"""Lessons as web pages that stand alone: a style of their own, good without it, nothing that cleaning takes out."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

import msgspec

from exporter.codes import cartridge as codes
from exporter.diagnostics import Diagnostic
from exporter.model import Bank, Lesson, RichText
from exporter.targets.cartridge.text import CartridgeWriting, guarded, page_name
from exporter.targets.languages import direction
from exporter.targets.words import Words

_STYLE = """
body { max-width: 44em; margin: 2em auto; padding: 0 1em; line-height: 1.5; color: #1b1b1b; background: #fff;
  font-family: Georgia, "Times New Roman", serif; }
h1, h2, h3, h4 { line-height: 1.25; font-family: Verdana, "DejaVu Sans", sans-serif; }
h1 { font-size: 1.8em; } h2 { font-size: 1.35em; margin-top: 2em; } h3 { font-size: 1.1em; margin-top: 1.5em; }
dt { font-weight: bold; } .summary { font-size: 1.1em; color: #444; }
img, video { max-width: 100%; height: auto; }
table { border-collapse: collapse; } th, td { border: 1px solid #999; padding: 0.3em 0.6em; text-align: start; }
pre { overflow: auto; padding: 0.8em; background: #f4f4f2; } code { font-size: 0.9em; }
blockquote { margin-inline-start: 0; padding-inline-start: 1em; border-inline-start: 3px solid #bbb; }
"""
_LINK = re.compile(r'<a\s[^>]*?href="(https?://[^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_FRAGILE = frozenset({"s", "kbd", "mark", "details", "ruby"})
_OPEN_LICENCE = re.compile(r"CC-(BY(?:-(?:NC|SA|ND))*)-(\d\.\d)")


class WebLink(msgspec.Struct, frozen=True):
    """An address of the web that a lesson names."""

    title: str
    url: str


class Page(msgspec.Struct, frozen=True):
    """A page as it is written, and what it needs."""

    html: str
    files: tuple[str, ...] = ()
    """Paths of the bank's media."""
    links: tuple[WebLink, ...] = ()
    findings: tuple[Diagnostic, ...] = ()


def lesson_page(bank: Bank, lesson: Lesson, words: Words, questions: Iterable[str], check: str = "") -> Page:
    """Return the page of a lesson that names `questions` (titles) and the related lessons at its end.

    `check` is the address of a page where the questions can be answered; empty where there is none.
    """
    writing = CartridgeWriting("page", lessons=bank.lessons)
    related = [bank.lessons[each.id] for each in lesson.related if each.id in bank.lessons]
    parts = [f"<h1>{_escaped(lesson.title)}</h1>"]
    if lesson.summary is not None:
        parts.append(f'<div class="summary">{writing.block(lesson.summary)}</div>')
    parts += _list(words("objectives"), map(_escaped, lesson.objectives))
    parts.append(writing.block(lesson.body))
    parts += _list(words("questions"), map(_escaped, questions))
    parts += _list(words("related"), (f'<a href="{page_name(each.id)}">{_escaped(each.title)}</a>' for each in related))
    body = "\n".join(parts)
    links = tuple(_links(body))  # what the lesson names: the page to check oneself is not a link of the course
    if check:
        body += f'\n<p><a href="{html.escape(check)}">{_escaped(words("self-check"))}</a></p>'
    findings = _losses(lesson, writing, linked=bool(related) or writing.links_lessons)
    return Page(_document(lesson.title, body, lesson.lang or bank.language), tuple(writing.files), links, findings)


def about_page(bank: Bank, title: str, words: Words, units: Iterable[tuple[str, RichText | None]]) -> Page:
    """Return the page that says what the package is, whose, under which licence, and what its units are about."""
    writing = CartridgeWriting("page", lessons=bank.lessons)
    parts = [f"<h1>{_escaped(title)}</h1>"]
    if bank.description is not None:
        parts.append(writing.block(bank.description))
    described = [f"<dt>{_escaped(unit)}</dt><dd>{writing.block(text)}</dd>" for unit, text in units if text is not None]
    if described:
        parts.append(f"<dl>{''.join(described)}</dl>")
    if bank.authors:
        names = ", ".join(author.name for author in bank.authors)
        parts.append(f"<p>{_escaped(words('authors', names=names))}</p>")
    if bank.version:
        parts.append(f"<p>{_escaped(words('version', version=bank.version))}</p>")
    if bank.licence:
        parts.append(f"<p>{_licence(bank.licence)}</p>")
    found = tuple(_dead_links(writing))
    return Page(_document(title, "\n".join(parts), bank.language), tuple(writing.files), findings=found)


def _document(title: str, body: str, lang: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{html.escape(lang)}" dir="{direction(lang)}">\n<head>\n<meta charset="utf-8"/>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"/>\n<title>{_escaped(title)}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _escaped(words: str) -> str:
    return guarded(html.escape(words, quote=False))


def _list(heading: str, entries: Iterable[str]) -> list[str]:
    items = "".join(f"<li>{entry}</li>" for entry in entries)
    return [f"<h2>{_escaped(heading)}</h2>", f"<ul>{items}</ul>"] if items else []


def _licence(licence: str) -> str:
    found = _OPEN_LICENCE.fullmatch(licence)
    if not found:
        return _escaped(licence)
    address = f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
    return f'<a href="{address}">{licence}</a>'


def _links(body: str) -> Iterator[WebLink]:
    for match in _LINK.finditer(body):
        url = html.unescape(match[1])
        yield WebLink(" ".join(html.unescape(_TAG.sub("", match[2])).split()) or url, url)


def _dead_links(writing: CartridgeWriting) -> Iterator[Diagnostic]:
    for link in writing.dead:
        message = f"the words of the link to `{link.to}` stay without it: the package has no page of that"
        yield codes.LESSON_LINKS.at(link.span, message, target="cartridge")


def _losses(lesson: Lesson, writing: CartridgeWriting, *, linked: bool) -> tuple[Diagnostic, ...]:
    """Return what platforms lose or change of the page."""
    found = [*_dead_links(writing)]
    if linked:
        message = "links to other lessons are dead in Moodle and Open edX"
        found.append(codes.LESSON_LINKS.at(lesson.span, message, question=lesson.id, target="cartridge"))
    if writing.files:
        message = "pictures and files of the page are lost in Open edX, and in Canvas where it takes pages for files"
        found.append(codes.LESSON_MEDIA.at(lesson.span, message, question=lesson.id, target="cartridge"))
    elements = {*lesson.body.elements, *(lesson.summary.elements if lesson.summary else ())}
    if changed := sorted(_FRAGILE & elements):
        message = f"{', '.join(f'`{name}`' for name in changed)} become tags that last"
        found.append(codes.LESSON_CHANGED.at(lesson.span, message, question=lesson.id, target="cartridge"))
    return tuple(found)
