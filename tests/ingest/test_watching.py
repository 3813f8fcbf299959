"""Lists followed over time: every story once, none lost."""

import pytest

from ingest.server import say
from onrecord.ingest import Failure, Incoming
from onrecord.ingest.inputs import InputReader
from onrecord.ingest.watching import MOST_TRIES, Memory, Polled, poll

STORY = "The envoys of Velmora and Tessaly met in Arden on Monday, a spokesman said. They did not agree on bridge number {}."


def page(number):
    return f"<html><head><title>Talks, round {number}</title></head><body><article><p>{STORY.format(number)}</p><p>It was round {number}.</p></article></body></html>"  # noqa: E501


@pytest.fixture
def feed(site):
    """A feed whose stories a test adds to."""
    numbers = []

    def listing(request):
        items = "".join(
            f"<item><title>Talks {n}</title><link>{site.url(f'/{n}')}</link><pubDate>Mon, 03 Mar 2025 10:00:00 GMT</pubDate></item>"
            for n in reversed(numbers)
        )
        body = f'<rss version="2.0"><channel><title>River News</title>{items}</channel></rss>'
        tag = f'"{len(numbers)}"'
        if request.headers.get("If-None-Match") == tag:
            say(status=304)(request)
        else:
            say(body, Content_Type="application/rss+xml", ETag=tag)(request)

    def add(number, answer=None):
        numbers.append(number)
        site[f"/{number}"] = answer or say(page(number))

    site["/feed"] = listing
    add.url = site.url("/feed")
    return add


def go_round(sources, fetcher, tmp_path, stop_after=None):
    """One round by a program that starts anew; it may be killed after so many stories, before it notes the last."""
    came = []
    for event in poll(sources, InputReader(fetcher), Memory.load(tmp_path / "memory.json"), 900):
        came.append(event)
        if stop_after is not None and sum(isinstance(one, Incoming) for one in came) > stop_after:
            break
    return came


def urls(events):
    return [event.report.url for event in events if isinstance(event, Incoming)]


def test_each_story_comes_once_over_restarts(feed, fetcher, tmp_path, site):
    feed(1)
    feed(2)
    first = go_round([feed.url], fetcher, tmp_path)
    assert urls(first) == [site.url("/1"), site.url("/2")]
    assert first[0].report.published == "2025-03-03"
    assert first[0].how["published"] == "list of addresses"
    assert (first[-1].name, first[-1].new) == ("River News", 2)
    again = go_round([feed.url], fetcher, tmp_path)
    assert [event.note for event in again] == ["unchanged"]
    feed(3)
    assert urls(go_round([feed.url], fetcher, tmp_path)) == [site.url("/3")]
    assert site.count("/1") == 1


@pytest.mark.parametrize("killed_after", range(10))
def test_a_kill_at_any_moment_loses_no_story(feed, fetcher, tmp_path, killed_after):
    for number in range(10):
        feed(number)
    stored = urls(go_round([feed.url], fetcher, tmp_path, killed_after)[:killed_after])
    feed(10)
    after = urls(go_round([feed.url], fetcher, tmp_path))
    assert len(set(stored) | set(after)) == 11
    # The one that was under way when the kill came is given again; the record holds it once.
    assert len(stored) + len(after) == 11


def test_a_damaged_memory_is_an_empty_one(feed, fetcher, tmp_path):
    feed(1)
    (tmp_path / "memory.json").write_text('{"cut sho')
    assert len(urls(go_round([feed.url], fetcher, tmp_path))) == 1


def test_a_story_that_cannot_be_had_is_tried_again_and_then_given_up(feed, fetcher, tmp_path, site):
    feed(1)
    feed(2, say(status=500))
    for _ in range(MOST_TRIES + 2):
        go_round([feed.url], fetcher, tmp_path)
    assert (site.count("/1"), site.count("/2")) == (1, MOST_TRIES)


def test_a_dead_feed_does_not_stop_the_others_and_is_asked_less(feed, fetcher, tmp_path, site):
    feed(1)
    dead = site.url("/dead")
    notes = [[one.note for one in go_round([dead, feed.url], fetcher, tmp_path) if isinstance(one, Polled)] for _ in range(3)]
    assert ["dead" in note[0] for note in notes] == [True, True, False]
    assert "left alone until" in notes[2][0]
    assert site.count("/dead") == 2
    assert site.count("/1") == 1


def test_a_feed_that_asks_for_time_gets_it(fetcher, tmp_path, site):
    site["/busy"] = say(status=429, Retry_After="7200")
    for _ in range(3):
        go_round([site.url("/busy")], fetcher, tmp_path)
    assert site.count("/busy") == 1


def test_lists_of_lists_are_followed_and_circles_end(feed, fetcher, tmp_path, site):
    feed(1)
    site["/all"] = say(f'<opml><body><outline xmlUrl="{feed.url}"/><outline xmlUrl="{site.url("/all")}"/></body></opml>')
    (tmp_path / "feeds.opml").write_text(f'<opml><body><outline xmlUrl="{site.url("/all")}"/></body></opml>')
    events = go_round([str(tmp_path / "feeds.opml")], fetcher, tmp_path)
    assert urls(events) == [site.url("/1")]
    assert sum(isinstance(event, Polled) for event in events) == 3


def test_a_folder_is_followed(fetcher, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(STORY.format(1))
    (folder / "b.pdf").write_text("broken")
    first = go_round([str(folder)], fetcher, tmp_path)
    assert [type(event) for event in first] == [Incoming, Failure, Polled]
    assert [type(event) for event in go_round([str(folder)], fetcher, tmp_path)] == [Polled]
    (folder / "a.txt").write_text(STORY.format(12))
    assert [event.report.text for event in go_round([str(folder)], fetcher, tmp_path)[:-1]] == [STORY.format(12)]
