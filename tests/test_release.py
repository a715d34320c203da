"""Releases: whole, listed, and the same bytes anywhere."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest

from exporter.diff import load
from exporter.release.record import schema
from tests.release_checkouts import BANK, ROOT, checkout, files_of, git, release


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory, official_schemas: Path) -> Iterator[Path]:
    """A checkout with one release."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EXPORTER_SCHEMAS", str(official_schemas))
        folder = checkout(tmp_path_factory.mktemp("released"))
        said = release(folder)
        assert said.exit_code == 0, said.output
        assert "1 question in " in said.output
        yield folder


def test_the_sums_are_those_of_all_files(released: Path) -> None:
    found = files_of(released / "build/release/b-1.0.0")
    listed = dict(line.split("  ")[::-1] for line in found["SHA256SUMS"].decode().splitlines())
    assert set(listed) == set(found) - {"SHA256SUMS", "b-1.0.0.zip"}
    assert all(hashlib.sha256(found[path]).hexdigest() == digest for path, digest in listed.items())
    assert {path.split("/")[0] for path in listed} >= {"moodle", "canvas", "pdf", "qti21", "qti22", "qti30"}


def test_the_archive_holds_the_same(released: Path) -> None:
    found = files_of(released / "build/release/b-1.0.0")
    with zipfile.ZipFile(released / "build/release/b-1.0.0/b-1.0.0.zip") as archive:
        inside = {name.removeprefix("b-1.0.0/"): archive.read(name) for name in archive.namelist()}
    del found["b-1.0.0.zip"]
    assert inside == found


def test_the_record_fits_its_schema_and_says_what_there_is(released: Path) -> None:
    folder = released / "build/release/b-1.0.0"
    whole = json.loads((folder / "release.json").read_text())
    jsonschema.Draft202012Validator(json.loads(schema())).validate(whole)
    assert whole["version"] == "1.0.0"
    assert whole["revision"] == git(released, "rev-parse", "HEAD")
    told = {"id": "b", "title": "A *bank* & more", "language": "en", "licence": "CC-BY-4.0"}
    assert whole["bank"] == {**told, "digest": whole["bank"]["digest"]}
    assert [each["id"] for each in whole["quizzes"]] == ["q"]
    assert {"lxml", "weasyprint", "click"} <= set(whole["dependencies"])
    for each in whole["files"]:
        assert (folder / each["path"]).stat().st_size == each["size"]
    assert [each["id"] for each in whole["questions"]] == ["one"]
    assert {each["target"] for each in whole["losses"]} >= {"canvas"}


def test_the_notes_name_files_and_losses(released: Path) -> None:
    text = (released / "build/release/b-1.0.0/NOTES.md").read_text()
    assert text.startswith("# A \\*bank\\* \\& more 1.0.0\n\n1 question, 1 quiz.\n")
    assert "- `moodle/b.xml` (moodle-xml, " in text
    assert "### canvas\n" in text
    assert "What changed" not in text


def test_nothing_is_left_beside_it(released: Path) -> None:
    assert [path.name for path in (released / "build/release").iterdir() if path.name != ".lock"] == ["b-1.0.0"]
    assert not list((released / "build/release/b-1.0.0").glob(".*"))


def test_a_version_is_released_once(released: Path) -> None:
    before = files_of(released / "build/release")
    said = release(released)
    assert said.exit_code == 1
    assert "error[version-exists]" in said.output
    assert files_of(released / "build/release") == before


def test_the_next_release_says_what_changed(
    released: Path, tmp_path: Path, official_schemas: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXPORTER_SCHEMAS", str(official_schemas))
    folder = shutil.copytree(released, tmp_path / "next")
    path = folder / "source/questions/a.md"
    path.write_text(path.read_text().replace("- [x] a\n- [ ] b\n\n## Hint", "- [ ] a\n- [x] b\n\n## Hint"))
    (folder / "source/bank.yaml").write_text(BANK.replace("1.0.0", "1.1.0"))
    git(folder, "commit", "-aqm", "second")
    said = release(folder, "--since", "build/release/b-1.0.0", "--format", "json", version="1.1.0")
    assert said.exit_code == 0, said.output
    assert json.loads(said.stdout)["folder"] == "build/release/b-1.1.0"
    text = (folder / "build/release/b-1.1.0/NOTES.md").read_text()
    assert "from b 1.0.0 to b 1.1.0: 1 question with another key" in text
    assert "  - key: 100% ~~a~~**b**" in text
    before, after = (load(folder / f"build/release/b-1.{number}.0/b-1.{number}.0.zip")[0] for number in (0, 1))
    assert before is not None
    assert after is not None
    assert before.live()["one"].digest != after.live()["one"].digest


# --- the same bytes anywhere ----------------------------------------------------------------------------


def elsewhere(folder: Path, *, zone: str, language: str, seed: str, mask: int, seconds: int) -> dict[str, bytes]:
    """Release in a process whose surroundings differ in all that must not matter; return every file."""
    checkout(folder)
    for path in folder.rglob("*"):
        os.utime(path, (seconds, seconds), follow_symlinks=False)
    environment = {**os.environ, "TZ": zone, "LANG": language, "LC_ALL": language, "PYTHONHASHSEED": seed}
    environment |= {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}  # or Python takes C for C.UTF-8
    environment.pop("SOURCE_DATE_EPOCH", None)
    words = [sys.executable, "-m", "exporter", "release", "--version", "1.0.0", "--jobs", seed]
    done = subprocess.run(
        words,
        cwd=folder,
        env={**environment, "PYTHONPATH": str(ROOT)},
        umask=mask,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return files_of(folder / "build/release/b-1.0.0")


def test_two_machines_make_the_same_bytes(
    tmp_path: Path, official_schemas: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXPORTER_SCHEMAS", str(official_schemas))
    one = elsewhere(tmp_path / "one", zone="Asia/Kathmandu", language="C", seed="1", mask=0o077, seconds=1_000_000_000)
    two = elsewhere(
        tmp_path / "another folder/è",
        zone="America/St_Johns",
        language="C.UTF-8",
        seed="2",
        mask=0o002,
        seconds=1_700_000_000,
    )
    assert set(one) == set(two)
    assert [path for path in one if one[path] != two[path]] == []
    assert not [path for path in one if str(tmp_path).encode() in one[path]]
