"""What Moodle XML cannot say of quizzes: one loss each, the tag of their questions, and where passages stand."""

from __future__ import annotations

from exporter.codes.moodle import QUIZ
from exporter.diagnostics import Diagnostic
from exporter.model import Bank, Quiz, Section
from exporter.targets.moodle.fields import decimal
from exporter.targets.moodle.tags import quiz_tag


class Uses:
    """Which quizzes a question belongs to, and whether its passage must travel inside it."""

    def __init__(self, bank: Bank, selected: tuple[str, ...]) -> None:
        self._of: dict[str, dict[str, None]] = {}
        self._inside: set[str] = set()
        self._selected: set[str] | None = set() if selected else None
        for quiz in (*bank.quizzes.values(), *bank.unwritten_quizzes.values()):
            for section in quiz.sections:
                named = [reference.id for reference in section.questions]
                for question_id in (*named, *section.pool):
                    self._add(question_id, quiz, selected)
                self._inside.update(section.pool, named if quiz.passages == "inside" else ())
        self._passages: dict[str, dict[str, None]] = {}
        for summary in bank.index.values():
            if summary.passage and summary.id not in self._inside:
                self._passages.setdefault(summary.passage, {}).update(dict.fromkeys(self.quizzes(summary.id)))

    def quizzes(self, question_id: str) -> tuple[str, ...]:
        """Return the ids of the quizzes that name the question or may draw it, in the bank's order."""
        return tuple(self._of.get(question_id, ()))

    def passage_quizzes(self, passage_id: str) -> tuple[str, ...]:
        """Return the ids of the quizzes that show the passage before its questions."""
        return tuple(self._passages.get(passage_id, ()))

    def is_inside(self, question_id: str) -> bool:
        """Return whether the passage stands inside the question: a draw would leave a description behind."""
        return question_id in self._inside

    def is_selected(self, question_id: str) -> bool:
        """Return whether the question is to be written: all are, or those of the quizzes that were asked for."""
        return self._selected is None or question_id in self._selected

    def _add(self, question_id: str, quiz: Quiz, selected: tuple[str, ...]) -> None:
        self._of.setdefault(question_id, {})[quiz.id] = None
        if self._selected is not None and quiz.id in selected:
            self._selected.add(question_id)


def quiz_loss(quiz: Quiz) -> Diagnostic:
    """Return the one loss of a quiz: everything but its questions' tag."""
    left = ", ".join(["order", *_settings(quiz), *_sections(quiz)])
    message = f"Moodle XML holds no quiz: `{quiz.id}` stays behind with its {left}"
    hint = f"make the quiz in Moodle and add its questions by the tag `{quiz_tag(quiz.id)}`"
    return QUIZ.at(quiz.span, message, hint, question=quiz.id, target="moodle", feature="quiz")


def _settings(quiz: Quiz) -> list[str]:
    """Return in words the settings that differ from those of a quiz that states none."""
    plural = "attempt" if quiz.attempts == 1 else "attempts"
    said = {
        "description": quiz.description,
        "instructions": quiz.instructions,
        f"code `{quiz.code}`": quiz.code,
        f"time limit of {_duration(quiz.time_limit or 0)}": quiz.time_limit,
        f"{quiz.attempts} {plural}": quiz.attempts,
        f"opening at {quiz.opens}": quiz.opens,
        f"due date {quiz.due}": quiz.due,
        f"closing at {quiz.closes}": quiz.closes,
        f"{quiz.keep_score} score": quiz.keep_score,
        "shuffled questions": quiz.shuffle_questions,
        "choices in their written order": not quiz.shuffle_choices,
        "one question at a time": quiz.one_at_a_time,
        f"explanations {quiz.show_explanations.replace('-', ' ')}": quiz.show_explanations != "after-attempt",
    }
    return [words for words, there in said.items() if there]


def _duration(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{seconds} s" if rest else f"{minutes} min"


def _sections(quiz: Quiz) -> list[str]:
    return [words for number, section in enumerate(quiz.sections, 1) for words in _section(number, section)]


def _section(number: int, section: Section) -> list[str]:
    """Return in words what a section says beside which questions it names."""
    name = f"section `{section.title}`" if section.title else f"section {number}"
    found = []
    if section.draw is not None:
        found.append(f"draw of {section.draw} of {len(section.pool)} in {name}")
    if section.points is not None:
        found.append(f"{decimal(section.points)} points for each question of {name}")
    if section.instructions is not None:
        found.append(f"instructions of {name}")
    if section.shuffle is not None:
        found.append(f"{'shuffled' if section.shuffle else 'fixed'} order of {name}")
    return found or ([f"heading of {name}"] if section.title else [])
