"""What a run keeps for itself: the same bytes back, in memory or out of it, and each fragment made once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from pathlib import Path

import pytest

from exporter import pipeline
from exporter.fragment import Fragment
from exporter.job import Job, fragment_key
from exporter.model import Question
from exporter.run_cache import RunCache
from exporter.settings import Settings

EXAMPLES = Path(__file__).parent / "examples"


def test_gives_back_what_was_put() -> None:
    store = RunCache(10)  # the second value moves it to a file
    assert store.get(b"a") is None
    store.put(b"a", b"first")
    store.put(b"b", b"second value")
    assert (store.get(b"a"), store.get(b"b"), store.get(b"c")) == (b"first", b"second value", None)
    store.put(b"c", b"third")
    assert (store.get(b"a"), store.get(b"c")) == (b"first", b"third")


@pytest.mark.parametrize("target", ["canvas", "qti22"])
def test_a_question_of_a_quiz_and_of_the_bank_is_made_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    asked: list[bytes] = []
    made: list[bytes] = []
    fragment = Job.alike_fragment

    def counted(
        self: Job, question: Question, context: Hashable, make: Callable[[Question], Fragment], *, again: bool = False
    ) -> Fragment:
        key = fragment_key(self.target, question, context)
        asked.append(key)

        def making(each: Question) -> Fragment:
            if each is question:  # and not what a frame is made of
                made.append(key)
            return make(each)

        return fragment(self, question, context, making, again=again)

    monkeypatch.setattr(Job, "alike_fragment", counted)
    result = pipeline.build(Settings(source=EXAMPLES, out=tmp_path / "out", targets=(target,), cache=False))
    assert result.good
    assert len(made) < len(asked)
    assert len(made) == len(set(made))
