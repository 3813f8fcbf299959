"""Indirect contents: the clause behind a cue, before it, or around it."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from onrecord.annotate.statements.cues import Cue
from onrecord.annotate.statements.phrase import Phrase
from onrecord.annotate.statements.sentence import Sentence

CLAUSAL = ("ccomp", "xcomp", "advcl", "dobj", "oprd", "parataxis")
FINITE = ("VBZ", "VBD", "VBP", "MD")
BREAKS = ("while", "though", "although", "but", "and", "whereas", "yet", "as", "even", "with")
SEPARATORS = (",", ";", ":", "-", "–", "—", "--")
MARKS = frozenset("“”\"'‘’«»„")


def _is_clause(verb: Token) -> bool:
    """Whether a word heads a finite clause with a subject of its own (or one of "that")."""
    children = list(verb.lefts)
    subject = any(child.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for child in children)
    finite = verb.tag_ in FINITE or any(child.tag_ in FINITE for child in children)
    marked = any(child.dep_ == "mark" and child.lower_ in ("that", "if", "whether") for child in children)
    question = any(child.tag_ in ("WRB", "WP", "WDT") for child in children) or verb.left_edge.tag_ in ("WRB", "WP", "WDT")
    return (subject and finite) or marked or (question and (finite or verb.tag_ == "VB"))


def clause_behind(cue: Cue) -> Token | None:
    """The head of the clause that the cue governs to its right."""
    for child in cue.verb.rights:
        if child.dep_ in ("ccomp", "parataxis") and child.i > cue.last and _is_clause(child):
            return child
    for child in cue.verb.rights:
        if (
            child.dep_ in ("xcomp", "oprd", "dobj")
            and child.i > cue.last
            and child.pos_ in ("VERB", "AUX")
            and _is_clause(child)
        ):
            return child
    return None


def _that(cue: Cue, start: int, verb: Token) -> int:
    """Where the content starts: at a "that" between cue and clause, else at the clause without a leading date."""
    doc = cue.verb.doc
    for index in range(cue.last + 1, min(verb.i, cue.last + 25)):
        if doc[index].lower_ == "that" and doc[index].dep_ == "mark" and doc[index].head.i >= start:
            return index
    return start


def _skip_punctuation(doc: Doc, first: int, last: int) -> int:
    while first < last and (doc[first].is_punct or doc[first].is_space) and doc[first].text not in ("(", "["):
        first += 1
    return first


def _conjoined_end(cue: Cue, end: int, sentence: Sentence) -> int:
    """The end of the content with the clauses that the parse hung on the cue's verb ("said A but now B")."""
    for child in cue.verb.rights:
        if child.i <= end or child.dep_ not in ("conj", "ccomp") or sentence.is_cue(child.i):
            continue
        subject = next((word for word in child.lefts if word.dep_ in ("nsubj", "nsubjpass", "expl")), None)
        comma = any(cue.verb.doc[index].text == "," for index in range(end + 1, child.left_edge.i + 1))
        if subject is not None and (subject.pos_ == "PRON" or not comma):
            end = max(end, child.right_edge.i)
    return end


def _with_prepositions(end: int, sentence: Sentence) -> int:
    """The end of the content with phrases that follow it without a comma."""
    doc = sentence.doc
    while end < sentence.last:
        follower = doc[end + 1]
        if follower.dep_ not in ("prep", "npadvmod", "advmod", "prt") or follower.right_edge.i > sentence.last:
            break
        end = max(follower.right_edge.i, end + 1)
    return end


def _break_before(doc: Doc, cue: Cue, other: Cue) -> int | None:
    """Where another cue's own clause begins, if it does not belong to this cue's content: after a comma."""
    start = other.first
    if not other.participle:
        subject = next((child for child in other.verb.lefts if child.dep_ == "nsubj"), None)
        if subject is None:
            return _parallel(cue, other)
        start = subject.left_edge.i
    before = start - 1
    if doc[before].lower_ in BREAKS and before > 0:
        before -= 1
        if doc[before].text == ",":
            return before
        return None
    return before if other.participle and doc[before].text == "," else None


def _parallel(cue: Cue, other: Cue) -> int | None:
    """Where a verb without a subject goes on from the cue and not from the content ("said it was ready but stressed")."""
    head, doc = other.verb.head, cue.verb.doc
    inside = other.verb.dep_ == "conj" and head.i != cue.verb.i and head.i > cue.verb.i
    compound = any(child.dep_ in ("aux", "auxpass") for child in head.lefts)
    if not inside or other.verb.tag_ != cue.verb.tag_ or not compound or other.first == 0:
        return None
    conjunction = other.first - 1
    return conjunction if doc[conjunction].dep_ == "cc" else None


def cut_at_cues(cue: Cue, phrase: Phrase, sentence: Sentence) -> Phrase:
    """The content without what a later cue of the same speaker, or of another one, introduces."""
    for other in sentence.cues:
        if not phrase.first < other.first <= phrase.last or not other.speaks or other.verb.i == cue.verb.i:
            continue
        at = _break_before(sentence.doc, cue, other)
        if at is not None and at > phrase.first and clause_or_quote(other, sentence):
            return Phrase(phrase.first, at - 1)
    return phrase


def clause_or_quote(cue: Cue, sentence: Sentence) -> bool:
    """Whether a cue has a content of its own to its right: a clause, "that", or a quote."""
    after = cue.last + 1
    if after <= sentence.last and (
        sentence.quoted[after] or sentence.doc[after].text in MARKS or sentence.doc[after].lower_ == "that"
    ):
        return True
    return clause_behind(cue) is not None


def right_clause(cue: Cue, sentence: Sentence) -> Phrase | None:
    """The content to the right of the cue."""
    verb = clause_behind(cue)
    if verb is None:
        return None
    start = max(verb.left_edge.i, cue.last + 1)
    start = sentence.after_date(_skip_punctuation(cue.verb.doc, _that(cue, start, verb), verb.i))
    end = _with_prepositions(_conjoined_end(cue, verb.right_edge.i, sentence), sentence)
    if end < start:
        return None
    return cut_at_cues(cue, Phrase(start, min(end, sentence.last)), sentence)


def _group(cue: Cue, source: Phrase | None) -> Phrase:
    """The cue with its source and the one who is told."""
    first, last = cue.first, cue.last
    if source is not None and abs(source.first - cue.last) < 40:
        first, last = min(first, source.first), max(last, source.last)
    for child in cue.verb.rights:
        if child.dep_ in ("dobj", "dative", "prep", "npadvmod", "prt", "advmod", "tmod") and child.pos_ not in ("VERB", "AUX"):
            if child.left_edge.i <= last + 1:
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
        return [left]
    return [left, right] if right is not None and _finite_verb(doc, right.first, right.last) else []


def _rest(group: Phrase, sentence: Sentence) -> Phrase | None:
    """What follows an inserted attribution."""
    doc = sentence.doc
    if group.last + 2 > sentence.last or doc[group.last + 1].text not in SEPARATORS:
        return None
    return Phrase(group.last + 2, sentence.last)
