"""The file as a whole: what the parser needs, names, files, categories."""

from __future__ import annotations

import html
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from exporter.cache import NoCache
from exporter.diagnostics import Severity
from exporter.job import Options
from exporter.model import Bank
from exporter.reader import read_bank
from exporter.targets.moodle import TARGET
from exporter.targets.moodle.names import cut_to, kept_name
from tests.moodle_files import BOARD, MC, made, one_question
from tests.oracle.moodle import categories, read
from tests.packages import judged
from tests.small_banks import BANK, bank_of, of_xhtml, written


def test_every_text_that_is_not_empty_stands_in_cdata(examples: Bank) -> None:
    data = written(TARGET, examples)[0]["moodle/examples.xml"]
    assert data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n')
    assert data.count(b"<text>") == data.count(b"<text><![CDATA[") > 0
    assert b"\r" not in data


def test_the_same_bytes_twice(examples: Bank) -> None:
    assert written(TARGET, examples)[0] == written(TARGET, examples)[0]


def test_text_that_ends_cdata_comes_back(tmp_path: Path) -> None:
    text = "# End ]]> of <?file 0?> it {#a}\n\nWhat `]]>` is?\n\n- = x]]>y <?file 0?> z\n"
    data = made(tmp_path, {"questions/a.md": text})
    question = read(data)["a"]
    assert question.title == "End ]]> of < ?file 0?> it"
    assert question.answers[0].text == "x]]>y <?file 0?> z"


def test_authors_cannot_pull_in_files(tmp_path: Path) -> None:
    text = "# A {#a}\n\nWhat? ![b](../media/b.png)\n\n- = <?file 0?> ]]> <?file 0?>\n"
    question = read(made(tmp_path, {"questions/a.md": text, "media/b.png": BOARD}))["a"]
    assert question.answers[0].text == "<?file 0?> ]]> <?file 0?>"
    assert question.files == {"questiontext": {"b.png": BOARD}}


def test_characters_that_xml_forbids_are_dropped(examples: Bank) -> None:
    question = replace(examples.question("mc-plain"), title="a\x01b\r\nc\ufffe", passage=None)
    bank = one_question(examples, question)
    assert read(written(TARGET, bank)[0]["moodle/examples.xml"])["mc-plain"].title == "ab c"
    stem = of_xhtml("<p>a\x0bb\r\nc\rd</p>", inline=False)
    bank = one_question(examples, replace(question, title="t", stem=stem))
    assert read(written(TARGET, bank)[0]["moodle/examples.xml"])["mc-plain"].text == "<p>ab\nc\nd</p>"


def test_files_are_embedded_once_a_field_under_unique_names(tmp_path: Path) -> None:
    text = (
        "# A {#a}\n\nWhat? ![b](../media/x/b.png) ![b](../media/y/B.png) ![again](../media/x/b.png)"
        " ![odd](<../media/o d%26%3Aü.png>)\n\n- [x] ![b](../media/y/B.png)\n  > ![b](../media/x/b.png)\n- [ ] no\n\n"
        '## Explanation\n\nSee [the file](../media/doc.pdf) and ![the film](../media/f.mp4 "A film").\n'
    )
    pdf = b"%PDF-1.4\n%%EOF\n"
    mp4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"
    pictures = dict.fromkeys(("media/x/b.png", "media/y/B.png", "media/o d&:ü.png"), BOARD)
    question = read(made(tmp_path, {"questions/a.md": text, "media/doc.pdf": pdf, "media/f.mp4": mp4, **pictures}))["a"]
    assert set(question.files["questiontext"]) == {"b.png", "B-2.png", "o d__ü.png"}
    assert question.text.count("@@PLUGINFILE@@/b.png") == 2
    assert "@@PLUGINFILE@@/B-2.png" in question.text
    assert "@@PLUGINFILE@@/o%20d__%C3%BC.png" in question.text
    assert set(question.files["answer"]) == {"B.png"}
    assert set(question.files["answer/feedback"]) == {"b.png"}
    assert question.files["generalfeedback"] == {"doc.pdf": pdf, "f.mp4": mp4}
    assert '<a href="@@PLUGINFILE@@/doc.pdf">the file</a>' in question.general
    assert '<video controls="controls" aria-label="the film" title="A film">' in question.general


SPOKEN_OF = "`@@PLUGINFILE@@/b.png` $\\text{@@PLUGINFILE@@/b.png}$"


def test_a_text_that_speaks_of_moodles_file_addresses_shows_them(tmp_path: Path) -> None:
    text = (
        f'# A {{#a}}\n\nWhat? {SPOKEN_OF} ![@@PLUGINFILE@@/x](../media/b.png "@@PLUGINFILE@@/y")\n\n'
        f"- [x] A {SPOKEN_OF}\n  > {SPOKEN_OF}\n- [ ] ![@@PLUGINFILE@@/z](../media/f.mp3)\n\n"
        f"# B {{#b}}\n\n{SPOKEN_OF} [[@@PLUGINFILE@@/c]] [[(x) **@@PLUGINFILE@@/d** {SPOKEN_OF} | ( ) e]]\n\n"
        f"# C {{#c}}\n\n{SPOKEN_OF} [[(x) d | ( ) e]]\n\n## Hint\n\n{SPOKEN_OF}\n"
    )
    mp3 = b"ID3\x03\x00\x00\x00\x00\x00\x00"
    files: dict[str, str | bytes] = {"questions/a.md": text, "media/b.png": BOARD, "media/f.mp3": mp3}
    found = read(made(tmp_path, files))
    one, mixed, menus = (found[each] for each in "abc")
    assert one.text.count("@@PLUGINFILE@@/") == 1
    assert 'src="@@PLUGINFILE@@/b.png"' in one.text
    assert html.unescape(one.text).count("@@PLUGINFILE@@/") == 5
    assert [answer.text.count("@@PLUGINFILE@@/") for answer in one.answers] == [0, 1]
    assert "@@PLUGINFILE@@" not in one.answers[0].feedback + menus.text + menus.hints[0]
    typed, menu = mixed.gaps
    assert typed.answers[0].text == "@@PLUGINFILE@@/c"  # plain text, in which Moodle looks for no file
    assert "@@PLUGINFILE@@" not in menu.answers[0].text
    assert html.unescape(menu.answers[0].text).count("@@PLUGINFILE@@/") == 3


@pytest.mark.parametrize(
    ("name", "kept", "said"),
    [
        ("1 < 2 & 3", "1 < 2 & 3", []),
        ("The <em> element", "The < em> element", ["moodle-name-changed"]),
        ("long " * 60, ("long " * 51)[:254].rstrip() + "…", ["moodle-text-cut"]),
    ],
)
def test_names(name: str, kept: str, said: list[str]) -> None:
    found, findings = kept_name(name, "title", 255)
    assert (found, [code.name for code, _message in findings]) == (kept, said)
    assert len(found) <= 255


def test_cutting_leaves_what_fits() -> None:
    assert cut_to("x" * 50, 50) == "x" * 50
    assert cut_to("x" * 51, 50) == "x" * 49 + "…"


def test_a_title_moodle_would_change_is_said_once(tmp_path: Path) -> None:
    bank = bank_of(tmp_path, {"questions/a.md": "# What is \\<em> {#a}" + MC})
    files, findings = written(TARGET, bank)
    assert read(files["moodle/bank.xml"])["a"].title.startswith("What is")
    assert [each.code for each in findings] == ["moodle-name-changed"]


def test_names_with_tags_in_them_pass_the_rules(tmp_path: Path) -> None:
    bank = "id: bank\ntitle: Uses of <em> & <3\nlanguage: en\n"
    data = made(tmp_path, {"bank.yaml": bank, "questions/a < b/a.md": "# What is \\<em> {#a}" + MC})
    assert [path for path, _info in categories(data)] == ["$course$/top/Uses of < em> & < 3/a < b"]
    (tmp_path / "bank.xml").write_bytes(data)
    assert judged(tmp_path / "bank.xml", ours=True).findings == ()


def test_a_category_inside_one_of_the_same_name_stays_there(tmp_path: Path) -> None:
    data = made(tmp_path, {"questions/a.md": "---\ncategory: [A, A]\n---\n\n# One {#one}" + MC})
    assert [path for path, _info in categories(data)] == ["$course$/top/A bank/A/A"]


def test_categories_come_from_folders_with_their_descriptions(tmp_path: Path) -> None:
    found = categories(
        made(
            tmp_path,
            {
                "bank.yaml": BANK + "description: All of *it*.\n",
                "questions/a/b/one.md": "# One {#one}" + MC,
                "questions/a/_category.yaml": "title: Area / A\ndescription: See ![it](../../media/b.png) and $x$.\n",
                "questions/two.md": "---\ncategory: [/edge/, '<b>']\n---\n\n# Two {#two}" + MC,
                "questions/zero.md": "# Zero {#zero}" + MC,
                "media/b.png": BOARD,
            },
        )
    )
    assert found == [
        ("$course$/top/A bank", "<p>All of <em>it</em>.</p>"),
        ("$course$/top/A bank/Area // A", "<p>See it and \\(x\\).</p>"),
        ("$course$/top/A bank/Area // A/b", ""),
        ("$course$/top/A bank/ //edge// /< b>", ""),
        ("$course$/top/A bank", "<p>All of <em>it</em>.</p>"),
    ]


def test_what_a_category_cannot_hold_is_said_once(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "questions/a/one.md": "# One {#one}" + MC + "\n# Two {#two}" + MC,
        "questions/a/_category.yaml": f"title: {'long ' * 60}\ndescription: See ![it](../../media/b.png).\n",
        "media/b.png": BOARD,
    }
    _files, findings = written(TARGET, bank_of(tmp_path, files))
    assert [each.code for each in findings] == ["moodle-text-cut", "moodle-category-media"]
    assert {each.span.path for each in findings} == {"questions/a/_category.yaml"}


def test_a_language_of_its_own_is_named_in_every_field(tmp_path: Path) -> None:
    text = "# A {#a lang=ar}\n\nما؟\n\n- [x] نعم\n- [ ] لا\n\n## Explanation\n\nلأن.\n\n## References\n\n- كتاب\n"
    question = read(made(tmp_path, {"questions/a.md": text}))["a"]
    assert question.text == '<div lang="ar" dir="rtl"><p>ما؟</p></div>'
    assert question.answers[0].text == '<span lang="ar" dir="rtl">نعم</span>'
    assert "<strong>المراجع</strong>" in question.general


def test_the_file_is_xml_for_any_parser(examples: Bank) -> None:
    root = ET.fromstring(written(TARGET, examples)[0]["moodle/examples.xml"])
    assert len(root.findall("question")) == len(examples.questions) + len(categories(ET.tostring(root)))


def test_the_cache_gives_the_same_bytes_and_findings(examples: Bank) -> None:
    class Kept(dict[bytes, bytes]):
        keeps = True

        def put(self, key: bytes, value: bytes) -> None:
            self[key] = value

    kept = Kept()
    first = written(TARGET, examples, cache=kept)
    made = len(kept)
    assert made >= len(examples.questions)
    assert written(TARGET, examples, cache=kept) == first
    assert len(kept) == made
    written(TARGET, examples, Options(moodle_version=(4, 1)), cache=kept)
    assert len(kept) > made
    assert not any(b"iVBORw0KGgo" in value for value in kept.values()), "files are read when they are written"


def test_a_category_that_only_a_question_names_is_told_at_the_question(tmp_path: Path) -> None:
    files = {"questions/a.md": "---\ncategory: [Area, b <em>c]\n---\n\n# One {#one}" + MC}
    _files, findings = written(TARGET, bank_of(tmp_path, files))
    assert [(each.code, each.span.path, each.span.line) for each in findings] == [
        ("moodle-name-changed", "questions/a.md", 5)
    ]


def test_what_a_description_of_a_category_drops(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "questions/a/one.md": "# One {#one}" + MC,
        "questions/a/_category.yaml": "description: See [the other](question:one).\n",
    }
    assert categories(made(tmp_path, files))[-1][1] == "<p>See the other.</p>"


def test_a_bank_with_errors_is_written_where_the_author_insists(tmp_path: Path) -> None:
    text = (
        "# A {#a passage=gone}\n\nWhat? ![x](../media/gone.png)\n\n- [x] 1\n- [ ] 2\n\n"
        "# B {#b}\n\nClick.\n\n![x](../media/gone.png)\n\n- [x] rect 1,1 2,2\n"
    )
    (tmp_path / "questions").mkdir()
    (tmp_path / "bank.yaml").write_text(BANK, encoding="utf-8")
    (tmp_path / "questions" / "a.md").write_text(text, encoding="utf-8")
    bank, findings = read_bank(tmp_path, cache=NoCache())
    assert any(each.severity is Severity.ERROR for each in findings)
    for options in (Options(), Options(split=10_000)):
        files, _findings = written(TARGET, bank, options)
        assert "a" in read(files["moodle/bank.xml"])
