"""Random banks as cartridges: valid, read alike by every importer's rules, keys and points as the model has them."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from exporter.model import Bank, MultipleChoice, MultipleResponse, Question, ShortAnswer, TrueFalse
from exporter.targets import fixed_texts
from exporter.targets.cartridge.sheet import whole_points
from exporter.targets.cartridge.text import CartridgeWriting
from exporter.validation import validate
from tests.banks import bank_files, read
from tests.cartridge_packages import built
from tests.oracle.cartridge_items import Item


def right_texts(question: Question) -> set[str]:
    """Return what is right by the model, as the cartridge writes it."""
    writing = CartridgeWriting("answer")
    match question:
        case MultipleChoice() | TrueFalse():
            return {writing.choice(each.text) for each in question.choices if each.right}
        case MultipleResponse():
            counts = [each.right if each.weight is None else each.weight > 0 for each in question.choices]
            return {writing.choice(each.text) for each, right in zip(question.choices, counts, strict=True) if right}
        case ShortAnswer():
            kept = fixed_texts.accepted(question.answers, case_sensitive=question.case_sensitive)
            return {fixed_texts.literal(each) for each in kept}
        case _:
            return set()


def assert_agrees(item: Item, question: Question) -> None:
    assert item.title == question.title
    assert item.points == whole_points(question.points)
    assert item.right == right_texts(question)
    writing = CartridgeWriting("answer")
    if question.explanation is not None:
        assert item.general.startswith(writing.block(question.explanation))
    if question.if_correct is not None:
        assert item.correct == writing.block(question.if_correct)
    if question.if_incorrect is not None:
        assert item.incorrect == writing.block(question.if_incorrect)
    if isinstance(question, MultipleChoice | MultipleResponse | TrueFalse):
        assert item.answer_feedback == {
            writing.choice(each.text): writing.block(each.feedback)
            for each in question.choices
            if each.feedback is not None
        }


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(files=bank_files())
def test_random_banks(files: dict[str, str], official_schemas: Path) -> None:
    with read(files) as bank, tempfile.TemporaryDirectory() as folder:
        made = built(bank, Path(folder) / "a")
        _assert_valid(Path(folder) / "a", official_schemas)
        for ident, item in made.items.items():
            assert_agrees(item, bank.question(ident))
        _assert_whole(bank, set(made.items), {each.question for each in made.findings if each.severity == "loss"})
        again = built(bank, Path(folder) / "b").folder / "cartridge/drawn.imscc"
        assert (Path(folder) / "a/cartridge/drawn.imscc").read_bytes() == again.read_bytes()


def _assert_valid(folder: Path, schemas: Path) -> None:
    verdict = validate(folder.rglob("*.imscc"), official=True, ours=True, schemas=schemas)
    assert verdict.valid, verdict.findings


def _assert_whole(bank: Bank, there: set[str], said: set[str]) -> None:
    """Every question is in the cartridge, or a loss names it."""
    assert {each.id for each in bank.questions} <= there | said
