"""The notes of a release: what is in it, counted, and nothing that Markdown would read otherwise."""

from __future__ import annotations

from pathlib import Path

from exporter.codes.moodle import QUIZ
from exporter.diagnostics import Span
from exporter.findings import Findings
from exporter.release.notes import notes
from tests.moodle_files import MC
from tests.small_banks import bank_of

BANK = "id: bank\ntitle: Words_and *signs*\nlanguage: en\nlicence: CC-BY-4.0\n"


def test_what_is_ready_is_counted(tmp_path: Path) -> None:
    files = {
        "bank.yaml": BANK,
        "questions/a.md": "# A {#a}" + MC + "\n# B {#b}" + MC + "\n# C {#c status=draft}" + MC,
        "lessons/one.md": "---\nid: one\ntitle: One\n---\n\nText.\n",
        "lessons/two.md": "---\nid: two\ntitle: Two\nstatus: draft\n---\n\nText.\n",
    }
    found = Findings([QUIZ.at(Span("quizzes/q.yaml"), "a [quiz] is lost", target="moodle")])
    said = "\n".join(notes(bank_of(tmp_path, files), "1.0", [], found, None))
    assert said.startswith(
        "# Words\\_and \\*signs\\* 1.0\n\n2 questions, 1 lesson.\n\nLicence: CC-BY-4.0.\n\n## Files\n"
    )
    assert said.endswith("\n\n### moodle\n\n- 1 × a \\[quiz\\] is lost")
