"""What a build is asked for, found before it begins: a CommandError where the command asks for what is not there."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import msgspec

from exporter.archive import source_date_epoch
from exporter.codes.tool import NOTHING_CHANGED
from exporter.diagnostics import Diagnostic, Span
from exporter.model import BANK_FILE, Bank
from exporter.settings import CommandError, Settings
from exporter.targets import Target


def chosen_targets(names: Collection[str]) -> list[Target]:
    """Return the targets of these names, or all where there is none."""
    from exporter.targets.registry import TARGETS  # noqa: PLC0415 - loads every target

    unknown = [name for name in names if name not in {target.name for target in TARGETS}]
    if unknown:
        there = ", ".join(target.name for target in TARGETS)
        raise CommandError(f"there is no target `{unknown[0]}`; there are {there}")
    return [target for target in TARGETS if not names or target.name in names]


def output_time() -> int | None:
    """Return the time of members of archives that SOURCE_DATE_EPOCH sets; a CommandError where it is no time."""
    try:
        return source_date_epoch()
    except ValueError:
        raise CommandError("SOURCE_DATE_EPOCH is set, but is no number of seconds from 1970 to the year 9999") from None


def check_out(settings: Settings) -> None:
    """Refuse to write among the files of the source."""
    out = settings.out.resolve()
    for name in ("questions", "lessons", "quizzes", "media"):
        if out.is_relative_to(settings.source.resolve() / name):
            raise CommandError(f"the output folder `{settings.out}` lies among the files of the source")


def check_quizzes(bank: Bank, wanted: Iterable[str]) -> None:
    """Refuse to write a quiz that the bank has not."""
    for quiz in wanted:
        if quiz not in bank.quizzes:
            there = ", ".join(bank.quizzes) or "none"
            raise CommandError(f"there is no quiz `{quiz}` in the bank; there are: {there}")


def narrowed_bank(bank: Bank, settings: Settings) -> tuple[Bank, list[Diagnostic]]:
    """Return the bank with what is new or changed since a release; with nothing in it where nothing is."""
    from exporter.diff.fresh import only_fresh  # noqa: PLC0415 - for those who ask for it
    from exporter.diff.load import NotASideError, load  # noqa: PLC0415

    assert settings.changed_since is not None
    if settings.options.quizzes:
        raise CommandError("--changed-since writes no quizzes, so that --quiz has no place beside it")
    try:
        since, found = load(settings.changed_since)
    except NotASideError as error:
        raise CommandError(str(error)) from None
    if since is None:
        return msgspec.structs.replace(bank, questions=(), lessons={}), found
    narrowed = only_fresh(bank, since, settings.statuses)
    if not narrowed.questions:
        message = f"no question is new or changed since {since.bank} {since.version}".rstrip()
        found = [NOTHING_CHANGED.at(Span(BANK_FILE), message)]
    return narrowed, found


def versions_of(targets: Iterable[Target]) -> dict[str, dict[str, str]]:
    """Return the versions of the libraries that decide the bytes of each target which this machine can write."""
    from lxml import etree  # noqa: PLC0415 - the targets have loaded it

    shared = {"lxml": etree.__version__, "libxml2": ".".join(map(str, etree.LIBXML_VERSION))}
    return {each.name: {**shared, **each.versions()} for each in targets if each.unavailable() is None}
