"""The official schemas from a server on this machine, and the command that installs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from exporter.cli import command
from exporter.validation import install, schemas
from exporter.validation.install import download
from exporter.validation.schemas import Known, state
from tests import schema_files
from tests.loopback import Server
from tests.schema_files import ADDRESSES, FILES, codes, sum_of

few = schema_files.few
source = schema_files.source
server = schema_files.server


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
