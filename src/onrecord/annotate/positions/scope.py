"""What a stance is on: the words of its object, what turns it round, what it depends on."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from onrecord.annotate.positions.issues import Hit
from onrecord.annotate.positions.lexicon import Stances
from onrecord.model.span import Span

# The longest object that is looked at, in tokens on either side of its head: one that is longer is a misparse or a speech.
MAX_TOKENS = 40
MAX_CLIMB = 12
OPENING_WORDS = 4
REACHING = ("with", "from", "for", "on", "against", "into", "out", "of", "back")
QUALIFIERS = ("amod", "compound", "acl", "relcl", "poss", "nmod")


def opening(clause: Token) -> str:
    """The first words of a clause or phrase, in small letters."""
    first, doc = clause.left_edge.i, clause.doc
    before = doc[first - 1].lower_ if first > 0 and doc[first - 1].lower_ in ("only", "even") else ""
    return " ".join([before, *(t.lower_ for t in doc[first : first + OPENING_WORDS])]).strip()


def edges(head: Token, cue: Token, stances: Stances) -> tuple[int, int]:
    """The first and last token of an object's words, without its conjuncts, the cue, and what it depends on."""
    first, last = head.left_edge.i, head.right_edge.i
    for child in head.children:
        apart = child.dep_ == "conj" or _circumstance(child) or depends(child, stances) is not None
        if child.i > head.i and apart and child.left_edge.i > head.i:
            last = min(last, child.left_edge.i - 1)
    if cue.i > head.i:
        last = min(last, cue.i - 1)
    elif first <= cue.i < head.i:
        first = cue.i + 1
    return max(first, head.i - MAX_TOKENS), max(min(last, head.i + MAX_TOKENS), head.i)


def _circumstance(child: Token) -> bool:
    """Whether a clause only tells when or why: "before they leave", "because", "with few accepting"."""
    if child.dep_ == "advcl":
        return any(c.dep_ == "mark" for c in child.children)
    return (
        child.dep_ == "prep"
        and child.lower_ in ("with", "amid", "despite", "after", "before")
        and any(c.dep_ == "pcomp" for c in child.children)
    )


def conjuncts(head: Token, depth: int = 0) -> Iterator[Token]:
    """An object's head and those coordinated with it."""
    yield head
    for child in head.children:
        if child.dep_ == "conj" and depth < MAX_CLIMB:
            yield from conjuncts(child, depth + 1)


def turned_round(hit: Hit, top: Token, stances: Stances, counted: int = -1) -> bool:
    """Whether the words from an object's head down to the issue turn the stance round: "an end to", "not to", "no".

    The negation of token `counted` is left out.
    """
    doc = top.doc
    inside = range(hit.first, hit.last + 1)
    turns = sum(
        _negates(c, stances) and _over(c, hit) for i in inside if i != counted for c in doc[i].children if c.i not in inside
    )
    at = below = _head_of(hit, doc)
    for _ in range(MAX_CLIMB):
        if at.i not in inside:
            turns += at.lemma_.lower() in stances.words["reversers"] or _joined(at, stances) or _left(at, below, stances)
            turns += at.i != counted and any(_negates(c, stances) for c in at.children if c.i not in inside and _over(c, hit))
        if at.i == top.i or at.head == at:
            break
        # What stands in a relative clause describes, and turns nothing round.
        turns = 0 if at.dep_ == "relcl" else turns
        below, at = at, at.head
    return turns % 2 == 1


def _over(negator: Token, hit: Hit) -> bool:
    """Whether a negation bears on the issue: a preposition on what follows it alone ("talks without conditions")."""
    return negator.dep_ != "prep" or negator.left_edge.i <= hit.first <= negator.right_edge.i


def _joined(verb: Token, stances: Stances) -> bool:
    """Whether a verb and its particle turn round: "stay out", "give up"."""
    words = (f"{verb.lemma_.lower()} {c.lower_}" for c in verb.children if c.dep_ in ("prt", "advmod", "prep"))
    return any(word in stances.words["reversers"] for word in words)


def _left(verb: Token, below: Token, stances: Stances) -> bool:
    """Whether a verb leaves or quits what stands in its object: "leave the coalition", "withdraw from the treaty"."""
    away = below.dep_ == "dobj" or (below.dep_ == "prep" and below.lower_ in ("from", "of", "out"))
    return away and verb.pos_ == "VERB" and verb.lemma_.lower() in stances.words["leavers"]


def _negates(token: Token, stances: Stances) -> bool:
    return token.dep_ == "neg" or (
        token.lower_ in stances.words["negators"] and token.dep_ in ("det", "advmod", "preconj", "prep")
    )


def _head_of(hit: Hit, doc: Doc) -> Token:
    """The token of a hit that governs the others."""
    tokens = [doc[i] for i in range(hit.first, hit.last + 1)]
    return next((t for t in tokens if not hit.first <= t.head.i <= hit.last or t.head == t), tokens[0])


def points_back(head: Token, stances: Stances) -> bool:
    """Whether an object only points back at what was said: "this", "such a demand", "the condition", "their stance"."""
    if not {head.lemma_.lower(), head.lower_} & stances.words["anaphors"]:
        return False
    qualified = any(
        c.dep_ in QUALIFIERS and c.lower_ != "such" and c.dep_ not in ("poss", "relcl", "acl") for c in head.children
    )
    return not qualified and not any(t.dep_ == "pobj" for c in head.children if c.dep_ == "prep" for t in c.children)


def within_reach(hit: Hit, verb: Token) -> bool:
    """Whether an issue is what a verb is done to or for, and not only where, when or to whom: "send tanks", not "to the summit"."""
    at = _head_of(hit, verb.doc)
    for _ in range(MAX_CLIMB):
        if at == verb:
            return True
        if at.head == verb:
            return at.dep_ in ("dobj", "xcomp", "prt", "advmod", "oprd") or (at.dep_ == "prep" and at.lower_ in REACHING)
        if at.head == at:
            return False
        at = at.head
    return False


def span_between(first: Token, last: Token) -> Span:
    """The characters from one token to another, without a mark at the end."""
    while last.i > first.i and (last.is_punct or last.is_space):
        last = last.nbor(-1)
    return Span(first.idx, last.idx + len(last))


def find_condition(token: Token, stances: Stances) -> Span | None:
    """The words that a cue, or a clause it carries, depends on."""
    at = token
    for _ in range(4):
        found = next((span for child in at.children if (span := depends(child, stances)) is not None), None)
        if found is not None:
            return found
        if at.head == at or at.dep_ not in ("xcomp", "acomp", "conj", "dobj", "pobj", "prep"):
            return None
        at = at.head
    return None


def depends(child: Token, stances: Stances) -> Span | None:
    """The span of a clause or phrase that something depends on: "if", "only after", "in return for"."""
    if child.dep_ not in ("advcl", "prep"):
        return None
    kind = "condition_marks" if child.dep_ == "advcl" else "condition_phrases"
    words = opening(child)
    if words.startswith("without") and not _denied(child.head):
        return None
    if any(words.startswith(mark) for mark in stances.words[kind] | stances.words["condition_phrases"]):
        return span_between(child.left_edge, _end(child))
    return None


def _denied(head: Token) -> bool:
    """Whether what stands over a phrase is denied: "never agree without guarantees", "no deal without them"."""
    return any(
        c.dep_ == "neg" or c.lower_ == "no" for at in (head, head.head) for c in (at, *at.children) for c in (c, *c.children)
    )


def _end(child: Token) -> Token:
    """The last token of a condition; of "in exchange" and "in return" that of the "for" beside it, if the parser parts them."""
    last = child.right_edge
    following = last.nbor() if last.i + 1 < len(last.doc) else last
    if last.lower_ in ("exchange", "return") and following.lower_ == "for":
        return following.right_edge
    return last
