"""The draws of quizzes: from `from` to the ids of the questions that are drawn from, once the bank is whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import msgspec

from exporter.codes.quizzes import DRAW_TOO_LARGE, POOL_VALUE_UNUSED, POOLS_OVERLAP
from exporter.diagnostics import Diagnostic, Related, Span
from exporter.model import READY, Quiz, Reference, Section, Summary
from exporter.reader.quizzes import Pool, QuizDraft
from exporter.suggest import did_you_mean


class PoolWords(msgspec.Struct, frozen=True):
    """The words that pools may narrow by, over the whole bank."""

    tags: frozenset[str]
    objectives: frozenset[str]
    folders: frozenset[str]


def pool_words(index: Mapping[str, Summary]) -> PoolWords:
    """Return every tag, objective and folder (with those above it) that some question has."""
    tags: set[str] = set()
    objectives: set[str] = set()
    folders: set[str] = set()
    for summary in index.values():
        tags.update(summary.tags)
        objectives.update(summary.objectives)
        folders.update(_folders(summary))
    return PoolWords(frozenset(tags), frozenset(objectives), frozenset(folders))


def _folders(summary: Summary) -> Iterable[str]:
    """Yield the folders and categories that a question is in, `a` and `a/b` for one in `questions/a/b/c.md`."""
    folder = tuple(summary.span.path.split("/")[1:-1])
    for path in {folder, summary.category}:
        for length in range(1, len(path) + 1):
            yield "/".join(path[:length])


def resolved(
    draft: QuizDraft,
    index: Mapping[str, Summary],
    words: PoolWords,
    statuses: Collection[str] = READY,
) -> tuple[Quiz, list[Diagnostic]]:
    """Return the quiz with the pool of each draw, in the bank's order, and what is wrong with the draws.

    Questions that the quiz names leave every pool, as do descriptions (nothing to answer), unless `type` asks for them,
    and questions of a status that is not exported.
    """
    quiz = draft.quiz
    named = {reference.id for section in quiz.sections for reference in section.questions}
    found: list[Diagnostic] = []
    sections: list[Section] = []
    drawn: dict[str, Span] = {}
    for section, pool in zip(quiz.sections, draft.pools, strict=True):
        if pool is None:
            sections.append(section)
            continue
        found.extend(_unused(pool, words, quiz.id))
        every = [summary for summary in index.values() if _matches(pool, summary)]
        ids = tuple(each.id for each in every if each.status in statuses and each.id not in named)
        found.extend(_too_large(section, pool, every, ids, quiz.id))
        found.extend(_overlap(pool, ids, drawn, quiz.id))
        drawn.update(dict.fromkeys(ids, pool.draw_span))
        sections.append(msgspec.structs.replace(section, pool=ids))
    return msgspec.structs.replace(quiz, sections=tuple(sections)), found


def _matches(pool: Pool, summary: Summary) -> bool:
    """Return whether a question satisfies every key, by any of its values."""
    if not pool.type and summary.type == "description":
        return False
    return (
        _any(pool.tags, summary.tags)
        and _any(pool.difficulty, (summary.difficulty,))
        and _any(pool.type, (summary.type,))
        and _any(pool.objectives, summary.objectives)
        and _any(pool.lesson, (summary.lesson,))
        and _any(pool.passage, (summary.passage,))
        and (not pool.folder or not {name.id.strip("/") for name in pool.folder}.isdisjoint(_folders(summary)))
    )


def _any(wanted: tuple[Reference, ...], there: tuple[str | None, ...]) -> bool:
    return not wanted or any(reference.id in there for reference in wanted)


def _unused(pool: Pool, words: PoolWords, quiz_id: str) -> Iterable[Diagnostic]:
    """Yield a warning for each tag, objective and folder that no question has."""
    for what, values, known in (
        ("has the tag", pool.tags, words.tags),
        ("has the objective", pool.objectives, words.objectives),
        ("is in a folder", pool.folder, words.folders),
    ):
        for value in values:
            if (value.id.strip("/") if values is pool.folder else value.id) not in known:
                message = f"no question {what} `{value.id}`"
                yield POOL_VALUE_UNUSED.at(value.span, message, did_you_mean(value.id, known), question=quiz_id)


def _too_large(
    section: Section, pool: Pool, every: list[Summary], ids: tuple[str, ...], quiz_id: str
) -> Iterable[Diagnostic]:
    if section.draw is None or section.draw <= len(ids):
        return
    message = f"this draws {section.draw} of {len(ids)} questions"
    left_out = len(every) - len(ids)
    hint = f"draw at most {len(ids)}, or widen `from`" if ids else "widen `from`"
    if left_out:
        hint += (
            f"; {left_out} more that `from` meets {'is' if left_out == 1 else 'are'} named in the quiz or not exported"
        )
    yield DRAW_TOO_LARGE.at(pool.draw_span, message, hint, question=quiz_id)


def _overlap(pool: Pool, ids: tuple[str, ...], drawn: Mapping[str, Span], quiz_id: str) -> Iterable[Diagnostic]:
    """Yield one warning where questions of this pool are in an earlier one too."""
    shared = [question_id for question_id in ids if question_id in drawn]
    if shared:
        number = f"{len(shared)} questions" if len(shared) > 1 else f"`{shared[0]}`"
        message = f"{number} can be drawn here and in an earlier section"
        related = (Related(drawn[shared[0]], "the earlier draw"),)
        hint = "narrow one of the two"
        yield POOLS_OVERLAP.at(pool.draw_span, message, hint, related=related, question=quiz_id)
