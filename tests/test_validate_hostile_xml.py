"""Hostile XML: each document gives its diagnostic, and costs neither memory nor time."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporter.validation import judge, markup, validate
from tests.loopback import serving
from tests.packages import QTI12, assessment12, codes, item12, judged, manifest, quiz_package, resource, zip_of
from tests.verdicts import only, xml
from tests.watchdog import must_end

QUIZ = b"<quiz><question type='description'><name><text>d</text></name><questiontext><text>t</text></questiontext></question></quiz>"


def billion_laughs(root: str) -> bytes:
    lines = ['<!ENTITY a0 "ha">', *(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))]
    return f"<!DOCTYPE {root} [{''.join(lines)}]><{root}>&a9;</{root}>".encode()


@pytest.mark.parametrize("root", ["quiz", "manifest", "questestinterop"])
def test_an_entity_bomb_is_not_read(tmp_path: Path, root: str) -> None:
    with must_end():
        verdict = judged(xml(tmp_path, billion_laughs(root)))
    assert "entity-bomb" in codes(verdict)
    assert not verdict.valid
    assert len(verdict.findings) <= 20


def test_a_bomb_of_one_long_entity_is_not_read(tmp_path: Path) -> None:
    only(xml(tmp_path, f'<!DOCTYPE q [<!ENTITY a "{"x" * 5000}">]><quiz>{"&a;" * 1000}</quiz>'), "entity-bomb")


@pytest.mark.parametrize(
    "declaration",
    [
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY a SYSTEM "http://127.0.0.1:1/x">',
        '<!ENTITY a PUBLIC "x" "http://127.0.0.1:1/x">',
        '<!ENTITY % a SYSTEM "http://127.0.0.1:1/x.dtd"> %a;',
    ],
)
def test_an_external_entity_is_named_and_not_read(tmp_path: Path, declaration: str) -> None:
    finding = only(xml(tmp_path, f"<!DOCTYPE quiz [{declaration}]>\n<quiz>&a;</quiz>"), "external-entity")
    assert finding.span.line == 1
    assert "root:" not in str(finding)


def test_an_entity_of_the_file_itself_is_reported(tmp_path: Path) -> None:
    only(xml(tmp_path, '<!DOCTYPE quiz [<!ENTITY ipt "therapy">]><quiz>&ipt;</quiz>'), "entity-declared")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize(
    ("value", "code"),
    [
        ('"therapy"', "entity-declared"),
        ('"&b;&b;"', "entity-bomb"),
        ('SYSTEM\n  "http://127.0.0.1:1/<x"', "external-entity"),
    ],
)
def test_an_entity_is_shown_where_its_declaration_begins(tmp_path: Path, value: str, code: str, encoding: str) -> None:
    head = '<?xml version="1.0"?>' if encoding == "utf-16-le" else ""
    text = f"{head}<!DOCTYPE quiz [\r\n<!-- é -->\n <!-- é --> <!ENTITY ipt\n  {value}\n>\n]><quiz/>"
    span = only(xml(tmp_path, text.encode(encoding)), code).span
    assert (span.line, span.column) == (3, 13)


def test_an_entity_inside_a_zip_is_found_too(tmp_path: Path) -> None:
    path = quiz_package(tmp_path / "q.zip", more={"evil.xml": billion_laughs("manifest")})
    assert "entity-bomb" in codes(judged(path))


def test_no_address_in_a_file_is_ever_asked(tmp_path: Path, official_schemas: Path) -> None:
    with serving() as server:
        system = f'<!DOCTYPE questestinterop SYSTEM "{server.base}/x.dtd">'
        hints = (
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xi="http://www.w3.org/2001/XInclude" '
            f'xsi:schemaLocation="urn:x {server.base}/x.xsd {QTI12} {server.base}/y.xsd"'
        )
        included = f'<xi:include href="{server.base}/i"/>'
        assessment = assessment12(item12(stem=f"&lt;img src='{server.base}/p.png'&gt;"))
        for content in (
            system + assessment,
            f'<?xml-stylesheet href="{server.base}/s.xsl"?>' + assessment,
            assessment.replace(" xmlns", f" {hints} xmlns", 1).replace("<assessment", f"{included}<assessment", 1),
            f'<!DOCTYPE quiz [<!ENTITY % p SYSTEM "{server.base}/p">%p;]><quiz/>',
            f'<!DOCTYPE quiz [<!ENTITY e SYSTEM "{server.base}/e">]><quiz>&e;</quiz>',
        ):
            judged(xml(tmp_path, content), official=True, schemas=official_schemas)
        judged(quiz_package(tmp_path / "q.zip", more={"x.xml": system + assessment}), schemas=official_schemas)
        assert server.asked == []
        only(xml(tmp_path, system + assessment), "doctype")


def test_very_many_entities_are_not_all_named(tmp_path: Path) -> None:
    declared = "".join(f'<!ENTITY e{n} "x">' for n in range(1000))
    assert len(judged(xml(tmp_path, f"<!DOCTYPE quiz [{declared}]><quiz/>")).findings) == 20


def test_damage_within_a_member_is_found_in_whatever_is_read(tmp_path: Path) -> None:
    for name, data in (("m.xml", QUIZ + b" " * 200_000), ("imsmanifest.xml", manifest().encode() + b" " * 200_000)):
        path = zip_of(tmp_path / "q.zip", {name: data}, zipfile.ZIP_STORED)
        path.write_bytes(path.read_bytes().replace(b" " * 1000, b" " * 999 + b"\n", 1))
        assert "damaged-archive" in codes(judged(path)), name
        path = zip_of(tmp_path / "r.zip", {name: data}, zipfile.ZIP_STORED)
        whole = bytearray(path.read_bytes())
        whole[0:4] = b"PK\x03\x05"
        path.write_bytes(bytes(whole))
        assert "damaged-archive" in codes(judged(path)), name


def test_a_moodle_file_of_absurd_size_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge, "_STREAM_LIMIT", 10)
    assert "at most 10 are read" in only(xml(tmp_path, QUIZ), "too-large").message


def test_macos_leftovers_in_a_folder_are_found(tmp_path: Path) -> None:
    (tmp_path / "imsmanifest.xml").write_text(manifest())
    (tmp_path / "._imsmanifest.xml").write_bytes(b"\0")
    only(tmp_path, "macosx-folder")


def test_a_zip_of_moodle_xml_needs_no_manifest(tmp_path: Path) -> None:
    assert codes(judged(zip_of(tmp_path / "q.zip", {"m.xml": QUIZ}))) == []


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"<quiz>\n<question>\n</quiz>", "malformed-xml", 3),
        (b"<quiz>\n<question type='x'/>\n&nbsp;</quiz>", "malformed-xml", 3),
        (b"<quiz>\n\x01</quiz>", "malformed-xml", 2),
        (b"<quiz>", "malformed-xml", 1),
        (b"<quiz/>\n<quiz/>", "malformed-xml", 2),
        (b"<manifest>\n<resources></manifest>", "malformed-xml", 2),
        (b"<manifest>\n\xff</manifest>", "xml-encoding", 2),
        (b"<quiz>\n\xff</quiz>", "xml-encoding", 2),
        (b'<?xml version="1.0" encoding="klingon"?><quiz/>', "xml-encoding", 1),
        (b"<", "malformed-xml", 1),
        (b"<quiz>" + b"<a>" * 5000, "xml-too-deep", 1),
        (b"<manifest>" + b"<a>" * 5000, "xml-too-deep", 1),
        (b"<manifest><a>" + b"x" * 10_000_001 + b"</a></manifest>", "xml-huge-text", 1),
        (b"<manifest><a><![CDATA[" + b"x" * 10_000_001 + b"]]></a></manifest>", "xml-huge-text", 1),
        (b"<quiz><question><a>" + b"x" * 10_000_001 + b"</a></question></quiz>", "xml-huge-text", 1),
        (b"<!--" + b"x" * 1_100_000 + b"--><quiz/>", "too-large", 0),
    ],
)
def test_xml_that_cannot_be_read_is_named_with_its_line(tmp_path: Path, content: bytes, code: str, line: int) -> None:
    found = [each for each in judged(xml(tmp_path, content)) if each.code not in {"import-fails", "wrong-namespace"}]
    assert [each.code for each in found] == [code]
    assert found[0].span.line == line
    assert not found[0].message[:2].istitle()


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-32", "UTF-32"), ("utf-32-le", "UTF-32"), ("utf-32-be", "UTF-32"), ("cp500", "EBCDIC"), ("cp037", "EBCDIC")],
)
def test_encodings_that_nobody_imports_are_named(tmp_path: Path, encoding: str, name: str) -> None:
    content = f'<?xml version="1.0"?>{QUIZ.decode()}'.encode(encoding)
    assert f"is written in {name}" in only(xml(tmp_path, content), "xml-encoding").message


def test_xml_of_other_encodings_is_read(tmp_path: Path) -> None:
    text = '<?xml version="1.0" encoding="{}"?>' + QUIZ.decode().replace(">t<", ">\u00e9<")
    for encoding in ("utf-8", "utf-16", "iso-8859-1", "windows-1252"):
        path = xml(tmp_path, text.format(encoding).encode(encoding))
        assert codes(judged(path)) == [], encoding
    assert codes(judged(xml(tmp_path, b"\xef\xbb\xbf" + QUIZ))) == []


def test_a_large_file_is_read_in_pieces_with_right_lines(tmp_path: Path) -> None:
    good = QUIZ.decode().removeprefix("<quiz>").removesuffix("</quiz>")
    lines = "\n".join([good] * 3)
    padding = "\n" * 30_000
    bad = "<question type='nope'\n/>"
    text = f"<quiz>\n{lines}{padding}{good}{padding}{good}{padding}\n{bad}{bad}\n<question\n type='none'></question></quiz>"
    found = [each.span.line for each in judged(xml(tmp_path, text)) if each.code == "import-fails"]
    last = 1 + text.count("\n")
    assert found == [last - 5 + 1, last - 4 + 1, last - 1]


def test_what_was_read_of_a_large_file_is_let_go(tmp_path: Path) -> None:
    path = xml(tmp_path, b"<quiz>" + QUIZ.removeprefix(b"<quiz>").removesuffix(b"</quiz>") * 500 + b"</quiz>")
    left = []
    with path.open("rb") as stream:
        for piece in markup.pieces(stream, "x.xml", "question", []):
            root = piece.element.getparent()
            assert root is not None
            left.append(len(root))
    assert len(left) == 500
    assert max(left) <= 2


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damage_to_xml_gives_an_exception(tmp_path: Path, data: st.DataObject) -> None:
    sources = [
        QUIZ,
        assessment12(item12()).encode(),
        manifest(resource("r", "x.xml")).encode(),
        billion_laughs("quiz"),
    ]
    whole = bytearray(data.draw(st.sampled_from(sources)))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    judged(xml(tmp_path, bytes(whole)))


@pytest.mark.parametrize("name", ["\0", ".", "./", "././"])
def test_a_member_whose_path_names_nothing_is_a_finding(tmp_path: Path, name: str) -> None:
    place = tmp_path / "package.zip"
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr("placeholder", "x")
    placeholder = name.encode().ljust(len("placeholder"), b"\0" if name == "\0" else b"/")
    place.write_bytes(place.read_bytes().replace(b"placeholder", placeholder))
    found = validate([place], official=False)
    assert {each.code for each in found} & {"path-characters", "absolute-path"}
