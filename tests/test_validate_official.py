"""The official schemas judge what they are for, and derived verdicts say so."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lxml import etree

from exporter.validation import official, schematron
from exporter.validation.kinds import Kind
from tests.loopback import serving
from tests.packages import assessment12, codes, item12, judged, manifest, resource, zip_of
from tests.test_validate_qti import NAMESPACES, QTI30_PACKAGING, assessment_of, choice_item, in_version


@pytest.fixture(name="schemas")
def schemas_folder(official_schemas: Path) -> Path:
    return official_schemas


def outcomes(path: Path, schemas: Path) -> dict[str, tuple[str, bool]]:
    """Return what each official schema said, and whether that is derived."""
    verdict = judged(path, official=True, schemas=schemas)
    return {each.judge: (each.outcome, each.derived) for each in verdict.judgements if "/" in each.judge}


def cartridge(minor: int, items: str, *, kind: str = "assessment") -> dict[str, str]:
    """Return the members of a Common Cartridge with one assessment."""
    base = f"http://www.imsglobal.org/xsd/imsccv1p{minor}"
    lom = f"http://ltsc.ieee.org/xsd/imsccv1p{minor}/LOM/manifest"
    return {
        "imsmanifest.xml": (
            f'<manifest xmlns="{base}/imscp_v1p1" identifier="m"><metadata><schema>IMS Common Cartridge</schema>'
            f"<schemaversion>1.{minor}.0</schemaversion><lom xmlns='{lom}'><general><title>"
            "<string language='en'>T</string></title></general></lom></metadata>"
            '<organizations><organization identifier="o" structure="rooted-hierarchy"><item identifier="root">'
            '<item identifier="i" identifierref="r"><title>Quiz</title></item></item></organization></organizations>'
            f'<resources><resource identifier="r" type="imsqti_xmlv1p2/imscc_xmlv1p{minor}/{kind}">'
            '<file href="quiz.xml"/></resource></resources></manifest>'
        ),
        "quiz.xml": assessment12(items),
    }


def cc_item(*, profile: str = "cc.multiple_choice.v0p1", choices: str = "123") -> str:
    item = item12()
    labels = "".join(
        f'<response_label ident="{each}"><material><mattext>c</mattext></material></response_label>' for each in choices
    )
    start, end = item.index("<render_choice>"), item.index("</render_choice>")
    item = item[:start] + f"<render_choice>{labels}" + item[end:]
    fields = (
        f"<qtimetadatafield><fieldlabel>cc_profile</fieldlabel><fieldentry>{profile}</fieldentry></qtimetadatafield>"
    )
    return item.replace(
        "<presentation>", f"<itemmetadata><qtimetadata>{fields}</qtimetadata></itemmetadata><presentation>"
    )


def test_qti_12_is_judged_with_and_without_its_namespace(tmp_path: Path, schemas: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(assessment12(item12()))
    assert outcomes(path, schemas) == {"qti12/xsd/ims_qtiasiv1p2.xsd": ("valid", False)}
    path.write_text(assessment12(item12(), namespace=""))
    assert outcomes(path, schemas) == {"qti12/xsd/ims_qtiasiv1p2.xsd": ("valid", True)}


def test_a_violation_has_its_line_and_plain_words(tmp_path: Path, schemas: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(assessment12("\n\n" + item12().replace('rcardinality="Single"', 'rcardinality="Some"')))
    verdict = judged(path, official=True, schemas=schemas)
    finding = next(each for each in verdict if each.code == "schema-violation")
    assert finding.span.line == 3
    assert "`rcardinality`" in finding.message
    assert "http:" not in finding.message
    assert not verdict.valid


def test_very_many_violations_are_counted(tmp_path: Path, schemas: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(assessment12(*(f'<item ident="i{n}" bad="x"/>' for n in range(60))))
    found = [each for each in judged(path, schemas=schemas) if each.code == "schema-violation"]
    assert len(found) == official.MOST_FINDINGS + 1
    assert "more like these" in found[0].message + found[-1].message


@pytest.mark.parametrize(
    ("version", "judges"),
    [
        ("2.1", ["qti21/imsqti_v2p1.xsd"]),
        ("2.2", ["qti22/qtiv2p2p4/imsqti_v2p2p4.xsd"]),
        ("3.0", ["qti30/imsqti_asiv3p0_v1p0.xsd", "qti30/sbac/imsqti_asiv3p0_sbacv1p0_v1p0.xsd"]),
    ],
)
def test_items_and_tests_of_each_version_are_judged(
    tmp_path: Path, schemas: Path, version: str, judges: list[str]
) -> None:
    item, test = tmp_path / "item.xml", tmp_path / "test.xml"
    item.write_text(in_version(choice_item(), version))
    test.write_text(in_version(assessment_of('<assessmentItemRef identifier="q1" href="q1.xml"/>'), version))
    for path in (item, test):
        assert outcomes(path, schemas) == dict.fromkeys(judges, ("valid", False))
    bad = in_version(choice_item(), version).replace('title="T"', 'titel="T"')
    item.write_text(bad)
    assert outcomes(item, schemas) == dict.fromkeys(judges, ("invalid", False))


@pytest.mark.parametrize(
    ("version", "schema", "judge"),
    [
        ("2.1", "QTIv2.1 Package", "qti21/qtiv2p1_imscpv1p2_v1p0.xsd"),
        ("2.2", "QTIv2.2 Package", "qti22/manifest/qtiv2p2_imscpv1p2_v1p0.xsd"),
        ("3.0.0", "QTI Package", "qti30/imsqtiv3p0_imscpv1p2_v1p0.xsd"),
        ("3.0.1", "QTI Package", "qti30/imsqtiv3p0p1_imscpv1p2_v1p0.xsd"),
    ],
)
def test_a_manifest_is_judged_by_its_version(
    tmp_path: Path, schemas: Path, version: str, schema: str, judge: str
) -> None:
    short = version[:3]
    head = f"<metadata><schema>{schema}</schema><schemaversion>{version if short == '3.0' else '1.0.0'}</schemaversion></metadata>"
    namespace = QTI30_PACKAGING if short == "3.0" else "http://www.imsglobal.org/xsd/imscp_v1p1"
    kind = f"imsqti_item_xmlv{short.replace('.', 'p')}"
    listed = manifest(resource("r", "q1.xml", kind), namespace=namespace, head=head)
    path = zip_of(tmp_path / "q.zip", {"imsmanifest.xml": listed, "q1.xml": in_version(choice_item(), short)})
    assert outcomes(path, schemas)[judge] == ("valid", False)
    bad = listed.replace("<resources>", "<resources><nonsense/>")
    path = zip_of(tmp_path / "r.zip", {"imsmanifest.xml": bad, "q1.xml": in_version(choice_item(), short)})
    assert outcomes(path, schemas)[judge] == ("invalid", False)


def test_a_version_is_told_by_resource_types_where_the_manifest_is_silent(tmp_path: Path) -> None:
    listed = manifest(resource("r", "q1.xml", "imsqti_item_xmlv2p2"))
    path = zip_of(tmp_path / "q.zip", {"imsmanifest.xml": listed, "q1.xml": in_version(choice_item(), "2.2")})
    assert "QTI 2.2 manifest" in {each.kind for each in judged(path).judgements}


@pytest.mark.parametrize("minor", [1, 2, 3])
def test_a_cartridge_is_judged_and_newer_ones_say_that_it_is_derived(tmp_path: Path, schemas: Path, minor: int) -> None:
    path = zip_of(tmp_path / "c.imscc", cartridge(minor, cc_item()))
    assert outcomes(path, schemas) == {
        f"cc1{minor}/ccv1p{minor}_imscp_v1p2_v1p0.xsd": ("valid", minor > 1),
        "cc11/ccv1p1_qtiasiv1p2p1_v1p0.xsd": ("valid", minor == 3),
    }
    bad = cartridge(minor, cc_item())
    bad["imsmanifest.xml"] = bad["imsmanifest.xml"].replace("<general>", "<general><nonsense/>")
    found = outcomes(zip_of(tmp_path / "d.imscc", bad), schemas)
    assert found[f"cc1{minor}/ccv1p{minor}_imscp_v1p2_v1p0.xsd"] == ("invalid", minor > 1)


def test_the_rules_that_a_schema_carries_are_applied(tmp_path: Path, schemas: Path) -> None:
    two = zip_of(tmp_path / "two.imscc", cartridge(1, cc_item(choices="12")))
    verdict = judged(two, official=True, schemas=schemas)
    found = [each for each in verdict if each.code == "schema-rule-violation"]
    assert [each.message.split("]")[0] for each in found] == ["[RULE 4d"]
    assert found[0].span.line == 1
    assert found[0].span.path.endswith("!quiz.xml")
    unknown = zip_of(tmp_path / "unknown.imscc", cartridge(1, cc_item(profile="cc.matching.v0p1")))
    messages = [each.message for each in judged(unknown, schemas=schemas) if each.code == "schema-rule-violation"]
    assert len(messages) == 1
    assert "cc.matching.v0p1" in messages[0]


def test_the_rules_of_qti_3_are_applied(tmp_path: Path, schemas: Path) -> None:
    path = tmp_path / "q.xml"
    figure = "<figure><figcaption>a</figcaption><figcaption>b</figcaption></figure>"
    path.write_text(in_version(choice_item(), "3.0").replace("<p>Which?</p>", f"<p>Which?</p>{figure}"))
    found = {each.code for each in judged(path, schemas=schemas)}
    assert "schema-rule-violation" in found


@pytest.mark.parametrize(
    ("path", "assertions"), [("cc11/ccv1p1_qtiasiv1p2p1_v1p0.xsd", 73), ("qti30/imsqti_asiv3p0_v1p0.xsd", 3305)]
)
def test_every_rule_of_a_schema_is_lifted_and_compiles(schemas: Path, path: str, assertions: int) -> None:
    book = schematron.rule_book(schemas, path)
    rules = [rule for pattern in book.patterns for rule in pattern]
    assert all(rule.name for rule in rules)
    tests = {each.test for rule in rules for each in rule.assertions}
    assert sum(len(rule.assertions) for rule in rules) == assertions
    for test in sorted(tests)[:: max(1, len(tests) // 200)]:
        etree.XPath(test, namespaces=book.namespaces)


@pytest.mark.parametrize(
    ("kind", "root"),
    [
        (Kind.CC_TOPIC, '<topic xmlns="{0}imsdt_v1p{1}"><title>t</title><text texttype="text/plain">x</text></topic>'),
        (Kind.CC_LINK, '<webLink xmlns="{0}imswl_v1p{1}"><title>t</title><url href="https://example.org"/></webLink>'),
    ],
)
def test_topics_and_links_are_judged(tmp_path: Path, schemas: Path, kind: Kind, root: str) -> None:
    for minor in (1, 3):
        path = tmp_path / "x.xml"
        path.write_text(root.format(f"http://www.imsglobal.org/xsd/imsccv1p{minor}/", minor))
        judge = official.JUDGES[kind][0].path
        assert outcomes(path, schemas) == {judge: ("valid", minor == 3)}


def test_what_is_not_installed_is_a_warning_and_an_error_where_it_was_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(assessment12(item12()))
    verdict = judged(path)
    assert verdict.valid
    assert codes(verdict, without=()) == ["judge-missing"]
    assert [each.outcome for each in verdict.judgements] == ["valid", "missing"]
    strict = judged(path, official=True)
    assert codes(strict) == ["schemas-not-installed"]
    assert not strict.valid
    assert "exporter schemas install" in strict.findings[0].hint


def test_a_schema_that_lacks_an_import_is_missing_and_says_which(tmp_path: Path, schemas: Path) -> None:
    some = tmp_path / "schemas"
    (some / "qti12/xsd").mkdir(parents=True)
    shutil.copy(schemas / "qti12/xsd/ims_qtiasiv1p2.xsd", some / "qti12/xsd")
    path = tmp_path / "a.xml"
    path.write_text(assessment12(item12()))
    finding = judged(path, official=True, schemas=some).findings[0]
    assert finding.code == "schemas-not-installed"
    assert "`qti12/xml.xsd`" in finding.message


def test_a_schema_that_imports_an_unknown_address_is_missing_and_does_not_ask_it(tmp_path: Path) -> None:
    with serving() as server:
        some = tmp_path / "schemas"
        (some / "qti12/xsd").mkdir(parents=True)
        (some / "qti12/xsd/ims_qtiasiv1p2.xsd").write_text(
            '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
            f'<xs:import namespace="urn:x" schemaLocation="{server.base}/x.xsd"/></xs:schema>'
        )
        path = tmp_path / "a.xml"
        path.write_text(assessment12(item12()))
        finding = judged(path, official=True, schemas=some).findings[0]
        assert f"needs `{server.base}/x.xsd`, which is not installed" in finding.message
        assert server.asked == []


def test_a_schema_that_cannot_be_compiled_is_missing_and_says_why(tmp_path: Path) -> None:
    some = tmp_path / "schemas"
    (some / "qti12/xsd").mkdir(parents=True)
    (some / "qti12/xsd/ims_qtiasiv1p2.xsd").write_text("<nonsense/>")
    path = tmp_path / "a.xml"
    path.write_text(assessment12(item12()))
    finding = judged(path, official=True, schemas=some).findings[0]
    assert "cannot be compiled: " in finding.message


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind in official.JUDGES])
def test_every_official_schema_compiles_once_without_a_network(schemas: Path, kind: Kind) -> None:
    for judge in official.JUDGES[kind]:
        first = official.compiled(schemas, judge.path)
        assert first.schema is not None, first.missing
        assert official.compiled(schemas, judge.path) is first


def test_our_namespaces_are_those_of_the_schemas(schemas: Path) -> None:
    for version, path in (("2.1", "qti21/imsqti_v2p1.xsd"), ("3.0", "qti30/imsqti_asiv3p0_v1p0.xsd")):
        assert f'targetNamespace="{NAMESPACES[version]}"' in (schemas / path).read_text(encoding="utf-8")
