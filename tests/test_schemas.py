"""Installing the official schemas: nothing without a known sum, from a folder or from a server on this machine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from exporter.cli import command
from exporter.diagnostics import Severity
from exporter.validation import install, schemas
from exporter.validation.install import Installation, download, install_from
from exporter.validation.schemas import Known, downloads, known, path_of, schema_folder, state
from tests.loopback import Server, serving

FILES = {
    "qti12/xml.xsd": b"<one/>",
    "qti12/xsd/ims_qtiasiv1p2.xsd": b"<two/>",
    "cc11/ccv1p1_imsdt_v1p1.xsd": b"<three/>",
}
ADDRESSES = {
    "qti12/xsd/ims_qtiasiv1p2.xsd": "https://www.imsglobal.org/xsd/ims_qtiasiv1p2.xsd",
    "cc11/ccv1p1_imsdt_v1p1.xsd": "https://www.imsglobal.org/profile/cc/ccv1p1/ccv1p1_imsdt_v1p1.xsd",
}


def sum_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the tool know three small files in place of 1EdTech's, which no test may carry."""
    names = {path: Known(path, sum_of(data), path.startswith("cc11")) for path, data in FILES.items()}
    for module in (schemas, install):
        monkeypatch.setattr(module, "known", lambda: names)
    monkeypatch.setattr(install, "downloads", lambda: ADDRESSES)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    for path, data in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def codes(done: Installation) -> list[str]:
    return [each.code for each in done.findings]


# --- what is known --------------------------------------------------------------------------------------


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


# --- from a folder --------------------------------------------------------------------------------------


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


# --- from a server --------------------------------------------------------------------------------------


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        running.answers = {
            "/" + address.removeprefix("https://"): (200, {}, FILES[path]) for path, address in ADDRESSES.items()
        }
        yield running


@pytest.mark.usefixtures("few")
def test_files_are_fetched_checked_and_not_fetched_again(tmp_path: Path, server: Server) -> None:
    steps: list[str] = []
    done = download(tmp_path, base=server.base, progress=steps.append)
    assert done.findings == ()
    assert done.installed == tuple(ADDRESSES) == tuple(steps)
    assert {path: (tmp_path / path).read_bytes() for path in ADDRESSES} == {path: FILES[path] for path in ADDRESSES}
    again = download(tmp_path, base=server.base + "/")
    assert (again.installed, again.kept) == ((), 2)
    assert len(server.asked) == 2


@pytest.mark.usefixtures("few")
def test_nothing_more_is_fetched_where_nothing_can_be_written(tmp_path: Path, server: Server) -> None:
    (tmp_path / "file").write_text("in the way")
    done = download(tmp_path / "file" / "schemas", base=server.base)
    assert codes(done) == ["schema-not-stored"]
    assert len(server.asked) == 1


@pytest.mark.usefixtures("few")
def test_a_download_of_another_sum_is_refused_unless_accepted(tmp_path: Path, server: Server) -> None:
    path = "/www.imsglobal.org/xsd/ims_qtiasiv1p2.xsd"
    server.answers[path] = (200, {}, b"<newer/>")
    done = download(tmp_path, base=server.base)
    assert codes(done) == ["schema-refused"]
    assert done.findings[0].span.path == server.base + path
    assert sum_of(b"<newer/>") in done.findings[0].message
    assert "a copy with local addresses or an earlier release" in done.findings[0].message
    assert done.installed == ("cc11/ccv1p1_imsdt_v1p1.xsd",)
    taken = download(tmp_path, [sum_of(b"<newer/>")], base=server.base)
    assert taken.findings == ()
    assert state(tmp_path, "qti12/xsd/ims_qtiasiv1p2.xsd") == "accepted"


@pytest.mark.usefixtures("few")
def test_what_the_server_does_not_have_is_reported_and_the_rest_is_fetched(tmp_path: Path, server: Server) -> None:
    del server.answers["/www.imsglobal.org/xsd/ims_qtiasiv1p2.xsd"]
    done = download(tmp_path, base=server.base)
    assert codes(done) == ["schema-not-fetched"]
    assert "404" in done.findings[0].message
    assert len(done.installed) == 1


@pytest.mark.usefixtures("few")
def test_an_endless_answer_is_cut_off(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "SIZE_LIMIT", 200_000)
    server.answers["/www.imsglobal.org/xsd/ims_qtiasiv1p2.xsd"] = (200, {}, b"x" * 10_000_000)
    done = download(tmp_path, base=server.base)
    assert codes(done) == ["schema-not-fetched"]
    assert "over 200,000 bytes" in done.findings[0].message


@pytest.mark.usefixtures("few")
def test_a_slow_answer_is_given_up(tmp_path: Path, server: Server) -> None:
    server.slow = 0.1
    server.answers["/www.imsglobal.org/xsd/ims_qtiasiv1p2.xsd"] = (200, {}, b"x" * 2**16 * 20)
    done = download(tmp_path, base=server.base, seconds=0.3)
    assert "took longer than 0.3 s" in done.findings[0].message


@pytest.mark.usefixtures("few")
def test_a_redirection_is_followed_on_the_same_host_only(tmp_path: Path, server: Server) -> None:
    first, second = ("/" + address.removeprefix("https://") for address in ADDRESSES.values())
    server.answers["/moved"] = server.answers[first]
    server.answers[first] = (302, {"Location": "/moved"}, b"")
    server.answers[second] = (302, {"Location": "http://localhost:1/elsewhere"}, b"")
    done = download(tmp_path, base=server.base)
    assert done.installed == (next(iter(ADDRESSES)),)
    assert "redirected to http://localhost:1/elsewhere, which is not asked" in done.findings[0].message


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://purl.imsglobal.org/x.xsd", True),
        ("https://imsglobal.org/x.xsd", True),
        ("https://www.w3.org/x.xsd", True),
        ("http://www.imsglobal.org/x.xsd", False),
        ("https://evil-imsglobal.org/x.xsd", False),
        ("https://imsglobal.org.evil.example/x.xsd", False),
        ("file:///etc/passwd", False),
    ],
)
def test_public_addresses_lead_to_their_owners_only(url: str, *, allowed: bool) -> None:
    assert install.is_allowed(url, None) is allowed


@pytest.mark.usefixtures("few")
def test_without_a_network_the_tool_gives_up_soon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    addresses = {f"x{n}.xsd": f"https://www.imsglobal.org/x{n}.xsd" for n in range(9)}
    monkeypatch.setattr(install, "downloads", lambda: addresses)
    monkeypatch.setattr(schemas, "known", lambda: {path: Known(path, "0" * 64, public=True) for path in addresses})
    done = download(tmp_path, base="http://127.0.0.1:1")
    assert codes(done) == ["schema-not-fetched"] * 4
    assert "the rest was not tried" in done.findings[-1].message


@pytest.mark.usefixtures("few")
def test_only_addresses_of_the_web_are_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "downloads", lambda: {"qti12/xml.xsd": "file:///etc/passwd"})
    done = download(tmp_path)
    assert codes(done) == ["schema-not-fetched"]
    assert "not an address of the web" in done.findings[0].message


# --- the command ----------------------------------------------------------------------------------------


def run(folder: Path, *words: str) -> Result:
    return CliRunner(env={"EXPORTER_SCHEMAS": str(folder)}).invoke(command, ["schemas", *words])


@pytest.mark.usefixtures("few")
def test_the_command_installs_from_a_folder_and_says_so(tmp_path: Path, source: Path) -> None:
    result = run(tmp_path / "data", "install", "--from", str(source))
    assert result.exit_code == 0
    assert result.output == f"3 files installed: {tmp_path / 'data'}\n"
    assert run(tmp_path / "data", "install", "--from", str(source)).output.startswith("0 files installed, 3 were there")


@pytest.mark.usefixtures("few")
def test_the_command_fetches_and_refuses(tmp_path: Path, server: Server) -> None:
    assert run(tmp_path / "data", "install", "--base-url", server.base, "-q").output == ""
    server.answers["/www.imsglobal.org/xsd/ims_qtiasiv1p2.xsd"] = (200, {}, b"<newer/>")
    refused = run(tmp_path / "other", "install", "--base-url", server.base)
    assert refused.exit_code == 1
    assert "schema-refused" in refused.output
    accepted = run(tmp_path / "other", "install", "--base-url", server.base, "--accept", sum_of(b"<newer/>"))
    assert accepted.exit_code == 0


def test_wrong_options_are_named(tmp_path: Path) -> None:
    assert run(tmp_path, "install", "--from", str(tmp_path / "missing")).exit_code == 2
    wrong = run(tmp_path, "install", "--accept", "123")
    assert wrong.exit_code == 2
    assert "64 hexadecimal digits" in wrong.output
    assert run(tmp_path, "install", "--base-url", "http://example.org").exit_code == 2


def test_the_command_lists_what_is_there(tmp_path: Path, official_schemas: Path) -> None:
    empty = run(tmp_path, "list")
    assert empty.exit_code == 0
    assert "QTI 1.2: qti12/xsd/ims_qtiasiv1p2.xsd, missing" in empty.output
    assert "180 missing" in empty.output
    assert "180 installed" in run(official_schemas, "list").output
    whole = json.loads(run(tmp_path, "list", "--format", "json").output)
    assert whole["folder"] == str(tmp_path)
    assert whole["judges"]["QTI 2.1"] == ["qti21/imsqti_v2p1.xsd"]
    assert run(tmp_path, "path").output == f"{tmp_path}\n"
