"""Sources: the noun phrase that a cue credits."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from onrecord.annotate.clauses import near
from onrecord.annotate.phrase import COMMAS, MARKS, Phrase, noun_phrase, sentence_around
from onrecord.annotate.statements.cues import RELATIVE, Cue, is_passive
from onrecord.annotate.statements.lexicon import load_lexicon

NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "DET")
# How far up the parse a subject is looked for ("..., saying", "by announcing", "began by saying").
CLIMB = 4
# How many tokens a source found by its words alone may have.
LONGEST = 20


def _own_subject(verb: Token) -> Token | None:
    for child in verb.children:
        if near.stands_for_subject(child) and (child.pos_ in NOMINAL or child.tag_ in ("WP", "WDT")):
            return child
    return None


def _agent(verb: Token) -> Token | None:
    """The noun of "by X" behind a passive."""
    return next((noun for noun in (*near.agents(verb), *near.behind(verb, "by")) if noun.i > verb.i), None)


def _antecedent(subject: Token, verb: Token) -> Token | None:
    """What a relative pronoun stands for; the subject itself where it is none; None for "what" and "there"."""
    if near.is_empty_subject(subject):
        return None
    if subject.lower_ in RELATIVE and subject.tag_ in ("WP", "WDT"):
        return verb.head if verb.dep_ in ("relcl", "acl") else None
    return subject


def _inherited(verb: Token) -> Token | None:
    """The subject of a clause higher up that a verb shares."""
    here = verb
    for _ in range(CLIMB):
        head = here.head
        if head == here:
            return None
        if here.dep_ == "acl" and head.pos_ in ("NOUN", "PROPN", "PRON"):
            return _author(head) or head
        subject = _own_subject(head) or _passive_subject(head)
        if subject is not None:
            return _antecedent(subject, head)
        here = head
    return None


def _author(document: Token) -> Token | None:
    """Who made the document that a participle hangs on: "[she] sent a letter demanding"."""
    documents, here = load_lexicon().documents, document
    for _ in range(CLIMB):
        if not (near.is_object(here) or near.is_behind_preposition(here) or near.is_preposition(here)) or here.head == here:
            return None
        if here.lemma_.lower() in documents and near.is_object(here):
            return _own_subject(here.head)
        here = here.head
    return None


def _passive_subject(verb: Token) -> Token | None:
    """The passive subject nearest to a verb: one further off is a word that the parse took out of a quotation before it."""
    return next((child for child in reversed(near.subjects(verb, passive=True)) if child.i < verb.i), None)


def _behind(cue: Cue) -> Token | None:
    """The noun directly behind an inverted verb that the parse took for its object ("..., said Jane Roe")."""
    for child in cue.verb.rights:
        if child.pos_ in ("PROPN", "NOUN", "PRON") and child.left_edge.i == cue.last + 1:
            return child
    return None


def _before(cue: Cue) -> Token | None:
    """The noun directly before a verb that the parse attached elsewhere."""
    if cue.first == 0:
        return None
    token = cue.verb.doc[cue.first - 1]
    if token.is_sent_start and cue.verb.is_sent_start:
        return None
    taken = near.is_behind_preposition(token) or near.is_object(token) or token.dep_ == "poss"
    return token if token.pos_ in ("PROPN", "PRON") and not taken else None


def _quoted_person(governor: Token) -> Token | None:
    """Who is quoted: the subject of "was quoted as saying", the object of "quoted her as saying"."""
    if is_passive(governor):
        return _passive_subject(governor) or _own_subject(governor)
    return next((child for child in near.objects(governor) if child.i > governor.i), None)


def source_head(cue: Cue) -> Token | None:
    """The head noun of the cue's source."""
    if cue.relayed and cue.governor is not None:
        return _quoted_person(cue.governor)
    verb = cue.governor or cue.verb
    if cue.passive and cue.governor is None:
        return _agent(cue.verb)
    subject = _own_subject(verb) or (_own_subject(cue.verb) if cue.governor else None)
    if subject is None and cue.governor is not None:
        subject = _passive_subject(cue.governor)
    if subject is not None:
        return _antecedent(subject, verb)
    return _inherited(verb) or _before(cue)


def shares_speaker(cue: Cue, content: list[Phrase]) -> bool:
    """Whether a cue without a subject goes on for the speaker of the one before it, whose content is given.

    So does a participle behind a comma, and a verb that the parse coordinates with one in that content.
    """
    if cue.first == 0 or _own_subject(cue.verb) is not None:
        return False
    before = cue.verb.doc[cue.first - 1]
    if cue.participle:
        return before.text in COMMAS or before.dep_ == "cc"
    return cue.verb.dep_ == "conj" and any(phrase.holds(cue.verb.head.i) for phrase in content)


def _words_before(cue: Cue) -> Phrase | None:
    """The noun phrase before a finite cue, by its words alone: for sentences whose parse gives the cue no subject."""
    doc, last = cue.verb.doc, cue.first - 1
    if cue.verb.tag_ not in ("VBD", "VBZ", "VBP") or last < 0:
        return None
    start, _ = sentence_around(cue.verb, 3 * LONGEST)
    if doc[last].text == ",":
        last -= 1
    first = last
    while first > start and last - first < LONGEST and not _parts(doc[first - 1]):
        first -= 1
    if doc[cue.first - 1].text == "," and first - 2 > start and doc[first - 1].text == "," and doc[first - 2].pos_ in NOMINAL:
        return _with_apposition(doc, first, last, start)
    return Phrase(first, last) if _is_nominal(doc, first, last) else None


def _with_apposition(doc: Doc, first: int, last: int, start: int) -> Phrase | None:
    """Two phrases between commas: "the chief of mission, Jane Roe,"; of a name and its explanation only the name."""
    before = first - 2
    while before > start and first - before < LONGEST and not _parts(doc[before - 1]):
        before -= 1
    if not _is_nominal(doc, before, first - 2):
        return None
    named = doc[first - 2].pos_ == "PROPN" or doc[last].pos_ != "PROPN"
    return Phrase(before, first - 2 if named else last)


def _parts(token: Token) -> bool:
    return token.text in COMMAS or token.text in MARKS or token.is_space or token.text in (".", ":", ";", "!", "?")


def _is_nominal(doc: Doc, first: int, last: int) -> bool:
    if doc[first].pos_ not in (*NOMINAL, "ADJ") or last < first:
        return False
    words = [doc[index] for index in range(first, last + 1)]
    return any(word.pos_ in ("NOUN", "PROPN", "PRON") for word in words) and not any(
        word.pos_ in ("VERB", "AUX") for word in words
    )


def source_of(cue: Cue, *, inverted: bool = False) -> Phrase | None:
    """The source's phrase. `inverted` allows the noun behind the verb, where the content stands before it."""
    subject = _own_subject(cue.verb)
    head = _behind(cue) if inverted and subject is None else None
    head = head or source_head(cue)
    return noun_phrase(head) if head is not None else _words_before(cue)
