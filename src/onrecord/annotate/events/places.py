"""Where an event took place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from onrecord.annotate.events.candidate import Scene
from onrecord.annotate.events.circumstance import anchors_of
from onrecord.annotate.events.lexicon import EventLexicon
from onrecord.annotate.events.phrases import Phrases
from onrecord.annotate.events.subjects import subject_tokens
from onrecord.annotate.events.triggers import Trigger, objects_of
from onrecord.model.span import Span

AT_PLACE = frozenset(
    {"in", "at", "near", "around", "outside", "across", "inside", "through", "throughout", "within", "off", "along", "aboard"}
)
# What is done by force is done on a place ("strikes on Kyiv"); talks "on Kyiv" are about it.
UPON = frozenset({"over", "on", "against"})
TO_PLACE = frozenset({"to", "into", "in"})
FROM_PLACE = frozenset({"from", "of"})
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
# Types done on a place, and those whose forces go to one.
UPON_TYPES = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
MOVING_TYPES = frozenset({"MOBILIZE"})
# What is demanded or threatened happens where its content says.
CONTENT_TYPES = frozenset({"REQUEST", "THREATEN", "RETREAT", "REJECT"})
# Types that are words: they are said where their speaker speaks.
SPOKEN_TYPES = frozenset({"REQUEST", "THREATEN", "REJECT", "ACCUSE", "SUPPORT", "CONCEDE", "AGREE"})
MAX_SUBTREE = 40
# How deep a place may stand in the phrases under a trigger ("an attack by forces on the port in Bergen").
MAX_DEPTH = 5
# What these bring is another occasion: "resigned after riots in Bergen".
ELSEWHERE = frozenset({"after", "before", "over", "amid", "despite", "following", "since", "until", "about", "against"})
INNER = frozenset({"dobj", "conj", "agent", "dative", "advmod", "attr", "oprd", "acomp"})


def place_of(trigger: Trigger, scene: Scene, actors: Sequence[Span], recipients: Sequence[Span]) -> Span | None:
    """Find where it took place: a place in the clause, the closest kind first; of an attack or visit, its goal.

    Words take place where they were said, and what is left where those who act are. Among several places ("in the US, likely in
    Miami") one that is not a state is taken.
    """
    phrases, kind = scene.phrases, trigger.entry.type
    words = (
        AT_PLACE
        | (FROM_PLACE if kind == "RETREAT" else frozenset())
        | (UPON if kind in UPON_TYPES else frozenset())
        | (TO_PLACE if kind in MOVING_TYPES else frozenset())
    )
    anchors = anchors_of(trigger, scene.lexicon)
    doc = trigger.token.doc
    near = [t for i in sorted(anchors, key=lambda i: (anchors[i], -i)) for t in _places_under(doc[i], phrases, words)]
    near += _gone_to(trigger, phrases)
    near = [t for t in near if not (_faced_at(t, recipients) or _of_topic(t, trigger, phrases))]
    if kind in CONTENT_TYPES and not (kind == "REJECT" and _beside(trigger, scene, actors)):
        near += list(_in_content(_content_of(trigger.token), phrases, recipients))
    if near:
        cities = [t for t in near if t.ent_type_ != "GPE" or phrases.is_city(t)]
        goal = _goal(trigger, phrases, scene.lexicon, recipients) if not cities else None
        # "attacked Goma in Congo"
        return goal if goal is not None and _is_town(goal, phrases) else phrases.span((cities or near)[0])
    if kind == "CONSULT":
        city = next((c for c in trigger.token.lefts if c.dep_ == "compound" and phrases.is_city(c)), None)
        if city is not None:
            return phrases.span(city)
    return _goal(trigger, phrases, scene.lexicon, recipients) or _beside(trigger, scene, actors)


def _gone_to(trigger: Trigger, phrases: Phrases) -> list[Token]:
    """The place of "Riga, where they met", and that to which talks moved."""
    at, found = trigger.verb or trigger.token, []
    for _ in range(MAX_DEPTH):
        if at.dep_ == "relcl" and any(c.lower_ == "where" for c in at.children):
            found += [at.head] if phrases.is_place(at.head) else []
        if at.dep_ not in ("conj", "xcomp", "relcl", "nsubj"):
            break
        at = at.head
    if trigger.token.dep_ == "nsubj" and trigger.token.head.lemma_.lower() in phrases.lexicon.classes["moving"]:
        found += _places_under(trigger.token.head, phrases, frozenset({"to"}))
    return found


def _of_topic(token: Token, trigger: Trigger, phrases: Phrases) -> bool:
    """Whether a place stands in what is talked about: "discussed the war in Iceland"."""
    if trigger.token.lemma_.lower() not in phrases.lexicon.classes["discussing"]:
        return False
    topics = (c for c in trigger.token.children if c.dep_ == "dobj")
    return any(t.left_edge.i <= token.i <= t.right_edge.i for t in topics)


def _faced_at(token: Token, recipients: Sequence[Span]) -> bool:
    """Whether "at" brings those to whom it is done: "lashed out at Sweden"."""
    at = token.dep_ == "pobj" and token.head.lower_ == "at"
    return at and any(s.start <= token.idx < s.end for s in recipients)


def _at_party(token: Token, phrases: Phrases) -> bool:
    """Whether "at" brings a state: words are spoken "in Sweden", and aimed "at Sweden"."""
    return token.dep_ == "pobj" and token.head.lower_ == "at" and token.ent_type_ == "GPE" and not phrases.is_city(token)


def _beside(trigger: Trigger, scene: Scene, actors: Sequence[Span]) -> Span | None:
    """Where those who act spoke the words, or else where they are ("a court in Oslo jailed him")."""
    found: list[Token] = []
    identity = scene.phrases.identity
    own = {identity(s) for s in actors} & {identity(s) for s in scene.speakers.of(trigger.token)}
    if trigger.entry.type in SPOKEN_TYPES:
        cues = scene.speakers.cues_of(trigger.token) if own else []
        spoken = [each for cue in cues for each in occasions_of(cue, scene.lexicon)]
        # "Speaking in Oslo, Ek accused": the word for the act is the cue itself.
        spoken += occasions_of(trigger.verb, scene.lexicon)[1:] if trigger.verb is not None else []
        found += (t for each in spoken for t in places_at(each, scene.phrases) if not _at_party(t, scene.phrases))
    if trigger.verb is not None:
        # "six workers in Oslo were killed"
        victims = [c for c in trigger.verb.children if c.dep_ == "nsubjpass" and trigger.entry.type in UPON_TYPES]
        for subject in (*subject_tokens(trigger.verb, scene.lexicon), *victims):
            found += _places_under(subject, scene.phrases, AT_PLACE)
    return scene.phrases.span(found[0]) if found else None


def places_at(token: Token, phrases: Phrases) -> Iterator[Token]:
    """Places after "in", "at" or "near" under a token, nearest first."""
    return _places_under(token, phrases, AT_PLACE)


def occasions_of(cue: Token, lexicon: EventLexicon) -> list[Token]:
    """The verb of speaking and those of the occasion that it brings ("speaking in Oslo", "when we met in Oslo")."""
    speakers = [c for c in cue.children if c.dep_ == "nsubj"]
    clauses = [c for each in (cue, *speakers) for c in each.children if c.dep_ in ("advcl", "acl")]
    return [cue, *(c for c in clauses if c.lemma_.lower() in lexicon.classes["occasion"])]


def _places_under(token: Token, phrases: Phrases, words: frozenset[str], depth: int = 0) -> Iterator[Token]:
    """Places after "in" or "at" under a token, nearest first, also within its complements, but in no clause of its own."""
    # "during a visit to Oslo"
    words = words | TO_PLACE if token.lemma_.lower() in phrases.lexicon.classes["journey"] else words
    deeper: list[Token] = []
    for child in token.children:
        if child.dep_ in ("prep", "dative", "agent"):
            targets = [t for t in child.children if t.dep_ == "pobj"]
            if child.lower_ in words:
                yield from (p for t in targets for p in _place_in(t, child, phrases))
            if child.lower_ not in ELSEWHERE or any(_is_talks(t, phrases) for t in targets):
                deeper += [*targets, *([child] if any(t.dep_ == "prep" for t in child.children) else [])]
        elif child.dep_ in INNER and child.pos_ not in ("VERB", "AUX") and child.lower_ != "ahead":
            deeper.append(child)
    if depth < MAX_DEPTH:
        for each in deeper:
            yield from _places_under(each, phrases, words, depth + 1)


def _is_talks(token: Token, phrases: Phrases) -> bool:
    """Whether a word, or what it counts, names talks: what is agreed "after two days of talks in Oslo" is agreed there."""
    counted = [t for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for t in c.children]
    return any(e.type == "CONSULT" for t in (token, *counted) for e in phrases.lexicon.nouns.get(t.lemma_.lower(), ()))


def _place_in(target: Token, preposition: Token, phrases: Phrases) -> Iterator[Token]:
    if phrases.is_place(target) or phrases.is_unknown_place(target, preposition.lower_):
        yield target
    elif phrases.is_area(target):
        named = list(place_of_area(target, phrases))
        yield from named or phrases.area_before(target)
    else:
        # "in the Oslo parliament"
        cities = [c for c in target.lefts if c.dep_ == "compound" and phrases.is_city(c)]
        yield from cities or phrases.area_before(target)


def place_of_area(area: Token, phrases: Phrases) -> Iterator[Token]:
    """The place named in "the town of Arvika", "the Donbas region"."""
    for child in area.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            yield from (t for t in child.children if t.dep_ == "pobj" and t.pos_ == "PROPN")
        elif child.dep_ == "appos" and child.pos_ == "PROPN":
            yield child
    yield from (c for c in area.lefts if c.dep_ in ("compound", "amod") and (phrases.is_place(c) or c.ent_type_ == "NORP"))


def _content_of(token: Token) -> SpacySpan:
    """The words that say what is demanded: those after the word for it, or those that "as Oslo demanded" comes after."""
    if token.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "as" for c in token.children):
        return token.doc[max(token.head.left_edge.i, token.left_edge.i - MAX_SUBTREE) : token.left_edge.i]
    last = min(token.right_edge.i, token.i + MAX_SUBTREE)
    others = (
        t.i
        for t in token.doc[token.i + 1 : last + 1]
        if t.dep_ in ("mark", "prep") and t.lower_ in ELSEWHERE | {"while", "when"}
    )
    return token.doc[token.i + 1 : min(next(others, last + 1), last + 1)]


def _in_content(content: SpacySpan, phrases: Phrases, recipients: Sequence[Span]) -> Iterator[Token]:
    """A place that the words of a demand name, other than those to whom it is made."""
    for each in content:
        named = each.pos_ == "PROPN" and phrases.is_place(each) and (each.ent_type_ != "GPE" or phrases.is_city(each))
        acting = each.dep_ in ("nsubj", "poss", "nsubjpass") or _names_actor(each, phrases)
        if phrases.is_capital(each) and not (each.dep_ == "pobj" and each.head.lower_ in AT_PLACE | FROM_PLACE):
            # "accusing Oslo"
            continue
        if named and not acting and not any(s.start <= each.idx < s.end for s in recipients):
            yield each


def _names_actor(token: Token, phrases: Phrases) -> bool:
    """Whether a place's name is part of somebody's ("the Oslo government")."""
    return token.dep_ in ("compound", "amod") and phrases.is_actor(token.head) and not phrases.is_area(token.head)


def _goal(trigger: Trigger, phrases: Phrases, lexicon: EventLexicon, recipients: Sequence[Span]) -> Span | None:
    """The land that is attacked, the country that is visited."""
    if trigger.entry.type == "ASSAULT":
        objects = objects_of(trigger.token, trigger.entry) if trigger.token.pos_ == "VERB" else ()
        land = next((p for o in objects if phrases.is_area(o) for p in place_of_area(o, phrases)), None)
        return phrases.span(land) if land is not None else next((s for s in recipients if _is_land(s, phrases)), None)
    if lexicon.modes.get(trigger.entry.lemma) == "visit":
        for token in (c for c in trigger.token.children if c.dep_ in ("dobj", "prep")):
            targets = (
                [token]
                if token.dep_ == "dobj"
                else [t for t in token.children if t.dep_ == "pobj" and token.lower_ in TO_PLACE]
            )
            targets = [p for t in targets for p in (list(place_of_area(t, phrases)) if phrases.is_area(t) else [t])]
            for target in targets:
                if phrases.is_place(target) or (target.pos_ == "PROPN" and target.ent_type_ not in ("PERSON", "NORP")):
                    return phrases.span(target)
    return None


def _is_town(span: Span, phrases: Phrases) -> bool:
    tokens = phrases.document.tokens(span)
    return bool(len(tokens)) and phrases.is_city(tokens.root)


def _is_land(span: Span, phrases: Phrases) -> bool:
    """Whether a name is that of a place or stands for one ("Ukrainian" territory)."""
    tokens = phrases.document.tokens(span)
    if not len(tokens) or tokens.root.head.lemma_.lower() in phrases.lexicon.classes["craft"]:
        return False
    return tokens.root.ent_type_ in PLACE_LABELS | {"NORP"} and tokens.root.pos_ in ("PROPN", "ADJ")
