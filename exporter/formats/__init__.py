"""Findings as other programs read them: GitHub's annotations, SARIF 2.1.0, JUnit XML; one module a format.

Each module has `lines`, from what a command found to the lines of its document. Paths in all of them are relative to
the folder where the reader looks for them: the checkout in CI, the working folder elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from exporter.formats.reported import Reported


def lines(name: str, reported: Reported) -> Iterator[str]:
    """Yield the lines of the document in the format `name`, that of a module here, without their line feeds."""
    module = import_module(f"exporter.formats.{name}")
    found: Iterator[str] = module.lines(reported)
    return found
