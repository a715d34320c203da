"""The shape of an item: its markup without its own words, so that items of one shape are judged once.

A grammar asks of running text only that it is there, and a bank has many items that differ in nothing but their words.
What a grammar or a rule of ours looks at stays: elements, attributes, what is scored and how. So an item is right where
its shape is; where the shape is wrong the item itself is judged, since its own words tell best what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

_LONGEST = 20_000
"""Characters of a shape whose verdict is kept: 256 items with long tables would fill memory, and share no shape."""
_NEVER = "\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff"
"""Characters that XML does not allow: a text with one of them stays, for the parser to find."""
_WORDS = rf"[^<&{_NEVER}]*+(?:&(?:lt|gt|amp);[^<&{_NEVER}]*+)*+"
_QUOTED = rf'[^"<&{_NEVER}]'
_TEXT = re.compile(rf">(?!\s*<){_WORDS}(?=<)")
_MATERIAL = re.compile(rf'"text/html">(?=[^<]{{1,16000}}<){_WORDS}(?=<)')
"""A text of QTI 1.2, which may not be empty nor longer than Canvas takes."""
_NAMED = rf'="[a-z][a-z0-9_-]{{0,60}}" title="{_QUOTED}{{1,250}}"'
_IDENT, _IDENTIFIER = re.compile(f" ident{_NAMED}"), re.compile(f" identifier{_NAMED}")
"""An identifier and a title that every grammar of items allows."""
_NUMBER = re.compile(r">[1-9][0-9]*(?=</var(?:equal|gte|lte)>)")
_TYPED = re.compile(rf'(<varequal respident="[^"]+"[^>]*>)(?=[A-Za-z]){_WORDS}(?=</)')
"""An answer that is typed, which is no ident of a choice."""
_BODY = re.compile("<(?:itemBody|qti-item-body)")
_KEY = re.compile(
    r'(ase-?[tT]ype="(?:float|string)"><(?:qti-)?correct-?[rR]esponse><(?:qti-)?value>)'
    rf"(?!\s*<){_WORDS}(?=</(?:qti-)?value></(?:qti-)?correct)"
)
"""The one right value of what is typed; that of what is picked names a choice."""
_ENTRY = re.compile(r"<entry>[a-z][a-z0-9_-]*(?=</)")
_STRING = re.compile(rf'">(?!\s*<){_WORDS}(?=</string>)')
_RESOURCE = re.compile(r'^<resource identifier="[a-z][a-z0-9_-]*"')
_OWN_FILE = re.compile(r' href="[a-z][a-z0-9_-]*\.xml"')
"""The file of an item, as its resource names it twice."""
_MAPPED = re.compile(rf'(ap-?[kK]ey="){_QUOTED}+(?=" mapped-?[vV]alue="[0-9.]+" case-?[sS]ensitive=)')
_PATTERN = re.compile(rf' pattern="{_QUOTED}+')


def once_a_shape(judge: Callable[..., bool]) -> Callable[..., bool]:
    """Return what says of a shape what `judge` says, and asks it once for each of the last ones."""
    kept = lru_cache(maxsize=256)(judge)

    def asked(shape: str, *told: str) -> bool:
        return (kept if len(shape) <= _LONGEST else judge)(shape, *told)

    return asked


def resource_shape(markup: str) -> str:
    """Return the shape of a resource of a manifest: without its name, and the words and names of its metadata."""
    shape = _OWN_FILE.sub(' href="i.xml"', _RESOURCE.sub('<resource identifier="i"', markup), 2)
    return _STRING.sub('">x', _ENTRY.sub("<entry>i", shape, 1))


def qti12_shape(markup: str) -> str:
    """Return the shape of an item of QTI 1.2: without its name, the texts that it shows, and texts to be typed."""
    shape = _IDENT.sub(' ident="i" title="t"', _MATERIAL.sub('"text/html">x', markup), 1)
    if "<response_str" in shape and "<response_lid" not in shape:
        return _TYPED.sub(r"\1x", _NUMBER.sub(">1", shape))
    return shape


def qti_shape(markup: str) -> str:
    """Return the shape of an item or stimulus of QTI 2 or 3: without its name, its words, and texts to be typed."""
    body = _BODY.search(markup)
    before = body.start() if body else 0
    declared = _IDENTIFIER.sub(' identifier="i" title="t"', markup[:before], 1)
    if '"float"><' in declared or '"string"><' in declared:
        declared = _KEY.sub(r"\1x", declared)
    rest = _TEXT.sub(">x", markup[before:])
    if "ensitive=" in declared:
        return _MAPPED.sub(r"\1x", declared) + _PATTERN.sub(' pattern="x', rest)
    return declared + rest
