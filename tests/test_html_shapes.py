"""Exercises whose template is filled in once a shape are those that it gives for each."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from jinja2 import Template
from markupsafe import Markup

from exporter.model import Bank, type_of
from exporter.targets.frames import Frames, Place
from exporter.targets.html.exercise import exercise
from exporter.targets.html.look import look_of
from exporter.targets.layout import Layout, TemplateError
from tests.banks import bank_files, read
from tests.small_banks import bank_of

_QUESTIONS = """# One {#one}

Which is $x^2$ & `{0}`?

- [x] $1$
- [ ] *Two* {.pin}
- [ ] {0} "%s"

# Two {#two}

Match.

| \\<A> & | $B$ |
| --- | --- |
| $1$ | One |
| Two | `2` |
| Three | $3$ |

# Three {#three lang=ar points=2}

Say "this".

- [x] a
- [ ] b

## Hint

Think.
"""


def _is_the_same(bank: Bank) -> None:
    """Ask for each question twice: what stands in a folder of an author's is filled in for each."""
    with tempfile.TemporaryDirectory() as folder:
        quick, slow = look_of(bank.language, None), look_of(bank.language, Path(folder))
        for question in (*bank.questions, *bank.questions):
            assert exercise(question, bank, quick) == exercise(question, bank, slow), type_of(question)


@given(bank_files())
def test_drawn_banks(files: dict[str, str]) -> None:
    with read(files) as bank:
        _is_the_same(bank)


def test_the_examples(examples: Bank) -> None:
    _is_the_same(examples)


def test_questions_with_signs_that_a_frame_might_take_for_its_own(tmp_path: Path) -> None:
    _is_the_same(bank_of(tmp_path, {"questions/a.md": _QUESTIONS}))


def test_a_template_is_filled_in_once_a_shape() -> None:
    asked = []

    def fill(values: Mapping[str, object]) -> str:
        asked.append(values)
        return str(Template("{{ first }}: {{ other }}, {{ first }}", autoescape=True).render(**values))

    frames = Frames(fill)
    given = (("<1>", "2"), ("3", Markup("<b>")))
    made = [frames.fill((), texts, lambda texts: {"first": texts[0], "other": texts[1]}) for texts in given]
    assert made == ["&lt;1&gt;: 2, &lt;1&gt;", "3: <b>, 3"]
    assert len(asked) == 1


def test_a_large_frame_is_not_kept() -> None:
    asked = []

    def fill(values: Mapping[str, object]) -> str:
        asked.append(values)
        return "row" * 10_000 + str(Template("{{ it }}", autoescape=True).render(**values))

    frames = Frames(fill)
    for text in ("a", "b"):
        assert frames.fill((), (text,), lambda texts: {"it": texts[0]}).endswith(f"row{text}")
    assert len(asked) == 2


def test_gaps_that_differ_in_what_their_menus_say_have_one_frame(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    menus = "".join(f"# Q {{#q{at}}}\n\nIt is [[(x) {at} & | ( ) *not* {at}]].\n\n" for at in range(3))
    bank = bank_of(tmp_path, {"questions/q.md": menus})
    filled: list[str] = []
    fill = Layout.fill

    def counted(layout: Layout, name: str, **values: object) -> str:
        filled.append(name)
        return fill(layout, name, **values)

    monkeypatch.setattr(Layout, "fill", counted)
    look = look_of(bank.language, None)
    made = [exercise(question, bank, look).html for question in bank.questions]
    assert filled.count("html/form/gap.html") == 1
    assert all(f"{at} &amp;</option>" in html for at, html in enumerate(made))


@pytest.mark.parametrize(
    "shown", ["it|length", "it ~ ''", "it == 'a'", "it|upper", "it.x", "it[0]", "'a' in it", "'%s'|format(it)"]
)
def test_a_template_that_asks_what_a_text_says_cannot_be_filled_in_so(shown: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("{{ " + shown + " }}", encoding="utf-8")
    with pytest.raises(TemplateError):
        Layout(tmp_path).fill("a.html", it=Place(0))
