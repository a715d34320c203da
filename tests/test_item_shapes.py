"""Items are judged by their shapes: whatever is wrong with an item is found all the same."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sized
from pathlib import Path

import pytest
from lxml import etree

from exporter.cache import NoCache
from exporter.diagnostics import Diagnostic, Span
from exporter.job import Job, Options
from exporter.model import Bank, Question
from exporter.output import ZipOutput
from exporter.targets.canvas import fragments as canvas
from exporter.targets.cartridge import fragments as cartridge
from exporter.targets.item_shapes import once_a_shape, qti12_shape, qti_shape, resource_shape
from exporter.targets.qti import fragments as qti
from exporter.targets.qti import package
from exporter.targets.qti.dialect import dialect_of
from exporter.targets.qti.package import Package
from exporter.targets.registry import TARGETS
from exporter.wording import Wordings
from tests.small_banks import bank_of

FORMS = ["qti21", "qti22", "qti30", "canvas", "canvas-new", "cartridge"]
MODULES = {"canvas": canvas, "canvas-new": canvas, "cartridge": cartridge}
_SPOTS = [re.compile(each) for each in (r"(?<=>)[^<]+(?=<)", r'(?<==")[^"<]+(?=")', r"<[^>]+>")]
"""A text, the value of an attribute, a tag."""
_INSTEAD = [
    "",
    " ",
    "9",
    "-0.5",
    "choice_9",
    "a b",
    "9_fb",
    "x" * 300,
    "x" * 17_000,
    "&",
    "\x01",
    "<",
    "&lt;&nbsp;",
    "p",
    "a\x01b",
    "a & b",
]


def _written(form: str, bank: Bank, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Return each item that the target writes, with what else its judge is told."""
    module = MODULES.get(form, qti)
    seen: dict[tuple[str, ...], None] = {}
    faults: Callable[..., Sized] = module.faults
    monkeypatch.setattr(module, "_is_right", lambda *_: False)
    monkeypatch.setattr(Wordings, "of", lambda *_: None)
    monkeypatch.setattr(module, "faults", lambda *told: (seen.setdefault(told), faults(*told))[1])
    _build(bank, form)
    monkeypatch.undo()
    return list(seen)


def _job(bank: Bank, form: str) -> Job:
    return Job(bank, Options(canvas="new" if form == "canvas-new" else "both"), NoCache(), form.removesuffix("-new"))


def _build(bank: Bank, form: str) -> None:
    (target,) = [each for each in TARGETS if each.name == form.removesuffix("-new")]
    for output in target.write(_job(bank, form)):
        for part in output.members if isinstance(output, ZipOutput) else [output]:
            for _ in part.chunks:
                pass


def _is_wrong(judge: Callable[..., Sized], *told: object) -> bool:
    try:
        return bool(judge(*told))
    except (etree.XMLSyntaxError, ValueError):
        return True


def _by_shape(form: str, question: Question, told: tuple[str, ...]) -> list[Diagnostic]:
    markup, *of = told
    if form == "cartridge":
        return cartridge.item_violations(markup, question)
    if form in MODULES:
        return canvas.item_violations(markup, of[0], question.span, question.id)
    return qti.violations(markup, of[0], of[1], question.span, question.id)


def _spots(markup: str) -> list[re.Match[str]]:
    return [spot for kind in _SPOTS for spot in kind.finditer(markup)]


def _changes(markup: str, chance: random.Random) -> Iterator[str]:
    spots = _spots(markup)
    for spot in chance.sample(spots, min(len(spots), 120)):
        instead = "" if spot[0].startswith("<") else chance.choice(_INSTEAD)
        yield markup[: spot.start()] + instead + markup[spot.end() :]


@pytest.mark.parametrize("form", FORMS)
def test_what_is_wrong_is_found_though_the_shape_was_judged(
    form: str, examples: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, chance, question = MODULES.get(form, qti), random.Random(form), examples.questions[0]
    wrong = 0
    for told in _written(form, examples, monkeypatch):
        assert _by_shape(form, question, told) == []
        for changed in _changes(told[0], chance):
            judged = (changed, *told[1:])
            is_wrong = _is_wrong(module.faults, *judged)
            assert _is_wrong(_by_shape, form, question, judged) == is_wrong, changed
            wrong += is_wrong
    assert wrong > 100


def _judged(made: Package, resource: str) -> list[Diagnostic]:
    made.judge_resources([resource])
    return made.job.findings


@pytest.mark.parametrize("form", ["qti21", "qti22", "qti30"])
def test_what_is_wrong_with_a_resource_is_found(form: str, examples: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    resources: dict[str, None] = {}
    monkeypatch.setattr(package, "resource_shape", lambda each: (resources.setdefault(each), resource_shape(each))[1])
    _build(examples, form)
    monkeypatch.undo()
    made, chance = Package(_job(examples, form), dialect_of(form), "p", Span("")), random.Random(form)
    namespace, wrong = made.dialect.manifest_namespace, 0
    for resource in resources:
        assert _judged(made, resource) == []
        for changed in _changes(resource, chance):
            is_wrong = _is_wrong(package.faults, f'<resources xmlns="{namespace}">{changed}</resources>', form)
            assert _is_wrong(_judged, made, changed) == is_wrong, changed
            made.job.findings.clear()
            wrong += is_wrong
    assert wrong > 100


KINDS = {
    "a choice": "{0}, *which* < 2?\n\n- [ ] {0}\n  > No & no.\n- [x] {0} {0}\n- [ ] Else\n\n## Explanation\n\n`{0}`\n",
    "a number": "{0}?\n\n- = {1}\n",
    "a word": "{0}?\n\n- = {0} {1}\n",
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", KINDS)
def test_items_that_differ_in_words_alone_have_one_shape(
    form: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = (
        f"# {words} {{#q{at}}}\n\n{KINDS[kind].format(words, at)}\n" for words, at in (("One", 1), ("Two", 23))
    )
    written = _written(form, bank_of(tmp_path, {"questions/q.md": one + other}), monkeypatch)
    shape = qti12_shape if form in MODULES else qti_shape
    if form != "cartridge" or kind != "a number":  # which a cartridge does not hold
        assert len(written) == 2
    assert len({shape(told[0]) for told in written}) < 2


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_instead_of_a_text_or_value_goes_unseen(
    form: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank = bank_of(tmp_path, {"questions/q.md": f"# Q {{#q}}\n\n{KINDS[kind].format('One', 7)}\n"})
    module = MODULES.get(form, qti)
    for markup, *of in _written(form, bank, monkeypatch):
        for spot in _spots(markup):
            for instead in _INSTEAD if not spot[0].startswith("<") else [""]:
                judged = (markup[: spot.start()] + instead + markup[spot.end() :], *of)
                wrong = _is_wrong(module.faults, *judged)
                assert _is_wrong(_by_shape, form, bank.questions[0], judged) == wrong, judged


def test_a_long_shape_is_judged_each_time_and_not_kept() -> None:
    asked: list[int] = []

    @once_a_shape
    def is_right(shape: str, form: str) -> bool:
        asked.append(len(shape))
        return form == "new"

    for shape in ("x", "x" * 100_000) * 2:
        assert is_right(shape, "new")
        assert not is_right(shape, "both")
    assert asked == [1, 1, 100_000, 100_000, 100_000, 100_000]
