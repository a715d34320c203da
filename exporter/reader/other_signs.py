"""Signs of full width or of another script where answers have the format's own: `[[東京｜京都]]`, `=50％ 東京`, `٣٫٥`.

Input methods for Chinese and Japanese type them unasked, and so do Arabic keyboards. Read as text, they would be a part
of what learners have to type.
"""

from __future__ import annotations

import re
import unicodedata

PERCENT = re.compile(r"[ \u3000]?[％﹪٪]")
"""Signs of percent that the format does not read."""
# Patterns as text are compiled where they are first used: a bank without such signs does not wait for them.
_WEIGHT = r"=([-+−－＋]?[\d.,．，٫]+)[ \u3000]?[％﹪٪](?=\s|$)"
_NUMBER = re.compile(r"[-+−－＋]?\d+(?:[.,．，٫٬،]\d+)*(?!\d)")
_OTHER = re.compile(r"[－＋．，٫٬،]")
_POINTS_AND_COMMA = re.compile(r"[-+−]?\d{1,3}(?:\.\d{3})+,\d+")
_ONE = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
"""Dates and lists such as `2024．5．1` and `1，2，3` are neither."""
_SIGNS = str.maketrans({"－": "-", "−": "-", "＋": "+", "．": ".", "٫": ".", "，": ",", "،": ",", "٬": None})
_MARK = r"[(（]\s?(?:[xXｘＸ]?|[-+−－]?[\d.,．，]+\s?[%％﹪٪])\s?[)）]"
_OWN_MARK = r"\((?:[xX ]|[-+−]?[\d.,]+ ?%)?\)"
_CHOICE_MARK = r"[\[［【]\s?(?:[xXｘＸ]?|[-+−－＋]?[\d.,．，]+\s?[%％﹪٪])\s?[\]］】](?=\s|$)"
_EQUALS = r"＝\s*[-+−－＋]?\d"


def other_weight(text: str) -> tuple[str, str] | None:
    """Return the weight that begins `text` with another sign of percent, and a hint; None where there is none."""
    found = None if text.isascii() else re.match(_WEIGHT, text)
    if found is None:
        return None
    word = found.group()[1:]
    return word, f"write `={plain_signs(found.group(1))}%`, or `= {word}` where it is all text"


def other_number(text: str, at: int) -> tuple[str, str, bool] | None:
    """Return the number at `at` whose signs the format does not read as such, and a hint; None where there is none.

    `1.234,56` counts too: its points part thousands. The last value is whether it is one in any writing: dates and
    lists begin with a number as well.
    """
    found = _NUMBER.match(text, at)
    if found is None:
        return None
    word = found.group()
    plain = plain_signs(word)
    if _POINTS_AND_COMMA.fullmatch(word):
        plain = plain.replace(".", "").replace(",", ".")
    elif not _OTHER.search(word):
        return None
    if _THOUSANDS.fullmatch(plain) and not _ONE.fullmatch(plain):
        plain = plain.replace(",", "")
    if not _ONE.fullmatch(plain):
        return word, "write one number such as `16` or `0.5`; a text answer says `type=short-answer`", False
    if "," in plain:
        return word, f"write `{plain.replace(',', '.')}`, or without a comma where it parts thousands", True
    return word, f"write `{plain}`; a text answer says `type=short-answer`", True


def other_sign_of_gap(text: str) -> tuple[int, str, str] | None:
    """Return where an alternative of a gap has a sign that is none of the format's, the sign, and what is meant."""
    if text.isascii():
        return None
    bar = text.find("｜")
    if bar >= 0:
        return bar, "｜", "|"
    mark = re.match(_MARK, text)
    if mark is not None and not re.fullmatch(_OWN_MARK, mark.group()):
        inside = unicodedata.normalize("NFKC", mark.group()[1:-1]).replace("٪", "%").strip()
        return 0, mark.group(), f"({plain_signs(inside) or ' '})"
    return (0, "＝", "=") if re.match(_EQUALS, text) else None


def other_choice_mark(text: str) -> tuple[str, str] | None:
    """Return the mark that begins a choice with signs that are none of the format's, and what is meant."""
    found = None if text.isascii() else re.match(_CHOICE_MARK, text)
    if found is None or found.group().replace("\xa0", " ").isascii():
        return None
    inside = unicodedata.normalize("NFKC", found.group()[1:-1]).replace("٪", "%").strip()
    return found.group(), f"[{plain_signs(inside) or ' '}]"


def kind_of_signs(mark: str) -> str:
    """Return in words of which kind the signs of such a mark are."""
    wide = any(unicodedata.east_asian_width(sign) in {"F", "W"} for sign in mark)
    return "of full width" if wide else "of another script"


def plain_signs(text: str) -> str:
    """Return the text with digits from 0 to 9, and with the signs of numbers that the format has."""
    digits = (str(unicodedata.digit(char)) if char.isdecimal() else char for char in text)
    return "".join(digits).translate(_SIGNS)
