"""Text with gaps: typed throughout, chosen from menus throughout, or (New Quizzes) each gap of its own kind."""

from __future__ import annotations

from collections.abc import Callable

from exporter.codes import canvas as codes
from exporter.codes.targets import EARLIER_ANSWER
from exporter.model import Cloze, Gap, Math, MenuGap, NumericGap, Part, RichText, ShortAnswer, TextAnswer, TypedGap
from exporter.richtext import is_plain, plain
from exporter.scoring import has_wildcard, number_score
from exporter.targets import fixed_texts
from exporter.targets import qti12 as elements
from exporter.targets.canvas import answers
from exporter.targets.canvas.sheet import Sheet, escaped
from exporter.targets.passages import titled

_PREFIX = "response_"


def cloze(sheet: Sheet, question: Cloze) -> None:
    """Write a text with gaps in the form that its gaps ask for."""
    names = _names(sheet, len(question.gaps))
    sheet.writing.gaps = tuple(f"[{name}]{_unit(gap)}" for name, gap in zip(names, question.gaps, strict=True))
    form: Callable[[Sheet, Gap, int], tuple[list[str], list[str]]]
    menus = [isinstance(gap, MenuGap) for gap in question.gaps]
    if all(menus):
        kind, form = "multiple_dropdowns_question", _menu
    elif sheet.new and (any(menus) or question.case_sensitive or _has_pattern(question)):
        kind, form = "fill_in_multiple_blanks_question", _own_kind
    else:
        kind, form = "fill_in_multiple_blanks_question", _typed
    fields = {"case_sensitive": "true"} if sheet.new and question.case_sensitive else {}
    responses: list[str] = []
    scored: list[tuple[str, list[str]]] = []
    first = 1
    for name, gap in zip(names, question.gaps, strict=True):
        labels, right = form(sheet, gap, first)
        if not right:
            message = f"`{question.id}` is left out: a gap accepts no fixed text"
            sheet.leave_out(codes.NO_KEPT_ANSWER, gap.span, message)
            return
        first += len(labels)
        responses.append(_response(name, labels))
        scored.append((name, right))
    sheet.present(kind, "".join(responses), **fields)
    sheet.begin_scoring()
    for name, right in scored:
        for ident in right:
            sheet.score_part(elements.varequal(_PREFIX + name, ident), elements.share(len(scored)))


def pattern_gap(sheet: Sheet, question: ShortAnswer, accepted: list[TextAnswer]) -> None:
    """Write a short answer with wildcards as a text that ends in one gap with a pattern (New Quizzes only)."""
    fields = {"case_sensitive": "true"} if question.case_sensitive else {}
    name = _names(sheet, 1)[0]
    words = answers.pattern(accepted, case_sensitive=question.case_sensitive)
    labels = [elements.label("1", words, "text/plain", _kind("TextRegex", "openEntry"))]
    sheet.present("fill_in_multiple_blanks_question", _response(name, labels), f"<p>[{name}]</p>", **fields)
    sheet.begin_scoring()
    sheet.score_part(elements.varequal(_PREFIX + name, "1"), "100")
    for answer in accepted:
        if answer.feedback is not None:
            sheet.report(codes.REJECTED_FEEDBACK, answer.span, "a pattern has no feedback of its own")


def _names(sheet: Sheet, count: int) -> list[str]:
    """Return names of gaps that the text does not hold in brackets already; Canvas finds a gap by its name."""
    texts = [sheet.question.stem, *([titled(sheet.setting.passage)] if sheet.setting.passage else [])]
    written = [_source(part) for text in texts for part in text.parts]
    prefix = "gap"
    while any(f"[{prefix}" in each for each in written):
        prefix += "_"
    return [f"{prefix}{number}" for number in range(1, count + 1)]


def _source(part: Part) -> str:
    match part:
        case str():
            return part
        case Math():
            return part.tex
        case _:
            return ""


def _unit(gap: Gap) -> str:
    return f" {escaped(gap.unit)}" if isinstance(gap, NumericGap) and gap.unit else ""


def _has_pattern(question: Cloze) -> bool:
    return any(isinstance(gap, TypedGap) and any(map(has_wildcard, _patterns(question, gap))) for gap in question.gaps)


def _patterns(question: Cloze, gap: TypedGap) -> list[TextAnswer]:
    """Return what a gap accepts where it may hold a pattern."""
    return fixed_texts.accepted(gap.answers, case_sensitive=question.case_sensitive, patterns=True)


def _response(name: str, labels: list[str]) -> str:
    xml = elements.name_material(name) + elements.render_choice("".join(labels))
    return elements.response_lid(_PREFIX + name, xml)


def _kind(algorithm: str, answer_type: str) -> str:
    return f' scoring_algorithm="{algorithm}" answer_type="{answer_type}"'


def _typed(sheet: Sheet, gap: Gap, first: int) -> tuple[list[str], list[str]]:
    """Return the accepted texts, all of which Canvas takes, and the key, which is the first."""
    return _listed(_texts(sheet, gap), first)


def _listed(texts: list[str], first: int, kind: str = "") -> tuple[list[str], list[str]]:
    labels = [elements.label(str(number), text, "text/plain", kind) for number, text in enumerate(texts, first)]
    return labels, [str(first)] if texts else []


def _menu(sheet: Sheet, gap: Gap, first: int, kind: str = "") -> tuple[list[str], list[str]]:
    """Return the entries of a menu and the key: the right ones."""
    assert isinstance(gap, MenuGap)
    written = [(option.text, _entry(sheet, option.text)) for option in gap.options]
    sheet.report_alike(written)
    labels = [
        elements.label(str(number), words, "text/plain", kind) for number, (_, words) in enumerate(written, first)
    ]
    return labels, [str(number) for number, option in enumerate(gap.options, first) if option.right]


def _own_kind(sheet: Sheet, gap: Gap, first: int) -> tuple[list[str], list[str]]:
    """Return a gap that says how it is answered and judged, as New Quizzes exports it."""
    if isinstance(gap, MenuGap):
        return _menu(sheet, gap, first, _kind("Equivalence", "dropdown"))
    assert isinstance(sheet.question, Cloze)
    if isinstance(gap, TypedGap) and any(map(has_wildcard, _patterns(sheet.question, gap))):
        sensitive = sheet.question.case_sensitive
        sheet.report_texts(gap.answers, case_sensitive=sensitive)
        words = answers.pattern(_patterns(sheet.question, gap), case_sensitive=sensitive)
        return [elements.label(str(first), words, "text/plain", _kind("TextRegex", "openEntry"))], [str(first)]
    texts = _texts(sheet, gap)
    kind = _kind("TextInChoices" if len(texts) > 1 else "TextEquivalence", "openEntry")
    return _listed(texts, first, kind)


def _texts(sheet: Sheet, gap: Gap) -> list[str]:
    match gap:
        case TypedGap():
            assert isinstance(sheet.question, Cloze)
            sensitive = sheet.question.case_sensitive
            sheet.report_texts(gap.answers, case_sensitive=sensitive)
            accepted = fixed_texts.accepted(gap.answers, case_sensitive=sensitive)
            found = [sheet.plain_words(fixed_texts.literal(each), each.span) for each in accepted]
        case NumericGap():
            found = []
            for each in fixed_texts.accepted_numbers(gap.answers):
                listed, whole = answers.numbers(each)
                reached = [one for one in listed if number_score(gap.answers, one) * 100 == each.weight]
                if not reached:
                    sheet.report(EARLIER_ANSWER, each.span, "an earlier answer takes what this one accepts")
                listed = reached or listed
                found += listed
                if listed and not whole:
                    message = f"the gap accepts only {' and '.join(f'`{one}`' for one in listed)}"
                    sheet.report(codes.NUMBERS_CUT, each.span, message)
                elif listed and not (each.tolerance or each.value is None):
                    listing = " and ".join(f"`{one}`" for one in listed)
                    message = f"the gap takes {listing} as a text, and the number in no other writing"
                    sheet.report(codes.NUMBER_AS_TEXT, each.span, message)
        case MenuGap():
            found = [_entry(sheet, option.text) for option in gap.options if option.right]
    return list(dict.fromkeys(found))


def _entry(sheet: Sheet, text: RichText) -> str:
    words = plain(text)
    if not is_plain(text):
        sheet.report(codes.PLAIN_ANSWERS, text.span, f"a menu holds plain text: `{words}`")
    return sheet.plain_words(words, text.span)
