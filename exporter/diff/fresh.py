"""A bank narrowed to what is new or changed since a release, for platforms that add on every import."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from exporter.diff.compare import compare
from exporter.diff.snapshot import Snapshot, snapshot_of
from exporter.model import Bank
from exporter.store import QuestionStore, encode, summary_of


def only_fresh(bank: Bank, since: Snapshot, statuses: Collection[str]) -> Bank:
    """Return the bank with the questions that `since` has not, or not as they are now, without quizzes and lessons.

    A quiz is whole or of no use, and a platform that has it would have it twice; so with lessons. Which quizzes ask a
    question is still known. `statuses` are those of the bank.
    """
    fresh = compare(since, snapshot_of(bank, statuses)).fresh()
    store = QuestionStore()
    for question in bank.questions:
        if question.id in fresh:
            store.append(encode(question), summary_of(question))
    return msgspec.structs.replace(
        bank,
        questions=store,
        index=store.summaries,
        positions=store.positions,
        quizzes={},
        unwritten_quizzes=bank.quizzes,
        lessons={},
    )
