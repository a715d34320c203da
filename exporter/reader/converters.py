"""From a scalar to a typed value, or to a finding that says how it is written.

Every converter reads the text as the author wrote it (`1.50` stays `1.50` where a word is meant), takes the key's
name for messages, and a list to which it appends findings; it returns None where it has refused the value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal

from exporter.codes.keys import (
    BAD_DURATION,
    BAD_LANGUAGE,
    BAD_MOMENT,
    NO_VALUE,
    NOT_A_BOOLEAN,
    NOT_A_NUMBER,
    NUMBER_RANGE,
    UNKNOWN_VALUE,
    WRONG_SHAPE,
)
from exporter.codes.source import ID_MALFORMED
from exporter.diagnostics import Code, Diagnostic
from exporter.model import Reference
from exporter.reader.yaml_nodes import Mapping, Node, Scalar, Sequence
from exporter.suggest import did_you_mean, nearest

Found = list[Diagnostic]

ID_PATTERN = "[a-z][a-z0-9-]{0,79}"
_PLAIN_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_ID = re.compile(ID_PATTERN)
_LONGEST_ID = 80
_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_COMMA_NUMBER = re.compile(r"[-+]?[0-9]+,[0-9]+")
_PLACES = 5
"""Decimal places that every target keeps."""
LARGEST = Decimal(99999)
"""Moodle's columns for marks hold twelve digits, seven of them after the point."""
LARGEST_COUNT = 100_000
_BOOLEANS = {"yes": "true", "on": "true", "1": "true", "no": "false", "off": "false", "0": "false"}
LANGUAGE_PATTERN = (
    "(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?"
    "(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(?:-[0-9A-WY-Za-wy-z](?:-[A-Za-z0-9]{2,8})+)*"
    "(?:-[xX](?:-[A-Za-z0-9]{1,8})+)?)"
)
_LANGUAGE = re.compile(LANGUAGE_PATTERN)
_LANGUAGE_NAMES = {
    "english": "en",
    "deutsch": "de",
    "german": "de",
    "french": "fr",
    "français": "fr",
    "spanish": "es",
    "español": "es",
    "arabic": "ar",
    "hebrew": "he",
    "chinese": "zh",
    "japanese": "ja",
}
_DURATION = re.compile("(?:([0-9]{1,5}) ?h)? ?(?:([0-9]{1,5}) ?min)? ?(?:([0-9]{1,6}) ?s)?")
MOMENT_PATTERN = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:[0-9]{2})"
_MOMENT = re.compile(MOMENT_PATTERN)


def single(node: Node, name: str, found: Found, what: str = "") -> Scalar | None:
    """Return the one value that a key (or `what`, an item of its list) must have; anything else is a finding."""
    if not isinstance(node, Scalar):
        shape = "a list" if isinstance(node, Sequence) else "a mapping"
        hint = "write one value in its place" if what else f"write one value: `{name}: …`"
        found.append(
            WRONG_SHAPE.at(node.span, f"{what}`{name}` has {shape}" if not what else f"{what}`{name}` is {shape}", hint)
        )
        return None
    if node.value is None or not node.text.strip():
        hint = "write one (`#` begins a comment), or delete the item" if what else "write one, or delete the key"
        found.append(NO_VALUE.at(node.span, f"{what}`{name}` has no value", hint))
        return None
    return node


def several(node: Node, name: str, found: Found) -> list[Scalar] | None:
    """Return the values of a list; a single value is a list of one."""
    if isinstance(node, Sequence):
        values = [single(item, name, found, "an item of ") for item in node.items]
        return [value for value in values if value is not None and _parted(value, name, found)]
    if isinstance(node, Mapping):
        found.append(WRONG_SHAPE.at(node.span, f"`{name}` has a mapping", f"write a list: `{name}: [one, two]`"))
        return None
    value = single(node, name, found)
    return [value] if value is not None and _parted(value, name, found, ",") else None


def _parted(value: Scalar, name: str, found: Found, commas: str = "") -> bool:
    """Report several tags that are meant where YAML reads one; return whether there are none.

    Its lists know no comma of another script, and a value without brackets has none at all.
    """
    if value.quoted or name != "tags" or not any(comma in value.text for comma in "、،，" + commas):
        return True
    meant = re.sub(r"\s*[,、،，]\s*", ", ", value.text)
    hint = f"write a list: `[{meant}]`; in quotes it is one tag"
    found.append(WRONG_SHAPE.at(value.span, f"`{shortened(value.text)}` is no list (`{name}`)", hint))
    return False


def _refused(found: Found, code: Code, scalar: Scalar, message: str, hint: str = "") -> None:
    found.append(code.at(scalar.span, message, hint))


def word(scalar: Scalar, name: str, found: Found) -> str:
    """Return text on one line: line ends and runs of blanks become one blank."""
    del name, found
    return " ".join(scalar.text.split())


def line(scalar: Scalar, name: str, found: Found) -> str:
    """Return text on one line as readers see it: no-break blanks and those of full width stay what they are."""
    del name, found
    return one_line(scalar.text)


def one_line(text: str) -> str:
    """Return the text with one blank for each line end and run of plain blanks."""
    return _PLAIN_BLANKS.sub(" ", text).strip()


def identifier(scalar: Scalar, name: str, found: Found) -> str | None:
    """Return an id; `IPT Focus` and the like get the id that was probably meant as a hint."""
    text = scalar.text
    if _ID.fullmatch(text):
        return text
    hint = "write small letters a to z, digits and hyphens, a letter first"
    proposal = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-").lstrip("-0123456789")
    if len(text) > _LONGEST_ID:
        hint = f"write at most {_LONGEST_ID} characters"
    elif re.fullmatch(rf"{ID_PATTERN}(?:\s*,\s*{ID_PATTERN})+", text) and name != "id":
        hint = f"write a list: `[{text}]`"
    elif _ID.fullmatch(proposal):
        hint = f"write it as `{proposal}`"
    where = "" if name == "id" else f" (`{name}`)"
    _refused(found, ID_MALFORMED, scalar, f"`{shortened(text)}` is no id{where}", hint)
    return None


def shortened(text: str) -> str:
    """Return the author's words for a message, cut where they are long."""
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57] + "…"  # noqa: PLR2004


def reference(scalar: Scalar, name: str, found: Found) -> Reference | None:
    """Return an id that is named, with its place; whether it is there is a check of the whole bank."""
    if identifier(scalar, name, found) is None:
        return None
    return Reference(scalar.text, scalar.span)


def number(scalar: Scalar, name: str, found: Found, text: str | None = None) -> Decimal | None:
    """Return a decimal number of at most five places."""
    text = (scalar.text if text is None else text).strip()
    if _NUMBER.fullmatch(text) is None:
        hint = "write a number such as `0.33` or `33%`" if name == "penalty" else "write a number such as `1` or `1.5`"
        if _COMMA_NUMBER.fullmatch(text):
            hint = f"write `{text.replace(',', '.')}`: the decimal mark is a point"
        _refused(found, NOT_A_NUMBER, scalar, f"`{shortened(text)}` is no number (`{name}`)", hint)
        return None
    if len(text.rstrip("0").partition(".")[2]) > _PLACES:
        message = f"`{shortened(text)}` has more than {_PLACES} decimal places (`{name}`)"
        _refused(found, NUMBER_RANGE, scalar, message, "round it")
        return None
    return Decimal(text)


def points(scalar: Scalar, name: str, found: Found) -> Decimal | None:
    """Return points: 0 to 99999, at most five places."""
    value = number(scalar, name, found)
    if value is None or 0 <= value <= LARGEST:
        return value if value is None else abs(value)
    _refused(found, NUMBER_RANGE, scalar, f"`{name}` is `{shortened(scalar.text)}`", f"write 0 to {LARGEST}")
    return None


def penalty(scalar: Scalar, name: str, found: Found) -> Decimal | None:
    """Return a fraction from 0 to 1, written so or as a percentage."""
    text = scalar.text.strip()
    percent = text.endswith("%")
    value = number(scalar, name, found, text.removesuffix("%").rstrip() if percent else text)
    if value is None:
        return None
    value = value / 100 if percent else value
    if 0 <= value <= 1:
        return abs(value)
    hint = f"did you mean `{text}%`" if not percent and 1 < value <= 100 else "write 0 to 1, or 0% to 100%"  # noqa: PLR2004
    _refused(found, NUMBER_RANGE, scalar, f"`{name}` is `{shortened(text)}`", hint)
    return None


def count(scalar: Scalar, name: str, found: Found) -> int | None:
    """Return a whole number from 1."""
    text = scalar.text.strip()
    if not re.fullmatch(r"[-+]?[0-9]+", text):
        hint = "write a whole number, such as `5`"
        _refused(found, NOT_A_NUMBER, scalar, f"`{shortened(text)}` is no whole number (`{name}`)", hint)
        return None
    if len(text) > 9 or not 1 <= int(text) <= LARGEST_COUNT:  # noqa: PLR2004 - before `int` reads thousands of digits
        hint = f"write 1 to {LARGEST_COUNT}"
        _refused(found, NUMBER_RANGE, scalar, f"`{name}` is `{shortened(text)}`", hint)
        return None
    return int(text)


def attempts(scalar: Scalar, name: str, found: Found) -> int | str | None:
    """Return how often a quiz may be tried: a number from 1, or `unlimited`."""
    if scalar.text == "unlimited":
        return "unlimited"
    if not re.match(r"[-+]?[0-9]", scalar.text):
        hint = "write a number or `unlimited`"
        _refused(found, UNKNOWN_VALUE, scalar, f"`{name}` cannot be `{shortened(scalar.text)}`", hint)
        return None
    return count(scalar, name, found)


def boolean(scalar: Scalar, name: str, found: Found) -> bool | None:
    """Return true or false; `yes` and `no` are words in YAML 1.2, so they are refused with a hint."""
    if scalar.text in {"true", "false"}:
        return scalar.text == "true"
    folded = scalar.text.casefold()
    meant = _BOOLEANS.get(folded, folded if folded in {"true", "false"} else "")
    hint = f"did you mean `{meant}`" if meant else "write `true` or `false`"
    _refused(found, NOT_A_BOOLEAN, scalar, f"`{name}` is `{shortened(scalar.text)}`, not true or false", hint)
    return None


def language(scalar: Scalar, name: str, found: Found) -> str | None:
    """Return a well-formed language tag (RFC 5646, section 2.1)."""
    text = scalar.text
    if _LANGUAGE.fullmatch(text):
        return text
    meant = _LANGUAGE_NAMES.get(text.casefold(), "")
    if not meant and _LANGUAGE.fullmatch(text.replace("_", "-")):
        meant = text.replace("_", "-")
    hint = f"did you mean `{meant}`" if meant else "write a tag such as `en`, `de-AT` or `zh-Hant`"
    _refused(found, BAD_LANGUAGE, scalar, f"`{shortened(text)}` is no language tag (`{name}`)", hint)
    return None


def duration(scalar: Scalar, name: str, found: Found) -> int | None:
    """Return a length of time in seconds, from 1 on."""
    text = " ".join(scalar.text.split())
    match = _DURATION.fullmatch(text)
    hours, minutes, seconds = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
    total = hours * 3600 + minutes * 60 + seconds
    if total:
        return total
    hint = "write it as `90 s`, `20 min` or `1 h 30 min`"
    if re.fullmatch("[0-9]{1,5}", text) and int(text):
        hint = f"write the unit: `{text} min` or `{text} s`"
    _refused(found, BAD_DURATION, scalar, f"`{shortened(text)}` is no length of time (`{name}`)", hint)
    return None


def moment(scalar: Scalar, name: str, found: Found) -> str | None:
    """Return a date and time with its offset, in one form: `2026-09-01T09:00:00+02:00`."""
    text = scalar.text
    if _MOMENT.fullmatch(text):
        try:
            return datetime.fromisoformat(text).isoformat()
        except ValueError:
            message = f"`{shortened(text)}` is not in the calendar or on the clock (`{name}`)"
            _refused(found, BAD_MOMENT, scalar, message, "write a day and a time that exist")
            return None
    date = re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text)
    clock = re.search(r"[0-9]{2}:[0-9]{2}", text[10:])
    example = f"{date.group() if date else '2026-09-01'}T{clock.group() if clock else '09:00'}+02:00"
    message = f"`{shortened(text)}` is no date and time with an offset (`{name}`)"
    _refused(found, BAD_MOMENT, scalar, message, f"write it as in `{example}`")
    return None


def one_of(values: Iterable[str], code: Code = UNKNOWN_VALUE) -> Callable[[Scalar, str, Found], str | None]:
    """Make a converter that takes one of a few words."""
    known = tuple(values)
    listed = ", ".join(f"`{value}`" for value in known)

    def converter(scalar: Scalar, name: str, found: Found) -> str | None:
        if scalar.text in known:
            return scalar.text
        hint = did_you_mean(scalar.text, known) if nearest(scalar.text, known) else f"write one of {listed}"
        _refused(found, code, scalar, f"`{name}` cannot be `{shortened(scalar.text)}`", hint)
        return None

    return converter
