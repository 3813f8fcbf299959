import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from onrecord.errors import FetchRefused
from onrecord.ingest.fetch import MAX_REDIRECTS, check_public, fetch


class Site(BaseHTTPRequestHandler):
    robots = ""

    def do_GET(self):
        self.send_response({"/loop": 302, "/gone": 404}.get(self.path, 200))
        if self.path == "/loop":
            self.send_header("Location", "/loop")
        body = self.robots if self.path == "/robots.txt" else "A story"
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args):
        pass


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/a", "http://[::1]/a", "http://10.0.0.8/", "http://169.254.169.254/", "ftp://a.example/"]
)
def test_private_addresses_are_refused(url):
    with pytest.raises(FetchRefused):
        check_public(url)


def test_allowed_private_page_is_fetched(site):
    assert fetch(f"{site}/a", allow_private=True).data == b"A story"


def test_refused_unless_allowed(site):
    with pytest.raises(FetchRefused, match="--allow-private"):
        fetch(f"{site}/a")


def test_a_host_that_resolves_differently_the_second_time_is_refused(site, monkeypatch):
    monkeypatch.setattr("onrecord.ingest.fetch.check_public", str)
    with pytest.raises(FetchRefused, match=r"went to the private address 127\.0\.0\.1"):
        fetch(f"{site}/a")


def test_robots_are_obeyed(site, monkeypatch):
    monkeypatch.setattr(Site, "robots", "User-agent: *\nDisallow: /a\n")
    with pytest.raises(FetchRefused, match=r"robots\.txt"):
        fetch(f"{site}/a", allow_private=True)


def test_endless_redirects_end(site):
    with pytest.raises(FetchRefused, match=f"more than {MAX_REDIRECTS} redirects"):
        fetch(f"{site}/loop", allow_private=True)


def test_error_status_is_named(site):
    with pytest.raises(FetchRefused, match="404"):
        fetch(f"{site}/gone", allow_private=True)
