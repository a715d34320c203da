"""The official schemas that this tool knows: sums, public addresses, and the folder where they are installed.

The schemas themselves are 1EdTech's and W3C's and are never part of this package; it carries only their SHA-256 sums
and addresses.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

_HERE = Path(__file__).parent
ACCEPTED = "accepted.txt"
"""The file in the folder of the installed schemas that lists sums which the user accepted."""


class Known(msgspec.Struct, frozen=True):
    """A schema file that this tool knows."""

    path: str
    """Relative to the folder of installed schemas, with `/`."""
    sha256: str
    public: bool
    """Whether the sum is known to be that of the file at the public address."""


@cache
def known() -> Mapping[str, Known]:
    """Return the schema files that this tool knows, by path."""
    found: dict[str, Known] = {}
    for line in _lines("sums.txt"):
        sha256, kind, path = line.split()
        found[path] = Known(path, sha256, kind == "public")
    return found


@cache
def _addresses() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return what stands at single addresses and below folders."""
    files: dict[str, str] = {}
    folders: dict[str, str] = {}
    for line in _lines("addresses.txt"):
        address, path = line.split()
        (folders if address.endswith("/") else files)[address] = path
    return files, folders


def path_of(address: str) -> str | None:
    """Return the path of the schema file published at `address`, or None if it is none that we know."""
    files, folders = _addresses()
    secure = "https:" + address.removeprefix("http:").removeprefix("https:")
    if secure in files:
        return files[secure]
    for prefix, folder in folders.items():
        if secure.startswith(prefix) and folder + secure[len(prefix) :] in known():
            return folder + secure[len(prefix) :]
    return None


@cache
def downloads() -> Mapping[str, str]:
    """Return the address that each published schema file is fetched from, by path."""
    files, folders = _addresses()
    found: dict[str, str] = {}
    for address, path in files.items():
        found.setdefault(path, address)
    for address, folder in folders.items():
        for path in known():
            if path.startswith(folder) and path.endswith(".xsd"):
                found.setdefault(path, address + path[len(folder) :])
    return {path: found[path] for path in known() if path in found}


def schema_folder(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Return the folder of the installed schemas: `$EXPORTER_SCHEMAS`, else in the user's data folder."""
    stated = environment.get("EXPORTER_SCHEMAS")
    if stated:
        return Path(stated)
    if platform == "win32":
        data = Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif platform == "darwin":
        data = Path.home() / "Library" / "Application Support"
    else:
        stated = environment.get("XDG_DATA_HOME", "")
        data = Path(stated) if stated.startswith("/") else Path.home() / ".local" / "share"
    return data / "exporter" / "schemas"


def accepted(folder: Path) -> dict[str, str]:
    """Return the sums that the user accepted in place of ours, by path."""
    try:
        lines = (folder / ACCEPTED).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return {}
    pairs = [line.split() for line in lines]
    return {pair[1]: pair[0] for pair in pairs if len(pair) == 2}  # noqa: PLR2004 - sum and path


def state(folder: Path, path: str) -> str:
    """Return `installed`, `accepted`, `changed` or `missing` for a schema file in `folder`."""
    try:
        found = hashlib.sha256((folder / path).read_bytes()).hexdigest()
    except OSError:
        return "missing"
    if found == known()[path].sha256:
        return "installed"
    return "accepted" if accepted(folder).get(path) == found else "changed"


def _lines(name: str) -> list[str]:
    text = (_HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
