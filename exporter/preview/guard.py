"""Who may ask the preview, and how: pages of this machine alone, by reading alone, with nothing kept or embedded.

A page of the web can make a browser ask an address of its own machine, and by a changed name even read the answer (DNS
rebinding). So the name that is asked for must be one of this machine's, and nothing is answered to other sites.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

_METHODS = ("GET", "HEAD")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; media-src 'self'; "
    "font-src 'self' data:; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)


class Guard:
    """An ASGI application around another, which is asked only what it may be asked."""

    def __init__(self, app: App, port: int) -> None:
        self._app = app
        self._hosts = {f"{name}:{port}".encode() for name in ("127.0.0.1", "localhost", "[::1]")}
        if port == 80:  # noqa: PLR2004 - the port that browsers leave out
            self._hosts |= {b"127.0.0.1", b"localhost", b"[::1]"}

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        refused = self._refusal(scope["method"], scope["headers"])
        if refused is not None:
            await _refuse(send, *refused)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name for name, _ in message["headers"]}
                more = [(name, value) for name, value in HEADERS if name not in there]
                message["headers"] = [*message["headers"], *more]
            await send(message)

        await self._app(scope, receive, guarded)

    def _refusal(self, method: str, headers: Iterable[tuple[bytes, bytes]]) -> tuple[int, str] | None:
        """Return the status and the words of a refusal, or None."""
        given = list(headers)
        hosts = [value.strip().lower() for name, value in given if name == b"host"]
        if len(hosts) != 1:
            return 400, "one Host header is needed"
        if hosts[0] not in self._hosts:
            return 421, "this server answers to 127.0.0.1 and localhost alone"
        if any(name == b"sec-fetch-site" and value == b"cross-site" for name, value in given) and not any(
            name == b"sec-fetch-mode" and value == b"navigate" for name, value in given
        ):
            return 403, "other sites are not answered"
        if method not in _METHODS:
            return 405, "the preview is read, nothing more"
        return None


async def _refuse(send: Send, status: int, words: str) -> None:
    body = f"{words}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode()), *HEADERS]
    if status == 405:  # noqa: PLR2004 - what the protocol asks for with it
        headers.append((b"allow", b"GET, HEAD"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
