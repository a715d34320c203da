"""Names that Windows keeps for devices: no output and no file of a package has one, whatever ids and media are called."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from exporter.targets.package_paths import on_any_disk, package_path
from exporter.validation import validate
from tests import command_runs
from tests.command_runs import Run
from tests.packages import NO_SCHEMAS

run = command_runs.run
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)\s*(\..*)?", re.IGNORECASE)
_PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
_FILES = {
    "bank.yaml": "id: nul\ntitle: Bank\nlanguage: en\n",
    "questions/PRN/a.md": """# One {#aux passage=com1}

Which? ![a](../../media/con.svg) ![b](../../media/a./b.svg) ![c](../../other/lpt1.x.svg)

- [x] a
- [ ] b

# Two {#two}

Which?

- [x] c
- [ ] d

# Text {#com1 .passage}

A text of several questions.
""",
    "lessons/one.md": "---\nid: prn\ntitle: One\nrelated: [lpt9]\nquestions: [aux]\n---\n\nSee [two](lesson:lpt9).\n",
    "lessons/two.md": "---\nid: lpt9\ntitle: Two\n---\n\nSee [one](lesson:prn) and [it](question:two).\n",
    "quizzes/con.yaml": "id: con\ntitle: Quiz\nsections:\n  - questions: [aux, two]\n",
    "media/con.svg": _PICTURE,
    "media/a./b.svg": _PICTURE.replace("9", "8"),
    "other/lpt1.x.svg": _PICTURE.replace("9", "7"),
}
_TARGETS = ("moodle", "canvas", "qti21", "qti22", "qti30", "cartridge", "html")


@pytest.mark.parametrize("quiz", [(), ("--quiz", "con")])
def test_no_name_is_a_device(run: Run, tmp_path: Path, quiz: tuple[str, ...]) -> None:
    for name, text in _FILES.items():
        path = tmp_path / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    said = run("build", *(word for each in _TARGETS for word in ("-t", each)), *quiz)
    assert said.code == 0, said.err
    built = [path for path in (tmp_path / "build").glob("*/*") if path.is_file() and path.parent.name != ".cache"]
    assert {path.parent.name for path in built} == set(_TARGETS)
    names = [path.relative_to(tmp_path).as_posix() for path in built]
    packages = [path for path in built if path.suffix in {".zip", ".imscc"}]
    for package in packages:
        with zipfile.ZipFile(package) as archive:
            names += archive.namelist()
    parts = {part for name in names for part in name.split("/")}
    assert not {part for part in parts if _DEVICE.fullmatch(part) or part.endswith((".", " "))}
    assert {"aux_.xml", "con_.xml", "con_.zip", "con_.html"} <= parts
    assert validate(packages, ours=True, schemas=NO_SCHEMAS).valid


def test_links_between_pages_lead_to_their_names(run: Run, tmp_path: Path) -> None:
    test_no_name_is_a_device(run, tmp_path, ())
    with zipfile.ZipFile(tmp_path / "build/cartridge/nul_.imscc") as archive:
        first = archive.read("lessons/prn_.html").decode()
    assert first.count('href="lpt9_.html"') == 2
    assert 'href="con_.html#question-two"' in (tmp_path / "build/html/nul-lessons.html").read_text()


def test_canvas_finds_the_settings_in_the_folder_of_the_assessment(run: Run, tmp_path: Path) -> None:
    test_no_name_is_a_device(run, tmp_path, ("--quiz", "con"))
    with zipfile.ZipFile(tmp_path / "build/canvas/con_.zip") as archive:
        assert b'<assessment ident="con_"' in archive.read("con_/con_.xml")
        assert b'identifier="con_"' in archive.read("con_/assessment_meta.xml")
        assert b'<resource identifier="con_"' in archive.read("imsmanifest.xml")


@pytest.mark.parametrize("name", ["console", "com", "com10", "lpt-1", "con-1", "nuls.svg", "a.con", ".con", "a.b"])
def test_other_names_stay(name: str) -> None:
    assert on_any_disk(name) == name
    assert package_path("media", name) == f"media/{name}"


def test_a_name_and_the_one_it_is_spelled_as_lie_apart() -> None:
    paths = {package_path("media", each) for each in ("aux.png", "aux_.png", "a./x.png", "a_/x.png")}
    assert len(paths) == 4
