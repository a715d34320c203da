"""Files of a package that are not what their names say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.packages import PNG, assessment12, codes, item12, judged, manifest, quiz_package, resource, zip_of
from tests.verdicts import only

HTML = b"<!DOCTYPE html><html><body>404</body></html>"
JPEG = b"\xff\xd8\xff\xe0JFIF"


def with_file(path: Path, name: str, content: bytes) -> Path:
    listed = manifest(resource("a1", "a1/a1.xml"), resource("p", name, "webcontent"))
    return quiz_package(path, more={"imsmanifest.xml": listed, name: content})


@pytest.mark.parametrize(
    ("name", "content", "severity"),
    [
        ("a.png", HTML, "error"),
        ("a.svg", HTML, "error"),
        ("a.mp3", HTML, "error"),
        ("a.PNG", b"", "error"),
        ("a.pdf", b"version https://git-lfs.github.com/spec/v1", "error"),
        ("a.svg", PNG, "error"),
        ("a.png", JPEG, "warning"),
        ("a.jpeg", PNG, "warning"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_found(
    tmp_path: Path, name: str, content: bytes, severity: str
) -> None:
    finding = only(with_file(tmp_path / "q.zip", name, content), "media-content")
    assert finding.severity == severity
    assert finding.span.path.endswith(f"q.zip!{name}")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpeg", JPEG),
        ("a.svg", b'<?xml version="1.0"?><!-- a --><svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("a.svg", '<?xml version="1.0" encoding="UTF-16"?><svg/>'.encode("utf-16")),
        ("a.mp3", b"\xff\xfb\x90\x00"),
        ("a.mp3", b"something that no table knows"),
        ("a.txt", b""),
        ("README", HTML),
    ],
)
def test_a_file_that_may_be_what_its_name_says_gives_no_finding(tmp_path: Path, name: str, content: bytes) -> None:
    assert codes(judged(with_file(tmp_path / "q.zip", name, content))) == []


def test_a_package_inside_a_package_is_named(tmp_path: Path) -> None:
    inner = quiz_package(tmp_path / "inner.zip").read_bytes()
    finding = only(zip_of(tmp_path / "q.zip", {"inner.zip": inner}), "nothing-to-judge")
    assert finding.message == "a package lies inside: `inner.zip`"


def test_an_export_of_blackboard_is_said_not_to_be_judged(tmp_path: Path) -> None:
    listed = '<manifest xmlns:bb="http://www.blackboard.com/content-packaging/" identifier="man00001"/>'
    path = zip_of(
        tmp_path / "q.zip", {".bb-package-info": "", "imsmanifest.xml": listed, "res00001.dat": "<questestinterop/>"}
    )
    assert "Blackboard's own form" in only(path, "nothing-to-judge").message


def test_the_copies_of_quizzes_in_canvas_exports_are_no_duplicates(tmp_path: Path) -> None:
    copy = {"non_cc_assessments/a1.xml.qti": assessment12(item12())}
    listed = manifest(resource("a1", "a1/a1.xml", "imsqti_xmlv1p2", *copy))
    assert codes(judged(quiz_package(tmp_path / "q.zip", more={"imsmanifest.xml": listed, **copy}))) == []
    twice = {**copy, "non_cc_assessments/a2.xml.qti": assessment12(item12(), ident="a2")}
    listed = manifest(resource("a1", "a1/a1.xml", "imsqti_xmlv1p2", *twice))
    path = quiz_package(tmp_path / "r.zip", more={"imsmanifest.xml": listed, **twice})
    assert codes(judged(path)) == ["duplicate-identifier"]
