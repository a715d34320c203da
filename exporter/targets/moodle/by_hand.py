"""Essay, file upload and description: what nobody grades, or a person does."""

from __future__ import annotations

from exporter.model import Description, Essay, FileUpload
from exporter.targets.moodle.draft import Draft, Field
from exporter.targets.moodle.fields import begin, finish, put_html, put_value
from exporter.targets.moodle.setting import Setting

_ANY_NUMBER = "-1"


def essay(question: Essay, setting: Setting) -> Draft:
    """Return an `essay` with the editor, and the model answer and rubric for the person who grades."""
    draft = begin("essay", question, setting)
    put_value(draft.element, "responseformat", "editor")
    put_value(draft.element, "responserequired", "1")
    put_value(draft.element, "responsefieldlines", "15")
    put_value(draft.element, "attachments", "0")
    put_value(draft.element, "attachmentsrequired", "0")
    return _for_graders(draft, question)


def file_upload(question: FileUpload, setting: Setting) -> Draft:
    """Return an `essay` without a text to write that wants at least one attachment."""
    draft = begin("essay", question, setting)
    put_value(draft.element, "responseformat", "noinline")
    put_value(draft.element, "responserequired", "0")
    put_value(draft.element, "responsefieldlines", "15")
    put_value(draft.element, "attachments", _ANY_NUMBER)
    put_value(draft.element, "attachmentsrequired", "1")
    return _for_graders(draft, question)


def description(question: Description, setting: Setting) -> Draft:
    """Return a `description`: text between questions."""
    return finish(begin("description", question, setting), hints=False)


def _for_graders(draft: Draft, question: Essay | FileUpload) -> Draft:
    field = Field(draft)
    content = field.labelled("model-answer", question.model_answer) if question.model_answer else ""
    content += field.labelled("rubric", question.rubric) if question.rubric else ""
    field.put(draft.element, "graderinfo", content)
    put_html(draft, draft.element, "responsetemplate")
    return finish(draft, hints=False)
