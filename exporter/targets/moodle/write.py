"""Write a bank as Moodle XML: one file, or several that each stay within a size, a chunk a question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from exporter.codes.moodle import NO_QUESTION, SPLIT_TOO_SMALL
from exporter.diagnostics import Span
from exporter.job import Job
from exporter.model import BANK_FILE
from exporter.output import FileOutput, Output
from exporter.targets.item_xml import DECLARATION
from exporter.targets.moodle.categories import Categories
from exporter.targets.moodle.pieces import Piece, content, pieces, size
from exporter.targets.moodle.quizzes import Uses, quiz_loss
from exporter.targets.moodle.tags import tag_losses
from exporter.targets.package_paths import on_any_disk

_HEAD = DECLARATION + b"<quiz>\n"
_TAIL = b"</quiz>\n"

Part = list[bytes | Piece]
"""The content of one file: category questions and pieces."""


def write(job: Job) -> Iterator[Output]:
    """Yield the Moodle XML of the bank, or of the quizzes that were asked for; losses go to the job."""
    bank, chosen = job.bank, job.options.quizzes
    for quiz in bank.quizzes.values():
        if not chosen or quiz.id in chosen:
            job.report(quiz_loss(quiz))
    uses = Uses(bank, chosen)
    if not any(uses.is_selected(question_id) for question_id in bank.index):
        _report_nothing(job)
        return
    job.report(*tag_losses(summary for summary in bank.index.values() if uses.is_selected(summary.id)))
    if job.options.split is None:
        yield FileOutput(f"moodle/{on_any_disk(bank.id)}.xml", "moodle-xml", _whole(job, pieces(job, uses)))
    else:
        yield from _split(job, pieces(job, uses), job.options.split)


def _report_nothing(job: Job) -> None:
    job.report(NO_QUESTION.at(Span(BANK_FILE), f"`{job.bank.id}` has no question to write", target=job.target))


def _whole(job: Job, questions: Iterable[Piece]) -> Iterator[bytes]:
    categories = Categories(job)
    begun: set[tuple[str, ...]] = set()
    current: tuple[str, ...] | None = None
    yield _HEAD
    for piece in questions:
        lead = b"" if piece.category == current else categories.lead(piece.category, begun)
        current = piece.category
        yield lead + content(job, piece)
    if current is None:
        _report_nothing(job)
    yield _TAIL


def _split(job: Job, questions: Iterable[Piece], limit: int) -> Iterator[Output]:
    """Yield files of at most `limit` bytes; they are numbered where there are several."""
    files = _parts(job, questions, limit)
    first = next(files, None)
    if first is None:
        _report_nothing(job)
        return
    second = next(files, None)
    if second is None:
        yield FileOutput(f"moodle/{on_any_disk(job.bank.id)}.xml", "moodle-xml", _joined(job, first))
        return
    for number, each in enumerate(chain((first, second), files), 1):
        yield FileOutput(f"moodle/{job.bank.id}-{number}.xml", "moodle-xml", _joined(job, each))


def _parts(job: Job, questions: Iterable[Piece], limit: int) -> Iterator[Part]:
    """Yield the content of one file after the other; each begins with the category of its first question."""
    categories = Categories(job)
    part: Part = []
    total = 0
    begun: set[tuple[str, ...]] = set()
    current: tuple[str, ...] | None = None
    for piece in questions:
        needed = size(job.bank, piece)
        lead = b"" if piece.category == current else categories.lead(piece.category, begun)
        if part and total + len(lead) + needed > limit:
            yield part
            part = []
        if not part:
            begun = set()
            lead = categories.lead(piece.category, begun)
            total = len(_HEAD) + len(_TAIL)
        total += len(lead) + needed
        if total > limit:
            message = f"`{piece.id}` needs a file of {total} bytes, and `--split` allows {limit}"
            hint = f"`--split {_enough(total)}` has room for it; smaller pictures and recordings need less"
            job.report(SPLIT_TOO_SMALL.at(piece.span, message, hint, question=piece.id, target=job.target))
            continue
        part += (lead, piece)
        current = piece.category
    if part:
        yield part


def _enough(size: int) -> str:
    """Return the least round size that is no smaller, as `--split` takes it."""
    unit, name = (1_000_000, "MB") if size > 1_000_000 else (1000, "KB")  # noqa: PLR2004 - the units
    return f"{-(-size // unit)}{name}"


def _joined(job: Job, part: Part) -> Iterator[bytes]:
    yield _HEAD
    for each in part:
        yield content(job, each) if isinstance(each, Piece) else each
    yield _TAIL
