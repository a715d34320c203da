"""Whether the content of a picture, recording or document is what its name says, by its first bytes."""

from __future__ import annotations

import msgspec

from exporter.codes.media import MEDIA_CONTENT
from exporter.diagnostics import Diagnostic, Severity, Span
from exporter.media_file import sniffed

HEAD = 2**16
"""Bytes from which the type is told."""
_PICTURES = frozenset({"png", "jpg", "gif", "webp", "bmp", "tiff"})
_SURE = frozenset({"png", "jpg", "gif", "pdf", "svg"})
"""Endings of types that all begin alike, so that other bytes are another type; the rest must only be no page."""
_ENDINGS = {"jpeg": "jpg", "jpe": "jpg", "tif": "tiff"}
_LOOKED_AT = _SURE | _PICTURES | {"mp3", "mp4", "m4a", "m4v", "webm", "ogg", "wav"}


def content_finding(name: str, head: bytes, span: Span) -> Diagnostic | None:
    """Return what is wrong with the first bytes of a file of this name; None where nothing is, or none can tell.

    Browsers show a picture whose ending is that of another type: that is a warning.
    """
    ending = name.rpartition(".")[2].lower()
    ending = _ENDINGS.get(ending, ending)
    if ending not in _LOOKED_AT:
        return None
    if not head:
        return MEDIA_CONTENT.at(span, "the file is empty", "export it anew")
    actual = sniffed(head)
    if actual == ending or (ending == "svg" and actual != "html" and actual not in _PICTURES):
        return None
    if actual in _PICTURES and ending in _PICTURES:
        finding = MEDIA_CONTENT.at(span, f"the file is not {ending} but {actual}", f"let its name end in `.{actual}`")
        return msgspec.structs.replace(finding, severity=Severity.WARNING)
    if actual == "html":
        return MEDIA_CONTENT.at(span, f"the file is no {ending} but a web page or other markup", "download it anew")
    if ending in _SURE:
        return MEDIA_CONTENT.at(span, f"the content of the file is not {ending}", f"save it anew as {ending}")
    return None
