"""Lists in every format, written for the project; and lists that mislead."""

import json

import pytest

from onrecord.errors import InvalidReport
from onrecord.ingest.feeds import parse_listing

LINK = "https://arden.example/talks"
RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>River News</title><link>https://arden.example/</link>
<item><title>Talks begin</title><link>{LINK}</link><guid isPermaLink="false">7</guid><pubDate>Mon, 03 Mar 2025 10:00:00 GMT</pubDate>
<source url="https://valleypost.example/feed">Valley Post</source></item>
<item><title>No link</title></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>River News</title><entry><id>urn:7</id><title>Talks begin</title>
<link href="{LINK}"/><published>2025-03-03T10:00:00Z</published><updated>2025-03-04T10:00:00Z</updated>
<content type="html">&lt;p&gt;They met.&lt;/p&gt;&lt;p&gt;They left.&lt;/p&gt;</content></entry></feed>"""
JSON_FEED = json.dumps(
    {"version": "https://jsonfeed.org/version/1.1", "title": "River News",
     "items": [{"id": "7", "url": LINK, "title": "Talks begin", "date_published": "2025-03-03T10:00:00Z", "content_text": "They met."}]}
)  # fmt: skip
SITEMAP = f"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>{LINK}</loc><news:news><news:publication><news:name>River News</news:name></news:publication>
<news:publication_date>2025-03-03</news:publication_date><news:title>Talks begin</news:title></news:news></url></urlset>"""


@pytest.mark.parametrize(
    ("data", "publisher"),
    [(RSS, "Valley Post"), (ATOM, "River News"), (JSON_FEED, "River News"), (SITEMAP, "River News")],
    ids=["RSS", "Atom", "JSON Feed", "sitemap"],
)
def test_entries_of_every_format(data, publisher):
    [entry] = parse_listing(data.encode(), "a feed").entries
    assert (entry.url, entry.title, entry.published, entry.publisher) == (LINK, "Talks begin", "2025-03-03", publisher)


def test_entry_has_another_key_when_it_was_changed():
    first, second = (
        parse_listing(ATOM.replace("03-04T", day).encode(), "a feed").entries[0].key for day in ("03-04T", "03-05T")
    )
    assert first != second
    assert parse_listing(ATOM.encode(), "a feed").entries[0].text == "They met.\nThey left."


def test_lists_of_lists():
    outline = '<outline text="a"><outline xmlUrl="https://a.example/feed"/><outline xmlUrl="not one"/></outline>'
    assert parse_listing(f"<opml version='2.0'><body>{outline}</body></opml>".encode(), "x").lists == (
        "https://a.example/feed",
    )
    index = "<sitemapindex><sitemap><loc>https://a.example/1.xml</loc></sitemap></sitemapindex>"
    assert parse_listing(index.encode(), "x").lists == ("https://a.example/1.xml",)


BOMB = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + RSS.split("?>")[1].replace(
    "Talks", "&b;"
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (BOMB.encode(), "entities"),
        (BOMB.replace('<?xml version="1.0"?>', "").encode("utf-16"), "entities"),
        (f"<opml>{'<!DOCTYPE'}</opml>".encode(), "not valid XML"),
        (b"<html><body>Nothing here</body></html>", "no feed"),
        (b'{"items": []}', "no JSON Feed"),
        (b'{"version"', "not valid JSON"),
        (b"", "no feed"),
    ],
    ids=["bomb", "bomb in UTF-16", "broken OPML", "page", "other JSON", "broken JSON", "empty"],
)
def test_what_is_no_list_is_refused_with_the_reason(data, reason):
    with pytest.raises(InvalidReport, match=reason):
        parse_listing(data, "a feed")
