"""Where an indirect content ends: what the parse left out of it, and what belongs to another cue or to the report itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Token

from onrecord.annotate.clauses import near
from onrecord.annotate.phrase import MARKS, SEPARATORS, Phrase
from onrecord.annotate.statements.cues import Cue
from onrecord.annotate.statements.sentence import Sentence

Speaks = Callable[[Cue, Sentence], bool]

DASHES = ("-", "–", "—", "--")
FINITE = ("VBZ", "VBD", "VBP", "MD")
SUBORDINATE = ("while", "if", "although", "though", "when", "because", "since", "unless", "as", "once", "until")
# A comma and one of these before another cue's clause part it from the content; the second group also without a cue.
BREAKS = frozenset({"while", "though", "although", "but", "and", "whereas", "yet", "as", "even", "with"})
REPORTS_OWN = frozenset({"though", "although", "while", "whereas"})
RELATIVE = frozenset({"which", "who", "where", "whose", "whom"})
BACKGROUND = frozenset({"amid", "amidst"})
# More cues than this in one content are not looked at: a list, not a sentence.
MOST = 12


def stretch(cue: Cue, phrase: Phrase, sentence: Sentence, speaks: Speaks) -> int:
    """The end of a content with what the parse hung elsewhere: coordinate clauses, phrases, quoted ends."""
    end = phrase.last
    if _begins_subordinate(phrase, sentence) and not _main_clause_inside(phrase, sentence):
        end = sentence.last
    end = _conjoined_end(cue, end, sentence, speaks)
    end = _with_quote(_with_phrases(end, sentence), sentence)
    end = _conjoined_end(cue, _with_dash(end, sentence), sentence, speaks)
    return _without_mark(min(end, sentence.last), phrase.first, sentence.doc)


def _without_mark(end: int, first: int, doc: Doc) -> int:
    while end > first and doc[end].text in (",", ";", ":", ".", *DASHES):
        end -= 1
    return end


def _begins_subordinate(phrase: Phrase, sentence: Sentence) -> bool:
    """Whether the content opens with a subordinate clause: "that while ..., the talks go on"."""
    doc, first = sentence.doc, phrase.first
    if doc[first].lower_ == "that":
        first += 1
    while first <= phrase.last and doc[first].text in (",", *MARKS):
        first += 1
    return first <= phrase.last and doc[first].lower_ in SUBORDINATE


def _main_clause_inside(phrase: Phrase, sentence: Sentence) -> bool:
    """Whether a comma and a finite verb follow within the phrase, so that it holds a main clause too."""
    comma = next((i for i in range(phrase.first + 2, phrase.last) if sentence.doc[i].text == ","), None)
    return comma is not None and any(sentence.doc[i].tag_ in FINITE for i in range(comma, phrase.last + 1))


def _belongs(clause: Token, end: int) -> bool:
    """Whether a clause that the parse hung on the cue goes on with its content ("said A but now it B")."""
    if "that" in near.marks(clause):
        return True
    subject = next((word for word in clause.lefts if near.is_subject(word) or near.is_empty_subject(word)), None)
    comma = any(clause.doc[index].text == "," for index in range(end + 1, clause.left_edge.i + 1))
    return subject is not None and (subject.pos_ == "PRON" or not comma)


def _conjoined_end(cue: Cue, end: int, sentence: Sentence, speaks: Speaks) -> int:
    """The end of the content with the clauses that the parse hung on the cue's verb."""
    for child in cue.verb.rights:
        if child.i <= end or child.dep_ not in ("conj", "ccomp"):
            continue
        other = sentence.cue_at(child.i)
        own = other is not None and (speaks(other, sentence) or _goes_on(cue, child))
        if not own and _belongs(child, end):
            end = max(end, child.right_edge.i)
    return end


def _goes_on(cue: Cue, clause: Token) -> bool:
    """Whether the report itself goes on with the speaker in a clause beside the cue's: "said A, but she rejected B"."""
    subject = near.subject(clause, passive=False)
    told = clause.tag_ == cue.verb.tag_ == "VBD"
    return told and clause.dep_ == "conj" and subject is not None and subject.lower_ in ("he", "she")


def _with_phrases(end: int, sentence: Sentence) -> int:
    """The end of the content with phrases that follow it without a comma."""
    doc = sentence.doc
    while end < sentence.last:
        follower = doc[end + 1]
        goes_on = near.is_particle(follower) or follower.dep_ in ("npadvmod", "acl")
        if not goes_on or follower.lower_ in BACKGROUND:
            break
        if follower.right_edge.i > sentence.last or follower.right_edge.i <= end:
            break
        end = follower.right_edge.i
    return end


def _with_quote(end: int, sentence: Sentence) -> int:
    """The end of the content with a quotation that begins right behind it."""
    after, doc = end + 1, sentence.doc
    if after + 1 > sentence.last or doc[after].text not in MARKS:
        return end
    after += 1
    if not sentence.quoted[after]:
        return end
    while after < sentence.last and sentence.quoted[after + 1]:
        after += 1
    return after


def _with_dash(end: int, sentence: Sentence) -> int:
    """The end of the content with an addition behind a dash that has no verb of its own."""
    after, doc = end + 1, sentence.doc
    if after + 1 > sentence.last or doc[after].text not in DASHES:
        return end
    rest = range(after + 1, sentence.last + 1)
    if any(doc[index].tag_ in FINITE or doc[index].text in DASHES for index in rest):
        return end
    return sentence.last


def _starts(other: Cue) -> int | None:
    """The token at which another cue's clause starts, or None where it shares its subject with a verb of the content."""
    if other.participle:
        return other.first
    subject = near.subject(other.verb, passive=False)
    return subject.left_edge.i if subject is not None else None


def _break_before(cue: Cue, other: Cue, sentence: Sentence) -> int | None:
    """Where another cue's own clause begins, if it does not belong to this cue's content."""
    doc, start = sentence.doc, _starts(other)
    if start is None:
        return _parallel(cue, other, sentence)
    before = start - 1
    if other.participle and cue.participle and doc[before].dep_ == "cc":
        return before
    if before > 0 and doc[before].lower_ in BREAKS:
        return before - 1 if doc[before - 1].text in SEPARATORS else None
    return before if (other.participle or _at_end(other, sentence)) and doc[before].text in SEPARATORS else None


def _parallel(cue: Cue, other: Cue, sentence: Sentence) -> int | None:
    """Where a verb without a subject goes on from the cue and not from the content ("said it was ready but stressed")."""
    head, doc = other.verb.head, cue.verb.doc
    if other.verb.dep_ != "conj" or head.i <= cue.verb.i or other.verb.tag_ != cue.verb.tag_ or other.first == 0:
        return None
    conjunction = other.first - 1
    if doc[conjunction].dep_ != "cc" or not (near.auxiliaries(head) or other.verb.i in sentence.spoken):
        return None
    return conjunction


def _own_end(phrase: Phrase, doc: Doc) -> int:
    """The end of a content without a last clause that is the report's own: ", though ...", ", which ...", "amid ..."."""
    for index in range(phrase.last, phrase.first + 2, -1):
        token = doc[index]
        after_comma = doc[index - 1].text in SEPARATORS
        if token.lower_ in BACKGROUND:
            return index - 2 if doc[index - 1].dep_ == "cc" else index - 1
        if after_comma and token.lower_ in REPORTS_OWN:
            return index - 2
        if after_comma and token.lower_ in RELATIVE and token.tag_ in ("WDT", "WP", "WRB", "WP$"):
            return index - 2 if token.head.right_edge.i >= phrase.last - 1 else phrase.last
        if token.text in SEPARATORS and index < phrase.last - 40:
            break
    return phrase.last


def _others(cue: Cue, phrase: Phrase, sentence: Sentence, speaks: Speaks) -> Iterator[int]:
    """The ends that later cues set to a content, the first of them first."""
    for other in sentence.cues_between(phrase.first + 1, phrase.last, MOST):
        if other.verb.i == cue.verb.i or not (other.speaks or other.noun is not None):
            continue
        at = _break_before(cue, other, sentence)
        if at is not None and at > phrase.first and (_at_end(other, sentence) or other.noun or speaks(other, sentence)):
            yield at - 1


def _at_end(other: Cue, sentence: Sentence) -> bool:
    """Whether a cue closes its sentence ("..., she said")."""
    return other.last + 2 >= sentence.last


def cut_at_cues(cue: Cue, phrase: Phrase, sentence: Sentence, speaks: Speaks) -> Phrase:
    """The content without what a later cue introduces and without the report's own last words."""
    last = next(_others(cue, phrase, sentence, speaks), phrase.last)
    return Phrase(phrase.first, _own_end(Phrase(phrase.first, last), sentence.doc))
