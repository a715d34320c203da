"""Languages, texts from right to left and recordings in QTI, wherever they stand, valid by the official schemas."""

from __future__ import annotations

import re
from pathlib import Path

from exporter.targets import Target
from exporter.targets.qti import QTI30
from exporter.validation import validate
from tests.qti_packages import built
from tests.small_banks import bank_of
from tests.test_qti_text import VERSIONS, choice, of_question


@VERSIONS
def test_feedback_and_instructions_say_that_they_run_from_right_to_left(
    target: Target, official_schemas: Path, tmp_path: Path
) -> None:
    question = "# نص {#q}\n\nنص\n\n- [x] أ\n- [ ] ب\n\n## Explanation\n\nنعم.\n\n## If correct\n\n- نعم\n"
    quiz = "id: z\ntitle: Z\ninstructions: لماذا؟\nsections: [{questions: [q]}]\n"
    files = {"bank.yaml": "id: bank\ntitle: B\nlanguage: ar\n", "questions/q.md": question, "quizzes/z.yaml": quiz}
    files["quizzes/y.yaml"] = quiz.replace("id: z", "id: y\nlang: de")
    made = built(bank_of(tmp_path / "bank", files), tmp_path / "out", target)
    item, turned = made.bank["q.xml"].decode(), ' dir="rtl"' if target.name != "qti21" else ""
    assert item.count(f"<div{turned}><p>نعم.</p></div>" if turned else ">نعم.<") == 1
    assert item.count('<div dir="rtl"><ul>') == bool(turned)
    lang = "lang" if target is QTI30 else "xml:lang"
    assert f'<div {lang}="ar"{turned}><p>لماذا؟</p></div>' in made.packages["z"]["z.xml"].decode()
    assert f'<div {lang}="de"><p>لماذا؟</p></div>' in made.packages["y"]["y.xml"].decode()
    told = {each for each in "qzy" if "qti-direction-dropped" in made.codes(each)}
    assert told == (set() if turned else {"q", "z"})
    verdict = validate(made.paths, official=True, ours=True, schemas=official_schemas)
    assert [each for each in verdict.findings if each.severity == "error"] == []


RECORDINGS = """# A {#q}

Hear ![one](../media/a.mp3) and **![two](../media/a.mp3)**.

{lang=de}
![three](../media/a.mp3)

> ![four](../media/a.mp3)

- ![five](../media/a.mp3)

| a | b |
| --- | --- |
| ![six](../media/a.mp3) | c |

And these:

- [x] ![seven](../media/a.mp3) or **more**
  > ![eight](../media/a.mp3)
- [ ] ![nine](../media/v.mp4) ![](../media/v.mp4){.decorative}
  > Look:
  >
  > ![ten](../media/v.mp4)

## Explanation

![eleven](../media/a.mp3)

# M {#m}

Match.

| ![twelve](../media/a.mp3) | b |
| --- | --- |
| ![thirteen](../media/a.mp3) | c |
| d | e |

# C {#c type=cloze}

A [[(x) ![fourteen](../media/a.mp3) | ( ) b]].

# O {#o type=ordering}

Order.

1. ![fifteen](../media/a.mp3)
2. b

# S {#s}

Type.

- = a
  > ![sixteen](../media/a.mp3)
"""


def test_a_recording_has_a_player_wherever_one_may_stand(official_schemas: Path, tmp_path: Path) -> None:
    media = {"media/a.mp3": b"ID3" + b"\0" * 99, "media/v.mp4": b"\0\0\0\x18ftypmp42" + b"\0" * 99}
    bank = bank_of(tmp_path / "bank", {"questions/q.md": RECORDINGS, **media})
    made = built(bank, tmp_path / "out", QTI30)
    text = "".join(made.bank[f"{each}.xml"].decode() for each in "qmcos")
    assert "<object" not in text
    players = re.findall(r"<(?:audio|video) [^>]*>(\w+)</(?:audio|video)>", text)
    assert players == [
        *("one", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "thirteen"),
        *("fifteen", "sixteen"),
    ]
    assert not re.search(r"<(?:p|span)[^>]*><(?:audio|video) ", text)
    assert '<div lang="de"><audio' in text
    links = re.findall(r'<a href="media/a.mp3" type="audio/mpeg">(\w+)</a>', text)
    assert links == ["two", "twelve", "fourteen"]
    told = [each for each in made.findings if each.code == "qti-recording-linked"]
    assert len(told) == len(links)
    verdict = validate(made.paths, official=True, ours=True, schemas=official_schemas)
    assert not [each for each in verdict.findings if each.severity == "error"], verdict.findings


@VERSIONS
def test_a_question_from_right_to_left(target: Target, tmp_path: Path) -> None:
    text, _, made = of_question(tmp_path, target, choice("A", "lang=ar"))
    assert ('dir="rtl"' in text) == (target.name != "qti21")
    assert ("qti-direction-dropped" in made.codes("q")) == (target.name == "qti21")


@VERSIONS
def test_a_passage_from_right_to_left(target: Target, tmp_path: Path) -> None:
    passage = "# P {#p .passage lang=ar}\n\nنص\n\n"
    text, _, made = of_question(tmp_path, target, passage + choice("A", "passage=p"))
    if target.name == "qti30":
        assert '<div dir="rtl"><p><strong>P</strong></p><p>نص</p></div>' in made.bank["p.xml"].decode()
        assert '<div class="qti-shared-stimulus" data-stimulus-idref="p" lang="ar" dir="rtl"></div>' in text
    else:
        towards = ' dir="rtl"' if target.name == "qti22" else ""
        assert f'<div class="passage" xml:lang="ar"{towards}><p><strong>P</strong></p><p>نص</p></div>' in text
    assert ("qti-direction-dropped" in made.codes("q")) == (target.name == "qti21")
    again = choice("A", "passage=p lang=he")
    assert 'dir="ltr"' not in of_question(tmp_path / "again", target, passage + again)[0]


@VERSIONS
def test_a_package_says_the_language_of_its_quiz(target: Target, tmp_path: Path) -> None:
    files = {
        "questions/q.md": choice("A"),
        "quizzes/z.yaml": "id: z\ntitle: Z\nlang: de\nsections: [{questions: [q]}]\n",
    }
    made = built(bank_of(tmp_path / "bank", files), tmp_path / "out", target)
    said = {
        name: re.findall(r"<language>(\w+)<", each["imsmanifest.xml"].decode())[0]
        for name, each in made.packages.items()
    }
    assert said == {"z": "de", "bank-bank": "en"}
