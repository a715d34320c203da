"""What an author may replace in the preview, and the papers that it draws."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from exporter.job import Options
from exporter.preview.press import ClosedError, Press
from exporter.preview.prints import Prints
from exporter.preview.state import Shown
from exporter.targets.pdf import machine
from tests.previews import make, previewing

# --- templates of the author's own ---


def test_templates_are_replaced_by_name(tmp_path: Path) -> None:
    source = make(tmp_path / "bank")
    folder = tmp_path / "templates/preview"
    folder.mkdir(parents=True)
    (folder / "missing.html").write_text("<!doctype html><title>Mine</title><main id=main>Mine: {{ message }}</main>")
    (folder / "preview.css").write_text("/* mine */")
    (folder / "lessons.html").write_text("{% if %}")
    with previewing(source, Options(templates=folder.parent)) as browser:
        assert "Mine: There is no question nothing" in browser.get("/question/nothing").text
        assert browser.get("/static/preview.css").text == "/* mine */"
        assert "EventSource" in browser.get("/static/preview.js").text
        wrong = browser.get("/lessons")
        assert wrong.status == 500
        assert "preview/lessons.html" in wrong.text
        (folder / "lessons.html").write_text("Lessons, mended")
        browser.until("/lessons", lambda answer: answer.text == "Lessons, mended")


def test_words_and_scripts_that_cannot_be_used_are_said(tmp_path: Path) -> None:
    source = make(tmp_path / "bank")
    (tmp_path / "templates/words").mkdir(parents=True)
    (tmp_path / "templates/preview").mkdir()
    (tmp_path / "templates/words/en.toml").write_text("check = [")
    (tmp_path / "templates/preview/list.js").write_bytes(b"\xff\xfe\xff")
    with previewing(source, Options(templates=tmp_path / "templates")) as browser:
        page = browser.get("/question/focus")
        assert page.status == 500
        assert "words/en.toml" in page.text
        script = browser.get("/static/list.js")
        assert script.status == 500
        assert "preview/list.js" in script.text


# --- papers ---


def test_paper_and_key_stand_beside_their_source(tmp_path: Path) -> None:
    source = make(tmp_path)
    with previewing(source) as browser:
        page = browser.get("/quiz/small/paper").text
        assert 'src="/quiz/small/paper.pdf"' in page
        assert "questions: [focus, length]" in page
        for kind in ("paper", "key"):
            pdf = browser.get(f"/quiz/small/{kind}.pdf")
            assert pdf.status == 200
            assert pdf.headers["content-type"] == "application/pdf"
            assert pdf.body.startswith(b"%PDF-")
        for path in ("/quiz/small/guide.pdf", "/quiz/small/guide", "/quiz/none/paper.pdf", "/quiz/none/paper"):
            assert browser.get(path).status == 404


def test_the_study_guide_follows_the_bank(tmp_path: Path) -> None:
    source = make(tmp_path)
    with previewing(source) as browser:
        assert 'src="/guide.pdf"' in browser.get("/guide").text
        assert all('href="/guide"' in browser.get(path).text for path in ("/lessons", "/quizzes"))
        first = browser.get("/guide.pdf")
        assert (first.status, first.headers["content-type"]) == (200, "application/pdf")
        assert first.body.startswith(b"%PDF-")
        assert browser.get("/guide.pdf").body == first.body
        (source / "lessons/bonds.md").write_text("---\nid: bonds\ntitle: Bonds\n---\n\nAnother lesson.\n")
        browser.until("/guide.pdf", lambda answer: answer.body.startswith(b"%PDF-") and answer.body != first.body)


def test_what_the_pdf_writer_says_stands_at_the_question(tmp_path: Path) -> None:
    formula = "# Formula {#formula}\n\nWhat is $\\copyright$?\n\n- [x] A\n- [ ] B\n"
    with previewing(make(tmp_path, {"questions/formula.md": formula})) as browser:
        fates = browser.get("/question/formula").text.split('<li class="fate">')[1:]
        (fate,) = (each for each in fates if re.search(r"<h3>[^<]*\bpdf\b", each))
        assert "<code>\\copyright</code> is not drawn in PDFs" in fate
        assert "formula-as-tex" in fate
        assert "printed as LaTeX" not in browser.get("/question/focus").text


@pytest.mark.parametrize("path", ["/quiz/small/paper.pdf", "/guide.pdf"])
def test_where_nothing_can_be_drawn_the_finding_is_shown(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking = machine.pango_missing("`libpango`")
    monkeypatch.setattr(machine, "unavailable", lambda: lacking)
    with previewing(make(tmp_path)) as browser:
        answer = browser.get(path)
        assert answer.status == 500
        assert lacking.code in answer.text


def test_what_was_drawn_late_serves_all_who_waited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []

    def run(_: Press, make: Callable[..., object], *__: object) -> object:
        drawn.append(make.__name__)
        return b"%PDF", []

    monkeypatch.setattr(Press, "run", run)
    prints = Prints(Shown(source=make(tmp_path / "bank")), tmp_path / "out", lambda: 5)
    for number in (1, 2, 5):  # asked for at each of five quick edits, drawn after the last
        prints.guide(number)
        prints.draw("small", "key", number)
    assert drawn == ["guided", "built"]
    prints.guide(6)
    assert drawn == ["guided", "built", "guided"]


def test_a_drawing_that_the_system_ends_is_begun_anew_when_asked_again(tmp_path: Path) -> None:
    press = Press(tmp_path)
    with pytest.raises(ClosedError):
        press.run(os.abort)
    assert press.run(os.path.basename, "a/b") == "b"
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, set())  # ours still hears Ctrl-C
    with pytest.raises(ValueError, match="invalid literal"):
        press.run(int, "b")
    press.close()
    with pytest.raises(ClosedError):
        press.run(os.path.basename, "a/b")


def test_a_quiz_that_is_gone_is_not_drawn(tmp_path: Path) -> None:
    prints = Prints(Shown(source=make(tmp_path / "bank")), tmp_path / "out")
    assert prints.draw("nothing", "paper", 1) == (b"", [])
    (tmp_path / "bank").rename(tmp_path / "away")
    assert prints.guide(1)[0] == b""
    prints.close()
    assert prints.draw("small", "paper", 2) == prints.guide(2) == (b"", [])
