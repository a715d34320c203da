"""What the last build of the same settings made, so that one of an unchanged bank need not make it again.

It is an entry of the cache, and believed only as far as the disk bears it out: every text and every name of a file in
the bank is read, every media file used and every output is compared by its digest. Anything else makes a whole build.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from exporter import __version__
from exporter.archive import Written, committing, remove_abandoned
from exporter.findings import Findings, Packed
from exporter.job import Cache
from exporter.media_file import Disk
from exporter.model import Bank
from exporter.reader.bank_digest import bank_digest
from exporter.resources import own_files
from exporter.settings import Settings

_INSTALLED = (".dist-info", ".egg-info")


class Built(msgspec.Struct, frozen=True, kw_only=True):
    """What a build made, and of what."""

    bank_digest: bytes
    """Of texts and of the names of files, see `reader.bank_digest`."""
    media: tuple[tuple[str, str], ...]
    """Path and SHA-256 of each media file that the bank uses."""
    outside: tuple[tuple[str, int], ...]
    """Path and size of each file outside the bank that outputs were made with, such as the system's fonts."""
    outputs: tuple[Written, ...]
    report: Written
    findings: Packed
    questions: int


class LastBuild:
    """The place of one kind of build in the cache: these settings, this version of everything that makes outputs."""

    def __init__(
        self, settings: Settings, time: int | None, versions: Mapping[str, object] | None, cache: Cache
    ) -> None:
        """Say what is asked for and with what; without `versions` nothing is kept and nothing stands."""
        self._settings = settings
        self._cache = cache
        self._key = _key(settings, time, versions)
        self._bank_digest: bytes | None = None

    def standing(self) -> Built | None:
        """Return what the last build made, where it stands and this one would make the same."""
        kept = _decoded(self._cache.get(self._key)) if self._key else None
        if kept is None:
            return None
        try:
            same = (
                kept.bank_digest == bank_digest(self._settings.source)
                and _media_are(self._settings.source, kept.media)
                and all(size_of(path) == size for path, size in kept.outside)
                and _stand(self._settings.out, (kept.report, *kept.outputs))
            )
        except (OSError, ValueError):
            return None
        return kept if same else None

    def note_bank(self) -> None:
        """Take down what the bank is like; that it was so when it was read is the caller's to make sure."""
        self._bank_digest = bank_digest(self._settings.source) if self._key else None

    def keep(
        self, bank: Bank, outputs: tuple[Written, ...], report: Written, findings: Findings, outside: Iterable[str]
    ) -> None:
        """Keep what this build made, once it is in its place."""
        if not self._key or self._bank_digest is None:
            return
        built = Built(
            bank_digest=self._bank_digest,
            media=tuple((path, file.digest) for path, file in bank.media.items()),
            outside=tuple((path, size_of(path)) for path in sorted(outside)),
            outputs=outputs,
            report=report,
            findings=findings.packed(),
            questions=len(bank.questions),
        )
        self._cache.put(self._key, msgspec.msgpack.encode(built))


def _decoded(data: bytes | None) -> Built | None:
    try:
        return None if data is None else msgspec.msgpack.decode(data, type=Built)
    except msgspec.DecodeError:
        return None


def _key(settings: Settings, time: int | None, versions: Mapping[str, object] | None) -> bytes | None:
    """Return the key; None for a build that depends on what is compared nowhere: schemas, a release, templates."""
    if (
        versions is None
        or settings.official
        or settings.changed_since is not None
        or settings.options.templates is not None
    ):
        return None
    options = msgspec.structs.replace(settings.options, jobs=1)
    asked = (settings.statuses, options, settings.strict, settings.keep_going, time)
    whole = ("build", __version__, sys.version, versions, asked, own_files(Path(__file__).parent), _installed())
    return hashlib.blake2b(msgspec.msgpack.encode(whole), digest_size=20).digest()


def _installed() -> list[str]:
    """Return the names of the installed packages' records, which hold their versions."""
    found: set[str] = set()
    for folder in sys.path:
        try:
            found.update(name for name in os.listdir(folder or ".") if name.endswith(_INSTALLED))  # noqa: PTH208 - names
        except OSError:
            continue
    return sorted(found)


def _media_are(root: Path, media: Iterable[tuple[str, str]]) -> bool:
    """Return whether the files are in the bank still, each as the reader takes it, with these digests."""
    disk = Disk(root)
    return all(disk.refusal(path) is None and _digest(root / path) == digest for path, digest in media)


def _stand(out: Path, outputs: tuple[Written, ...]) -> bool:
    """Return whether the outputs are what was written, and no build is putting others there; tidy up as one does."""
    with committing(out):
        remove_abandoned(out)
        files = [(out / each.path, each) for each in outputs]
        plain = (file.is_file() and not file.is_symlink() and file.stat().st_size == each.size for file, each in files)
        return all(plain) and all(_digest(file) == each.sha256 for file, each in files)


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def size_of(path: str) -> int:
    """Return a file's size in bytes; -1 where it is gone."""
    try:
        return os.stat(path).st_size  # noqa: PTH116 - a plain question
    except OSError:
        return -1
