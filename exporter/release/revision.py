"""The revision of the git checkout that a bank is in."""

from __future__ import annotations

import subprocess
from pathlib import Path

from exporter.codes.release import TREE_DIRTY
from exporter.diagnostics import Diagnostic, Span

_FEW = 3


def revision(source: Path, out: Path) -> tuple[str, Diagnostic | None]:
    """Return the commit that `source` is checked out at, and what keeps it from saying what is released.

    The commit is empty where the bank is in no checkout. Files below `out` do not count.
    """
    source = source.resolve()
    if not any((folder / ".git").exists() for folder in (source, *source.parents)):
        return "", None
    try:
        top = Path(_git(source, "rev-parse", "--show-toplevel"))
        commit = _git(source, "rev-parse", "--verify", "HEAD")
        apart = out.resolve()
        skipped = [f":(exclude,top,literal){apart.relative_to(top)}"] if apart.is_relative_to(top) else []
        found = _git(top, "status", "--porcelain", "-z", "--", ".", *skipped)
    except FileNotFoundError:
        return "", _dirty("the bank is in a git checkout, but there is no `git` to ask for its revision")
    except subprocess.CalledProcessError as error:
        said = (str(error.stderr).strip().split("\n") or [""])[0]
        return "", _dirty(f"git cannot say at which revision the bank is: {said}")
    paths = [entry[3:] for entry in found.split("\0") if entry[2:3] == " "]
    if not paths:
        return commit, None
    shown = ", ".join(f"`{path}`" for path in paths[:_FEW])
    more = f" and {len(paths) - _FEW} more" if len(paths) > _FEW else ""
    return commit, _dirty(f"what is not committed: {shown}{more}")


def _dirty(message: str) -> Diagnostic:
    return TREE_DIRTY.at(Span(""), message, "commit it, or put it away with `git stash`, then release")


def _git(folder: Path, *words: str) -> str:
    command = ["git", "-C", str(folder), "-c", "core.quotePath=false", *words]
    done = subprocess.run(command, check=True, capture_output=True, text=True, errors="replace")  # noqa: S603 - no shell
    return done.stdout.rstrip("\n")
