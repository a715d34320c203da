"""The fixed words of paper, key, guide and pages: a TOML file a language in `templates/words`.

`--templates` replaces them. What a language leaves out stands there in English, so a new language can begin with a few.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter

from exporter.codes.targets import ENGLISH_WORDS
from exporter.diagnostics import Diagnostic
from exporter.job import Options
from exporter.model import Bank
from exporter.resources import template_folder
from exporter.targets.languages import direction, is_traditional

_FEW = range(2, 5)
_TEENS = range(11, 15)
_ARABIC_FEW = range(3, 11)
_ARABIC_MANY = range(11, 100)


class WordFileError(Exception):
    """A word file that cannot be used, and what is wrong with it."""

    def __init__(self, file: Path, problem: str) -> None:
        super().__init__(file, problem)
        self.file = file
        self.problem = problem


class Words:
    """The words of one language; each is asked for by its key in the file."""

    def __init__(self, language: str, table: Mapping[str, object]) -> None:
        self.language = language
        self._table = table
        self.direction = direction(language)

    def __call__(self, key: str, **values: object) -> str:
        """Return the word or phrase of that key with `{…}` filled in; KeyError for one that no file has."""
        return str(self._table[key]).format_map(values)

    def phrase(self, key: str) -> str:
        """Return the phrase of that key with its `{…}` left open, for styles that fill in counters."""
        return str(self._table[key])

    def counted(self, key: str, count: object) -> str:
        """Return the phrase of that key in the form that goes with the number `count`."""
        forms = self._table[key]
        assert isinstance(forms, dict), key
        form = forms.get(plural(self.language, str(count)), forms["other"])
        return str(form).format(count=self.number(count))

    def number(self, value: object) -> str:
        """Return a number as the language writes it: its decimal mark, a true minus sign."""
        return str(value).replace(".", str(self._table["decimal"])).replace("-", "−")


def read_words(language: str, folder: Path | None) -> Words:
    """Return the words of a BCP 47 language: the nearest file there is, over English; `folder` is the author's own.

    A file that cannot be used raises `WordFileError`; the caller reports it.
    """
    table: dict[str, object] = {}
    for name in dict.fromkeys(["en", *_names(language)]):
        for file in _files(name, folder):
            if file.is_file():
                table.update(_read(file, table))
    return Words(language, table)


def english_words(bank: Bank, options: Options, target: str) -> Iterator[Diagnostic]:
    """Yield a loss for each language of what is built whose words nobody has given, so that they are in another."""
    named = [
        (quiz.lang, quiz.span) for quiz in bank.quizzes.values() if not options.quizzes or quiz.id in options.quizzes
    ]
    used = {bank.language: bank.place("language")} if not options.quizzes or any(not lang for lang, _ in named) else {}
    for language, span in named:
        used.setdefault(language or bank.language, span)
    for language, span in used.items():
        spoken = _instead_of(language, options.templates)
        if spoken:
            message = f"the fixed words of papers and pages are in {spoken}: they are not known in `{language}`"
            yield ENGLISH_WORDS.at(span, message, target=target)


def _instead_of(language: str, folder: Path | None) -> str:
    """Return the language that the words are in where nobody has given them in `language`; empty where they are."""
    known = [name for name in _names(language) if any(file.is_file() for file in _files(name, folder))]
    if known == ["zh"] and is_traditional(language):
        return "simplified Chinese"
    return "" if known else "English"


def _names(language: str) -> list[str]:
    """Return the names of the files that a language has, the widest first: `zh`, `zh-Hant`."""
    parts = language.split("-")
    return ["-".join(parts[: end + 1]) for end in range(len(parts))]


def _files(name: str, folder: Path | None) -> list[Path]:
    return [root / "words" / f"{name}.toml" for root in (template_folder(), folder) if root]


def _read(file: Path, known: Mapping[str, object]) -> dict[str, object]:
    """Return the words of one file; each must be one that `known` has, with no other value."""
    try:
        words = tomllib.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise WordFileError(file, str(error)) from error
    for key, phrase in words.items():
        if known and key not in known:
            raise WordFileError(file, f"there is no word `{key}`")
        forms = phrase if isinstance(phrase, dict) else {"": phrase}
        given = known.get(key, phrase)
        values = _values(given["other"] if isinstance(given, dict) else given)
        if isinstance(phrase, dict) != isinstance(given, dict) or ("" not in forms and "other" not in forms):
            raise WordFileError(file, f"`{key}` must have the same shape as in `en.toml`")
        if any((own := _values(form)) is None or not own <= (values or set()) for form in forms.values()):
            raise WordFileError(file, f"`{key}` may hold no value but those of `en.toml`")
    return words


def _values(phrase: object) -> set[str] | None:
    """Return the names between braces, or None where the phrase is no text or its braces are not closed."""
    try:
        return (
            {name for _, name, _, _ in Formatter().parse(phrase) if name is not None}
            if isinstance(phrase, str)
            else None
        )
    except ValueError:
        return None


def plural(language: str, count: str) -> str:
    """Return the CLDR category of a number (as written) in a language; `other` for languages we do not know."""
    base = language.split("-", 1)[0].lower()
    if not count.isdigit():
        return "one" if base == "fr" and count.startswith(("0.", "1.")) else "other"
    number = int(count)
    match base:
        case "ja" | "ko" | "zh" | "th" | "vi" | "id" | "tr":
            return "other"
        case "fr" | "pt":
            return "one" if number in (0, 1) else "other"
        case "ar":
            return _arabic(number)
        case "he":
            return {1: "one", 2: "two"}.get(number, "other")
        case "ru" | "uk" | "pl":
            return _slavic(number, polish=base == "pl")
        case _:
            return "one" if number == 1 else "other"


def _arabic(number: int) -> str:
    named = {0: "zero", 1: "one", 2: "two"}.get(number)
    if named:
        return named
    rest = number % 100
    return "few" if rest in _ARABIC_FEW else "many" if rest in _ARABIC_MANY else "other"


def _slavic(number: int, *, polish: bool) -> str:
    if number == 1 or (not polish and number % 10 == 1 and number % 100 != _TEENS[0]):
        return "one"
    return "few" if number % 10 in _FEW and number % 100 not in _TEENS else "many"
