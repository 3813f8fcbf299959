"""What a site's robots.txt allows, as RFC 9309 reads it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.robotparser import RobotFileParser

# Bytes. RFC 9309, 2.5: at least 500 kibibytes are to be read.
MAX_ROBOTS_BYTES = 512_000
# Seconds. A longer delay than this is not waited for: the site is asked less often by following it less often.
MAX_DELAY_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site; `parser` is None where it has none, `closed` where it could not say."""

    parser: RobotFileParser | None = None
    closed: bool = False

    def allow(self, agent: str, url: str) -> bool:
        """Whether the agent may fetch an address."""
        return not self.closed and (self.parser is None or self.parser.can_fetch(agent, url))

    def delay_seconds(self, agent: str) -> float:
        """The seconds that the site wants between two requests."""
        wanted = self.parser.crawl_delay(agent) if self.parser else None
        return min(float(wanted or 0), MAX_DELAY_SECONDS)


def parse_robots(status: int, body: bytes) -> Robots:
    """The rules of an answer to /robots.txt.

    RFC 9309, 2.3.1: what answers 4xx has no rules, what answers 5xx is closed until it can say.
    """
    if status >= 500:
        return Robots(closed=True)
    if status >= 300:
        return Robots()
    parser = RobotFileParser()
    parser.parse(body[:MAX_ROBOTS_BYTES].decode("utf-8", "replace").splitlines())
    return Robots(parser)
