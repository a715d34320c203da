"""The manifest: every file in a resource, what needs what, and metadata (LOM and QTI's own) of items and package.

Source: IMS Content Packaging 1.2 as QTI profiles it, IEEE LOM in its loose binding, QTI metadata.
"""

from __future__ import annotations

import hashlib
import html
from collections.abc import Iterable, Iterator
from itertools import islice

from exporter import __version__
from exporter.model import Bank, Quiz, RichText, Summary
from exporter.richtext import plain
from exporter.targets.item_xml import DECLARATION
from exporter.targets.qti.body import item_path, media_path
from exporter.targets.qti.dialect import Dialect, escaped
from exporter.targets.qti.package import Item, Package, Written

_LOM = "http://ltsc.ieee.org/xsd/LOM"
_LEVELS = {"easy": "easy", "medium": "medium", "hard": "difficult"}
_LONGEST = 1000
"""Characters of a description in the metadata."""
_BATCH = 100
"""Resources that are judged and written at once."""
_UNTYPED = frozenset({"textEntryInteraction", "inlineChoiceInteraction"})


def manifest_chunks(package: Package, quiz: Quiz | None, test_files: Iterable[str] = ()) -> Iterator[bytes]:
    """Yield the manifest, a hundred resources a chunk; all are judged by the grammar."""
    dialect, bank = package.dialect, package.job.bank
    head = _head(dialect, bank, package.ident, quiz)
    tail = "</resources></manifest>"
    package.judge(head + tail)
    yield DECLARATION + head.encode() + b"\n"
    resources = _resources(package, quiz, tuple(test_files))
    while batch := list(islice(resources, _BATCH)):
        package.judge_resources(batch)
        yield "\n".join(batch).encode() + b"\n"
    yield tail.encode() + b"\n"


def _head(dialect: Dialect, bank: Bank, ident: str, quiz: Quiz | None) -> str:
    schemas = {
        dialect.manifest_namespace: dialect.manifest_schema,
        _LOM: dialect.lom_schema,
        dialect.metadata_namespace: dialect.metadata_schema,
    }
    locations = " ".join(f"{namespace} {schema}" for namespace, schema in schemas.items())
    kind = dialect.quiz_package if quiz else dialect.bank_package
    lom = _package_lom(bank, quiz)
    return (
        f'<manifest xmlns="{dialect.manifest_namespace}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xsi:schemaLocation="{locations}" identifier="package_{ident}{"" if quiz else "_bank"}">'
        f"<metadata><schema>{kind}</schema><schemaversion>{dialect.schema_version}</schemaversion>{lom}</metadata>"
        "<organizations/><resources>"
    )


def _resources(package: Package, quiz: Quiz | None, test_files: tuple[str, ...]) -> Iterator[str]:
    dialect, bank = package.dialect, package.job.bank
    media = {path: f"file_{_digest(path)}" for path in package.media_paths()}
    if quiz is not None:
        needs = [*dict.fromkeys(package.items), *(media[path] for path in test_files)]
        yield _resource(quiz.id, f"imsqti_test_{dialect.resource_types}", test_files, needs)
    metadata: dict[Item, str] = {}
    for item in package.items.values():
        needs = [*([item.stimulus] if item.stimulus else []), *(media[path] for path in item.files)]
        said = metadata.get(item.item)
        if said is None:
            said = metadata[item.item] = _qti_metadata(dialect, item.item)
        about = f"<metadata>{said}{_item_lom(item, bank.index[item.question])}</metadata>"
        kind = f"imsqti_item_{dialect.resource_types}"
        yield _resource(item.id, kind, item.files, needs, about)
    for ident, stimulus in package.stimuli.items():
        needs = [media[path] for path in stimulus.files]
        yield _resource(ident, f"imsqti_stimulus_{dialect.resource_types}", stimulus.files, needs)
    for path, ident in media.items():
        place = escaped(media_path(path))
        href = f' href="{place}"' if dialect.media_href else ""
        yield f'<resource identifier="{ident}" type="webcontent"{href}><file href="{place}"/></resource>'


def _resource(ident: str, kind: str, files: Iterable[str], needs: Iterable[str], metadata: str = "") -> str:
    path = item_path(ident)
    listed = "".join(f'<file href="{escaped(each)}"/>' for each in (path, *(media_path(file) for file in files)))
    depends = "".join(f'<dependency identifierref="{each}"/>' for each in needs)
    return f'<resource identifier="{ident}" type="{kind}" href="{path}">{metadata}{listed}{depends}</resource>'


def _qti_metadata(dialect: Dialect, item: Item) -> str:
    """Return QTI's own metadata; text entry and menus are not named where Canvas would lose their key by it."""
    names = [
        dialect.point_interaction if name == "selectPointInteraction" else name
        for name in item.interactions
        if dialect.typed_interactions or name not in _UNTYPED
    ]
    interactions = "".join(f"<interactionType>{name}</interactionType>" for name in names)
    scorer = "human" if item.by_hand else "responseprocessing"
    mode = f"<scoringMode>{scorer}</scoringMode>" if dialect.scoring_mode and item.interactions else ""
    return (
        f'<qtiMetadata xmlns="{dialect.metadata_namespace}"><itemTemplate>false</itemTemplate>'
        f"<timeDependent>false</timeDependent><composite>{_flag(holds=len(item.interactions) > 1)}</composite>"
        f"{interactions}<feedbackType>{'nonadaptive' if item.feedback else 'none'}</feedbackType>"
        f"<solutionAvailable>{_flag(holds=item.solved)}</solutionAvailable>{mode}"
        f"<toolName>exporter</toolName><toolVersion>{__version__}</toolVersion></qtiMetadata>"
    )


def _item_lom(item: Written, summary: Summary) -> str:
    """Return what is known of a question: id, title, language, keywords, author, difficulty, objectives."""
    lang = item.lang
    general = _general(summary.id, summary.title, lang, (), summary.tags)
    educational = ""
    if summary.difficulty:
        level = _LEVELS[summary.difficulty]
        educational = (
            f"<educational><difficulty><source>LOMv1.0</source><value>{level}</value></difficulty></educational>"
        )
    objectives = "".join(
        "<classification><purpose><source>LOMv1.0</source><value>educational objective</value></purpose>"
        f"<description>{_string(each, lang)}</description></classification>"
        for each in summary.objectives
    )
    return f'<lom xmlns="{_LOM}">{general}{_life_cycle("", [item.author])}{educational}{objectives}</lom>'


def _package_lom(bank: Bank, quiz: Quiz | None) -> str:
    """Return what is known of the package: id, title, language, description, version, authors, licence."""
    lang = (quiz.lang if quiz else None) or bank.language
    about = quiz.description if quiz else bank.description
    general = _general(quiz.id if quiz else bank.id, quiz.title if quiz else bank.title, lang, (about,), ())
    rights = ""
    if bank.licence:
        rights = (
            "<rights><copyrightAndOtherRestrictions><source>LOMv1.0</source><value>yes</value>"
            f"</copyrightAndOtherRestrictions><description>{_string(bank.licence, lang)}</description></rights>"
        )
    authors = [author.name for author in bank.authors]
    return f'<lom xmlns="{_LOM}">{general}{_life_cycle(bank.version, authors, lang)}{rights}</lom>'


def _general(
    ident: str, title: str, lang: str, descriptions: Iterable[RichText | None], keywords: Iterable[str]
) -> str:
    about = "".join(
        f"<description>{_string(plain(text)[:_LONGEST], lang)}</description>" for text in descriptions if text
    )
    words = "".join(f"<keyword>{_string(word, lang)}</keyword>" for word in keywords)
    return (
        f"<general><identifier><entry>{_text(ident)}</entry></identifier><title>{_string(title, lang)}</title>"
        f"<language>{_text(lang)}</language>{about}{words}</general>"
    )


def _life_cycle(version: str, authors: Iterable[str], lang: str = "en") -> str:
    edition = f"<version>{_string(version, lang)}</version>" if version else ""
    people = "".join(
        "<contribute><role><source>LOMv1.0</source><value>author</value></role>"
        f"<entity>{_text(_vcard(name))}</entity></contribute>"
        for name in authors
        if name
    )
    return f"<lifeCycle>{edition}{people}</lifeCycle>" if edition or people else ""


def _vcard(name: str) -> str:
    """Return a person as a vCard (RFC 2426), which is what LOM asks for."""
    safe = name.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{safe}\r\nN:{safe};;;;\r\nEND:VCARD".replace("\r\n", "\n")


def _string(words: str, lang: str) -> str:
    return f'<string language="{escaped(lang)}">{_text(words)}</string>'


def _text(words: str) -> str:
    return html.escape(words, quote=False)


def _flag(*, holds: bool) -> str:
    return "true" if holds else "false"


def _digest(path: str) -> str:
    return hashlib.blake2b(path.encode(), digest_size=8).hexdigest()
