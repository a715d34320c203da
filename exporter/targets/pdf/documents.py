"""The PDF target's run: which documents there are, whether the cache has them, and what is told about them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from urllib.parse import quote

import msgspec

from exporter import __version__
from exporter.cache import NoCache
from exporter.codes.pdf import PRINT_FAILED
from exporter.diagnostics import Diagnostic, Span
from exporter.job import Job, Options
from exporter.model import Bank, Math, Question
from exporter.output import FileOutput, Output
from exporter.targets.layout import Layout, TemplateError, words_error
from exporter.targets.pdf.machine import pango_missing, versions
from exporter.targets.pdf.plans import Document, Page, guide_document, quiz_documents
from exporter.targets.pdf.request import EngineFailedError, EngineMissingError, Rendered, Request
from exporter.targets.pdf.selection import select
from exporter.targets.pdf.support import SUPPORT
from exporter.targets.pdf.telling import complaint, cut, lost_settings, named, shrunk, texts_beside, without_fonts
from exporter.targets.support import findings, text_findings
from exporter.targets.words import WordFileError, english_words


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """A finished document in the cache."""

    pdf: bytes
    findings: tuple[Diagnostic, ...]
    fonts: tuple[tuple[str, int], ...]
    """Path and size of each font of the system that it used."""


class Waiting(msgspec.Struct):
    """A document on its way: finished, or being drawn."""

    document: Document
    key: bytes
    kept: Kept | None = None
    request: Request | None = None
    findings: tuple[Diagnostic, ...] = ()
    formulas: tuple[Math, ...] = ()
    """The formulas by their number in the document."""


def write(job: Job) -> Iterator[Output]:
    """Yield paper and key of each quiz, and the study guide where the whole bank is built."""
    run = _Run(job)
    documents = list(run.documents())
    job.report(*run.losses(), *english_words(job.bank, job.options, "pdf"))
    jobs = min(job.options.jobs, len(documents))
    yield from _side_by_side(run, documents, jobs) if jobs > 1 else _one_by_one(run, documents)
    job.report(*without_fonts(run.unwritable, job.bank))


def told_before_drawing(bank: Bank, options: Options, layout: Layout) -> list[Diagnostic]:
    """Return what the guide of the bank reports as it is filled in; what only its drawing shows is not there."""
    job = Job(bank, options, NoCache(), "pdf")
    run = _Run(job, layout)
    run.report(*run.prepare(guide_document(job, layout)).findings)
    job.report(*without_fonts(run.unwritable, bank))
    return job.findings


def _one_by_one(run: _Run, documents: list[Document]) -> Iterator[Output]:
    yield from _finished(run, map(run.prepare, documents))


def _finished(run: _Run, waiting: Iterable[Waiting]) -> Iterator[Output]:
    for each in waiting:
        output = run.finish(each, partial(render, each.request) if each.request else None)
        if output is not None:
            yield output


def _side_by_side(run: _Run, documents: list[Document], jobs: int) -> Iterator[Output]:
    """Draw in other processes, the last and longest (the guide) first; outputs keep their order."""
    waiting = [run.prepare(document) for document in documents]
    if sum(each.request is not None for each in waiting) <= 1:
        yield from _finished(run, waiting)
        return
    from exporter.targets.pdf.workers import workers  # noqa: PLC0415 - slow to load

    with workers(jobs) as pool:
        drawn = [pool.submit(render, each.request).result if each.request else None for each in reversed(waiting)]
        for each, result in zip(waiting, reversed(drawn), strict=True):
            output = run.finish(each, result)
            if output is not None:
                yield output


def render(request: Request) -> Rendered:
    """Return the PDF of the request; raises `EngineMissingError` where the system lacks Pango."""
    from exporter.targets.pdf.render import render as draw  # noqa: PLC0415 - only where something is drawn anew

    return draw(request)


class _Run:
    """What the documents of one run share."""

    def __init__(self, job: Job, layout: Layout | None = None) -> None:
        self.job = job
        self.layout = layout or Layout(job.options.templates)
        self.asked: dict[str, Question] = {}
        self.unwritable: list[tuple[Document, tuple[tuple[str, str], ...]]] = []
        """Documents with characters that no font draws, and these with the package that would."""
        self._reported: set[tuple[str, Span, str]] = set()
        options = job.options
        self.context = msgspec.msgpack.encode(
            (
                __version__,
                self.layout.digest(),
                versions(),
                os.environ.get("SOURCE_DATE_EPOCH", ""),
                (options.paper, options.large_print, options.show_ids),
            )
        )

    def documents(self) -> Iterator[Document]:
        """Yield the documents to make, in their order, and report what was drawn for them."""
        bank, options = self.job.bank, self.job.options
        for quiz in bank.quizzes.values():
            if options.quizzes and quiz.id not in options.quizzes:
                continue
            paper, found = select(quiz, bank)
            self.report(*found, *lost_settings(quiz))
            self.asked.update((each.question.id, each.question) for each in paper.asked())
            yield from quiz_documents(quiz, paper, self.job, self.layout)
        if not options.quizzes:
            yield guide_document(self.job, self.layout)

    def losses(self) -> Iterator[Diagnostic]:
        """Yield what print cannot hold of what is in these documents."""
        bank, quizzes = self.job.bank, self.job.options.quizzes
        questions: Iterable[Question] = self.asked.values() if quizzes else bank.questions
        passages: dict[str, None] = {}
        for question in questions:
            yield from findings(question, bank, SUPPORT, "pdf")
            if question.passage:
                passages[question.passage] = None
        texts = ((each, bank.passages[each].text) for each in passages)
        for ident, text in (*texts, *texts_beside(bank, quizzes)):
            yield from text_findings(text, ident, SUPPORT, "pdf")

    def prepare(self, document: Document) -> Waiting:
        """Return the document from the cache, or ready to be drawn, or with the findings that forbid it."""
        digest = hashlib.blake2b(self.context, digest_size=20)
        digest.update(document.role.encode())
        for part in document.content():
            digest.update(_ENCODER.encode(part))
        key = digest.digest()
        stored = self.job.cache.get(key)
        kept = None if stored is None else _DECODER.decode(stored)
        if kept is not None and all(_size(path) == size for path, size in kept.fonts):
            return Waiting(document, key, kept)
        try:
            page = document.make()
        except TemplateError as error:
            return Waiting(document, key, findings=(error.finding,))
        except WordFileError as error:
            return Waiting(document, key, findings=(words_error(error),))
        if page.fonts.missing:
            self.unwritable.append((document, page.fonts.missing))
            return Waiting(document, key, findings=tuple(named(page.findings, document)))
        request = Request(
            html=page.html,
            css=page.css,
            fonts=page.fonts,
            drawings=page.drawings,
            root=str(self.job.bank.root),
            media=tuple(self.job.bank.media),
            templates=self.layout.folders(),
            identifier=self._identifier(page),
            language=document.language,
        )
        found = tuple(named(page.findings, document))
        return Waiting(document, key, request=request, findings=found, formulas=page.formulas)

    def _identifier(self, page: Page) -> bytes:
        """Return the identifier of a document: of what is drawn, so that places in the source do not count."""
        digest = hashlib.blake2b(self.context, digest_size=20)
        for text in (page.html, page.css, *(f"{name}\0{drawn}" for name, drawn in sorted(page.drawings.items()))):
            digest.update(f"{len(text)}\0{text}".encode())
        for path, file in sorted(self.job.bank.media.items()):
            if quote(path) in page.html:
                digest.update(file.digest.encode())
        return digest.digest()

    def finish(self, waiting: Waiting, draw: Callable[[], Rendered] | None) -> FileOutput | None:
        """Return the output of a document, kept for the next run; None where it could not be made."""
        kept = waiting.kept
        if kept is None and draw is not None and waiting.request is not None:
            try:
                rendered = draw()
            except EngineMissingError as error:
                self.report(pango_missing(f"`{error}`"))
                return None
            except EngineFailedError as error:
                message = f"the PDF engine failed on `{waiting.document.path}`: {error}"
                self.report(PRINT_FAILED.at(Span(""), message, target="pdf"))
                return None
            found = (
                *waiting.findings,
                *(complaint(text, waiting.document) for text in rendered.complaints),
                *(cut(ident, waiting.document) for ident in rendered.cut),
                *named(map(shrunk, (waiting.formulas[number] for number in rendered.shrunk)), waiting.document),
            )
            kept = Kept(rendered.pdf, found, tuple(_system_fonts(waiting.request)))
            self.job.cache.put(waiting.key, _ENCODER.encode(kept))
        self.report(*(kept.findings if kept else waiting.findings))
        self.job.outside.update(path for path, _ in (kept.fonts if kept else ()))
        return FileOutput(waiting.document.path, waiting.document.role, (kept.pdf,)) if kept else None

    def report(self, *found: Diagnostic) -> None:
        """Report findings, each once though paper, key and guide all meet it."""
        for each in found:
            mark = (each.code, each.span, each.message)
            if mark not in self._reported:
                self._reported.add(mark)
                self.job.report(each)


def _system_fonts(request: Request) -> Iterator[tuple[str, int]]:
    for path in (*(face.file for face in request.fonts.faces), *request.fonts.collections):
        if path.startswith("/") or path[1:2] == ":":
            yield path, _size(path)


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116 - a plain question, asked often
    except OSError:
        return -1


_ENCODER = msgspec.msgpack.Encoder(enc_hook=str)
_DECODER = msgspec.msgpack.Decoder(Kept)
