"""Which fonts a PDF is drawn with, and what is said where a script has none."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from exporter.job import Options
from exporter.targets.pdf import TARGET, fonts
from exporter.targets.pdf.places import place_of
from exporter.targets.pdf.request import cjk_families
from tests.pdf_banks import QUESTION, QUIZ, paper, small, text_of
from tests.pdfua import problems
from tests.small_banks import written


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
    line = f"What is {text}?"
    assert {each.message.split("`")[1] for each in errors} == {
        line[each.span.column - 1 : each.span.end - 1] for each in errors
    }
    assert all(package in each.hint for each in errors)
    assert all("`-t moodle`" in each.hint for each in errors)  # for whoever may install nothing
    assert f"U+{ord(text[0]):04X}" in errors[0].message or f"U+{min(map(ord, text)):04X}" in errors[0].message


def test_what_has_no_font_is_told_once_a_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "installed_fonts", dict)
    bank = small(tmp_path, QUESTION.replace("it", "\u05d0 \u4eba"))
    _, found = written(TARGET, bank, Options(quizzes=("z",), jobs=2))
    told = [each for each in found if each.code == "font-missing"]
    assert [each.message for each in told] == [
        f"no font on this machine draws `{char}` (U+{ord(char):04X}), "
        "so `pdf/z-paper.pdf` and 1 other document are not written"
        for char in ("\u05d0", "\u4eba")
    ]
    assert [each.span.column for each in told] == [9, 11]


@pytest.mark.parametrize(("stem", "line", "column"), [("One\n\ntwo \u05d0?", 5, 5), ("What is &#x5d0;?", 3, 1)])
def test_a_character_without_a_font_is_underlined(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stem: str, line: int, column: int
) -> None:
    monkeypatch.setattr(fonts, "installed_fonts", dict)
    _, found = paper(small(tmp_path, QUESTION.replace("What is it?", stem)))
    assert {(each.span.line, each.span.column) for each in found if each.code == "font-missing"} == {(line, column)}


def test_a_character_without_a_font_in_a_source_that_is_gone(tmp_path: Path) -> None:
    bank = small(tmp_path, QUESTION.replace("it", "\u05d0"))
    (tmp_path / "questions" / "a.md").unlink()
    assert place_of("\u05d0", bank.questions, bank) == (bank.question("q").stem.span, "q")


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
        ("ja", "葛\U000e0100城と葛\U000e0101城"),
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


@pytest.mark.parametrize(("platform", "folder"), [("win32", "Windows/Fonts"), ("darwin", "/System/Library/Fonts")])
def test_other_systems_keep_fonts_elsewhere(platform: str, folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv("WINDIR", "Windows")
    monkeypatch.setenv("LOCALAPPDATA", "Local")
    folders = [each.as_posix() for each in fonts.font_folders()]
    assert folder in folders
    assert ("Local/Microsoft/Windows/Fonts" in folders) == (platform == "win32")


def test_a_missing_font_package_is_said_before_anything_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    found = TARGET.unavailable()
    assert found is not None
    assert found.code == "font-missing"
    assert "pip install font-source-serif-pro" in found.hint


def test_text_in_a_picture_is_drawn_whole_where_its_letters_join(tmp_path: Path) -> None:
    texts = (
        '<text x="90" y="20"> القلب </text>',
        '<text x="90" y="40" text-anchor="middle">يد <tspan>هي</tspan></text>',
        '<text x="10 30 50 70" y="60">عمود</text>',  # each letter at a place of its own
        '<text x="10" y="80">plain</text>',
    )
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="90">{"".join(texts)}</svg>'
    question = "# A {#q}\n\nWhich?\n\n![A heart](../media/p.svg)\n\n- [x] a\n- [ ] b\n"
    pdf, found = paper(small(tmp_path, question, files={"media/p.svg": picture}))
    assert found == []
    text = text_of(pdf)
    assert all(word in text for word in ("القلب", "يد", "هي", "plain"))
    assert "عمود" not in text
