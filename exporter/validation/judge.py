"""The verdict on packages and XML files: every file goes to the judges of its kind, and all that they find is kept."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from lxml import etree

from exporter.codes.archives import TOO_LARGE
from exporter.codes.official import JUDGE_MISSING, OFFICIAL_NOT_INSTALLED
from exporter.codes.platforms import PLATFORM_FORMAT
from exporter.diagnostics import Diagnostic, Severity, Span, sort_key
from exporter.validation import markup
from exporter.validation.kinds import (
    CARTRIDGES,
    MANIFESTS,
    QTI12_KINDS,
    Kind,
    kind_of,
    local_name,
    manifest_kind,
    name_of,
)
from exporter.validation.members import UNREADABLE
from exporter.validation.package import MANIFEST, PACKAGE_NAMES, Package, open_package
from exporter.validation.package_findings import is_of_blackboard, nothing_to_judge, without_manifest, wrong_namespace
from exporter.validation.platforms import moodle_file_findings, platform_findings
from exporter.validation.profile import GRAMMARS, as_ours, profile_violations
from exporter.validation.rules.canvas import SETTINGS, Quizzes, note_quizzes, settings_findings, unmet_settings
from exporter.validation.rules.manifest import manifest_findings, resources
from exporter.validation.rules.moodle import Checked, file_as_a_whole, moodle_findings
from exporter.validation.rules.pages import other_file
from exporter.validation.rules.qti import QtiPlaces, qti_findings, unmet
from exporter.validation.rules.qti12 import Places, draws_from_nowhere, qti12_findings
from exporter.validation.rules.resources import Listed, apart, resource_findings
from exporter.validation.schemas import schema_folder
from exporter.validation.verdict import Judgement, Verdict

if TYPE_CHECKING:
    from exporter.validation.official import Compiled

RULES = "built-in rules"
_STREAM_LIMIT = 2**30
"""Bytes of a Moodle XML file, which is read question by question."""
_MARKUP_NAMES = (".xml", ".qti")
_COPIES = "non_cc_assessments/"
"""Where Canvas's export of a course keeps each quiz once more, in its own form beside the cartridge's."""


def validate(
    paths: Iterable[str | Path],
    *,
    official: bool = False,
    ours: bool = False,
    schemas: Path | None = None,
    platform: str = "",
) -> Verdict:
    """Return the verdict on zip packages, folders and XML files, which are never unpacked and never trusted.

    Official schemas judge what they can wherever they are installed; `official` makes it an error where they are not.
    `ours` says that this tool wrote the files: its own grammars judge them too, and what is a warning for others is
    an error. `schemas` is the folder of installed schemas, by default the user's; `platform` is one of
    `platforms.PLATFORMS`, whose limits are told as warnings.
    """
    court = _Court(official=official, ours=ours, schemas=schemas or schema_folder(), platform=platform)
    for path in paths:
        court.judge(Path(path))
    return Verdict(tuple(court.judgements), tuple(sorted(court.findings, key=sort_key)))


class _Court:
    """Judges one path after the other and gathers what is said."""

    def __init__(self, *, official: bool, ours: bool, schemas: Path, platform: str) -> None:
        self.platform = platform
        self.official = official
        self.ours = ours
        self.schemas = schemas
        self.judgements: list[Judgement] = []
        self.findings: list[Diagnostic] = []
        self.lacking: set[str] = set()
        """Official schemas that were missed: each is said once, at the first file that it would have judged."""

    def judge(self, path: Path) -> None:
        before = len(self.findings)
        package, findings = open_package(path)
        self.findings.extend(findings)
        if package is None:
            return
        try:
            known = self._each(path, package) if package.is_shelf else _PackageCourt(self, package).judge()
        finally:
            package.close()
        self.findings.extend(package.findings)
        if not known and not any(each.severity is Severity.ERROR for each in self.findings[before:]):
            self.findings.append(nothing_to_judge(package.place, package.names))

    def _each(self, folder: Path, package: Package) -> int:
        """Judge each package and XML file of a folder that is no package itself; return how many there are."""
        names = [name for name in package.names if name.lower().endswith((*_MARKUP_NAMES, *PACKAGE_NAMES))]
        for name in names:
            self.judge(folder / name)
        return len(names)

    def hear(self, judgement: Judgement, findings: Iterable[Diagnostic]) -> None:
        """Keep what a judge said; what is a warning for others is an error in what this tool writes."""
        found = list(findings)
        if self.ours:
            found = [as_ours(each) for each in found]
        if any(each.severity is Severity.ERROR for each in found):
            judgement = msgspec.structs.replace(judgement, outcome="invalid")
        self.judgements.append(judgement)
        self.findings.extend(found)


class _PackageCourt:
    """Judges the members of one package."""

    def __init__(self, court: _Court, package: Package) -> None:
        self.court = court
        self.package = package
        self.items = Places()
        self.copies = Places()
        self.quizzes = Quizzes()
        self.listed = Listed()
        self.qti = QtiPlaces()
        self.cartridge: Kind | None = None
        self.kinds: set[Kind] = set()
        self._listed: frozenset[str] = frozenset()
        """Items and assessments that a manifest lists, whatever their names end in."""
        self._refused: set[str] = set()

    def judge(self) -> int:
        """Judge every member; return how many kinds that we know there are."""
        names = self.package.names
        if is_of_blackboard(names):
            return 0
        manifests = [name for name in names if name == MANIFEST or name.endswith(f"/{MANIFEST}")]
        ordered = sorted(names, key=lambda name: (name not in manifests, name))
        others: list[Diagnostic] = []
        for name in ordered:
            if self.package.single or name.lower().endswith(_MARKUP_NAMES) or name in self._listed:
                self._markup(name)
            else:
                others.extend(other_file(self.package, name))
        found = [*others, *draws_from_nowhere(self.items), *unmet(self.qti), *unmet_settings(self.quizzes)]
        found += [*resource_findings(self.listed), *apart(self.listed, self.qti.shown)]
        if not self.package.single and self.kinds - {Kind.MOODLE} and MANIFEST not in names:
            found.append(without_manifest(self.package.place, manifests))
        if found:
            self.court.hear(Judgement(self.package.place, "package", RULES, "valid"), found)
        return len(self.kinds)

    def _markup(self, name: str) -> None:
        package, place = self.package, self.package.at(name)
        stream = package.open(name)
        if stream is None:
            return
        try:
            with stream:
                prolog = markup.prolog(stream, place)
        except UNREADABLE as error:
            package.unreadable(name, error)
            return
        self.court.findings.extend(prolog.findings)
        if not prolog.readable:
            return
        kind, right = kind_of(prolog.root)
        if prolog.root == "quiz" and name.endswith(SETTINGS):
            kind, right = Kind.CANVAS_META, False
        if kind is Kind.MOODLE and right:
            self._moodle(name)
            return
        root = self._tree(name)
        if root is None:
            return
        if not right:
            self.court.hear(Judgement(place, kind.value, RULES, "valid"), [wrong_namespace(root, kind, place)])
        if kind is not Kind.OTHER:
            self.kinds.add(kind)
            kind = self._judge_tree(name, root, kind)
            if right:
                self.listed.files[name] = (kind, local_name(root))
            # QTI 1.2 began without a namespace; such a file is judged as if it had one.
            if right or (kind in QTI12_KINDS and not name_of(str(root.tag)).namespace):
                self._official(root, kind, place)

    def _tree(self, name: str) -> etree._Element | None:
        data = self.package.read(name, markup.TREE_LIMIT)
        if data is None:
            return None
        root, findings = markup.tree(data, self.package.at(name))
        self.court.findings.extend(findings)
        return root

    def _moodle(self, name: str) -> None:
        package, place = self.package, self.package.at(name)
        self.kinds.add(Kind.MOODLE)
        if package.size(name) > _STREAM_LIMIT:
            message = f"{package.size(name):,} bytes; at most {_STREAM_LIMIT:,} are read of one such file"
            self.court.findings.append(TOO_LARGE.at(Span(place), message))
            return
        stream = package.open(name)
        if stream is None:
            return
        findings: list[Diagnostic] = []
        seen = Checked()
        try:
            with stream:
                for piece in markup.pieces(stream, place, "question", findings):
                    findings.extend(moodle_findings(piece, place, seen))
                    if self.court.ours:
                        findings.extend(profile_violations(piece.element, Kind.MOODLE, Span(place, piece.line)))
        except UNREADABLE as error:
            package.unreadable(name, error)
        if not any(each.severity is Severity.ERROR for each in findings):
            findings.extend(file_as_a_whole(seen, place))
        self.court.hear(Judgement(place, Kind.MOODLE.value, RULES, "valid"), findings)
        if self.court.platform:
            self.court.findings.extend(moodle_file_findings(self.court.platform, place))

    def _judge_tree(self, name: str, root: etree._Element, kind: Kind) -> Kind:
        """Judge a file by our own rules; return its kind, which for a manifest depends on more than its root."""
        place = self.package.at(name)
        if kind in MANIFESTS:
            kind = self._manifest(name, root, kind)
        elif kind is Kind.QTI12:
            is_copy = name.startswith(_COPIES)
            kind = Kind.CC_QTI if self.cartridge and not is_copy else kind
            note_quizzes(root, self.quizzes)
            found = qti12_findings(root, name, self.package, self.copies if is_copy else self.items)
            self.court.hear(Judgement(place, kind.value, RULES, "valid"), found)
        elif kind is Kind.CANVAS_META:
            found = settings_findings(root, name, place, self.quizzes)
            self.court.hear(Judgement(place, kind.value, RULES, "valid"), found)
        elif kind in {Kind.QTI21, Kind.QTI22, Kind.QTI30}:
            found = qti_findings(root, name, self.package, self.qti)
            self.court.hear(Judgement(place, kind.value, RULES, "valid"), found)
        if self.court.ours and kind in GRAMMARS:
            found = profile_violations(root, kind, Span(place))
            self.court.hear(Judgement(place, kind.value, f"{GRAMMARS[kind][0]}.rng", "valid"), found)
        if self.court.platform:
            self._tell(platform_findings(self.court.platform, root, kind, place))
        return kind

    def _tell(self, findings: Iterable[Diagnostic]) -> None:
        """Keep what a platform does with a file; that it does not take a format is said once a package."""
        for each in findings:
            if each.code != PLATFORM_FORMAT.name or each.message not in self._refused:
                self._refused.add(each.message)
                self.court.findings.append(each)

    def _manifest(self, name: str, root: etree._Element, kind: Kind) -> Kind:
        kind = manifest_kind(kind, root)
        if kind in CARTRIDGES:
            self.cartridge = kind
        found = resources(root, name)
        self._listed = frozenset(path for each in found if each.type.startswith("imsqti") for path in each.files[:1])
        if name == MANIFEST:
            self.listed.place, self.listed.resources = self.package.at(name), found
        wrong = () if self.package.single else manifest_findings(root, name, self.package)
        self.court.hear(Judgement(self.package.at(name), kind.value, RULES, "valid"), wrong)
        return kind

    def _official(self, root: etree._Element, kind: Kind, place: str) -> None:
        from exporter.validation import official, schematron  # noqa: PLC0415 - few paths need them

        for judge in official.judges_of(kind, name_of(str(root.tag)).namespace):
            schema = official.compiled(self.court.schemas, judge.path)
            derived = judge.derived or (kind is Kind.CC_QTI and self.cartridge is Kind.CC13_MANIFEST)
            judgement = Judgement(place, kind.value, judge.path, "valid", derived)
            if schema.schema is None:
                self._missing(judgement, schema)
                continue
            official.rename(root, judge.rename)
            found = list(official.violations(schema.schema, root, place))
            if judge.rules:
                book = schematron.rule_book(self.court.schemas, judge.path)
                found.extend(islice(schematron.rule_violations(book, root, place), official.MOST_FINDINGS))
            self.court.hear(judgement, found)

    def _missing(self, judgement: Judgement, schema: Compiled) -> None:
        self.court.judgements.append(msgspec.structs.replace(judgement, outcome="missing"))
        if judgement.judge in self.court.lacking:
            return
        self.court.lacking.add(judgement.judge)
        code = OFFICIAL_NOT_INSTALLED if self.court.official else JUDGE_MISSING
        why = "is not installed"
        if not schema.missing:
            why = f"cannot be compiled: {schema.reason}"
        elif schema.missing != (judgement.judge,):
            why = f"needs `{schema.missing[0]}`, which is not installed"
        message = f"{judgement.kind} was not judged by `{judgement.judge}`, which {why}"
        finding = code.at(Span(judgement.place), message, "install the official schemas: exporter schemas install")
        self.court.findings.append(finding)
