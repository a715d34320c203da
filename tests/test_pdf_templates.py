"""Templates and words of the author's own: what replaces ours, and what is said of a wrong one."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest

from exporter.cache import NoCache
from exporter.job import Job, Options
from exporter.report import Style, place
from exporter.resources import template_folder
from exporter.targets.layout import Layout, TemplateError, css_content, css_string
from exporter.targets.pdf import TARGET, documents
from exporter.targets.pdf.pages import quiz_page
from exporter.targets.pdf.selection import select
from exporter.targets.words import english_words, read_words
from tests.pdf_banks import QUESTION, QUIZ, paper, small, text_of
from tests.small_banks import written

# --- templates ------------------------------------------------------------------------------------------


def mine(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / "mine" / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "mine"


def test_a_template_of_ones_own_replaces_ours_by_name(tmp_path: Path) -> None:
    folder = mine(
        tmp_path,
        question__description_html="",
        attributes_html=(template_folder() / "attributes.html").read_text(encoding="utf-8") + "{# mine #}",
        paper_html='{% extends "base.html" %}{% block title %}Mine{% endblock %}{% block body %}<h1>{{ quiz.title }}!</h1>'
        '<p>{{ words("name") }}</p>{% endblock %}',
        words__en_toml='name = "Candidate"',
    )
    pdf, found = paper(small(tmp_path), Options(quizzes=("z",), templates=folder))
    assert [each for each in found if each.severity in ("error", "warning")] == []
    assert "Z!" in text_of(pdf)
    assert "Candidate" in text_of(pdf)


def test_a_style_of_ones_own_may_size_formulas(tmp_path: Path) -> None:
    style = (template_folder() / "paper.css").read_text(encoding="utf-8")
    for width in ("auto", "1em", "50%"):
        folder = mine(tmp_path / width, paper_css=style + f"\n.formula {{ width: {width} !important; }}")
        bank = small(tmp_path / width, QUESTION.replace("it", "$x_1 + x_2 + x_3$"))
        pdf, found = paper(bank, Options(quizzes=("z",), templates=folder))
        assert found == []
        assert pdf


@pytest.mark.parametrize(
    ("template", "line", "message"),
    [
        ("\n{{ quiz.titel }}", 2, "`QuizView` has no `titel`; did you mean `title`"),
        ("{{ quizz.title }}", 1, "there is no `quizz` here"),
        ("{% block %}", 1, "name"),
        ("\n\n{% if %}", 3, ""),
        ("{{ words('no-such-word') }}", 1, "no-such-word"),
        ('{% extends "nowhere.html" %}', 1, "nowhere.html"),
        ("{{ 1 / 0 }}", 1, "division"),
    ],
)
def test_a_wrong_template_is_a_finding_at_its_line(tmp_path: Path, template: str, line: int, message: str) -> None:
    options = Options(quizzes=("z",), templates=mine(tmp_path, paper_html=template))
    files, found = written(TARGET, small(tmp_path), options)
    assert list(files) == ["pdf/z-key.pdf"]
    wrong = [each for each in found if each.code == "template-wrong"]
    file = (tmp_path / "mine" / "paper.html").resolve()
    assert [(each.span.path, each.span.line) for each in wrong] == [(file.as_posix(), line)]
    assert message in wrong[0].message
    assert place(wrong[0].span, Style(folder="bank")).startswith(file.as_posix())  # not a file of the bank


def test_a_template_that_is_not_utf8_is_a_finding(tmp_path: Path) -> None:
    options = Options(quizzes=("z",), templates=mine(tmp_path, paper_html="é"))
    (tmp_path / "mine" / "paper.html").write_bytes(b"\xff")
    _, found = written(TARGET, small(tmp_path), options)
    wrong = [each for each in found if each.code == "template-wrong"]
    assert [each.span.line for each in wrong] == [0]
    assert "UTF-8" in wrong[0].message


@pytest.mark.parametrize(
    "words",
    [
        "name = Name",
        'nmae = "Name"',
        'name = "Name {name}"',
        'page = "{page.__class__} {pages}"',
        'name = "Name {"',
        "name = 3",
        'marks = "{count} marks"',
        '[marks]\none = "{count} mark"',
        "\udcff",
    ],
)
def test_a_wrong_word_file_is_a_finding(tmp_path: Path, words: str) -> None:
    folder = tmp_path / "mine" / "words"
    folder.mkdir(parents=True)
    (folder / "en.toml").write_bytes(words.encode("utf-8", "surrogateescape"))
    files, found = written(TARGET, small(tmp_path), Options(quizzes=("z",), templates=tmp_path / "mine"))
    assert files == {}
    assert {(each.code, each.span.path) for each in found} == {
        ("template-wrong", (folder / "en.toml").resolve().as_posix())
    }


def test_an_engine_without_its_libraries_says_so_in_the_finding_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "weasyprint").mkdir()
    (tmp_path / "weasyprint" / "__init__.py").write_text("print('a banner')\nraise OSError('no libgobject')\n")
    for name in [each for each in sys.modules if each.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(tmp_path)
    files, found = written(TARGET, small(tmp_path), Options(quizzes=("z",)))
    assert files == {}
    assert {each.code for each in found} == {"pango-missing"}
    assert "no libgobject" in found[0].message
    assert capsys.readouterr().out == ""  # data and nothing else


def test_an_engine_that_breaks_off_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exporter.targets.pdf.render.font_faces", lambda plan: 1 / len(plan.collections))
    files, found = written(TARGET, small(tmp_path), Options(quizzes=("z",)))
    assert files == {}
    assert [each.code for each in found] == ["print-failed", "print-failed"]
    assert "ZeroDivisionError" in found[0].message


def test_text_is_escaped_in_pages_and_styles(tmp_path: Path) -> None:
    bank = small(tmp_path, QUESTION, QUIZ.replace("title: Z", "title: '<b>\"A\"} & \\ */</b>'"))
    pdf, found = paper(bank)
    assert [each for each in found if each.severity in ("error", "warning")] == []
    assert '<b>"A"} & \\ */</b>' in text_of(pdf)


def test_styles_take_any_text() -> None:
    assert css_string('a"\\\n}') == '"a\\22 \\5c \\a \\7d "'
    assert css_content("{page} / {pages}") == 'counter(page) " / " counter(pages)'


def test_a_missing_template_is_named() -> None:
    with pytest.raises(TemplateError) as caught:
        Layout(None).fill("nowhere.html")
    assert "`nowhere.html`" in caught.value.finding.message


# --- words ----------------------------------------------------------------------------------------------


LANGUAGES = sorted(path.stem for path in (template_folder() / "words").glob("*.toml"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_every_word_with_the_same_values(language: str) -> None:
    folder = template_folder() / "words"
    english, own = (tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8")) for name in ("en", language))
    assert own.keys() == english.keys()
    for key, phrase in english.items():
        if isinstance(phrase, dict):
            assert all("{count}" in form for form in own[key].values())
            assert "other" in own[key]
        else:
            values = {
                name: f"<{name}>" for name in ("count", "each", "names", "percent", "number", "pool", "title", "file")
            }
            values |= {name: f"<{name}>" for name in ("section", "ids", "letter", "hours", "minutes", "low", "high")}
            values |= {name: f"<{name}>" for name in ("page", "pages", "first", "last", "gain", "cost", "version")}
            values |= {
                name: f"<{name}>" for name in ("done", "earned", "total", "across", "down", "item", "place", "time")
            }
            marks = {value for value in values.values() if value in phrase.format(**values)}
            assert {value for value in values.values() if value in own[key].format(**values)} == marks, key


def test_french_has_no_blank_before_a_mark_where_a_line_may_break() -> None:
    words = (template_folder() / "words" / "fr.toml").read_text(encoding="utf-8").partition("decimal")[2]
    assert re.findall(r".*(?: [:;!?»]|« ).*", words) == []


def test_labels_and_sentences_are_joined_as_the_language_does() -> None:
    said = {name: read_words(name, None) for name in ("en", "fr", "ja", "zh-Hant", "ar")}
    assert {name: words("labelled", title="A", item="b") for name, words in said.items()} == {
        "en": "A: b",
        "fr": "A\xa0: b",
        "ja": "A：b",
        "zh-Hant": "A：b",
        "ar": "A: b",
    }
    assert said["ja"]("sentences", first="一。", last="二。") == "一。二。"
    assert said["en"]("sentences", first="One.", last="Two.") == "One. Two."


def test_a_paper_in_japanese_has_no_blanks_between_its_sentences(tmp_path: Path) -> None:
    table = "| 国 | 都 |\n|---|---|\n| 日本 | 東京 |\n| 韓国 | ソウル |\n| | パリ |\n"
    job = Job(small(tmp_path, f"# T {{#q}}\n\n国は？\n\n{table}", QUIZ + "lang: ja\n"), Options(), NoCache(), "pdf")
    (quiz,) = job.bank.quizzes.values()
    selected, _ = select(quiz, job.bank)
    page = quiz_page("paper", quiz, selected, job, Layout(None)).html
    assert "。 " not in page
    assert page.count("。") > 4


@pytest.mark.parametrize(
    ("language", "told"),
    [("pl", ["pdf", "html"]), ("zh-TW", ["pdf", "html"]), ("de-AT", []), ("zh", []), ("zh-Hans-HK", [])],
)
def test_words_that_nobody_has_given_are_a_loss(tmp_path: Path, language: str, told: list[str]) -> None:
    bank = small(tmp_path, "# T {#q}\n\nWhat?\n\n- [x] this\n- [ ] that\n", QUIZ + f"lang: {language}\n")
    found = [each for target in ("pdf", "html") for each in english_words(bank, Options(), target)]
    assert [(each.code, each.target) for each in found] == [("english-words", target) for target in told]
    spoken = "simplified Chinese" if language == "zh-TW" else "English"
    assert all(f"are in {spoken}:" in each.message and f"`{language}`" in each.message for each in found)
    assert all(each.span.path.startswith("quizzes/") for each in found)
    (tmp_path / "own" / "words").mkdir(parents=True)
    (tmp_path / "own" / "words" / f"{language}.toml").write_text('name = "Imi\u0119"\n', encoding="utf-8")
    assert not list(english_words(bank, Options(templates=tmp_path / "own"), "pdf"))


def test_a_language_without_words_speaks_english_and_a_region_its_language() -> None:
    assert read_words("xx", None)("name") == "Name"
    assert read_words("de-AT", None)("question", number=3) == "Aufgabe 3"
    assert read_words("de-AT", None).number("-1.5") == "−1,5"


def test_every_word_is_used() -> None:
    folder = template_folder()
    package = Path(documents.__file__).parent
    used = "".join(path.read_text(encoding="utf-8") for path in (*folder.rglob("*.html"), *folder.rglob("*.css")))
    used += "".join(path.read_text(encoding="utf-8") for path in package.parent.rglob("*.py"))
    words = tomllib.loads((folder / "words" / "en.toml").read_text(encoding="utf-8"))
    computed = {"easy", "medium", "hard", "decimal"}
    assert [key for key in words if f'"{key}"' not in used and key not in computed] == []
