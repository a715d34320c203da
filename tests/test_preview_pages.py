"""The pages of the preview: what stands on them, and what each target does of a question."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.codes import all_codes
from exporter.diagnostics import Diagnostic
from exporter.job import Options
from exporter.model import Bank
from exporter.pipeline import build
from exporter.preview.losses import Fate, fates
from exporter.settings import Settings
from tests import previews
from tests.previews import Browser, make, previewing

HERE = Path(__file__).parent
examples_browser = previews.examples_browser


# --- pages ---


def test_every_question_lesson_quiz_and_passage_has_a_page(examples_browser: Browser, examples: Bank) -> None:
    for kind, ids in (
        ("question", examples.index),
        ("lesson", examples.lessons),
        ("quiz", examples.quizzes),
        ("passage", examples.passages),
    ):
        assert ids, kind
        for each in ids:
            answer = examples_browser.get(f"/{kind}/{each}")
            assert answer.status == 200, (kind, each)
            assert each in answer.text


def test_the_list_has_what_the_filters_ask_for(examples_browser: Browser, examples: Bank) -> None:
    rows = examples_browser.rows()
    assert [row[0] for row in rows] == list(examples.index)
    by_id = {row[0]: row for row in rows}
    for summary in examples.index.values():
        row = by_id[summary.id]
        assert row[1:4] == [summary.title, summary.type, summary.difficulty or ""]
        assert row[6] == list(summary.tags)
    assert examples_browser.get("/").text.count("<select") == 5
    for path in ("/quizzes", "/lessons"):
        page = examples_browser.get(path).text
        assert all(each in page for each in (examples.quizzes if path == "/quizzes" else examples.lessons))


def test_a_passage_stands_above_the_first_of_its_questions(tmp_path: Path) -> None:
    questions = (
        "# The case {#case .passage}\n\nShe sleeps badly.\n\n"
        "# One {#one passage=case}\n\nHow many?\n\n- = 1\n\n# Two {#two passage=case}\n\nHow many?\n\n- = 2\n"
    )
    quiz = "id: small\ntitle: Small quiz\nsections:\n  - questions: [one, two]\n"
    source = make(tmp_path, {"questions/case.md": questions, "quizzes/small.yaml": quiz})
    with previewing(source) as browser:
        page = browser.get("/quiz/small").text
        assert page.count("She sleeps badly.") == 1
        assert page.index("She sleeps badly.") < page.index('id="question-one"') < page.index('id="question-two"')
        assert "She sleeps badly." in browser.get("/question/two").text


def test_every_code_is_explained(examples_browser: Browser) -> None:
    for name, code in list(all_codes().items())[::9]:
        answer = examples_browser.get(f"/explain/{name}")
        assert answer.status == 200
        assert name in answer.text
        assert code.severity.value in answer.text
    assert examples_browser.get("/explain/no-such-code").status == 404


@pytest.mark.parametrize(
    "path", ["/nothing", "/question/nothing", "/quiz/nothing", "/lesson/nothing", "/passage/nothing", "/static/x.js"]
)
def test_what_is_not_there_is_said(examples_browser: Browser, path: str) -> None:
    answer = examples_browser.get(path)
    assert answer.status == 404
    assert "</html>" in answer.text


def test_findings_stand_at_their_question(tmp_path: Path) -> None:
    source = make(
        tmp_path,
        {"questions/second.md": "# Cue {#cue}\n\nWhat?\n\n- [x] Bonds\n- [ ] Thoughts\n- [ ] All of the above\n"},
    )
    with previewing(source) as browser:
        page = browser.until("/question/cue", lambda answer: "all-of-the-above" in answer.text)
        assert "questions/second.md:7:" in page.text
        assert "/explain/all-of-the-above" in page.text
        assert "all-of-the-above" not in browser.get("/question/length").text
        row = next(row for row in browser.rows() if row[0] == "cue")
        assert "all-of-the-above" in row[7]
        assert row[8] == "advice"


def test_of_much_advice_the_first_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exporter.preview.pages._MOST", 2)
    cue = "# Cue {{#cue{0}}}\n\nWhat is number {0}?\n\n- [x] Bonds\n- [ ] Thoughts\n- [ ] All of the above\n\n"
    source = make(tmp_path, {"questions/many.md": "".join(cue.format(number) for number in range(5))})
    with previewing(source) as browser:
        page = browser.until("/findings", lambda answer: "all-of-the-above" in answer.text).text
        assert page.count('href="/explain/all-of-the-above"') == 2
        assert 'href="/?finding=all-of-the-above">all-of-the-above</a>: 3 more' in page


def test_neighbours_are_linked(examples_browser: Browser, examples: Bank) -> None:
    ids = list(examples.index)
    first, middle, last = (examples_browser.get(f"/question/{each}").text for each in (ids[0], ids[3], ids[-1]))
    assert 'rel="prev"' not in first
    assert f'rel="prev" href="/question/{ids[2]}"' in middle
    assert f'rel="next" href="/question/{ids[4]}"' in middle
    assert 'rel="next"' not in last


# --- what each target does ---


def test_fates_are_what_a_build_reports(examples: Bank, tmp_path: Path) -> None:
    names = ("moodle", "canvas", "qti21", "qti22", "qti30", "cartridge", "html")
    result = build(Settings(source=HERE / "examples", out=tmp_path, targets=names))
    reported = {_said(each, each.target) for each in result.findings if each.target and each.question in examples.index}
    shown = {
        _said(each, target)
        for question in examples.questions
        for fate in fates(question, examples, Options())
        for each in fate.findings
        for target in fate.targets
        if target in names
    }
    assert shown == reported
    assert len(shown) > 100


def _said(finding: Diagnostic, target: str) -> tuple[object, ...]:
    return target, finding.code, finding.span, finding.message, finding.question, finding.feature


def test_each_target_has_one_fate(examples: Bank) -> None:
    outcomes = set()
    for question in examples.questions:
        found = fates(question, examples, Options())
        targets = [target for fate in found for target in fate.targets]
        assert len(targets) == len(set(targets))
        assert {"moodle", "pdf", "canvas"} <= set(targets)
        outcomes |= {fate.outcome for fate in found}
    assert outcomes == {"kept", "changed", "lost", "left out"}
    assert Fate(targets=("pdf",), findings=()).outcome == "kept"
