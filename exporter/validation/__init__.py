"""Validation: which judge judges which file; grammars of our own, official schemas, and rules that no grammar can say.

`validate` is the public function; loading it here would make every build pay for readers of foreign packages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.validation.judge import Judgement, Verdict, validate

__all__ = ["Judgement", "Verdict", "validate"]


def __getattr__(name: str) -> object:
    """Return a part of the judge when it is asked for."""
    if name not in __all__:
        raise AttributeError(f"module `exporter.validation` has no attribute `{name}`")
    from exporter.validation import judge  # noqa: PLC0415 - see above

    return getattr(judge, name)
