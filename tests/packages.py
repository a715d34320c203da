"""Packages made by hand for the tests of validation."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

from exporter.validation import Verdict, validate

QTI12 = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
PACKAGING = "http://www.imsglobal.org/xsd/imscp_v1p1"
NO_SCHEMAS = Path("/nonexistent/schemas")
PNG = b"\x89PNG\r\n\x1a\n"
"""As a picture begins."""


def zip_of(path: Path, members: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """Write a zip archive of these members, in order."""
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return path


def manifest(*resources: str, namespace: str = PACKAGING, head: str = "") -> str:
    """Return a manifest of these `<resource>` elements."""
    declared = f' xmlns="{namespace}"' if namespace else ""
    return f'<manifest{declared} identifier="m">{head}<organizations/><resources>{"".join(resources)}</resources></manifest>'


def resource(identifier: str, href: str, kind: str = "imsqti_xmlv1p2", *files: str, needs: str = "") -> str:
    """Return one resource that lists `href` and `files`."""
    listed = "".join(f'<file href="{each}"/>' for each in (href, *files))
    needed = f'<dependency identifierref="{needs}"/>' if needs else ""
    return f'<resource identifier="{identifier}" type="{kind}" href="{href}">{listed}{needed}</resource>'


def item12(ident: str = "q1", *, stem: str = "Two?", key: str = "1", more: str = "") -> str:
    """Return a QTI 1.2 multiple-choice item whose key is `key`; its choices are 1 and 2."""
    labels = "".join(
        f'<response_label ident="{each}"><material><mattext>c{each}</mattext></material></response_label>'
        for each in "12"
    )
    return (
        f'<item ident="{ident}" title="{ident}"><presentation><material><mattext texttype="text/html">{stem}</mattext>'
        f'</material><response_lid ident="response1" rcardinality="Single"><render_choice>{labels}</render_choice>'
        "</response_lid></presentation><resprocessing><outcomes>"
        '<decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/></outcomes>'
        f'<respcondition continue="No"><conditionvar><varequal respident="response1">{key}</varequal></conditionvar>'
        f'<setvar action="Set" varname="SCORE">100</setvar></respcondition>{more}</resprocessing></item>'
    )


def assessment12(*items: str, ident: str = "a1", namespace: str = QTI12) -> str:
    """Return a QTI 1.2 file with one assessment of these items."""
    declared = f' xmlns="{namespace}"' if namespace else ""
    return (
        f'<questestinterop{declared}><assessment ident="{ident}" title="T"><section ident="s1">'
        f"{''.join(items)}</section></assessment></questestinterop>"
    )


def quiz_package(path: Path, *items: str, more: Mapping[str, str | bytes] = {}) -> Path:
    """Write a good QTI 1.2 package of these items (a good one where there is none)."""
    members = {
        "imsmanifest.xml": manifest(resource("a1", "a1/a1.xml")),
        "a1/a1.xml": assessment12(*(items or (item12(),))),
        **more,
    }
    return zip_of(path, members)


def judged(*paths: Path, official: bool = False, ours: bool = False, schemas: Path | None = None) -> Verdict:
    """Return the verdict without any official schema, but for those named."""
    return validate(paths, official=official, ours=ours, schemas=schemas or NO_SCHEMAS)


def codes(verdict: Verdict, *, without: tuple[str, ...] = ("judge-missing",)) -> list[str]:
    """Return the codes of the findings, sorted by place."""
    return [finding.code for finding in verdict.findings if finding.code not in without]
