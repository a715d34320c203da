"""The pages for the browser as files: what stands in them, what is veiled, what is said where they cannot hold it."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import msgspec
import pytest

from exporter.cache import FileCache
from exporter.features import features
from exporter.job import Job, Options
from exporter.model import Bank, FileUpload, type_of
from exporter.output import FileOutput
from exporter.targets.html import TARGET
from exporter.targets.html.exercise import exercise
from exporter.targets.html.look import look_of
from exporter.targets.html.media import LARGE
from exporter.targets.html.support import SUPPORT
from exporter.targets.html.veil import veiled
from exporter.targets.support import findings
from tests.html_pages import keys_of, unveil
from tests.small_banks import bank_of, written

QUESTION = "# One {#one}\n\nWhich?\n\n- [x] Rightword\n  > Reasonword.\n- [ ] Other\n\n## Explanation\n\nBecauseword.\n"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="80"><path d="M0 0H9"/></svg>\n'


def page(bank: Bank, name: str, options: Options | None = None) -> str:
    return written(TARGET, bank, options)[0][f"html/{name}"].decode()


def codes(bank: Bank, options: Options | None = None) -> list[str]:
    return [each.code for each in written(TARGET, bank, options)[1]]


def test_each_quiz_the_lessons_and_what_neither_asks_have_a_page(examples: Bank) -> None:
    files, _ = written(TARGET, examples)
    assert sorted(files) == [
        "html/drawn-quiz.html",
        "html/examples-lessons.html",
        "html/examples-practice.html",
        "html/first-quiz.html",
    ]
    asked = {found for text in files.values() for found in re.findall(rb'data-id="([^"]*)"', text)}
    assert asked == {question.id.encode() for question in examples.questions}
    assert list(written(TARGET, examples, Options(quizzes=("first-quiz",)))[0]) == ["html/first-quiz.html"]


def test_the_same_bank_gives_the_same_bytes_with_and_without_the_cache(examples: Bank, tmp_path: Path) -> None:
    first = written(TARGET, examples)
    for _ in range(2):
        with FileCache(tmp_path / "cache.sqlite3") as cache:
            assert written(TARGET, examples, cache=cache) == first


def test_nothing_is_loaded_and_only_the_pages_own_script_runs(examples: Bank) -> None:
    for data in written(TARGET, examples)[0].values():
        text = data.decode()
        script = re.search(r"<script>(.*?)</script>", text, re.DOTALL)
        assert script is not None
        digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
        assert f"default-src &#39;none&#39;; script-src &#39;sha256-{digest}&#39;;" in text
        assert "bank:" not in re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL)
        assert not re.search(r'(?:src|action|srcset)="(?!data:)', text)


def test_answers_and_what_is_said_of_them_are_veiled(tmp_path: Path) -> None:
    text = page(bank_of(tmp_path, {"questions/a.md": QUESTION}), "bank-practice.html")
    assert "Rightword" in text
    assert "Reasonword" not in text
    assert "Becauseword" not in text
    (key,) = keys_of(text)
    assert key["said"] == {"explanation": "<p>Becauseword.</p>"}
    assert [each["right"] for each in key["choices"]] == [True, False]


def test_what_is_in_the_banks_language_says_so_in_a_quiz_of_another(tmp_path: Path) -> None:
    files = {
        "questions/a.md": "# A text {#text .passage}\n\nRead.\n\n" + QUESTION.replace("#one", "#one passage=text"),
        "quizzes/quiz.yaml": "id: quiz\ntitle: اختبار\nlang: ar\nsections:\n  - questions: [one]\n",
    }
    text = page(bank_of(tmp_path, files), "quiz.html")
    assert '<div class="stem" lang="en" dir="ltr">' in text
    assert re.search(r'class="passage"[^>]* lang="en" dir="ltr"', text)
    assert '<html lang="ar" dir="rtl">' in text


def test_a_full_weight_is_the_same_however_it_is_written(tmp_path: Path) -> None:
    source = "# One {#one}\n\nHow many?\n\n- = 16\n- =100.0% 30\n- =50.50% 12\n"
    (key,) = keys_of(page(bank_of(tmp_path, {"questions/a.md": source}), "bank-practice.html"))
    assert [each["weight"] for each in key["answers"]] == ["100", "100", "50.5"]


def test_the_veil_comes_off() -> None:
    for value in ({}, {"é": ["\x00", None, "x" * 700]}, "", [1, 2]):
        assert unveil(veiled(value)) == value


def test_the_order_of_the_page_tells_nothing(tmp_path: Path) -> None:
    items = "".join(f"{place}. item {place}\n" for place in range(1, 6))
    bank = bank_of(tmp_path, {"questions/a.md": f"# One {{#one type=ordering}}\n\nOrder.\n\n{items}"})
    text = page(bank, "bank-practice.html")
    shown = [int(each) for each in re.findall(r'item-text">item (\d)', text)]
    assert sorted(shown) == [1, 2, 3, 4, 5]
    assert shown != [1, 2, 3, 4, 5]
    assert [place + 1 for place in keys_of(text)[0]["items"]] == shown


def test_a_question_asked_twice_on_a_page_has_identifiers_of_its_own(tmp_path: Path) -> None:
    rows = "| | |\n| - | - |\n| a | one |\n| b | two |\n| c | three |\n"
    files = {
        "questions/a.md": "".join(
            f"# One {{#{each} type=matching}}\n\nMatch.\n\n{rows}\n" for each in ("one", "one-2")
        ),
        **{
            f"lessons/{name}.md": f"---\nid: {name}\ntitle: {name}\nquestions: [one, one-2]\nrelated: [{other}]\n---\n\nText [b](lesson:b).\n"
            for name, other in ("ab", "ba")
        },
    }
    text = page(bank_of(tmp_path, files), "bank-lessons.html")
    ids = re.findall(r' id="([^"]*)"', text)
    assert len(ids) == len(set(ids))
    assert {"question-one", "question-one_2", "question-one-2", "lesson-a", "lesson-b"} <= set(ids)
    assert set(re.findall(r'aria-labelledby="(row[^"]*)"', text)) <= set(ids)
    assert 'href="#lesson-b"' in text


def test_media_stand_inside_and_large_ones_are_named(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "media/a.svg": PICTURE,
        "media/b.svg": PICTURE,
        "media/long.mp3": b"ID3" + b"\0" * LARGE,
        "questions/a.md": "# One {#one}\n\n![A picture](../media/a.svg) ![A talk](../media/long.mp3)\n\n- [x] Yes\n- [ ] No\n"
        "\n## Explanation\n\n![Another](../media/b.svg)\n",
    }
    bank = bank_of(tmp_path, files)
    text = page(bank, "bank-practice.html")
    data = f"data:image/svg+xml;base64,{base64.b64encode(PICTURE.encode()).decode()}"
    assert f'<img src="{data}" alt="A picture"' in text
    assert f'{{"media/b.svg":"{data}"}}' in text
    assert 'src="bank:media/b.svg"' in keys_of(text)[0]["said"]["explanation"]
    assert codes(bank) == ["html-media-large"]


def test_a_formula_without_mathml_stays_tex_and_is_named(tmp_path: Path) -> None:
    text = "# One {#one}\n\n$\\frac{1}{2}$ and $\\begin{aligned}a&=b\\end{aligned}$\n\n- [x] Yes\n- [ ] No\n"
    bank = bank_of(tmp_path, {"questions/a.md": text})
    assert "<mfrac>" in page(bank, "bank-practice.html")
    assert r"\(\begin{aligned}a&amp;=b\end{aligned}\)" in page(bank, "bank-practice.html")
    assert codes(bank) == ["html-formula-as-tex"]


def test_the_empty_corner_of_a_table_is_no_header(tmp_path: Path) -> None:
    text = "# One {#one}\n\n| | A |\n| :-: | - |\n| b | c |\n\nWhich?\n\n- [x] Yes\n- [ ] No\n"
    made = page(bank_of(tmp_path, {"questions/a.md": text}), "bank-practice.html")
    assert '<th scope="col">A</th>' in made
    assert not re.search(r"<th[^>]*></th>", made)
    assert re.search(r"<tr>\s*<td[^>]*></td>\s*<th", made)


def test_signs_without_a_meaning_stay_in_a_text(tmp_path: Path) -> None:
    quiz = "id: quiz\ntitle: A \ue000 quiz\nsections:\n  - questions: [one]\n"
    files = {"questions/a.md": QUESTION.replace("Which?", "Which \ue000 \ue001?"), "quizzes/quiz.yaml": quiz}
    seen = page(bank_of(tmp_path, files), "quiz.html")
    assert "<p>Which \ue000 \ue001?</p>" in seen
    assert ">A \ue000 quiz</h1>" in seen


def test_losses_are_those_of_the_table(examples: Bank) -> None:
    for question in examples.questions:
        told = findings(question, examples, SUPPORT, "html")
        cells = [SUPPORT.cell(type_of(question), each) for each in features(question, examples)]
        assert all(cell.outcome == "kept" or cell.silent for cell in cells)
        assert [each.code for each in told] == ["type-changed"] * isinstance(question, FileUpload)


def test_settings_that_a_page_cannot_enforce_are_named(tmp_path: Path) -> None:
    quiz = "id: quiz\ntitle: Quiz\nattempts: 2\nkeep-score: highest\nsections:\n  - {questions: [one], points: 3}\n"
    bank = bank_of(tmp_path, {"questions/a.md": QUESTION, "quizzes/quiz.yaml": quiz})
    _, findings = written(TARGET, bank)
    assert [each.message for each in findings] == ["the page of `quiz` cannot enforce `attempts`, `keep-score`"]
    assert keys_of(page(bank, "quiz.html"))[0]["points"] == "3"


def test_templates_and_words_of_ones_own_replace_ours(tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "html" / "form").mkdir(parents=True)
    (own / "words").mkdir()
    (own / "html" / "page.css").write_text("body { color: teal }")
    (own / "html" / "form" / "choices.html").write_text("<p>Choices of my own: {{ form.choices | length }}</p>")
    (own / "words" / "en.toml").write_text('check = "Look it up"\n')
    bank = bank_of(tmp_path / "bank", {"questions/a.md": QUESTION})
    text = page(bank, "bank-practice.html", Options(templates=own))
    assert "Choices of my own: 2" in text
    assert "body { color: teal }" in text
    assert "Look it up" in text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("html/page.html", "{{ nothing }}"),
        ("html/exercise.html", "{% if %}"),
        ("html/page.css", b"\xff"),
        ("words/en.toml", 'chek = "x"'),
    ],
)
def test_a_template_that_cannot_be_used_is_named(name: str, content: str | bytes, tmp_path: Path) -> None:
    path = tmp_path / "own" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    bank = bank_of(tmp_path / "bank", {"questions/a.md": QUESTION})
    _, findings = written(TARGET, bank, Options(templates=tmp_path / "own"))
    assert [(each.code, each.target) for each in findings] == [("template-wrong", "html")]
    assert name in findings[0].message


def test_an_exercise_stands_alone_with_addresses_of_somebody_elses(examples: Bank) -> None:
    look = look_of("de", None, url=lambda path: f"/files/{path}")
    question = next(each for each in examples.questions if each.id == "hot-plain")
    made = exercise(question, examples, look)
    assert 'src="/files/media/' in made.html
    assert "Prüfen" in made.html
    assert made.files == (question.image.path,)  # type: ignore[union-attr]
    assert made.key["type"] == "hotspot"
    assert question.title in made.html
    other = exercise(question, examples, msgspec.structs.replace(look, heading="Frage 7", level=2))
    assert '<h2 class="exercise-heading" tabindex="-1">Frage 7</h2>' in other.html


def test_pages_are_streamed(examples: Bank) -> None:
    job = Job(examples, Options(), FileCache(Path("/nonexistent/none")), "html")
    for output in TARGET.write(job):
        assert isinstance(output, FileOutput)
        assert len(list(output.chunks)) > 3
