"""Rich text: runs of XHTML, and the things in it that each target writes its own way."""

from typing import Literal

import msgspec

from exporter.diagnostics import Span

MediaKind = Literal["image", "audio", "video", "document"]


class Math(msgspec.Struct, frozen=True, array_like=True, tag="math"):
    """A formula: checked LaTeX without its dollar signs."""

    tex: str
    display: bool
    span: Span


class Media(msgspec.Struct, frozen=True, array_like=True, tag="media"):
    """A picture, recording or document of the bank shown in the text. `path` is relative to the bank."""

    path: str
    alt: str
    """Empty only where `decorative`."""
    kind: MediaKind
    decorative: bool
    title: str
    span: Span


class LinkStart(msgspec.Struct, frozen=True, array_like=True, tag="link"):
    """The start of a link inside the bank; ends at the next `LinkEnd`. Links to the web are plain XHTML."""

    kind: Literal["lesson", "question", "file"]
    to: str
    """The id of the lesson or question, or the file's path relative to the bank."""
    span: Span
    title: str = ""


class LinkEnd(msgspec.Struct, frozen=True, array_like=True, tag="link-end"):
    """The end of a link inside the bank."""


class GapMark(msgspec.Struct, frozen=True, array_like=True, tag="gap"):
    """The place of a cloze's gap; `number` counts from 0 into `Cloze.gaps`."""

    number: int


Part = str | Math | Media | LinkStart | LinkEnd | GapMark


class RichText(msgspec.Struct, frozen=True, array_like=True):
    """Text as runs of well-formed XHTML (escaped, no wrapper) between the things that each target writes its own way.

    The runs join to well-formed content once each special part is replaced by well-formed content; a run on its own
    need not be balanced. XHTML here: lower-case names, no prefix, no namespace, quoted attributes, `lang` (not
    `xml:lang`), `<br/>`.
    """

    parts: tuple[Part, ...]
    span: Span
    """The first line of the text in the source."""
    inline: bool
    """True: phrasing content without a paragraph around it (a choice of one paragraph); False: blocks."""
    elements: tuple[str, ...] = ()
    """The names of the XHTML elements in the runs, sorted, each once: what a target asks before it names a loss."""
