"""The engine's way to write a PDF's objects, each made once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def written_once() -> Iterator[None]:
    """Make the bytes of each object of a PDF once while this lasts.

    The writer asks for all of them again for the second half of the file's identifier: every page and font would be
    compressed twice, a twentieth of the time of a paper.
    """
    import pydyf  # noqa: PLC0415 - the engine's own

    write = pydyf.PDF.write
    made = {kind: kind.data for kind in (pydyf.Array, pydyf.Dictionary, pydyf.Stream)}

    def write_once(pdf: Any, *rest: Any) -> None:  # noqa: ANN401
        for kind, data in made.items():
            kind.data = property(_kept(data.fget))
        try:
            write(pdf, *rest)
        finally:
            for kind, data in made.items():
                kind.data = data

    pydyf.PDF.write = write_once
    try:
        yield
    finally:
        pydyf.PDF.write = write


def _kept(make: Callable[[Any], bytes]) -> Callable[[Any], bytes]:
    """Return a way to make an object's bytes that keeps them, where it is one with a number: no more is added to it."""

    def data(each: Any) -> bytes:  # noqa: ANN401
        if each.number is None:
            return make(each)
        if not hasattr(each, "bytes_made"):
            each.bytes_made = make(each)
        made: bytes = each.bytes_made
        return made

    return data
