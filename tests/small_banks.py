"""Banks and texts from source written beside the assertion, and what a target makes of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from exporter.cache import NoCache
from exporter.diagnostics import Diagnostic, Severity, Span
from exporter.job import Cache, Job, Options
from exporter.model import Bank, RichText
from exporter.output import FileOutput
from exporter.reader import read_bank
from exporter.targets import Target

BANK = "id: bank\ntitle: A bank\nlanguage: en\n"


def of_xhtml(xhtml: str, *, inline: bool = True) -> RichText:
    """Return rich text that holds `xhtml` as it stands (well-formed, escaped), without a place in the source."""
    names = sorted({match.group(1) for match in re.finditer(r"<([a-z][a-z0-9]*)", xhtml)})
    return RichText((xhtml,), Span(""), inline, tuple(names))


def fragment(xhtml: str, wrapper: str = "div") -> etree._Element:
    """Return `xhtml` as the content of a new element; the XHTML of rich text is well-formed by contract."""
    return etree.fromstring(f"<{wrapper}>{xhtml}</{wrapper}>")


def bank_of(folder: Path, files: Mapping[str, str | bytes]) -> Bank:
    """Write a bank into `folder` and read it; there must be no error in it. `bank.yaml` is made if it is not given."""
    for name, content in {"bank.yaml": BANK, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    bank, findings = read_bank(folder, cache=NoCache())
    errors = [each for each in findings if each.severity is Severity.ERROR]
    assert not errors, errors
    return bank


def written(
    target: Target, bank: Bank, options: Options | None = None, cache: Cache | None = None
) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """Return the files that a target writes, by path, and its findings."""
    job = Job(bank, options or Options(), NoCache() if cache is None else cache, target.name)
    files = dict(_files(target, job))
    return files, job.findings


def _files(target: Target, job: Job) -> Iterator[tuple[str, bytes]]:
    for output in target.write(job):
        assert isinstance(output, FileOutput)
        yield output.path, b"".join(output.chunks)
