"""The words by which advice judges text, by language; a language that is not here is not judged by words."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

import msgspec


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """What the checks need to know of one language; patterns are for folded text without quotations."""

    stop: frozenset[str]
    """Words of four letters and more that carry no content, so that repeating them gives nothing away."""
    ending: re.Pattern[str]
    """Endings without which forms of one word are alike; rough, since only a few words are compared."""
    absolute: re.Pattern[str]
    """Words that claim something without exception."""
    absolute_signs: tuple[str, ...]
    """Letters of which some are in each of them, since letters are found quicker than patterns."""
    negation: re.Pattern[str]
    """Words that turn a question into its opposite; patterns leave out what only looks so, such as `not only`."""
    negation_signs: tuple[str, ...]
    """Letters of which some are in whatever negates."""
    all_above: re.Pattern[str]
    """The whole of an option that says all others are right."""
    none_above: re.Pattern[str]
    """The whole of an option that says no other is right."""
    before_vowel: frozenset[str] = frozenset()
    """Words at the end of a question that only a vowel can follow."""
    before_consonant: frozenset[str] = frozenset()
    """Words at the end of a question that only a consonant can follow."""

    def may_be_absolute(self, folded: str) -> bool:
        """Return False for a text in which nothing is absolute, mostly; what looks so may be something else."""
        return _has_one(folded, self.absolute_signs)

    def may_negate(self, folded: str) -> bool:
        """Return False for a text in which nothing negates, mostly; what looks so may be something else."""
        return _has_one(folded, self.negation_signs)


def _has_one(text: str, signs: tuple[str, ...]) -> bool:
    # A loop, as `any` would make a generator for each text.
    for sign in signs:  # noqa: SIM110 - as the comment says
        if sign in text:
            return True
    return False


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _one_of(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words.split())})\b")


def _signs(words: str) -> tuple[str, ...]:
    """Return the letters that each of the words begins with, without those that hold others of them.

    What must not stand before a word is written before it as `(?<!…)`, and `.` is any sign.
    """
    begin = dict.fromkeys(word.rpartition(")")[2].partition(".")[0] for word in words.split())
    return tuple(each for each in begin if not any(other in each for other in begin if other != each))


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})\W*", re.VERBOSE)


_ENGLISH_ABSOLUTE = (
    "always never (?<!after.)(?<!above.)(?<!at.)all none every everyone everybody everything "
    "nobody no.one invariably absolutely completely "
    "entirely totally only impossible"
)


def _english() -> Words:
    return Words(
        stop=_words(
            "about above according after again against along also although always among another answer apply because "
            "been before being below best between both cannot case cases certain choose come could does doing done "
            "down during each either else ever every fall falls first following follows from further gave give given "
            "gives goes hardly have having here hers herself high himself into itself just kind kinds know known last "
            "least less like likely long made mainly make makes making many mean means might more most mostly much "
            "must name named names near need needs never next none nothing often once one's only option options other "
            "others ought over part parts people person place point points probably question rather right said same "
            "says second select several shall should show shows since some something statement statements still such "
            "take taken takes tell than that their them themselves then there these they thing things third this those "
            "though three through time times together took toward towards true turn under until upon used uses using "
            "usual usually very want wants well were what when where whether which while whom whose will with within "
            "without word words work works would wrong year years your"
        ),
        ending=re.compile(r"(?:ings?|ed|es|e|(?<!s)s|ly)$"),
        absolute=_one_of(_ENGLISH_ABSOLUTE),
        absolute_signs=_signs(_ENGLISH_ABSOLUTE),
        negation=re.compile(
            r"\bnot\b(?!\s+(?:only|merely|just|yet)\b)|\bexcept\b|(?<!\bat\s)\bleast\b|\bcannot\b|(?<=[a-z])n[’']t\b"
        ),
        negation_signs=("not", "except", "least", "n’t", "n't"),
        all_above=_whole(
            r"(?:all|each|any)\s+(?:of\s+)?(?:the\s+)?(?:above|these|those|them|(?:options|answers|choices|statements)"
            r"(?:\s+above)?)(?:\s+(?:are|is)\s+(?:correct|right|true))?"
            r"|(?:both\s+)?[a-e1-5]\s+(?:and|&)\s+[a-e1-5](?:\s+are\s+(?:correct|right|true))?"
        ),
        none_above=_whole(
            r"(?:none|neither)\s+of\s+(?:the\s+)?(?:above|these|those|them|(?:options|answers|choices|statements)"
            r"(?:\s+above)?)(?:\s+(?:are|is)\s+(?:correct|right|true))?"
        ),
        before_vowel=frozenset({"an"}),
        before_consonant=frozenset({"a"}),
    )


_GERMAN_ABSOLUTE = (
    "immer nie niemals stets alle allen aller alles jeder jede jedes jedem jeden niemand ausnahmslos "
    "ausschließlich ausschliesslich völlig vollkommen unmöglich"
)


def _german() -> Words:
    return Words(
        stop=_words(
            "aber alle allem allen aller alles also andere anderen anderer anderes antwort auch aussage aussagen "
            "beiden beim bereits besonders bevor bietet dabei dadurch daher damit danach dann daran darauf darüber "
            "dass davon dazu deine denen denn deren derselbe dessen diese diesem diesen dieser dieses doch dort durch "
            "dürfen eher eine einem einen einer eines einige entweder etwa etwas fall folgende folgenden folgender "
            "folgendes fragen ganz gegen geht gehört genannt genannten gibt gilt haben hatte hatten hier ihre ihrem "
            "ihren ihrer immer indem jede jedem jeden jeder jedes jener jetzt kann kein keine keinem keinen keiner "
            "können könnte machen macht mehr meist meisten meistens muss möglich müssen nach nachdem neben nennt nicht "
            "nichts noch nächste oder ohne person personen richtig sagt schon sehr sein seine seinem seinen seiner "
            "seit sich sind soll sollen sollte sondern sonst sowie trifft unter viele vielen vielmehr voll wann warum "
            "wegen weil weiter welche welchem welchen welcher welches wenig weniger wenn werden wieder will wird "
            "wollen womit worauf wurde wurden während wäre zunächst zwar zwischen über"
        ),
        ending=re.compile(r"(?:en|er|es|em|e|n|s)$"),
        absolute=_one_of(_GERMAN_ABSOLUTE),
        absolute_signs=_signs(_GERMAN_ABSOLUTE),
        negation=re.compile(
            r"\bnicht\b(?!\s+(?:nur|blo(?:ß|ss)|allein)\b)|\bkein(?:e|en|em|er|es)?\b|\bau(?:ß|ss)er\b|\bam\s+wenigsten\b"
        ),
        negation_signs=("nicht", "kein", "außer", "ausser", "wenigsten"),
        all_above=_whole(
            r"alles?\s+(?:der\s+|die\s+)?(?:(?:oben\s+|hier\s+)?(?:genannten?|obigen?)(?:\s+\w+)?|davon|antworten|aussagen)"
            r"(?:\s+(?:sind|ist|treffen|stimmen).*)?|[a-e]\s+und\s+[a-e](?:\s+sind\s+richtig)?"
        ),
        none_above=_whole(
            r"(?:keine[rs]?|nichts)\s+(?:der\s+|von\s+)?(?:(?:oben\s+|hier\s+)?(?:genannten?|obigen?)(?:\s+\w+)?|davon|"
            r"antworten|aussagen|antwort|aussage)(?:\s+(?:ist|sind|trifft|stimmt).*)?"
        ),
    )


_FRENCH_ABSOLUTE = (
    "toujours jamais tous toutes aucun aucune nul nulle uniquement exclusivement absolument totalement "
    "entièrement impossible"
)


def _french() -> Words:
    return Words(
        stop=_words(
            "afin ainsi alors après assez aucun aucune aussi autre autres avait avant avec avoir beaucoup bien cela "
            "celle celles celui cependant certain certaine certaines certains ceux chaque chez choisissez comme "
            "comment contre dans depuis dernier deux devrait doit doivent donc dont elle elles encore entre exemple "
            "faire fait faut font grand jamais jusque laquelle lequel lesquelles lesquels leur leurs lors lorsque mais "
            "mieux moins même mêmes nommer notamment notre nous parce parmi pendant personne personnes peut peuvent "
            "plus plusieurs plutôt pour pourquoi pouvoir premier première puis qu'il quand quel quelle quelles quelque "
            "quelques quels question réponse sans sauf selon sera seront seulement sinon sont sous souvent suivant "
            "suivante suivantes suivants surtout tous tout toute toutes trois trop très type vers voici vous vrai "
            "était être"
        ),
        ending=re.compile(r"(?:ées?|és?|er|es|e|s|x)$"),
        absolute=_one_of(_FRENCH_ABSOLUTE),
        absolute_signs=_signs(_FRENCH_ABSOLUTE),
        negation=re.compile(
            r"(?<!n’est-ce )(?<!n'est-ce )(?<!\bde )(?<!\bdes )(?<!\bdu )(?<!\ble )(?<!\bles )(?<!\bun )(?<!\bpremier )"
            r"(?<!\bpremiers )(?<!\bchaque )(?<!à )\bpas\b(?!\s+(?:seulement|uniquement|à\s+pas)\b)"
            r"|\bsauf\b|\bexcepté\b|\bhormis\b|\baucune?\b|\bjamais\b|\ble\s+moins\b"
        ),
        negation_signs=("pas", "sauf", "excepté", "hormis", "aucun", "jamais", "moins"),
        all_above=_whole(
            r"toutes?\s+(?:les|ces)\s+(?:réponses|propositions|affirmations|options)(?:\s+.*)?|tous\s+ceux-ci"
            r"|tout\s+ce\s+qui\s+précède|[a-e]\s+et\s+[a-e](?:\s+sont\s+.*)?"
        ),
        none_above=_whole(
            r"aucune?\s+(?:de\s+ces|des|autre)\s*(?:réponses?|propositions?|affirmations?|options?)(?:\s+.*)?"
            r"|aucune?\s+de\s+(?:ceux-ci|celles-ci)|rien\s+de\s+(?:tout\s+)?cela|aucune?\s+de\s+ce\s+qui\s+précède"
        ),
        before_vowel=frozenset({"l", "d", "qu", "n", "s", "c", "j"}),
        before_consonant=frozenset({"le", "la", "de", "que", "ce", "du"}),
    )


_SPANISH_ABSOLUTE = (
    "siempre nunca jamás todos todas ningún ninguno ninguna nadie únicamente exclusivamente totalmente "
    "absolutamente completamente imposible"
)


def _spanish() -> Words:
    return Words(
        stop=_words(
            "ahora algo alguna algunas alguno algunos algún ante antes aquel aquella aquellos aunque bajo bien cada "
            "casi caso como contra cosa cual cuales cualquier cuando cuanto cuál cuáles cuándo cuánto cuántos cómo "
            "debe deben debería desde después donde durante dónde ejemplo elija ella ellas ellos entonces entre eran "
            "eres esas esos esta estas este esto estos está están fueron hace hacer hacia hasta hemos luego mayor "
            "mejor menor menos mientras misma mismas mismo mismos mucha muchas mucho muchos nada nombre nunca otra "
            "otras otro otros para parte pero persona personas poco porque posible pregunta primer primera primero "
            "puede pueden pues quien quienes quién respuesta según seleccione será sería siempre siguiente siguientes "
            "sino sobre solamente solo sólo también tanto tener tiene tienen toda todas todavía todo todos tras tres "
            "unas unos usted varias varios veces verdadero"
        ),
        ending=re.compile(r"(?:os|as|es|o|a|s)$"),
        absolute=_one_of(_SPANISH_ABSOLUTE),
        absolute_signs=_signs(_SPANISH_ABSOLUTE),
        negation=re.compile(
            r"\bno\b(?!\s+(?:solo|sólo|solamente|obstante)\b)|\bexcepto\b|\bsalvo\b|\bnunca\b|\bning[uú]n[oa]?\b"
            r"|(?<!\bal )(?<!\blo )(?<!\bo )\bmenos\b"
        ),
        negation_signs=("no", "excepto", "salvo", "nunca", "ning", "menos"),
        all_above=_whole(
            r"tod[ao]s\s+(?:las|los|estas|estos)\s+(?:anteriores|respuestas|opciones|afirmaciones)(?:\s+.*)?"
            r"|todo\s+lo\s+anterior|[a-e]\s+y\s+[a-e](?:\s+son\s+.*)?"
        ),
        none_above=_whole(
            r"ningun[ao]\s+de\s+(?:las|los|estas|estos)\s*(?:anteriores|respuestas|opciones|afirmaciones)?(?:\s+.*)?"
            r"|nada\s+de\s+lo\s+anterior"
        ),
    )


LANGUAGES: dict[str, Callable[[], Words]] = {"en": _english, "de": _german, "fr": _french, "es": _spanish}
"""Made when they are asked for, as most banks ask for one and each has a dozen patterns."""


@functools.cache
def words_of(language: str) -> Words | None:
    """Return the words of a language by its tag (BCP 47; its first part counts), None where there are none."""
    made = LANGUAGES.get(language.partition("-")[0].casefold())
    return None if made is None else made()
