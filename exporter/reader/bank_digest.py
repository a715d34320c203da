"""Everything that a bank is read from, as one digest: equal where reading it anew would find the same."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from exporter.checks.unused_media import media_paths
from exporter.reader.source_files import bank_paths, source_files
from exporter.reader.text_file import read_text

_FOLDERS = ("questions", "lessons", "quizzes")


def bank_digest(root: Path) -> bytes | None:
    """Return the digest of the bank's texts and of the names of its files; None where something stands against one.

    The content of media is not in it: it is for whoever knows which are used to compare their digests.
    """
    digest = hashlib.blake2b(digest_size=20)
    for folder in _FOLDERS:
        paths, findings = source_files(root, folder)
        if findings:
            return None
        digest.update(_names(paths))
    digest.update(_names(sorted(media_paths(root))))
    for path in bank_paths(root):
        text, findings = read_text(root, path)
        if text is None or findings:
            return None
        data = text.encode()
        digest.update(b"%s\0%d\0" % (path.encode(), len(data)))
        digest.update(data)
    return digest.digest()


def _names(paths: Iterable[str]) -> bytes:
    return b"".join(os.fsencode(path) + b"\0" for path in paths) + b"\0"
