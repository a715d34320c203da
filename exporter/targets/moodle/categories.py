"""Category questions: the folders of the bank below one category that bears its title."""

from __future__ import annotations

import html

from lxml import etree

from exporter.codes.moodle import CATEGORY_MEDIA
from exporter.codes.validation import GRAMMAR
from exporter.diagnostics import Span
from exporter.job import Job
from exporter.model import LinkStart, Math, Media, RichText
from exporter.richtext import render, tex_delimited
from exporter.targets.moodle.draft import put_text
from exporter.targets.moodle.fields import put_value
from exporter.targets.moodle.names import NAME_LENGTH, kept_name
from exporter.validation.grammar import grammar

_ROOT = "$course$/top"

CategoryPath = tuple[str, ...]


class Categories:
    """The category questions of one run; what is to be said about one is said once."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._bank = job.bank
        self._elements: dict[CategoryPath, bytes] = {}
        self._names: dict[CategoryPath, str] = {}

    def lead(self, path: CategoryPath, begun: set[CategoryPath]) -> bytes:
        """Return what makes `path` the category of what follows, and add to `begun` what it begins.

        A category's description counts only when the category is new, so that of those above comes first.
        """
        above = [path[:length] for length in range(len(path))]
        needed = [each for each in above if each not in begun and self._described(each)]
        begun.update((*needed, path))
        return b"".join(self._element(each) for each in (*needed, path))

    def _described(self, path: CategoryPath) -> bool:
        return self._description(path) is not None

    def _description(self, path: CategoryPath) -> RichText | None:
        return self._bank.categories[path].description if path else self._bank.description

    def _element(self, path: CategoryPath) -> bytes:
        if path not in self._elements:
            self._elements[path] = self._made(path)
        return self._elements[path]

    def _made(self, path: CategoryPath) -> bytes:
        question = etree.Element("question", type="category")
        names = [self._name(path[:length]) for length in range(len(path) + 1)]
        put_text(etree.SubElement(question, "category"), "/".join((_ROOT, *filter(None, names))))
        description = self._description(path)
        content = render(description, _InfoWriting(self._job)) if description else ""
        put_text(etree.SubElement(question, "info", format="html"), content)
        put_value(question, "idnumber", "")
        for each in grammar("moodle", "category").violations(question):
            self._job.report(GRAMMAR.at(self._span(path), each, target=self._job.target))
        return etree.tostring(question, encoding="utf-8", pretty_print=True)

    def _name(self, path: CategoryPath) -> str:
        """Return one part of a category's path: a slash doubled, and never at an end, where it would run together."""
        if path in self._names:
            return self._names[path]
        title = (self._bank.categories[path].title or path[-1]) if path else self._bank.title
        name, found = kept_name(title, "category", NAME_LENGTH)
        for code, message in found:
            self._job.report(code.at(self._span(path), message, target=self._job.target))
        name = name.replace("/", "//")
        name = f" {name}" if name.startswith("/") else name
        self._names[path] = f"{name} " if name.endswith("/") else name
        return self._names[path]

    def _span(self, path: CategoryPath) -> Span:
        return self._bank.categories[path].span if path else self._bank.place("title")


class _InfoWriting:
    """The description of a category, which has no place for files."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def math(self, math: Math) -> str:
        return tex_delimited(math)

    def media(self, media: Media) -> str:
        message = f"the description of a category holds no files: `{media.path}` leaves its alternative text"
        self._job.report(CATEGORY_MEDIA.at(media.span, message, target=self._job.target))
        return html.escape(media.alt, quote=False)

    def link_start(self, link: LinkStart) -> tuple[str, str]:
        del link
        return "", ""

    def gap(self, number: int) -> str:
        del number
        return "_____"
