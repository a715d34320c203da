"""The scoring of the pages' own script agrees with `exporter.scoring`: examples, drawn banks, every letter's case."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporter.cache import NoCache
from exporter.model import Bank, Essay, FileUpload, Hotspot, Numerical, Question, ShortAnswer
from exporter.reader import read_bank
from exporter.resources import template_folder
from exporter.scoring import Response, number_score, score
from exporter.targets.html.key import key_of
from exporter.targets.html.look import look_of
from exporter.targets.html.text import PageWriting
from tests import banks, drawn_texts
from tests.responses import responses

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="there is no Node.js")

LOOK = look_of("en", None)
SCRIPT = Path(__file__).parent / "players" / "score.mjs"


class Judge:
    """The script in one process of Node.js, asked by lines."""

    def __init__(self) -> None:
        command = ["node", str(SCRIPT), str(template_folder() / "html" / "scoring.js")]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")

    def ask(self, asked: object) -> Any:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def scores(self, cases: Sequence[tuple[Question, Response]]) -> list[Fraction | None]:
        asked = [
            {"key": key_of(question, PageWriting(LOOK)), "response": as_json(response)} for question, response in cases
        ]
        return [None if each is None else Fraction(each) for each in self.ask({"cases": asked})]


def as_json(response: Response) -> object:
    """Return a response as the page's script takes it."""
    if isinstance(response, frozenset):
        return sorted(response)
    if isinstance(response, tuple) and any(isinstance(each, Decimal) for each in response):
        return [format(each, "f") for each in response]
    return response


@pytest.fixture(scope="module")
def source() -> Bank:
    return read_bank(Path(__file__).parent.parent / "source", cache=NoCache())[0]


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    made = Judge()
    yield made
    made.process.communicate(timeout=30)
    assert made.process.returncode == 0


def agree(judge: Judge, cases: Sequence[tuple[Question, Response]]) -> None:
    found = judge.scores(cases)
    wanted = [score(question, response) for question, response in cases]
    faults = [
        (question.id, response, here, there)
        for (question, response), here, there in zip(cases, found, wanted, strict=True)
        if here != there
    ]
    assert not faults, faults[:3]


def cases_of(bank: Bank) -> Iterator[tuple[Question, Response]]:
    for question in bank.questions:
        yield question, None
        yield from ((question, response) for response in responses(question))
        if isinstance(question, Hotspot):
            yield from ((question, (Decimal(x) / 3, Decimal(y))) for x in range(0, 400, 17) for y in range(0, 90, 7))


def test_the_examples_and_the_bank_score_alike(judge: Judge, examples: Bank, source: Bank) -> None:
    for bank in (examples, source):
        cases = [(question, _whole(response)) for question, response in cases_of(bank)]
        assert len({type(question) for question, _ in cases}) >= 12
        assert {Fraction(0), Fraction(1)} < {score(*case) for case in cases} - {None}
        agree(judge, cases)


def _whole(response: Response) -> Response:
    """Return a click in hundredths of a pixel, as the page takes it."""
    if isinstance(response, tuple) and len(response) == 2:
        x, y = response
        if isinstance(x, Decimal) and isinstance(y, Decimal):
            return x.quantize(Decimal("0.01")), y.quantize(Decimal("0.01"))
    return response


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(banks.bank_files(), st.lists(drawn_texts.words(0), max_size=4))
def test_drawn_banks_score_alike(judge: Judge, files: dict[str, str], typed: list[str]) -> None:
    with banks.read(files) as bank:
        cases = list(cases_of(bank))
        for question in bank.questions:
            if isinstance(question, ShortAnswer | Numerical):
                cases += [(question, each) for each in typed]
        agree(judge, cases)


_TYPED = st.one_of(
    st.decimals(allow_nan=True, allow_infinity=True).map(str),
    st.text("0123456789.eE+-−_ \u00a0\u2009٣५𝟘,x", max_size=9),
    st.sampled_from(["", ".", "-.", "5.", ".5", "+5", "1e", "e5", "1_0", "_1", "Infinity", "nan", "1e4000", "1e-4000"]),
).filter(lambda text: "e" not in text.lower() or len(text.lower().rpartition("e")[2]) < 6)


@settings(max_examples=400, deadline=None)
@given(_TYPED)
def test_numbers_are_read_alike(judge: Judge, typed: str) -> None:
    answers = [{"low": "-3", "high": "10", "weight": "50"}, {"low": "10", "high": "1000", "weight": "100"}]
    found = judge.ask(
        {"cases": [{"key": {"type": "numerical", "answers": [*answers, {"weight": "25"}]}, "response": typed}]}
    )
    assert Fraction(found[0]) == _by_scoring(typed)


def _by_scoring(typed: str) -> Fraction:
    from exporter.diagnostics import Span  # noqa: PLC0415
    from exporter.model import NumericAnswer  # noqa: PLC0415

    at = Span("")
    return number_score(
        [
            NumericAnswer(low=Decimal(-3), high=Decimal(10), weight=Decimal(50), span=at),
            NumericAnswer(low=Decimal(10), high=Decimal(1000), span=at),
            NumericAnswer(weight=Decimal(25), span=at),
        ],
        typed,
    )


def test_every_letter_is_folded_alike(judge: Judge) -> None:
    """Letters that this Python does not know yet are left out: the browser may be newer."""
    import unicodedata  # noqa: PLC0415

    signs = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
    signs = [sign for sign in signs if unicodedata.category(sign) != "Cn"]
    folded = judge.ask({"fold": signs})
    assert [(sign, here) for sign, here in zip(signs, folded, strict=True) if here != sign.casefold()] == []


@pytest.mark.parametrize(
    "typed", ["ÉTÉ DÉJÀ", "e\u0301te\u0301\xa0de\u0301ja\u0300", "\u200fété\u202fdéjà\u200e", "ete deja"]
)
def test_accents_behind_their_letters_and_no_break_blanks_are_read_alike(judge: Judge, typed: str) -> None:
    key = {"type": "short-answer", "answers": [{"pieces": ["été déjà"], "weight": "100"}], "case": False}
    found = judge.ask({"cases": [{"key": key, "response": typed}]})
    assert found == ["0" if typed.isascii() else "1"]


def test_what_a_person_marks_has_no_score(judge: Judge, examples: Bank) -> None:
    by_hand = [(question, None) for question in examples.questions if isinstance(question, Essay | FileUpload)]
    assert by_hand
    assert judge.scores(by_hand) == [None] * len(by_hand)
