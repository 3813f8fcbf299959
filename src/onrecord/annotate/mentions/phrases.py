"""What the words around a name or a noun say about the one they denote: title, office, whose office."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.annotate.clauses.near import is_behind_preposition, is_object
from onrecord.annotate.mentions.names import Name
from onrecord.model.span import Span
from onrecord.scheme.nouns import actor_nouns, short_forms, state_head

BELONGING = {"of", "for", "at", "with", "from", "in"}
EXTENDING = BELONGING | {"to", "on", "near", "close"}
# Of these roles, whose one is comes after "to": "an adviser to the president".
SERVING = {"adviser", "advisor", "aide", "assistant", "secretary", "counsellor", "spokesman", "deputy"}
# What follows the hyphen of a role: "secretary-general".
RANKS = {"general", "elect", "designate", "at"}
# What sources are that belong to nobody: "people familiar with the matter".
NEARNESS = {"close", "familiar", "briefed", "involved", "near", "privy", "knowledgeable"}
# Words of a portfolio that only link: "of" in "Minister of Trade".
LINKING = {"of", "for", "and", "the", "&"}
NOUN_TAGS = {"NN", "NNS", "NNP", "NNPS"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its tokens `[start, end)` without a leading article, its head, the names in it."""

    start: int
    end: int
    head: Token


def span_between(doc: Doc, start: int, end: int) -> Span:
    """The span of the tokens `[start, end)`."""
    return Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))


def noun(token: Token) -> str:
    """A noun's singular in lower case, also where it is tagged as a name ("Minister")."""
    word = short_forms().get(token.lower_, str(token.lower_))
    if token.tag_ == "NNS":
        return word if actor_nouns().any(word) else str(token.lemma_.lower())
    return word[:-1] if token.tag_ == "NNPS" and word.endswith("s") else word


def is_actor_noun(token: Token) -> bool:
    """Whether a token denotes somebody by what they are ("official", "ministers")."""
    return token.tag_ in NOUN_TAGS and actor_nouns().any(noun(token))


def is_state_body(doc: Doc, name: Name) -> bool:
    """Whether a name is that of a ministry, a parliament or the like, which a state has: "Defence Ministry"."""
    return state_head(doc[name.start : name.end].text) is not None


def without_article(doc: Doc, start: int, end: int) -> int:
    """The first token after articles and the like."""
    while start < end - 1 and (doc[start].tag_ in ("DT", "PDT", "PRP$") or doc[start].is_punct or doc[start].is_space):
        start += 1
    return start


def points_to(doc: Doc, start: int) -> bool:
    """Whether the word before a phrase is a "that" which points to it: "that group", not "said that groups"."""
    return start > 0 and doc[start - 1].lower_ == "that" and doc[start - 1].dep_ == "det"


def head_end(doc: Doc, head: Token) -> int:
    """The token after a head, with the rank that a hyphen joins to it: "secretary-general"."""
    after = doc[head.i + 1 : head.i + 3]
    joined = len(after) == 2 and after[0].text == "-" and not head.whitespace_ and not after[0].whitespace_
    return head.i + 3 if joined and after[1].lower_ in RANKS else head.i + 1


def portfolio_end(doc: Doc, end: int) -> int:
    """Where a role ends that goes on with what it is for: "chief of staff", "minister of foreign affairs"."""
    if end >= len(doc) or doc[end].lower_ not in ("of", "for"):
        return end
    last = end
    for token in doc[end : end + 6]:
        if token.lower_ not in actor_nouns().portfolios:
            break
        last = token.i + 1 if token.pos_ not in ("ADP", "CCONJ", "DET") else last
    return last


def name_before(doc: Doc, start: int, owner: dict[int, Name]) -> int:
    """Where a phrase begins whose first word, an acronym, the parser left outside: "WHO officials"."""
    name = owner.get(start - 1)
    if name is None or name.hit is None or name.label == "PERSON" or name.end != start or doc[start].is_sent_start:
        return start
    word = doc[start - 1]
    apart = is_object(word) or is_behind_preposition(word) or word.dep_ == "appos"
    return name.start if word.text.isupper() and not apart else start


def prepositional_end(doc: Doc, head: Token, limit: int) -> int:
    """The token after the prepositional phrases that follow a noun directly ("officials from A and B")."""
    end = limit
    for child in head.children:
        near = child.lower_ in NEARNESS and child.dep_ in ("amod", "acl", "relcl")
        if child.i != end or not (near or (child.dep_ == "prep" and child.lower_ in EXTENDING)):
            continue
        edge = end
        for token in doc[child.i : min(child.right_edge.i + 1, child.i + 12)]:
            verb = token.pos_ == "VERB" and not (near and token.i == child.i)
            if (token.is_punct and token.text not in ("-", "'", "’")) or verb or token.is_space:
                break
            edge = token.i + 1
        end = edge
    while end > limit and doc[end - 1].pos_ in ("ADP", "CCONJ", "DET", "SCONJ", "PART"):
        end -= 1
    return end


def belongs_to(doc: Doc, phrase: Phrase, owner: dict[int, Name]) -> Name | None:
    """The state or body named in a phrase that its head belongs to: before the head, else in what follows "of" or "for"."""
    before = list({owner[i].start: owner[i] for i in range(phrase.start, phrase.head.i) if i in owner}.values())
    before = [name for name in before if name.end <= phrase.head.i]
    if before:
        return _owner(doc, before)
    preposition, leader = None, None
    for token in doc[phrase.head.i + 1 : phrase.end]:
        if token.dep_ == "prep":
            preposition = token.lower_
        name = owner.get(token.i)
        if name is not None and name.hit is None and actor_nouns().portfolios.issuperset(_words(name)[-1:]):
            continue
        if name is not None and name.label == "PERSON" and name.end < phrase.end and doc[name.end].tag_ == "POS":
            leader = leader or name
            continue
        serving = preposition == "to" and noun(phrase.head) in SERVING
        if preposition == "in" and noun(phrase.head) in actor_nouns().stationed:
            continue
        if token.i in owner and (preposition in BELONGING or serving):
            return None if noun(token.head) in actor_nouns().against and token.dep_ == "amod" else owner[token.i]
    return leader if preposition in BELONGING else None


def with_modifiers(doc: Doc, token: Token) -> Span:
    """A common noun with what stands before it and belongs to its name: "prime minister", "rebel council"."""
    first = token.i
    while (
        first > 0 and doc[first - 1].dep_ in ("amod", "compound", "nmod") and doc[first - 1].head.i in range(first, token.i + 1)
    ):
        first -= 1
    return span_between(doc, first, token.i + 1)


def _is_body_of(before: Token, head: Token) -> bool:
    """Whether a common noun right before an office is the body that it belongs to: "ministry official"."""
    nouns = actor_nouns()
    beside = before.dep_ == "compound" and before.head.i == head.i and before.tag_ in ("NN", "NNP")
    return beside and before.lower_ in nouns.state_bodies | nouns.members and noun(head) in nouns.officeholders


def common_owner(doc: Doc, head: Token, end: int, owner: dict[int, Name]) -> Span | None:
    """The body or officeholder after "of", "for" or "from", by a common noun: "officials from the council"."""
    if not actor_nouns().people(noun(head)):
        return None
    before = doc[head.i - 1] if head.i else head
    if before.i not in owner and _is_body_of(before, head):
        return with_modifiers(doc, before)
    for link in doc[head.i + 1 : min(head.i + 3, end)]:
        if link.dep_ != "prep" or link.lower_ not in BELONGING:
            continue
        body = next((child for child in link.rights if child.dep_ == "pobj" and child.i < end), None)
        if body is None or body.i in owner or not is_actor_noun(body) or not body.text.islower():
            return None
        definite = any(child.lower_ in ("the", "its", "their") for child in body.lefts)
        return with_modifiers(doc, body) if definite else None
    return None


def _owner(doc: Doc, names: list[Name]) -> Name | None:
    """Of several names before a head, whose it is: a possessor, else a body the directory knows, else what is no portfolio."""
    possessors = [name for name in names if doc[name.end].tag_ == "POS"]
    if possessors:
        return possessors[0]
    bodies = [name for name in names if not actor_nouns().portfolios.issuperset(_words(name))]
    known = [
        name for name in names if name.hit is not None and name.label != "PERSON" and (name in bodies or not _outlet(name))
    ]
    if known:
        return known[-1]
    people = [name for name in bodies if name.label == "PERSON"]
    return next(reversed([name for name in bodies if name not in people] or people), None)


def _outlet(name: Name) -> bool:
    return name.hit is not None and name.hit.entry.kind == "outlet"


def possessor(doc: Doc, start: int, end: int, owner: dict[int, Name]) -> Name | None:
    """The name right before the possessive mark that ends `[start, end)`: "Velmora's" before "Dorran"."""
    return owner.get(end - 2) if end - 2 >= start and doc[end - 1].tag_ == "POS" else None


def _words(name: Name) -> list[str]:
    return name.words.casefold().split()


def role_before(doc: Doc, start: int, name: Name, owner: dict[int, Name]) -> tuple[int, int] | None:
    """The tokens of a title or office between the start of a phrase and a name, with what is no part of them left off."""
    first = start
    for token in doc[start : name.start]:
        shortened = token.text == "." and token.i > first and doc[token.i - 1].lower_ in actor_nouns().titles
        if token.tag_ in ("POS", "PRP$", "DT") or (token.is_punct and not shortened):
            first = token.i + 1
        elif token.i == first and token.i in owner and owner[token.i].start >= start:
            first = owner[token.i].end
    return (first, name.start) if first < name.start else None


def title_start(doc: Doc, start: int) -> int:
    """Where a title such as "Secretary of State" before a name begins, given where its last word does."""
    if start < 2 or doc[start - 1].lower_ not in ("of", "for") or not is_actor_noun(doc[start - 2]):
        return start
    first = start - 2
    while first > 0 and (doc[first - 1].dep_ in ("compound", "amod", "nmod", "poss", "case") or doc[first - 1].tag_ == "POS"):
        first -= 1
    return first


def office_start(doc: Doc, start: int, owner: dict[int, Name]) -> int:
    """Where the office before a name begins: "US Secretary of State" before "Dalia Quent"; `start` where there is none."""
    first = start
    while (further := _office_word(doc, first, start, owner)) < first:
        first = further
    if first == start or not any(is_actor_noun(token) for token in doc[first:start]):
        return start
    before = owner.get(first - 1)
    return before.start if before is not None and before.hit is not None and before.end == first else first


def _office_word(doc: Doc, first: int, start: int, owner: dict[int, Name]) -> int:
    """Where the words of an office begin that end before a token: one word of it, or "Chief of" before "Intelligence".

    What it is for stands between it and the name that begins at `start`: "Mayor of Halm" is no title of Halm.
    """
    nouns = actor_nouns()
    if first and (is_actor_noun(doc[first - 1]) or doc[first - 1].lower_ in (nouns.portfolios | nouns.former) - LINKING):
        return first - 1
    duty = first
    while (
        duty > first - 2
        and duty
        and doc[duty - 1].is_title
        and doc[duty - 1].pos_ in ("NOUN", "PROPN", "ADJ")
        and duty - 1 not in owner
    ):
        duty -= 1
    linked = duty > 1 and doc[duty - 1].lower_ in ("of", "for") and is_actor_noun(doc[duty - 2]) and doc[duty - 2].is_title
    return title_start(doc, duty) if linked and duty < start else first
