"""The small parts of the QTI writer, and the judges that look at what it wrote."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from lxml import etree

from exporter.cache import NoCache
from exporter.codes.validation import UNDECLARED_OUTCOME, UNKNOWN_CHOICE
from exporter.diagnostics import Span
from exporter.fragment import Fragment
from exporter.job import Job, Options
from exporter.targets import Target
from exporter.targets.item_xml import number
from exporter.targets.qti.dialect import QTI30 as NEW
from exporter.targets.qti.dialect import dialect_of, escaped
from exporter.targets.qti.fragments import dangling
from exporter.targets.qti.numbers import exact, share
from exporter.targets.qti.package import Package
from exporter.targets.qti.patterns import pattern
from exporter.validation import validate
from exporter.validation.grammar import grammar
from tests.qti_packages import built
from tests.small_banks import bank_of
from tests.test_qti_text import VERSIONS, choice, of_question

# --- small parts ---


@pytest.mark.parametrize(
    ("pieces", "case_sensitive", "fits", "fails"),
    [
        (("a",), True, ["a", " a "], ["A", "ab", ""]),
        (("Ab", "c"), False, ["abc", "AB x C", " abC "], ["ac", "abcd"]),
        (("", ""), False, ["anything", " a"], ["", "  "]),
        (("a ", ""), True, ["a b", " a  b "], ["a ", "a", "ab"]),
        (("", " b"), False, ["a b", " a B"], [" b", "b", "ab"]),
        (("$1.5 (a|b) [x]^2 {y}-\\/",), True, ["$1.5 (a|b) [x]^2 {y}-\\/"], ["$155 (a|b) [x]^2 {y}-\\/"]),
        (("Straße",), False, ["strasse", "STRASSE", "straße", "STRAẞE"], ["strase"]),
        (("Strasse",), False, ["straße", "STRAẞE", "STRASSE"], ["strase"]),
        (("Strasse",), True, ["Strasse"], ["Straße"]),
        (("Messstab",), False, ["MESSSTAB", "Meßstab", "meẞstab", "Mesßtab", "Messﬆab"], ["Messtab", "Meßßtab"]),
        (("ssss",), False, ["SSSS", "ßss", "sßs", "ssß", "ßẞ"], ["sss", "ßs", "ßßs"]),
        (("stress", ""), False, ["streß", "Streßtest", "ﬆress test"], ["stres", "stre"]),
        (("", "s"), False, ["s", "ß", "Spaß", "XS"], ["ßx"]),
        (("s", "s"), False, ["ß", "ss", "s and s", "ß and s", "ſ-ẞ"], ["s", "st"]),
        (("f", "f", "i"), False, ["ﬃ", "ffi", "ﬀ hi", "f of ﬁ"], ["ﬁ", "ﬀ"]),
        (("office",), False, ["oﬃce", "OﬀICE", "ofﬁce"], ["ofice"]),
        (("OK",), False, ["oK", "OK"], ["o"]),
        (("𐐀b𞤀",), False, ["𐐨B𞤢"], ["b"]),
        (("Straße",), True, ["Straße"], ["STRASSE", "Strasse"]),
        (("σ",), False, ["Σ", "ς", "σ"], ["s"]),
        (("é",), False, ["É"], ["e"]),
        (("é",), True, ["é"], ["É"]),
    ],
)
def test_patterns(pieces: tuple[str, ...], *, case_sensitive: bool, fits: list[str], fails: list[str]) -> None:
    text, whole = pattern(pieces, case_sensitive=case_sensitive)
    assert whole
    written = re.compile(text)
    assert all(written.fullmatch(each) for each in fits)
    assert not any(written.fullmatch(each) for each in fails)


def test_numbers_are_exact_decimals() -> None:
    assert [exact(Fraction(each)) for each in ("0", "-4", "0.000304", "15.5", "1000", "-0.125")] == [
        "0", "-4", "0.000304", "15.5", "1000", "-0.125",
    ]  # fmt: skip
    assert exact(Fraction(1, 8) + Fraction(1, 5)) == "0.325"
    assert [number(Decimal(each)) for each in ("2.50", "0", "1E+30")] == ["2.5", "0", "1E+30"]
    assert share(Decimal(1), Fraction(1, 3)) == Decimal("0.3333333333")


def test_names_follow_the_version() -> None:
    assert NEW.tag("responseElseIf", "x") == "<qti-response-else-if>x</qti-response-else-if>"
    assert NEW.tag("mapEntry", mapKey='a"b', mappedValue="") == '<qti-map-entry map-key="a&quot;b"/>'
    assert escaped("a\tb\nc<") == "a&#9;b&#10;c&lt;"


# --- what would be wrong is found ---


@VERSIONS
def test_the_grammar_refuses_what_is_not_written(target: Target, tmp_path: Path) -> None:
    text, _, made = of_question(tmp_path, target, choice("Which?"))
    judge = grammar(target.name)
    assert judge.violations(etree.fromstring(text.encode())) == []
    for broken in (
        text.replace("<p>Which?</p>", "Which?"),
        text.replace("<p>Which?</p>", "<p><div>Which?</div></p>"),
        text.replace('identifier="choice_1"', 'identifier="1 choice"', 1),
        text.replace('="RESPONSE"', '="RESPONSE" odd="1"', 1),
        re.sub(r"<(qti-)?outcome-?[dD]eclaration.*?</(qti-)?outcome-?[dD]eclaration>", "<outcome/>", text, count=1),
    ):
        assert broken != text
        assert judge.violations(etree.fromstring(broken.encode())), broken
    manifest = made.bank["imsmanifest.xml"].decode()
    assert judge.violations(etree.fromstring(manifest.encode())) == []
    for broken in (manifest.replace("<organizations/>", ""), manifest.replace('href="q.xml"', 'src="q.xml"')):
        assert judge.violations(etree.fromstring(broken.encode())), broken


@VERSIONS
def test_names_that_lead_nowhere_are_found(target: Target, tmp_path: Path) -> None:
    text, _, _ = of_question(tmp_path, target, choice("Which?", "points=2") + "\n## Explanation\n\nSo.\n")
    assert dangling(text) == []
    assert dangling(text.replace(">choice_1<", ">choice_9<", 1)) == [
        (UNKNOWN_CHOICE, "the key names `choice_9`, which is no choice")
    ]
    name = "FEEDBACK_GENERAL" if target.name == "qti30" else "FEEDBACK"
    undeclared = text.replace(f'identifier="{name}" cardinality', 'identifier="OTHER" cardinality')
    assert dangling(undeclared) == [(UNDECLARED_OUTCOME, f"`{name}` is used, but never declared")]


@VERSIONS
def test_a_package_that_does_not_add_up_is_found(target: Target, tmp_path: Path) -> None:
    bank = bank_of(tmp_path, {"questions/q.md": choice("Which?")})
    job = Job(bank, Options(), NoCache(), target.name)
    package = Package(job, dialect_of(target.name), "quiz", Span("quiz.yaml"))
    shown = b'<p>="media/said.png"</p><img src="media/gone.png"/><outcomeDeclaration normalMaximum="2"/>'
    package.add(bank.question("q"), Fragment(shown), "passage")
    package.judge("<nothing/>")
    package.check(iter(["q", "other"]), Decimal(3))
    assert [(each.code, each.message) for each in job.findings if each.code != "grammar-violation"] == [
        ("missing-file", "`media/gone.png` is shown, but not in the package"),
        ("qti-package-incomplete", "`other` is missing from the package"),
        ("dangling-reference", "`q` refers to `passage`, which is not in the package"),
        ("qti-package-incomplete", "the test says 3 points, the items come to 2"),
    ]
    assert "grammar-violation" in {each.code for each in job.findings}


@VERSIONS
def test_a_question_that_two_draws_hold_is_an_item_for_each(target: Target, tmp_path: Path) -> None:
    question = "# {0} {{#{0}}}\n\nWhat?\n\n- [x] a\n- [ ] b\n\n"
    sections = "  - draw: 1\n    from: {type: multiple-choice}\n" * 2
    bank = bank_of(
        tmp_path / "bank",
        {
            "questions/q.md": "".join(map(question.format, ("q", "r", "q-2"))),
            "quizzes/z.yaml": f"id: z\ntitle: Z\nsections:\n{sections}    points: 3\n",
        },
    )
    made = built(bank, tmp_path / "out", target)
    names = {name.removesuffix(".xml") for name in made.packages["z"] if name.endswith(".xml")}
    assert names == {"imsmanifest", "z", "q", "r", "q-2", "q_draw_2", "r_draw_2", "q-2_draw_2"}
    test = made.packages["z"]["z.xml"].decode()
    assert re.findall(r'identifier="([^"]+)" href="\1\.xml"', test) == [
        "q",
        "r",
        "q-2",
        "q_draw_2",
        "r_draw_2",
        "q-2_draw_2",
    ]
    again = made.packages["z"]["q_draw_2.xml"].decode()
    assert ' identifier="q_draw_2"' in again
    assert 'aximum="3"' in again
    assert [each for each in made.findings if each.severity == "error"] == []
    assert not [each for each in validate(made.paths) if each.severity == "error"]
