"""What the PDF target needs of the machine: the system's text libraries, and the pinned font packages."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import sys
from contextlib import suppress
from functools import cache
from importlib.metadata import version

from exporter.codes.pdf import FONT_MISSING, PANGO_MISSING
from exporter.diagnostics import Diagnostic, Span
from exporter.targets.pdf.request import PACKAGES

_LIBRARIES = {
    "pango": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0.0.dylib", "libpango-1.0-0.dll"),
    "pangoft2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0.0.dylib", "libpangoft2-1.0-0.dll"),
    "harfbuzz-subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
}
"""File names on Debian, macOS and Windows; the engine loads the same."""
_COMMANDS = {
    "linux": "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "darwin": "brew install pango",
    "win32": "pacman -S mingw-w64-ucrt-x86_64-pango",
}
_WINDOWS_FOLDERS = r"C:\msys64\ucrt64\bin;C:\msys64\mingw64\bin;C:\Program Files\GTK3-Runtime Win64\bin"


def unavailable() -> Diagnostic | None:
    """Return what this machine lacks to make any PDF, with the command that installs it, or None."""
    missing = [name for name in _LIBRARIES if _load(name) is None]
    if missing:
        return pango_missing(", ".join(f"`{name}`" for name in missing))
    for package, distribution in PACKAGES.items():
        if importlib.util.find_spec(package) is None:
            message = f"the fonts of the Python package `{distribution}` are not installed"
            return FONT_MISSING.at(Span(""), message, f"`pip install {distribution}`", target="pdf")
    return None


def pango_missing(what: str) -> Diagnostic:
    """Return the finding that the text libraries are missing; this machine's command comes first in the hint."""
    system = sys.platform if sys.platform in _COMMANDS else "linux"
    names = {"linux": "Debian and Ubuntu", "darwin": "macOS", "win32": "Windows (MSYS2)"}
    order = [system, *(name for name in _COMMANDS if name != system)]
    hint = "install it: " + "; ".join(f"{names[name]} `{_COMMANDS[name]}`" for name in order)
    message = f"no PDF can be made here: the system library {what} is not installed"
    return PANGO_MISSING.at(Span(""), message, hint, target="pdf")


def versions() -> dict[str, str]:
    """Return the versions of all that decides a PDF's bytes beside the source: engines, libraries, pinned fonts."""
    pinned = ("weasyprint", *PACKAGES.values())
    return {
        "pango": _ask(_load("pango"), "pango_version_string"),
        "harfbuzz": _ask(_load("harfbuzz-subset"), "hb_version_string"),
        **{name: version(name) for name in pinned},
    }


def _ask(library: ctypes.CDLL | None, function: str) -> str:
    with suppress(AttributeError):
        call = getattr(library, function)
        call.restype = ctypes.c_char_p
        return str(call().decode())
    return ""


@cache
def _load(name: str) -> ctypes.CDLL | None:
    """Return the library, or None; only file names are tried, since a search by name starts other programs."""
    if sys.platform == "win32":
        for folder in os.environ.get("WEASYPRINT_DLL_DIRECTORIES", _WINDOWS_FOLDERS).split(";"):
            with suppress(OSError):
                os.add_dll_directory(folder)
    for file in _LIBRARIES[name]:
        with suppress(OSError):
            return ctypes.CDLL(file)
    return None
