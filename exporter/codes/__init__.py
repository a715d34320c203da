"""Every problem that we can report, documented where it is declared: one module an area, one constant a code.

`all_codes` gathers them for `exporter explain` and the docs; a test holds each against its example.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from exporter.diagnostics import Code

AREAS = (
    "files",
    "yaml",
    "keys",
    "source",
    "text",
    "answers",
    "bank",
    "quizzes",
    "media",
    "targets",
    "moodle",
    "canvas",
    "pdf",
    "qti",
    "cartridge",
    "html",
    "advice",
    "archives",
    "validation",
    "official",
    "platforms",
    "tool",
    "release",
)


@cache
def all_codes() -> Mapping[str, Code]:
    """Return every code by its name, in the order of `AREAS` and of declaration."""
    found: dict[str, Code] = {}
    for area in AREAS:
        module = import_module(f"exporter.codes.{area}")
        for value in vars(module).values():
            if isinstance(value, Code):
                assert value.name not in found, value.name
                found[value.name] = value
    return found
