"""From a folder of plain text to a `Bank`: every file read, every finding collected, nothing raised.

`read_bank` is the stage's only door. It is loaded when it is used: to see that a bank is as it was takes no parser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.reader.reading import read_bank
    from exporter.reader.source_files import bank_paths

__all__ = ["bank_paths", "read_bank"]

_HOMES = {"bank_paths": "exporter.reader.source_files", "read_bank": "exporter.reader.reading"}


def __getattr__(name: str) -> object:
    """Return a function of the stage."""
    if name not in _HOMES:
        raise AttributeError(f"module `exporter.reader` has no attribute `{name}`")
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module(_HOMES[name]), name)
