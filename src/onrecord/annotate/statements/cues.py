"""Cues: the words that credit somebody with a statement, found by verb and parse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.annotate.clauses import near
from onrecord.annotate.relay_words import relay_words
from onrecord.annotate.statements.hedges import hedge_words
from onrecord.annotate.statements.lexicon import Lexicon, Phrasal, load_lexicon

SPEAKING_FRAMES = frozenset({"clause", "quote", "person-clause"})
LONGEST_CLAUSE = 500
RELATIVE = frozenset({"who", "which", "that", "whom"})


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """A verb that credits, with the token range [first, last] of its words.

    `word` is the particle or preposition of a phrasal verb, `noun` the noun of speech that a light verb carries,
    `governor` the verb that it is an infinitive of ("went on to say", "declined to say").
    """

    verb: Token
    first: int
    last: int
    frames: frozenset[str]
    word: Token | None = None
    phrasal: Phrasal | None = None
    noun: Token | None = None
    governor: Token | None = None
    passive: bool = False
    refused: bool = False

    @property
    def lemma(self) -> str:
        """The verb's lemma."""
        return self.verb.lemma_.lower()

    @property
    def speaks(self) -> bool:
        """Whether it can introduce a clause or a quote."""
        return bool(self.frames & SPEAKING_FRAMES)

    @property
    def takes_clause(self) -> bool:
        """Whether a finite clause can be its content."""
        return bool(self.frames & {"clause", "person-clause"})

    @property
    def participle(self) -> bool:
        """Whether it is an -ing form without a form of "be"."""
        return self.verb.tag_ == "VBG" and self.governor is None and not near.auxiliaries(self.verb, passive=False)

    @property
    def relayed(self) -> bool:
        """Whether it is the "saying" of "quoted as saying"."""
        return self.governor is not None and self.verb.dep_ == "pcomp"


def _governor(verb: Token, lexicon: Lexicon) -> Token | None:
    """The verb above an infinitive that lets its subject be the speaker."""
    head = verb.head
    if verb.dep_ not in ("xcomp", "advcl") or head == verb:
        return None
    lemma = head.lemma_.lower()
    allowed = lemma in lexicon.raising or lemma in lexicon.refusing or lemma in hedge_words().raising
    return head if allowed or (lemma in hedge_words().passive and is_passive(head)) else None


def _quoting(verb: Token) -> Token | None:
    """The verb above the "saying" of "quoted her as saying"."""
    word = verb.head
    if verb.dep_ != "pcomp" or word.lower_ != "as" or word.head.lemma_.lower() not in relay_words().quoting:
        return None
    return word.head


def _quotes_as_saying(verb: Token) -> bool:
    """Whether a verb only carries the "saying" behind it."""
    words = [child for child in verb.rights if child.lower_ == "as"]
    return any(child.tag_ == "VBG" for word in words for child in word.rights)


def is_passive(verb: Token) -> bool:
    """Whether a verb has a passive auxiliary, or stands as a participle behind its noun."""
    if near.auxiliaries(verb, passive=True):
        return True
    return verb.tag_ == "VBN" and not near.auxiliaries(verb) and near.subject(verb, passive=False) is None


def is_negated(verb: Token) -> bool:
    """Whether a verb has a negation of its own."""
    words = hedge_words().negations
    return any(near.denies(child) or child.lower_ in words for child in verb.lefts)


def _unsaid(verb: Token, lexicon: Lexicon) -> bool:
    """Whether nothing was said: after a modal ("may ask"), in a condition, or where a participle carries another's words."""
    lefts = [child.lower_ for child in verb.lefts]
    modal = any(word in lexicon.unsaid for word in lefts) and not is_negated(verb)
    carrying = verb.tag_ == "VBG" and verb.lemma_.lower() in lexicon.carrying
    return modal or carrying or any(word in lexicon.conditional for word in lefts) or _reduced(verb)


def _reduced(verb: Token) -> bool:
    """Whether a verb is a bare past participle ("when asked by", "plans criticised by")."""
    bare = verb.tag_ == "VBN" and not near.auxiliaries(verb) and near.subject(verb, passive=False) is None
    return bare and verb.dep_ != "conj"


def _first(verb: Token, governor: Token | None) -> int:
    """The first token of the cue: auxiliaries, adverbs and negation that stand directly before the verb."""
    start = governor or verb
    first, index, doc = start.i, start.i - 1, verb.doc
    hedges = hedge_words().adverbs
    while index >= 0 and doc[index].head.i == start.i and near.goes_with_verb(doc[index]):
        if doc[index].lower_ not in hedges and doc[index].tag_ != "WRB":
            first = index
        index -= 1
    return first


def _phrasal_word(verb: Token, lexicon: Lexicon) -> tuple[Token, Phrasal] | None:
    """The particle or preposition of a phrasal cue verb; a time may stand between them ("called on Thursday for")."""
    furthest = verb.i + 3
    for child in verb.rights:
        if not near.is_particle(child) or child.i > furthest:
            continue
        if _tells_when(child):
            furthest = child.right_edge.i + 1
            continue
        found = lexicon.phrasal.get((verb.lemma_.lower(), child.lower_))
        if found:
            return child, found
    return None


def _tells_when(preposition: Token) -> bool:
    """Whether a preposition brings in a time: "called on Thursday for"."""
    return any(near.is_behind_preposition(child) and child.ent_type_ in ("DATE", "TIME") for child in preposition.rights)


def _light_noun(verb: Token, lexicon: Lexicon) -> Token | None:
    if verb.lemma_.lower() not in lexicon.light_verbs:
        return None
    return next((noun for noun in near.objects(verb) if noun.i > verb.i and noun.lemma_.lower() in lexicon.light_nouns), None)


def _is_verb(token: Token) -> bool:
    return token.tag_.startswith("VB") and token.dep_ not in ("amod", "compound") and not near.is_auxiliary(token)


def _cue(verb: Token, lexicon: Lexicon) -> Cue | None:
    """The cue that a verb heads, if any."""
    governor = None
    if near.is_infinitive(verb):
        governor = _governor(verb, lexicon)
        if governor is None:
            return None
    governor = governor or _quoting(verb)
    if _unsaid(verb, lexicon) or _quotes_as_saying(verb):
        return None
    phrasal, noun = _phrasal_word(verb, lexicon), _light_noun(verb, lexicon)
    frames = lexicon.frames_of(verb.lemma_.lower())
    if not (frames or phrasal or noun):
        return None
    word, kind = phrasal or (None, None)
    last = verb.i
    if word is not None and kind is not None and not kind.in_content and word.i - verb.i <= 2:
        last = word.i
    refused = governor is not None and governor.lemma_.lower() in lexicon.refusing
    first = verb.i if verb.dep_ == "pcomp" and governor is not None and not is_passive(governor) else _first(verb, governor)
    return Cue(verb, first, last, frames, word, kind, noun, governor, is_passive(verb), refused)


def _is_prose(verb: Token) -> bool:
    """Whether a verb's clause has a size that prose has: so that no text makes the search of clauses go beyond linear."""
    return verb.right_edge.i - verb.left_edge.i < LONGEST_CLAUSE


def find_cues(doc: Doc, quoted: bytearray) -> Iterator[Cue]:
    """Yield the cues of a text in reading order, those inside quotation marks left out."""
    lexicon = load_lexicon()
    for token in doc:
        if not quoted[token.i] and lexicon.begins_cue(token.lemma_.lower()) and _is_verb(token) and _is_prose(token):
            cue = _cue(token, lexicon)
            if cue is not None:
                yield cue
