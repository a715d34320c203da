r"""Accepted answers as they are typed: `= text`, `=50% text`, `= 16 ± 2`, `= 14..18 kg`, `= *`.

Everything here is plain text: no Markdown, no entities. Used by short-answer, numerical and the gaps of a cloze.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

import msgspec

from exporter.codes.answers import (
    ANSWER_EMPTY,
    ANSWER_INVISIBLE,
    NUMBER_COMMA,
    NUMBER_MALFORMED,
    RANGE_EMPTY,
    TOLERANCE_MALFORMED,
    WEIGHT_MALFORMED,
    WEIGHT_OUTSIDE,
)
from exporter.diagnostics import Code, Span
from exporter.model import NumericAnswer, RichText, TextAnswer
from exporter.reader.as_typed import INVISIBLE, named
from exporter.reader.other_signs import PERCENT, other_number, other_weight
from exporter.typed import DIRECTIONS, WIDE_BLANKS, composed, plain_blanks, undirected

_ESCAPED = re.compile(r"\\([*\\=])|(\*)")
_ESCAPED_IN_GAP = re.compile(r"\\([*\\=|\[\]])|(\*)")
_WEIGHT = re.compile(r"=([-+−]?[\d.,]+)[ ]?%(?=\s|$)")
_GLUED_WEIGHT = re.compile(r"=([-+−]?[\d.,]+[ ]?%)(?=[^\s%])")
_NUMBER = re.compile(r"[-+−]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+−]?\d+)?")
_COMMA = re.compile(r"[-+−]?\d+(?:,\d+)+")
_TOLERANCE = re.compile(r"[ \t]*(±|\+/?-)[ \t]*")
_UNIT = re.compile(r"[ ]?([^\s\d.,;:±+=*-][^\s]*)[ \t]*")
_NUMBER_GOES_ON = re.compile(r"[/_^xX×·']\d")
"""What begins no unit: a fraction, a power of ten, digits in groups, a hexadecimal number."""
_GROUPED = re.compile(r"[-+−]?[1-9]\d{0,2}(?:([ '’])\d{3})(?:\1\d{3})*(?!\d)(?:[.,]\d+)?")
"""Thousands parted by blanks or apostrophes; what begins with a nought is rather a number of a telephone."""
_POWER = re.compile(r"([-+−]?\d+(?:\.\d+)?) ?[×xX*·⋅] ?10(?:(?:\^|\*\*)[{(]?([-+−]?\d+)[})]?|([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))")
_RAISED = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "+-0123456789-")
_LINE_END = re.compile(r"(?<![ \t])[ \t]*\n[ \t]*")
"""Where a gap was wrapped; nobody types a line end into it."""
_NO_WORDS = re.compile(r"[ ]*(?:$|±|\+/?-|\.\.)")
_RANGE_LIKE = re.compile(r"[ ]*(\.{3,}|…|[-–—]|to\b)[ ]*(?=[-+−]?\.?\d)")
_UNIT_FIRST = re.compile(r"[ ]?([^\s\d.,;:±+=*-]\S*)[ ]*(±|\+/?-)[ ]*(.+)")
_AROUND = " \t\n\u3000" + WIDE_BLANKS + DIRECTIONS
_DECIMALS = 5
CATCH_ALL = "*"
_LIMIT = 300
"""Powers of ten that a number may have: beyond it, platforms' floating point becomes infinite or zero."""


class Fault(msgspec.Struct, frozen=True):
    """A mistake in an accepted answer, `offset` and `length` in the text that was read."""

    offset: int
    length: int
    code: Code
    message: str
    hint: str
    number: bool = False
    """What cannot be read is meant as a number all the same, and as no text."""


class Marked(msgspec.Struct, frozen=True):
    """An answer after its mark: its text, where that begins, and its weight in percent."""

    text: str
    offset: int
    weight: Decimal = Decimal(100)


def read_mark(text: str) -> Marked | Fault:
    """Read `= answer` or `=50% answer`; the text begins with `=`."""
    glued = _GLUED_WEIGHT.match(text)
    if glued is not None:
        weight_text, answer_text = glued.group(1), text[glued.end() :].strip()
        hint = f"write `={weight_text} {answer_text}`, or `= {weight_text}{answer_text}` where it is all text"
        message = f"a blank is missing after the weight `{weight_text}`"
        return Fault(1, len(weight_text), WEIGHT_MALFORMED, message, hint)
    if (other := other_weight(text)) is not None:
        word, hint = other
        return Fault(1, len(word), WEIGHT_MALFORMED, f"`{word}` has another sign of percent than `%`", hint)
    weighted = _WEIGHT.match(text)
    weight = Decimal(100)
    offset = 1
    if weighted is not None:
        found = read_weight(weighted.group(1), 1)
        if isinstance(found, Fault):
            return found
        weight, offset = found, weighted.end()
    rest = text[offset:]
    answer = rest.strip(_AROUND)
    offset += len(rest) - len(rest.lstrip(_AROUND))
    if not answer:
        return Fault(0, len(text), ANSWER_EMPTY, "this answer is empty", "write the accepted answer after `= `")
    if catches_all(answer) and weighted is None:
        weight = Decimal(0)  # it catches the rest, for its feedback; `=100% *` accepts anything
    return Marked(answer, offset, weight)


def catches_all(text: str) -> bool:
    """Return whether a text is the star that accepts anything; several accept no more than one."""
    return not text.strip(CATCH_ALL)


def read_weight(number: str, offset: int) -> Decimal | Fault:
    """Read the number of a weight in percent: -100 to 100, at most five decimals."""
    length = len(number)
    if "," in number:
        hint = f"write `{number.replace(',', '.')}`: the decimal mark is a point"
        return Fault(offset, length, NUMBER_COMMA, f"`{number}` is written with a comma", hint)
    try:
        weight = Decimal(number.replace("−", "-"))
    except InvalidOperation:
        return Fault(offset, length, WEIGHT_MALFORMED, f"`{number}` is no number", "write a weight such as `50%`")
    if not -100 <= weight <= 100:  # noqa: PLR2004 - percent
        hint = "write a weight from -100% to 100%"
        return Fault(offset, length, WEIGHT_OUTSIDE, f"a weight of {number} % is out of range", hint)
    exponent = weight.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -_DECIMALS:
        hint = "round it to five decimals"
        return Fault(offset, length, WEIGHT_MALFORMED, f"`{number}` has more than five decimals", hint)
    return weight


def read_text_answer(  # noqa: PLR0913 - the fields of an answer
    text: str,
    offset: int,
    span: Span,
    weight: Decimal = Decimal(100),
    feedback: RichText | None = None,
    *,
    in_gap: bool = False,
) -> TextAnswer | Fault:
    r"""Read plain text: `*` is a wildcard, `\*`, `\\`, `\=` (in gaps `\|`, `\[`, `\]`) are the characters."""
    unseen = INVISIBLE.search(text)
    if unseen is not None:
        message = f"{named(unseen.group())} is in this answer, so nobody's answer would match"
        return Fault(offset + unseen.start(), 1, ANSWER_INVISIBLE, message, "delete it, or type the answer anew")
    text = undirected(plain_blanks(_LINE_END.sub(" ", text)))
    pieces = [""]
    at = 0
    for match in (_ESCAPED_IN_GAP if in_gap else _ESCAPED).finditer(text):
        pieces[-1] += text[at : match.start()]
        at = match.end()
        if match.group(2):
            pieces.append("")
        else:
            pieces[-1] += match.group(1)
    pieces[-1] += text[at:]
    if not any(pieces):
        pieces = pieces[:2]
    if pieces == [""]:
        return Fault(offset, 1, ANSWER_EMPTY, "this answer is empty", "write the accepted answer")
    return TextAnswer(pieces=tuple(map(composed, pieces)), weight=weight, feedback=feedback, span=span)


class NumberRead(msgspec.Struct, frozen=True):
    """A numeric answer and the unit that stood behind it."""

    answer: NumericAnswer
    unit: str
    unit_offset: int


def read_numeric_answer(
    text: str, offset: int, span: Span, weight: Decimal = Decimal(100), feedback: RichText | None = None
) -> NumberRead | Fault:
    """Read `16`, `16 ± 2`, `14..18`, `3.2e-4 ± 5%` or `*`, then at most one space and a unit."""
    made = NumericAnswer(weight=weight, feedback=feedback, span=span)
    if text == CATCH_ALL:
        return NumberRead(made, "", offset)
    text = plain_blanks(text)
    value = _number(text, 0, offset)
    if isinstance(value, Fault):
        return value
    number, at = value
    nearly = _nearly(text, at, offset)
    if nearly is not None:
        return nearly
    if text.startswith("..", at):
        high = _number(text, at + 2, offset)
        if isinstance(high, Fault):
            return high
        if high[0] < number:
            message = f"the range `{text}` ends before it begins"
            return Fault(offset, high[1], RANGE_EMPTY, message, "write the smaller number first")
        made, at = msgspec.structs.replace(made, low=number, high=high[0]), high[1]
    else:
        tolerance = _tolerance(text, at, offset)
        if isinstance(tolerance, Fault):
            return tolerance
        size, percent, at = tolerance
        made = msgspec.structs.replace(made, value=number, tolerance=size, percent=percent)
    unit = _unit(text, at, offset)
    if isinstance(unit, Fault):
        return unit
    return NumberRead(made, *unit)


def _unit(text: str, at: int, offset: int) -> tuple[str, int] | Fault:
    """Read the unit behind a number that ends at `at`: the unit, empty where there is none, and where it begins."""
    rest = text[at:]
    if not rest.strip():
        return "", offset + at
    unit = _UNIT.fullmatch(rest)
    if unit is not None and _NUMBER_GOES_ON.match(unit.group(1)):
        hint = "write it as one number, such as `3e4` or `0.5`; a text answer says `type=short-answer`"
        return Fault(offset, len(text), NUMBER_MALFORMED, f"`{text}` is no number", hint)
    if unit is None:
        message = f"`{rest.strip()}` behind the number is no unit"
        hint = "write at most one space and a unit without blanks; a text answer says `type=short-answer`"
        start = at + len(rest) - len(rest.lstrip())
        return Fault(offset + start, len(rest.strip()), NUMBER_MALFORMED, message, hint)
    return unit.group(1), offset + at + unit.start(1)


def _nearly(text: str, at: int, offset: int) -> Fault | None:
    """Return the fault of what is nearly a range, or has its unit before its tolerance; its number ends at `at`."""
    dash = _RANGE_LIKE.match(text, at)
    if dash is not None:
        hint = f"write a range as `{text[:at]}..{text[dash.end() :]}`; a text answer says `type=short-answer`"
        sure = "." in dash.group(1) or "…" in dash.group(1)
        return Fault(offset, len(text), NUMBER_MALFORMED, f"`{text}` is no number or range", hint, number=sure)
    unit = _UNIT_FIRST.fullmatch(text, at)
    if unit is not None:
        size = unit[3].removesuffix(unit[1]).rstrip()
        hint = f"write it once, last: `{text[:at]} {unit[2]} {size} {unit[1]}`"
        message = f"the unit `{unit[1]}` stands before the tolerance"
        return Fault(offset + unit.start(1), len(unit[1]), NUMBER_MALFORMED, message, hint, number=True)
    return None


def _number(text: str, at: int, offset: int) -> tuple[Decimal, int] | Fault:
    at += len(text[at:]) - len(text[at:].lstrip(" "))
    if (other := other_number(text, at)) is not None:
        word, hint, is_one = other
        end = at + len(word)
        alone = _NO_WORDS.match(text, end) is not None and (is_one or end < len(text.rstrip()))
        said = f"`{word}` has other signs than numbers have here"
        return Fault(offset + at, len(word), NUMBER_MALFORMED, said, hint, number=alone)
    if (comma := _COMMA.match(text, at)) is not None:
        word = comma.group()
        hint = f"write `{word.replace(',', '.')}`, or without a comma where it parts thousands"
        if word.count(",") > 1:
            hint = f"write `{word.replace(',', '')}`"
        return Fault(offset + at, len(word), NUMBER_COMMA, f"`{word}` is written with a comma", hint)
    if (parted := _GROUPED.match(text, at)) is not None:
        word = parted.group()
        alone = _NO_WORDS.match(text, parted.end()) is not None  # `10 000 steps` may be words
        plain = re.sub("[ '’]", "", word).replace(",", ".")
        hint = f"write `{plain}`; a text answer says `type=short-answer`"
        return Fault(offset + at, len(word), NUMBER_MALFORMED, f"`{word}` is parted into thousands", hint, number=alone)
    power = _POWER.match(text, at)
    if power is not None:
        word = power.group()
        hint = f"write `{power[1]}e{(power[2] or power[3]).translate(_RAISED)}`; a text answer says `type=short-answer`"
        return Fault(offset + at, len(word), NUMBER_MALFORMED, f"`{word}` is no number here", hint, number=True)
    match = _NUMBER.match(text, at)
    end = match.end() if match else at
    if match is not None and match.group().endswith(".") and text.startswith(".", end):
        end -= 1  # `14..18`: the point belongs to the range
    if match is None:
        word = text[at:].split(" ", maxsplit=1)[0] or text
        message = f"`{word}` is no number"
        hint = "write a number such as `16`, `0.5` or `3.2e-4`; a text answer says `type=short-answer`"
        return Fault(offset + at, len(word), NUMBER_MALFORMED, message, hint)
    number = Decimal(text[at:end].replace("−", "-"))
    if number and abs(number.adjusted()) > _LIMIT:
        message = f"`{text[at:end]}` is too large or too small for any platform"
        hint = f"keep to powers of ten from -{_LIMIT} to {_LIMIT}"
        return Fault(offset + at, end - at, NUMBER_MALFORMED, message, hint)
    return number, end


def _tolerance(text: str, at: int, offset: int) -> tuple[Decimal, bool, int] | Fault:
    sign = _TOLERANCE.match(text, at)
    if sign is None:
        return Decimal(0), False, at
    start = sign.end()
    found = _number(text, start, offset)
    word = text[start:].strip() or sign.group().strip()
    if isinstance(found, Fault):
        if found.code is NUMBER_COMMA:
            return found
        message = f"the tolerance `{word}` is no number"
        hint = "write a number or a percentage after `±`, such as `± 2` or `± 5%`"
        return Fault(offset + min(start, len(text) - 1), len(word), TOLERANCE_MALFORMED, message, hint)
    size, end = found
    if size < 0:
        hint = "write it without a sign"
        return Fault(offset + start, end - start, TOLERANCE_MALFORMED, "a tolerance cannot be negative", hint)
    if (other := PERCENT.match(text, end)) is not None:
        said = f"the tolerance `{word}` has another sign of percent than `%`"
        return Fault(offset + other.end() - 1, 1, TOLERANCE_MALFORMED, said, f"write `± {text[start:end].strip()}%`")
    percent = text.startswith("%", end)
    return size, percent, end + percent
