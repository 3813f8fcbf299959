"""The tense in which a time expression stands: from the parse where there is one, else from the words before it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from spacy.tokens import Doc, Token

from onrecord.annotate.clauses.near import auxiliaries, auxiliary_words, particles
from onrecord.annotate.dates.scene import Tense
from onrecord.scheme.toml import load_scheme

# Heads. Deeper chains than this do not occur in sound parses of news; a bound keeps a broken one cheap.
MAX_HEADS = 12
CLAUSE_WINDOW = 90  # code points before an expression that are searched for a tense where there is no parse

# Tokens before an expression that are searched for "ahead".
AHEAD_TOKENS = 14

# Before a last day; "until" has rules of its own.
DEADLINES = ("by", "before")
TARGETS = ("for", "by", "until", "till", "to")

# A participle after these is no past of its own: "will be signed".
PASSIVE = re.compile(r"\b(will|shall|would|may|might|could|can|should|must|to)(?:\s+(?:not|also|only))?\s+(be|get)\s+\w+ed\b")

FindTense = Callable[[int, int], Tense | None]


@cache
def _words(section: str, key: str) -> frozenset[str]:
    return frozenset(load_scheme("dates")[section][key])


@cache
def _signal(tense: str) -> re.Pattern[str]:
    words = sorted(load_scheme("dates")["signals"][tense], key=len, reverse=True)
    ending = r"|\w{2,}ed" if tense == "past" else r"|(?:is|are|am) \w+ing"
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))}{ending})\b")


def tense_of_words(text: str) -> FindTense:
    """Find tenses without a parse: by the last telling word before the expression in its sentence."""

    def find(start: int, _end: int) -> Tense | None:
        before = re.split(r"[.!?;]\s|\n\s*\n", text[max(0, start - CLAUSE_WINDOW) : start].lower())[-1]
        before = PASSIVE.sub(r"\1 \2", before)
        last: dict[str, int] = {}
        for tense in ("past", "future"):
            for match in _signal(tense).finditer(before):
                last[tense] = match.start()
        if not last:
            return None
        return "future" if last.get("future", -1) >= last.get("past", -1) else "past"

    return find


def _is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX")


def _verb_above(token: Token) -> Token | None:
    """The nearest verb over a token, or the token itself."""
    for _ in range(MAX_HEADS):
        if _is_verb(token) or token.tag_ in ("VBN", "VBD"):
            return token
        if token.head == token:
            return None
        token = token.head
    return None


def _planning_noun(token: Token) -> bool:
    """Whether a noun over the expression is about what is to come: "a June deadline", "ahead of the vote on Thursday"."""
    for _ in range(MAX_HEADS):
        if _is_verb(token):
            return False
        if token.lemma_.lower() in _words("planning", "nouns") or token.lower_ == "ahead":
            return True
        if token.head == token:
            return False
        token = token.head
    return False


def _plans(token: Token) -> bool:
    return token.lemma_.lower() in _words("planning", "lemmas")


def _infinitive_tense(verb: Token, depth: int) -> Tense | None:
    """As in "to meet": to come under a verb that plans ("is expected to"), under "is", and in headlines; else as its head."""
    head = verb.head
    if head == verb or _plans(head) or head.pos_ in ("NOUN", "PROPN", "AUX", "ADJ"):
        return "future"
    return verb_tense(head, depth + 1)


def _auxiliary_tense(verb: Token, depth: int) -> Tense | None:
    """The tense that the auxiliaries give, None where they give none."""
    helpers = auxiliaries(verb)
    lowers = {token.lower_ for token in helpers}
    if lowers & _words("planning", "modals"):
        perfect = verb.tag_ == "VBN" and "have" in lowers
        return "past" if perfect else "future"
    if "to" in lowers:
        return _infinitive_tense(verb, depth)
    if any(token.tag_ == "VBD" for token in helpers):
        return "future" if verb.tag_ == "VBG" and _plans(verb) else "past"
    if any(token.lemma_ == "have" for token in helpers):
        return "past"
    if verb.tag_ == "VBG" and any(token.lemma_ == "be" for token in helpers):
        return "future"  # "is meeting him on Thursday"
    return None


def verb_tense(verb: Token, depth: int = 0) -> Tense | None:
    """The tense of a verb with its auxiliaries, or of the verb that it hangs on."""
    if depth > MAX_HEADS:
        return None
    found = _auxiliary_tense(verb, depth)
    if found is not None:
        return found
    if verb.tag_ == "VBD":
        return "past"
    if verb.tag_ in ("VBZ", "VBP"):
        return "past" if verb.lemma_ in _words("planning", "reporting") else "present"
    if verb.tag_ == "VBN":
        return _participle_tense(verb)
    head = _verb_above(verb.head) if verb.head != verb else None
    return verb_tense(head, depth + 1) if head is not None else None


def _participle_tense(verb: Token) -> Tense | None:
    """As in "talks scheduled for Friday" is to come, "remarks published on Monday" is over, "is held on Friday" is present."""
    if _plans(verb):
        return "future"
    return "present" if auxiliaries(verb, passive=True) else "past"


def _tense_planned(root: Token, before: str) -> Tense | None:
    """The tense where a participle of planning rules the expression, None elsewhere.

    What it is planned for is to come ("scheduled for Monday"); another date is that of the planning, unless the sentence goes
    on about what is to come ("the truce proposed in March failed").
    """
    verb = _verb_above(root)
    if verb is None or verb.tag_ != "VBN" or not _plans(verb):
        return None
    helpers = auxiliary_words(verb)
    if before in TARGETS:
        # "Had been scheduled for Monday" may be over; what "had been postponed to March" is to come.
        over = "had" in helpers and verb.lemma_ not in _words("planning", "putting_off")
        return None if over else "future"
    if helpers:
        return None
    main = _verb_above(verb.head.head)
    return verb_tense(main) if main is not None and main != verb else None


def _puts_off(root: Token) -> bool:
    """Whether what stands on the day is cancelled or moved ("called off Thursday's meeting"): it was still to come."""
    verb = _verb_above(root)
    if verb is None:
        return False
    phrases = {verb.lemma_, *(f"{verb.lemma_} {word}" for word in particles(verb))}
    return bool(phrases & _words("planning", "putting_off"))


def _tense_over(root: Token) -> Tense | None:
    verb = _verb_above(root)
    return verb_tense(verb) if verb is not None else None


def _tense_until(root: Token) -> Tense:
    """The tense of "until Monday": to come, unless something lasted until then ("stayed until", not "gave them until")."""
    verb = _verb_above(root)
    grants = verb is not None and (_plans(verb) or verb.lemma_ in _words("planning", "granting"))
    return "past" if _tense_over(root) == "past" and not grants else "future"


def _tense_by(root: Token) -> Tense:
    """The tense of "by Monday": to come, unless something had happened by then ("had left by Monday", "left by Monday")."""
    verb = _verb_above(root)
    if verb is None or _tense_over(root) != "past":
        return "future"
    if any(token.lemma_ == "have" for token in auxiliaries(verb)):
        return "past"
    asked = _plans(verb) or verb.lemma_ in _words("planning", "granting") | _words("planning", "promising")
    named = root.head.dep_ == "prep" and root.head.head.pos_ in ("NOUN", "PROPN")
    return "future" if asked or named else "past"


def _tense_owned(root: Token) -> Tense | None:
    """The tense of "Thursday's": to come where what stands on the day is put off, over where it is done once it has a name."""
    if _puts_off(root):
        return "future"
    done = root.head.lemma_.lower() in _words("planning", "done") and not _planning_noun(root.head.head)
    return "past" if done else None


def _tense_of_root(root: Token, before: str) -> Tense | None:
    """The tense of an expression by its root and the word before it."""
    if before in ("until", "till"):
        return _tense_until(root)
    if before in DEADLINES:
        return _tense_by(root)
    if before == "since":
        return "past"
    owned = _tense_owned(root) if root.dep_ == "poss" else None
    if owned is not None:
        return owned
    if _planning_noun(root.head if root.head != root else root):
        return "future"
    return _tense_planned(root, before) or _tense_over(root)


def _ahead_of(first: Token) -> bool:
    """Whether the words are part of what somebody is ahead of ("came ahead of a summit in Riga on Friday"), with no verb between."""
    for index in range(first.i - 1, max(-1, first.i - AHEAD_TOKENS), -1):
        token = first.doc[index]
        if token.lower_ == "ahead":
            return True
        if _is_verb(token) or token.is_sent_start or token.text in (",", ";"):
            return False
    return False


def tense_of_parse(doc: Doc, otherwise: FindTense) -> FindTense:
    """Find tenses by the verb over the expression; where there is none, as `otherwise` does."""

    def find(start: int, end: int) -> Tense | None:
        tokens = doc.char_span(start, end, alignment_mode="expand")
        if tokens is None or not len(tokens):
            return otherwise(start, end)
        before = doc[max(0, tokens.start - 1)].lower_
        if _ahead_of(tokens[0]):
            return "future"
        return _tense_of_root(tokens.root, before) or otherwise(start, end)

    return find
