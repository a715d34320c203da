"""Items and tests of QTI 2.1, 2.2 and 3.0: keys, variables, references, identifiers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.packages import PNG, codes, judged, manifest, resource, zip_of

NAMESPACES = {
    "2.1": "http://www.imsglobal.org/xsd/imsqti_v2p1",
    "2.2": "http://www.imsglobal.org/xsd/imsqti_v2p2",
    "3.0": "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
}
QTI30_PACKAGING = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
_HTML = {"p", "img", "div", "object"}
VERSIONS = pytest.mark.parametrize("version", list(NAMESPACES))


def in_version(xml: str, version: str) -> str:
    """Return QTI 2 XML in the names of a version."""
    if version == "3.0":
        xml = re.sub(r"(</?)([A-Za-z]\w*)", lambda each: each[1] + _kebab(each[2]), xml)
        xml = re.sub(r"\s([a-z]+[A-Z]\w*)=", lambda each: f" {_kebab(each[1], '')}=", xml)
        xml = xml.replace("v2p1/rptemplates/match_correct", "v3p0/rptemplates/match_correct.xml")
    return xml.replace("NAMESPACE", NAMESPACES[version], 1)


def _kebab(name: str, prefix: str = "qti-") -> str:
    return name if name in _HTML else prefix + re.sub(r"[A-Z]", lambda each: f"-{each[0].lower()}", name)


def choice_item(
    identifier: str = "q1", *, key: str = "A", body: str = "", scoring: str = "", declared: str = "SCORE"
) -> str:
    """Return a choice item of A and B in QTI 2 names."""
    return (
        f'<assessmentItem xmlns="NAMESPACE" identifier="{identifier}" title="T" adaptive="false" timeDependent="false">'
        '<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier">'
        f"<correctResponse><value>{key}</value></correctResponse></responseDeclaration>"
        f'<outcomeDeclaration identifier="{declared}" cardinality="single" baseType="float"/>'
        f"<itemBody><p>Which?</p>{body}"
        '<choiceInteraction responseIdentifier="RESPONSE" shuffle="false" maxChoices="1">'
        '<simpleChoice identifier="A">a</simpleChoice><simpleChoice identifier="B">b</simpleChoice></choiceInteraction>'
        "</itemBody><responseProcessing>"
        + (scoring or '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>')
        + "</responseProcessing></assessmentItem>"
    )


def assessment_of(*references: str) -> str:
    """Return a test of one section."""
    return (
        '<assessmentTest xmlns="NAMESPACE" identifier="t1" title="T"><testPart identifier="p1" navigationMode="linear" '
        'submissionMode="individual"><assessmentSection identifier="s1" title="S" visible="true">'
        f"{''.join(references)}</assessmentSection></testPart></assessmentTest>"
    )


def package(path: Path, version: str, items: dict[str, str], **files: str | bytes) -> Path:
    """Write a package that lists these items, each with all of the files."""
    namespace = QTI30_PACKAGING if version == "3.0" else "http://www.imsglobal.org/xsd/imscp_v1p1"
    kind = {"2.1": "imsqti_item_xmlv2p1", "2.2": "imsqti_item_xmlv2p2", "3.0": "imsqti_item_xmlv3p0"}[version]
    listed = [resource(f"r{n}", name, _type_of(text, kind), *files) for n, (name, text) in enumerate(items.items())]
    members = {name: in_version(text, version) for name, text in items.items()}
    return zip_of(path, {"imsmanifest.xml": manifest(*listed, namespace=namespace), **members, **files})


def _type_of(text: str, kind: str) -> str:
    return kind.replace("item", "test") if text.startswith("<assessmentTest") else kind


def found(tmp_path: Path, version: str, item: str) -> list[str]:
    return codes(judged(package(tmp_path / "q.zip", version, {"q1.xml": item})))


@VERSIONS
def test_a_good_item_gives_no_finding(tmp_path: Path, version: str) -> None:
    verdict = judged(package(tmp_path / "q.zip", version, {"q1.xml": choice_item()}))
    assert codes(verdict) == []
    assert f"QTI {version}" in {each.kind for each in verdict.judgements}


@VERSIONS
def test_a_key_that_is_no_choice_is_found(tmp_path: Path, version: str) -> None:
    verdict = judged(package(tmp_path / "q.zip", version, {"q1.xml": choice_item(key="C")}))
    finding = next(each for each in verdict if each.code == "unknown-choice")
    assert finding.question == "q1"
    assert "`C`" in finding.message
    assert finding.hint == "the choices are `A`, `B`"


@VERSIONS
def test_a_mapping_of_no_choice_is_found(tmp_path: Path, version: str) -> None:
    mapped = '</correctResponse><mapping defaultValue="0"><mapEntry mapKey="C" mappedValue="1"/></mapping>'
    assert found(tmp_path, version, choice_item().replace("</correctResponse>", mapped)) == ["unknown-choice"]


@VERSIONS
def test_pairs_are_looked_at_side_by_side(tmp_path: Path, version: str) -> None:
    item = choice_item(key="A B").replace('"identifier"><correct', '"pair"><correct')
    item = item.replace("choiceInteraction", "associateInteraction").replace("simpleChoice", "simpleAssociableChoice")
    assert found(tmp_path, version, item) == []
    assert found(tmp_path, version, item.replace(">A B<", ">A C<")) == ["unknown-choice"]


@VERSIONS
def test_typed_answers_are_no_choices(tmp_path: Path, version: str) -> None:
    item = choice_item(key="any text").replace('baseType="identifier"', 'baseType="string"')
    item = item.replace("choiceInteraction", "textEntryInteraction")
    assert found(tmp_path, version, item) == []


@VERSIONS
def test_an_interaction_without_its_response_is_found(tmp_path: Path, version: str) -> None:
    item = choice_item().replace('responseIdentifier="RESPONSE"', 'responseIdentifier="OTHER"')
    assert found(tmp_path, version, item) == ["unknown-choice"]


@VERSIONS
def test_an_outcome_that_is_never_declared_is_found(tmp_path: Path, version: str) -> None:
    assert found(tmp_path, version, choice_item(declared="POINTS")) == ["undeclared-outcome"]


@VERSIONS
def test_feedback_on_an_outcome_that_is_never_declared_is_found(tmp_path: Path, version: str) -> None:
    feedback = (
        '<modalFeedback outcomeIdentifier="FEEDBACK" showHide="show" identifier="right"><p>Yes</p></modalFeedback>'
    )
    item = choice_item().replace("</assessmentItem>", f"{feedback}</assessmentItem>")
    assert found(tmp_path, version, item) == ["undeclared-outcome"]


@VERSIONS
def test_variables_that_are_built_in_or_declared_may_be_read(tmp_path: Path, version: str) -> None:
    read = (
        '<setOutcomeValue identifier="SCORE"><sum><variable identifier="numAttempts"/><mapResponse identifier="RESPONSE"/>'
        "</sum></setOutcomeValue>"
    )
    mapping = '<mapping><mapEntry mapKey="A" mappedValue="1"/></mapping></responseDeclaration>'
    item = choice_item(scoring=read).replace("</responseDeclaration>", mapping)
    assert found(tmp_path, version, item) == []
    assert found(tmp_path, version, choice_item(scoring=read.replace('"RESPONSE"', '"NONE"'))) == ["undeclared-outcome"]


@VERSIONS
@pytest.mark.parametrize("declaration", ["templateDeclaration", "contextDeclaration", "outcomeDeclaration"])
def test_any_kind_of_variable_may_be_read(tmp_path: Path, version: str, declaration: str) -> None:
    declared = f'<{declaration} identifier="N" cardinality="single" baseType="float"/><itemBody>'
    read = '<setOutcomeValue identifier="SCORE"><variable identifier="N"/></setOutcomeValue>'
    item = choice_item(scoring=read)
    assert found(tmp_path, version, item) == ["undeclared-outcome"]
    assert found(tmp_path, version, item.replace("<itemBody>", declared)) == []


@VERSIONS
def test_identifiers_used_twice_are_found(tmp_path: Path, version: str) -> None:
    assert found(tmp_path, version, choice_item().replace('identifier="B"', 'identifier="A"')) == [
        "duplicate-identifier"
    ]
    path = package(tmp_path / "r.zip", version, {"q1.xml": choice_item(), "q2.xml": choice_item()})
    assert codes(judged(path)) == ["duplicate-identifier"]


@VERSIONS
def test_a_picture_that_is_missing_is_found(tmp_path: Path, version: str) -> None:
    item = choice_item(body='<p><img src="media/p.png" alt="p"/></p>')
    assert found(tmp_path, version, item) == ["missing-file"]
    path = package(tmp_path / "r.zip", version, {"items/q1.xml": item}, **{"items/media/p.png": PNG})
    assert codes(judged(path)) == []


def test_a_single_item_is_not_asked_for_its_pictures(tmp_path: Path) -> None:
    path = tmp_path / "q.xml"
    path.write_text(in_version(choice_item(body='<p><img src="media/p.png" alt="p"/></p>'), "2.1"))
    assert codes(judged(path)) == []


@VERSIONS
def test_a_test_asks_only_for_items_that_are_there(tmp_path: Path, version: str) -> None:
    reference = '<assessmentItemRef identifier="{}" href="{}"/>'
    items = {"items/q1.xml": choice_item()}
    good = package(
        tmp_path / "a.zip", version, {**items, "t.xml": assessment_of(reference.format("q1", "items/q1.xml"))}
    )
    assert codes(judged(good)) == []
    nowhere = package(tmp_path / "b.zip", version, {**items, "t.xml": assessment_of(reference.format("q7", "q7.xml"))})
    verdict = judged(nowhere)
    assert codes(verdict) == ["dangling-reference"]
    assert "`q7.xml`" in next(each.message for each in verdict if each.code == "dangling-reference")
    alone = tmp_path / "t.xml"
    alone.write_text(in_version(assessment_of(reference.format("q7", "q7.xml")), version), encoding="utf-8")
    assert codes(judged(alone)) == [], "what lies beside a file that is judged alone is not known"
    other = package(
        tmp_path / "c.zip", version, {**items, "t.xml": assessment_of(reference.format("item", "items/q1.xml"))}
    )
    assert codes(judged(other)) == ["import-changes"]
    twice = assessment_of(*[reference.format("q1", "items/q1.xml")] * 2)
    assert codes(judged(package(tmp_path / "d.zip", version, {**items, "t.xml": twice}))) == ["duplicate-identifier"]


@VERSIONS
def test_a_branch_goes_somewhere(tmp_path: Path, version: str) -> None:
    reference = '<assessmentItemRef identifier="q1" href="q1.xml"><branchRule target="{}"/></assessmentItemRef>'
    for target, expected in (("s1", []), ("EXIT_TEST", []), ("s9", ["dangling-reference"])):
        items = {"q1.xml": choice_item(), "t.xml": assessment_of(reference.format(target))}
        assert codes(judged(package(tmp_path / f"{target}.zip", version, items))) == expected


def test_a_wrong_namespace_is_found(tmp_path: Path) -> None:
    item = choice_item().replace("NAMESPACE", "http://www.imsglobal.org/xsd/imsqti_v9")
    assert found(tmp_path, "2.1", item) == ["wrong-namespace"]
    mixed = in_version(choice_item(), "3.0").replace(NAMESPACES["3.0"], NAMESPACES["2.2"])
    assert found(tmp_path, "2.2", mixed) == ["wrong-namespace"]


@pytest.mark.parametrize(
    ("name", "code"),
    [("__MACOSX/._q1.xml", "macosx-folder"), ("media\\p.png", "backslash-path"), ("p.png", "unlisted-file")],
)
def test_odd_packages_are_found(tmp_path: Path, name: str, code: str) -> None:
    listed = manifest(resource("r", "q1.xml", "imsqti_item_xmlv2p1"))
    item = in_version(choice_item(), "2.1")
    path = zip_of(tmp_path / "q.zip", {"imsmanifest.xml": listed, "q1.xml": item, name: PNG})
    assert codes(judged(path)) == [code]


@VERSIONS
@pytest.mark.parametrize(
    ("files", "needs", "wrong"),
    [
        (["p.png"], [], False),
        ([], ["pic"], False),
        ([], ["style"], False),
        ([], [], True),
        ([], ["r", "nowhere"], True),
    ],
)
def test_a_picture_is_listed_with_the_item_that_shows_it(
    tmp_path: Path,
    version: str,
    files: list[str],
    needs: list[str],
    wrong: bool,  # noqa: FBT001
) -> None:
    depends = "".join(f'<dependency identifierref="{each}"/>' for each in needs)
    listed = "".join(f'<file href="{each}"/>' for each in ["q1.xml", *files])
    kind = f"imsqti_item_xmlv{version.replace('.', 'p')}"
    item = f'<resource identifier="r" type="{kind}" href="q1.xml">{listed}{depends}</resource>'
    picture = '<resource identifier="pic" type="webcontent" href="p.png"><file href="p.png"/></resource>'
    style = (
        '<resource identifier="style" type="webcontent" href="s.css"><file href="s.css"/>'
        '<dependency identifierref="pic"/><dependency identifierref="style"/></resource>'
    )
    members: dict[str, bytes | str] = {
        "imsmanifest.xml": manifest(item + picture + style),
        "q1.xml": in_version(choice_item(body='<p><img src="p.png" alt="A"/></p>'), version),
        "p.png": PNG,
        "s.css": "p {}",
    }
    findings = [each for each in judged(zip_of(tmp_path / "q.zip", members)) if each.code == "unlisted-file"]
    assert bool(findings) is wrong
    assert all("p.png" in each.message and each.span.path.endswith("q1.xml") for each in findings)


def test_a_backslash_in_a_reference_is_found(tmp_path: Path) -> None:
    listed = manifest(resource("r", "items\\q1.xml", "imsqti_item_xmlv2p1"))
    path = zip_of(tmp_path / "q.zip", {"imsmanifest.xml": listed, "items/q1.xml": in_version(choice_item(), "2.1")})
    assert set(codes(judged(path))) == {"backslash-path", "unlisted-file"}
