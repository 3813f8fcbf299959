"""A web server on this machine that plays good and bad sites; tests name what each path answers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


def say(body: str | bytes = "", status: int = 200, **headers: str) -> Answer:
    """An answer with a body; names of headers with underscores for hyphens."""
    data = body.encode() if isinstance(body, str) else body

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        sent = {"content-type": "text/html; charset=utf-8", "content-length": str(len(data))}
        for name, value in (sent | {name.lower().replace("_", "-"): value for name, value in headers.items()}).items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(data)

    return answer


class Site:
    """What the server answers by path, and what it was asked: (path, headers)."""

    def __init__(self) -> None:
        self.paths: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.port = 0

    def __setitem__(self, path: str, answer: Answer) -> None:
        self.paths[path] = answer

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def count(self, path: str) -> int:
        return sum(1 for asked, _ in self.asked if asked == path)


@contextmanager
def serving() -> Iterator[Site]:
    """Serve a site until the block ends."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            try:
                site.paths.get(self.path, say("no such page", 404))(self)
            except OSError:  # the other side has had enough
                self.close_connection = True

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    site.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
