"""What a bank holds beside its questions and quizzes: it is in what a target writes, or the build says that it is not."""

from __future__ import annotations

import html
from pathlib import Path

import pytest

from exporter.bank_parts import WHOLES, BankPart, bank_parts
from exporter.cache import NoCache
from exporter.job import Job, Options
from exporter.matrix import bank_rows
from exporter.output import FileOutput
from exporter.pipeline import build
from exporter.settings import Settings
from exporter.targets import Target
from exporter.targets.registry import TARGETS
from exporter.targets.support import KEPT, Outcome, Support, bank_findings, lost
from tests.small_banks import bank_of

WORDS = {
    BankPart.LESSONS: "WordsOfLesson",
    BankPart.LESSON_TAGS: "TagOfLesson",
    BankPart.LESSON_AUTHORS: "AuthorOfLesson",
    BankPart.DESCRIPTION: "DescriptionOfBank",
    BankPart.VERSION: "1.2.3-version",
    BankPart.LICENCE: "LicenceOfBank",
    BankPart.AUTHORS: "AuthorOfBank",
    BankPart.ADDRESSES: "address@example.org",
    BankPart.CATEGORIES: "TitleOfCategory",
    BankPart.CATEGORY_DESCRIPTIONS: "DescriptionOfCategory",
    BankPart.PASSAGE_TITLES: "TitleOfPassage",
    BankPart.PASSAGE_TAGS: "TagOfPassage",
}
QUESTION = "# A {#a passage=p}\n\nWhich?\n\n- [x] this\n- [ ] that\n- [ ] none\n"
FILES = {
    "bank.yaml": "id: bank\ntitle: A bank\nlanguage: en\ndescription: DescriptionOfBank\nversion: 1.2.3-version\n"
    "licence: LicenceOfBank\nauthors: [{name: AuthorOfBank, email: address@example.org}]\n",
    "questions/c/_category.yaml": "title: TitleOfCategory\ndescription: DescriptionOfCategory\n",
    "questions/c/a.md": "# TitleOfPassage {#p .passage tags=TagOfPassage}\n\nRead.\n\n" + QUESTION,
    "lessons/l.md": "---\nid: l\ntitle: L\ntags: TagOfLesson\nauthor: AuthorOfLesson\n---\n\n## H\n\nWordsOfLesson\n",
    "quizzes/q.yaml": "id: q\ntitle: Q\npassages: inside\nsections:\n  - questions: [a]\n",
}
SHAPES = [(target, Options()) for target in TARGETS if target.name != "pdf"]
SHAPES += [(target, Options(canvas="new")) for target in TARGETS if target.name == "canvas"]


def _written(target: Target, job: Job) -> str:
    """Return all text that a target writes."""
    chunks: list[bytes] = []
    for output in target.write(job):
        for part in [output] if isinstance(output, FileOutput) else output.members:
            content = b"".join(part.chunks)
            chunks += [content] if b"\0" not in content else []
    return b"\n".join(chunks).decode()


def test_every_part_is_found_at_its_place(tmp_path: Path) -> None:
    found = bank_parts(bank_of(tmp_path, FILES))
    assert set(found) == set(BankPart)
    assert (found[BankPart.VERSION].path, found[BankPart.VERSION].line) == ("bank.yaml", 5)
    assert found[BankPart.DESCRIPTION].line == 4
    assert found[BankPart.CATEGORY_DESCRIPTIONS].path == "questions/c/_category.yaml"
    assert found[BankPart.PASSAGE_TAGS].path == "questions/c/a.md"
    assert bank_parts(bank_of(tmp_path / "bare", {"questions/a.md": QUESTION.replace(" passage=p", "")})) == {}


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_every_target_says_what_becomes_of_every_part(target: Target) -> None:
    assert set(target.support(Options()).bank) == set(BankPart)
    assert [row.feature for row in bank_rows(target, Options())] == [part.value for part in BankPart]


@pytest.mark.parametrize(("target", "options"), SHAPES, ids=lambda each: getattr(each, "name", ""))
def test_what_is_kept_is_there_and_what_is_not_is_said(tmp_path: Path, target: Target, options: Options) -> None:
    bank = bank_of(tmp_path, FILES)
    text = html.unescape(html.unescape(_written(target, Job(bank, options, NoCache(), target.name))))
    said = {each.feature for each in bank_findings(bank, target.support(options), target.name)}
    for part, cell in target.support(options).bank.items():
        goes_with_another = part in WHOLES and target.support(options).bank[WHOLES[part]].outcome is Outcome.LOST
        if cell.outcome is Outcome.LOST:
            assert WORDS[part] not in text, part
            assert (part in said) is not goes_with_another, part
        elif cell.outcome is Outcome.KEPT or cell.silent:
            assert WORDS[part] in text, part
            assert part not in said
        else:
            assert part in said


def test_what_goes_with_something_else_is_not_said_again(tmp_path: Path) -> None:
    support = Support({}, {}, bank=dict.fromkeys(BankPart, lost("no place")) | {BankPart.AUTHORS: KEPT})
    said = {each.feature for each in bank_findings(bank_of(tmp_path, FILES), support, "fake")}
    assert said == set(BankPart) - {BankPart.LESSON_TAGS, BankPart.LESSON_AUTHORS, BankPart.AUTHORS} - {
        BankPart.CATEGORY_DESCRIPTIONS
    }


def test_a_build_says_it_once_for_the_whole_bank(tmp_path: Path) -> None:
    bank_of(tmp_path / "bank", FILES)

    def said(*quizzes: str) -> list[str]:
        options = Options(quizzes=quizzes)
        settings = Settings(source=tmp_path / "bank", out=tmp_path / "out", targets=("moodle",), options=options)
        return [each.feature for each in build(settings).findings if each.code == "bank-part-lost"]

    assert said().count(BankPart.LESSONS) == 1
    assert said("q") == []
