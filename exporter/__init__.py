"""One plain-text question bank in; validated packages for learning platforms and for paper out.

The public API: `read_bank`, `check_bank`, `build` (with `Settings`) and `validate`, each loaded when it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from exporter.checking import check_bank
    from exporter.pipeline import build
    from exporter.reader import read_bank
    from exporter.settings import Settings
    from exporter.validation import validate

__all__ = ["Settings", "build", "check_bank", "read_bank", "validate"]

_HOMES = {
    "Settings": "exporter.settings",
    "build": "exporter.pipeline",
    "check_bank": "exporter.checking",
    "read_bank": "exporter.reader",
    "validate": "exporter.validation",
}


def __getattr__(name: str) -> object:
    """Return a part of the public API; loading it here would make every command pay for all of them."""
    if name not in _HOMES:
        raise AttributeError(f"module `exporter` has no attribute `{name}`")
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module(_HOMES[name]), name)
