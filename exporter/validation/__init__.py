"""Validation: which judge judges which file; grammars of our own, official schemas, and rules that no grammar can say.

`validate` is the public function; loading it here would make every build pay for readers of foreign packages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.validation.judge import validate
    from exporter.validation.verdict import Judgement, Verdict

__all__ = ["Judgement", "Verdict", "validate"]

_HOMES = {
    "Judgement": "exporter.validation.verdict",
    "Verdict": "exporter.validation.verdict",
    "validate": "exporter.validation.judge",
}


def __getattr__(name: str) -> object:
    """Return a part of the public API when it is asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module `exporter.validation` has no attribute `{name}`")
    from importlib import import_module  # noqa: PLC0415 - see above

    return getattr(import_module(_HOMES[name]), name)
