"""The revision of the git checkout that a bank is in."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from exporter.codes.release import TREE_DIRTY
from exporter.diagnostics import Diagnostic, Span

_FEW = 3
_COMMIT = "commit it, or put it away with `git stash`, then release"
_IGNORED = "take it out of what git ignores and commit it, or take it out of the bank"
_OF_A_REPOSITORY = frozenset(
    {
        "GIT_COMMON_DIR",
        "GIT_DIR",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_WORK_TREE",
    }
)
"""Variables that git sets in a hook; their paths hold in the hook's own folder and repository alone."""
_MEND = "mend the checkout, or release from a new clone"


class _GitError(Exception):
    """There is no git, or it has no answer; the arguments say so to people, and how it is mended."""


def revision(source: Path, out: Path, read: Iterable[str] = ()) -> tuple[str, Diagnostic | None]:
    """Return the commit that `source` is checked out at, and what keeps it from saying what is released.

    The commit is empty where the bank is in no checkout. Files below `out` do not count. `read` holds the paths of the
    files (relative to `source`) that the bank is read from: git's list of what is not committed leaves out what it is
    told to ignore, and a bank reads that all the same.
    """
    source = source.resolve()
    if not any((folder / ".git").exists() for folder in (source, *source.parents)):
        return "", None
    try:
        top = Path(_git(source, "rev-parse", "--show-toplevel").rstrip("\n"))
        commit = _git(source, "rev-parse", "--verify", "HEAD").rstrip("\n")
        paths = _changed(top, _apart(source, out.resolve()))
        ignored = [] if paths else _not_listed(source, read)
    except _GitError as error:
        message, hint = error.args
        return "", TREE_DIRTY.at(Span(""), message, hint)
    if paths:
        return commit, _dirty("what is not committed", paths, _COMMIT)
    if ignored:
        return commit, _dirty("the bank holds what git ignores", ignored, _IGNORED)
    return commit, None


def _apart(source: Path, out: Path) -> list[Path]:
    """Return the places that hold what this tool wrote: where the bank is below `out`, only what is surely ours."""
    return [out / "release", out / ".cache"] if source.is_relative_to(out) else [out]


def _changed(top: Path, apart: Iterable[Path]) -> list[str]:
    """Return what git says is not committed, whatever the user's settings let it leave out."""
    skipped = [f":(exclude,top,literal){each.relative_to(top)}" for each in apart if each.is_relative_to(top)]
    whole = ("--untracked-files=normal", "--ignore-submodules=none", "--no-renames")
    found = _git(top, "status", "--porcelain", "-z", *whole, "--", ".", *skipped)
    return [entry[3:] for entry in found.split("\0") if entry]


def _not_listed(source: Path, read: Iterable[str]) -> list[str]:
    """Return those of the bank's files that git does not keep; of a link, what it leads to counts."""
    kept = set(_git(source, "ls-files", "-z", "--cached", "--recurse-submodules").split("\0"))
    files = ((path, source / path) for path in read if path not in kept)
    return [path for path, file in files if file.exists() and _led_to(file, source) not in kept]


def _led_to(file: Path, source: Path) -> str:
    place = file.resolve()
    return place.relative_to(source).as_posix() if place.is_relative_to(source) else ""


def _dirty(message: str, paths: list[str], hint: str) -> Diagnostic:
    shown = ", ".join(f"`{path}`" for path in paths[:_FEW])
    more = f" and {len(paths) - _FEW} more" if len(paths) > _FEW else ""
    return TREE_DIRTY.at(Span(""), f"{message}: {shown}{more}", hint)


def _git(folder: Path, *words: str) -> str:
    variables = {key: value for key, value in os.environ.items() if key not in _OF_A_REPOSITORY}
    command = ["git", "-C", str(folder), "-c", "core.quotePath=false", *words]
    try:
        done = subprocess.run(command, check=True, capture_output=True, text=True, errors="replace", env=variables)  # noqa: S603 - no shell
    except FileNotFoundError:
        message = "the bank is in a git checkout, but there is no `git` to ask for its revision"
        raise _GitError(message, "install git") from None
    except subprocess.CalledProcessError as error:
        said = (str(error.stderr).strip().split("\n") or [""])[0]
        raise _GitError(f"git cannot say at which revision the bank is: {said}", _MEND) from None
    return done.stdout
