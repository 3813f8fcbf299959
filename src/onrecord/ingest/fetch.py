"""Fetch a page by its address: public hosts only, robots.txt obeyed, time and size bounded."""

from __future__ import annotations

import ipaddress
import socket
import time
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx

from onrecord import __version__
from onrecord.errors import FetchRefused
from onrecord.ingest.encoding import MAX_REPORT_BYTES

AGENT = f"onrecord/{__version__}"
MAX_REDIRECTS = 5
MAX_SECONDS = 30.0
TIMEOUT = httpx.Timeout(10.0)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered: its bytes, the address after redirects, and the encoding that it names."""

    data: bytes
    url: str
    encoding: str | None


def check_public(url: str) -> None:
    """Check that an address leads to a public host.

    Raises: FetchRefused, for another scheme, an unknown host, or one that resolves to a private or loopback address.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchRefused(f"{url}: only http and https addresses are fetched")
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found = socket.getaddrinfo(parts.hostname, port, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError, ValueError) as error:
        raise FetchRefused(
            f"{url}: the host {parts.hostname!r} is not known ({error}); save the page and add the file"
        ) from error
    for entry in found:
        address = ipaddress.ip_address(str(entry[4][0]).split("%")[0])
        if not address.is_global:
            raise FetchRefused(f"{url}: {parts.hostname} is the private address {address}; allow it with --allow-private")


def check_peer(answer: httpx.Response, url: str) -> None:
    """Check where the connection really went: a host may resolve differently the second time (DNS rebinding).

    Raises: FetchRefused, if it went to a private address; nothing of its answer is read then.
    """
    peer = answer.extensions["network_stream"].get_extra_info("server_addr")
    if peer is None or not ipaddress.ip_address(str(peer[0]).split("%")[0]).is_global:
        raise FetchRefused(f"{url}: the connection went to the private address {peer and peer[0]}")


def _robots_allow(client: httpx.Client, url: str) -> bool:
    parts = urlsplit(url)
    try:
        answer = client.get(f"{parts.scheme}://{parts.netloc}/robots.txt")
    except httpx.HTTPError:
        return True  # RFC 9309, 2.3.1.3: a robots.txt that cannot be reached is treated by us as absent
    if answer.status_code != httpx.codes.OK:
        return True
    rules = RobotFileParser()
    rules.parse(answer.text[:500_000].splitlines())
    return rules.can_fetch(AGENT, url)


def _read(answer: httpx.Response, url: str, deadline: float) -> bytes:
    body = bytearray()
    for part in answer.iter_bytes():
        body += part
        if len(body) > MAX_REPORT_BYTES:
            raise FetchRefused(f"{url}: answers with more than {MAX_REPORT_BYTES:,} bytes")
        if time.monotonic() > deadline:
            raise FetchRefused(f"{url}: took longer than {MAX_SECONDS:.0f} seconds")
    return bytes(body)


def fetch(url: str, *, allow_private: bool = False) -> Fetched:
    """Fetch a page, following at most five redirects, each checked like the first address.

    Raises: FetchRefused, naming the address and the reason.
    """
    deadline = time.monotonic() + MAX_SECONDS
    try:
        with httpx.Client(headers={"User-Agent": AGENT}, timeout=TIMEOUT, follow_redirects=False) as client:
            for _ in range(MAX_REDIRECTS + 1):
                if not allow_private:
                    check_public(url)
                if not _robots_allow(client, url):
                    raise FetchRefused(f"{url}: the site's robots.txt does not allow {AGENT} to fetch it")
                with client.stream("GET", url) as answer:
                    if not allow_private:
                        check_peer(answer, url)
                    if answer.is_redirect:
                        url = urljoin(url, answer.headers.get("location", ""))
                        continue
                    if answer.is_error:
                        raise FetchRefused(f"{url}: answered {answer.status_code} {answer.reason_phrase}")
                    return Fetched(_read(answer, url, deadline), url, answer.charset_encoding)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise FetchRefused(f"{url}: did not answer: {error or type(error).__name__}") from error
    raise FetchRefused(f"{url}: more than {MAX_REDIRECTS} redirects")
