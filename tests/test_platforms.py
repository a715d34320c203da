"""`validate --for NAME`: what each platform does not take, each limit with its code, place and hint."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from click.testing import CliRunner

from exporter.cli import command
from exporter.cli import validate as command_module
from exporter.codes.platforms import PLATFORM_FORMAT
from exporter.diagnostics import Diagnostic, Severity
from exporter.model import Bank
from exporter.validation import validate
from exporter.validation.platforms import PLATFORMS
from tests.cartridge_packages import built
from tests.packages import NO_SCHEMAS, assessment12, item12, manifest, quiz_package, resource, zip_of

MOODLE = "<quiz><question type='description'><name><text>n</text></name></question></quiz>"
CARTRIDGE = "http://www.imsglobal.org/xsd/imsccv1p{}/imscp_v1p1"
QTI2 = {
    "2.1": ("http://www.imsglobal.org/xsd/imsqti_v2p1", "imsqti_item_xmlv2p1"),
    "2.2": ("http://www.imsglobal.org/xsd/imsqti_v2p2", "imsqti_item_xmlv2p2"),
    "3.0": ("http://www.imsglobal.org/xsd/imsqtiasi_v3p0", "imsqti_item_xmlv3p0"),
}


def told(path: Path, platform: str) -> list[Diagnostic]:
    """Return what is said for the platform and is not said without it."""
    plain = validate([path], schemas=NO_SCHEMAS)
    asked = validate([path], schemas=NO_SCHEMAS, platform=platform)
    assert asked.valid == plain.valid, "a platform's limits are warnings"
    found = [each for each in asked.findings if each not in plain.findings]
    assert all(each.severity is Severity.WARNING and each.hint for each in found)
    return found


def item2(body: str = "<choiceInteraction/>", processing: str = "", version: str = "2.1", more: str = "") -> str:
    namespace = QTI2[version][0]
    name = "qti-assessment-item" if version == "3.0" else "assessmentItem"
    return f'<{name} xmlns="{namespace}" identifier="q">{more}<itemBody>{body}</itemBody>{processing}</{name}>'


def qti2(path: Path, item: str, version: str = "2.1") -> Path:
    return zip_of(path, {"imsmanifest.xml": manifest(resource("q", "q.xml", QTI2[version][1])), "q.xml": item})


def cartridge(path: Path, *items: str, minor: int = 1, title: str = "T", bank: bool = False) -> Path:
    """Write a cartridge of one assessment (or bank) of these items."""
    namespace = CARTRIDGE.format(minor)
    kind = f"imsqti_xmlv1p2/imscc_xmlv1p{minor}/{'question-bank' if bank else 'assessment'}"
    tree = (
        '<organizations><organization identifier="o" structure="rooted-hierarchy"><item identifier="r">'
        f'<item identifier="i" identifierref="a"><title>{title}</title></item></item></organization></organizations>'
    )
    listed = f'<resource identifier="a" type="{kind}"><file href="a.xml"/></resource>'
    head = f"<metadata><schema>IMS Common Cartridge</schema><schemaversion>1.{minor}.0</schemaversion></metadata>"
    text = f'<manifest xmlns="{namespace}" identifier="m">{head}{tree}<resources>{listed}</resources></manifest>'
    content = assessment12(*items)
    if bank:
        content = content.replace('<assessment ident="a1" title="T"><section ident="s1">', '<objectbank ident="b">')
        content = content.replace("</section></assessment>", "</objectbank>")
    return zip_of(path, {"imsmanifest.xml": text, "a.xml": content})


def profiled(profile: str, weight: int = 2, **more: str) -> str:
    """Return an item of a cartridge's profile."""
    fields = "".join(
        f"<qtimetadatafield><fieldlabel>{label}</fieldlabel><fieldentry>{entry}</fieldentry></qtimetadatafield>"
        for label, entry in {"cc_profile": f"cc.{profile}.v0p1", "cc_weighting": str(weight)}.items()
    )
    metadata = f"<itemmetadata><qtimetadata>{fields}</qtimetadata></itemmetadata>"
    return item12(**more).replace("<presentation>", f"{metadata}<presentation>")


# --- formats and versions -------------------------------------------------------------------------------


def formats(folder: Path) -> dict[str, Path]:
    """Return a package of each format."""
    moodle = folder / "moodle.xml"
    moodle.write_text(MOODLE, encoding="utf-8")
    return {
        "moodle": moodle,
        "qti12": quiz_package(folder / "q12.zip", item12()),
        **{f"qti{version}": qti2(folder / f"q{version}.zip", item2(version=version), version) for version in QTI2},
        **{f"cc1.{minor}": cartridge(folder / f"cc{minor}.imscc", item12(), minor=minor) for minor in (1, 2, 3)},
    }


TAKEN = {
    "moodle": {"moodle", "cc1.1"},
    "canvas": {"qti12", "qti2.1", "qti2.2", "cc1.1", "cc1.2", "cc1.3"},
    "new-quizzes": {"qti12", "qti2.1", "qti2.2", "cc1.1", "cc1.2", "cc1.3"},
    "brightspace": {"cc1.1", "cc1.2", "cc1.3"},
    "blackboard": {"cc1.1", "cc1.2", "qti2.1"},
    "schoology": {"cc1.2"},
    "open-edx": {"cc1.1", "cc1.2", "cc1.3"},
    "tao": {"qti2.1", "qti2.2"},
    "openolat": {"qti2.1"},
    "inspera": {"qti2.1"},
    "ilias": set(),
}


@pytest.mark.parametrize("platform", PLATFORMS)
def test_formats_that_a_platform_does_not_take(platform: str, tmp_path: Path) -> None:
    for name, path in formats(tmp_path).items():
        refused = [each for each in told(path, platform) if each.code == PLATFORM_FORMAT.name]
        assert bool(refused) == (name not in TAKEN[platform]), name
        assert len(refused) <= 1, "said once a package"


def test_what_was_tried_and_what_documents_say_is_told_apart(tmp_path: Path) -> None:
    path = cartridge(tmp_path / "c.imscc", item12(), minor=3)
    assert [each.message for each in told(path, "moodle")] == ["Moodle does not import Common Cartridge 1.3"]
    (found,) = told(path, "schoology")
    assert found.message == "Schoology's documents do not name Common Cartridge 1.3 among what it imports"


# --- limits ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("platform", "item", "code"),
    [
        ("moodle", profiled("true_false"), "platform-question-type"),
        ("moodle", profiled("pattern_match"), "platform-scoring"),
        ("moodle", profiled("multiple_response"), "platform-scoring"),
        ("moodle", item12().replace('title="q1"', f'title="{"x" * 256}"'), "platform-length"),
        ("moodle", item12().replace("c1", "&lt;img src='p.png'&gt;"), "platform-loses"),
        ("canvas", profiled("pattern_match"), "platform-scoring"),
        ("new-quizzes", profiled("multiple_choice"), "platform-loses"),
        ("open-edx", profiled("pattern_match"), "platform-question-type"),
        ("open-edx", item12(stem="&lt;img src='p.png'&gt;"), "platform-loses"),
    ],
)
def test_limits_of_cartridges(platform: str, item: str, code: str, tmp_path: Path) -> None:
    found = told(cartridge(tmp_path / "c.imscc", item), platform)
    assert code in [each.code for each in found]
    assert all(each.span.line for each in found)


@pytest.mark.parametrize("platform", ["moodle", "canvas", "new-quizzes", "open-edx"])
def test_a_plain_cartridge_is_taken(platform: str, tmp_path: Path) -> None:
    assert told(cartridge(tmp_path / "c.imscc", item12()), platform) == []


def test_marks_of_a_cartridge_are_said_once_a_quiz(tmp_path: Path) -> None:
    alike = cartridge(tmp_path / "alike.imscc", profiled("essay"), profiled("essay").replace("q1", "q2"))
    assert told(alike, "moodle") == []
    unlike = cartridge(tmp_path / "unlike.imscc", profiled("essay"), profiled("essay", 3).replace("q1", "q2"))
    assert ["points" in each.message for each in told(unlike, "moodle")] == [True]
    assert ["1 point" in each.message for each in told(unlike, "open-edx")] == [True]
    bank = cartridge(tmp_path / "bank.imscc", profiled("essay"), profiled("essay", 3).replace("q1", "q2"), bank=True)
    assert told(bank, "moodle") == []
    several = profiled("multiple_response").replace("<varequal", '<varequal case="Yes"')
    (found,) = told(cartridge(tmp_path / "several.imscc", several), "moodle")
    assert "ticks all" in found.message


def test_feedback_that_open_edx_loses(tmp_path: Path) -> None:
    feedback = "<itemfeedback ident='f'/></item>"
    for profile, codes in (("multiple_choice", ["platform-loses"]), ("essay", [])):
        item = profiled(profile, 1).replace("</item>", feedback)
        assert [each.code for each in told(cartridge(tmp_path / f"{profile}.imscc", item), "open-edx")] == codes


def test_long_titles_of_a_course(tmp_path: Path) -> None:
    path = cartridge(tmp_path / "c.imscc", item12(), title="x" * 256)
    assert [each.code for each in told(path, "moodle")] == ["platform-length"]


@pytest.mark.parametrize("platform", ["new-quizzes", "open-edx"])
def test_question_banks_that_are_not_read(platform: str, tmp_path: Path) -> None:
    found = told(cartridge(tmp_path / "c.imscc", item12(), bank=True), platform)
    assert [each.code for each in found] == ["platform-loses"]


@pytest.mark.parametrize(
    ("platform", "item", "codes"),
    [
        ("blackboard", item2(), []),
        ("blackboard", item2("<orderInteraction/>"), ["platform-question-type"]),
        ("blackboard", item2("<textEntryInteraction/><textEntryInteraction/>"), ["platform-question-type"]),
        ("blackboard", item2(processing="<responseProcessing/>"), ["platform-scoring"]),
        ("blackboard", item2(processing='<responseProcessing template="http://x/match_correct"/>'), []),
        ("inspera", item2(processing='<responseProcessing template="http://x/match_correct"/>'), []),
        ("inspera", item2(processing='<responseProcessing template="http://x/map_response"/>'), ["platform-scoring"]),
        ("inspera", item2(processing="<responseProcessing/>"), ["platform-scoring"]),
        (
            "inspera",
            item2(processing="<responseProcessing/>", more='<outcomeDeclaration identifier="FEEDBACK"/>'),
            [],
        ),
    ],
)
def test_limits_of_qti_2(platform: str, item: str, codes: list[str], tmp_path: Path) -> None:
    found = told(qti2(tmp_path / "q.zip", item), platform)
    assert [each.code for each in found] == codes
    assert all(each.question == "q" for each in found)


def test_a_qti_22_test_is_no_quiz_in_canvas(tmp_path: Path) -> None:
    path = tmp_path / "t.xml"
    path.write_text(
        '<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="t"/>', encoding="utf-8"
    )
    assert [each.code for each in told(path, "canvas")] == ["platform-loses"]
    path.write_text(
        '<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="t"/>', encoding="utf-8"
    )
    assert told(path, "canvas") == []


# --- ours, and the command ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("version", "codes"), [("1.1", {"platform-scoring"}), ("1.3", {"platform-format", "platform-scoring"})]
)
def test_our_cartridge_is_made_for_moodle_but_for_its_marks(
    version: Literal["1.1", "1.3"], codes: set[str], examples: Bank, tmp_path: Path
) -> None:
    folder = built(examples, tmp_path, version).folder
    assert {each.code for each in told(folder / "cartridge/examples.imscc", "moodle")} == codes


def test_the_command_names_the_platforms() -> None:
    assert tuple(PLATFORMS) == command_module.PLATFORMS


def test_the_command_warns_and_exits_0(tmp_path: Path) -> None:
    path = quiz_package(tmp_path / "q.zip", item12())
    run = CliRunner().invoke(command, ["validate", "--for", "openolat", str(path)])
    assert run.exit_code == 0, run.output
    assert "platform-format" in run.output
    assert CliRunner().invoke(command, ["validate", "--for", "nowhere", str(path)]).exit_code == 2


def test_the_documentation_has_every_platform() -> None:
    page = (Path(__file__).parent.parent / "docs/platforms.md").read_text(encoding="utf-8")
    rows = [line for line in page.split("\n") if line.startswith("| [")]
    assert [row.split("|")[2].strip(" `") for row in rows] == list(PLATFORMS)
    for row, platform in zip(rows, PLATFORMS.values(), strict=True):
        heading, anchor = row.split("[")[1].split("](#")
        assert f"\n## {heading}\n" in page
        assert anchor.split(")")[0] == heading.lower().replace(",", "").replace(" ", "-")
        assert ("tried" in row.split("|")[4]) == platform.tried
