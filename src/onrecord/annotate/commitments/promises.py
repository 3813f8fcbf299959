"""Promises that a word makes: "vowed to", "gave assurances that", "was promised by", "signed a deal to"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.annotate.clauses.near import (
    agents,
    behind,
    is_behind_preposition,
    is_infinitive,
    is_object,
    is_subject,
    objects,
    subjects,
)
from onrecord.annotate.commitments.clauses import VERBS, asserted, in_future, negated
from onrecord.annotate.commitments.lexicon import Promises
from onrecord.annotate.commitments.undertaking import Undertaking
from onrecord.annotate.events.lexicon import EventLexicon
from onrecord.annotate.events.subjects import subject_tokens
from onrecord.model.reading import CommitmentStatus

NAMES = frozenset({"PERSON", "GPE", "NORP", "ORG"})
TIMES = frozenset({"DATE", "TIME"})
WITH = ("to", "for", "with")
CLAUSES = ("xcomp", "ccomp", "acl", "pcomp")
# How far after the word of promising its infinitive may stand where the parser hangs it elsewhere, in tokens.
MAX_INFINITIVE_TOKENS = 10


def promise_at(token: Token, words: Promises, lexicon: EventLexicon) -> Undertaking | None:
    """The promise that a token makes as its verb or noun, if it does."""
    if token.pos_ == "VERB" and words.has("verbs", token) and token.dep_ != "amod":
        return _of_verb(token, words, lexicon)
    if token.pos_ in ("NOUN", "PROPN") and words.has("nouns", token):
        return _of_noun(token, words, lexicon)
    if token.pos_ == "NOUN" and words.has("deals", token):
        return _of_deal(token, words, lexicon)
    return None


def _of_verb(verb: Token, words: Promises, lexicon: EventLexicon) -> Undertaking | None:
    # "would agree to", "will commit to": read as an announcement of one's own, where it is one.
    if in_future(verb) or not asserted(verb, words):
        return None
    passive = subjects(verb, passive=True)
    if passive and not words.has("binding", verb):
        return _suffered(verb, passive[0], words)
    content = _clause(verb, words) or _named_thing(verb, words)
    if content is None:
        return None
    return Undertaking(verb, verb, content, tuple(_promisors(verb, words, lexicon)), tuple(_addressed(verb, content)))


def _suffered(verb: Token, subject: Token, words: Promises) -> Undertaking | None:
    """A passive: "the union was promised a rise by the firm", "vaccines have been promised by the state"."""
    givers = agents(verb)
    given = next(iter(objects(verb)), None) or _clause(verb, words)
    givers = givers or [
        t
        for at in (verb, given)
        if at
        for c in at.subtree
        if c.lower_ == "from"
        for t in c.children
        if is_behind_preposition(t)
    ]
    if not givers or not words.has("with_object", verb):
        return None
    if given is None:
        return Undertaking(verb, subject.left_edge, subject, tuple(givers))
    return Undertaking(verb, subject.left_edge, given, tuple(givers), (subject,))


def _promisors(verb: Token, words: Promises, lexicon: EventLexicon) -> list[Token]:
    """Who promises: the subject; with a deal as the subject those whom it binds ("the accord commits both sides to")."""
    passive = subjects(verb, passive=True)
    if passive:
        return passive
    found = subject_tokens(verb, lexicon)
    if words.has("binding", verb) and any(words.has("deals", token) for token in found):
        return [c for c in verb.rights if is_object(c) or is_subject(c, passive=False)]
    return found


def _clause(token: Token, words: Promises) -> Token | None:
    """The head of the clause after a word of promising: its own, or an infinitive close behind it."""
    for child in token.children:
        if child.i > token.i and child.dep_ in CLAUSES and child.pos_ in VERBS:
            if child.dep_ == "ccomp" and words.has("infinitive_only", token) and child.tag_ not in ("VB", "VBG"):
                continue
            return child
    gerunds = (t for t in behind(token, "to", "on", gerund=True) if not is_behind_preposition(t))
    return next(gerunds, None) or _infinitive_near(token)


def _infinitive_near(token: Token) -> Token | None:
    """The infinitive after names and times that the parser hung on something else ("promised Sunday at a rally to end")."""
    doc = token.doc
    for i in range(token.i + 1, min(token.i + MAX_INFINITIVE_TOKENS, token.sent.end)):
        if doc[i].pos_ in VERBS and doc[i].tag_ == "VB" and doc[i - 1].lower_ == "to":
            return doc[i]
        if doc[i].pos_ in VERBS or doc[i].lower_ in (",", ";"):
            return None
    return None


def _named_thing(verb: Token, words: Promises) -> Token | None:
    """The object that is promised, or what one commits oneself to."""
    if words.has("with_object", verb):
        return next((c for c in objects(verb) if c.i > verb.i and c.ent_type_ not in NAMES | TIMES and c.pos_ != "PRON"), None)
    if not (words.has("infinitive_only", verb) and words.has("binding", verb)) and verb.lemma_.lower() != "agree":
        return None
    return next((t for t in behind(verb, "to", gerund=True) if t.ent_type_ not in NAMES), None)


def _of_noun(noun: Token, words: Promises, lexicon: EventLexicon) -> Undertaking | None:
    """A noun with its verb or owner: "gave assurances that", "broke its pledge to", "Tarn's promise to"."""
    carrier = _carrier(noun)
    own = [c for c in noun.children if c.dep_ == "poss"]
    content = _clause(noun, words) or (_late_infinitive(carrier, noun) if carrier else None)
    if content is None or (carrier is not None and words.has("wanting", carrier) and not own):
        return None
    if carrier is not None and (words.has("keeping", carrier) or words.has("breaking", carrier)):
        promisors = [c for c in own if c.pos_ != "PRON"] or subject_tokens(carrier, lexicon)
        return Undertaking(carrier, carrier, content, tuple(promisors), status=_outcome(carrier, words))
    if carrier is not None and words.has("making", carrier):
        if not asserted(carrier, words):
            return None
        return Undertaking(
            carrier, carrier, content, tuple(subject_tokens(carrier, lexicon)), tuple(_addressed(noun, content, carrier))
        )
    return Undertaking(noun, (own[0].left_edge if own else noun), content, tuple(own)) if own else None


def _carrier(noun: Token) -> Token | None:
    """The verb over a noun, also through a preposition: "broke its pledge", "reneged on its pledge"."""
    if (is_object(noun) or is_subject(noun, passive=True)) and noun.head.pos_ == "VERB":
        return noun.head
    if (
        is_behind_preposition(noun)
        and noun.head.dep_ == "prep"
        and noun.head.lower_ in ("on", "with")
        and noun.head.head.pos_ == "VERB"
    ):
        return noun.head.head
    return None


def _late_infinitive(carrier: Token, noun: Token) -> Token | None:
    """The infinitive that hangs on the verb instead ("made a commitment to Oslo to pay")."""
    return next((c for c in carrier.children if c.dep_ in ("advcl", "xcomp") and c.i > noun.i and c.tag_ == "VB"), None)


def _outcome(carrier: Token, words: Promises) -> CommitmentStatus:
    """What the verb tells of a promise's keeping; only what is told as done does."""
    if carrier.tag_ not in ("VBD", "VBN", "VBZ", "VBP") or not asserted(carrier, words) or negated(carrier):
        return "promised"
    return "kept" if words.has("keeping", carrier) else "broken"


def _of_deal(noun: Token, words: Promises, lexicon: EventLexicon) -> Undertaking | None:
    """A deal with an infinitive: "the two reached an agreement to exchange prisoners"."""
    carrier = _carrier(noun)
    if carrier is None or not words.has("dealing", carrier) or not asserted(carrier, words):
        return None
    if carrier.tag_ not in ("VBD", "VBN", "VBZ", "VBP") or in_future(carrier):
        return None
    content = next((c for c in noun.children if c.dep_ in ("acl", "relcl") and is_infinitive(c)), None)
    return Undertaking(carrier, carrier, content, tuple(subject_tokens(carrier, lexicon))) if content is not None else None


def _addressed(token: Token, content: Token, carrier: Token | None = None) -> Iterator[Token]:
    for verb in dict.fromkeys((token, carrier or token)):
        for child in verb.children:
            if child.i == content.i:
                continue
            if child.dep_ == "prep" or child.pos_ == "ADP":
                yield from (t for t in child.children if child.lower_ in WITH and is_behind_preposition(t) and t.i != content.i)
            elif child in objects(verb, told=True) and content.pos_ in VERBS:
                yield child
