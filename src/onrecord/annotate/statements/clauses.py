"""Indirect contents: the clause behind a cue, before it, or around it."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from onrecord.annotate.clauses import near
from onrecord.annotate.phrase import MARKS, SEPARATORS, Phrase
from onrecord.annotate.statements.cues import Cue
from onrecord.annotate.statements.endings import cut_at_cues, stretch
from onrecord.annotate.statements.sentence import Sentence

FINITE = ("VBZ", "VBD", "VBP", "MD")
QUESTIONS = ("WRB", "WP", "WDT")
OPENING = ("NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM")
# How many tokens may stand between a cue and the "that" of its clause.
THAT_WITHIN = 25


def _is_clause(verb: Token) -> bool:
    """Whether a word heads a finite clause with a subject of its own, one with "that", or an indirect question."""
    children = list(verb.lefts)
    finite = verb.tag_ in FINITE or any(child.tag_ in FINITE for child in children)
    if finite and any(near.is_subject(c) or near.stands_for_subject(c) for c in children):
        return True
    if near.marks(verb) & {"that", "if", "whether"}:
        return True
    asks = verb.left_edge.tag_ in QUESTIONS or any(child.tag_ in QUESTIONS for child in children)
    return asks and (finite or verb.tag_ == "VB")


def _has_subject(verb: Token) -> bool:
    """Whether a word has a subject: enough behind a verb of saying, where the parse took a participle for the verb."""
    return verb.tag_ == "VBN" and any(near.is_subject(child) or near.stands_for_subject(child) for child in verb.lefts)


def clause_behind(cue: Cue) -> Token | None:
    """The head of the clause that the cue governs to its right."""
    behind = [child for child in cue.verb.rights if child.i > cue.last]
    for child in behind:
        if child.dep_ in ("ccomp", "parataxis") and (_is_clause(child) or (cue.takes_clause and _has_subject(child))):
            return child
    for child in behind:
        if (
            (child.dep_ == "xcomp" or near.is_object(child) or near.is_named(child))
            and child.pos_ in ("VERB", "AUX")
            and _is_clause(child)
        ):
            return child
    return None


def _that(cue: Cue, start: int, verb: Token) -> int:
    """Where the content starts: at a "that" between cue and clause, else where the clause does."""
    doc = cue.verb.doc
    for index in range(cue.last + 1, min(verb.i, cue.last + THAT_WITHIN)):
        if doc[index].lower_ == "that" and near.is_mark(doc[index]) and doc[index].head.i >= start:
            return index
    return start


def _skip_punctuation(doc: Doc, first: int, last: int) -> int:
    while first < last and (doc[first].is_punct or doc[first].is_space) and doc[first].text not in ("(", "["):
        first += 1
    return first


def speaks_to_the_right(cue: Cue, sentence: Sentence) -> bool:
    """Whether a cue has a content of its own to its right: a clause, "that", or a quote."""
    after = cue.last + 1
    if after <= sentence.last:
        follower = sentence.doc[after]
        if sentence.quoted[after] or follower.text in MARKS or follower.lower_ == "that":
            return True
    return cue.verb.i in sentence.spoken or clause_behind(cue) is not None


def right_clause(cue: Cue, sentence: Sentence) -> Phrase | None:
    """The content to the right of the cue."""
    verb = clause_behind(cue)
    if verb is None:
        return None
    start = max(verb.left_edge.i, cue.last + 1)
    start = sentence.after_date(_skip_punctuation(cue.verb.doc, _that(cue, start, verb), verb.i))
    end = min(stretch(cue, Phrase(start, max(verb.right_edge.i, start)), sentence, speaks_to_the_right), sentence.last)
    if end < start:
        return None
    return cut_at_cues(cue, Phrase(start, end), sentence, speaks_to_the_right)


def _that_behind(cue: Cue, start: int, last: int) -> int:
    """The index of a "that" which only phrases without a verb part from the cue, else `start`."""
    for index in range(cue.last + 1, min(last, cue.last + THAT_WITHIN)):
        token = cue.verb.doc[index]
        if token.lower_ == "that" and token.tag_ == "IN":
            return index
        if token.tag_ in FINITE:
            break
    return start


def rest_of_sentence(cue: Cue, sentence: Sentence) -> Phrase | None:
    """All that follows a verb of saying, where the parse found no clause in it but a finite verb stands there."""
    doc, last = sentence.doc, _without_full_stop(sentence)
    if "clause" not in cue.frames or cue.last + 2 > last:
        return None
    start = _that_behind(cue, sentence.after_date(cue.last + 1), last)
    opens = doc[start].pos_ in OPENING or doc[start].tag_ == "VBG" or doc[start].lower_ == "that"
    comma = next((index for index in range(start, last) if doc[index].text in SEPARATORS), last)
    if not opens or not _finite_verb(doc, start, comma):
        return None
    return cut_at_cues(cue, Phrase(start, last), sentence, speaks_to_the_right)


def _without_full_stop(sentence: Sentence) -> int:
    last = sentence.last
    while last > sentence.first and sentence.doc[last].is_punct:
        last -= 1
    return last


def _near(child: Token, last: int) -> bool:
    """Whether a dependent belongs to the attribution's own words: who was told, when, where."""
    near_verb = near.is_object(child) or near.is_particle(child) or child.dep_ in ("npadvmod", "tmod")
    return near_verb and child.pos_ not in ("VERB", "AUX") and child.left_edge.i <= last + 1


def _group(cue: Cue, source: Phrase | None) -> Phrase:
    """The cue with its source, who is told, and when and where."""
    first, last = cue.first, cue.last
    if source is not None and abs(source.first - cue.last) < 40:
        first, last = min(first, source.first), max(last, source.last)
    for child in cue.verb.rights:
        if _near(child, last):
            last = max(last, child.right_edge.i)
    return Phrase(first, last)


def _finite_verb(doc: Doc, first: int, last: int) -> bool:
    return any(doc[index].tag_ in FINITE for index in range(first, last + 1))


def _is_adverbial(cue: Cue, first: int, last: int) -> bool:
    """Whether what stands before the cue is only an adverbial clause of it ("When he came, she complained")."""
    heads = [child for child in cue.verb.lefts if first <= child.i <= last]
    if any(child.dep_ == "ccomp" for child in heads):
        return False
    return any(child.dep_ == "advcl" for child in heads)


def surrounding_clause(cue: Cue, source: Phrase | None, sentence: Sentence) -> list[Phrase]:
    """The content before an attribution at the end of the sentence, or on both sides of one inserted in it."""
    doc, group = sentence.doc, _group(cue, source)
    before = group.first - 1
    while before > sentence.first and doc[before].text in MARKS:
        before -= 1
    if before <= sentence.first or doc[before].text not in SEPARATORS:
        return []
    left = Phrase(sentence.content_start(), before - 1)
    if left.last < left.first or _is_adverbial(cue, left.first, left.last):
        return []
    right = _rest(group, sentence)
    if _finite_verb(doc, left.first, left.last):
        return [left, right] if right is not None and _goes_on(right, sentence) else [left]
    return [left, right] if right is not None and _finite_verb(doc, right.first, right.last) else []


def _goes_on(right: Phrase, sentence: Sentence) -> bool:
    """Whether what follows an inserted attribution goes on with the content ("..., she said, and will strike")."""
    first = sentence.doc[right.first]
    return first.dep_ == "cc" and not sentence.cues_between(right.first, right.last, 1)


def _rest(group: Phrase, sentence: Sentence) -> Phrase | None:
    """What follows an inserted attribution."""
    doc = sentence.doc
    if group.last + 2 > sentence.last or doc[group.last + 1].text not in SEPARATORS:
        return None
    return Phrase(group.last + 2, sentence.last)
