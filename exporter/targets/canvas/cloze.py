"""Text with gaps: typed throughout, chosen from menus throughout, or (New Quizzes) each gap of its own kind."""

from __future__ import annotations

from exporter.codes import canvas as codes
from exporter.model import Cloze, Gap, MenuGap, NumericGap, RichText, ShortAnswer, TextAnswer, TypedGap
from exporter.richtext import is_plain, plain
from exporter.targets.canvas import answers, elements
from exporter.targets.canvas.elements import Element
from exporter.targets.canvas.sheet import Sheet, escaped

_PREFIX = "response_"


def cloze(sheet: Sheet, question: Cloze) -> None:
    """Write a text with gaps in the form that its gaps ask for."""
    names = _names(question.stem, len(question.gaps))
    sheet.writing.gaps = tuple(f"[{name}]{_unit(gap)}" for name, gap in zip(names, question.gaps, strict=True))
    menus = [isinstance(gap, MenuGap) for gap in question.gaps]
    if all(menus):
        kind, form = "multiple_dropdowns_question", _menu
    elif sheet.new and (any(menus) or question.case_sensitive or _has_pattern(question)):
        kind, form = "fill_in_multiple_blanks_question", _own_kind
    else:
        kind, form = "fill_in_multiple_blanks_question", _typed
    fields = {"case_sensitive": "true"} if sheet.new and question.case_sensitive else {}
    presentation = sheet.presentation(kind, **fields)
    scored: list[tuple[str, list[str]]] = []
    first = 1
    for name, gap in zip(names, question.gaps, strict=True):
        render = _response(presentation, name)
        right, count = form(sheet, render, gap, first)
        if not right:
            message = f"`{question.id}` is left out: a gap accepts no fixed text"
            sheet.leave_out(codes.NO_KEPT_ANSWER, gap.span, message)
            return
        first += count
        scored.append((name, right))
    processing = sheet.processing()
    for name, right in scored:
        for ident in right:
            test = sheet.score(processing, elements.share(len(scored)), action="Add")
            elements.varequal(test, _PREFIX + name, ident)


def pattern_gap(sheet: Sheet, question: ShortAnswer, accepted: list[TextAnswer]) -> None:
    """Write a short answer with wildcards as a text that ends in one gap with a pattern (New Quizzes only)."""
    fields = {"case_sensitive": "true"} if question.case_sensitive else {}
    name = _names(question.stem, 1)[0]
    presentation = sheet.presentation("fill_in_multiple_blanks_question", f"<p>[{name}]</p>", **fields)
    render = _response(presentation, name)
    words = answers.pattern(accepted, case_sensitive=question.case_sensitive)
    elements.label(render, "1", words, "text/plain", scoring_algorithm="TextRegex", answer_type="openEntry")
    processing = sheet.processing()
    test = sheet.score(processing, action="Add")
    elements.varequal(test, _PREFIX + name, "1")
    for answer in accepted:
        if answer.feedback is not None:
            sheet.report(codes.REJECTED_FEEDBACK, answer.span, "a pattern has no feedback of its own")


def _names(stem: RichText, count: int) -> list[str]:
    """Return names of gaps that the text does not hold in brackets already; Canvas finds a gap by its name."""
    prefix = "gap"
    while any(isinstance(part, str) and f"[{prefix}" in part for part in stem.parts):
        prefix += "_"
    return [f"{prefix}{number}" for number in range(1, count + 1)]


def _unit(gap: Gap) -> str:
    return f" {escaped(gap.unit)}" if isinstance(gap, NumericGap) and gap.unit else ""


def _has_pattern(question: Cloze) -> bool:
    return any(isinstance(gap, TypedGap) and any(map(answers.is_pattern, _accepted(gap))) for gap in question.gaps)


def _accepted(gap: TypedGap) -> list[TextAnswer]:
    return [each for each in answers.full(gap.answers) if not answers.catches_all(each)]


def _response(presentation: Element, name: str) -> Element:
    response = elements.append(presentation, elements.RESPONSE_LID, ident=_PREFIX + name)
    elements.name_material(response, name)
    return elements.append(response, elements.RENDER_CHOICE)


def _typed(sheet: Sheet, render: Element, gap: Gap, first: int) -> tuple[list[str], int]:
    """Append the accepted texts, all of which Canvas takes; the first is the key."""
    texts = _texts(sheet, gap)
    for number, text in enumerate(texts, first):
        elements.label(render, str(number), text, "text/plain")
    return [str(first)] if texts else [], len(texts)


def _menu(sheet: Sheet, render: Element, gap: Gap, first: int) -> tuple[list[str], int]:
    """Append the entries of a menu; the right ones are the key."""
    assert isinstance(gap, MenuGap)
    for number, option in enumerate(gap.options, first):
        elements.label(render, str(number), _entry(sheet, option.text), "text/plain")
    return [str(number) for number, option in enumerate(gap.options, first) if option.right], len(gap.options)


def _own_kind(sheet: Sheet, render: Element, gap: Gap, first: int) -> tuple[list[str], int]:
    """Append a gap that says how it is answered and judged, as New Quizzes exports it."""
    if isinstance(gap, MenuGap):
        found = _menu(sheet, render, gap, first)
        algorithm, kind = "Equivalence", "dropdown"
    elif isinstance(gap, TypedGap) and any(map(answers.is_pattern, _accepted(gap))):
        sensitive = isinstance(sheet.question, Cloze) and sheet.question.case_sensitive
        words = answers.pattern(_accepted(gap), case_sensitive=sensitive)
        elements.label(render, str(first), words, "text/plain")
        found = [str(first)], 1
        algorithm, kind = "TextRegex", "openEntry"
    else:
        found = _typed(sheet, render, gap, first)
        algorithm, kind = "TextInChoices" if found[1] > 1 else "TextEquivalence", "openEntry"
    for label in render:
        label.set("scoring_algorithm", algorithm)
        label.set("answer_type", kind)
    return found


def _texts(sheet: Sheet, gap: Gap) -> list[str]:
    match gap:
        case TypedGap():
            found = [sheet.plain_words(answers.literal(each), each.span) for each in _accepted(gap)]
        case NumericGap():
            found = []
            for each in answers.full(gap.answers):
                listed, whole = answers.numbers(each)
                found += listed
                if listed and not whole:
                    message = f"the gap accepts only {' and '.join(f'`{one}`' for one in listed)}"
                    sheet.report(codes.NUMBERS_CUT, each.span, message)
        case MenuGap():
            found = [_entry(sheet, option.text) for option in gap.options if option.right]
    return list(dict.fromkeys(found))


def _entry(sheet: Sheet, text: RichText) -> str:
    words = plain(text)
    if not is_plain(text):
        sheet.report(codes.PLAIN_ANSWERS, text.span, f"a menu holds plain text: `{words}`")
    return sheet.plain_words(words, text.span)
