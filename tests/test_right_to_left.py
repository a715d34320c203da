"""Numbers and code in a bank that is read from right to left: a minus stands before its number, code reads as it is typed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from exporter.diagnostics import Span
from exporter.model import NumericAnswer
from exporter.targets.accepted import accepted_number
from exporter.targets.words import read_words
from tests.small_banks import bank_of
from tests.studies import needs_browser, pages_of, studied

AT = Span("q.md", 1)


@pytest.mark.parametrize(
    ("answer", "hebrew", "english"),
    [
        (
            NumericAnswer(value=Decimal(-3), tolerance=Decimal(1), span=AT),
            (
                '<bdi dir="ltr">−3\xa0<bdi>&lt;m</bdi> ±\xa01</bdi>'
                ' <span class="aside">(<bdi dir="ltr">−4</bdi> עד <bdi dir="ltr">−2</bdi> נכון)</span>'
            ),
            '−3\xa0&lt;m ±\xa01 <span class="aside">(−4 to −2 is right)</span>',
        ),
        (
            NumericAnswer(low=Decimal(-3), high=Decimal(-1), span=AT),
            '<bdi dir="ltr">−3</bdi> עד <bdi dir="ltr">−1</bdi>\xa0&lt;m',
            "−3 to −1\xa0&lt;m",
        ),
    ],
)
def test_an_accepted_number_keeps_its_minus_before_it(answer: NumericAnswer, hebrew: str, english: str) -> None:
    assert accepted_number(answer, "<m", read_words("he", None)) == hebrew
    assert accepted_number(answer, "<m", read_words("en", None)) == english


@needs_browser
def test_numbers_are_typed_and_code_is_read_from_left_to_right(tmp_path: Path) -> None:
    text = "# אחת {#one}\n\nמה `GET /`?\n\n- = -3\n\n# שתיים {#two}\n\nגם [[= -3.5]] וגם [[TCP]].\n"
    files = {"bank.yaml": "id: bank\ntitle: בנק\nlanguage: he\n", "questions/a.md": text}
    page = pages_of(bank_of(tmp_path / "bank", files), tmp_path)["bank-practice.html"]
    read = "[...document.querySelectorAll('code, input[type=text]')].map((each) => getComputedStyle(each).direction)"
    seen = studied(tmp_path, [{"file": str(page), "steps": [{"do": "run", "script": read, "see": "read"}]}])[0]["seen"]
    assert seen["read"] == ["ltr", "ltr", "ltr", "rtl"]
