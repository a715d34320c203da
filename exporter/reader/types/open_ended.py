"""Questions without an answer block: essay, file-upload, description."""

from __future__ import annotations

from decimal import Decimal

from exporter.model import Description, Essay, FileUpload
from exporter.reader.types.draft import Draft


def essay(draft: Draft) -> Essay:
    """Return a question answered with a text."""
    return Essay(**draft.core, rubric=draft.rubric, model_answer=draft.model_answer)


def file_upload(draft: Draft) -> FileUpload:
    """Return a question answered with files."""
    return FileUpload(**draft.core, rubric=draft.rubric, model_answer=draft.model_answer)


def description(draft: Draft) -> Description:
    """Return a text between questions, which earns nothing whatever the bank's defaults say."""
    return Description(**{**draft.core, "points": Decimal(0)})
