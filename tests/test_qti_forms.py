"""Forms of QTI 3.0 that players with a gap take too: what the standard allows is wider than what each of them reads."""

from __future__ import annotations

import pytest
from lxml import etree

from exporter.model import Bank, Categorize, Matching
from exporter.targets.qti import QTI30
from tests.qti_packages import Built, built

RULE = "{*}qti-response-processing"


@pytest.fixture(scope="module")
def made(examples: Bank, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(examples, tmp_path_factory.mktemp("qti30"), QTI30)


@pytest.fixture(scope="module")
def items(made: Built, examples: Bank) -> dict[str, etree._Element]:
    return {question.id: made.item(question.id) for question in examples.questions}


def test_feedback_that_is_due_at_once_has_outcomes_of_its_own(items: dict[str, etree._Element]) -> None:
    """A player may put a container into the container instead of merging them, and then finds no name in it."""
    named = set()
    for item in items.values():
        for rule in item.iterfind(f"{RULE}//{{*}}qti-set-outcome-value"):
            outcome = rule.get("identifier", "")
            if outcome.startswith("FEEDBACK") or outcome == "PICKED":
                named.add(outcome)
                assert rule.find(".//{*}qti-multiple/{*}qti-variable") is None, etree.tostring(rule)
        modals = {each.get("outcome-identifier") for each in item.iterfind("{*}qti-modal-feedback")}
        held = {each.get("identifier"): each.get("cardinality") for each in item.iterfind("{*}qti-outcome-declaration")}
        assert {held[modal] for modal in modals} <= {"single"}
    assert named == {"FEEDBACK", "FEEDBACK_ANSWER", "FEEDBACK_GENERAL", "PICKED"}


def test_pairs_are_mapped_only_where_there_is_an_answer(examples: Bank, items: dict[str, etree._Element]) -> None:
    """A player may stop at the mapping of no pair at all, and with it whatever comes after it: the feedback."""
    mapped = 0
    for question in examples.questions:
        if isinstance(question, Matching | Categorize):
            item = items[question.id]
            everywhere = item.findall(f"{RULE}//{{*}}qti-map-response")
            guarded = [
                branch
                for branch in item.iterfind(f"{RULE}//{{*}}qti-response-else-if")
                if branch.find("{*}qti-not/{*}qti-is-null") is not None
                and branch.find("{*}qti-set-outcome-value/{*}qti-map-response") is not None
            ]
            assert len(guarded) == len(everywhere)
            mapped += len(guarded)
    assert mapped


def test_an_item_says_where_its_shared_stimulus_stands(items: dict[str, etree._Element]) -> None:
    """Without such a place a player does not show the passage, unless the platform around it does."""
    about = {name: item for name, item in items.items() if item.find("{*}qti-assessment-stimulus-ref") is not None}
    assert set(about) == {"about-case", "about-case-next"}
    for item in about.values():
        first = next(item.iterfind("{*}qti-item-body/*"))
        assert first.get("data-stimulus-idref") == "case"
        assert (first.get("class"), first.text, len(first)) == ("qti-shared-stimulus", None, 0)
    assert sum(item.find(".//*[@data-stimulus-idref]") is not None for item in items.values()) == len(about)


def test_a_choice_of_several_pieces_is_one_element(items: dict[str, etree._Element]) -> None:
    """A player sets the pieces of a choice side by side and drops the spaces between them."""
    boxes = []
    for item in items.values():
        for choice in item.iter("{*}qti-simple-choice"):
            if len(choice):
                assert (choice.text, len(choice), choice[0].tail) == (None, 1, None), etree.tostring(choice)
                boxes.append(etree.QName(choice[0]).localname)
    assert set(boxes) == {"span", "div"}
