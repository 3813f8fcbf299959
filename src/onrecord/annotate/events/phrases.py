"""Noun phrases as actors: whom they denote, also by what was named before."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from spacy.tokens import Token

from onrecord.annotate.events.lexicon import load_events
from onrecord.annotate.events.naming import ACTOR_LABELS, Naming
from onrecord.model.span import Span

OWNERS = frozenset({"poss", "amod", "compound", "nmod", "npadvmod"})
# How far back "both sides" may point, in tokens: about three paragraphs of news.
SIDES_BACK_TOKENS = 180
# A state that is named so often is one that the report is about.
OFTEN = 3
# How far back "his" may point, in tokens: about two sentences.
PERSON_BACK_TOKENS = 50
# Phrases within phrases that are looked into for somebody named.
MOST_NESTED = 2
# Before "of the parties" these mean a part of them.
SOME = frozenset({"one", "some", "any", "most", "several", "many", "none", "neither", "either"})
DEFINITE = frozenset({"the", "this", "that", "these", "those"})


def conjuncts(token: Token) -> Iterator[Token]:
    """The token and what is coordinated with it, in reading order, without following other branches."""
    yield token
    for child in token.children:
        if child.dep_ != "conj" or child.pos_ not in ("NOUN", "PROPN", "PRON", "ADJ", "NUM"):
            continue
        if child.lower_ in load_events().classes["corporate"]:
            continue
        if any(c.dep_ == "case" for c in child.children):
            # A possessor that the parser took for the second of two: "Ek and the king's brother Lund" means Lund.
            yield from (c for c in token.children if c.dep_ == "appos" and c.i > child.i)
        else:
            yield from conjuncts(child)


class Phrases(Naming):
    """Answers, for one document, who a noun phrase denotes."""

    def actors(self, token: Token, *, depth: int = 0) -> list[Span]:
        """Who the phrase headed by `token` denotes: itself, its antecedent, or those named within it ("Russia's stance")."""
        found: list[Span] = []
        for each in conjuncts(token):
            one = self._one(each, depth)
            acting = token.dep_ in ("nsubj", "nsubjpass") or token.head.dep_ == "agent"
            if not one and found and each.tag_ in ("NNS", "NNPS") and acting:
                # Named beside actors, a plural acts as they do: "Greens, liberals and sceptics".
                one = [self.span(each)]
            found += one
        return list(dict.fromkeys(found))

    def _one(self, token: Token, depth: int) -> list[Span]:
        lower = token.lower_
        if lower in ("who", "which", "that", "whom"):
            return self._antecedent(token, depth)
        if token.lemma_.lower() in self.lexicon.sides and self._stands_for_several(token):
            return self.sides_before(token)
        if self.is_force(token):
            named = [s for s in self.owners(token, depth) if not self._is_people(s)]
            # Whose "its drones" are is known once it is known who speaks.
            theirs = any(c.dep_ == "poss" and c.pos_ == "PRON" for c in token.children)
            return named or ([self.span(token)] if theirs or self.is_actor(token) else [])
        if self.is_actor(token):
            return [self.span(self._called(token))]
        return self.owners(token, depth)

    def _is_people(self, span: Span) -> bool:
        """Whether words are the adjective of a people without a state, which its forces do not act for by themselves."""
        tokens = self.document.tokens(span)
        adjective = len(tokens) == 1 and tokens[0].ent_type_ == "NORP" and tokens[0].pos_ == "ADJ"
        return adjective and self._directory.state_of(tokens.text) is None

    def _called(self, token: Token) -> Token:
        """The name right behind a description that it belongs to ("the opposition Hill Front"), else the token."""
        names = (c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.ent_type_ in ("ORG", "PERSON"))
        return next((c for c in names if token.pos_ == "NOUN" and c.left_edge.i == token.i + 1), token)

    def _antecedent(self, token: Token, depth: int) -> list[Span]:
        verb = token.head
        while verb.dep_ in ("xcomp", "conj", "ccomp", "aux") and verb.head != verb:
            verb = verb.head
        if verb.dep_ != "relcl" or depth > 2:
            return []
        return self._one(verb.head, depth + 1)

    def _stands_for_several(self, token: Token) -> bool:
        """Whether it is "both sides", "the two countries", "the sides", without a name of its own."""
        if token.tag_ != "NNS" or any(child.ent_type_ in ACTOR_LABELS for child in token.children):
            return False
        if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lower_ in SOME:
            return False
        words = {child.lower_ for child in token.children}
        if any(child.dep_ == "nummod" and child.lower_ != "two" for child in token.children):
            return False
        return bool(words & {"both", "two"}) or (
            token.lower_ in ("sides", "parties") and not any(c.dep_ in ("amod", "compound", "poss") for c in token.children)
        )

    def sides_before(self, token: Token) -> list[Span]:
        """The two whom "both sides" means: the two states named last, or else the two parties named most often before.

        States count where both are named again and again: in a strike at home "both sides" are no states.
        """
        states = self.states_before(token, 2)
        named = self._named_before(token)
        if len(states) == 2 and all(len(named.get(self.identity(s), ())) > 1 for s in states):
            return states
        most = sorted(named.values(), key=lambda spans: -len(spans))[:2]
        if len(most) == 2 and (len(states) < 2 or len(most[1]) > 1):
            return sorted(spans[0] for spans in most)
        return states if len(states) == 2 else self.states_before(token, 2, labels=("GPE", "NORP", "ORG"))

    def _named_before(self, token: Token) -> dict[str, list[Span]]:
        """Parties named shortly before a token, by identity: states, bodies, and groups that a common noun names."""
        found: dict[str, list[Span]] = {}
        for index in range(max(0, token.i - SIDES_BACK_TOKENS), token.i):
            each = self.doc[index]
            body = each.ent_type_ in ("ORG", "") and each.pos_ == "PROPN" and self._is_named(each)
            body = body and each.dep_ not in ("compound", "punct", "case", "det")
            group = each.pos_ == "NOUN" and each.lemma_.lower() in self.lexicon.parties
            state = each.ent_type_ in ("GPE", "NORP") and not (each.dep_ == "pobj" and each.head.lower_ in ("in", "at"))
            if each.dep_ == "poss" and not self._directory.state_of(self._full(each)):
                # "the region's old foes" are the foes.
                state = False
            # "Norway's union" is the union, not Norway.
            state = state and not (each.dep_ in ("poss", "amod", "compound") and each.head.lemma_.lower() in self.lexicon.apart)
            # A company that is taken for a town acts all the same.
            if not (body or group or (state and (each.dep_ == "nsubj" or not self.is_city(each)))):
                continue
            span = self.span(each)
            if not self._directory.is_outlet(self.document.text[slice(*span)]):
                found.setdefault(self.identity(span), []).append(span)
        return found

    def states_before(self, token: Token, number: int, labels: tuple[str, ...] = ("GPE", "NORP")) -> list[Span]:
        """The states or bodies named last before a token, each once, in reading order."""
        found: dict[str, Span] = {}
        for index in range(token.i - 1, max(0, token.i - SIDES_BACK_TOKENS) - 1, -1):
            each = self.doc[index]
            if each.ent_type_ not in labels or (each.dep_ == "pobj" and each.head.lower_ in ("in", "at")):
                continue
            span = self.span(each)
            if (self.is_city(each) and not self.is_capital(each)) or self._directory.is_outlet(
                self.document.text[slice(*span)]
            ):
                continue
            found.setdefault(self.identity(span), span)
            if len(found) == number:
                break
        return list(reversed(found.values()))

    def other_state(self, own: set[str]) -> Span | None:
        """The state that the document names most often besides those of some identities, if it does so again and again."""
        return next((span for identity, span in self._often_named if identity not in own), None)

    @cached_property
    def _often_named(self) -> list[tuple[str, Span]]:
        """States named again and again and at least once by name, the most frequent first, with the span that first names each."""
        found: dict[str, list[Span]] = {}
        named: dict[str, Span] = {}
        for each in self.doc:
            if each.ent_type_ not in ("GPE", "NORP") or not self._directory.state_of(each.text):
                continue
            span = self.span(each) if each.ent_type_ == "GPE" else Span(each.idx, each.idx + len(each))
            identity = self.identity(span)
            found.setdefault(identity, []).append(span)
            if each.ent_type_ == "GPE":
                named.setdefault(identity, span)
        often = [i for i, spans in found.items() if len(spans) >= OFTEN and i in named]
        return [(i, named[i]) for i in sorted(often, key=lambda i: -len(found[i]))]

    def person_before(self, token: Token) -> Span | None:
        """Whom "his" or "her" before a noun means, roughly: the person named last before it."""
        if token.lower_ not in ("his", "her"):
            return None
        for index in range(token.i - 1, max(-1, token.i - PERSON_BACK_TOKENS), -1):
            each = self.doc[index]
            if each.ent_type_ == "PERSON" and each.dep_ not in ("compound", "poss") and each.pos_ == "PROPN":
                return self.span(each)
        return None

    def area_before(self, token: Token) -> Iterator[Token]:
        """The place named last before that "the country", "the province" or "the city" without a name means."""
        kind = next((k for k in ("nation", "province", "town") if token.lemma_.lower() in self.lexicon.classes[k]), None)
        if kind is None or [c.lower_ for c in token.children] not in (["the"], ["this"], ["that"]):
            return
        for index in range(token.i - 1, max(0, token.i - SIDES_BACK_TOKENS) - 1, -1):
            if self._is_kind(self.doc[index], kind):
                yield self.doc[index]
                return

    def _is_kind(self, token: Token, kind: str) -> bool:
        """Whether a token heads the name of a state, a province or a town."""
        if token.ent_type_ not in ("GPE", "NORP" if kind == "nation" else "LOC"):
            return False
        if kind == "nation":
            return self._directory.state_of(self._full(token)) is not None and not self.is_capital(token)
        if self._directory.state_of(self._full(token)) is not None and not self.is_capital(token):
            return False
        # Of a name in one word nothing tells a province from a town, but a word for it beside it.
        beside = token.head.lemma_.lower() if token.dep_ in ("compound", "amod", "pobj") else ""
        said = beside in self.lexicon.classes["province"] or any(c.dep_ == "compound" for c in token.children)
        return not self.is_capital(token) and said if kind == "province" else not said

    def owners(self, token: Token, depth: int = 0) -> list[Span]:
        """Those named within a phrase: its possessor, an adjective of nationality, a compound, or "of"/"by" somebody."""
        return self.possessors(token, depth) or (self._named_after(token, depth) if depth <= MOST_NESTED else [])

    def possessors(self, token: Token, depth: int = 0) -> list[Span]:
        """Those named before a noun: its possessor, an adjective of nationality, a compound."""
        if depth > MOST_NESTED:
            return []
        found: list[Span] = []
        for child in token.children:
            if child.dep_ == "compound" and self.is_city(child):
                continue
            if child.dep_ in OWNERS and (
                child.ent_type_ in ACTOR_LABELS or child.dep_ == "poss" or self.is_owning_group(child)
            ):
                found += self.actors(child, depth=depth + 1)
            elif child.dep_ in ("amod", "compound") and child.pos_ in ("VERB", "NOUN"):
                found += self.hyphened(child)
        return found

    def owners_before(self, token: Token) -> list[Span]:
        """Whose "the plan" is: those named with the same noun last before it ("Oslo's peace plan", "his plan")."""
        definite = any(c.lower_ in DEFINITE for c in token.children)
        if not definite or token.pos_ != "NOUN" or self.owners(token):
            return []
        for index in range(token.i - 1, max(0, token.i - SIDES_BACK_TOKENS) - 1, -1):
            each = self.doc[index]
            if each.lemma_ != token.lemma_ or each.pos_ != "NOUN":
                continue
            people = (self.person_before(c) for c in each.lefts if c.dep_ == "poss")
            owners = [span for span in people if span is not None] or self.owners(each)
            if owners:
                return owners
        return []

    def is_owning_group(self, token: Token) -> bool:
        """Whether a common noun before another says whose it is: "rebel positions", "the union demand", not "prisoner swap"."""
        grouped = token.dep_ == "compound" and token.pos_ == "NOUN" and token.lemma_.lower() in self.lexicon.actors
        return grouped and token.lemma_.lower() not in self.lexicon.classes["captive"]

    def hyphened(self, token: Token) -> list[Span]:
        """The mediator in "US-mediated talks"."""
        return [self.span(c) for c in token.children if c.dep_ in ("npadvmod", "compound") and c.ent_type_ in ACTOR_LABELS]

    def hyphened_partners(self, token: Token) -> list[Span]:
        """The first party of "Norway-Sweden talks", whose second is the token."""
        if not token.i or token.nbor(-1).text not in ("-", "–", "—", "/"):
            return []
        return [self.span(c) for c in token.children if c.dep_ == "compound" and c.ent_type_ in ACTOR_LABELS]

    def _named_after(self, token: Token, depth: int) -> list[Span]:
        """Somebody after "of", "by" or "from": "the government of Chad"."""
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in ("of", "by", "from"):
                for target in child.children:
                    if target.dep_ == "pobj":
                        return self.actors(target, depth=depth + 1)
        return []
