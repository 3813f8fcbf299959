"""Whose somebody is whom the report gives no office: "NATO's Olen Prask", "Lira Toren, of Relief Watch", "Republican Emil Straka"."""

from __future__ import annotations

import re
from functools import cache

from onrecord.model.draft import MentionDraft
from onrecord.resolve.parties import is_political_party
from onrecord.resolve.referent import Office
from onrecord.resolve.scene import Scene
from onrecord.scheme.actor_entry import ActorEntry, name_key
from onrecord.scheme.toml import load_scheme

OF = re.compile(r",? (?:of|from|with) (?:the )?")
ONE = re.compile(r", an? ")
# Between a body and the name of its chairman: "Joint Chiefs Chairman Adm. Prask".
TITLE = re.compile(r"[\w.' -]{2,40}")


@cache
def _studying() -> frozenset[str]:
    return frozenset(load_scheme("roles")["studying"])


def belonging(scene: Scene, number: int) -> Office | None:
    """The office of a named person who has no title and no apposition, by the body that stands beside the name."""
    draft = scene.drafts[number]
    if draft.form != "name" or draft.label not in ("PERSON", "") or draft.name is None:
        return None
    for words, head in (_owner(scene, draft), _party_before(scene, draft), _after(scene, draft, OF), _after(scene, draft, ONE)):
        entry = _body(scene, words)
        if entry is not None:
            return Office(head, head, entry.name)
    return None


def _body(scene: Scene, words: str) -> ActorEntry | None:
    """A body that people speak for, and neither a state, an outlet nor one that only studies what others do."""
    entry = scene.directory.state_of(words) if words else None
    if entry is None or entry.kind in ("country", "outlet", "person") or _studying() & set(name_key(entry.name).split()):
        return None
    return entry


def _owner(scene: Scene, draft: MentionDraft) -> tuple[str, str]:
    """The body before a possessive: "NATO's Olen Prask"."""
    possessed = draft.of is not None and draft.role is None and draft.of.start == draft.span.start
    return (scene.words(draft.of) if possessed else ""), "official"


def _party_before(scene: Scene, draft: MentionDraft) -> tuple[str, str]:
    """The political party before a name: "Republican Emil Straka"."""
    start = draft.name.start if draft.name is not None else draft.span.start
    for other in scene.mentions_in(max(start - 30, 0), start):
        words = scene.words(other.name)
        entry = scene.directory.state_of(words) if words and other.label == "NORP" else None
        beside = other.name is not None and scene.text[other.name.end : start].strip() == ""
        if beside and entry is not None and is_political_party(entry.name, scene.directory):
            return words, "member"
    return "", ""


def _after(scene: Scene, draft: MentionDraft, link: re.Pattern[str]) -> tuple[str, str]:
    """The body after a name and "of", or the party after "a": "Lira Toren, of Relief Watch", "Emil Straka, a Democrat"."""
    match = link.match(scene.text, draft.span.end)
    for other in scene.mentions_in(match.end(), match.end() + 1) if match is not None else ():
        if other.name is not None and other.name.start == other.span.start and other.span.end == other.name.end:
            return scene.words(other.name), "official" if link is OF else "member"
    return "", ""
