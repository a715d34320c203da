"""Ids: each given once, and whatever is named by one is there and of the kind that is meant."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from exporter.checks.facts import Facts, IdKind, IdReference
from exporter.codes.bank import DUPLICATE_ID, SELF_REFERENCE, UNKNOWN_ID
from exporter.diagnostics import Diagnostic, Related, Span
from exporter.model import Bank
from exporter.suggest import did_you_mean


def duplicate_ids(bank: Bank, facts: Facts, statuses: Collection[str]) -> Iterator[Diagnostic]:
    """Yield a finding for each id that was given before, in the order of files and lines, with the first place."""
    del bank, statuses
    first: dict[str, tuple[IdKind, Related]] = {}
    for declared in sorted(facts.declared, key=lambda each: each.span):
        known = first.get(declared.id)
        if known is None:
            first[declared.id] = (declared.kind, Related(declared.span, f"the {declared.kind} that has it first"))
            continue
        kind, related = known
        where = f"{related.span.path}:{related.span.line}"
        message = f"the id `{declared.id}` is taken by a {kind} in `{where}`"
        hint = "give one of them another id"
        yield DUPLICATE_ID.at(declared.span, message, hint, related=(related,), question=declared.id)


def unknown_ids(bank: Bank, facts: Facts, statuses: Collection[str]) -> Iterator[Diagnostic]:
    """Yield a finding for each name of a question, lesson or passage that is not in the bank."""
    del bank, statuses
    kinds: dict[str, set[str]] = {"question": set(), "lesson": set(), "passage": set(), "quiz": set()}
    for declared in facts.declared:
        kinds[declared.kind].add(declared.id)
    known = {kind: frozenset(ids) for kind, ids in kinds.items()}
    seen: set[tuple[Span, str]] = set()
    for reference in facts.references:
        if reference.id not in known[reference.kind] and (reference.span, reference.id) not in seen:
            seen.add((reference.span, reference.id))  # front matter speaks for all questions of its file
            yield _unknown(reference, known)


def _unknown(reference: IdReference, kinds: Mapping[str, frozenset[str]]) -> Diagnostic:
    message = f"there is no {reference.kind} `{reference.id}`"
    other = next((kind for kind, ids in kinds.items() if reference.id in ids), "")
    hint = did_you_mean(reference.id, kinds[reference.kind])
    if other:
        hint = f"`{reference.id}` is a {other}"
        if reference.field == "link" and other in {"lesson", "question"}:
            hint += f"; write `{other}:{reference.id}`"
    elif not hint:
        hint = "correct the id, or add what it names"
    return UNKNOWN_ID.at(reference.span, message, hint, question=reference.owner)


def self_references(bank: Bank, facts: Facts, statuses: Collection[str]) -> Iterator[Diagnostic]:
    """Yield a finding for each lesson that is related to itself."""
    del bank, statuses
    for reference in facts.references:
        if reference.field == "related" and reference.id == reference.owner:
            message = f"the lesson `{reference.id}` is related to itself"
            yield SELF_REFERENCE.at(reference.span, message, "take it out of the list", question=reference.owner)
