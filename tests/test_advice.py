"""Advice on writing a question: what each check finds and what it leaves alone, and how it is switched off."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.advice import CHECKS
from exporter.advice.words import LANGUAGES
from exporter.codes import advice as codes
from exporter.diagnostics import Code, Severity
from tests.advice_banks import BOTHER, ENDING, advice, found, question

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
        ("de", "absolute-word", question("Was gilt?", "*Es kann helfen", "Es hilft Ausschließlich")),
        ("de", "absolute-word", question("Was gilt?", "*Es kann helfen", "Es hilft ausschliesslich")),
        ("de", "negative-stem", question("Alles außer einem gehört zur IPT?", "*Hausaufgaben", "Trauer")),
        ("de", "negative-stem", question("Alles ausser einem gehört zur IPT?", "*Hausaufgaben", "Trauer")),
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

    @pytest.mark.parametrize(
        "step", ["Combien de pas par minute", "Quel est le premier pas", "Comment avancer pas à pas"]
    )
    def test_a_step_in_french_is_no_negation(self, step: str, tmp_path: Path) -> None:
        assert "negative-stem" not in found(tmp_path, question(f"{step} ?", "*Un", "Deux"), "fr")

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
        for words in (made() for made in LANGUAGES.values()):
            assert all(len(word) >= 4 for word in words.stop)
            assert all(word == word.casefold() for word in words.stop)


def test_every_advice_has_a_check_or_is_of_many_questions() -> None:
    """Each code is given by one function, and only by it."""
    of_one: list[Code] = [code for code, _check in CHECKS]
    assert [*of_one, codes.NEAR_DUPLICATE] == list(codes.OF_A_QUESTION)
    declared = {value.name for value in vars(codes).values() if isinstance(value, Code)}
    assert declared == {*codes.NAMES, "allow-unused"}
    assert {*GIVES, *BOTHER} == {code.name for code in codes.OF_A_QUESTION}
    assert set(GIVES) == set(SILENT)
