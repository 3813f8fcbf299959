"""Contents that are no clause: what is rejected, demanded, called something, or who is accused of what."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.annotate.clauses import near
from onrecord.annotate.phrase import COMMAS, Phrase
from onrecord.annotate.pronouns import STATES
from onrecord.annotate.statements.channels import channel_words
from onrecord.annotate.statements.clauses import speaks_to_the_right
from onrecord.annotate.statements.cues import RELATIVE, Cue
from onrecord.annotate.statements.endings import cut_at_cues
from onrecord.annotate.statements.lexicon import load_lexicon
from onrecord.annotate.statements.sentence import Sentence

AFTER_PERSON = ("xcomp", "advcl", "ccomp", "pcomp")
# How many tokens "in a statement to the assembly on Thursday" may have.
OCCASION = 12
AFTER_OCCASION = 3
EMPTY = frozenset({"it", "this", "that", "them", "him", "her", "me", "us", "so", "one", "what", "which", "who"})


def _is_empty(thing: Token) -> bool:
    """Whether a word says nothing by itself: "criticised them", and not "criticised the US"."""
    return thing.lower_ in EMPTY and thing.text not in STATES


def _object(cue: Cue) -> Token | None:
    return next((c for c in near.objects(cue.verb, told=True) if c.i > cue.verb.i and c.pos_ != "ADP"), None)


def _small_subject(cue: Cue) -> Token | None:
    """The subject of a clause without a finite verb: "called [the vote a farce]", "urged [both sides to talk]"."""
    for child in cue.verb.rights:
        if child.dep_ in ("ccomp", "xcomp") or near.is_named(child):
            subject = near.subject(child)
            if subject is not None and subject.i < child.i:
                return subject
    return None


def _until_comma(sentence: Sentence, first: int, last: int) -> int:
    """The end of a phrase, before a comma that is followed by something that the phrase does not need."""
    doc = sentence.doc
    for index in range(first, last):
        if doc[index].text in COMMAS and not sentence.quoted[index] and doc[index].head.i < first:
            return index - 1
    return last


def _without_occasion(sentence: Sentence, first: int, last: int) -> int:
    """The end of a phrase without "in a statement on Thursday": how it was said, not what."""
    doc, words = sentence.doc, channel_words()
    for index in range(last, max(first + 1, last - OCCASION), -1):
        word = doc[index]
        if word.dep_ == "prep" and word.lower_ in words.prepositions and word.right_edge.i >= last - AFTER_OCCASION:
            noun = near.object_of(word)
            if noun is not None and (noun.lemma_.lower() in words.occasions or (noun.text,) in words.platforms):
                return index - 1
    return last


def _to(cue: Cue, first: int, heads: list[Token], sentence: Sentence) -> Phrase | None:
    """The phrase from a token to the right edge of the last of some heads."""
    if not heads:
        return None
    last = min(max(head.right_edge.i for head in heads), sentence.last)
    last = _without_occasion(sentence, first, _until_comma(sentence, first, last))
    return cut_at_cues(cue, Phrase(first, last), sentence, speaks_to_the_right) if last >= first else None


def _complements(cue: Cue, after: int, words: tuple[str, ...] | None = None) -> list[Token]:
    """What follows the object: phrases with a preposition among `words`, infinitives and participles."""
    return [
        child
        for child in cue.verb.rights
        if child.i > after
        and (near.is_preposition(child) or child.dep_ in AFTER_PERSON)
        and (words is None or child.lower_ in words or child.pos_ == "VERB")
    ]


def _person_of(cue: Cue, sentence: Sentence) -> Phrase | None:
    """Accused [somebody of something]."""
    person = _object(cue) or _small_subject(cue)
    if person is None:
        return None
    charge = _complements(cue, person.i, ("of", "for", "with", "on", "over", "as", "against"))
    inside = [child for child in person.rights if child.dep_ == "prep" and child.lower_ in ("of", "for", "over")]
    wanted = [word for word in charge if word.lower_ in ("of", "for", "over", "with", "on") or word.pos_ == "VERB"]
    return _to(cue, person.left_edge.i, wanted or inside, sentence) if wanted or inside else None


def _infinitives(head: Token) -> list[Token]:
    return [
        child
        for child in head.rights
        if child.dep_ in ("xcomp", "ccomp", "advcl", "acl", "relcl") and near.is_infinitive(child)
    ]


def _person_infinitive(cue: Cue, sentence: Sentence) -> Phrase | None:
    """Urged [somebody to do something]; called on [somebody to ...]."""
    person = _called_upon(cue) or _object(cue) or _small_subject(cue)
    if person is None:
        return None
    deeds = _infinitives(cue.verb) or _infinitives(person) or (_infinitives(cue.word) if cue.word is not None else [])
    return _to(cue, person.left_edge.i, deeds, sentence)


def _called_upon(cue: Cue) -> Token | None:
    if cue.word is None or cue.phrasal is None or cue.phrasal.in_content:
        return None
    return near.object_of(cue.word, gerund=True)


def _as(cue: Cue, sentence: Sentence) -> Phrase | None:
    """Described [something as something]."""
    thing = _object(cue) or _small_subject(cue)
    marks = [child for child in cue.verb.rights if child.lower_ == "as" and child.i > cue.verb.i]
    inside = [child for child in thing.rights if child.lower_ == "as"] if thing is not None else []
    if not (marks or inside):
        return None
    start = thing.left_edge.i if thing is not None else (marks or inside)[0].i
    return _to(cue, start, marks or inside, sentence)


def _naming(cue: Cue, sentence: Sentence) -> Phrase | None:
    """Called [something something]."""
    predicate = next(
        (
            c
            for c in cue.verb.rights
            if (near.is_named(c) or c.dep_ in ("ccomp", "xcomp")) and c.tag_ not in ("VB", "VBD", "VBZ")
        ),
        None,
    )
    thing = _object(cue)
    if predicate is not None:
        start = min(thing.left_edge.i, predicate.left_edge.i) if thing is not None else predicate.left_edge.i
        return _to(cue, max(start, cue.last + 1), [predicate], sentence)
    if thing is None:
        return None
    # The parse often takes both for one object: a quotation inside it is the name that is given.
    last = thing.right_edge.i
    named = any(sentence.quoted[index] for index in range(thing.left_edge.i, last + 1))
    return _to(cue, thing.left_edge.i, [thing], sentence) if named else None


def _infinitive(cue: Cue, sentence: Sentence) -> Phrase | None:
    """Refused [to comment]."""
    deeds = _infinitives(cue.verb)
    return _to(cue, max(deeds[0].left_edge.i, cue.last + 1), deeds, sentence) if deeds else None


def _is_thing(child: Token) -> bool:
    return near.is_object(child) or child.dep_ in ("xcomp", "ccomp") or (child.dep_ == "advcl" and child.tag_ == "VBG")


def _behind_word(cue: Cue, sentence: Sentence) -> Phrase | None:
    """Called for [a truce]; insisted [on guarantees]; ruled out [talks]."""
    if cue.word is None or cue.phrasal is None:
        return None
    thing = near.object_of(cue.word, gerund=True)
    if thing is None:
        thing = next((c for c in cue.verb.rights if _is_thing(c) and c.i > cue.verb.i), None)
    if thing is None or _is_empty(thing):
        return None
    start = cue.word.i if cue.phrasal.in_content else thing.left_edge.i
    return _to(cue, start, [thing, *_complements(cue, thing.i, ("to", "in", "on", "of", "from", "with", "at"))], sentence)


def _noun_of_speech(cue: Cue, sentence: Sentence) -> Phrase | None:
    """Renewed calls [for talks]; expressed [frustration with the talks]; issued a warning [that ...]."""
    noun, lexicon = cue.noun, load_lexicon()
    if noun is None:
        return None
    lemma = noun.lemma_.lower()
    wanted = lexicon.light_words | ({"to"} if lemma in lexicon.opposing else set())
    wanted |= lexicon.feeling_words if lemma in lexicon.feelings else frozenset()
    inner = [child for child in noun.rights if child.dep_ in ("prep", "acl", "ccomp", "relcl", "pcomp")]
    outer = [child for child in cue.verb.rights if child.i > noun.i and child.dep_ in ("prep", "ccomp", "xcomp", "advcl")]
    said = [child for child in (*inner, *outer) if child.lower_ in wanted or _says_that(child)]
    owned = any(child.dep_ == "poss" and child.pos_ != "PRON" for child in noun.lefts)
    start = noun.left_edge if owned or lemma in lexicon.feelings else None
    return _to(cue, (start or said[0].left_edge).i, said, sentence) if said else None


def _says_that(verb: Token) -> bool:
    return any(child.lower_ == "that" or child.tag_ == "TO" for child in verb.lefts)


def _plain_object(cue: Cue, sentence: Sentence) -> Phrase | None:
    """Rejected [the plan]; proposed [holding talks]."""
    thing = _object(cue)
    if thing is None:
        thing = next((c for c in cue.verb.rights if c.dep_ in ("xcomp", "ccomp", "pcomp") and c.tag_ == "VBG"), None)
    if thing is None or _is_empty(thing) or thing.i < cue.last:
        return None
    return _to(
        cue,
        thing.left_edge.i,
        [thing, *_complements(cue, thing.i, ("of", "for", "on", "in", "with", "to", "against"))],
        sentence,
    )


FINDERS = (
    ("as", _as), ("naming", _naming), ("person-of", _person_of), ("person-infinitive", _person_infinitive),
    ("infinitive", _infinitive), ("object", _plain_object),
)  # fmt: skip


def _fits(cue: Cue, frame: str) -> bool:
    """Whether a frame is open to the form of the verb: a participle carries no mere object, a relative clause no name."""
    if cue.participle:
        return frame in ("person-of", "person-infinitive", "naming", "as")
    return not (frame == "naming" and _names_antecedent(cue))


def _names_antecedent(cue: Cue) -> bool:
    """Whether what is named stands before the clause ("the towns that the army calls a fortress")."""
    return cue.verb.dep_ == "relcl" and not any(child.lower_ in RELATIVE for child in near.subjects(cue.verb, passive=False))


def _after_colon(phrase: Phrase, sentence: Sentence) -> Phrase:
    """What a colon announces, where it follows the object directly ("set out his terms: ...")."""
    colon = phrase.last + 1
    if colon + 3 <= sentence.last and sentence.doc[colon].text == ":":
        return Phrase(colon + 1, sentence.last)
    return phrase


def _object_content(cue: Cue, sentence: Sentence) -> Phrase | None:
    if cue.passive:
        return None
    found = _noun_of_speech(cue, sentence) or (_person_infinitive(cue, sentence) if cue.word is not None else None)
    found = found or _behind_word(cue, sentence)
    frames = iter(find for frame, find in FINDERS if frame in cue.frames and _fits(cue, frame))
    while found is None and (find := next(frames, None)) is not None:
        found = find(cue, sentence)
    return found


def object_content(cue: Cue, sentence: Sentence) -> Phrase | None:
    """The content that the cue governs as an object, by the frames that its verb allows."""
    found = _object_content(cue, sentence)
    return _after_colon(found, sentence) if found is not None else None
