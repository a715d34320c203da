"""Installing the official schemas: nothing without a known sum, and from a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.diagnostics import Severity
from exporter.validation import install
from exporter.validation.install import install_from
from exporter.validation.schemas import downloads, known, path_of, schema_folder, state
from tests import schema_files
from tests.schema_files import FILES, codes, sum_of

few = schema_files.few
source = schema_files.source


def test_every_known_file_has_a_sum_and_a_safe_path() -> None:
    assert len(known()) == 180
    for path, file in known().items():
        assert len(file.sha256) == 64
        assert ".." not in path
        assert not path.startswith("/")


def test_every_address_is_https_and_leads_to_a_known_file() -> None:
    for path, address in downloads().items():
        assert address.startswith("https://")
        assert path_of(address) == path
        assert path_of(address.replace("https:", "http:")) == path
    assert len(downloads()) > 100
    assert path_of("https://example.org/x.xsd") is None
    assert path_of("https://www.w3.org/Math/XMLSchema/mathml2/../../../etc/passwd") is None


def test_some_sums_are_known_to_be_the_public_ones() -> None:
    public = {path for path, file in known().items() if file.public}
    assert "qti21/imsqti_v2p1.xsd" in public
    assert "qti30/imsqti_asiv3p0_v1p0.xsd" not in public


def test_the_sums_are_those_of_the_files(official_schemas: Path) -> None:
    wrong = [path for path in known() if state(official_schemas, path) != "installed"]
    assert wrong == []


@pytest.mark.parametrize(
    ("environment", "platform", "ending"),
    [
        ({"EXPORTER_SCHEMAS": "/a/b"}, "linux", "/a/b"),
        ({"XDG_DATA_HOME": "/data"}, "linux", "/data/exporter/schemas"),
        ({"XDG_DATA_HOME": "relative"}, "linux", "/.local/share/exporter/schemas"),
        ({}, "linux", "/.local/share/exporter/schemas"),
        ({}, "darwin", "/Library/Application Support/exporter/schemas"),
        ({"LOCALAPPDATA": "/local"}, "win32", "/local/exporter/schemas"),
        ({}, "win32", "/AppData/Local/exporter/schemas"),
    ],
)
def test_the_folder_is_the_users_data_folder(environment: dict[str, str], platform: str, ending: str) -> None:
    assert schema_folder(environment, platform).as_posix().endswith(ending)


@pytest.mark.usefixtures("few")
def test_files_of_known_sums_are_copied_and_kept(tmp_path: Path, source: Path) -> None:
    folder = tmp_path / "data" / "schemas"
    done = install_from(source, folder)
    assert (done.installed, done.kept, done.findings) == (tuple(FILES), 0, ())
    assert {path: (folder / path).read_bytes() for path in FILES} == FILES
    again = install_from(source, folder)
    assert (again.installed, again.kept) == ((), 3)
    assert not list(folder.rglob("*.part"))


@pytest.mark.usefixtures("few")
def test_a_file_of_another_sum_is_refused_with_both_sums(tmp_path: Path, source: Path) -> None:
    (source / "qti12/xml.xsd").write_bytes(b"<evil/>")
    folder = tmp_path / "schemas"
    done = install_from(source, folder)
    assert codes(done) == ["schema-refused"]
    found = done.findings[0]
    assert sum_of(b"<evil/>") in found.message
    assert sum_of(FILES["qti12/xml.xsd"]) in found.message
    assert found.hint.endswith(f"--accept {sum_of(b'<evil/>')}")
    assert not (folder / "qti12/xml.xsd").exists()
    assert len(done.installed) == 2


@pytest.mark.usefixtures("few")
def test_a_sum_that_is_accepted_is_taken_and_remembered(tmp_path: Path, source: Path) -> None:
    (source / "qti12/xml.xsd").write_bytes(b"<newer/>")
    folder = tmp_path / "schemas"
    done = install_from(source, folder, [sum_of(b"<newer/>").upper()])
    assert codes(done) == []
    assert (folder / "qti12/xml.xsd").read_bytes() == b"<newer/>"
    assert state(folder, "qti12/xml.xsd") == "accepted"
    assert install_from(source, folder).kept == 3
    (source / "qti12/xml.xsd").write_bytes(FILES["qti12/xml.xsd"])
    assert install_from(source, folder).installed == ("qti12/xml.xsd",)
    assert state(folder, "qti12/xml.xsd") == "installed"


@pytest.mark.usefixtures("few")
def test_an_installed_file_that_was_changed_is_seen_and_mended(tmp_path: Path, source: Path) -> None:
    folder = tmp_path / "schemas"
    install_from(source, folder)
    (folder / "qti12/xml.xsd").write_bytes(b"<changed/>")
    assert state(folder, "qti12/xml.xsd") == "changed"
    (folder / "accepted.txt").write_bytes(b"\xff rubbish\n")
    assert state(folder, "qti12/xml.xsd") == "changed"
    assert install_from(source, folder).installed == ("qti12/xml.xsd",)


@pytest.mark.usefixtures("few")
def test_what_is_not_there_is_named(tmp_path: Path, source: Path) -> None:
    (source / "qti12/xml.xsd").unlink()
    done = install_from(source, tmp_path / "schemas")
    assert [(each.code, each.severity) for each in done.findings] == [("schema-absent", Severity.WARNING)]
    assert "`qti12/xml.xsd`" in done.findings[0].message
    (tmp_path / "empty").mkdir()
    nothing = install_from(tmp_path / "empty", tmp_path / "schemas")
    assert [(each.code, each.severity) for each in nothing.findings] == [("schema-absent", Severity.ERROR)]


def test_many_absent_files_are_counted(tmp_path: Path, official_schemas: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "cc11").symlink_to(official_schemas / "cc11")
    done = install_from(tmp_path / "source", tmp_path / "schemas")
    assert len(done.installed) == 12
    assert "and 165 more" in done.findings[0].message


@pytest.mark.usefixtures("few")
def test_a_folder_that_cannot_be_written_is_reported(tmp_path: Path, source: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = install_from(source, tmp_path / "file" / "schemas")
    assert codes(done) == ["schema-not-stored"]
    assert done.installed == ()


def test_a_file_is_written_aside_so_that_nobody_reads_half_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "x.xsd"
    target.write_bytes(b"old")

    def fail(_self: Path, _target: Path) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        install.write_aside(target, b"new")
    assert target.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["x.xsd"]
