"""Towns that the language model takes for people or bodies: "a strike on Kharkiv", "rebels attacked Goma".

A name that a gazetteer knows is a town where the report names the state in which it lies, where it stands somewhere as only
places do, and where nothing shows that somebody of that name speaks, bears a title or has a first name.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from onrecord.annotate.clauses.near import is_behind_preposition, is_object, is_particle, is_preposition, is_subject
from onrecord.annotate.events.lexicon import load_events
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.scheme.directory import Directory
from onrecord.scheme.toml import load_scheme

# Labels that the model gives to towns by mistake; "" where it gives none.
MISTAKEN = frozenset({"PERSON", "ORG", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", ""})
MOST_WORDS = 3
# Prepositions that stand before a place and hardly before a person.
AT_PLACE = frozenset({"in", "near", "outside", "inside", "around", "across", "throughout", "into", "toward", "towards"})
# Acts done on a place, and how it is brought: "seized Goma", "a raid on Goma", "withdrew from Goma".
DONE_ON = frozenset({"ASSAULT", "RETREAT", "MOBILIZE", "COERCE"})
UPON = frozenset({"on", "against", "from", "of", "at", "to", "for"})


def name_towns(doc: Doc, vocabulary: Vocabulary) -> None:
    """Label the towns among names with another label, or none, as places. Cost: one look-up a name."""
    if vocabulary.towns is None:
        return
    named = _by_name(doc)
    states, people = _states(doc, vocabulary.directory), _surnames(doc)
    found = []
    for name, spans in named.items():
        if name.split()[-1] in people or vocabulary.directory.find(name) or not any(map(_as_place, spans)):
            continue
        if vocabulary.towns(name) & states and not any(map(_as_person, spans)):
            found += [Span(doc, span.start, span.end, label="GPE") for span in spans]
    if found:
        taken = {token.i for span in found for token in span}
        doc.ents = [*(e for e in doc.ents if not taken.intersection(range(e.start, e.end))), *found]


def _by_name(doc: Doc) -> dict[str, list[Span]]:
    """Names of at most a few words that no place label is given to, each with the spans where it stands."""
    found: dict[str, list[Span]] = {}
    for span in (*(e for e in doc.ents if e.label_ in MISTAKEN), *_unlabelled(doc)):
        if len(span) <= MOST_WORDS and all(t.pos_ == "PROPN" or t.text == "-" for t in span) and span[0].is_title:
            found.setdefault(span.text, []).append(span)
    return found


def _unlabelled(doc: Doc) -> Iterator[Span]:
    """Runs of proper nouns without a label."""
    start = None
    for token in doc:
        free = token.pos_ == "PROPN" and not token.ent_type_
        if free and start is None:
            start = token.i
        elif not free and start is not None:
            yield doc[start : token.i]
            start = None
    if start is not None:
        yield doc[start:]


def _states(doc: Doc, directory: Directory) -> set[str]:
    """The states that a report names, by name, adjective or capital."""
    words = {e.text for e in doc.ents if e.label_ in ("GPE", "NORP", "LOC")}
    return {entry.name for each in words if (entry := directory.state_of(each.removesuffix("'s"))) is not None}


def _surnames(doc: Doc) -> set[str]:
    """Last words of the full names of people."""
    return {e[-1].text for e in doc.ents if e.label_ == "PERSON" and len(e) > 1 and e[-1].pos_ == "PROPN" and not _as_place(e)}


def _as_place(span: Span) -> bool:
    """Whether a name stands as only places do: after "in", beside a word for a place, as what is attacked or left."""
    root, over = span.root, span.root.head
    if over.lemma_.lower() in load_events().classes["area"] and root.dep_ in ("compound", "nmod", "appos"):
        return True
    if is_object(root) or is_subject(root, passive=True):
        return _is_done_on(over) or over.lemma_.lower() in load_events().classes["entered"]
    if not is_behind_preposition(root) or not is_preposition(over):
        return False
    possessor = any(c.dep_ == "case" for c in root.children)
    if over.lower_ in AT_PLACE and not possessor:
        return True
    if over.lower_ == "of" and over.head.lemma_.lower() in load_events().classes["area"]:
        return True
    # "pulled out of Goma"
    act = over.head.head if is_particle(over.head) else over.head
    return over.lower_ in UPON and _is_done_on(act)


def _is_done_on(token: Token) -> bool:
    """Whether a verb or noun names an act that is done on a place."""
    lexicon, lemma = load_events(), token.lemma_.lower()
    entries = lexicon.verbs.get(lemma, ()) if token.pos_ == "VERB" else lexicon.nouns.get(lemma, ())
    return any(entry.type in DONE_ON for entry in entries)


def _as_person(span: Span) -> bool:
    """Whether a name stands as people do: with a title before it, or as one who speaks."""
    root = span.root
    before = span.doc[span.start - 1] if span.start else None
    if before is not None and (
        before.lower_ in load_scheme("roles")["titles"] or (before.pos_ == "PROPN" and before.head == root)
    ):
        return True
    return is_subject(root, passive=False) and root.head.lemma_.lower() in load_scheme("said")["saying"]
