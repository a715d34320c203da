"""For each cell of the support matrix a question that uses the feature, and how to know it in a package."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from exporter.features import Feature

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="80"><path d="M0 0H9"/></svg>\n'


@dataclass
class Parts:
    """A question in pieces, so that a feature can be put into it."""

    attributes: str = ""
    stem: str = "What is asked here?"
    answers: str = ""
    parts: str = ""

    def source(self) -> str:
        return f"# A title {{#one {self.attributes}}}\n\n{self.stem}\n\n{self.answers}\n\n{self.parts}\n"


_CHOICES = "- [x] alpha\n- [ ] beta\n- [ ] gamma\n"
BASES: dict[str, Callable[[], Parts]] = {
    "multiple-choice": lambda: Parts(answers=_CHOICES),
    "multiple-response": lambda: Parts("type=multiple-response", answers="- [x] alpha\n- [x] beta\n- [ ] gamma\n"),
    "true-false": lambda: Parts(answers="- [x] True\n- [ ] False\n"),
    "short-answer": lambda: Parts(answers="- = alpha\n"),
    "numerical": lambda: Parts("type=numerical", answers="- = 700\n"),
    "cloze": lambda: Parts("type=cloze", stem="Fill [[alpha]] and [[beta]]."),
    "matching": lambda: Parts(
        "type=matching", answers="| | |\n| - | - |\n| alpha | one |\n| beta | two |\n| gamma | three |\n"
    ),
    "ordering": lambda: Parts("type=ordering", answers="1. alpha\n2. beta\n3. gamma\n"),
    "categorize": lambda: Parts(
        "type=categorize", answers="| one | two |\n| - | - |\n| alpha | beta |\n| gamma | delta |\n"
    ),
    "essay": lambda: Parts("type=essay"),
    "file-upload": lambda: Parts("type=file-upload"),
    "hotspot": lambda: Parts("type=hotspot", answers="![A picture](../media/base.svg)\n\n- [x] rect 1,1 20,20\n"),
    "description": lambda: Parts("type=description"),
}

Change = Callable[[Parts, str], Parts]


@dataclass(frozen=True)
class Example:
    """How a feature gets into a question, and the words by which it is known in what is written (any one of a group)."""

    change: Change
    words: tuple[tuple[str, ...], ...] = ()
    differs: bool = True
    """Whether what is written differs from the question without it, where the feature is kept."""
    survives: bool = field(default=True)
    """Whether the words are there where the feature is changed."""


def _attribute(text: str) -> Change:
    def change(parts: Parts, kind: str) -> Parts:
        del kind
        parts.attributes += f" {text}"
        return parts

    return change


def _part(name: str, text: str = "sentinel word") -> Change:
    def change(parts: Parts, kind: str) -> Parts:
        del kind
        parts.parts += f"\n## {name}\n\n{text}\n"
        return parts

    return change


def _stem(text: str) -> Change:
    def change(parts: Parts, kind: str) -> Parts:
        del kind
        parts.stem += f"\n\n{text}"
        return parts

    return change


def _answers(by_kind: dict[str, str], attributes: str = "") -> Change:
    def change(parts: Parts, kind: str) -> Parts:
        text = by_kind[kind]
        parts.attributes += f" {attributes}"
        if kind == "cloze":
            parts.stem = text
        else:
            parts.answers = text
        return parts

    return change


def _in_answer(markdown: str) -> Change:
    def change(parts: Parts, kind: str) -> Parts:
        if kind == "cloze":
            parts.stem = f"Fill [[(x) {markdown} | ( ) beta]] and [[(x) gamma | ( ) delta]]."
        elif kind == "true-false":
            parts.answers = f"- [x] {markdown}\n- [ ] False\n"
        else:
            parts.answers = parts.answers.replace("alpha", markdown)
        return parts

    return change


_WEIGHED = {
    "multiple-choice": "- [x] alpha\n- [37%] beta\n- [ ] gamma\n",
    "multiple-response": "- [37%] alpha\n- [63%] beta\n- [ ] gamma\n",
    "short-answer": "- = alpha\n- =37% beta\n",
    "numerical": "- = 700\n- =37% 300\n",
    "cloze": "Fill [[alpha | =37% beta]] and [[gamma]].",
    "hotspot": "![A picture](../media/base.svg)\n\n- [x] rect 1,1 20,20\n- [37%] rect 30,30 40,40\n",
}
_NEGATIVE = {
    "multiple-choice": "- [x] alpha\n- [-20%] beta\n- [ ] gamma\n",
    "multiple-response": "- [60%] alpha\n- [40%] beta\n- [-20%] gamma\n",
    "short-answer": "- = alpha\n- =-20% beta\n",
    "numerical": "- = 700\n- =-20% 300\n",
    "cloze": "Fill [[alpha | =-20% beta]] and [[gamma]].",
}
_RATIONALE = {
    "multiple-choice": "- [x] alpha\n  > sentinel word\n- [ ] beta\n- [ ] gamma\n",
    "multiple-response": "- [x] alpha\n  > sentinel word\n- [x] beta\n- [ ] gamma\n",
    "true-false": "- [x] True\n  > sentinel word\n- [ ] False\n",
    "short-answer": "- = alpha\n  > sentinel word\n",
    "numerical": "- = 700\n  > sentinel word\n",
    "hotspot": "![A picture](../media/base.svg)\n\n- [x] rect 1,1 20,20\n  > sentinel word\n",
}


def _partly(parts: Parts, kind: str) -> Parts:
    """Let the question be partly right at all; else nobody would ever see the part."""
    if kind in ("multiple-choice", "short-answer", "numerical", "hotspot"):
        parts = _answers(_WEIGHED)(parts, kind)
    return _part("If partly correct")(parts, kind)


EXAMPLES: dict[Feature, Example] = {
    Feature.POINTS: Example(_attribute("points=1.25"), (("1.25",),), survives=False),
    Feature.TAGS: Example(_attribute("tags=sentinel-tag"), (("sentinel-tag",),)),
    Feature.DIFFICULTY: Example(_attribute("difficulty=hard"), (("hard", "difficult"),)),
    Feature.OBJECTIVES: Example(_attribute('objectives="sentinel aim"'), (("sentinel aim",),)),
    Feature.LESSON: Example(_attribute("lesson=sentinel-lesson"), (("sentinel-lesson",),)),
    Feature.AUTHOR: Example(_attribute('author="Sentinel Name"'), (("Sentinel Name",),)),
    Feature.LANGUAGE: Example(_attribute("lang=fr"), (('lang="fr"',),)),
    Feature.PASSAGE: Example(_attribute("passage=sentinel-passage"), (("sentinel passage text",),)),
    Feature.REFERENCES: Example(_part("References"), (("sentinel word",),)),
    Feature.EXPLANATION: Example(_part("Explanation"), (("sentinel word",),)),
    Feature.IF_CORRECT: Example(_part("If correct"), (("sentinel word",),)),
    Feature.IF_PARTLY_CORRECT: Example(_partly, (("sentinel word",),)),
    Feature.IF_INCORRECT: Example(_part("If incorrect"), (("sentinel word",),)),
    Feature.HINTS: Example(_part("Hint"), (("sentinel word",),)),
    Feature.PENALTY: Example(_attribute("penalty=17%"), (("0.17",),), survives=False),
    Feature.RATIONALE: Example(_answers(_RATIONALE), (("sentinel word",),)),
    Feature.WEIGHTS: Example(_answers(_WEIGHED), (("37",),), survives=False),
    Feature.NEGATIVE_WEIGHTS: Example(_answers(_NEGATIVE), (("-20", "-0.2"),), survives=False),
    Feature.ALL_OR_NOTHING: Example(_attribute("partial-credit=none")),
    Feature.PER_CHOICE: Example(_attribute("partial-credit=per-choice")),
    Feature.RIGHT_MINUS_WRONG: Example(_attribute(""), differs=False),
    Feature.PARTS: Example(_attribute(""), differs=False),
    Feature.FIXED_ORDER: Example(_attribute("shuffle=false")),
    Feature.PINS: Example(_in_answer("alpha {.pin}")),
    Feature.CASE: Example(_attribute("case-sensitive=true")),
    Feature.WILDCARD: Example(
        _answers({"short-answer": "- = alpha\n- = sen*tinel\n", "cloze": "Fill [[alpha | sen*tinel]] and [[beta]]."})
    ),
    Feature.SEVERAL_ANSWERS: Example(
        _answers(
            {
                "short-answer": "- = alpha\n- = sentinel\n",
                "numerical": "- = 700\n- = 777\n",
                "cloze": "Fill [[alpha | sentinel]] and [[beta]].",
            }
        ),
        (("sentinel", "777"),),
    ),
    Feature.UNIT: Example(
        _answers({"numerical": "- = 700 kWh\n", "cloze": "Fill [[= 700 kWh]] and [[beta]]."}), (("kWh",),)
    ),
    Feature.TOLERANCE: Example(
        _answers({"numerical": "- = 700 ± 13\n", "cloze": "Fill [[= 700 ± 13]] and [[beta]]."}), survives=False
    ),
    Feature.PERCENT_TOLERANCE: Example(
        _answers({"numerical": "- = 700 ± 1%\n", "cloze": "Fill [[= 700 ± 1%]] and [[beta]]."}), survives=False
    ),
    Feature.RANGE: Example(
        _answers({"numerical": "- = 700..713\n", "cloze": "Fill [[= 700..713]] and [[beta]]."}), survives=False
    ),
    Feature.CATCH_ALL: Example(
        _answers(
            {
                "short-answer": "- = alpha\n- = *\n  > sentinel word\n",
                "numerical": "- = 700\n- = *\n  > sentinel word\n",
                "cloze": "Fill [[alpha | =0% *]] and [[beta]].",
            }
        )
    ),
    Feature.MIXED_GAPS: Example(
        _answers({"cloze": "Fill [[alpha]] and [[(x) sentinel | ( ) beta]]."}), (("alpha",), ("sentinel",))
    ),
    Feature.COLUMN_LABELS: Example(
        _answers({"matching": "| sentinel | label |\n| - | - |\n| alpha | one |\n| beta | two |\n| gamma | three |\n"}),
        (("sentinel",), ("label",)),
    ),
    Feature.DISTRACTORS: Example(
        _answers(
            {"matching": "| | |\n| - | - |\n| alpha | one |\n| beta | two |\n| gamma | three |\n| | sentinel |\n"}
        ),
        (("sentinel",),),
    ),
    Feature.REPEATED_MATCH: Example(
        _answers(
            {
                "matching": "| | |\n| - | - |\n| alpha | one |\n| beta | one |\n| gamma | three |\n",
                "categorize": "| one | two |\n| - | - |\n| alpha | beta |\n| gamma | delta |\n",
            }
        ),
        differs=False,
    ),
    Feature.WRONG_AREAS: Example(
        _answers({"hotspot": "![A picture](../media/base.svg)\n\n- [x] rect 1,1 20,20\n- [ ] rect 33,34 45,46\n"}),
        survives=False,
    ),
    Feature.RUBRIC: Example(_part("Rubric"), (("sentinel word",),)),
    Feature.MODEL_ANSWER: Example(_part("Model answer"), (("sentinel word",),)),
    Feature.MATH: Example(_stem("$\\alpha_{4242}$"), (("4242",),)),
    Feature.PICTURE: Example(_stem("![A sentinel](../media/sentinel.svg)"), (("sentinel.svg",),)),
    Feature.PICTURE_IN_ANSWER: Example(
        _in_answer("![True](../media/sentinel.svg)"), (("sentinel.svg",),), survives=False
    ),
    Feature.PICTURE_IN_FEEDBACK: Example(
        _part("References", "![A sentinel](../media/sentinel.svg)"), (("sentinel.svg",),)
    ),
    Feature.MARKS_IN_ANSWER: Example(_in_answer("*True*"), (("<em>True</em>",),), survives=False),
    Feature.AUDIO_VIDEO: Example(_stem("![A sound](../media/sentinel.mp3)"), (("sentinel.mp3",),)),
    Feature.FILE_LINK: Example(_stem("[A file](../media/sentinel.pdf)"), (("sentinel.pdf",),), survives=False),
    Feature.BANK_LINK: Example(_stem("[A lesson](lesson:sentinel-lesson)")),
    Feature.TABLE: Example(_stem("x | y\n--- | ---\nsentinel | cell\n\nMore."), (("<table",), ("sentinel",))),
    Feature.CODE: Example(_stem("```c\nsentinel < 1\n```\n\nMore."), (("<pre",), ("sentinel",))),
    Feature.RUBY: Example(_stem("<ruby>sentinel<rt>word</rt></ruby>"), (("sentinel",), ("word",))),
    Feature.DETAILS: Example(
        _stem("<details><summary>sentinel</summary>word</details>\n\nMore."), (("sentinel",), ("word",))
    ),
    Feature.KEYS: Example(_stem("<kbd>sentinel</kbd>"), (("sentinel",),)),
    Feature.STRUCK: Example(_stem("~~sentinel~~"), (("sentinel",),)),
}
