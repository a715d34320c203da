"""The PDF target shut off from its machine: fonts, libraries, files, templates, caches, processes."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
from pypdf import PdfReader

from exporter.diagnostics import Diagnostic
from exporter.job import Options
from exporter.model import Bank
from exporter.report import Style, place
from exporter.resources import template_folder
from exporter.targets.pdf import TARGET, documents, fonts, machine
from exporter.targets.pdf.layout import Layout, TemplateError, css_content, css_string
from exporter.targets.pdf.render import allowed_file
from exporter.targets.pdf.request import EngineMissingError, FontPlan, Rendered, Request, cjk_families
from exporter.targets.pdf.words import read_words
from tests.pdfua import problems
from tests.small_banks import bank_of, written

QUESTION = "# T {#q}\n\nWhat is it?\n\n- [x] this\n- [ ] that\n"
QUIZ = "id: z\ntitle: Z\nsections:\n  - questions: [q]\n"


class Memory(dict[bytes, bytes]):
    """A cache that counts what is put into it."""

    def put(self, key: bytes, value: bytes) -> None:
        self[key] = value


def small(folder: Path, text: str = QUESTION, quiz: str = QUIZ, files: Mapping[str, str | bytes] | None = None) -> Bank:
    return bank_of(folder, {"questions/a.md": text, "quizzes/z.yaml": quiz, **(files or {})})


def paper(bank: Bank, options: Options | None = None) -> tuple[bytes, list[Diagnostic]]:
    """Return the paper alone; it is far the fastest document."""
    job_options = options or Options(quizzes=("z",))
    files, found = written(TARGET, bank, job_options)
    return files.get("pdf/z-paper.pdf", b""), found


def text_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


# --- the same bytes -------------------------------------------------------------------------------------


def test_the_same_source_gives_the_same_bytes_whatever_the_machine_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank = small(tmp_path)
    first = paper(bank)[0]
    empty = tmp_path / "fonts.conf"
    empty.write_text("<fontconfig></fontconfig>", encoding="utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(empty))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert paper(bank)[0] == first
    assert os.environ["FONTCONFIG_FILE"] == str(empty)


def test_places_in_the_source_are_not_in_the_bytes(tmp_path: Path) -> None:
    first = paper(small(tmp_path))[0]
    assert paper(small(tmp_path, "<!-- a comment that moves all below it -->\n\n" + QUESTION))[0] == first


def test_another_process_and_several_at_once_give_the_same_bytes(tmp_path: Path) -> None:
    bank = small(tmp_path)
    alone, _ = written(TARGET, bank, Options(quizzes=("z",)))
    together, _ = written(TARGET, bank, Options(quizzes=("z",), jobs=2))
    assert list(alone) == list(together)
    assert alone == together


def test_a_machine_without_any_font_is_no_crash(tmp_path: Path) -> None:
    bank = small(tmp_path / "bank")
    program = (
        "import sys; from pathlib import Path; from exporter.cache import NoCache; from exporter.job import Job, Options\n"
        "from exporter.reader import read_bank; from exporter.targets.pdf import TARGET\n"
        "bank, _ = read_bank(Path(sys.argv[1]), cache=NoCache())\n"
        "job = Job(bank, Options(quizzes=('z',)), NoCache(), 'pdf')\n"
        "first = next(iter(TARGET.write(job)))\n"
        "sys.stdout.buffer.write(b''.join(first.chunks))\n"
    )
    none = tmp_path / "none.conf"
    none.write_text("<fontconfig></fontconfig>", encoding="utf-8")
    settings = {**os.environ, "FONTCONFIG_FILE": str(none), "PYTHONWARNINGS": "error::UserWarning"}
    ran = subprocess.run(
        [sys.executable, "-c", program, str(bank.root)], env=settings, capture_output=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == paper(bank)[0]


def test_source_date_epoch_is_the_only_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bank = small(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    undated = PdfReader(io.BytesIO(paper(bank)[0])).metadata
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    dated = PdfReader(io.BytesIO(paper(bank)[0])).metadata
    assert undated is not None
    assert dated is not None
    assert undated.creation_date is None
    assert str(dated.creation_date) == "2026-01-01 00:00:00+00:00"


# --- the cache ------------------------------------------------------------------------------------------


def test_an_unchanged_document_is_not_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Memory()
    options = Options(quizzes=("z",))
    first, told = written(TARGET, small(tmp_path), options, cache)
    monkeypatch.setattr(documents, "render", None)
    again, told_again = written(TARGET, small(tmp_path), options, cache)
    assert again == first
    assert told_again == told


@pytest.mark.parametrize("change", ["text", "paper", "templates", "epoch", "ids"])
def test_whatever_changes_the_page_changes_the_key(
    tmp_path: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Memory()
    written(TARGET, small(tmp_path), Options(quizzes=("z",)), cache)
    drawn: list[str] = []

    def draw(request: Request) -> Rendered:
        drawn.append(request.html)
        return Rendered(b"%PDF", ())

    monkeypatch.setattr(documents, "render", draw)
    text, options = QUESTION, Options(quizzes=("z",))
    if change == "text":
        text = text.replace("that", "those")
    elif change == "paper":
        options = Options(quizzes=("z",), paper="letter")
    elif change == "ids":
        options = Options(quizzes=("z",), show_ids=True)
    elif change == "epoch":
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    else:
        (tmp_path / "mine").mkdir()
        (tmp_path / "mine" / "paper.css").write_text("p { color: black }", encoding="utf-8")
        options = Options(quizzes=("z",), templates=tmp_path / "mine")
    written(TARGET, small(tmp_path, text), options, cache)
    assert len(drawn) == 2


def test_a_font_that_was_replaced_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Memory()
    bank = small(tmp_path, "# T {#q lang=he}\n\nשלום?\n\n- [x] כן\n- [ ] לא\n")
    options = Options(quizzes=("z",))
    written(TARGET, bank, options, cache)
    drawn: list[str] = []

    def draw(request: Request) -> Rendered:
        drawn.append(request.html)
        return Rendered(b"%PDF", ())

    monkeypatch.setattr(documents, "render", draw)
    written(TARGET, bank, options, cache)
    assert drawn == []
    monkeypatch.setattr(documents, "_size", lambda _: 1)
    written(TARGET, bank, options, cache)
    assert len(drawn) == 2


# --- fonts ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "package"),
    [("שלום", "fonts-noto-core"), ("مرحبا", "fonts-noto-core"), ("人际", "fonts-noto-cjk"), ("かな", "fonts-noto-cjk")],
)
def test_a_script_without_a_font_names_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, package: str
) -> None:
    monkeypatch.setattr(fonts, "installed_fonts", dict)
    bank = small(tmp_path, f"# T {{#q}}\n\nWhat is {text}?\n\n- [x] this\n- [ ] that\n")
    pdf, found = paper(bank)
    assert pdf == b""
    errors = [each for each in found if each.severity == "error"]
    assert [(each.code, each.span.path, each.span.line, each.question) for each in errors] == [
        ("font-missing", "questions/a.md", 3, "q")
    ] * len(errors)
    assert all(package in each.hint for each in errors)
    assert f"U+{ord(text[0]):04X}" in errors[0].message or f"U+{min(map(ord, text)):04X}" in errors[0].message


def test_a_character_that_no_font_has_is_an_error(tmp_path: Path) -> None:
    pdf, found = paper(small(tmp_path, QUESTION.replace("it", "\U000e0fff")))
    assert pdf == b""
    assert {each.code for each in found if each.severity == "error"} == {"font-missing"}


@pytest.mark.parametrize("text", ["Ελληνικά", "Кириллица", "→ ⇒ ✓ ✗ ☐ ≤ ∑", "čşđĦ", "½ ‰ € №"])
def test_pinned_fonts_need_no_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(fonts, "installed_fonts", dict)
    pdf, found = paper(small(tmp_path, QUESTION.replace("it", text)))
    assert [each for each in found if each.severity == "error"] == []
    assert text.split(maxsplit=1)[0] in text_of(pdf)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("he", "מהו המוקד"),
        ("ar", "العلاج"),
        ("zh", "人际心理治疗"),
        ("ja", "対人関係療法"),
        ("ko", "대인관계"),
        ("th", "การ"),
    ],
)
def test_other_scripts_are_drawn_and_can_be_read_back(tmp_path: Path, language: str, text: str) -> None:
    bank = small(tmp_path, f"# T {{#q lang={language}}}\n\n{text}?\n\n- [x] this\n- [ ] that\n")
    pdf, found = paper(bank)
    assert [each for each in found if each.severity in ("error", "warning")] == []
    assert problems(pdf) == []
    assert set(text) - {" "} <= set(text_of(pdf))


def test_a_quiz_in_hebrew_runs_from_right_to_left_in_its_own_words(tmp_path: Path) -> None:
    bank = small(tmp_path, "# T {#q lang=he}\n\nשלום?\n\n- [x] כן\n- [ ] לא\n", QUIZ + "lang: he\n")
    files, found = written(TARGET, bank, Options(quizzes=("z",)))
    assert [each for each in found if each.severity in ("error", "warning")] == []
    for path, pdf in files.items():
        assert problems(pdf) == [], path
        assert "Name" not in text_of(pdf)
    assert str(PdfReader(io.BytesIO(files["pdf/z-paper.pdf"])).root_object["/Lang"]) == "he"


@pytest.mark.parametrize(
    ("language", "region"), [("ja", "JP"), ("ko", "KR"), ("zh", "SC"), ("zh-TW", "TC"), ("zh-HK", "HK"), ("en", "SC")]
)
def test_chinese_characters_have_the_forms_of_their_region(language: str, region: str) -> None:
    assert cjk_families(language)[0] == f"Noto Serif CJK {region}"


def test_fonts_are_looked_for_where_the_system_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    assert tmp_path / "fonts" in fonts.font_folders()


def test_a_missing_font_package_is_said_before_anything_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    found = TARGET.unavailable()
    assert found is not None
    assert found.code == "font-missing"
    assert "pip install font-source-serif-pro" in found.hint


# --- libraries ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("platform", "command"),
    [
        ("linux", "Debian and Ubuntu `apt install libpango-1.0-0"),
        ("darwin", "macOS `brew install pango`"),
        ("win32", "Windows (MSYS2) `pacman"),
    ],
)
def test_missing_pango_gives_the_command(monkeypatch: pytest.MonkeyPatch, platform: str, command: str) -> None:
    monkeypatch.setattr(machine, "_load", lambda _: None)
    monkeypatch.setattr(sys, "platform", platform)
    found = TARGET.unavailable()
    assert found is not None
    assert (found.code, found.severity) == ("pango-missing", "error")
    assert found.hint.startswith("install it: " + command)
    assert all(each in found.hint for each in ("apt install", "brew install", "pacman -S"))


def test_libraries_that_fail_at_the_last_moment_are_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(request: Request) -> Rendered:
        del request
        raise EngineMissingError("libgobject")

    monkeypatch.setattr(documents, "render", fail)
    files, found = written(TARGET, small(tmp_path), Options(quizzes=("z",)))
    assert files == {}
    assert [each.code for each in found] == ["pango-missing"]


def test_here_everything_is_installed() -> None:
    assert TARGET.unavailable() is None
    assert TARGET.versions()["pango"][0].isdigit()
    assert TARGET.versions()["weasyprint"][0].isdigit()


# --- files ----------------------------------------------------------------------------------------------


def test_only_media_and_files_beside_templates_are_handed_out(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "logo.svg").write_text("<svg/>", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("x", encoding="utf-8")
    plan = FontPlan((), (), (), False, ())  # noqa: FBT003
    request = Request("", "", plan, {}, "/bank", ("media/a b.png",), (str(tmp_path / "mine"),), b"")
    assert allowed_file("bank:media/a%20b.png", request) == Path("/bank/media/a b.png")
    assert allowed_file("file:///templates/logo.svg", request) == tmp_path / "mine" / "logo.svg"
    for url in (
        "bank:media/other.png",
        "bank:../secret.txt",
        "file:///templates/../secret.txt",
        "file:///templates/%2e%2e/secret.txt",
        f"file://{tmp_path}/secret.txt",
        "https://example.org/a.png",
    ):
        with pytest.raises(PermissionError):
            allowed_file(url, request)


def test_a_damaged_picture_is_a_warning(tmp_path: Path) -> None:
    png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x0a\0\0\0\x0a\x08\x02\0\0\0" + b"\0" * 20
    text = QUESTION.replace("What is it?", "What is it?\n\n![A picture](../media/p.png)")
    bank = small(tmp_path, text, files={"media/p.png": png})
    _, found = paper(bank)
    assert {each.code for each in found} == {"print-warning"}
    assert any("pdf/z-paper.pdf" in each.message for each in found)


def test_a_decorative_picture_is_passed_over_by_screen_readers(tmp_path: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="90"><rect width="900" height="90"/></svg>'
    text = QUESTION.replace("What is it?", "What is it?\n\n![](../media/p.svg){.decorative}")
    pdf, found = paper(small(tmp_path, text, files={"media/p.svg": svg}))
    assert [each for each in found if each.severity in ("error", "warning")] == []
    assert problems(pdf) == []


def test_a_formula_that_cannot_be_drawn_is_printed_as_latex_and_told_once(tmp_path: Path) -> None:
    bank = small(tmp_path, QUESTION.replace("it", r"$\copyright$ and $x$"))
    files, found = written(TARGET, bank, Options(quizzes=("z",)))
    losses = [each for each in found if each.code == "formula-as-tex"]
    assert [(each.span.line, each.severity) for each in losses] == [(3, "loss")]
    assert all("\\copyright" in text_of(pdf) for pdf in files.values())


def test_a_character_is_found_wherever_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "installed_fonts", dict)
    files = {
        "lessons/l.md": "---\nid: l\ntitle: L\nsummary: ok\n---\n\nA lesson with \u05d0.\n",
        "questions/b.md": "# Case {#case .passage}\n\nA \u05d1 text.\n\n# Q {#r passage=case}\n\nS?\n\n- [x] a\n- [ ] b\n",
    }
    quiz = QUIZ + "instructions: 'An \u05d2'\n"
    bank = small(tmp_path, QUESTION.replace("# T", "# T\u05d3"), quiz.replace("[q]", "[q, r]"), files)
    made, found = written(TARGET, bank)
    assert made == {}
    places = {each.span.path for each in found if each.code == "font-missing"}
    assert places <= {"lessons/l.md", "questions/b.md", "quizzes/z.yaml", "questions/a.md"}
    assert len(places) >= 2


# --- sizes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "points"), [(None, 12), (18, 18), (24, 24)])
def test_large_print_has_larger_text_and_the_same_numbers_and_marks(
    tmp_path: Path, size: int | None, points: int
) -> None:
    pdf, found = paper(small(tmp_path), Options(quizzes=("z",), large_print=size))  # type: ignore[arg-type]
    assert [each for each in found if each.severity in ("error", "warning")] == []
    sizes: dict[str, float] = {}

    def note(text: str, page: list[float], line: list[float], _: object, size: float) -> None:
        for word in text.split():
            sizes[word] = round(abs(size * page[3] * line[3]), 1)

    for page in PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=note)
    assert {word: sizes[word] for word in ("this", "that")} == {"this": points, "that": points}
    assert problems(pdf) == []
    assert "1 mark" in text_of(pdf)
    assert {"1", "this", "that"} <= set(text_of(pdf).split())


@pytest.mark.parametrize(("name", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_paper_sizes(tmp_path: Path, name: str, size: tuple[int, int]) -> None:
    pdf, _ = paper(small(tmp_path), Options(quizzes=("z",), paper=name))  # type: ignore[arg-type]
    box = PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == size


def test_ids_stand_on_the_paper_only_where_asked(tmp_path: Path) -> None:
    bank = small(tmp_path, QUESTION.replace("#q", "#quite-rare").replace("T", "Z"), QUIZ.replace("[q]", "[quite-rare]"))
    assert "quite-rare" not in text_of(paper(bank)[0])
    assert "quite-rare" in text_of(paper(bank, Options(quizzes=("z",), show_ids=True))[0])


def test_a_question_longer_than_a_page_says_so_at_foot_and_head(tmp_path: Path) -> None:
    pdf, _ = paper(small(tmp_path, "# T {#q .essay points=25}\n\nWhy?\n"))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    assert len(pages) >= 3
    assert "Question 1 continues on the next page" in pages[-2]
    assert "Question 1 continued" in pages[-1]
    assert "continue" not in pages[0]


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
            values |= {name: f"<{name}>" for name in ("done", "earned", "total", "across", "down", "item", "place")}
            marks = {value for value in values.values() if value in phrase.format(**values)}
            assert {value for value in values.values() if value in own[key].format(**values)} == marks, key


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
