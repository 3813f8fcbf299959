"""ninjs and NewsML-G2: items written for the project after the standards' documents."""

import json

import pytest

from onrecord.ingest import Failure, find_inputs

STORY = "Velmora and Tessaly will resume talks on the Sarn bridge next week, the Velmoran foreign ministry said on Monday."
MORE = "A date for the signing has not been set, according to two diplomats."


def read(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(find_inputs([str(path)]))


OLD = {
    "uri": "http://nesk.example/item/20250303-1", "type": "text", "mimetype": "text/plain", "pubstatus": "usable",
    "versioncreated": "2025-03-04T09:00:00Z", "firstcreated": "2025-03-03T14:20:00Z", "language": "en-GB",
    "headline": "Talks on the bridge to resume", "byline": "Ada Berg", "copyrightholder": "Nesk Agency",
    "body_xhtml": f"<div><p>{STORY}</p><figure><figcaption>The bridge</figcaption></figure><p>{MORE}</p></div>",
}  # fmt: skip
NEW = {
    "uri": "urn:newsml:nesk.example:20250303:1", "standard": {"name": "ninjs", "version": "3.0"}, "type": "text",
    "versioncreated": "2025-03-03T14:20:00Z", "language": "en", "by": "Ada Berg",
    "headlines": [{"role": "short", "value": "Talks"}, {"role": "main", "value": "Talks on the bridge to resume"}],
    "bodies": [{"role": "short", "contenttype": "text/plain", "value": "Talks resume."},
               {"role": "main", "contenttype": "text/html", "value": f"<p>{STORY}</p><p>{MORE}</p>"}],
    "infosources": [{"role": "isrol:originfo", "name": "Sarn Wire"}, {"role": "provider", "name": "Nesk Agency"}],
}  # fmt: skip


@pytest.mark.parametrize("item", [OLD, NEW], ids=["1.x", "3.0"])
def test_ninjs_is_read_whole(tmp_path, item):
    [found] = read(tmp_path, "a.json", json.dumps(item))
    report = found.report
    assert report.text == f"{STORY}\n{MORE}"
    assert (report.title, report.author, report.publisher) == ("Talks on the bridge to resume", "Ada Berg", "Nesk Agency")
    assert (report.published, report.language) == ("2025-03-03", "en")
    assert found.how["published"].startswith("ninjs ")


def test_ninjs_item_keeps_its_id_when_its_text_changes(tmp_path):
    first, second = (
        read(tmp_path, f"{n}.json", json.dumps(NEW | {"bodies": [{"value": STORY * n}]}))[0].report for n in (1, 2)
    )
    assert first.id == second.id
    assert first.text != second.text


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"type": "picture"}, "is a picture"),
        ({"pubstatus": "canceled"}, "took it back"),
        ({"body_xhtml": ""}, "has no body"),
    ],
)
def test_ninjs_item_that_is_no_text_is_refused_with_the_reason(tmp_path, change, reason):
    [found] = read(tmp_path, "a.json", json.dumps(OLD | change))
    assert reason in found.error.message


def test_a_report_of_our_own_with_a_uri_is_no_ninjs(tmp_path):
    [found] = read(tmp_path, "a.json", json.dumps({"uri": "x", "headline": "y", "text": STORY}))
    assert found.report.text == STORY


NS = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'


def item(content=None, kind="ninat:text", status="stat:usable", guid="urn:newsml:nesk.example:20250303:2"):
    body = f"<inlineXML contenttype='application/xhtml+xml'><html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title></head><body><h1>Talks to resume</h1><p>{STORY}</p><p>{MORE}</p></body></html></inlineXML>"  # noqa: E501
    return f"""<newsItem {NS} guid="{guid}" version="2" standard="NewsML-G2" standardversion="2.30" xml:lang="en-US">
    <itemMeta><itemClass qcode="{kind}"/><provider qcode="nprov:NESK"><name>Nesk Agency</name></provider>
    <versionCreated>2025-03-04T10:00:00+01:00</versionCreated><pubStatus qcode="{status}"/></itemMeta>
    <contentMeta><contentCreated>2025-03-03</contentCreated><by>By Ada Berg</by><language tag="en"/>
    <headline>Talks on the bridge to resume</headline></contentMeta>
    <contentSet>{body if content is None else content}</contentSet></newsItem>"""


def test_newsml_is_read_whole(tmp_path):
    [found] = read(tmp_path, "a.xml", '<?xml version="1.0" encoding="UTF-8"?>' + item())
    report = found.report
    assert report.text == f"Talks to resume\n{STORY}\n{MORE}"
    assert (report.title, report.publisher, report.published) == ("Talks on the bridge to resume", "Nesk Agency", "2025-03-03")
    assert (report.language, found.how["published"]) == ("en", "NewsML contentcreated")


def test_newsml_message_gives_each_item_and_names_what_is_none(tmp_path):
    plain = item(f"<inlineData contenttype='text/plain'>{STORY}</inlineData>", guid="urn:b")
    package = f"<packageItem {NS} guid='urn:c'><itemMeta/></packageItem>"
    parts = item() + plain + item(kind="ninat:picture") + package + item("<remoteContent href='a.txt'/>")
    found = read(tmp_path, "a.xml", f"<newsMessage {NS}><header/><itemSet>{parts}</itemSet></newsMessage>")
    assert [type(one) is Failure for one in found] == [False, False, True, True, True]
    reasons = [one.error.message for one in found[2:]]
    assert "is a picture" in reasons[0]
    assert "lists other items" in reasons[1]
    assert "lies elsewhere (a.txt)" in reasons[2]


def test_nitf_inside_newsml(tmp_path):
    nitf = f"<inlineXML><nitf xmlns=''><body><body.head><hedline><hl1>Talks</hl1></hedline></body.head><body.content><p>{STORY}</p><media><p>A picture</p></media></body.content></body></nitf></inlineXML>"  # noqa: E501
    [found] = read(tmp_path, "a.xml", item(nitf))
    assert found.report.text == f"Talks\n{STORY}"


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 if n else str()};" * 10}">' for n in range(9))
    + "]>"
)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (BOMB + item(f"<inlineData>&a8; {STORY}</inlineData>"), "entities"),
        (f'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>{item("<inlineData>&f;</inlineData>")}', "entities"),
        (item()[:400], "not valid XML"),
        (item(status="stat:canceled"), "took it back"),
        (item(""), "no content"),
    ],
    ids=["bomb", "file", "cut short", "canceled", "empty"],
)
def test_newsml_that_cannot_be_read_is_refused_with_the_reason(tmp_path, content, reason):
    [found] = read(tmp_path, "a.xml", content)
    assert reason in found.error.message
