"""Every kind of value: what is read, what is refused, and why."""

from __future__ import annotations

from decimal import Decimal

import pytest

from exporter.diagnostics import Span
from exporter.model import Reference
from tests.test_keys import codes, good, read


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("2.", "2"),
        (".5", "0.5"),
        ("'2'", "2"),
        ("1.500000", "1.5"),
        ("0.12345", "0.12345"),
        ("99999", "99999"),
    ],
)
def test_points(text: str, value: str) -> None:
    found = good("question", f"points: {text}\n")["points"]
    assert found == Decimal(value)
    assert str(found)[0] != "-"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1,5", "not-a-number"),
        ("one", "not-a-number"),
        ("1e2", "not-a-number"),
        ("0x10", "not-a-number"),
        (".inf", "not-a-number"),
        ("١", "not-a-number"),
        ("-0.5", "number-range"),
        ("100000", "number-range"),
        ("0.123456", "number-range"),
        ("9" * 5000, "number-range"),
        ("[1]", "wrong-shape"),
        ("{a: 1}", "wrong-shape"),
        ("~", "no-value"),
        ("", "no-value"),
        ("''", "no-value"),
    ],
)
def test_points_refused(text: str, code: str) -> None:
    values, findings = read("question", f"points: {text}\n")
    assert values == {}
    assert [each.code for each in findings] == [code]
    assert len(findings[0].message) < 120


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("1", "1"),
        ("0.33333", "0.33333"),
        ("33%", "0.33"),
        ("33.33333 %", "0.3333333"),
        ("100%", "1"),
        ("-0", "0"),
    ],
)
def test_penalty(text: str, value: str) -> None:
    assert good("question", f"penalty: {text}\n")["penalty"] == Decimal(value)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.01", "number-range"),
        ("101%", "number-range"),
        ("-1%", "number-range"),
        ("%", "not-a-number"),
        ("1,5%", "not-a-number"),
    ],
)
def test_penalty_refused(text: str, code: str) -> None:
    assert codes("question", f"penalty: '{text}'\n") == [code]


@pytest.mark.parametrize("text", ["yes", "no", "on", "1", "True", "FALSE", "truthy"])
def test_only_true_and_false(text: str) -> None:
    assert codes("question", f"shuffle: {text}\n") == ["not-a-boolean"]


@pytest.mark.parametrize(
    "tag",
    [
        "en",
        "de-AT",
        "zh-Hant-TW",
        "sr-Latn",
        "es-419",
        "sl-rozaj-biske",
        "de-1996",
        "ar-x-private",
        "en-u-ca-gregory",
        "gsw",
    ],
)
def test_languages(tag: str) -> None:
    assert good("question", f"lang: {tag}\n")["lang"] == tag


@pytest.mark.parametrize("tag", ["english", "en_US", "e", "en-", "-en", "en--US", "en US", "123", "de-A"])
def test_languages_refused(tag: str) -> None:
    assert codes("question", f"lang: '{tag}'\n") == ["bad-language"]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90 s", 90),
        ("20 min", 1200),
        ("1 h 30 min", 5400),
        ("1h30min", 5400),
        ("2 h", 7200),
        ("1 h 5 s", 3605),
        ("90  min", 5400),
    ],
)
def test_durations(text: str, seconds: int) -> None:
    assert good("quiz", f"time-limit: {text}\n")["time_limit"] == seconds


@pytest.mark.parametrize(
    "text", ["20", "0 s", "20 m", "min", "1.5 h", "-5 min", "5 min 1 h", "20 minutes", "999999 min"]
)
def test_durations_refused(text: str) -> None:
    assert codes("quiz", f"time-limit: {text}\n") == ["bad-duration"]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-09-01T09:00Z", "2026-09-01T09:00:00+00:00"),
        ("2026-09-01T09:00:30+02:00", "2026-09-01T09:00:30+02:00"),
        ("'2026-09-01T09:00-05:30'", "2026-09-01T09:00:00-05:30"),
    ],
)
def test_moments(text: str, moment: str) -> None:
    assert good("quiz", f"opens: {text}\n")["opens"] == moment


@pytest.mark.parametrize(
    "text",
    ["2026-09-01T09:00", "2026-09-01", "2026-13-01T09:00Z", "2026-09-01T25:00Z", "2026-09-01T09:00+99:00", "tomorrow"],
)
def test_moments_refused(text: str) -> None:
    assert codes("quiz", f"due: {text}\n") == ["bad-moment"]


@pytest.mark.parametrize(("text", "value"), [("1", 1), ("100000", 100_000), ("unlimited", "unlimited")])
def test_attempts(text: str, value: object) -> None:
    assert good("quiz", f"attempts: {text}\n")["attempts"] == value


@pytest.mark.parametrize(
    ("text", "code"),
    [("0", "number-range"), ("-1", "number-range"), ("1.5", "not-a-number"), ("never", "unknown-value")],
)
def test_attempts_refused(text: str, code: str) -> None:
    assert codes("quiz", f"attempts: {text}\n") == [code]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("IPT Focus", "write it as `ipt-focus`"),
        ("1st", "write it as `st`"),
        ("a" * 81, "write at most 80 characters"),
        ("ä", "write small letters a to z, digits and hyphens, a letter first"),
    ],
)
def test_ids_refused(text: str, hint: str) -> None:
    values, findings = read("lesson", f"id: {text}\n")
    assert values == {}
    assert [(each.code, each.hint) for each in findings] == [("id-malformed", hint)]


def test_named_ids_keep_their_places() -> None:
    values = good("lesson", "related: [lesson-a, lesson-b]\nquestions: focus\n")
    assert values["related"] == (
        Reference("lesson-a", Span("a.yaml", 1, 11, 19)),
        Reference("lesson-b", Span("a.yaml", 1, 21, 29)),
    )
    assert values["questions"] == (Reference("focus", Span("a.yaml", 2, 12, 17)),)


def test_an_item_that_is_refused_leaves_the_others() -> None:
    values, findings = read("question", "tags: [a, [b], ~, c]\n")
    assert values["tags"] == ("a", "c")
    assert [each.code for each in findings] == ["wrong-shape", "no-value"]
