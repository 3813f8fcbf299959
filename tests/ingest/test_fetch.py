"""Fetching from sites that mean well and sites that do not, all on a local server."""

import gzip
import socket
import time
import tracemalloc
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpcore
import pytest

from ingest.server import say
from onrecord.errors import FetchRefused
from onrecord.ingest import Failure, find_inputs
from onrecord.ingest import fetch as module
from onrecord.ingest.fetch import MAX_REDIRECTS, Fetcher, fetch
from onrecord.ingest.guard import is_public

STORY = "<p>The envoys of Velmora and Tessaly met in Arden on Monday, a spokesman said. They did not agree on the bridge.</p>"
PAGE = f"<html><head><title>Talks</title></head><body><article>{STORY * 2}</article></body></html>"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/a", "http://[::1]/a", "http://10.0.0.8/", "http://169.254.169.254/latest/meta-data", "http://0.0.0.0/",
        "http://0x7f000001/", "http://2130706433/", "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://[fe80::1]/",
        "http://100.64.0.1/", "http://224.0.0.1/", "http://localhost/", "ftp://arden.example/", "file:///etc/passwd", "https://",
    ],
)  # fmt: skip
def test_what_is_not_public_is_refused(url):
    with pytest.raises(FetchRefused):
        fetch(url)


@pytest.mark.parametrize(
    ("address", "public"),
    [("93.184.216.34", True), ("2606:2800:220:1::", True), ("::ffff:10.0.0.1", False), ("2002:7f00:1::", False), ("::", False)],
)
def test_addresses_that_wrap_others(address, public):
    assert is_public(address) is public


def test_allowed_private_page_is_fetched(site, fetcher):
    site["/a"] = say("A story", ETag='"1"', Last_Modified="Mon, 03 Mar 2025 10:00:00 GMT")
    got = fetcher.fetch(site.url("/a"))
    assert (got.data, got.tag, got.modified, got.unchanged) == (b"A story", '"1"', "Mon, 03 Mar 2025 10:00:00 GMT", False)
    assert "onrecord/" in dict(site.asked[-1][1])["user-agent"]


def test_refused_unless_allowed(site):
    with pytest.raises(FetchRefused, match="--allow-private"):
        fetch(site.url("/a"))
    assert site.asked == []


class Names:
    """A resolver of the test's own: each look-up of a name takes the next of its addresses; dialling notes where to."""

    def __init__(self, monkeypatch, port):
        self.addresses, self.dialled = {}, []
        real = httpcore.SyncBackend.connect_tcp

        def look_up(host, port, *_rest, **_options):
            known = self.addresses.get(host)
            address = host if known is None else known.pop(0) if len(known) > 1 else known[0]
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

        def dial(backend, host, _port, *rest):
            self.dialled.append(host)
            return real(backend, "127.0.0.1", port, *rest)

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", dial)


@pytest.fixture
def names(monkeypatch, site):
    made = Names(monkeypatch, site.port)
    made.addresses["arden.example"] = ["93.184.216.34"]
    return made


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1/", "http://169.254.169.254/latest/meta-data", "http://inside.example:80/"]
)
def test_redirect_to_a_private_address_is_refused(site, names, target):
    names.addresses["inside.example"] = ["10.0.0.7"]
    site["/a"] = say(status=302, Location=target)
    with pytest.raises(FetchRefused, match="private address"):
        fetch("http://arden.example:80/a")
    assert set(names.dialled) == {"93.184.216.34"}


def test_a_name_that_changes_between_check_and_connection_leads_only_where_it_was_checked(site, names):
    site["/a"] = say("A story")
    names.addresses["arden.example"] = ["93.184.216.34", "127.0.0.1"]
    # The name is looked up once for robots.txt and the page; a second look-up would be refused, never dialled.
    with Fetcher(sleep=[].append) as fetcher, suppress(FetchRefused):
        fetcher.fetch("http://arden.example:80/a")
    assert names.dialled == ["93.184.216.34"]


def test_https_is_tried_first_and_http_after_it(site, names):
    site["/a"] = say("A story")
    with Fetcher(sleep=[].append) as fetcher:
        assert fetcher.fetch("http://arden.example/a").url == "http://arden.example/a"
    assert len(names.dialled) > 1


def test_endless_body_is_cut_off(site, fetcher, monkeypatch):
    monkeypatch.setattr(module, "MAX_REPORT_BYTES", 300_000)

    def endless(request):
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(b"x" * 65_536)

    site["/a"] = endless
    with pytest.raises(FetchRefused, match="more than 300,000 bytes"):
        fetcher.fetch(site.url("/a"))


@pytest.mark.parametrize("where", ["body", "head"])
def test_slow_drip_ends_at_the_deadline(site, fetcher, monkeypatch, where):
    monkeypatch.setattr(module, "MAX_SECONDS", 0.6)

    def drip(request):
        if where == "body":
            request.send_response(200)
            request.end_headers()
        for _ in range(200):
            request.wfile.write(b"x")
            request.wfile.flush()
            time.sleep(0.05)

    site["/robots.txt"], site["/a"] = say(status=404), drip
    started = time.monotonic()
    with pytest.raises(FetchRefused, match="too long"):
        fetcher.fetch(site.url("/a"))
    assert time.monotonic() - started < 3


def test_gzip_bomb_is_never_in_memory(site, fetcher):
    packed = gzip.compress(b"\0" * 1_000_000_000, 9)
    assert len(packed) < 1_100_000
    site["/a"] = say(packed, Content_Encoding="gzip")
    tracemalloc.start()
    with pytest.raises(FetchRefused, match="more than"):
        fetcher.fetch(site.url("/a"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 60_000_000


def test_packed_page_is_unpacked_and_a_false_one_named(site, fetcher):
    site["/a"] = say(gzip.compress(b"A story"), Content_Encoding="gzip")
    assert fetcher.fetch(site.url("/a")).data == b"A story"
    site["/b"] = say(b"A story", Content_Encoding="gzip")
    with pytest.raises(FetchRefused, match="is not"):
        fetcher.fetch(site.url("/b"))
    site["/c"] = say(b"A story", Content_Encoding="br")
    with pytest.raises(FetchRefused, match="packed as br"):
        fetcher.fetch(site.url("/c"))


def test_wrong_type_is_named_before_it_is_read(site, fetcher):
    site["/a"] = say(b"\x89PNG", Content_Type="image/png")
    with pytest.raises(FetchRefused, match="image/png"):
        fetcher.fetch(site.url("/a"))


def test_binary_under_a_false_type_is_no_report(site):
    site["/a"] = say(b"\x7fELF\x02\x01\x00\x00" * 40)
    [failure] = find_inputs([site.url("/a")], allow_private=True)
    assert isinstance(failure, Failure)
    assert "binary" in failure.error.message


@pytest.mark.parametrize("status", [404, 410, 500])
def test_error_status_is_named(site, fetcher, status):
    site["/gone"] = say(status=status)
    with pytest.raises(FetchRefused, match=str(status)):
        fetcher.fetch(site.url("/gone"))


def test_a_busy_site_is_asked_again_after_the_wait_it_wants(site, fetcher, waits):
    answers = [say(status=429, Retry_After="7"), say("A story")]
    site["/a"] = lambda request: answers.pop(0)(request)
    assert fetcher.fetch(site.url("/a")).data == b"A story"
    assert 6 < waits[-1] <= 7


@pytest.mark.parametrize("as_date", [False, True], ids=["seconds", "date"])
def test_a_long_wait_is_told_and_not_waited(site, fetcher, waits, as_date):
    wanted = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True) if as_date else "3600"
    site["/a"] = say(status=429, Retry_After=wanted)
    with pytest.raises(FetchRefused, match="asks to wait") as caught:
        fetcher.fetch(site.url("/a"))
    assert 3500 < caught.value.retry_after_seconds <= 3600
    assert waits == []
    assert site.count("/a") == 1


def test_a_site_that_stays_busy_is_asked_twice_and_no_more(site, fetcher):
    site["/a"] = say(status=503, Retry_After="1")
    with pytest.raises(FetchRefused, match="503"):
        fetcher.fetch(site.url("/a"))
    assert site.count("/a") == 2


def test_robots_are_obeyed_and_asked_once(site, fetcher, waits):
    site["/robots.txt"] = say("User-agent: onrecord\nDisallow: /closed\nCrawl-delay: 5\n")
    site["/open"] = say("A story")
    with pytest.raises(FetchRefused, match=r"robots\.txt does not allow"):
        fetcher.fetch(site.url("/closed"))
    fetcher.fetch(site.url("/open"))
    fetcher.fetch(site.url("/open"))
    assert site.count("/robots.txt") == 1
    assert site.count("/closed") == 0
    assert 4 < waits[-1] <= 5


def test_a_site_whose_robots_cannot_be_had_is_left_alone(site, fetcher):
    site["/robots.txt"], site["/a"] = say(status=503), say("A story")
    with pytest.raises(FetchRefused, match="cannot be had now"):
        fetcher.fetch(site.url("/a"))
    site["/robots.txt"] = say(status=404)
    assert fetcher.fetch(site.url("/a")).data == b"A story"


def test_unchanged_page_is_told_and_not_sent_again(site, fetcher):
    def answer(request):
        say(status=304)(request) if request.headers.get("If-None-Match") == '"1"' else say("A story", ETag='"1"')(request)

    site["/a"] = answer
    first = fetcher.fetch(site.url("/a"))
    again = fetcher.fetch(site.url("/a"), tag=first.tag, modified=first.modified)
    assert (again.unchanged, again.data) == (True, b"")


def test_endless_redirects_end(site, fetcher):
    site["/loop"] = say(status=302, Location="/loop")
    with pytest.raises(FetchRefused, match=f"more than {MAX_REDIRECTS} redirects"):
        fetcher.fetch(site.url("/loop"))


def test_a_wall_that_wants_its_cookie_back_gets_it_and_only_on_the_way(site, fetcher):
    def wall(request):
        seen = "seen=1" in request.headers.get("Cookie", "")
        (say("A story") if seen else say(status=302, Location="/a", Set_Cookie="seen=1; Path=/"))(request)

    site["/a"] = wall
    assert fetcher.fetch(site.url("/a")).data == b"A story"
    site["/b"] = say("Another")
    fetcher.fetch(site.url("/b"))
    assert "cookie" not in site.asked[-1][1]


def test_a_cookie_wall_without_end_is_refused(site):
    text = "We and our partners use cookies. Read our cookie policy, accept all or manage preferences to go on to the site you asked for."
    site["/a"] = say(f"<html><body><main><p>{text}</p></main></body></html>")
    [failure] = find_inputs([site.url("/a")], allow_private=True)
    assert "wall" in failure.error.message


@pytest.mark.parametrize(
    ("encoding", "kind"),
    [("latin-1", "text/html; charset=utf-8"), ("utf-8", "text/html; charset=iso-8859-1"), ("cp1251", "text/html; charset=windows-1251"),
     ("cp1251", "text/html")],
)  # fmt: skip
def test_encodings_declared_rightly_and_wrongly(site, encoding, kind):
    words = "Генерал Иванов сказал" if encoding == "cp1251" else "« Nous verrons », a déclaré à Genève la présidente"
    declared = '<meta charset="windows-1251">' if encoding == "cp1251" else ""
    body = f"{STORY}<p>{words} on Monday, before the talks began in the town.</p>"
    page = f"<html><head>{declared}</head><body><article>{body}</article></body></html>"
    site["/a"] = say(page.encode(encoding), Content_Type=kind)
    [item] = find_inputs([site.url("/a")], allow_private=True)
    assert words in item.report.text


def test_page_is_added_under_its_address(site):
    site["/a?id=3"] = say(PAGE)
    [item] = find_inputs([site.url("/a?id=3&utm_source=x")], allow_private=True)
    assert "404" in item.error.message
    site["/a?id=3&utm_source=x"] = say(PAGE)
    [item] = find_inputs([site.url("/a?id=3&utm_source=x")], allow_private=True)
    assert item.report.url == site.url("/a?id=3")
