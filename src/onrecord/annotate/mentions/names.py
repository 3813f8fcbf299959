"""The proper names of a document: the directory's first, then what spaCy takes for people, bodies and places."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.annotate.clauses.near import is_subject
from onrecord.annotate.mentions.matcher import Hit, match_names
from onrecord.model.span import Span
from onrecord.scheme.directory import Directory
from onrecord.scheme.nouns import actor_nouns, is_given_name, state_head

LABELS = {"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"}
DASHES = {"-", "--", "–", "—", "/", "|"}
# A name that spaCy takes for a body but that could be a person's.
UNSURE = ""
# What goes on with a name by the father's: "King Omar bin Karim" is not the "King Omar" of the directory.
PATRONYMICS = {"bin", "ibn", "ben", "bint"}
KIND_LABELS = {"person": "PERSON", "country": "GPE", "group": "ORG"}
# How many words a person's name has at most, particles counted.
LONGEST_NAME = 5
# One-word names of these kinds are often ordinary words ("Time", "Total", "Labour"): they need the tag of a name.
DOUBTFUL = {"outlet", "organisation", "group"}


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name: its tokens `[start, end)`, spaCy's label for it (or what the directory says), its hit, its words."""

    start: int
    end: int
    span: Span
    label: str
    hit: Hit | None = None
    words: str = ""

    @property
    def demonym(self) -> bool:
        """Whether the name is a word such as "Russian"."""
        return self.hit is not None and self.hit.form == "demonym"


class TokenIndex:
    """From offsets to tokens of a doc, by bisection."""

    def __init__(self, doc: Doc) -> None:
        self.starts = [token.idx for token in doc]

    def tokens(self, span: Span) -> tuple[int, int]:
        """The numbers `[first, last)` of the tokens that a span touches."""
        return max(bisect_right(self.starts, span.start) - 1, 0), bisect_left(self.starts, span.end)


def _doubtful(doc: Doc, name: Name) -> bool:
    """Whether a match is likely an ordinary word: one word, first in its sentence, not tagged as a name."""
    if name.hit is None or name.end - name.start != 1 or name.hit.entry.kind not in DOUBTFUL:
        return False
    token = doc[name.start]
    return token.pos_ != "PROPN" and not token.ent_type_ and not token.text.isupper() and token.tag_ != "NNPS"


def _from_directory(doc: Doc, directory: Directory, index: TokenIndex) -> list[Name]:
    found = []
    for hit in match_names(doc.text, directory):
        start, end = index.tokens(hit.span)
        label = "NORP" if hit.form == "demonym" else KIND_LABELS.get(hit.entry.kind, "ORG")
        name = Name(start, end, hit.span, label, hit, doc[start:end].text)
        if not _doubtful(doc, name):
            found.append(name)
    return found


def _bounds(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The bounds of an entity without article, possessive and marks at its ends."""
    while start < end and (doc[start].is_space or doc[start].is_punct or doc[start].lower_ in ("the", "a", "an")):
        start += 1
    titles = actor_nouns().titles
    while start < end - 1 and doc[start].lower_ in titles and doc[end - 1].lower_ not in titles:
        if state_head(doc[start:end].text) is not None:
            break
        start += 1
    while end > start and (
        doc[end - 1].tag_ == "POS" or doc[end - 1].is_space or doc[end - 1].lower_ in ("'s", "’s", "’", "'", ",")
    ):
        end -= 1
    return start, end


def _may_be_person(doc: Doc, start: int, end: int) -> bool:
    """Whether what spaCy takes for a body could be a person's name: two to four capitalised words, no word for a body."""
    nouns = actor_nouns()
    words = [doc[i] for i in range(start, end)]
    return 2 <= len(words) <= 4 and all(
        token.pos_ == "PROPN" and token.text[0].isupper() and not token.text.isupper() and not nouns.any(token.lower_)
        for token in words
    )


def _wins(doc: Doc, inner: list[Name], start: int, end: int, label: str) -> bool:
    """Whether an entity is kept against the directory's names inside it: a longer name of another person or body."""
    if label == "PERSON" and any(name.end < end and doc[name.end].lower_ in PATRONYMICS for name in inner):
        return True
    if any(name.start < start or name.end > end for name in inner) or label == "GPE":
        return False
    if label == "PERSON":
        while end > start + 1 and doc[end - 1].lower_.rstrip(".") in ("jr", "sr"):
            end -= 1
        return all(_in_person(doc, name, start, end) for name in inner)
    return label in ("ORG", "FAC", "LAW", "WORK_OF_ART", "EVENT") and all(
        name.end - name.start <= 2 and (name.demonym or name.label == "GPE" or name.end < end) for name in inner
    )


def _in_person(doc: Doc, name: Name, start: int, end: int) -> bool:
    """Whether a word that the directory knows is part of a person's name here: a surname, or a town's ("Jack London")."""
    if name.end - name.start != 1:
        return False
    if name.end == end and end - start > 1:
        before = doc[end - 2].lower_
        return name.label == "PERSON" or is_given_name(before) or (not name.demonym and not actor_nouns().any(before))
    return name.start == start and end - start == 2 and is_given_name(doc[start].text)


def _broken(doc: Doc, start: int, end: int) -> bool:
    """Whether a line break or a dash between spaces stands in an entity: it is no one name then."""
    return any(t.is_space or (t.text in DASHES and (t.whitespace_ or doc[t.i - 1].whitespace_)) for t in doc[start + 1 : end])


def _runs_over(doc: Doc, inner: list[Name], end: int) -> bool:
    """Whether an entity runs over the comma after a known name: "the envoy to Velmora, Olen Prask"."""
    return any(name.end < end and doc[name.end].text in (",", ";", "(") for name in inner)


def _segments(doc: Doc, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of an entity between commas or brackets: "Harbour Town, Olen Prask" is a place and a person."""
    commas = [token.i for token in doc[start:end] if token.text in (",", "(")]
    bounds = [start, *(i + 1 for i in commas)], [*commas, end]
    return [_bounds(doc, first, last) for first, last in zip(*bounds, strict=True)]


def _part_of_office(doc: Doc, start: int, end: int) -> bool:
    """Whether an entity runs into an office, or is what one is for: "Velmora Energy" Minister, Secretary of "State"."""
    nouns = actor_nouns()
    if doc[end - 1].lower_ in nouns.portfolios and end < len(doc) and doc[end].lower_ in ("minister", "secretary"):
        return True
    duties = all(token.lower_ in nouns.portfolios for token in doc[start:end])
    return duties and start > 1 and doc[start - 1].lower_ == "of" and doc[start - 2].lower_ in nouns.officeholders


def _without_office(doc: Doc, start: int, end: int) -> int:
    """Where the name begins in an entity that begins with an office: "Transport Minister Olen Prask"."""
    nouns = actor_nouns()
    first = start
    if (
        doc[start].is_sent_start
        and end - start > 2
        and is_given_name(doc[start + 1].text)
        and not is_given_name(doc[start].text)
    ):
        # A trade or a calling with the capital of its sentence: "Economist Dora Finn".
        return start + 1
    while first < end - 1 and doc[first].lower_ in nouns.portfolios | nouns.former | nouns.officeholders:
        first += 1
    if _is_duty(doc, start):
        while first < end - 2 and doc[first].lower_ in nouns.portfolios | nouns.state_bodies:
            first += 1
        return first
    office = first > start and doc[first - 1].lower_ in nouns.officeholders and doc[first].lower_ not in nouns.portfolios
    return first if office and doc[first].pos_ == "PROPN" else start


def _is_duty(doc: Doc, start: int) -> bool:
    """Whether what begins here is what an office is for: "Intelligence Olen Prask" after "Chief of"."""
    return start > 1 and doc[start - 1].lower_ in ("of", "for") and doc[start - 2].lower_ in actor_nouns().officeholders


def _behind_office(doc: Doc, start: int, end: int, owner: dict[int, Name]) -> int:
    """Where a person's name begins behind a body and an office: "Harbour Union Special Envoy [Jan de Vries]"; else `start`."""
    nouns = actor_nouns()
    offices = [i for i in range(start + 1, end - 2) if doc[i].lower_ in nouns.officeholders and doc[i].is_title]
    if not offices:
        return start
    name = doc[offices[-1] + 1 : end]
    of_known = all(i in owner or doc[i].lower_ in nouns.portfolios for i in range(start, offices[-1])) and start in owner
    called = (of_known or is_given_name(name[0].text)) and len(name) <= LONGEST_NAME
    return offices[-1] + 1 if called and not any(nouns.any(token.lower_) for token in name) else start


def _to_head(doc: Doc, end: int, owner: dict[int, Name]) -> int:
    """The end of a body's name with the capitalised words that follow: "Norvik Shipping" before "chairwoman"."""
    while end < len(doc) - 1 and end not in owner and doc[end].dep_ == "compound" and doc[end].text.istitle():
        if actor_nouns().any(doc[end].lower_) or doc[end].lower_ in actor_nouns().titles or doc[end].ent_type_:
            break
        end += 1
    return end


def _entity(doc: Doc, start: int, end: int, label: str, owner: dict[int, Name]) -> Name | None:
    inner = list({owner[i].start: owner[i] for i in range(start, end) if i in owner}.values())
    if start >= end or _broken(doc, start, end) or _part_of_office(doc, start, end):
        return None
    if label == "ORG" and not inner:
        end = _to_head(doc, end, owner)
    if inner and (_runs_over(doc, inner, end) or not _wins(doc, inner, start, end, label)):
        return None
    if not (doc[start].text[0].isupper() or doc[start].text[0].isdigit() or label == "PERSON"):
        return None
    unsure = label in ("ORG", "NORP", "FAC") and _may_be_person(doc, start, end)
    span = Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
    return Name(start, end, span, UNSURE if unsure else label, None, doc[start:end].text)


def _entities(doc: Doc, owner: dict[int, Name]) -> list[Name]:
    found = []
    for entity in doc.ents:
        if entity.label_ not in LABELS:
            continue
        segments = _segments(doc, *_bounds(doc, entity.start, entity.end)) if len(entity) else []
        for first, end in segments:
            start = max(_without_office(doc, first, end), _behind_office(doc, first, end, owner))
            name = _entity(doc, start, end, entity.label_ if len(segments) == 1 and start == first else UNSURE, owner)
            found += [name] if name is not None else []
    return found


def _nameless(token: Token) -> bool:
    """Whether a word is tagged as a name and is neither a title, an office, nor part of a date."""
    if token.pos_ != "PROPN" or not token.text[0].isupper() or token.ent_type_ in ("DATE", "TIME"):
        return False
    nouns = actor_nouns()
    return not nouns.any(token.lower_) and token.lower_ not in nouns.titles | nouns.portfolios | nouns.former


def _runs(doc: Doc, taken: set[int]) -> list[Name]:
    """Runs of words tagged as names that nobody recognised."""
    found: list[Name] = []
    start = None
    for token in [*doc, None]:
        inside = token is not None and token.i not in taken and _nameless(token)
        if inside and start is None and token is not None:
            start = token.i
        elif not inside and start is not None:
            end = token.i if token is not None else len(doc)
            found.append(
                Name(start, end, Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1])), "", None, doc[start:end].text)
            )
            start = None
    return found


def _capitalised(token: Token) -> bool:
    return bool(token.text[0].isupper()) and token.text.isalpha() and not token.text.isupper()


def _person(doc: Doc, start: int, end: int) -> Name:
    return Name(start, end, Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1])), "PERSON", None, doc[start:end].text)


def _by_given_name(doc: Doc, found: list[Name], taken: set[int]) -> list[Name]:
    """People whom spaCy takes for a town or a month: a given name and one more capitalised word that is its head."""
    alone = {name.start for name in found if name.hit is None and name.end - name.start == 1}
    people = []
    for token in doc[:-1]:
        after = doc[token.i + 1]
        if (token.i in taken and token.i not in alone) or after.i in taken or token.head.i != after.i:
            continue
        if is_given_name(token.text) and _capitalised(token) and _capitalised(after) and after.pos_ == "PROPN":
            people.append(_person(doc, token.i, after.i + 1))
    return people


def _by_surname(doc: Doc, found: list[Name], taken: set[int]) -> list[Name]:
    """The surnames of people with two names in the document, where they stand alone and no model knew them for people."""
    surnames = {doc[name.end - 1].text for name in found if name.label == "PERSON" and name.end - name.start > 1}
    alone = {name.start for name in found if name.hit is None and name.end - name.start == 1 and name.label != "PERSON"}
    return [
        _person(doc, token.i, token.i + 1)
        for token in doc
        if token.text in surnames
        and (token.i in alone or (token.i not in taken and token.pos_ != "PROPN"))
        and _capitalised(token)
        and (token.ent_type_ != "DATE" or is_subject(token, passive=False) or token.dep_ == "poss")
    ]


def _names_whom(token: Token) -> bool:
    """Whether a word stands as names do that act or own: as a subject or a possessor, or before a noun."""
    return token.dep_ in ("compound", "poss") or is_subject(token, passive=False)


def _by_first_word(doc: Doc, found: list[Name], taken: set[int]) -> list[Name]:
    """The first words of bodies with longer names in the document, where they stand alone and no model knew them for names."""
    bodies = {
        doc[n.start].text for n in found if n.label in ("ORG", UNSURE) and n.end - n.start > 1 and doc[n.start].text.istitle()
    }
    bodies = {
        word for word in bodies if not actor_nouns().any(word.casefold()) and word.casefold() not in actor_nouns().portfolios
    }
    return [
        Name(token.i, token.i + 1, Span(token.idx, token.idx + len(token)), "ORG", None, token.text)
        for token in doc
        if token.text in bodies and token.i not in taken and token.tag_ == "NN" and _names_whom(token)
    ]


def find_names(doc: Doc, directory: Directory, index: TokenIndex) -> list[Name]:
    """Every proper name of the document, in reading order, none inside another."""
    known = _from_directory(doc, directory, index)
    owner = {i: name for name in known for i in range(name.start, name.end)}
    entities = _entities(doc, owner)
    covered = {i for name in entities for i in range(name.start, name.end)}
    known = [name for name in known if not covered & set(range(name.start, name.end))]
    found = [*known, *entities]
    taken = covered | {i for name in known for i in range(name.start, name.end)}
    for more in (_by_given_name, _by_surname, _by_first_word):
        people = more(doc, found, taken)
        within = {i for name in people for i in range(name.start, name.end)}
        found = [*(name for name in found if name.start not in within), *people]
        taken |= within
    return sorted([*found, *_runs(doc, taken)], key=lambda name: name.start)
