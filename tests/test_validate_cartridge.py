"""Common Cartridges that are broken: each fault has its own diagnostic, found by the built-in rules alone."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from exporter.model import Bank
from tests.cartridge_packages import built
from tests.packages import codes, judged, zip_of


@pytest.fixture(scope="module")
def members(examples: Bank, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The members of a good cartridge."""
    folder = built(examples, tmp_path_factory.mktemp("good")).folder
    with zipfile.ZipFile(folder / "cartridge/examples.imscc") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def replaced(members: dict[str, bytes], name: str, old: str, new: str) -> dict[str, bytes]:
    changed = members[name].replace(old.encode(), new.encode(), 1)
    assert changed != members[name]
    return members | {name: changed}


def found(tmp_path: Path, members: dict[str, bytes]) -> set[str]:
    return set(codes(judged(zip_of(tmp_path / "course.imscc", members))))


def test_a_good_cartridge(members: dict[str, bytes], tmp_path: Path) -> None:
    assert found(tmp_path, members) == set()


def test_a_missing_file(members: dict[str, bytes], tmp_path: Path) -> None:
    less = {name: data for name, data in members.items() if name != "media/circle.svg"}
    assert found(tmp_path, less) == {"missing-file"}


def test_an_unlisted_file(members: dict[str, bytes], tmp_path: Path) -> None:
    assert found(tmp_path, members | {"media/stray.svg": b"<svg/>"}) == {"unlisted-file"}


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        ("imsmanifest.xml", ('identifierref="quiz_first-quiz"', 'identifierref="nowhere"'), "dangling-reference"),
        (
            "imsmanifest.xml",
            ('<dependency identifierref="file_1"/>', '<dependency identifierref="no"/>'),
            "dangling-reference",
        ),
        ("imsmanifest.xml", ('identifier="item_2"', 'identifier="item_1"'), "duplicate-identifier"),
        ("imsmanifest.xml", ('imsccv1p1/imscp_v1p1"', 'imsccv9p1/imscp_v1p1"'), "wrong-namespace"),
        ("imsmanifest.xml", ('href="media/circle.svg"', 'href="media\\circle.svg"'), "backslash-path"),
        ("imsmanifest.xml", ('href="media/circle.svg"', 'href="/media/circle.svg"'), "absolute-path"),
        ("question_bank.xml", ('"response1">2</varequal>', '"response1">9</varequal>'), "unknown-choice"),
        (
            "question_bank.xml",
            ('<setvar action="Set" varname="SCORE">', '<setvar varname="POINTS">'),
            "undeclared-outcome",
        ),
        ("question_bank.xml", ('linkrefid="2_fb"', 'linkrefid="8_fb"'), "dangling-reference"),
        ("question_bank.xml", ('item ident="mc-rich"', 'item ident="mc-plain"'), "duplicate-identifier"),
        ("question_bank.xml", ('ims_qtiasiv1p2"', 'ims_qtiasiv9p9"'), "wrong-namespace"),
        ("question_bank.xml", ("media/board.png", "media/gone.png"), "missing-file"),
        ("question_bank.xml", ("</questestinterop>", ""), "malformed-xml"),
    ],
)
def test_faults(name: str, change: tuple[str, str], code: str, members: dict[str, bytes], tmp_path: Path) -> None:
    assert code in found(tmp_path, replaced(members, name, *change))


def test_leftovers_of_a_mac(members: dict[str, bytes], tmp_path: Path) -> None:
    assert "macosx-folder" in found(tmp_path, members | {"__MACOSX/._imsmanifest.xml": b"x"})


def test_backslashes_between_folders(members: dict[str, bytes], tmp_path: Path) -> None:
    moved = {name.replace("/", "\\"): data for name, data in members.items()}
    assert "backslash-path" in found(tmp_path, moved)


def test_a_folder_around_everything(members: dict[str, bytes], tmp_path: Path) -> None:
    assert "no-manifest" in found(tmp_path, {f"course/{name}": data for name, data in members.items()})
