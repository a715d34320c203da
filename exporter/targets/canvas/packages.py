"""The zip archives: one a quiz, and one of the whole bank as question banks, a bank for each category."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from itertools import chain

import msgspec

from exporter.diagnostics import Span
from exporter.job import Job
from exporter.model import BANK_FILE, Quiz
from exporter.output import Member, Output, ZipOutput
from exporter.targets.canvas import frames, manifest
from exporter.targets.canvas.assessment_meta import assessment_meta, setting_findings
from exporter.targets.canvas.fragments import question_fragment, setting_of, text_losses
from exporter.targets.canvas.package import Package
from exporter.targets.canvas.quizzes import QuizStream
from exporter.targets.canvas.text import CanvasWriting
from exporter.targets.package_paths import MANIFEST, on_any_disk
from exporter.targets.qti12 import split

_NO_WORD = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG = 60
"""Characters of the words in the name of a bank's file."""


def write(job: Job) -> Iterator[Output]:
    """Yield the packages; those of questions must be consumed member by member, in order."""
    asked = job.options.quizzes
    for quiz in job.bank.quizzes.values():
        if not asked or quiz.id in asked:
            yield ZipOutput(f"canvas/{on_any_disk(quiz.id)}.zip", "canvas-quiz", _quiz_members(job, quiz))
    if not asked and len(job.bank.questions):
        yield ZipOutput(f"canvas/{job.bank.id}-bank.zip", "canvas-bank", _bank_members(job))
    job.forget_repeats()


def _quiz_members(job: Job, quiz: Quiz) -> Iterator[Member]:
    """Yield the quiz, its settings (which say what the items came to), its media, the manifest that lists them."""
    package = Package(job, quiz.id, quiz.span)
    stream = QuizStream(job, quiz, package)
    name = on_any_disk(quiz.id)  # of the assessment too: Canvas looks for the settings in a folder of that name
    path, meta_path = f"{name}/{name}.xml", f"{name}/assessment_meta.xml"
    yield Member(path, stream.chunks())
    assert stream.complete, "the members of a package are consumed in order"
    job.report(*setting_findings(quiz))
    for text in (quiz.description, quiz.instructions):
        job.report(*text_losses(job, quiz.id, text))
    writing = CanvasWriting(job.bank.id, classic=job.options.canvas == "both")
    meta = assessment_meta(quiz, stream.points, writing)
    package.files |= writing.files
    yield Member(meta_path, [package.document(meta, "assessment-meta")])
    yield from package.media()
    root, resources = manifest.manifest(name)
    manifest.add_quiz(resources, name, path, meta_path)
    manifest.add_media(resources, package.media_places())
    yield Member(MANIFEST, [package.document(root, "canvas-manifest")])
    package.check(points=stream.points)


def _bank_members(job: Job) -> Iterator[Member]:
    """Yield a file for each category that has questions, the media, the manifest."""
    package = Package(job, job.bank.id, Span(BANK_FILE))
    root, resources = manifest.manifest(f"{job.bank.id}_bank")
    by_category: dict[tuple[str, ...], list[str]] = {}
    for summary in job.bank.index.values():
        by_category.setdefault(summary.category, []).append(summary.id)
    slugs: set[str] = set()
    for category, ids in by_category.items():
        items = _bank_items(job, package, ids)
        first = next(items, None)
        if first is None:
            continue
        slug = _slug(category or (job.bank.id,), slugs)
        path = f"banks/{on_any_disk(slug)}.xml"
        frame, holder = frames.bank_frame(f"bank_{slug}", bank_title(job, category))
        package.judge(frame, "qti12-new" if job.options.canvas == "new" else "qti12")
        head, tail = split(frame, holder)
        yield Member(path, chain((head, first), items, (tail,)))
        manifest.add_bank(resources, f"bank_{slug}", path)
    yield from package.media()
    manifest.add_media(resources, package.media_places())
    yield Member(MANIFEST, [package.document(root, "canvas-manifest")])
    package.check()


def _bank_items(job: Job, package: Package, ids: list[str]) -> Iterator[bytes]:
    """Yield the items of the questions, each complete in itself: a passage stands inside its questions."""
    for ident in ids:
        question = job.bank.question(ident)
        setting = setting_of(job, question)
        if question.passage:
            setting = msgspec.structs.replace(setting, passage=job.bank.passages[question.passage])
        package.expect(ident)
        made = question_fragment(job, question, setting)
        if made.data:
            yield package.add(made)
        else:
            package.leave_out(ident)


def bank_title(job: Job, category: tuple[str, ...]) -> str:
    """Return the name of a category's question bank: the bank's title, then the categories from the outside in."""
    titles = []
    for depth in range(1, len(category) + 1):
        known = job.bank.categories.get(category[:depth])
        titles.append((known.title if known else "") or category[depth - 1])
    return f"{job.bank.title}: {' / '.join(titles)}" if titles else job.bank.title


def _slug(category: tuple[str, ...], taken: set[str]) -> str:
    """Return a file name for a category that is new to `taken`; the same category has the same name in every build."""
    words = "/".join(category)
    slug = _NO_WORD.sub("-", words.lower()).strip("-")
    if not slug or not words.isascii() or slug in taken or len(slug) > _LONGEST_SLUG:
        digest = hashlib.blake2b(words.encode(), digest_size=4).hexdigest()
        slug = f"{slug[:_LONGEST_SLUG]}-{digest}".strip("-")
    taken.add(slug)
    return slug
