"""SARIF 2.1.0 (OASIS), which code scanning services and editors read; a line a finding, since losses are many."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from urllib.parse import quote

import msgspec

from exporter import __version__
from exporter.codes import all_codes
from exporter.diagnostics import Code, Diagnostic, Severity, Span
from exporter.formats.reported import Reported, more_of, whole_message

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.LOSS: "warning"}
_ROOT = "%SRCROOT%"


def lines(reported: Reported) -> Iterator[str]:
    """Yield the lines of one SARIF document."""
    codes = all_codes()
    used = {each.code for each in reported.findings.singles()} | {each.kind.code for each in reported.findings.losses()}
    rules = [code for name, code in codes.items() if name in used]
    numbers = {code.name: number for number, code in enumerate(rules)}
    yield f'{{"$schema": {_json(_SCHEMA)}, "version": "2.1.0", "runs": [{{'
    yield f'"tool": {_json(_tool(rules, reported))},'
    yield f'"columnKind": "unicodeCodePoints", "originalUriBaseIds": {_json(_BASES)},'
    yield '"results": ['
    before = ""
    for finding in reported.findings:
        if before:
            yield before + ","
        before = _json(_result(finding, numbers, reported))
    if before:
        yield before
    yield "]}]}"


_BASES = {_ROOT: {"description": {"text": "the root of the checkout"}}}


def _tool(rules: list[Code], reported: Reported) -> dict[str, object]:
    driver: dict[str, object] = {"name": "exporter", "version": __version__, "semanticVersion": __version__}
    return {"driver": {**driver, "rules": [_rule(code, reported) for code in rules]}}


def _rule(code: Code, reported: Reported) -> dict[str, object]:
    place = more_of(code.name, reported)
    more = f"[{code.name} in the documentation]({place})" if reported.docs else f"`{place}`"
    text = f"{code.meaning}\n\nExample:\n\n{code.example}\n\nWhat to do: {code.mend}"
    fence = "````" if "```" in code.example else "```"
    markdown = f"{code.meaning}\n\n{fence}text\n{code.example}\n{fence}\n\n{code.mend}\n\n{more}"
    return {
        "id": code.name,
        "shortDescription": {"text": code.name.replace("-", " ")},
        "fullDescription": {"text": code.meaning},
        "help": {"text": text, "markdown": markdown},
        **({"helpUri": place} if reported.docs else {}),
        "defaultConfiguration": {"level": _LEVELS.get(code.severity, "note")},
    }


def _result(finding: Diagnostic, numbers: Mapping[str, int], reported: Reported) -> dict[str, object]:
    found: dict[str, object] = {"ruleId": finding.code}
    if finding.code in numbers:
        found["ruleIndex"] = numbers[finding.code]
    found["level"] = "error" if reported.fails(finding) else _LEVELS.get(finding.severity, "note")
    found["message"] = {"text": whole_message(finding, reported)}
    location = _location(finding.span, reported)
    if location:
        found["locations"] = [location]
    related = [
        {"id": number, **place, "message": {"text": each.message}}
        for number, each in enumerate(finding.related)
        if (place := _location(each.span, reported))
    ]
    if related:
        found["relatedLocations"] = related
    found["partialFingerprints"] = {"finding/v1": _fingerprint(finding)}
    told = {"severity": finding.severity.value, "question": finding.question, "target": finding.target}
    found["properties"] = {key: value for key, value in told.items() if value}
    return found


def _location(span: Span, reported: Reported) -> dict[str, object]:
    place = reported.place(span)
    if not place.path:
        return {}
    artifact: dict[str, object] = {"uri": quote(place.path)}
    if not place.path.startswith("/"):
        artifact["uriBaseId"] = _ROOT
    physical: dict[str, object] = {"artifactLocation": artifact}
    if place.line and not place.member:
        region = {"startLine": place.line, "startColumn": place.column}
        physical["region"] = {**region, "endColumn": max(place.end, place.column)}
    location: dict[str, object] = {"physicalLocation": physical}
    if place.member:
        name = f"{place.member}:{place.line}:{place.column}" if place.line else place.member
        location["logicalLocations"] = [{"fullyQualifiedName": name, "kind": "resource"}]
    return location


def _fingerprint(finding: Diagnostic) -> str:
    """Return what stays the same while a finding only moves in its file."""
    whole = (finding.code, finding.span.path, finding.question, finding.target, finding.feature, finding.message)
    return hashlib.sha256("\0".join(whole).encode("utf-8", "surrogateescape")).hexdigest()


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
