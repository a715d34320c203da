"""The size of Moodle files, and files that would hold nothing."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from msgspec.structs import replace

from exporter.cache import NoCache
from exporter.diagnostics import Severity
from exporter.job import Job, Options
from exporter.model import Bank, ShortAnswer
from exporter.output import FileOutput
from exporter.targets.moodle import TARGET
from tests.moodle_files import BOARD, MC, one_question
from tests.oracle.moodle import categories, read
from tests.small_banks import BANK, bank_of, written


def many(count: int) -> dict[str, str | bytes]:
    return {
        f"questions/{folder}/q.md": "".join(f"# Q {folder} {n} {{#q-{folder}-{n}}}{MC}\n" for n in range(count))
        for folder in "ab"
    }


def test_split_keeps_every_question_once_within_the_size(tmp_path: Path) -> None:
    bank = bank_of(tmp_path, {"bank.yaml": BANK + "description: It.\n", **many(6)})
    whole = written(TARGET, bank)[0]["moodle/bank.xml"]
    files, findings = written(TARGET, bank, Options(split=4000))
    assert findings == []
    assert list(files) == [f"moodle/bank-{number}.xml" for number in range(1, len(files) + 1)]
    assert len(files) > 2
    assert max(map(len, files.values())) <= 4000
    together = {name: question for data in files.values() for name, question in read(data).items()}
    assert together == read(whole)
    assert sum(len(read(data)) for data in files.values()) == 12
    assert all(categories(data)[0] == ("$course$/top/A bank", "<p>It.</p>") for data in files.values())


def test_split_that_is_not_needed_gives_one_file(tmp_path: Path) -> None:
    bank = bank_of(tmp_path, many(2))
    assert written(TARGET, bank, Options(split=100_000))[0] == written(TARGET, bank)[0]


def test_split_outputs_may_be_gathered_before_they_are_read(tmp_path: Path) -> None:
    job = Job(bank_of(tmp_path, many(6)), Options(split=4000), NoCache(), "moodle")
    outputs = [each for each in TARGET.write(job) if isinstance(each, FileOutput)]
    assert sum(len(read(b"".join(each.chunks))) for each in outputs) == 12


def test_a_question_too_large_to_split_is_an_error(tmp_path: Path) -> None:
    text = f"# A {{#a}}{MC}\n# B {{#b}}\n\n{'Long. ' * 1000}\n\n- [x] yes\n- [ ] no\n\n# C {{#c}}{MC}"
    files, findings = written(TARGET, bank_of(tmp_path, {"questions/a.md": text}), Options(split=4000))
    assert [(each.code, each.severity, each.question) for each in findings] == [
        ("moodle-split-too-small", Severity.ERROR, "b")
    ]
    assert [name for data in files.values() for name in read(data)] == ["a", "c"]
    files, findings = written(TARGET, bank_of(tmp_path, {}), Options(split=100))
    assert files == {}
    assert findings[-1].code == "moodle-no-question"


def test_files_count_as_much_as_they_take(tmp_path: Path) -> None:
    text = "# A {#a}\n\nSee ![b](../media/b.png)\n\n- [x] yes\n- [ ] no\n"
    bank = bank_of(tmp_path, {"questions/a.md": text, "media/b.png": BOARD + bytes(9000)})
    (found,) = (each for each in written(TARGET, bank, Options(split=12_000))[1] if each.question)
    assert found.code == "moodle-split-too-small"
    enough = re.search(r"`--split (\d+)KB` has room", found.hint)
    assert enough is not None
    assert written(TARGET, bank, Options(split=int(enough[1]) * 1000))[1] == []
    assert written(TARGET, bank, Options(split=14_000))[1] == []


def test_a_large_file_is_a_warning(tmp_path: Path) -> None:
    text = "# A {#a}\n\nSee ![b](../media/b.png)\n\n- [x] yes\n- [ ] no\n\n# B {#b}\n\nSee ![b](../media/b.png)\n\n- [x] yes\n- [ ] no\n"
    _files, findings = written(
        TARGET, bank_of(tmp_path, {"questions/a.md": text, "media/b.png": BOARD + bytes(3_700_000)})
    )
    assert [(each.code, each.severity) for each in findings] == [("moodle-large-file", Severity.WARNING)]


def test_a_bank_without_questions_is_an_error_and_no_file(examples: Bank) -> None:
    bank = replace(examples, questions=(), index={}, quizzes={}, lessons={})
    files, findings = written(TARGET, bank)
    assert files == {}
    assert [(each.code, each.severity) for each in findings] == [("moodle-no-question", Severity.ERROR)]


def test_a_bank_whose_questions_are_all_left_out_is_an_error(examples: Bank) -> None:
    question = examples.question("sa-plain")
    assert isinstance(question, ShortAnswer)
    answers = tuple(replace(each, weight=Decimal(50)) for each in question.answers)
    bank = one_question(examples, replace(question, answers=answers))
    for options in (Options(), Options(split=10_000)):
        _files, findings = written(TARGET, bank, options)
        assert [each.code for each in findings] == ["left-out", "moodle-no-question"]


def test_an_id_number_twice_in_a_category_is_an_error(examples: Bank) -> None:
    question = examples.question("mc-plain")
    bank = replace(one_question(examples, question), questions=(question, question))
    _files, findings = written(TARGET, bank)
    (finding,) = [each for each in findings if each.severity is Severity.ERROR]
    assert finding.code == "grammar-violation"
    assert "stands twice" in finding.message
