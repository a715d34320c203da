"""Forms and gaps without their texts: exercises of one shape are the same but for what their author wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from exporter.targets.html.forms import Form, GapView, OptionView

_SHOWN = frozenset({"choices", "rows", "line", "cloze", "essay", "file-upload"})
"""Forms whose templates only show the texts; in the others they are said inside of words, or are rare."""


def shape_of(form: Form) -> tuple[object, ...] | None:
    """Return what tells forms apart beside `texts_of`; None where not all texts are among those."""
    if form.kind not in _SHOWN or form.legends:
        return None
    return (
        *(form.kind, form.prompt, form.several, form.shuffle, form.unit, form.numeric),
        tuple([(each.place, each.pin, bool(each.name)) for each in form.choices]),
        tuple([bool(each) for each in (*form.row_names, form.row_label, form.option_label)]),
        _shape_of_options(form.options),
    )


def texts_of(form: Form) -> list[str]:
    """Return the texts of the form, in the order of `with_texts`."""
    if form.kind == "choices":
        return [text for each in form.choices for text in ((each.text, each.name) if each.name else (each.text,))]
    return [*form.rows, *filter(None, (*form.row_names, form.row_label, form.option_label)), *_of_options(form.options)]


def with_texts(form: Form, texts: Iterable[Any]) -> Form:
    """Return the form with these texts in place of its own."""
    given = iter(texts)
    return replace(
        form,
        choices=tuple(replace(each, text=next(given), name=each.name and next(given)) for each in form.choices),
        rows=tuple(next(given) for _ in form.rows),
        row_names=tuple(each and next(given) for each in form.row_names),
        row_label=form.row_label and next(given),
        option_label=form.option_label and next(given),
        options=_with_options(form.options, given),
    )


def gap_shape(gap: GapView) -> tuple[object, ...]:
    """Return what tells gaps apart beside `gap_texts`."""
    return gap.number, gap.label, gap.numeric, gap.unit, gap.width, _shape_of_options(gap.options)


def gap_texts(gap: GapView) -> list[str]:
    """Return the texts of a menu, in the order of `gap_with_texts`."""
    return _of_options(gap.options)


def gap_with_texts(gap: GapView, texts: Iterable[Any]) -> GapView:
    """Return the gap with these texts in place of its own."""
    return replace(gap, options=_with_options(gap.options, iter(texts)))


def _shape_of_options(options: Sequence[OptionView]) -> tuple[object, ...]:
    return tuple([(each.text is None, each.letter) for each in options])


def _of_options(options: Sequence[OptionView]) -> list[str]:
    return [text for each in options for text in (each.label, each.text) if text is not None]


def _with_options(options: Sequence[OptionView], given: Iterator[Any]) -> tuple[OptionView, ...]:
    return tuple(replace(each, label=next(given), text=None if each.text is None else next(given)) for each in options)
