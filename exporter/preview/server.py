"""The server of the preview: addresses to pages, on the loopback interface alone."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import mimetypes
import posixpath
import signal
import socket
import tempfile
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeVar

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from exporter.codes.tool import PORT_TAKEN
from exporter.diagnostics import Diagnostic, Severity, Span
from exporter.media import KINDS, ending
from exporter.preview.guard import App, Guard
from exporter.preview.listing import listing
from exporter.preview.live import Live
from exporter.preview.pages import Page, Pages
from exporter.preview.prints import Drawn, Kind, Prints
from exporter.preview.state import Shown, Snapshot
from exporter.targets.html.exercise import SCRIPTS, STYLE
from exporter.targets.layout import TemplateError

HOST = "127.0.0.1"
_SCRIPT = "text/javascript"
_STATIC = {
    "preview.css": ("preview/preview.css", "text/css"),
    "preview.js": ("preview/preview.js", _SCRIPT),
    "list.js": ("preview/list.js", _SCRIPT),
    "student.js": ("preview/student.js", _SCRIPT),
    "exercise.css": (STYLE, "text/css"),
    **{name.rpartition("/")[2]: (name, _SCRIPT) for name in SCRIPTS},
}
"""The scripts and styles of `templates` that pages load, and their types."""
_SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
"""The policy of media: a picture that is opened on its own runs nothing."""
Value = TypeVar("Value")


class PortTakenError(Exception):
    """The port cannot be listened at; carries the finding to report."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message)
        self.finding = finding


def listen(port: int) -> socket.socket:
    """Return a socket that listens on the loopback interface (0: at a free port), or raise `PortTakenError`."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen(100)
    except OSError as error:
        listening.close()
        why = "another program uses it" if error.errno == errno.EADDRINUSE else (error.strerror or str(error)).lower()
        message = f"port {port} of this machine cannot be listened at: {why}"
        raise PortTakenError(PORT_TAKEN.at(Span(""), message, "name another `--port`, or none")) from error
    return listening


class Site:
    """The addresses of a preview; each waits for the latest snapshot and answers from it."""

    def __init__(self, shown: Shown, scratch: Path) -> None:
        self.live = Live(shown, scratch)
        self._shown = shown
        self._pages = Pages(shown)
        self.prints = Prints(shown, scratch, lambda: self.live.number)
        self._desk = ThreadPoolExecutor(1, "pages")
        self._press = ThreadPoolExecutor(1, "prints")
        self._listing: tuple[int, bytes] = (0, b"")

    def app(self, port: int) -> App:
        """Return the application that answers at that port."""
        pages = self._pages
        named: dict[str, Callable[[Snapshot, str], Page]] = {
            "question": pages.question,
            "quiz": pages.quiz,
            "lesson": pages.lesson,
            "passage": pages.passage,
            "explain": pages.explain,
        }
        plain: dict[str, Callable[[Snapshot], Page]] = {
            "": pages.index,
            "quizzes": pages.quizzes,
            "lessons": pages.lessons,
            "findings": pages.findings,
            "guide": pages.guide,
        }
        routes = [
            *(Route(f"/{name}", self._plain(make)) for name, make in plain.items()),
            *(Route(f"/{name}/{{name}}", self._named(make)) for name, make in named.items()),
            Route("/quiz/{name}/{kind:str}.pdf", self._pdf),
            Route("/quiz/{name}/{kind:str}", self._paper),
            Route("/guide.pdf", self._guide),
            Route("/bank.json", self._bank),
            Route("/live", self._events),
            Route("/media/{path:path}", self._media),
            Route("/static/{name}", self._file),
        ]
        handlers = {404: self._missing}
        return Guard(Starlette(routes=routes, exception_handlers=handlers, lifespan=self._lifespan), port)

    @contextlib.asynccontextmanager
    async def _lifespan(self, app: Starlette) -> AsyncIterator[None]:
        del app
        await self.live.start()
        yield
        await self.live.close()
        for pool in (self._desk, self._press):
            pool.shutdown(wait=False, cancel_futures=True)

    async def _made(self, make: Callable[[], Page]) -> Response:
        page = await self._at_desk(lambda: self._pages.made(make))
        return HTMLResponse(page.html, page.status)

    async def _at_desk(self, make: Callable[[], Value]) -> Value:
        return await asyncio.get_running_loop().run_in_executor(self._desk, make)

    def _plain(self, make: Callable[[Snapshot], Page]) -> Callable[[Request], object]:
        async def answer(request: Request) -> Response:
            del request
            snapshot = await self.live.latest()
            return await self._made(lambda: make(snapshot))

        return answer

    def _named(self, make: Callable[[Snapshot, str], Page]) -> Callable[[Request], object]:
        async def answer(request: Request) -> Response:
            snapshot, name = await self.live.latest(), request.path_params["name"]
            return await self._made(lambda: make(snapshot, name))

        return answer

    async def _missing(self, request: Request, error: Exception) -> Response:
        del request, error
        snapshot = await self.live.latest()
        return await self._made(lambda: self._pages.missing(snapshot, "There is no such page."))

    async def _bank(self, request: Request) -> Response:
        del request
        snapshot = await self.live.latest()
        if self._listing[0] != snapshot.number:
            self._listing = (snapshot.number, await self._at_desk(lambda: listing(snapshot)))
        return Response(self._listing[1], media_type="application/json")

    async def _paper(self, request: Request) -> Response:
        snapshot, name, kind = await self.live.latest(), request.path_params["name"], request.path_params["kind"]
        if kind not in ("paper", "key"):
            return await self._missing(request, ValueError())
        return await self._made(lambda: self._pages.paper(snapshot, name, kind))

    async def _pdf(self, request: Request) -> Response:
        snapshot, quiz = await self.live.latest(), request.path_params["name"]
        kind: Kind | None = {"paper": "paper", "key": "key"}.get(request.path_params["kind"])  # type: ignore[assignment]
        if kind is None or quiz not in snapshot.bank.quizzes:
            return await self._missing(request, ValueError())
        return await self._drawn(snapshot, lambda: self.prints.draw(quiz, kind, snapshot.number))

    async def _guide(self, request: Request) -> Response:
        del request
        snapshot = await self.live.latest()
        return await self._drawn(snapshot, lambda: self.prints.guide(snapshot.number))

    async def _drawn(self, snapshot: Snapshot, draw: Callable[[], Drawn]) -> Response:
        pdf, found = await asyncio.get_running_loop().run_in_executor(self._press, draw)
        if pdf:
            return Response(pdf, media_type="application/pdf")
        return await self._made(lambda: self._pages.undrawn(snapshot, found))

    async def _media(self, request: Request) -> Response:
        """Answer with a file that some text of the bank refers to, and with no other."""
        snapshot, path = await self.live.latest(), request.path_params["path"]
        file = snapshot.bank.root / path
        if path not in snapshot.bank.media or not _is_inside(file, snapshot.bank.root):
            return await self._missing(request, ValueError())
        assert ending(path) in KINDS
        kind = mimetypes.types_map.get(posixpath.splitext(path)[1].lower(), "application/octet-stream")
        return FileResponse(file, media_type=kind, headers={"content-security-policy": _SANDBOX})

    async def _file(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in _STATIC:
            return await self._missing(request, ValueError())
        file, kind = _STATIC[name]
        try:
            return Response(await self._at_desk(lambda: self._pages.static(file)), media_type=kind)
        except TemplateError as error:  # one of the author's own that is no text
            return Response(error.finding.message, 500, media_type="text/plain")

    async def _events(self, request: Request) -> Response:
        """Tell the page of each snapshot, for as long as it listens."""
        if request.method == "HEAD":
            return Response(media_type="text/event-stream")

        async def stream() -> AsyncIterator[str]:
            yield "retry: 1000\n\n"
            async for snapshot in self.live.snapshots():
                yield _event(snapshot) if snapshot is not None else ": still here\n\n"

        return StreamingResponse(stream(), media_type="text/event-stream")


def _event(snapshot: Snapshot) -> str:
    said = JSONResponse(
        {
            "number": snapshot.number,
            "errors": snapshot.count(Severity.ERROR),
            "warnings": snapshot.count(Severity.WARNING),
            "advised": snapshot.advised,
        }
    )
    return f"data: {bytes(said.body).decode()}\n\n"


def _is_inside(file: Path, root: Path) -> bool:
    """Return whether the file is there and, links followed, lies in the bank: it may have become a link since."""
    try:
        return file.is_file() and file.resolve().is_relative_to(root.resolve())
    except OSError:
        return False


class _Server(uvicorn.Server):
    """A server whose streams end when it is told to."""

    def __init__(self, config: uvicorn.Config, site: Site) -> None:
        super().__init__(config)
        self._site = site

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """End in order when the terminal is closed too, of which uvicorn knows nothing."""
        hangup = getattr(signal, "SIGHUP", None)  # Windows has none
        with super().capture_signals():
            if hangup is None or threading.current_thread() is not threading.main_thread():
                yield
                return
            before = signal.getsignal(hangup)
            try:
                if before is not signal.SIG_IGN:  # `nohup` wants us to go on
                    signal.signal(hangup, self.handle_exit)
                yield
            finally:
                signal.signal(hangup, before)

    async def on_tick(self, counter: int) -> bool:
        """Return whether to end: when told so, and where the watching has failed. Streams end first."""
        ending = await super().on_tick(counter) or self._site.live.failure is not None
        if ending:
            await self._site.live.close()
            self._site.prints.close()
        return ending


def serve(shown: Shown, listening: socket.socket, ready: Callable[[Callable[[], None]], None]) -> None:
    """Serve until a signal; a bug in the watching is raised here.

    `ready` is called when the server is about to answer, with a function that ends it, from any thread.
    """
    with tempfile.TemporaryDirectory(prefix="exporter-preview-") as scratch:
        site = Site(shown, Path(scratch))
        config = uvicorn.Config(
            site.app(listening.getsockname()[1]),
            http="h11",
            ws="none",
            loop="asyncio",
            lifespan="on",
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=1,
        )
        server = _Server(config, site)

        ready(partial(setattr, server, "should_exit", True))  # noqa: FBT003
        try:
            server.run(sockets=[listening])
        finally:
            site.prints.close()  # before its folder goes, however the server ended
        if site.live.failure is not None:
            raise site.live.failure
