"""Fetch what an address names: public hosts only, robots.txt obeyed, one host at a time, time and size bounded."""

from __future__ import annotations

import ipaddress
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpx

from onrecord import __version__
from onrecord.errors import FetchRefused
from onrecord.ingest.encoding import MAX_REPORT_BYTES
from onrecord.ingest.guard import GuardedBackend, GuardedTransport
from onrecord.ingest.robots import MAX_ROBOTS_BYTES, Robots, parse_robots

AGENT = f"onrecord/{__version__}"
HEADERS = {"User-Agent": f"{AGENT} (reads news reports; obeys robots.txt)", "Accept-Encoding": "gzip"}
MAX_REDIRECTS = 5
MAX_SECONDS = 30.0
TIMEOUT = httpx.Timeout(10.0)
# Seconds between two requests to one host, where its robots.txt does not want more.
DELAY_SECONDS = 1.0
# Seconds. A site that asks for a longer wait is left alone; the error says until when.
MAX_WAIT_SECONDS = 30.0
# Main types that are no text: refused before their bytes are read.
REFUSED_TYPES = ("image", "audio", "video", "font")
BUSY = (httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE)
PART_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered.

    `url` is the address after redirects, `encoding` the one it names. `tag` and `modified` are what to ask with next time;
    `unchanged` says that it has not changed since it was asked with them, and `data` is empty then.
    """

    data: bytes
    url: str
    encoding: str | None = None
    tag: str | None = None
    modified: str | None = None
    unchanged: bool = False


@dataclass(slots=True)
class _Host:
    robots: dict[str, Robots] = field(default_factory=dict)
    next_at: float = 0.0


class Fetcher:
    """Fetches one address after the other, and remembers for each host its rules and when it may be asked again."""

    def __init__(
        self, *, allow_private: bool = False, delay_seconds: float = DELAY_SECONDS, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._backend = GuardedBackend(allow_private)
        self._hosts: dict[str, _Host] = {}
        self._delay_seconds = delay_seconds
        self._sleep = sleep

    @cached_property
    def _client(self) -> httpx.Client:
        """Made when first needed: it loads the certificates of this machine."""
        return httpx.Client(headers=HEADERS, timeout=TIMEOUT, follow_redirects=False, transport=GuardedTransport(self._backend))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if "_client" in vars(self):
            self._client.close()

    def fetch(self, url: str, *, tag: str | None = None, modified: str | None = None) -> Fetched:
        """Fetch an address, following at most five redirects, each checked like the first; https is tried before http.

        Args:
            url: the address.
            tag: the ETag that the last answer had, to be told only of changes (RFC 9110, 13.1).
            modified: the Last-Modified that it had, likewise.

        Raises: FetchRefused, naming the address and the reason; `retry_after_seconds` where the site said when to come back.
        """
        asked = {name: value for name, value in (("If-None-Match", tag), ("If-Modified-Since", modified)) if value}
        secure = _as_https(url)
        if secure:
            try:
                return self._follow(secure, asked)
            except _NotReached:
                pass
        return self._follow(url, asked)

    def _follow(self, url: str, asked: Mapping[str, str]) -> Fetched:
        self._client.cookies.clear()  # they last for the redirects of one page, as walls want, and no longer
        first = url
        waited = False
        hops = 0
        while hops <= MAX_REDIRECTS:
            self._wait_for(url)
            with self._open(url, asked) as answer:
                wait = _wait_asked(answer)
                if wait is not None and wait <= MAX_WAIT_SECONDS and not waited:
                    self._host(url).next_at = time.monotonic() + wait
                    waited = True
                    continue
                if not answer.has_redirect_location:
                    return _fetched(answer, url, first, wait)
                url = urljoin(url, answer.headers["location"])
                hops += 1
        raise FetchRefused(f"{first}: more than {MAX_REDIRECTS} redirects")

    def _host(self, url: str) -> _Host:
        return self._hosts.setdefault(urlsplit(url).hostname or "", _Host())

    def _wait_for(self, url: str) -> None:
        """Wait until the host may be asked again. Raises: FetchRefused, if its robots.txt forbids the address."""
        _check_scheme(url)
        parts = urlsplit(url)
        host, site = self._host(url), f"{parts.scheme}://{parts.netloc}"
        if site not in host.robots:
            host.robots[site] = self._robots_of(site)
        rules = host.robots[site]
        if rules.closed:
            del host.robots[site]
            raise FetchRefused(f"{url}: the site's robots.txt cannot be had now, so nothing there is fetched; try again later")
        if not rules.allow(AGENT, url):
            raise FetchRefused(f"{url}: the site's robots.txt does not allow {AGENT} to fetch it")
        now = time.monotonic()
        if host.next_at > now:
            self._sleep(host.next_at - now)
        host.next_at = max(now, host.next_at) + max(self._delay_seconds, rules.delay_seconds(AGENT))

    def _robots_of(self, site: str) -> Robots:
        url = f"{site}/robots.txt"
        for _ in range(MAX_REDIRECTS + 1):
            _check_scheme(url)
            with self._open(url, {}) as answer:
                if not answer.has_redirect_location:
                    body = _read(answer, url, MAX_ROBOTS_BYTES, cut=True) if answer.is_success else b""
                    return parse_robots(answer.status_code, body)
                url = urljoin(url, answer.headers["location"])
        return Robots()

    @contextmanager
    def _open(self, url: str, asked: Mapping[str, str]) -> Iterator[httpx.Response]:
        self._backend.deadline = time.monotonic() + MAX_SECONDS
        try:
            with self._client.stream("GET", url, headers=dict(asked)) as answer:
                yield answer
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise _NotReached(f"{url}: did not answer: {error or type(error).__name__}") from error
        except httpx.TimeoutException as error:
            raise FetchRefused(
                f"{url}: took too long to answer (more than {MAX_SECONDS:.0f} seconds in all, or 10 of silence)"
            ) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise FetchRefused(f"{url}: did not answer: {error or type(error).__name__}") from error
        except FetchRefused as error:
            if error.message.startswith("http"):
                raise
            raise FetchRefused(f"{url}: {error.message}") from error


class _NotReached(FetchRefused):
    """No connection could be made."""


def _as_https(url: str) -> str | None:
    """The https form of an http address that names a host and no port; None for any other."""
    parts = urlsplit(url)
    if parts.scheme.lower() != "http" or parts.port is not None or not parts.hostname or parts.hostname == "localhost":
        return None
    try:
        ipaddress.ip_address(parts.hostname)
    except ValueError:
        return urlunsplit(parts._replace(scheme="https"))
    return None


def _check_scheme(url: str) -> None:
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good:
        raise FetchRefused(f"{url}: only http and https addresses are fetched")


def _wait_asked(answer: httpx.Response) -> float | None:
    """The seconds that a busy site asks to wait (RFC 9110, 10.2.3); None where it does not."""
    written = answer.headers.get("retry-after", "").strip()
    if answer.status_code not in BUSY or not written:
        return None
    if written.isdecimal():
        return float(written[:9])
    try:
        return max(0.0, (parsedate_to_datetime(written).astimezone(UTC) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def _fetched(answer: httpx.Response, url: str, first: str, wait: float | None) -> Fetched:
    """Read an answer. Raises: FetchRefused, for an error, another type than text, too much of it, or one that asks for a long wait."""
    tag, modified = answer.headers.get("etag"), answer.headers.get("last-modified")
    if answer.status_code == httpx.codes.NOT_MODIFIED:
        return Fetched(b"", url, tag=tag, modified=modified, unchanged=True)
    if wait is not None:
        refused = FetchRefused(
            f"{url}: answered {answer.status_code} {answer.reason_phrase} and asks to wait {wait:.0f} seconds"
        )
        refused.retry_after_seconds = wait
        raise refused
    if not answer.is_success:
        raise FetchRefused(f"{url}: answered {answer.status_code} {answer.reason_phrase}")
    kind = answer.headers.get("content-type", "").split("/")[0].strip().lower()
    if kind in REFUSED_TYPES:
        raise FetchRefused(f"{url}: is {answer.headers['content-type']}, not a text")
    return Fetched(_read(answer, first, MAX_REPORT_BYTES), url, answer.charset_encoding, tag, modified)


def _read(answer: httpx.Response, url: str, most: int, *, cut: bool = False) -> bytes:
    """Read a body, at most so many bytes of it, before and after it is unpacked."""
    packed = answer.headers.get("content-encoding", "identity").strip().lower()
    if packed not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise FetchRefused(f"{url}: is packed as {packed}, which was not asked for")
    body = bytearray()
    for part in _unpacked(answer.iter_raw(PART_BYTES), url) if packed not in ("identity", "") else answer.iter_raw(PART_BYTES):
        body += part
        if len(body) > most:
            if cut:
                break
            raise FetchRefused(f"{url}: answers with more than {most:,} bytes")
    return bytes(body)


def _unpacked(parts: Iterator[bytes], url: str) -> Iterator[bytes]:
    """Unpack gzip or zlib in pieces of a bounded size, so that a bomb never comes into memory whole."""
    unpacker = zlib.decompressobj(wbits=47)
    for part in parts:
        rest = part
        while rest:
            try:
                yield unpacker.decompress(rest, PART_BYTES)
            except zlib.error as error:
                raise FetchRefused(f"{url}: is said to be packed by gzip but is not: {error}") from error
            rest = unpacker.unconsumed_tail


def fetch(url: str, *, allow_private: bool = False) -> Fetched:
    """Fetch a single address.

    Raises: FetchRefused, naming the address and the reason.
    """
    with Fetcher(allow_private=allow_private) as fetcher:
        return fetcher.fetch(url)
