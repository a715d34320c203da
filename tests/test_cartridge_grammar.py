"""The built-in grammar and rules of cartridges: each fault that an importer stumbles over is found, at each build."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from exporter.diagnostics import Diagnostic
from exporter.model import Bank
from exporter.targets.cartridge import fragments, package
from exporter.targets.cartridge.course import Leaf, leaves_of
from exporter.validation import validate
from exporter.validation.grammar import grammar
from tests.cartridge_packages import built


@pytest.fixture(scope="module")
def content(examples: Bank, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The members of the cartridge of the examples."""
    folder = built(examples, tmp_path_factory.mktemp("whole")).folder
    with zipfile.ZipFile(folder / "cartridge/examples.imscc") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def found(content: dict[str, bytes], folder: Path, **changed: tuple[str, str]) -> list[Diagnostic]:
    """Return what is found in the cartridge once a pattern in a member is replaced."""
    path = folder / "changed.imscc"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in content.items():
            pattern, replacement = changed.get(re.sub(r"\W", "_", name), ("", ""))
            text = data
            if pattern:
                text = re.sub(pattern.encode(), replacement.encode(), data, count=1)
                assert text != data, "nothing was changed"
            archive.writestr(name, text)
    return list(validate([path], ours=True, schemas=folder / "none"))


@pytest.mark.parametrize(
    ("pattern", "replacement"),
    [
        (r"cc\.fib\.v0p1", "cc.pattern_match.v0p1"),
        (r'action="Set"', 'action="Add"'),
        (r"<fieldentry>2</fieldentry>", "<fieldentry>2.5</fieldentry>"),
        (r"<fieldentry>2</fieldentry>", "<fieldentry>100</fieldentry>"),
        (r' case="Yes"', ""),
        (r'<response_label ident="true">', '<response_label ident="1">'),
        (r'texttype="text/html"', 'texttype="text/plain"'),
        (r"<varequal respident=\"response1\">2</varequal>", '<or><varequal respident="response1">2</varequal></or>'),
        (r'<respcondition continue="No">(<conditionvar><varequal)', r'<respcondition continue="Yes">\1'),
        (r'title="[^"]+">', 'title="' + "x" * 256 + '">'),
    ],
)
def test_what_the_grammar_of_items_finds(
    pattern: str, replacement: str, content: dict[str, bytes], tmp_path: Path
) -> None:
    codes = {each.code for each in found(content, tmp_path, question_bank_xml=(pattern, replacement))}
    assert "grammar-violation" in codes


@pytest.mark.parametrize(
    ("pattern", "replacement"),
    [
        (r'structure="rooted-hierarchy"', 'structure="hierarchical"'),
        (r"<title>A first quiz</title>", "<title>" + "x" * 256 + "</title>"),
        (r"<schemaversion>1.1.0", "<schemaversion>1.2.0"),
        (r'<item identifier="root">', '<item identifier="root"><title>T</title>'),
        (r'href="media/board.png"', 'href="media/bo%20ard.png"'),
    ],
)
def test_what_the_grammar_of_manifests_finds(
    pattern: str, replacement: str, content: dict[str, bytes], tmp_path: Path
) -> None:
    codes = {each.code for each in found(content, tmp_path, imsmanifest_xml=(pattern, replacement))}
    assert "grammar-violation" in codes


def test_an_assessment_has_one_section_with_an_item(content: dict[str, bytes]) -> None:
    judge = grammar("cartridge-qti")
    root = etree.fromstring(content["quiz_drawn-quiz.xml"])
    assert judge.violations(root) == []
    section = next(root.iter("{*}section"))
    section[:] = []
    assert judge.violations(root)
    assert grammar("cartridge-qti", "frame").violations(root) == []


def test_what_is_named_but_not_there_and_there_but_not_shown(examples: Bank, content: dict[str, bytes]) -> None:
    text = content["question_bank.xml"].decode()
    item = next(each for each in text.split("\n") if '"mc-plain"' in each)
    question = examples.question("mc-plain")
    assert fragments.item_violations(item, question) == []
    for pattern, replacement, named in (
        ('linkrefid="2_fb"', 'linkrefid="9_fb"', ["9_fb", "2_fb"]),
        (
            '<varequal respident="response1">3</varequal>',
            '<varequal respident="response1">7</varequal>',
            ["response1 7"],
        ),
    ):
        messages = [each.message for each in fragments.item_violations(item.replace(pattern, replacement), question)]
        assert messages == [f"`{name}` is named, but nothing answers to it" for name in named]


def test_a_violation_stops_a_build(examples: Bank, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fragments, "write_item", lambda _sheet: '<item ident="q" title="t"></item>')
    with pytest.raises(AssertionError, match="grammar-violation"):
        built(examples, tmp_path)


def test_a_course_that_names_what_is_not_in_the_package_stops_a_build(
    examples: Bank, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(package, "leaves_of", lambda course: [*leaves_of(course), Leaf("gone", "Gone")])
    with pytest.raises(AssertionError, match=r"cartridge-incomplete.*`gone` is in the course, but not in the package"):
        built(examples, tmp_path)
