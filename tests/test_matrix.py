"""Type × target × feature: what a target calls kept is in what it writes, what it loses is reported. No empty cell."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Callable

import pytest

from exporter.cache import NoCache
from exporter.diagnostics import Diagnostic
from exporter.features import Feature, features
from exporter.job import Job, Options
from exporter.matrix import applies
from exporter.model import QUESTION_TYPES, Bank
from exporter.output import FileOutput
from exporter.reader import read_bank
from exporter.targets import Target
from exporter.targets.registry import TARGETS
from exporter.targets.support import Outcome
from tests.html_pages import unveiled_page
from tests.matrix_examples import BASES, EXAMPLES, PICTURE

PLATFORMS = tuple(target for target in TARGETS if target.name != "pdf")
CELLS = [(kind, feature) for kind in QUESTION_TYPES for feature in Feature if applies(feature, kind)]
_SAME = {("new", "ordering", Feature.ALL_OR_NOTHING)}
"""New Quizzes judges every ordering so, whatever the question says."""
_LOSSES = ("feature-lost", "feature-changed", "type-changed", "left-out")


_FILES = {
    "bank.yaml": "id: bank\ntitle: Bank\nlanguage: en\n",
    "media/base.svg": PICTURE,
    "media/sentinel.svg": PICTURE,
    "media/sentinel.mp3": "ID3" + "\0" * 200,
    "media/sentinel.pdf": "%PDF-1.4\n%%EOF\n",
    "lessons/one.md": "---\nid: sentinel-lesson\ntitle: Lesson\n---\n\nText.\n",
    "questions/passage.md": "# The passage {#sentinel-passage .passage}\n\nA sentinel passage text.\n",
    "quizzes/quiz.yaml": "id: quiz\ntitle: Quiz\nsections:\n  - questions: [one]\n",
}


@pytest.fixture(scope="session")
def bank_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Feature | None], Bank]:
    """Return the bank whose question `one` is of a type and uses a feature; each is read once."""
    folder = tmp_path_factory.mktemp("matrix")
    for path, text in _FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    (folder / "questions").mkdir(exist_ok=True)

    @functools.cache
    def read(kind: str, feature: Feature | None) -> Bank:
        parts = BASES[kind]() if feature is None else EXAMPLES[feature].change(BASES[kind](), kind)
        (folder / "questions/one.md").write_text(parts.source(), encoding="utf-8")
        bank, findings = read_bank(folder, cache=NoCache())
        assert not [each for each in findings if each.severity == "error"], findings
        return bank

    return read


def _write(target: Target, bank: Bank, options: Options) -> tuple[str, list[Diagnostic]]:
    """Return everything that the target writes for the question, as text without entities, and its findings."""
    job = Job(bank, options, NoCache(), target.name)
    texts: list[str] = []
    for output in target.write(job):
        if isinstance(output, FileOutput):
            texts.append(unveiled_page(b"".join(output.chunks).decode()))
        else:
            for member in output.members:
                data = b"".join(member.chunks)
                texts.append(member.name + "\n" + data.decode("utf-8", "replace"))
    whole = "\n".join(texts)
    for _ in range(3):
        whole = html.unescape(whole)
    assert not [each for each in job.findings if each.severity == "error"], job.findings
    return whole, job.findings


def _visible(whole: str) -> str:
    """Return the text without what says where files lie, so that a picture's name is only found where it is used."""
    return re.sub(r"<file [^>]*>[^<]*</file>|<resource .*?</resource>", "", whole, flags=re.DOTALL)


def test_every_feature_has_an_example() -> None:
    assert set(EXAMPLES) == set(Feature)
    assert set(BASES) == set(QUESTION_TYPES)


@pytest.mark.parametrize(
    ("target", "shape"),
    [(target, shape) for target in PLATFORMS for shape in (("both", "new") if target.name == "canvas" else ("both",))],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_cells(target: Target, shape: str, bank_of: Callable[[str, Feature | None], Bank]) -> None:
    options = Options(canvas=shape)  # type: ignore[arg-type]
    support = target.support(options)
    faults: list[str] = []
    plain = {kind: _write(target, bank_of(kind, None), options)[0] for kind in QUESTION_TYPES}
    for kind, feature in CELLS:
        example = EXAMPLES[feature]
        whole, findings = _write(target, bank_of(kind, feature), options)
        about = [each for each in findings if each.question == "one" and each.code in _LOSSES]
        cell = support.cell(kind, feature)
        reported = [each for each in about if each.feature == feature.value]
        found = [any(word in whole for word in group) for group in example.words]
        name = f"{target.name}/{shape} {kind} × {feature.value}"
        if support.types[kind].outcome is Outcome.LOST:
            if not any(each.code == "left-out" for each in about):
                faults.append(f"{name}: left out without a word")
            continue
        match cell.outcome:
            case Outcome.KEPT:
                if reported:
                    faults.append(f"{name}: called kept, reported as {reported[0].message}")
                if not all(found):
                    faults.append(f"{name}: called kept, not found")
                if example.differs and whole == plain[kind] and (shape, kind, feature) not in _SAME:
                    faults.append(f"{name}: called kept, makes no difference")
            case Outcome.CHANGED:
                if not cell.silent and not reported:
                    faults.append(f"{name}: changed without a word")
                if example.survives and not all(found):
                    faults.append(f"{name}: called changed, not found")
            case Outcome.LOST:
                if not reported:
                    faults.append(f"{name}: lost without a word")
                if (
                    feature is not Feature.RATIONALE
                    and example.words
                    and all(any(word in _visible(whole) for word in group) for group in example.words)
                ):
                    faults.append(f"{name}: called lost, but there")
    assert not faults, "\n".join(faults)


def test_the_examples_use_their_features(bank_of: Callable[[str, Feature | None], Bank]) -> None:
    for kind, feature in CELLS:
        bank = bank_of(kind, feature)
        assert feature in features(bank.question("one"), bank), (kind, feature)
