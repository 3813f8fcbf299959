"""`onrecord watch` from the outside: against a local feed server, and killed in the middle of its work."""

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from ingest.server import say, serving

pytestmark = pytest.mark.model
STORY = "ARDEN, March 3, 2025 (Valley Post) - Velmora will send {} boats to the talks, its envoy said on Monday. They begin on Tuesday."
KILLS = int(os.environ.get("ONRECORD_KILLS", "3"))


@pytest.fixture
def site():
    with serving() as made:
        yield made


def publish(site, count):
    """Let the feed name so many stories."""
    for n in range(count):
        text = f"<article><p>{STORY.format(n)}</p><p>The river had fallen by {n} metres when they met, he said.</p></article>"
        site[f"/{n}"] = say(f"<html><head><title>Boats, part {n}</title></head><body>{text}</body></html>")
    items = "".join(f"<item><title>Boats {n}</title><link>{site.url(f'/{n}')}</link></item>" for n in reversed(range(count)))
    site["/feed"] = say(
        f'<rss version="2.0"><channel><title>River News</title>{items}</channel></rss>', Content_Type="text/xml"
    )


def test_watch_says_a_line_a_feed_and_adds_once(onrecord, site):
    publish(site, 2)
    status, out, err = onrecord("watch", site.url("/feed"), site.url("/none"), "--once", "--allow-private")
    assert (status, err) == (1, "")
    assert "River News: 2 added, 0 known already, 0 failed" in out
    assert "dead: " in out
    assert "404" in out
    assert "River News: 0 added" in onrecord("watch", site.url("/feed"), "--once", "--allow-private")[1]


@pytest.mark.parametrize("every", ["15", "m", "0m", "1 week"])
def test_a_length_of_time_that_is_none_is_named(onrecord, every):
    status, _, err = onrecord("watch", "feeds.opml", "--every", every)
    assert (status, "15m" in err) == (2, True)


def test_killed_at_any_moment_it_has_every_story_once(onrecord, site):
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    program = "from onrecord.cli import main; main()"
    command = [sys.executable, "-c", program, "watch", site.url("/feed"), "--every", "1s", "--allow-private"]
    for kill in range(KILLS):
        publish(site, 4 * (kill + 1))
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        before = site.count("/feed")
        while site.count("/feed") == before:  # it is loading its models
            time.sleep(0.05)
        time.sleep(chance.uniform(0, 5))
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
    assert onrecord("watch", site.url("/feed"), "--once", "--allow-private")[0] == 0
    found = json.loads(onrecord("search", "boats", "--limit", 1000, "--json")[1])
    assert len({row["report"] for row in found}) == 4 * KILLS
    assert len(found) == 4 * KILLS
    assert onrecord("verify")[0] == 0
