"""What the responses of QTI items are declared to be: kind of value, key, areas, templates; and draws of tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.packages import codes, judged
from tests.test_validate_qti import VERSIONS, assessment_of, choice_item, found, package


@VERSIONS
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('baseType="identifier"', 'baseType="string"'),
        ('cardinality="single" baseType="identifier"', 'cardinality="ordered" baseType="identifier"'),
        ('maxChoices="1"', 'maxChoices="0"'),
        ('maxChoices="1"', 'maxChoices="2"'),
        ("<value>A</value>", "<value>A</value><value>B</value>"),
        (
            'cardinality="single" baseType="identifier"><correctResponse><value>A</value>',
            'cardinality="multiple" baseType="identifier"><correctResponse><value>A</value><value>B</value>',
        ),
        ('<baseValue baseType="float">1<', '<baseValue baseType="float">one<'),
        (
            'identifier="SCORE" cardinality="single" baseType="float"/>',
            'identifier="SCORE" cardinality="single" baseType="float"><defaultValue><value>one</value></defaultValue></outcomeDeclaration>',
        ),
    ],
)
def test_a_response_of_another_kind_than_its_interaction_is_found(
    tmp_path: Path, version: str, old: str, new: str
) -> None:
    item = choice_item()
    assert old in item
    assert found(tmp_path, version, item.replace(old, new, 1)) == ["response-type"]


def test_two_interactions_that_answer_to_one_response_are_found(tmp_path: Path) -> None:
    second = '<inlineChoiceInteraction responseIdentifier="RESPONSE"><inlineChoice identifier="A"/></inlineChoiceInteraction>'
    assert found(tmp_path, "2.2", choice_item(body=f"<p>{second}</p>")) == ["duplicate-identifier"]


def test_pairs_the_wrong_way_round_are_found(tmp_path: Path) -> None:
    sets = "".join(
        f'<simpleMatchSet><simpleAssociableChoice identifier="{each}" matchMax="1">x</simpleAssociableChoice></simpleMatchSet>'
        for each in "AB"
    )
    choices = choice_item()
    body = choices[choices.index("<choiceInteraction") : choices.index("</itemBody>")]
    item = choices.replace(body, f'<matchInteraction responseIdentifier="RESPONSE">{sets}</matchInteraction>')
    item = item.replace('baseType="identifier"', 'baseType="directedPair"', 1)
    assert found(tmp_path, "2.1", item.replace("<value>A<", "<value>A B<")) == []
    assert found(tmp_path, "2.1", item.replace("<value>A<", "<value>B A<")) == ["response-type"]


TEMPLATE = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/"


@VERSIONS
@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("match_correct", []),
        ("match_corect", ["dangling-reference"]),
        ("map_response", ["no-right-answer"]),
        ("map_response_point", ["no-right-answer"]),
        ("CC2_match", []),
    ],
)
def test_a_template_must_be_there_and_have_what_it_scores(
    tmp_path: Path, version: str, template: str, expected: list[str]
) -> None:
    item = _by_template(f"{TEMPLATE}{template}")
    assert found(tmp_path, version, item) == expected


def _by_template(address: str) -> str:
    item = choice_item()
    start = item.index("<responseProcessing>")
    return f'{item[:start]}<responseProcessing template="{address}"/></assessmentItem>'


def test_a_template_of_another_maker_is_not_judged(tmp_path: Path) -> None:
    assert found(tmp_path, "2.1", _by_template("https://example.org/rp/own_rules.xml")) == []


def test_a_template_that_scores_a_response_of_another_name_is_found(tmp_path: Path) -> None:
    item = _by_template(f"{TEMPLATE}match_correct").replace('"RESPONSE"', '"ANSWER"')
    assert found(tmp_path, "2.1", item) == ["unknown-choice"]


def test_scoring_by_a_key_that_is_not_declared_is_found(tmp_path: Path) -> None:
    scoring = (
        '<responseCondition><responseIf><match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>'
        '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf>'
        "</responseCondition>"
    )
    item = choice_item(scoring=scoring).replace("<correctResponse><value>A</value></correctResponse>", "")
    assert found(tmp_path, "2.2", item) == ["no-right-answer"]
    templated = (
        '<templateProcessing><setCorrectResponse identifier="RESPONSE"><baseValue baseType="identifier">A</baseValue>'
        "</setCorrectResponse></templateProcessing><itemBody>"
    )
    assert found(tmp_path, "2.2", item.replace("<itemBody>", templated)) == []


@VERSIONS
@pytest.mark.parametrize(
    ("shape", "coords", "expected"),
    [
        ("circle", "10,10,5", []),
        ("circle", "124,10,5", []),
        ("circle", "130,10,5", ["unknown-choice"]),
        ("circle", "10,10,5,5", ["response-type"]),
        ("rect", "0,0,20,20", []),
        ("rect", "-3,-2,20,20", []),
        ("rect", "120,0,140,20", ["unknown-choice"]),
        ("rect", "0,0,20", ["response-type"]),
        ("ellipse", "130,10,20,5", []),
        ("ellipse", "10,90,20,5", ["unknown-choice"]),
        ("poly", "0,0,20,0,0,20", []),
        ("poly", "0,0,20,0", ["response-type"]),
        ("poly", "0,0,20,0,0,x", ["response-type"]),
        ("rect", "10%,10%,20%,20%", []),
        ("default", "", []),
    ],
)
def test_areas_must_be_their_shape_and_touch_the_picture(
    tmp_path: Path, version: str, shape: str, coords: str, expected: list[str]
) -> None:
    body = '<selectPointInteraction responseIdentifier="RESPONSE" maxChoices="1"><object data="p.svg" type="image/svg+xml" width="120" height="80"/></selectPointInteraction>'
    item = choice_item()
    start, end = item.index("<choiceInteraction"), item.index("</itemBody>")
    item = f"{item[:start]}{body}{item[end:]}".replace('baseType="identifier"', 'baseType="point"', 1)
    area = f'<areaMapping><areaMapEntry shape="{shape}" coords="{coords}" mappedValue="1"/></areaMapping>'
    key = "<correctResponse><value>A</value></correctResponse>"
    item = item.replace(key, area)
    drawn = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    assert codes(judged(package(tmp_path / "q.zip", version, {"q1.xml": item}, **{"p.svg": drawn}))) == expected


def test_a_catalog_that_is_not_there_is_found(tmp_path: Path) -> None:
    body = '<p data-catalog-idref="c1">a</p>'
    assert found(tmp_path, "3.0", choice_item(body=body)) == ["dangling-reference"]
    there = '<catalogInfo><catalog id="c1"/></catalogInfo>'
    assert found(tmp_path, "3.0", choice_item(body=body + there)) == []


def reference(identifier: str, href: str) -> str:
    return f'<assessmentItemRef identifier="{identifier}" href="{href}"/>'


@VERSIONS
def test_a_test_that_asks_for_what_is_no_item_is_found(tmp_path: Path, version: str) -> None:
    items = {"q1.xml": choice_item(), "t.xml": assessment_of(reference("q1", "q1.xml"), reference("t1", "t.xml"))}
    assert codes(judged(package(tmp_path / "q.zip", version, items))) == ["dangling-reference"]


@VERSIONS
@pytest.mark.parametrize(
    ("selection", "expected"),
    [('select="1"', []), ('select="2"', ["import-changes"]), ('select="2" withReplacement="true"', [])],
)
def test_a_draw_of_more_than_there_is_is_found(
    tmp_path: Path, version: str, selection: str, expected: list[str]
) -> None:
    test = assessment_of(f"<selection {selection}/>", reference("q1", "q1.xml"))
    items = {"q1.xml": choice_item(), "t.xml": test}
    assert codes(judged(package(tmp_path / "q.zip", version, items))) == expected


@VERSIONS
def test_an_outcome_of_a_test_that_is_not_declared_is_found(tmp_path: Path, version: str) -> None:
    sums = '<outcomeProcessing><setOutcomeValue identifier="SCORE"><sum/></setOutcomeValue></outcomeProcessing>'
    test = assessment_of(reference("q1", "q1.xml")).replace("</assessmentTest>", f"{sums}</assessmentTest>")
    items = {"q1.xml": choice_item(), "t.xml": test}
    assert codes(judged(package(tmp_path / "q.zip", version, items))) == ["undeclared-outcome"]
