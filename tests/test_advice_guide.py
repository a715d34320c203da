"""The guide to writing questions, and banks that follow it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from exporter.advice import advise
from exporter.checking import check_bank
from exporter.codes import advice as codes
from exporter.diagnostics import Severity
from tests.advice_banks import BOTHER, advice
from tests.banks import bank_files, read

ROOT = Path(__file__).parents[1]


def sections() -> dict[str, str]:
    """Return the sections of the guide to writing questions by the code in their headings."""
    page = (ROOT / "docs" / "writing-questions.md").read_text(encoding="utf-8")
    pieces = re.split(r"^### (.*)\n", page.partition("## Sources")[0], flags=re.MULTILINE)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def test_the_guide_has_every_code_and_no_other() -> None:
    assert sorted(sections()) == sorted(codes.NAMES)


def test_the_guide_names_sources_that_it_lists() -> None:
    page = (ROOT / "docs" / "writing-questions.md").read_text(encoding="utf-8")
    listed = page.partition("## Sources")[2]
    for name, text in sections().items():
        cited = re.findall(
            r"([A-ZÄÖÜ][^\W\d_]+)(?:[,:]? [^()0-9]*?)?? ((?:19|20)[0-9]{2})",
            re.sub(r"```.*?```", "", text, flags=re.DOTALL),
        )
        assert cited or name == "part-unreachable", name  # a matter of scoring, not of research
        assert all(re.search(rf"^- .*{author}.*{year}", listed, re.MULTILINE) for author, year in cited), cited


@pytest.mark.parametrize("code", [code.name for code in codes.OF_A_QUESTION])
def test_the_examples_of_the_guide_are_what_they_say(code: str, tmp_path: Path) -> None:
    bad, good = re.findall(r"^```markdown\n(.*?)^```", sections()[code], re.MULTILINE | re.DOTALL)
    assert code in [each.code for each in advice(tmp_path / "bad", bad, off=())]
    assert [each.code for each in advice(tmp_path / "good", good) if each.code not in BOTHER] == []
    assert code not in [each.code for each in advice(tmp_path / "good", good, off=())]


def test_our_own_bank_passes() -> None:
    _bank, findings = check_bank(ROOT / "source", advice=True)
    assert [each for each in findings if each.severity in {Severity.ADVICE, Severity.WARNING, Severity.ERROR}] == []


def test_the_bank_of_init_passes() -> None:
    _bank, findings = check_bank(ROOT / "exporter" / "bank_template", advice=True)
    assert [each for each in findings if each.severity in {Severity.ADVICE, Severity.WARNING, Severity.ERROR}] == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(bank_files())
def test_any_bank_is_advised(files: dict[str, str]) -> None:
    """Whatever is written, advice comes as findings at a line of the file, the same each time."""
    for language in ("en", "de", "fr", "es"):
        files["bank.yaml"] = f"id: drawn\ntitle: A drawn bank\nlanguage: {language}\n"
        with read(files) as bank:
            first = list(advise(bank))
            assert first == list(advise(bank))
            lines = {path: text.count("\n") + 1 for path, text in files.items()}
            assert all(0 < each.span.line <= lines[each.span.path] for each in first if each.span.path != "bank.yaml")
