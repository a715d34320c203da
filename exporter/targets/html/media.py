"""Media inside a page: what an address of the cache becomes, and files too large to stand in one."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, unquote

import msgspec

from exporter.codes.html import MEDIA_LARGE
from exporter.diagnostics import Span
from exporter.job import Job
from exporter.targets.html.look import MEDIA
from exporter.targets.media_types import media_type

LARGE = 10 << 20
"""Bytes of a file from which on a page opens slowly."""
_ADDRESS = re.compile(rf'(src|href)="{MEDIA}([^"]*)"'.encode())
_STARTS = f'"{MEDIA}'.encode()


class Shelf:
    """The media of one page; each file is read when the page is written, and not kept."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._told: set[str] = set()

    def put_in(self, html: bytes) -> bytes:
        """Return HTML with data in the place of addresses of the bank's files."""
        if _STARTS not in html:
            return html
        return _ADDRESS.sub(lambda found: found[1] + f'="{self.data(unquote(found[2]))}"'.encode(), html)

    def data(self, path: str) -> str:
        """Return a file of the bank as a `data:` address; a large one is reported, once."""
        file = self._job.bank.media[path]
        if file.size > LARGE and path not in self._told:
            self._told.add(path)
            message = f"`{path}` has {file.size / 1e6:.0f} MB and stands inside a page"
            self._job.report(MEDIA_LARGE.at(Span(path), message, target="html"))
        content = base64.b64encode(self._job.media_bytes(path)).decode("ascii")
        return f"data:{media_type(path)};base64,{content}"

    def table(self, paths: Iterable[str]) -> Iterator[bytes]:
        """Yield the JSON object of the files that keys name, by the address that they name them with."""
        yield b"{"
        for place, path in enumerate(paths):
            yield (b"," if place else b"") + msgspec.json.encode(quote(path)) + b':"'
            yield self.data(path).encode() + b'"'
        yield b"}"
