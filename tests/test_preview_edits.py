"""The preview follows every edit, and survives what goes wrong meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import re
import shutil
import warnings
from pathlib import Path

import pytest

from exporter.diagnostics import Severity
from exporter.preview.live import Live
from exporter.preview.memory import MemoryCache
from exporter.preview.state import Reading, Shown
from tests import previews
from tests.previews import Browser, make, previewing

examples_browser = previews.examples_browser
BROKEN = "# Broken {#broken}\n\nNo right one.\n\n- [ ] A\n- [ ] B\n"


# --- edits ---


def test_an_edit_is_told_and_shown(tmp_path: Path) -> None:
    source = make(tmp_path)
    with previewing(source) as browser, browser.news() as news:
        first = next(news)
        assert first["errors"] == 0
        file = source / "questions/first.md"
        file.write_text(file.read_text().replace("How many weeks?", "How many months?"))
        told = next(each for each in news if each["number"] > first["number"])
        assert told["number"] > first["number"]
        browser.until("/question/length", lambda answer: "How many months?" in answer.text)


def test_an_edited_picture_has_another_address(tmp_path: Path) -> None:
    source = make(tmp_path)
    with previewing(source) as browser:
        (before,) = re.findall(r'src="(/media/media/dot.svg[^"]*)"', browser.get("/question/focus").text)
        picture = source / "media/dot.svg"
        picture.write_text(picture.read_text().replace('r="4"', 'r="3"'))  # of the same length
        page = browser.until("/question/focus", lambda answer: before not in answer.text)
        (after,) = re.findall(r'src="(/media/media/dot.svg[^"]*)"', page.text)
        assert 'r="3"' in browser.get(after).text


def test_a_file_that_goes_while_a_page_is_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise FileNotFoundError(2, "No such file", "media/dot.svg")

    with previewing(make(tmp_path)) as browser:
        with monkeypatch.context() as patched:
            patched.setattr("exporter.preview.pages.fates", gone)
            page = browser.get("/question/focus")
        assert page.status == 500
        assert "`media/dot.svg` cannot be read: no such file" in page.text
        assert "http-equiv=refresh" in page.text  # nothing else on it follows the bank
        assert browser.get("/question/focus").status == 200


HOTSPOT = """
# Point {#point}

Where?

![A dot](../media/spot.svg)

- [x] circle 4,4 2
"""


def test_a_question_whose_picture_is_gone_is_shown(tmp_path: Path) -> None:
    source = make(tmp_path)
    shutil.copy(source / "media/dot.svg", source / "media/spot.svg")
    shown = "\n# Shown {#shown}\n\nWhat is ![a dot](../media/spot.svg)?\n\n- = dot\n"
    (source / "questions/point.md").write_text(HOTSPOT + shown)
    with previewing(source) as browser:
        assert "media-missing" not in browser.get("/question/point").text
        for name, picture in (("focus", "dot.svg"), ("point", "spot.svg"), ("shown", "spot.svg")):
            (source / f"media/{picture}").unlink(missing_ok=True)
            page = browser.until(f"/question/{name}", lambda answer: "media-missing" in answer.text)
            assert page.status == 200
            assert f'src="/media/media/{picture}"' in page.text
            assert browser.get(f"/media/media/{picture}").status == 404
        assert browser.get("/quiz/small").status == 200


def test_an_error_is_shown_and_the_page_stays_up(tmp_path: Path) -> None:
    source = make(tmp_path)
    with previewing(source) as browser:
        (source / "questions/broken.md").write_text(BROKEN)
        page = browser.until("/findings", lambda answer: "no-right-choice" in answer.text)
        assert "questions/broken.md:" in page.text
        assert "1 error" in browser.get("/").text
        assert browser.get("/question/focus").status == 200
        assert "no-right-choice" not in browser.get("/question/focus").text
        own = browser.get("/question/broken")
        assert own.status == 404
        assert "An error keeps it from being read:" in own.text
        assert "no-right-choice" in own.text
        assert "mark the right one with <code>[x]</code>" in own.text
        assert "may have been renamed" in browser.get("/question/nowhere").text
        (source / "questions/broken.md").unlink()
        browser.until("/findings", lambda answer: "no-right-choice" not in answer.text)


def test_a_bank_that_is_broken_from_the_start_is_shown(tmp_path: Path) -> None:
    source = make(tmp_path, {"bank.yaml": "id: [", "questions/first.md": BROKEN})
    with previewing(source) as browser:
        assert browser.get("/").status == 200
        assert "no-right-choice" in browser.get("/findings").text


def test_what_is_deleted_while_it_is_shown_is_missed(tmp_path: Path) -> None:
    source = make(tmp_path / "bank")
    with previewing(source) as browser:
        assert browser.get("/question/focus").status == 200
        (source / "questions/first.md").unlink()
        gone = browser.until("/question/focus", lambda answer: answer.status == 404)
        assert "focus" in gone.text
        shutil.rmtree(source)
        browser.until("/findings", lambda answer: "no-bank" in answer.text)
        assert browser.get("/").status == 200
        make(source)
        browser.until("/question/focus", lambda answer: answer.status == 200)


def test_the_bank_in_another_folder_of_that_name_is_followed(tmp_path: Path) -> None:
    source = make(tmp_path / "bank")
    other = make(tmp_path / "other")
    with previewing(source) as browser:
        assert browser.get("/question/focus").status == 200
        source.rename(tmp_path / "away")
        other.rename(source)
        file = source / "questions/first.md"
        file.write_text(file.read_text().replace("How many weeks?", "How many days?"))
        browser.until("/question/length", lambda answer: "How many days?" in answer.text)


def test_raw_html_is_words(tmp_path: Path) -> None:
    text = "# A <script>alert(1)</script> {#raw}\n\nWhat is `<img src=x onerror=alert(1)>`?\n\n- [x] A\n- [ ] B\n"
    source = make(tmp_path, {"questions/raw.md": text, "bank.yaml": "id: bank\ntitle: <b>Bank\nlanguage: en\n"})
    with previewing(source) as browser:
        for path in ("/question/raw", "/findings", "/", "/question/%3Cscript%3E"):
            page = browser.get(path).text
            assert "<script>alert" not in page
            assert "<img src=x" not in page
            assert "<b>Bank" not in page
        assert all("<script" not in str(row[9]) for row in browser.rows())


# --- reading ---


def test_advice_on_what_did_not_change_stays_until_it_is_asked_anew(tmp_path: Path) -> None:
    source = make(
        tmp_path,
        {"questions/second.md": "# Cue {#cue}\n\nWhat?\n\n- [x] Bonds\n- [ ] Thoughts\n- [ ] All of the above\n"},
    )
    reading = Reading(Shown(source=source))
    first = reading.read()
    assert not first.advised
    assert all(each.severity is not Severity.ADVICE for each in first.findings)
    advised = reading.advise()
    assert advised is not None
    assert "all-of-the-above" in {each.code for each in advised.owned["cue"]}
    file = source / "questions/first.md"
    file.write_text(file.read_text().replace("How many weeks?", "How many?"))
    again = reading.read()
    assert "all-of-the-above" in {each.code for each in again.owned["cue"]}
    assert not [each for each in again.owned.get("length", ()) if each.severity is Severity.ADVICE]
    assert reading.advise(lambda: True) is None
    assert [each.number for each in (first, advised, again)] == [1, 2, 3]


def test_a_cache_forgets_what_two_turns_did_not_ask_for() -> None:
    cache = MemoryCache()
    cache.put(b"kept", b"1")
    cache.put(b"left", b"2")
    cache.turn()
    assert cache.get(b"kept") == b"1"
    cache.turn()
    assert (cache.get(b"kept"), cache.get(b"left"), cache.get(b"never")) == (b"1", None, None)


def test_a_disk_that_fails_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = make(tmp_path)
    with previewing(source) as browser:
        assert browser.get("/question/focus").status == 200

        def fail(self: Reading) -> None:
            del self
            raise PermissionError(13, "Permission denied", "bank.yaml")

        with monkeypatch.context() as patched:
            patched.setattr(Reading, "_read", fail)
            (source / "questions/more.md").write_text("# More {#more}\n\nWhat?\n\n- [x] A\n- [ ] B\n")
            page = browser.until("/findings", lambda answer: "cannot-read" in answer.text)
            assert "permission denied" in page.text
        (source / "questions/more.md").write_text("# More {#more2}\n\nWhat?\n\n- [x] A\n- [ ] B\n")
        browser.until("/question/more2", lambda answer: answer.status == 200)


def test_a_bug_in_the_watching_ends_the_preview(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Reading, abandoned: object) -> None:
        del self, abandoned
        raise ZeroDivisionError

    monkeypatch.setattr(Reading, "advise", fail)
    with pytest.raises(AssertionError, match="ZeroDivisionError"), previewing(make(tmp_path)) as browser:
        until_it_ends(browser)


def until_it_ends(browser: Browser) -> None:
    with contextlib.suppress(OSError):
        while True:
            browser.get("/")


def test_a_stream_gives_signs_of_life(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exporter.preview.live._PULSE", 0.01)

    async def listened() -> list[bool]:
        live = Live(Shown(source=make(tmp_path / "bank")), tmp_path / "out")
        await live.start()
        await live.latest()
        seen = []
        async for each in live.snapshots():
            seen.append(each is None)
            if len(seen) > 3 and seen[-1]:
                break
        await live.close()
        return seen

    seen = asyncio.run(listened())
    assert seen[0] is False
    assert seen[-1] is True


def test_advice_that_takes_long_comes_after_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exporter.preview.live._AT_ONCE", -1.0)
    source = make(tmp_path)
    with previewing(source) as browser, browser.news() as news:
        seen = []
        for each in news:
            seen.append(each["advised"])
            if len(seen) > 3 or (seen[-1] and len(seen) == 1):
                break
            if seen[-1]:
                (source / "questions/more.md").write_text(f"# More {{#more{len(seen)}}}\n\nWhat?\n\n- = 5\n")
        assert True in seen
    assert seen[:2] in ([False, True], [True], [True, False])


def test_news_are_json(examples_browser: Browser) -> None:
    with examples_browser.news() as news:
        assert set(json.loads(json.dumps(next(news)))) == {"number", "errors", "warnings", "advised"}


def test_what_is_read_after_the_end_is_dropped_without_a_word(tmp_path: Path) -> None:
    live = Live(Shown(source=make(tmp_path)), tmp_path / "out")

    async def started() -> None:
        live._loop = asyncio.get_running_loop()  # noqa: SLF001 - as `start` does, without its thread

    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        asyncio.run(started())
        live._publish(Reading(Shown(source=tmp_path)).read())  # noqa: SLF001 - as its thread does
        gc.collect()
    assert [str(each.message) for each in said] == []
