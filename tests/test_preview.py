"""The preview's server: its pages, what it refuses, and how it follows edits and survives what goes wrong."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from exporter.codes import all_codes
from exporter.diagnostics import Diagnostic, Severity
from exporter.job import Options
from exporter.model import Bank
from exporter.pipeline import build
from exporter.preview.guard import Guard, Message
from exporter.preview.live import Live
from exporter.preview.losses import Fate, fates
from exporter.preview.memory import MemoryCache
from exporter.preview.prints import Prints
from exporter.preview.server import PortTakenError, listen
from exporter.preview.state import Reading, Shown
from exporter.settings import Settings
from exporter.targets.pdf import machine
from tests import test_cli
from tests.previews import Browser, make, previewing
from tests.test_cli import Run

HERE = Path(__file__).parent
run = test_cli.run
BROKEN = "# Broken {#broken}\n\nNo right one.\n\n- [ ] A\n- [ ] B\n"


@pytest.fixture(scope="module")
def examples_browser() -> Iterator[Browser]:
    with previewing(HERE / "examples") as browser:
        yield browser


# --- pages ---


def test_every_question_lesson_quiz_and_passage_has_a_page(examples_browser: Browser, examples: Bank) -> None:
    for kind, ids in (
        ("question", examples.index),
        ("lesson", examples.lessons),
        ("quiz", examples.quizzes),
        ("passage", examples.passages),
    ):
        assert ids, kind
        for each in ids:
            answer = examples_browser.get(f"/{kind}/{each}")
            assert answer.status == 200, (kind, each)
            assert each in answer.text


def test_the_list_has_what_the_filters_ask_for(examples_browser: Browser, examples: Bank) -> None:
    rows = examples_browser.rows()
    assert [row[0] for row in rows] == list(examples.index)
    by_id = {row[0]: row for row in rows}
    for summary in examples.index.values():
        row = by_id[summary.id]
        assert row[1:4] == [summary.title, summary.type, summary.difficulty or ""]
        assert row[6] == list(summary.tags)
    assert examples_browser.get("/").text.count("<select") == 5
    for path in ("/quizzes", "/lessons"):
        page = examples_browser.get(path).text
        assert all(each in page for each in (examples.quizzes if path == "/quizzes" else examples.lessons))


def test_a_passage_stands_above_the_first_of_its_questions(tmp_path: Path) -> None:
    questions = (
        "# The case {#case .passage}\n\nShe sleeps badly.\n\n"
        "# One {#one passage=case}\n\nHow many?\n\n- = 1\n\n# Two {#two passage=case}\n\nHow many?\n\n- = 2\n"
    )
    quiz = "id: small\ntitle: Small quiz\nsections:\n  - questions: [one, two]\n"
    source = make(tmp_path, {"questions/case.md": questions, "quizzes/small.yaml": quiz})
    with previewing(source) as browser:
        page = browser.get("/quiz/small").text
        assert page.count("She sleeps badly.") == 1
        assert page.index("She sleeps badly.") < page.index('id="question-one"') < page.index('id="question-two"')
        assert "She sleeps badly." in browser.get("/question/two").text


def test_every_code_is_explained(examples_browser: Browser) -> None:
    for name, code in list(all_codes().items())[::9]:
        answer = examples_browser.get(f"/explain/{name}")
        assert answer.status == 200
        assert name in answer.text
        assert code.severity.value in answer.text
    assert examples_browser.get("/explain/no-such-code").status == 404


@pytest.mark.parametrize(
    "path", ["/nothing", "/question/nothing", "/quiz/nothing", "/lesson/nothing", "/passage/nothing", "/static/x.js"]
)
def test_what_is_not_there_is_said(examples_browser: Browser, path: str) -> None:
    answer = examples_browser.get(path)
    assert answer.status == 404
    assert "</html>" in answer.text


def test_findings_stand_at_their_question(tmp_path: Path) -> None:
    source = make(
        tmp_path,
        {"questions/second.md": "# Cue {#cue}\n\nWhat?\n\n- [x] Bonds\n- [ ] Thoughts\n- [ ] All of the above\n"},
    )
    with previewing(source) as browser:
        page = browser.until("/question/cue", lambda answer: "all-of-the-above" in answer.text)
        assert "questions/second.md:7:" in page.text
        assert "/explain/all-of-the-above" in page.text
        assert "all-of-the-above" not in browser.get("/question/length").text
        row = next(row for row in browser.rows() if row[0] == "cue")
        assert "all-of-the-above" in row[7]
        assert row[8] == "advice"


def test_of_much_advice_the_first_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exporter.preview.pages._MOST", 2)
    cue = "# Cue {{#cue{0}}}\n\nWhat is number {0}?\n\n- [x] Bonds\n- [ ] Thoughts\n- [ ] All of the above\n\n"
    source = make(tmp_path, {"questions/many.md": "".join(cue.format(number) for number in range(5))})
    with previewing(source) as browser:
        page = browser.until("/findings", lambda answer: "all-of-the-above" in answer.text).text
        assert page.count('href="/explain/all-of-the-above"') == 2
        assert 'href="/?finding=all-of-the-above">all-of-the-above</a>: 3 more' in page


def test_neighbours_are_linked(examples_browser: Browser, examples: Bank) -> None:
    ids = list(examples.index)
    first, middle, last = (examples_browser.get(f"/question/{each}").text for each in (ids[0], ids[3], ids[-1]))
    assert 'rel="prev"' not in first
    assert f'rel="prev" href="/question/{ids[2]}"' in middle
    assert f'rel="next" href="/question/{ids[4]}"' in middle
    assert 'rel="next"' not in last


# --- what each target does ---


def test_fates_are_what_a_build_reports(examples: Bank, tmp_path: Path) -> None:
    names = ("moodle", "canvas", "qti21", "qti22", "qti30", "cartridge", "html")
    result = build(Settings(source=HERE / "examples", out=tmp_path, targets=names))
    reported = {_said(each, each.target) for each in result.findings if each.target and each.question in examples.index}
    shown = {
        _said(each, target)
        for question in examples.questions
        for fate in fates(question, examples, Options())
        for each in fate.findings
        for target in fate.targets
        if target in names
    }
    assert shown == reported
    assert len(shown) > 100


def _said(finding: Diagnostic, target: str) -> tuple[object, ...]:
    return target, finding.code, finding.span, finding.message, finding.question, finding.feature


def test_each_target_has_one_fate(examples: Bank) -> None:
    outcomes = set()
    for question in examples.questions:
        found = fates(question, examples, Options())
        targets = [target for fate in found for target in fate.targets]
        assert len(targets) == len(set(targets))
        assert {"moodle", "pdf", "canvas"} <= set(targets)
        outcomes |= {fate.outcome for fate in found}
    assert outcomes == {"kept", "changed", "lost", "left out"}
    assert Fate(targets=("pdf",), findings=()).outcome == "kept"


# --- who may ask, and for what ---


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1.evil.example:{port}", "localhost:1", ""])
def test_another_host_is_refused(examples_browser: Browser, host: str) -> None:
    answer = examples_browser.get("/", headers={"Host": host.format(port=examples_browser.port)})
    assert answer.status in (400, 421)
    assert "<html" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST:{port}", "[::1]:{port}"])
def test_this_machine_is_answered(examples_browser: Browser, host: str) -> None:
    assert examples_browser.get("/", headers={"Host": host.format(port=examples_browser.port)}).status == 200


def test_only_reading_is_allowed(examples_browser: Browser) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE"):
        answer = examples_browser.get("/", method)
        assert answer.status == 405
        assert answer.headers["allow"] == "GET, HEAD"
    head = examples_browser.get("/", "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert examples_browser.get("/live", "HEAD").status == 200


def test_other_sites_are_not_answered(examples_browser: Browser) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    assert examples_browser.get("/bank.json", headers=foreign).status == 403
    followed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert examples_browser.get("/", headers=followed).status == 200


def test_nothing_is_kept_and_nothing_else_runs(examples_browser: Browser) -> None:
    for path in ("/", "/bank.json", "/static/preview.js", "/question/nothing"):
        headers = examples_browser.get(path).headers
        assert headers["cache-control"] == "no-store"
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert re.search(r"script-src 'self'(;|$)", policy)
        assert headers["x-content-type-options"] == "nosniff"
        assert "server" not in headers


def test_two_hosts_or_none_are_refused() -> None:
    async def asked(hosts: list[bytes]) -> int:
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        async def never(*_: object) -> None:
            raise AssertionError

        scope = {"type": "http", "method": "GET", "headers": [(b"host", host) for host in hosts]}
        await Guard(never, 80)(scope, never, send)  # type: ignore[arg-type]
        await Guard(never, 80)({"type": "websocket"}, never, send)  # type: ignore[arg-type]
        assert len(sent) == 2
        return int(sent[0]["status"])

    assert asyncio.run(asked([])) == 400
    assert asyncio.run(asked([b"127.0.0.1", b"127.0.0.1"])) == 400
    assert asyncio.run(asked([b"127.0.0.1:81"])) == 421


# --- media ---

OUT = [
    "/media/../bank.yaml",
    "/media/..%2fbank.yaml",
    "/media/%2e%2e/bank.yaml",
    "/media/media/../../bank.yaml",
    "/media/%2fetc%2fpasswd",
    "/media//etc/passwd",
    "/media/media%5c..%5cbank.yaml",
    "/media/media/dot.svg%00",
    "/static/..%2f..%2fbank.yaml",
    "/static/base.html",
    "/media/bank.yaml",
    "/media/questions/first.md",
    "/media/media/secret.svg",
]


def test_only_media_that_a_text_names_are_given_out(tmp_path: Path) -> None:
    source = make(tmp_path / "bank", {"media/secret.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"})
    with previewing(source) as browser:
        dot = browser.get("/media/media/dot.svg")
        assert dot.status == 200
        assert dot.headers["content-type"] == "image/svg+xml"
        assert "sandbox" in dot.headers["content-security-policy"]
        assert dot.text == (source / "media/dot.svg").read_text()
        assert browser.get("/media/media/notes.pdf").headers["content-type"] == "application/pdf"
        for path in OUT:
            assert browser.get(path).status == 404, path


def test_a_file_that_became_a_link_out_is_not_followed(tmp_path: Path) -> None:
    source = make(tmp_path / "bank")
    secret = tmp_path / "secret.svg"
    secret.write_text("secret")
    with previewing(source) as browser:
        assert browser.get("/media/media/dot.svg").status == 200
        (source / "media/dot.svg").unlink()
        (source / "media/dot.svg").symlink_to(secret)
        assert "secret" not in browser.get("/media/media/dot.svg").text
        assert browser.get("/media/media/dot.svg").status == 404


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


def test_an_error_is_shown_and_the_page_stays_up(tmp_path: Path) -> None:
    source = make(tmp_path)
    with previewing(source) as browser:
        (source / "questions/broken.md").write_text(BROKEN)
        page = browser.until("/findings", lambda answer: "no-right-choice" in answer.text)
        assert "questions/broken.md:" in page.text
        assert "1 error" in browser.get("/").text
        assert browser.get("/question/focus").status == 200
        assert "no-right-choice" not in browser.get("/question/focus").text
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


# --- templates of the author's own ---


def test_templates_are_replaced_by_name(tmp_path: Path) -> None:
    source = make(tmp_path / "bank")
    folder = tmp_path / "templates/preview"
    folder.mkdir(parents=True)
    (folder / "missing.html").write_text("<!doctype html><title>Mine</title><main id=main>Mine: {{ message }}</main>")
    (folder / "preview.css").write_text("/* mine */")
    (folder / "lessons.html").write_text("{% if %}")
    with previewing(source, Options(templates=folder.parent)) as browser:
        assert "Mine: There is no question nothing" in browser.get("/question/nothing").text
        assert browser.get("/static/preview.css").text == "/* mine */"
        assert "EventSource" in browser.get("/static/preview.js").text
        wrong = browser.get("/lessons")
        assert wrong.status == 500
        assert "preview/lessons.html" in wrong.text
        (folder / "lessons.html").write_text("Lessons, mended")
        browser.until("/lessons", lambda answer: answer.text == "Lessons, mended")


def test_words_and_scripts_that_cannot_be_used_are_said(tmp_path: Path) -> None:
    source = make(tmp_path / "bank")
    (tmp_path / "templates/words").mkdir(parents=True)
    (tmp_path / "templates/preview").mkdir()
    (tmp_path / "templates/words/en.toml").write_text("check = [")
    (tmp_path / "templates/preview/list.js").write_bytes(b"\xff\xfe\xff")
    with previewing(source, Options(templates=tmp_path / "templates")) as browser:
        page = browser.get("/question/focus")
        assert page.status == 500
        assert "words/en.toml" in page.text
        script = browser.get("/static/list.js")
        assert script.status == 500
        assert "preview/list.js" in script.text


# --- papers ---


def test_paper_and_key_stand_beside_their_source(tmp_path: Path) -> None:
    source = make(tmp_path)
    with previewing(source) as browser:
        page = browser.get("/quiz/small/paper").text
        assert 'src="/quiz/small/paper.pdf"' in page
        assert "questions: [focus, length]" in page
        for kind in ("paper", "key"):
            pdf = browser.get(f"/quiz/small/{kind}.pdf")
            assert pdf.status == 200
            assert pdf.headers["content-type"] == "application/pdf"
            assert pdf.body.startswith(b"%PDF-")
        for path in ("/quiz/small/guide.pdf", "/quiz/small/guide", "/quiz/none/paper.pdf", "/quiz/none/paper"):
            assert browser.get(path).status == 404


def test_where_nothing_can_be_drawn_the_finding_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lacking = machine.pango_missing("`libpango`")
    monkeypatch.setattr(machine, "unavailable", lambda: lacking)
    with previewing(make(tmp_path)) as browser:
        answer = browser.get("/quiz/small/paper.pdf")
        assert answer.status == 500
        assert lacking.code in answer.text


def test_a_quiz_that_is_gone_is_not_drawn(tmp_path: Path) -> None:
    prints = Prints(Shown(source=make(tmp_path / "bank")), tmp_path / "out")
    assert prints.draw("nothing", "paper", 1) == (b"", [])


# --- ports ---


def test_a_port_in_use_is_a_finding() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        with pytest.raises(PortTakenError) as refused:
            listen(taken.getsockname()[1])
        assert refused.value.finding.code == "port-taken"
        assert str(taken.getsockname()[1]) in refused.value.finding.message


def test_a_port_that_is_not_ours_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    class Refused(socket.socket):
        """A socket of somebody who may not use the port, whoever runs the test: root may use every one."""

        def bind(self, address: Any, /) -> None:
            raise PermissionError(errno.EACCES, "Permission denied", address)

    monkeypatch.setattr("exporter.preview.server.socket.socket", Refused)
    with pytest.raises(PortTakenError) as refused:
        listen(1)
    assert "port 1 of this machine" in refused.value.finding.message
    assert "permission denied" in refused.value.finding.message


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


# --- the command ---


def test_the_command_serves_until_it_is_ended(tmp_path: Path) -> None:
    source = make(tmp_path / "bank")
    words = [sys.executable, "-m", "exporter", "preview", str(source)]
    place = {**os.environ, "PYTHONPATH": str(HERE.parent)}
    for how, code in ((signal.SIGINT, 0), (signal.SIGTERM, 143)):
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=place) as process:
            assert process.stdout is not None
            found = re.search(r"http://127\.0\.0\.1:(\d+)/ until Ctrl-C", process.stdout.readline())
            assert found
            browser = Browser(int(found[1]))
            with browser.news() as news:  # an open page does not hold it up
                assert next(news)["errors"] == 0
                process.send_signal(how)
                _, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (code, "")


def test_the_command_refuses_a_port_in_use(run: Run, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = run("preview", make(tmp_path / "bank"), "--port", str(taken.getsockname()[1]))
    assert said.code == 2
    assert "error[port-taken]" in said.out


def test_the_command_opens_the_browser(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Shown] = []
    opened: list[str] = []

    def serving(asked: Shown, listening: socket.socket, ready: Callable[[Callable[[], None]], None]) -> None:
        shown.append(asked)
        ready(listening.close)
        listening.close()
        raise KeyboardInterrupt

    monkeypatch.setattr("exporter.preview.server.serve", serving)
    monkeypatch.setattr(click, "launch", opened.append)
    said = run("preview", make(tmp_path / "bank"), "--open", "-q", "--status", "ready", "--status", "draft")
    assert said.code == 0
    assert said.out.split() == opened
    assert shown[0].statuses == ("draft", "ready")


def test_commands_that_serve_nothing_load_no_server() -> None:
    probe = (
        "import sys; from exporter.pipeline import build, check_bank; from exporter.settings import Settings;"
        "from pathlib import Path; check_bank(Path('tests/examples'));"
        "import exporter.cli.build, exporter.cli.check, exporter.cli.watch, exporter.cli.preview;"
        "import exporter.targets.registry;"
        "print(sorted({'starlette', 'uvicorn', 'watchfiles', 'anyio', 'asyncio'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True, cwd=HERE.parent)
    assert done.stdout == "[]\n"
