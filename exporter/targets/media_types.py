"""The media types of the files that a bank may hold."""

from __future__ import annotations

from pathlib import PurePosixPath

_TYPES = {
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".pdf": "application/pdf",
}


def media_type(path: str) -> str:
    """Return the media type of a file of the bank, by its name's ending."""
    return _TYPES[PurePosixPath(path).suffix.lower()]
