"""Where links inside the bank lead on the pages for the browser, and what is said where they lead nowhere."""

from __future__ import annotations

import re
from pathlib import Path

from exporter.cache import FileCache
from exporter.job import Options
from exporter.targets.html import TARGET
from exporter.targets.html.links import dead_links
from tests.previews import previewing
from tests.small_banks import bank_of, written
from tests.studies import needs_browser, pages_of, studied

LINKS = "See [asked](question:asked), [quizzed](question:quizzed), [free](question:free), [drawn](question:drawn)."
_ANSWERS = "- [x] Yes\n- [ ] No\n"
FILES: dict[str, str | bytes] = {
    "questions/a.md": "\n".join(
        f"# {name} {{#{name} tags={name}}}\n\n{LINKS if name == 'free' else 'Which?'}\n\n{_ANSWERS}"
        for name in ("asked", "quizzed", "free", "drawn", "drawn-too")
    ),
    "lessons/l.md": f"---\nid: les\ntitle: Les\nquestions: [asked]\n---\n\n{LINKS}\n",
    "quizzes/z.yaml": f"""id: z
title: Z
instructions: "{LINKS}"
sections:
  - questions: [quizzed]
  - draw: 1
    from: {{tags: [drawn, drawn-too]}}
""",
}
AGAIN = "id: again\ntitle: Again\nsections:\n  - questions: [free, asked, quizzed]\n"


def _aims(page: bytes) -> list[str]:
    return [each.decode() for each in re.findall(rb'<a href="([^"]*#question-[^"]*)"', page)]


def test_a_link_to_a_question_leads_to_a_page_that_asks_it_whatever_is_drawn(tmp_path: Path) -> None:
    files, findings = written(TARGET, bank_of(tmp_path, FILES))
    assert _aims(files["html/bank-lessons.html"]) == [
        "#question-asked",
        "z.html#question-quizzed",
        "bank-practice.html#question-free",
    ]
    assert _aims(files["html/z.html"]) == [
        "bank-lessons.html#question-asked",
        "#question-quizzed",
        "bank-practice.html#question-free",
    ]
    dead = {(each.span.path, each.message) for each in findings if each.code == "html-link-words"}
    assert dead == {
        (place, "the link to `drawn` leads nowhere: no page shows it")
        for place in ("questions/a.md", "lessons/l.md", "quizzes/z.yaml")
    }


def test_a_link_to_a_question_of_the_same_page_stays_on_it_where_others_ask_it_too(tmp_path: Path) -> None:
    files, _ = written(TARGET, bank_of(tmp_path, {**FILES, "quizzes/again.yaml": AGAIN}))
    assert _aims(files["html/again.html"]) == ["#question-asked", "#question-quizzed", "#question-free"]


def test_a_page_that_is_written_alone_links_to_no_other_for_a_question(tmp_path: Path) -> None:
    files, _ = written(TARGET, bank_of(tmp_path, FILES), Options(quizzes=("z",)))
    assert _aims(files["html/z.html"]) == ["#question-quizzed"]


def test_a_link_to_a_lesson_that_gets_ready_is_not_left_dead_by_the_cache(tmp_path: Path) -> None:
    draft = "---\nid: les\ntitle: Les\nstatus: draft\n---\n\nRead.\n"
    files = {
        "lessons/l.md": draft,
        "lessons/m.md": "---\nid: other\ntitle: Other\n---\n\nRead.\n",
        "questions/a.md": f"# One {{#one}}\n\nSee [it](lesson:les).\n\n{_ANSWERS}",
    }
    with FileCache(tmp_path / "cache.sqlite3") as cache:
        before, findings = written(TARGET, bank_of(tmp_path / "bank", files), cache=cache)
        assert b"#lesson-les" not in before["html/bank-practice.html"]
        assert [each.code for each in findings] == ["html-link-words"]
        ready = bank_of(tmp_path / "bank", {**files, "lessons/l.md": draft.replace("status: draft\n", "")})
        after, findings = written(TARGET, ready, cache=cache)
    assert b'<a href="bank-lessons.html#lesson-les">it</a>' in after["html/bank-practice.html"]
    assert findings == []
    assert after == written(TARGET, ready)[0]


def test_a_link_to_the_lesson_of_a_question_follows_the_id_of_the_bank_past_the_cache(tmp_path: Path) -> None:
    questions = f"# One {{#one lesson=les}}\n\nWhich?\n\n{_ANSWERS}"
    files = {"lessons/l.md": "---\nid: les\ntitle: Les\n---\n\nRead.\n", "questions/a.md": questions}
    with FileCache(tmp_path / "cache.sqlite3") as cache:
        before, _ = written(TARGET, bank_of(tmp_path / "bank", files), cache=cache)
        anew = bank_of(tmp_path / "bank", {**files, "bank.yaml": "id: anew\ntitle: Bank\nlanguage: en\n"})
        after, _ = written(TARGET, anew, cache=cache)
    assert b'"bank-lessons.html#lesson-les"' in before["html/bank-practice.html"]
    assert b'"anew-lessons.html#lesson-les"' in after["html/anew-practice.html"]


def test_the_preview_names_a_link_that_will_be_dead_at_its_question(tmp_path: Path) -> None:
    bank = bank_of(tmp_path, FILES)
    assert [each.message for each in dead_links(bank.question("free"), bank)] == [
        "the link to `drawn` leads nowhere: no page shows it"
    ]
    with previewing(tmp_path) as browser:
        assert "html-link-words" in browser.get("/question/free").text
        assert "html-link-words" not in browser.get("/question/asked").text


@needs_browser
def test_a_link_to_a_question_of_the_page_turns_to_it_where_one_stands_at_a_time(tmp_path: Path) -> None:
    texts = {"one": "See [the third](question:three).", "two": "Which?", "three": "What?"}
    questions = "\n".join(f"# {name} {{#{name}}}\n\n{text}\n\n{_ANSWERS}" for name, text in texts.items())
    quiz = "id: z\ntitle: Z\none-at-a-time: true\nsections:\n  - questions: [one, two, three]\n"
    bank = bank_of(tmp_path / "bank", {"questions/a.md": questions, "quizzes/z.yaml": quiz})
    standing = "[...document.querySelectorAll('.exercise')].filter((e) => e.checkVisibility()).map((e) => e.dataset.id)"
    steps = [
        {"do": "run", "script": standing, "see": "before"},
        {"do": "press", "id": "one", "button": ".stem a"},
        {"do": "run", "script": standing, "see": "after"},
        {"do": "reload"},
        {"do": "run", "script": standing, "see": "again"},
    ]
    seen = studied(tmp_path, [{"file": str(pages_of(bank, tmp_path)["z.html"]), "steps": steps}])[0]["seen"]
    assert (seen["before"], seen["after"], seen["again"]) == (["one"], ["three"], ["three"])
