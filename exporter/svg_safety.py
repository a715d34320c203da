"""Whether an SVG picture is only a picture: it must run nothing, load nothing and declare nothing.

Learning platforms hand SVG files to the browser as they are (Moodle) or refuse them (Canvas), so a script in one is a
script on the site. A refused picture says why and on which of its lines.
"""

from __future__ import annotations

import re

import msgspec
from lxml import etree

SVG = "{http://www.w3.org/2000/svg}"
_RUNNING = frozenset(
    {"script", "handler", "listener", "foreignobject", "iframe", "object", "embed", "audio", "video", "link", "meta"}
)
_DECLARATION = re.compile(rb"<!(?:ENTITY|ATTLIST|ELEMENT|NOTATION)")
"""Bytes are enough: other encodings than those of `_ENCODINGS` are refused, and these are all alike here."""
_PICTURE_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp)[;,]", re.IGNORECASE)
_ENCODINGS = frozenset({"UTF-8", "US-ASCII", "ASCII", "ISO-8859-1"})
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\n]?|(.))", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ADDRESS = re.compile(r"""url\(\s*["']?\s*([^)"']*)""", re.IGNORECASE)
_LOADING = re.compile(r"@import|expression\s*\(|(?:-webkit-)?image-set\s*\(|-moz-binding|javascript:", re.IGNORECASE)
_LENGTH = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?|\.[0-9]+)\s*(px|pt|pc|mm|cm|in|)\s*")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_LARGEST = 100_000
"""Pixels beyond which a length is no size of a picture."""


class Seen(msgspec.Struct, frozen=True):
    """What a look into an SVG gave: its size, or what is `broken` or `unsafe` (a clause for a message) and where."""

    width: int | None = None
    height: int | None = None
    broken: str = ""
    unsafe: str = ""
    line: int = 0


def look_into(data: bytes) -> Seen:
    """Parse an SVG without loading or expanding anything and judge every element and attribute."""
    if b"\x00" in data:
        return Seen(broken="is not encoded in UTF-8")
    declaration = _DECLARATION.search(data)
    if declaration is not None:
        line = data.count(b"\n", 0, declaration.start()) + 1
        return Seen(unsafe=f"has a declaration `{declaration.group().decode()}`", line=line)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        return Seen(broken="is no well-formed XML", line=error.lineno or 0)
    document = root.getroottree().docinfo
    if (document.encoding or "UTF-8").upper() not in _ENCODINGS:
        return Seen(broken="is not encoded in UTF-8")
    if root.tag != SVG + "svg":
        return Seen(broken="has no `svg` element of the SVG namespace at its root")
    unsafe = _unsafe_node(root)
    if unsafe is not None:
        return unsafe
    width, height = _size(root)
    return Seen(width=width, height=height)


def _unsafe_node(root: etree._Element) -> Seen | None:
    """Return the first thing that is more than picture, in the order of the file."""
    for node in (*root.itersiblings(preceding=True), *root.iter(), *root.itersiblings()):
        line = int(node.sourceline or 0)  # type: ignore[truthy-bool, call-overload]
        if isinstance(node, etree._ProcessingInstruction):  # noqa: SLF001 - lxml names no public type
            return Seen(unsafe=f"has a processing instruction `{node.target!s}`", line=line)
        if isinstance(node, etree._Entity):  # noqa: SLF001
            return Seen(unsafe="uses an entity", line=line)
        fault = "" if isinstance(node, etree._Comment) else _fault(node)  # noqa: SLF001
        if fault:
            return Seen(unsafe=fault, line=line)
    return None


def _fault(element: etree._Element) -> str:
    """Return what makes an element more than picture, or an empty string."""
    name = etree.QName(element).localname
    if name.lower() in _RUNNING:
        return f"has a `{name}` element"
    for attribute, value in element.attrib.items():
        key = etree.QName(attribute).localname
        fault = _attribute_fault(name, key, str(value))
        if fault:
            return fault
    if name == "style" and _loads("".join(str(run) for run in element.itertext())):
        return "has a style that loads or runs something"
    return ""


def _attribute_fault(element: str, key: str, value: str) -> str:
    if key.lower().startswith("on"):
        return f"has an event handler `{key}`"
    if key == "base":
        return "sets the base of its addresses"
    if key in {"href", "src"}:
        bare = re.sub(r"\s", "", value)
        if not (bare.startswith("#") or not bare or _PICTURE_DATA.match(bare)):
            return f"refers to `{bare[:60]}`"
    if element in {"set", "animate"} and key == "attributeName":
        target = value.rpartition(":")[2].lower()
        if target == "href" or target.startswith("on"):
            return f"animates `{value}`"
    if _loads(value):
        return f"has an attribute `{key}` that loads or runs something"
    return ""


def _loads(style: str) -> bool:
    """Return whether CSS (with its escapes and comments read) fetches anything but a part of the picture itself."""
    if "(" not in style and "\\" not in style and "@" not in style and ":" not in style:
        return False
    plain = _COMMENT.sub("", _ESCAPE.sub(_unescaped, style))
    if _LOADING.search(plain):
        return True
    return any(
        not (address.strip().startswith("#") or _PICTURE_DATA.match(address.strip()))
        for address in _ADDRESS.findall(plain)
    )


def _unescaped(match: re.Match[str]) -> str:
    code = match.group(1)
    if code is None:
        return match.group(2)
    number = int(code, 16)
    return chr(number) if number <= 0x10FFFF else "\N{REPLACEMENT CHARACTER}"  # noqa: PLR2004 - Unicode's last


def _size(root: etree._Element) -> tuple[int | None, int | None]:
    """Return width and height in user units: of its attributes, else of its viewBox (SVG 2, section 8.2)."""
    width, height = _length(root.get("width")), _length(root.get("height"))
    box = re.split(r"[\s,]+", (root.get("viewBox") or "").strip())
    if len(box) == 4:  # noqa: PLR2004 - x, y, width, height
        across, down = _length(box[2]), _length(box[3])
        if across and down:
            if width and not height:
                height = width * down / across
            elif height and not width:
                width = height * across / down
            elif not (width and height):
                width, height = across, down
    if not width or not height:
        return None, None
    return round(width) or 1, round(height) or 1


def _length(text: str | None) -> float | None:
    match = _LENGTH.fullmatch(text or "")
    if match is None:
        return None
    value = float(match.group(1)) * _PIXELS[match.group(2)]
    return value if 0 < value <= _LARGEST else None
