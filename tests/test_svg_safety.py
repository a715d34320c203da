"""SVG pictures: their size, and whether they are only pictures."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.svg_safety import look_into


def svg(attributes: str = "", content: str = "", before: str = "") -> bytes:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"{before}<svg {names} {attributes}>{content}</svg>".encode()


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="40" height="30"', (40, 30)),
        ('width="40px" height="30.4px"', (40, 30)),
        ('width="10mm" height="1in"', (38, 96)),
        ('width="3cm" height="36pt"', (113, 48)),
        ('width="6pc" height="0.2"', (96, 1)),
        ('viewBox="0 0 30 40"', (30, 40)),
        ('viewBox="0,0,30,40" width="60"', (60, 80)),
        ('viewBox="0 0 30 40" height="80"', (60, 80)),
        ('viewBox="0 0 30 40" width="100%" height="100%"', (30, 40)),
        ('width="40"', (None, None)),
        ('viewBox="0 0 30"', (None, None)),
        ('viewBox="0 0 0 40"', (None, None)),
        ('width="1e3" height="2"', (None, None)),
        ('width="999999" height="2"', (None, None)),
        ("", (None, None)),
    ],
)
def test_svg_sizes(attributes: str, size: tuple[int | None, int | None]) -> None:
    seen = look_into(svg(attributes))
    assert (seen.unsafe, seen.broken) == ("", "")
    assert (seen.width, seen.height) == size


@pytest.mark.parametrize(
    "content",
    [
        "<!-- a note --><rect/>",
        '<use href="#a"/>',
        '<use xlink:href=" #a"/>',
        '<image href=""/>',
        '<image href="data:image/png;base64,AAAA"/>',
        '<rect fill="url(#a)"/>',
        "<rect style=\"fill: url('#a'); filter: url( #b )\"/>",
        "<style>.a { fill: red; /* https://example.org */ }</style>",
        "<text>javascript is a language: see @import url(x)</text>",
        '<animate attributeName="opacity"/>',
        '<rect style="font-family: \\41 rial"/>',
    ],
)
def test_pictures_are_let_through(content: str) -> None:
    seen = look_into(svg(content=content))
    assert (seen.unsafe, seen.broken) == ("", "")


@pytest.mark.parametrize(
    "content",
    [
        "<script>x</script>",
        "<SCRIPT/>",
        '<s:script xmlns:s="http://www.w3.org/2000/svg"/>',
        '<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>',
        "<foreignObject/>",
        '<rect onclick="x"/>',
        '<rect ONLOAD="x"/>',
        '<a href="javascript:x"><rect/></a>',
        '<a xlink:href=" java&#10;script:x"><rect/></a>',
        '<a href="https://example.org"><rect/></a>',
        '<image href="x.png"/>',
        '<image href="data:image/svg+xml,x"/>',
        '<use href="other.svg#a"/>',
        '<rect fill="url(https://example.org/x)"/>',
        '<rect style="fill: url(x.svg#a)"/>',
        '<rect style="fill: \\75 rl(https://example.org)"/>',
        '<rect style="fill: u\\rl(https://example.org)"/>',
        '<rect style="fill: url/**/(https://example.org)"/>',
        '<style>@import "x.css";</style>',
        "<style>@\\69mport 'x.css';</style>",
        "<style>a { background: image-set('x.png' 1x) }</style>",
        "<style><![CDATA[a { fill: url(//example.org) }]]></style>",
        "<style>\\110000 { fill: url(x) }</style>",
        '<set attributeName="xlink:href" to="javascript:x"/>',
        '<animate attributeName="onclick" to="x"/>',
        '<g xml:base="https://example.org"/>',
        "<?xml-stylesheet href='x'?>",
    ],
)
def test_more_than_pictures_are_not(content: str) -> None:
    seen = look_into(svg(content=content))
    assert seen.unsafe
    assert seen.line == 1
    assert (seen.width, seen.broken) == (None, "")


@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE svg [<!ENTITY x "y">]>',
        '<!DOCTYPE svg [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>',
        '<!DOCTYPE svg SYSTEM "<a" [<!ATTLIST svg onload CDATA "x">]>',
        '<?xml-stylesheet href="x.css"?>',
    ],
)
def test_declarations_are_refused(before: str) -> None:
    assert look_into(svg(before=before)).unsafe


def test_a_usual_doctype_is_fine() -> None:
    doctype = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">\n'
    assert look_into(svg(before=doctype)).unsafe == ""


def test_an_undeclared_entity_of_an_outer_doctype() -> None:
    seen = look_into(svg(before='<!DOCTYPE svg SYSTEM "x.dtd">', content="<text>&x;</text>"))
    assert seen.unsafe == "uses an entity"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"words",
        b"<svg>",
        b"<svg/>",
        b"<html/>",
        svg().decode().encode("utf-16"),
        b'<?xml version="1.0" encoding="UTF-7"?>' + svg(),
        svg(content="<g>" * 5000 + "</g>" * 5000),
        svg(content="<g>"),
        svg()[:-3] + b"\xff</svg>",
    ],
)
def test_broken(data: bytes) -> None:
    seen = look_into(data)
    assert seen.broken
    assert seen.unsafe == ""


def test_the_line_is_told() -> None:
    seen = look_into(svg(content="\n\n<script/>\n"))
    assert seen.line == 3


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("<>/=\"'&;:()#@ abgsvurlx!-[]%\n"), max_size=40))
def test_any_content(content: str) -> None:
    seen = look_into(svg(content=content))
    assert bool(seen.broken) + bool(seen.unsafe) < 2
