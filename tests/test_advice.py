"""Advice on writing questions: what each check finds and what it leaves alone, switches, and comments that silence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from exporter.advice import CHECKS, advise
from exporter.advice.words import LANGUAGES
from exporter.cache import NoCache
from exporter.codes import advice as codes
from exporter.diagnostics import Code, Diagnostic, Severity
from exporter.pipeline import check_bank
from exporter.reader import read_bank
from tests.banks import bank_files, read

ROOT = Path(__file__).parents[1]
ENDING = "\n\n## Explanation\n\nBecause it is so.\n\n## References\n\n- A book. 2000.\n"
BOTHER = ("rationale-missing", "reference-missing", "explanation-missing")
"""What the short questions of these tests all lack."""


def advice(
    folder: Path, text: str, *, language: str = "en", off: Iterable[str] = BOTHER, quiz: str = ""
) -> list[Diagnostic]:
    """Return the advice on a bank of one file of questions."""
    (folder / "questions").mkdir(parents=True, exist_ok=True)
    (folder / "questions" / "case.md").write_text(text, encoding="utf-8")
    head = f"id: bank\ntitle: A bank\nlanguage: {language}\n"
    (folder / "bank.yaml").write_text(f"{head}advice: {{off: [{', '.join(off)}]}}\n", encoding="utf-8")
    if quiz:
        (folder / "quizzes").mkdir(exist_ok=True)
        (folder / "quizzes" / "quiz.yaml").write_text(quiz, encoding="utf-8")
    bank, findings = read_bank(folder, cache=NoCache())
    assert [each for each in findings if each.severity is Severity.ERROR] == []
    return list(advise(bank))


def found(folder: Path, text: str, language: str = "en") -> list[str]:
    return [finding.code for finding in advice(folder, text, language=language)]


def question(stem: str, *options: str, name: str = "focus", more: str = "") -> str:
    """Return a question; an option that begins with `*` is right."""
    lines = [f"- [{'x' if each.startswith('*') else ' '}] {each.removeprefix('*')}" for each in options]
    return f"# A title {{#{name}}}\n\n{stem}\n\n" + "\n".join(lines) + f"\n{more}\n"


LONG_WORDS = "Considering multidimensional characterisations of psychotherapeutic interventions notwithstanding "
HARD = (
    LONG_WORDS * 4
    + "contemporaneous methodological controversies, which interpretation appropriately acknowledges heterogeneity?"
)

GIVES: dict[str, list[str]] = {
    "right-longest": [
        question("What is it?", "Grief", "*A change of roles that asks for new ties", "A dispute", "A lack"),
        question("Which are they?", "*A change of many roles", "*A change of many ties", "Dreams", "Drives"),
    ],
    "option-lengths": [question("What is it?", "Ice", "*Ore", "Something in the hills that nobody has seen yet")],
    "cue-word": [
        question("Which area fits a transition into retirement?", "*Role transition", "Mourning", "Role dispute"),
        question("What helps to express anger?", "*Expressing it in play", "Waiting", "Silence about it"),
    ],
    "absolute-word": [
        question("May one?", "*It may be added at times", "It must never be added"),
        "# Drugs {#drugs}\n\nIPT always excludes drugs.\n\n- [ ] True\n- [x] False\n",
    ],
    "grammar-cue": [question("The first step is an", "*inventory", "contract", "goal")],
    "negative-stem": [
        question("Which of these is not a problem area?", "*Dreams", "Grief"),
        question("All of these are areas except", "*Dreams", "Grief"),
        question("Ayumi sleeps well. Which symptom doesn’t she have?", "*Worry", "Grief"),
        "# Drugs {#drugs}\n\nIPT does not exclude drugs.\n\n- [x] True\n- [ ] False\n",
    ],
    "double-negative": [question("What should one **not** do?", "*Not set an end", "Explain the role")],
    "all-of-the-above": [
        question("Which is an area?", "Grief", "Role disputes", "*All of the above"),
        question("Which is an area?", "Grief", "Role disputes", "*Both A and B."),
    ],
    "none-of-the-above": [question("Which is an area?", "Dreams", "Drives", "*None of these is correct")],
    "rationale-short": [question("Which is an area?", "Dreams\n  > No.", "*Grief\n  > It is one of the four areas.")],
    "part-unreachable": [question("Which?", "*Yes", "No", more="\n## If partly correct\n\nNearly.\n")],
    "reading-level": [f"# Hard {{#hard type=essay}}\n\n{HARD}\n"],
    "near-duplicate": [
        question("How many sessions does acute treatment have?", "*16", "40", name="one")
        + question("How many sessions does acute treatment **have**, then?", "*16", "40", name="two")
    ],
}
SILENT: dict[str, list[str]] = {
    "right-longest": [
        question("What is it?", "A change of roles that asks for ties", "*A change of roles that asks for new ties"),
        question("Which formula?", "$a$", "*$a + b + c + d + e + f + g$ and more"),
        question("Which are they?", "*A change of many roles", "*Ties", "Dreams", "Drives", "A change of drives"),
    ],
    "option-lengths": [
        question("What is it?", "Ice", "*Ore", "Something else"),
        question("Which formula?", "$a$", "*$a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q$"),
    ],
    "cue-word": [
        question("Which area fits a transition into retirement?", "*Role transition", "Transition of care", "Grief"),
        question("Ayumi mourns her role. What comes next?", "*A new role", "A rest", "A test"),
        question("What would you say then?", "*Say what you feel", "Nothing"),
        question("She says: “Leave the office!” What is it?", "*A row at the office", "A rest"),
    ],
    "absolute-word": [
        question("May one?", "*It is never added", "It is always added"),
        question("May one?", "*It may be added", "She says: “You never listen”"),
        question("May one?", "*It may be added", "It is good after all"),
        "# Drugs {#drugs}\n\nIPT always sets an end.\n\n- [x] True\n- [ ] False\n",
        "# Drugs {#drugs}\n\nIPT excludes drugs.\n\n- [ ] True\n- [x] False\n",
    ],
    "grammar-cue": [
        question("The first step is an", "*inventory", "agreement", "hour of talk"),
        question("The first step is a", "*union", "contract", "one-off meeting", "useful talk"),
        question("What is a first step?", "*inventory", "contract"),
    ],
    "negative-stem": [
        question("Which of these is **not** a problem area?", "*Dreams", "Grief"),
        question("Which of these is NOT a problem area?", "*Dreams", "Grief"),
        question("Ayumi does not sleep. What is the matter?", "*Grief", "Dreams"),
        question("Which holds at least 16 sessions, and not only talk?", "*IPT", "SPT"),
        question("She said: “I do not know.” What is it?", "*Grief", "Dreams"),
        question("Which of these is an area? Do not guess.", "*Grief", "Dreams"),
        "# Not so {#essay type=essay}\n\nWhat is not known?\n",
    ],
    "double-negative": [question("What should one **not** do?", "*Set an end", "Explain the role")],
    "all-of-the-above": [question("What does she do?", "*All she can", "Nothing", "All of the work above")],
    "none-of-the-above": [question("What does she do?", "*None but she knows", "Sleep")],
    "rationale-short": [
        question("Which is an area?", "Dreams\n  > They are left out.", "*Grief\n  > $x^2$"),
        question("Which is an area?", "Dreams\n  > Psychopharmacotherapeutic.", "*Grief"),
    ],
    "part-unreachable": [
        question("Which?", "*Yes", "*No", "Both", more="\n## If partly correct\n\nNearly.\n"),
        question("Which?", "*Yes", "No", more="\n## If incorrect\n\nNearly.\n"),
    ],
    "reading-level": [
        f"# Hard {{#hard type=essay lang=fr}}\n\n{HARD}\n",
        "# Easy {#easy type=essay}\n\n" + "She did not sleep well and she did not eat. " * 6 + "What is it?\n",
        "# Short {#short type=essay}\n\nCharacterise psychotherapeutic multidimensionality.\n",
    ],
    "near-duplicate": [
        question("How many sessions does acute treatment have?", "*16", "40", name="one")
        + question("How long does each session of acute treatment last?", "*50 min", "40 s", name="two"),
        question("How many sessions does acute treatment have?", "*16", "40", name="one")
        + question("How many sessions does acute treatment of adolescents have?", "*12", "40", name="two"),
        question("What is it?", "*A", "B", name="one") + question("What is it?", "*C", "D", name="two"),
        "# P {#p .passage}\n\nA text.\n\n# R {#r .passage}\n\nA case.\n\n"
        + question("What would the therapist do next?", "*A", "B", name="one").replace("#one", "#one passage=p")
        + question("What would the therapist do next?", "*C", "D", name="two").replace("#two", "#two passage=r"),
    ],
}


def cases(table: dict[str, list[str]]) -> list[object]:
    return [
        pytest.param(code, text, id=f"{code}-{at}") for code, texts in table.items() for at, text in enumerate(texts)
    ]


@pytest.mark.parametrize(("code", "text"), cases(GIVES))
def test_advice_is_given(code: str, text: str, tmp_path: Path) -> None:
    findings = [each for each in advice(tmp_path, text) if each.code == code]
    assert len(findings) == 1
    assert findings[0].severity is Severity.ADVICE
    assert findings[0].span.path == "questions/case.md"
    assert findings[0].span.line > 1
    assert findings[0].question
    assert findings[0].hint


@pytest.mark.parametrize(("code", "text"), cases(SILENT))
def test_advice_is_not_given(code: str, text: str, tmp_path: Path) -> None:
    assert code not in found(tmp_path, text)


@pytest.mark.parametrize(("code", "text"), cases(GIVES))
def test_what_bank_yaml_switches_off_is_not_given(code: str, text: str, tmp_path: Path) -> None:
    assert code not in [each.code for each in advice(tmp_path, text, off=(*BOTHER, code))]


@pytest.mark.parametrize(("code", "text"), cases(GIVES))
def test_a_comment_silences_one_question(code: str, text: str, tmp_path: Path) -> None:
    comment = f"\n<!-- exporter: allow {code} the term has no other name -->\n"
    heading, _, rest = text.partition("\n")
    assert code not in found(tmp_path / "first", f"{heading}\n{comment}{rest}")
    assert "allow-unused" not in found(tmp_path / "first", f"{heading}\n{comment}{rest}")
    other = question("Quite another thing?", "*Yes", "No", name="other", more=comment)
    if code != "near-duplicate":
        assert {code, "allow-unused"} <= set(found(tmp_path / "other", text + other))


class TestFeedback:
    def test_rationales_are_counted(self, tmp_path: Path) -> None:
        some = question("Which?", "A\n  > A reason that is one.", "*B", "C")
        findings = advice(tmp_path, some, off=("reference-missing", "explanation-missing"))
        assert [(each.code, each.message, each.span.line) for each in findings] == [
            ("rationale-missing", "2 of 3 options have no rationale", 7)
        ]
        findings = advice(tmp_path, question("Which?", "A", "*B"), off=("reference-missing", "explanation-missing"))
        assert [each.message for each in findings] == ["no option has a rationale"]
        statement = "# T {#t}\n\nSo.\n\n- [x] True\n  > Since it is so by law.\n- [ ] False\n"
        findings = advice(tmp_path, statement, off=("reference-missing", "explanation-missing"))
        assert [each.message for each in findings] == ["1 of 2 options has no rationale"]

    def test_explanation_and_reference(self, tmp_path: Path) -> None:
        bare = question("Which?", "A", "*B")
        off = ("rationale-missing",)
        assert [each.code for each in advice(tmp_path, bare, off=off)] == ["explanation-missing", "reference-missing"]
        assert advice(tmp_path, bare + ENDING, off=off) == []

    def test_what_explains_an_essay(self, tmp_path: Path) -> None:
        essay = "# Essay {#essay type=essay}\n\nDiscuss.\n\n## References\n\n- A book.\n"
        assert [each.code for each in advice(tmp_path, essay, off=())] == ["explanation-missing"]
        assert advice(tmp_path, essay + "\n## Rubric\n\nTwo points.\n", off=()) == []
        assert advice(tmp_path, essay + "\n## Model answer\n\nIt depends.\n", off=()) == []

    def test_a_description_needs_nothing(self, tmp_path: Path) -> None:
        assert advice(tmp_path, "# Text {#text type=description}\n\nRead on.\n", off=()) == []

    @pytest.mark.parametrize(("text", "short"), [("错误。", True), ("因为治疗从关系开始。", False)])
    def test_writing_without_blanks(self, text: str, short: bool, tmp_path: Path) -> None:  # noqa: FBT001
        codes_ = found(tmp_path, question("什么？", f"甲\n  > {text}", "*乙"), "zh")
        assert ("rationale-short" in codes_) is short


class TestLanguages:
    CASES = (
        ("de", "cue-word", question("Welcher Bereich passt zu einer Trauer?", "*Komplizierte Trauer", "Streit")),
        ("de", "absolute-word", question("Was gilt?", "*Es kann helfen", "Es hilft immer")),
        ("de", "negative-stem", question("Was gehört nicht zur IPT?", "*Hausaufgaben", "Trauer")),
        ("de", "negative-stem", question("Was ist keine Phase der IPT?", "*Traum", "Ende")),
        ("de", "double-negative", question("Was gilt **nicht**?", "*Es gibt keine Phasen", "Es gibt drei")),
        ("de", "all-of-the-above", question("Was gilt?", "Eins", "*Alle genannten", "Zwei")),
        ("de", "none-of-the-above", question("Was gilt?", "Eins", "*Keine der genannten Antworten", "Zwei")),
        ("fr", "cue-word", question("Quel domaine convient à un deuil ?", "*Le deuil compliqué", "Le conflit")),
        ("fr", "absolute-word", question("Que dire ?", "*Cela peut aider", "Cela aide toujours")),
        ("fr", "negative-stem", question("Quel domaine ne fait pas partie de la TIP ?", "*Le rêve", "Le deuil")),
        ("fr", "double-negative", question("Que ne faut-il **pas** ?", "*Ne pas finir", "Finir")),
        ("fr", "all-of-the-above", question("Que dire ?", "Un", "*Toutes les réponses ci-dessus", "Deux")),
        ("fr", "none-of-the-above", question("Que dire ?", "Un", "*Aucune de ces réponses", "Deux")),
        ("fr", "grammar-cue", question("La première étape est l’", "*inventaire", "contrat")),
        ("es", "cue-word", question("¿Qué área corresponde a un duelo?", "*Duelo complicado", "Disputa")),
        ("es", "absolute-word", question("¿Qué vale?", "*Puede ayudar", "Ayuda siempre")),
        ("es", "negative-stem", question("¿Cuál de estas áreas no es de la TIP?", "*Sueño", "Duelo")),
        ("es", "double-negative", question("¿Qué **no** vale?", "*No hay fases", "Hay fases")),
        ("es", "all-of-the-above", question("¿Qué vale?", "Uno", "*Todas las anteriores", "Dos")),
        ("es", "none-of-the-above", question("¿Qué vale?", "Uno", "*Ninguna de las anteriores", "Dos")),
    )

    @pytest.mark.parametrize(("language", "code", "text"), CASES)
    def test_words_of_the_language(self, language: str, code: str, text: str, tmp_path: Path) -> None:
        assert code in found(tmp_path, text, f"{language}-XX")
        assert code not in found(tmp_path, text, "pl")

    def test_a_question_in_another_language(self, tmp_path: Path) -> None:
        text = question("Was gehört nicht zur IPT?", "*Hausaufgaben", "Trauer")
        assert "negative-stem" not in found(tmp_path, text)
        assert "negative-stem" in found(tmp_path, text.replace("{#focus", "{#focus lang=de"))

    def test_lix_of_german(self, tmp_path: Path) -> None:
        text = (
            "# T {#t type=essay}\n\n" + "Berücksichtigung psychotherapeutischer Behandlungsmöglichkeiten verlangt " * 9
        )
        findings = advice(tmp_path, text, language="de")
        assert [each.code for each in findings] == ["reading-level"]
        assert "LIX" in findings[0].message

    def test_no_stop_word_is_too_short_to_count(self) -> None:
        for words in LANGUAGES.values():
            assert all(len(word) >= 4 for word in words.stop)
            assert all(word == word.casefold() for word in words.stop)


def many(count: int, right: int, options: int = 4, length: int = 0) -> str:
    """Return so many questions with the right option at that place, longer than the others by so many characters."""
    return "".join(
        question(
            f"{at}?",
            *(f"{'*' if place == right else ''}{place}{'x' * length * (place == right)}" for place in range(options)),
            name=f"q{at}",
        )
        for at in range(count)
    )


def statements(count: int, *, true: bool) -> str:
    marks = ("x", " ") if true else (" ", "x")
    return "".join(f"# S {{#s{at}}}\n\n{at}.\n\n- [{marks[0]}] True\n- [{marks[1]}] False\n\n" for at in range(count))


class TestKeys:
    def test_positions_over_the_bank(self, tmp_path: Path) -> None:
        findings = advice(tmp_path, many(12, 1))
        assert [(each.code, each.span.path) for each in findings] == [("key-positions", "bank.yaml")]
        assert "12 of 12" in findings[0].message
        assert "second; an even spread gives 3" in findings[0].message
        assert advice(tmp_path, many(11, 1)) == []

    def test_an_even_spread(self, tmp_path: Path) -> None:
        parts = [many(4, place).replace("{#q", f"{{#p{place}q") for place in range(4)]
        assert advice(tmp_path, "".join(parts)) == []

    def test_a_place_that_is_never_right(self, tmp_path: Path) -> None:
        parts = [many(10, place).replace("{#q", f"{{#p{place}q") for place in range(3)]
        messages = [each.message for each in advice(tmp_path, "".join(parts))]
        assert [message for message in messages if message.startswith("in 0 of 30")]

    def test_positions_over_a_quiz(self, tmp_path: Path) -> None:
        even = [many(20, place).replace("{#q", f"{{#p{place}q") for place in range(4)]
        named = ", ".join(f"p2q{at}" for at in range(8))
        quiz = f"id: quiz\ntitle: Q\nsections:\n  - questions: [{named}]\n  - {{draw: 3, from: {{tags: [t]}}}}\n"
        text = "".join(even)
        for at in range(8, 13):
            text = text.replace(f"{{#p2q{at}}}", f"{{#p2q{at} tags=t}}")
        findings = advice(tmp_path, text, quiz=quiz)
        assert [(each.code, each.question, each.span.path) for each in findings] == [
            ("key-positions", "quiz", "quizzes/quiz.yaml")
        ]
        assert "13 of 13" in findings[0].message

    @pytest.mark.parametrize("true", [True, False])
    def test_statements(self, true: bool, tmp_path: Path) -> None:  # noqa: FBT001
        findings = advice(tmp_path, statements(12, true=true))
        assert [each.code for each in findings] == ["key-positions"]
        assert findings[0].message.endswith("are true" if true else "are false")

    def test_switched_off(self, tmp_path: Path) -> None:
        assert advice(tmp_path, many(12, 1) + statements(12, true=True), off=(*BOTHER, "key-positions")) == []

    def test_the_right_option_is_the_longest_too_often(self, tmp_path: Path) -> None:
        parts = [many(4, place, length=2).replace("{#q", f"{{#p{place}q") for place in range(4)]
        findings = advice(tmp_path, "".join(parts))
        assert [each.code for each in findings] == ["right-longest-often"]
        assert "in 16 of 16" in findings[0].message
        assert "chance gives 4" in findings[0].message
        assert advice(tmp_path, "".join(parts), off=(*BOTHER, "right-longest-often")) == []


class TestDuplicates:
    def test_the_first_of_many_stands_for_all(self, tmp_path: Path) -> None:
        texts = [question(f"In step {at}, what should the therapist do?", "*A", "B", name=f"q{at}") for at in range(9)]
        findings = advice(tmp_path, "".join(texts))
        assert [each.code for each in findings] == ["near-duplicate"] * 8
        assert {each.related[0].message for each in findings} == {"`q0` is here"}

    def test_the_earlier_question_may_allow_it(self, tmp_path: Path) -> None:
        first = question("How many sessions does acute treatment have?", "*16", "40", name="one")
        allow = "\n<!-- exporter: allow near-duplicate both forms of an exam need it -->\n\n"
        text = first.replace("\n\n", f"\n{allow}", 1) + first.replace("#one", "#two")
        assert found(tmp_path, text) == []

    def test_common_phrases_hide_no_twin(self, tmp_path: Path) -> None:
        lead = "Which of the following statements is correct about"
        texts = [
            question(f"{lead} {word * 3} {at}?", "*A", "B", name=f"q{at}") for at, word in enumerate("abcdefgh" * 4)
        ]
        twin = question("On which page of its manual does IPT begin?", "*1", "2", name="one")
        codes_ = found(tmp_path, "".join(texts) + twin + twin.replace("#one", "#two"))
        assert codes_.count("near-duplicate") >= 1


class TestAllowances:
    COMMENT = "<!-- exporter: allow {} a reason -->\n"

    def test_an_unused_one_is_a_warning_at_its_place(self, tmp_path: Path) -> None:
        text = question("Which?", "*A", "B").replace("Which?", self.COMMENT.format("cue-word") + "\nWhich?")
        (finding,) = advice(tmp_path, text)
        assert (finding.code, finding.severity, finding.span.line) == ("allow-unused", Severity.WARNING, 3)
        assert "cue-word" in finding.message

    def test_one_of_a_check_that_is_off_is_none(self, tmp_path: Path) -> None:
        text = question("Which?", "*A", "B").replace("Which?", self.COMMENT.format("cue-word") + "\nWhich?")
        assert advice(tmp_path, text, off=(*BOTHER, "cue-word")) == []

    def test_a_second_one_is_unused(self, tmp_path: Path) -> None:
        twice = (self.COMMENT.format("negative-stem") + "\n") * 2
        text = question("Which is not?", "*A", "B").replace("Which", f"{twice}Which")
        (finding,) = advice(tmp_path, text)
        assert (finding.code, finding.span.line) == ("allow-unused", 5)


def test_every_advice_has_a_check_or_is_of_many_questions() -> None:
    """Each code is given by one function, and only by it."""
    of_one: list[Code] = [code for code, _check in CHECKS]
    assert [*of_one, codes.NEAR_DUPLICATE] == list(codes.OF_A_QUESTION)
    declared = {value.name for value in vars(codes).values() if isinstance(value, Code)}
    assert declared == {*codes.NAMES, "allow-unused"}
    assert {*GIVES, *BOTHER} == {code.name for code in codes.OF_A_QUESTION}
    assert set(GIVES) == set(SILENT)


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
