"""The versions of QTI as data: names, namespaces, addresses, and the few places where their structure differs.

QTI 2.1 and 2.2 share every name. QTI 3.0 writes `qti-response-declaration base-type` where they write
`responseDeclaration baseType`; the rest of this target speaks the older names, and `Dialect.tag` is the only place that
turns them into the newer ones. Source: QTI 2.1, 2.2 and 3.0 information models and XML bindings of 1EdTech.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

import msgspec

from exporter.targets.languages import direction
from exporter.targets.qti.recordings import has_player

_UPPER = re.compile(r"[A-Z]")
_XSI = "http://www.w3.org/2001/XMLSchema-instance"

Template = str
"""The name of a standard response processing template: `match_correct` or `map_response`."""


class Dialect(msgspec.Struct, frozen=True, kw_only=True):
    """One version of QTI."""

    name: str
    """The target's name: `qti21`."""
    version: str
    namespace: str
    schema: str
    """The official address of the schema of items and tests."""
    manifest_namespace: str
    manifest_schema: str
    metadata_namespace: str
    metadata_schema: str
    lom_schema: str
    quiz_package: str
    """What the manifest of a package with a test calls its own kind, and that of a bank of items."""
    bank_package: str
    schema_version: str
    resource_types: str
    """The ending of resource types, such as `xmlv2p1`."""
    templates: str
    """The address below which the standard response processing templates stand."""
    hyphens: bool = False
    """Whether names are written `qti-item-body` rather than `itemBody`."""
    content_body: bool = False
    """Whether feedback and rubrics hold their content in a content body."""
    stimuli: bool = False
    """Whether a passage is a file of its own that items refer to."""
    hints: bool = False
    """Whether a hint is asked for by a button that costs no attempt."""
    direction: bool = True
    """Whether elements can say in which direction they are written."""
    plain_rules: bool = False
    """Whether rules merge no containers and map no missing answer, which not every player of this version can do."""
    whole_choices: bool = False
    """Whether a choice of several pieces holds them as one element: a player drops the blanks between pieces."""
    ruby: bool = False
    players: bool = False
    """Whether a recording has a player of its own; browsers start by itself what an `object` holds."""
    marked_menus: bool = True
    """Whether the entries of a menu can hold marked-up text."""
    external_scoring: bool = True
    """Whether an outcome can say that a person sets it."""
    plain_lang: bool = False
    """Whether the language of an element is `lang`, as in HTML, rather than `xml:lang`."""
    align_attribute: bool = True
    """Whether a cell is aligned by its attribute `align` rather than by a class of the shared vocabulary."""
    media_href: bool = False
    """Whether a resource of a media file has an `href`; Canvas skips every file that is the `href` of a resource."""
    typed_interactions: bool = False
    """Whether text entry and menus are named in the metadata; Canvas loses the key of those that are."""
    point_interaction: str = "selectionPointInteraction"
    """What the metadata calls a select point interaction."""
    scoring_mode: bool = True
    """Whether the metadata says who scores."""

    def element(self, name: str) -> str:
        """Return the name of an element of QTI in this version."""
        return _element(name) if self.hyphens else name

    def tag(self, name: str, content: str = "", **attributes: str) -> str:
        """Return an element with its (escaped) content; an empty attribute is left out."""
        start, end = _tags(self.hyphens, name, **attributes)
        return f"<{start}>{content}{end}" if content else f"<{start}/>"

    def start(self, name: str, **attributes: str) -> str:
        """Return the start tag of an element."""
        return self.tag(name, **attributes)[:-2] + ">"

    def end(self, name: str) -> str:
        """Return the end tag of an element."""
        return f"</{self.element(name)}>"

    def choice(self, content: str, *, inline: bool) -> str:
        """Return the content of a choice that is shown as a block of its own."""
        if not self.whole_choices or "<" not in content:
            return content
        return f"<span>{content}</span>" if inline and not has_player(content) else f"<div>{content}</div>"

    def body(self, content: str) -> str:
        """Return flow content as feedback and rubrics hold it."""
        return self.tag("contentBody", content) if self.content_body else content

    def root(self, name: str, content: str, **attributes: str) -> str:
        """Return an item, test or stimulus with the namespace and the address of the schema."""
        start, end = _tags.__wrapped__(self.hyphens, name, **attributes)  # too rare to be kept
        named = len(self.element(name))
        location = f'xsi:schemaLocation="{self.namespace} {self.schema}"'
        namespaces = f'xmlns="{self.namespace}" xmlns:xsi="{_XSI}" {location}'
        return f"<{start[:named]} {namespaces}{start[named:]}>{content}{end}"

    def template(self, name: Template) -> str:
        """Return the address of a standard response processing template."""
        return f"{self.templates}{name}" + (".xml" if self.hyphens else "")

    def written_in(self, lang: str, around: str) -> str:
        """Return the attributes of a block in a language: its name, and its direction where it differs from around."""
        towards = direction(lang)
        turned = f' dir="{towards}"' if self.direction and towards != direction(around) else ""
        return self.language(lang) + turned

    def language(self, lang: str) -> str:
        """Return the attribute of an element inside a text that says its language."""
        return f' {"lang" if self.plain_lang else "xml:lang"}="{escaped(lang)}"'


@lru_cache(maxsize=2048)
def _tags(hyphens: bool, name: str, /, **attributes: str) -> tuple[str, str]:  # noqa: FBT001 - a part of the key
    """Return what stands between the brackets of a start tag, and the end tag; items repeat most of them."""
    element = _element(name) if hyphens else name
    start = element
    for key, value in attributes.items():
        if value:
            start += f' {_hyphenated(key) if hyphens else key}="{escaped(value)}"'
    return start, f"</{element}>"


@lru_cache(maxsize=512)
def _hyphenated(name: str) -> str:
    """Return the name of an attribute of QTI 3.0; those with a prefix are the same in all versions."""
    return name if ":" in name else _UPPER.sub(lambda upper: "-" + upper.group().lower(), name)


@lru_cache(maxsize=512)
def _element(name: str) -> str:
    return "qti-" + _hyphenated(name)


def escaped(words: str) -> str:
    """Return words for an attribute; a tab or line break in it would otherwise become a blank."""
    if words.isidentifier() or words.isalnum():
        return words
    return html.escape(words).replace("\n", "&#10;").replace("\t", "&#9;")


_CP = "http://www.imsglobal.org/xsd/imscp_v1p1"

QTI21 = Dialect(
    name="qti21",
    version="2.1",
    namespace="http://www.imsglobal.org/xsd/imsqti_v2p1",
    schema="http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd",
    manifest_namespace=_CP,
    manifest_schema="http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd",
    metadata_namespace="http://www.imsglobal.org/xsd/imsqti_metadata_v2p1",
    metadata_schema="http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_metadata_v2p1.xsd",
    lom_schema="http://www.imsglobal.org/xsd/imsmd_loose_v1p3p2.xsd",
    quiz_package="QTIv2.1 Package",
    bank_package="QTIv2.1 Item Bank Package",
    schema_version="1.0.0",
    resource_types="xmlv2p1",
    templates="http://www.imsglobal.org/question/qti_v2p1/rptemplates/",
    direction=False,
    marked_menus=False,
    external_scoring=False,
    scoring_mode=False,
)
QTI22 = Dialect(
    name="qti22",
    version="2.2",
    namespace="http://www.imsglobal.org/xsd/imsqti_v2p2",
    schema="http://www.imsglobal.org/xsd/qti/qtiv2p2/imsqti_v2p2p4.xsd",
    manifest_namespace=_CP,
    manifest_schema="http://www.imsglobal.org/xsd/qti/qtiv2p2/qtiv2p2_imscpv1p2_v1p0.xsd",
    metadata_namespace="http://www.imsglobal.org/xsd/imsqti_metadata_v2p2",
    metadata_schema="http://www.imsglobal.org/xsd/qti/qtiv2p2/imsqti_metadata_v2p2.xsd",
    lom_schema="http://www.imsglobal.org/xsd/imsmd_loose_v1p3p2.xsd",
    quiz_package="QTIv2.2 Package",
    bank_package="QTIv2.2 Item Bank Package",
    schema_version="1.0.0",
    resource_types="xmlv2p2",
    templates="http://www.imsglobal.org/question/qti_v2p2/rptemplates/",
    point_interaction="selectPointInteraction",
)
QTI30 = Dialect(
    name="qti30",
    version="3.0",
    namespace="http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    schema="https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd",
    manifest_namespace="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    manifest_schema="https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd",
    metadata_namespace="http://www.imsglobal.org/xsd/imsqti_metadata_v3p0",
    metadata_schema="https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_metadatav3p0_v1p0.xsd",
    lom_schema="https://purl.imsglobal.org/spec/md/v1p3/schema/xsd/imsmd_loose_v1p3p2.xsd",
    quiz_package="QTI Package",
    bank_package="QTI Item Bank",
    schema_version="3.0.0",
    resource_types="xmlv3p0",
    templates="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/",
    hyphens=True,
    content_body=True,
    stimuli=True,
    hints=True,
    plain_rules=True,
    whole_choices=True,
    ruby=True,
    players=True,
    plain_lang=True,
    align_attribute=False,
    media_href=True,
    typed_interactions=True,
    point_interaction="selectPointInteraction",
)
DIALECTS = (QTI21, QTI22, QTI30)
_BY_NAME = {each.name: each for each in DIALECTS}


def dialect_of(name: str) -> Dialect:
    """Return the version of a target by the target's name."""
    return _BY_NAME[name]
