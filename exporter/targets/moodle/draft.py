"""One question's element in the making, and the two kinds of text in it: plain, and HTML with its files.

Texts stand in CDATA: Moodle's parser drops blank runs between character references
(white space of escaped text), and a CDATA section comes through exactly.
"""

from __future__ import annotations

import html
import re
from urllib.parse import quote

from lxml import etree

from exporter.diagnostics import Code, Diagnostic, Span
from exporter.model import LinkStart, Math, Media, Question, RichText
from exporter.richtext import render, tex_delimited, title_attribute
from exporter.targets.languages import Label, direction, label
from exporter.targets.moodle.names import NAME_LENGTH, kept_name
from exporter.targets.moodle.setting import Setting

_FILE_NAME_LENGTH = 200
"""Characters of a file's name before its ending, so that the whole with a number fits Moodle's 255."""
_MARK = "<?file"
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_UNSAFE_IN_FILE_NAMES = re.compile(r"[\x00-\x1f\x7f&<>\"`|':\\/]")
_FILES = "@@PLUGINFILE@@"
_NO_FILES = "@@&#80;LUGINFILE@@"
_KEEPS_CDATA = etree.XMLParser(strip_cdata=False, resolve_entities=False)


class Draft:
    """An unfinished `<question>` with the files that it needs and the findings on the way."""

    def __init__(self, kind: str, question: Question, setting: Setting) -> None:
        self.kind = kind
        self.element = etree.Element("question", type=kind)
        self.question = question
        self.setting = setting
        self.language = question.lang or setting.bank_language
        self.files: list[str] = []
        self.findings: list[Diagnostic] = []
        self.left_out = False
        """True where Moodle's import would stop at the question, so that it is not written."""

    def report(self, code: Code, span: Span, message: str, hint: str = "", feature: str = "") -> None:
        """Add a finding about this question."""
        self.findings.append(code.at(span, message, hint, question=self.question.id, target="moodle", feature=feature))

    def file_number(self, path: str) -> int:
        """Return the place of a file of the bank among those that the question needs."""
        if path not in self.files:
            self.files.append(path)
        return self.files.index(path)


class Field:
    """One HTML field with a file area of its own: `exporter.richtext.Writing` for Moodle.

    A file is embedded once a field, under a name that is unique there; references are percent-encoded.
    """

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._names: dict[str, str] = {}

    def html(self, text: RichText, language: str | None = None) -> str:
        """Return the XHTML of `text`, inside an element that names its language where that is not the bank's."""
        content = render(as_text(text), self)
        if "table" in text.elements:
            # Without a class of Moodle's theme a table has neither lines nor space in it.
            content = content.replace("<table>", '<table class="generaltable">')
        return self.in_language(content, inline=text.inline, language=language)

    def block(self, text: RichText) -> str:
        """Return the XHTML of `text` as blocks, so that something can follow."""
        content = self.html(text)
        return f"<p>{content}</p>" if text.inline else content

    def labelled(self, name: Label, text: RichText) -> str:
        """Return the XHTML of a part of the question under its label in the question's language."""
        return f"<p><strong>{label(name, self.draft.language)}</strong></p>{self.block(text)}"

    def in_language(self, content: str, *, inline: bool, language: str | None = None) -> str:
        """Return XHTML inside an element with `lang` and `dir` where its language is not the bank's."""
        language = language or self.draft.language
        if language == self.draft.setting.bank_language:
            return content
        wrapper = "span" if inline else "div"
        return f'<{wrapper} lang="{html.escape(language)}" dir="{direction(language)}">{content}</{wrapper}>'

    def put(self, parent: etree._Element, name: str, content: str, **attributes: str) -> etree._Element:
        """Add the field `<name format="html">` with its content and files to `parent`, and return it."""
        attributes["format"] = "html"
        element = etree.SubElement(parent, name, attributes)
        put_text(element, content)
        for path, file_name in self._names.items():
            self.put_file(element, path, file_name)
        return element

    def put_file(self, parent: etree._Element, path: str, file_name: str) -> None:
        """Add a `<file>` whose content is filled in when the question is written out."""
        element = etree.SubElement(parent, "file", name=file_name, path="/", encoding="base64")
        element.append(etree.PI("file", str(self.draft.file_number(path))))

    def reference(self, path: str) -> str:
        """Return the address of a file of this field, attribute-escaped."""
        if path not in self._names:
            self._names[path] = file_name(path, {name.casefold() for name in self._names.values()})
        return f"{_FILES}/{quote(self._names[path])}"

    def math(self, math: Math) -> str:
        """Return the formula between the delimiters of Moodle's MathJax filter."""
        return no_file(tex_delimited(math))

    def media(self, media: Media) -> str:
        """Return a picture, a player or a link."""
        address = self.reference(media.path)
        alternative = no_file(html.escape(media.alt))
        inside = no_file(html.escape(media.alt, quote=False))
        title = no_file(title_attribute(media.title))
        match media.kind:
            case "image":
                return f'<img class="img-fluid" src="{address}" alt="{alternative}"{title}/>'
            case "audio" | "video":
                return (
                    f'<{media.kind} controls="controls" aria-label="{alternative}"{title}>'
                    f'<source src="{address}"/>{inside}</{media.kind}>'
                )
            case "document":
                return f'<a href="{address}"{title}>{inside}</a>'

    def link_start(self, link: LinkStart) -> tuple[str, str]:
        """Return the tags of a link to a file; links to lessons and questions have no address in Moodle."""
        if link.kind != "file":
            return "", ""
        title = no_file(title_attribute(link.title))
        return f'<a href="{self.reference(link.to)}"{title}>', "</a>"

    def gap(self, number: int) -> str:
        """Return a line to fill; the stem of a cloze, which alone has gaps, writes them in its own way."""
        del number
        return "_____"


def no_file(xhtml: str) -> str:
    """Return the author's XHTML with nothing in it that Moodle takes for the address of a file.

    Moodle puts an address in the place of `@@PLUGINFILE@@` wherever it shows a text, in running text too; it
    looks before references are decoded.
    """
    return xhtml.replace(_FILES, _NO_FILES) if _FILES in xhtml else xhtml


def as_text(text: RichText) -> RichText:
    """Return the text with `no_file` applied to all that the author wrote in it."""
    if not any(isinstance(part, str) and _FILES in part for part in text.parts):
        return text
    parts = tuple(no_file(part) if isinstance(part, str) else part for part in text.parts)
    return RichText(parts, text.span, text.inline, text.elements)


def file_name(path: str, taken: set[str]) -> str:
    """Return the name under which Moodle keeps a file of the bank: unique, without what its PARAM_FILE takes out."""
    name = _UNSAFE_IN_FILE_NAMES.sub("_", path.rsplit("/", 1)[-1])
    name = re.sub(r"\.{2,}", ".", name)
    stem, _dot, ending = name.rpartition(".")
    stem = stem[:_FILE_NAME_LENGTH]
    number = 1
    name = f"{stem}.{ending}"
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}.{ending}"
    return name


def put_text(parent: etree._Element, value: str) -> None:
    """Add `<text>` with `value` in CDATA, trimmed as Moodle would, with LF and no character that XML forbids."""
    value = value.strip()
    if "\r" in value:
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    if _MARK in value:
        parent.append(_apart(value))
        return
    element = etree.SubElement(parent, "text")
    if not value:
        return
    try:
        element.text = etree.CDATA(value)
    except ValueError:
        element.text = etree.CDATA(_UNWRITABLE.sub("", value))


def _apart(value: str) -> etree._Element:
    """Return `<text>` whose CDATA sections part our own mark of a file, which the author's text may hold too."""
    value = _UNWRITABLE.sub("", value).replace("]]>", "]]]]><![CDATA[>")
    value = value.replace(_MARK, "<?]]><![CDATA[file")
    return etree.fromstring(f"<text><![CDATA[{value}]]></text>", _KEEPS_CDATA)


def put_name(draft: Draft, title: str) -> None:
    """Add `<name>`: plain, not empty, at most 255 characters."""
    element = etree.SubElement(draft.element, "name")
    name, found = kept_name(title, "title", NAME_LENGTH)
    for code, message in found:
        draft.report(code, draft.question.span, message)
    put_text(element, name or draft.question.id)
