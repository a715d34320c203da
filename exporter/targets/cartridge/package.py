"""The archives: one of the bank, or one for each quiz that is asked for; assessments at the root of it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from exporter.codes import cartridge as codes
from exporter.codes.validation import GRAMMAR
from exporter.diagnostics import Code, Span
from exporter.job import Job
from exporter.model import BANK_FILE, Lesson, Quiz, RichText
from exporter.output import Member, Output, ZipOutput
from exporter.targets.cartridge.course import Leaf, Unit, folder_titles, leaves_of
from exporter.targets.cartridge.manifest import VERSIONS, Course, Resource, manifest, web_link
from exporter.targets.cartridge.pages import Page, WebLink, about_page, lesson_page
from exporter.targets.cartridge.quizzes import ItemFile, bank_file, kept_title, practice_file, quiz_file
from exporter.targets.cartridge.sheet import LONGEST_TITLE
from exporter.targets.cartridge.text import media_path, page_path
from exporter.targets.item_xml import DECLARATION
from exporter.targets.languages import label
from exporter.targets.package_paths import MANIFEST, on_any_disk
from exporter.targets.qti12 import Element
from exporter.targets.words import read_words
from exporter.validation.grammar import grammar, in_first_version


def write(job: Job) -> Iterator[Output]:
    """Yield the archives, to be consumed member by member, in order."""
    asked = [quiz for quiz in job.bank.quizzes.values() if quiz.id in job.options.quizzes]
    for quiz in asked:
        yield ZipOutput(
            f"cartridge/{on_any_disk(quiz.id)}.imscc", "cartridge", _Cartridge(job, quiz.id, quiz.title).of_quiz(quiz)
        )
    bank = job.bank
    if not job.options.quizzes and (len(bank.questions) or bank.lessons):
        yield ZipOutput(
            f"cartridge/{on_any_disk(bank.id)}.imscc", "cartridge", _Cartridge(job, bank.id, bank.title).of_bank()
        )
    job.forget_repeats()


class _Cartridge:
    """One archive under construction: its course and resources so far."""

    def __init__(self, job: Job, ident: str, title: str) -> None:
        self.job = job
        self.bank = job.bank
        self.ident = ident
        self.title = title
        self.version = VERSIONS[job.options.cartridge_version]
        self.words = read_words(self.bank.language, None)
        self.course = Unit(title)
        self.resources: dict[str, Resource] = {}
        self.media: dict[str, None] = {}
        self.links: dict[str, WebLink] = {}

    def of_quiz(self, quiz: Quiz) -> Iterator[Member]:
        """Yield the members of the archive of one quiz."""
        yield self._about(())
        yield from self._quizzes([quiz])
        yield from self._ending(())

    def of_bank(self) -> Iterator[Member]:
        """Yield the members of the archive of the bank: pages and quizzes, links, question bank, media, manifest."""
        yield self._about(self._described())
        for lesson in self.bank.lessons.values():
            yield from self._lesson(lesson)
        yield from self._quizzes(list(self.bank.quizzes.values()))
        yield from self._web_links()
        file, chunks = bank_file(self.job)
        if chunks is not None:
            yield from self._items("question_bank", "question-bank", file, chunks)
        tags = {tag for each in self.bank.index.values() for tag in each.tags}
        tags.update(tag for lesson in self.bank.lessons.values() for tag in lesson.tags)
        yield from self._ending(tuple(sorted(tags)))

    def _described(self) -> Iterator[tuple[str, RichText | None]]:
        """Yield the folders of the lessons with what is said of them."""
        lessons = self.bank.lessons.values()
        paths = dict.fromkeys(each.category[:end] for each in lessons for end in range(1, len(each.category) + 1))
        for path in paths:
            known = self.bank.categories.get(path)
            yield folder_titles(self.bank, path)[-1], known.description if known else None

    def _about(self, units: Iterator[tuple[str, RichText | None]] | tuple[()]) -> Member:
        """Return the page that comes first: Moodle puts the first unit at the head of the course."""
        self._check_title(self.title, self.ident, Span(BANK_FILE))
        page = about_page(self.bank, self.title, self.words, units)
        self.job.report(*page.findings)
        unit = self.course.below(("\0about",), (self.title,))
        return self._page(page, Leaf("about", kept_title(self.title)), page_path("_about"), unit)

    def _lesson(self, lesson: Lesson) -> Iterator[Member]:
        """Yield a lesson's page, and the assessment of its study questions that follows it in the course."""
        study = [each.id for each in lesson.questions if each.id in self.bank.index]
        named = dict.fromkeys(study)
        named |= dict.fromkeys(each.id for each in self.bank.index.values() if each.lesson == lesson.id)
        address = self.job.options.self_check
        check = f"{address}#lesson-{lesson.id}" if address and study else ""
        page = lesson_page(self.bank, lesson, self.words, [self.bank.index[each].title for each in named], check)
        self.job.report(*page.findings)
        self._check_title(lesson.title, lesson.id, lesson.span)
        unit = self.course.below(lesson.category, folder_titles(self.bank, lesson.category))
        if not lesson.category:
            unit = self.course.below(("\0lessons",), (self.words("lessons"),))
        yield self._page(page, Leaf(f"lesson_{lesson.id}", kept_title(lesson.title)), page_path(lesson.id), unit)
        for link in page.links:
            self.links.setdefault(link.url, link)
        if study:
            title = kept_title(f"{lesson.title[: LONGEST_TITLE // 2]}: {self.words('questions')}")
            file, chunks = practice_file(self.job, lesson.id, title, lesson.span, study)
            if chunks is not None:
                unit.leaves.append(Leaf(f"study_{lesson.id}", title))
                yield from self._items(f"study_{lesson.id}", "assessment", file, chunks)

    def _quizzes(self, quizzes: list[Quiz]) -> Iterator[Member]:
        for quiz in quizzes:
            self._check_title(quiz.title, quiz.id, quiz.span)
            file, chunks = quiz_file(self.job, quiz)
            if chunks is not None:
                unit = self.course.below(("\0quizzes",), (self.words("questions"),))
                unit.leaves.append(Leaf(f"quiz_{quiz.id}", kept_title(quiz.title)))
                yield from self._items(f"quiz_{quiz.id}", "assessment", file, chunks)

    def _web_links(self) -> Iterator[Member]:
        """Yield the addresses that lessons name, once each, as web links in a unit of their own."""
        for place, link in enumerate(self.links.values(), 1):
            title = kept_title(link.title)
            unit = self.course.below(("\0links",), (label("references", self.bank.language),))
            unit.leaves.append(Leaf(f"link_{place}", title))
            path = f"links/link_{place}.xml"
            self.resources[f"link_{place}"] = Resource(f"link_{place}", "link", path)
            yield Member(path, [self._document(web_link(self.version, title, link.url), "cartridge-link")])

    def _page(self, page: Page, leaf: Leaf, path: str, unit: Unit) -> Member:
        unit.leaves.append(leaf)
        self._keep(leaf.resource, "webcontent", path, page.files)
        return Member(path, [page.html.encode()])

    def _items(self, identifier: str, kind: str, file: ItemFile, chunks: Iterator[bytes]) -> Iterator[Member]:
        path = f"{identifier}.xml"
        yield Member(path, chunks)
        self._keep(identifier, kind, path, tuple(file.files))

    def _keep(self, identifier: str, kind: str, path: str, files: tuple[str, ...]) -> None:
        if identifier in self.resources:
            self._report(codes.PACKAGE_INCOMPLETE, f"`{identifier}` is used twice")
        self.media |= dict.fromkeys(files)
        self.resources[identifier] = Resource(
            identifier, kind, path, tuple(sorted({media_path(each) for each in files}))
        )

    def _ending(self, keywords: tuple[str, ...]) -> Iterator[Member]:
        """Yield the media and, last, the manifest."""
        for path in sorted(self.media):
            yield Member(media_path(path), self.job.media_blocks(path))
        if missing := [leaf.resource for leaf in leaves_of(self.course) if leaf.resource not in self.resources]:
            self._report(codes.PACKAGE_INCOMPLETE, f"`{missing[0]}` is in the course, but not in the package")
        course = Course(self.ident, self.course, keywords)
        root = manifest(self.bank, self.version, course, self.resources.values())
        yield Member(MANIFEST, [self._document(root, "cartridge-manifest")])

    def _document(self, root: Element, name: str) -> bytes:
        """Return the bytes of a small XML file, judged by the grammar `name`."""
        for message in grammar(name).violations(in_first_version(root)):
            self._report(GRAMMAR, message)
        etree.indent(root)
        return DECLARATION + etree.tostring(root, encoding="utf-8") + b"\n"

    def _check_title(self, title: str, ident: str, span: Span) -> None:
        if len(title) > LONGEST_TITLE:
            message = f"the title has {len(title)} characters, {LONGEST_TITLE} are kept"
            self.job.report(codes.TITLE_CUT.at(span, message, question=ident, target="cartridge"))

    def _report(self, code: Code, message: str) -> None:
        self.job.report(code.at(Span(BANK_FILE), message, question=self.ident, target="cartridge"))
