"""Installing the official schemas: from a folder, or from their public addresses; nothing without a known sum."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import os
import ssl
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from exporter.codes.official import SCHEMA_ABSENT, SCHEMA_FETCH, SCHEMA_REFUSED, SCHEMA_STORE
from exporter.diagnostics import Diagnostic, Severity, Span
from exporter.validation.schemas import ACCEPTED, Known, accepted, downloads, known, state

SIZE_LIMIT = 16 * 2**20
"""Bytes of one schema file that are read; the largest known one has 7.4 MB."""
FILE_SECONDS = 60.0
"""The longest that one download may take."""
_CHUNK = 2**16
_MOST_FAILURES = 3
"""Addresses in a row that cannot be reached before the rest is not tried."""
_HOSTS = ("imsglobal.org", "1edtech.org", "w3.org")


class Installation(msgspec.Struct, frozen=True):
    """What an installation did."""

    folder: Path
    installed: tuple[str, ...]
    """The paths of the files that were put there now."""
    kept: int
    """How many files were there already, unchanged."""
    findings: tuple[Diagnostic, ...]


class _Shelf:
    """The folder of installed schemas while files are put on it."""

    def __init__(self, folder: Path, accept: Collection[str]) -> None:
        self.folder = folder
        self._accept = {each.lower() for each in accept}
        self.installed: list[str] = []
        self.findings: list[Diagnostic] = []
        self.kept = 0
        self.is_writable = True

    def has(self, path: str) -> bool:
        """Return whether the file is there already, as known or as accepted."""
        there = state(self.folder, path) in {"installed", "accepted"}
        self.kept += there
        return there

    def put(self, file: Known, data: bytes, place: str) -> None:
        """Keep the file if its sum is known or accepted; else say so, with both sums."""
        found = hashlib.sha256(data).hexdigest()
        if state(self.folder, file.path) == self._state_of(file, found):
            self.kept += 1
            return
        if found != file.sha256 and found not in self._accept:
            why = "" if file.public else "; the known one is a copy with local addresses or an earlier release"
            message = f"`{file.path}` has SHA-256 {found}, known is {file.sha256}{why}"
            hint = f"take an unchanged copy, or accept this one: --accept {found}"
            self.findings.append(SCHEMA_REFUSED.at(Span(place), message, hint))
            return
        try:
            if found != file.sha256:
                self._note(file.path, found)
            write_aside(self.folder / file.path, data)
        except OSError as error:
            self.is_writable = False
            self.findings.append(
                SCHEMA_STORE.at(Span(str(self.folder / file.path)), f"{error.strerror or error}".lower())
            )
            return
        self.installed.append(file.path)

    def _state_of(self, file: Known, found: str) -> str:
        """Return the state in which a file of this sum would be if it were there already."""
        if found == file.sha256:
            return "installed"
        return "accepted" if accepted(self.folder).get(file.path) == found else "refused"

    def _note(self, path: str, sha256: str) -> None:
        sums = accepted(self.folder) | {path: sha256}
        text = "".join(f"{sums[each]}  {each}\n" for each in sorted(sums))
        write_aside(self.folder / ACCEPTED, text.encode())

    def report(self) -> Installation:
        return Installation(self.folder, tuple(self.installed), self.kept, tuple(self.findings))


def install_from(source: Path, folder: Path, accept: Collection[str] = ()) -> Installation:
    """Copy the known schema files below `source` to `folder`; one with another sum is refused."""
    shelf = _Shelf(folder, accept)
    absent: list[str] = []
    for path, file in known().items():
        origin = source / path
        try:
            with origin.open("rb") as stream:
                data = stream.read(SIZE_LIMIT)
        except OSError:
            absent.append(path)
            continue
        shelf.put(file, data, str(origin))
        if not shelf.is_writable:
            break
    shelf.findings.extend(_absent(source, absent))
    return shelf.report()


def _absent(source: Path, paths: list[str]) -> Iterator[Diagnostic]:
    if len(paths) == len(known()):
        message = "none of the known schema files is in this folder"
        found = SCHEMA_ABSENT.at(Span(str(source)), message, "name the folder that holds `qti12`, `qti21`, `cc11`, ...")
        yield msgspec.structs.replace(found, severity=Severity.ERROR)
    elif paths:
        shown = ", ".join(f"`{path}`" for path in paths[:3])
        more = f" and {len(paths) - 3} more" if len(paths) > 3 else ""  # noqa: PLR2004 - as many as shown
        yield SCHEMA_ABSENT.at(Span(str(source)), f"not there: {shown}{more}")


def download(
    folder: Path,
    accept: Collection[str] = (),
    *,
    base: str | None = None,
    seconds: float = FILE_SECONDS,
    progress: Callable[[str], None] = lambda _path: None,
) -> Installation:
    """Fetch the schema files that are not yet in `folder` from their public addresses; no other address is asked.

    `base` (`http://127.0.0.1:8000`) stands in for `https:/` before the host, for tests and mirrors.
    """
    shelf = _Shelf(folder, accept)
    opener = _opener(base)
    failures = 0
    for path, address in downloads().items():
        if shelf.has(path):
            continue
        progress(path)
        url = address if base is None else f"{base.rstrip('/')}/{address.removeprefix('https://')}"
        try:
            data = _fetched(opener, url, seconds)
        except (OSError, ValueError, http.client.HTTPException) as error:
            shelf.findings.append(SCHEMA_FETCH.at(Span(url), _reason(error)))
            failures = 0 if isinstance(error, urllib.error.HTTPError) else failures + 1
            if failures == _MOST_FAILURES:
                shelf.findings.append(
                    SCHEMA_FETCH.at(Span(url), "the addresses cannot be reached; the rest was not tried")
                )
                break
            continue
        failures = 0
        shelf.put(known()[path], data, url)
        if not shelf.is_writable:
            break
    return shelf.report()


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirection only to 1EdTech or W3C, and never away from https (with a `base`: only to its host)."""

    def __init__(self, base: str | None) -> None:
        self._base = base

    def redirect_request(  # noqa: PLR0913, PLR0917 - the library's own signature
        self,
        req: urllib.request.Request,
        fp: object,
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if not is_allowed(newurl, self._base):
            raise urllib.error.URLError(f"redirected to {newurl}, which is not asked")
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def is_allowed(url: str, base: str | None) -> bool:
    """Return whether a redirection to `url` is followed."""
    parts = urlsplit(url)
    if base is not None:
        return (parts.scheme, parts.netloc) == urlsplit(base)[:2]
    host = parts.hostname or ""
    return parts.scheme == "https" and any(host == each or host.endswith(f".{each}") for each in _HOSTS)


def _opener(base: str | None) -> urllib.request.OpenerDirector:
    handlers: list[urllib.request.BaseHandler] = [_Redirects(base)]
    handlers.append(urllib.request.HTTPSHandler(context=ssl.create_default_context()))
    if base is not None:
        handlers.append(urllib.request.ProxyHandler({}))
    return urllib.request.build_opener(*handlers)


def _fetched(opener: urllib.request.OpenerDirector, url: str, seconds: float) -> bytes:
    if not url.startswith(("https://", "http://")):
        raise ValueError(f"not an address of the web: {url}")
    end = time.monotonic() + seconds
    request = urllib.request.Request(url, headers={"User-Agent": "exporter"})  # noqa: S310 - the scheme is checked above
    parts: list[bytes] = []
    size = 0
    with opener.open(request, timeout=seconds) as answer:
        while part := answer.read1(_CHUNK):
            parts.append(part)
            size += len(part)
            if size > SIZE_LIMIT:
                raise ValueError(f"over {SIZE_LIMIT:,} bytes")
            if time.monotonic() > end:
                raise TimeoutError(f"took longer than {seconds:g} s")
    return b"".join(parts)


def _reason(error: Exception) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"the server answers {error.code} {error.reason}".rstrip()
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    return f"cannot be fetched: {str(reason).rstrip('.') or type(error).__name__}"


def write_aside(path: Path, data: bytes) -> None:
    """Write `data` beside `path` and rename it, so that nobody ever reads half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
