"""Questions that differ in their words alone are written by one frame, and come out as if each were made by itself."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from msgspec.structs import replace

from exporter import fragment
from exporter.cache import NoCache
from exporter.checking import check_bank
from exporter.diagnostics import Diagnostic, Span
from exporter.formula_numbers import FIRST_MARK
from exporter.fragment import Fragment, FragmentFrames
from exporter.job import Job, Options
from exporter.model import Bank, Question, RichText
from exporter.output import ZipOutput
from exporter.store import summary_of
from exporter.targets.registry import TARGETS
from exporter.wording import Wordings, wording_of
from tests.banks import bank_files, read
from tests.small_banks import bank_of

SOURCE = Path(__file__).parent.parent / "source"
FORMS = ["qti21", "qti22", "qti30", "canvas", "canvas-new", "cartridge", "moodle"]
_LETTERS = re.compile(r"(<[^>]*>|&[^;]*;)|[A-Za-z]{2,}(?![^\s<.,;:!?)])")
_OTHERS = (
    *(
        "true",
        "False",
        "None of the above",
        "all of these",
        "x",
        "nbsp",
        "amp",
        "lt",
        "choice",
        "SCORE",
        "null",
        "item",
    ),
    *("response1", "answer", "w1000000000001w", "Straße", "éâü", "e1", "RESPONSE", "PLUGINFILE", "id"),
)


def _in_other_words(question: Question, ident: str, chance: random.Random) -> Question:
    """Return the question with another id, other words and other places, each word always replaced by the same."""
    kept: dict[str, str] = {}

    def other(found: re.Match[str]) -> str:
        if found[1]:
            return found[0]
        length = chance.randint(1, 9)
        drawn = "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=length))
        return kept.setdefault(found[0], chance.choice(_OTHERS) if chance.random() < 0.1 else drawn)

    def changed(thing: Any) -> Any:
        if isinstance(thing, Span):
            return Span("other.md", thing.line + 100, thing.column, thing.end)
        if isinstance(thing, RichText):
            parts = [_LETTERS.sub(other, part) if isinstance(part, str) else changed(part) for part in thing.parts]
            return RichText(tuple(parts), changed(thing.span), thing.inline, thing.elements)
        if isinstance(thing, tuple):
            return tuple(map(changed, thing))
        if hasattr(thing, "__struct_fields__"):
            return replace(thing, **{name: changed(getattr(thing, name)) for name in thing.__struct_fields__})
        return thing

    made: Question = replace(changed(question), id=ident, title=_LETTERS.sub(other, question.title))
    return made


def _family(bank: Bank, chance: random.Random) -> Bank:
    """Return a bank that has each question of the bank with a wording, and three more of its shape; no quizzes."""
    questions: list[Question] = []
    for question in bank.questions:
        if wording_of(question) is not None:
            questions.append(question)
            questions += (_in_other_words(question, f"{question.id[:40]}-{times}-x", chance) for times in range(3))
    index = {each.id: summary_of(each) for each in questions}
    positions = {each.id: place for place, each in enumerate(questions)}
    return replace(bank, questions=tuple(questions), index=index, positions=positions, quizzes={}, lessons={})


def _written(bank: Bank, form: str) -> tuple[dict[str, bytes], list[Diagnostic]]:
    (target,) = [each for each in TARGETS if each.name == form.removesuffix("-new")]
    job = Job(bank, Options(canvas="new" if form == "canvas-new" else "both"), NoCache(), target.name)
    found: dict[str, bytes] = {}
    for output in target.write(job):
        for part in output.members if isinstance(output, ZipOutput) else [output]:
            found[f"{output.path} {getattr(part, 'name', '')}"] = b"".join(part.chunks)
    return found, job.findings


def _is_the_same(bank: Bank, form: str) -> int:
    """Write the bank with frames and without; return how many fragments the frames gave."""
    filled, frames = 0, FragmentFrames.filled

    def counted(self: FragmentFrames, *told: Any) -> Fragment | None:
        nonlocal filled
        made = frames(self, *told)
        filled += made is not None
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FragmentFrames, "filled", counted)
        quick = _written(bank, form)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Wordings, "of", lambda *_: None)
        slow = _written(bank, form)
    assert quick == slow
    return filled


@pytest.fixture(scope="module")
def source() -> Bank:
    return check_bank(SOURCE)[0]


@pytest.mark.parametrize("form", FORMS)
def test_the_bank_in_other_words(source: Bank, form: str) -> None:
    family = _family(source, random.Random(form))
    assert len(family.questions) > 300
    assert _is_the_same(family, form) > len(family.questions) / 5


@pytest.mark.parametrize("form", FORMS)
@given(files=bank_files())
def test_drawn_banks_in_other_words(form: str, files: dict[str, str]) -> None:
    with read(files) as bank:
        _is_the_same(_family(bank, random.Random(form)), form)


_TEXT = """# {0} {{#{1}}}

{0}, *which* [is] < "2" & $x_{{{2}}} < {2}$? {0} & {0}

- [ ] {0}
  > No & no, {0}.
- [x] {0} {3}
- [ ] {0} else

## Explanation

`{0}` and {3}.

## If partly correct

A part of {0}.
"""


@pytest.mark.parametrize("form", FORMS)
def test_questions_with_losses_and_signs(tmp_path: Path, form: str) -> None:
    words = [("One", "a", 3, "so"), ("Two more", "b", 25, "then"), ("Three", "c", 4, "at 9"), ("Four", "d", 77, "now")]
    bank = bank_of(tmp_path, {"questions/q.md": "\n".join(_TEXT.format(*each) for each in words)})
    assert _is_the_same(bank, form) == 2


_CHOICES = "- [x] One\n- [ ] Two\n- [ ] Three\n"


@pytest.mark.parametrize("form", FORMS)
def test_what_looks_like_the_address_of_a_file(tmp_path: Path, form: str) -> None:
    texts = [f'# Q {{#q{at}}}\n\nSay ="media/x {word}" now.\n\n{_CHOICES}' for at, word in enumerate("abcd")]
    assert _is_the_same(bank_of(tmp_path, {"questions/q.md": "\n".join(texts)}), form) == 2


def test_what_touches_once_an_element_is_taken_out(tmp_path: Path) -> None:
    texts = [
        f"# Q {{#q{at}}}\n\nSay <ruby>R&<rp>(</rp>{word};<rt>x</rt><rp>)</rp></ruby> now.\n\n{_CHOICES}"
        for at, word in enumerate(("uno", "due", "tre quattro"))
    ]
    _is_the_same(bank_of(tmp_path, {"questions/q.md": "\n".join(texts)}), "cartridge")


def test_texts_that_a_platform_would_cut(tmp_path: Path) -> None:
    texts = []
    for at, length in enumerate((1, 2, 90)):
        marks, word = "<mark>?</mark>" * 50, "abc"[at] * length
        said = f"## Explanation\n\n{marks} {word}\n\n## References\n\n{marks} {word}s\n"
        texts.append(f"# Q {{#q{at}}}\n\nWhy?\n\n{_CHOICES}\n{said}")
    _is_the_same(bank_of(tmp_path, {"questions/q.md": "\n".join(texts)}), "canvas")


def _job(tmp_path: Path, *words: str) -> tuple[Job, list[Question]]:
    source = "".join(f"# Q {{#q{place}}}\n\n{word}\n\n{_CHOICES}\n" for place, word in enumerate(words))
    bank = bank_of(tmp_path, {"questions/q.md": source})
    return Job(bank, Options(), NoCache(), "test"), list(bank.questions)


def _asked(job: Job, questions: list[Question], make: Callable[[Question], Fragment]) -> Iterator[int]:
    """Yield for each question how often `make` was asked until it was made; what comes back is always right."""
    asked: list[Question] = []

    def counted(question: Question) -> Fragment:
        asked.append(question)
        return make(question)

    for question in questions:
        made = job.alike_fragment(question, None, counted)
        assert replace(made, alike=0) == make(question)
        yield len(asked)


def _stem(question: Question) -> Fragment:
    (text,) = question.stem.parts
    assert isinstance(text, str)
    return Fragment(f"{question.id}: {text}".encode())


def test_a_frame_is_made_at_the_second_question(tmp_path: Path) -> None:
    job, questions = _job(tmp_path, "Why", "Why not", "When", "Who")
    assert list(_asked(job, [questions[0], *questions], _stem)) == [1, 2, 4, 4, 4]


def test_findings_are_those_of_the_question(tmp_path: Path) -> None:
    def made(question: Question) -> Fragment:
        found = replace(_found(question.span, f"`{question.id}` has a flaw"), question=question.id)
        return Fragment(b"", (found, _found(question.choices[2].span, "third"), _found(Span("bank.yaml"), "all")))  # type: ignore[union-attr]

    job, questions = _job(tmp_path, "Why", "Why not", "When", "Who")
    assert list(_asked(job, questions, made)) == [1, 3, 3, 3]
    assert [each.message for each in job.findings[9:]] == ["`q3` has a flaw", "third", "all"]


def _found(span: Span, message: str) -> Diagnostic:
    return Diagnostic(code="c", severity="loss", span=span, message=message)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "make",
    [
        lambda question: Fragment(str(len(question.stem.parts[0])).encode()),
        lambda question: Fragment(question.id.upper().encode()),
        lambda question: Fragment(_stem(question).data, files=(question.id,)),
        lambda question: Fragment(b"", (_found(Span("q.md", question.span.line + 1), "below"),)),
        lambda question: Fragment(f"{_stem(question).data.decode()} {FIRST_MARK}".encode()),
    ],
)
def test_what_looks_closer_at_words_gets_no_frame(tmp_path: Path, make: Callable[[Question], Fragment]) -> None:
    job, questions = _job(tmp_path, "Why", "Why not", "When", "Who")
    assert list(_asked(job, questions, make))[0::3] in ([1, 5], [1, 4])


def test_fragments_of_a_frame_have_its_number(tmp_path: Path) -> None:
    job, questions = _job(tmp_path, "Why", "Why not", "When", "Who", "*Why*", "*So*", "*When*")
    numbers = [job.alike_fragment(each, None, _stem).alike for each in questions]
    assert numbers == [0, 0, 1, 1, 0, 0, 2]


def test_a_context_has_frames_of_its_own(tmp_path: Path) -> None:
    job, questions = _job(tmp_path, "Why", "Why not", "When", "Who")
    for points in (b"1", b"2"):
        made = [job.alike_fragment(each, points, partial(_said, points)) for each in questions]
        assert [each.data for each in made] == [points] * 4


def _said(data: bytes, _: Question) -> Fragment:
    return Fragment(data)


def test_no_more_frames_are_made_than_pay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragment, "_ADVANCE", 2)
    job, questions = _job(tmp_path, *(f"{word} {sign}" for sign in "!?.;" for word in ("Why", "When")))
    assert list(_asked(job, questions, _stem)) == [1, 3, 4, 6, 7, 8, 9, 10]
    assert list(_asked(job, questions, _stem)) == [0, 0, 0, 0, 1, 3, 4, 6]


def test_memory_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragment, "_MEMORY", 20)
    monkeypatch.setattr(fragment, "_MANY", 2)
    words = [f"{word} {sign}" for sign in ("!", "?", ".", "*x*") for word in ("Why", "When", "Who")]
    job, questions = _job(tmp_path, *words)
    assert list(_asked(job, questions, _stem))[-1] == 12
    assert list(_asked(job, [*questions[::3], *questions], _stem))[-1] > 4
