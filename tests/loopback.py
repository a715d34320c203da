"""A server on this machine, for tests of what is fetched and of what never is."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Server(ThreadingHTTPServer):
    """A server on this machine that stands in for the public addresses."""

    daemon_threads = True
    answers: dict[str, tuple[int, dict[str, str], bytes]]
    asked: list[str]
    slow: float = 0.0

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        server = self.server
        assert isinstance(server, Server)
        server.asked.append(self.path)
        code, headers, data = server.answers.get(self.path, (404, {}, b""))
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            for at in range(0, len(data), 2**16):
                self.wfile.write(data[at : at + 2**16])
                time.sleep(server.slow)
        except ConnectionError:
            return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's own name
        del format, args


@contextmanager
def serving() -> Iterator[Server]:
    """Run a server that answers 404 to everything but its `answers`, and notes what it was asked."""
    running = Server(("127.0.0.1", 0), Handler)
    running.asked = []
    running.answers = {}
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        running.shutdown()
        running.server_close()
        thread.join()
