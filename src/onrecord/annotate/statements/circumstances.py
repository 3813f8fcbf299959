"""How, to whom and when something was said: channel, addressee, day."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Token

from onrecord.annotate.clauses import near
from onrecord.annotate.datelines import dateline_end
from onrecord.annotate.document import span_of
from onrecord.annotate.outlets import without_article
from onrecord.annotate.phrase import noun_phrase
from onrecord.annotate.statements.channels import channel_words
from onrecord.annotate.statements.scene import Context, Scene
from onrecord.model.reading import Timex
from onrecord.model.span import Span

# How many steps up the parse a date may be from the cue that it dates.
CLIMB = 6
TOLD = frozenset(
    {"tell", "inform", "assure", "reassure", "remind", "notify", "brief", "warn", "urge", "ask", "advise", "press", "call"}
)


def _platform(scene: Scene) -> Span | None:
    tokens = scene.around
    for index, token in enumerate(tokens):
        before = tokens[index - 1] if index else None
        if before is None or before.lower_ not in ("on", "via", "through", "to") or before.i + 1 != token.i:
            continue
        for name in channel_words().platforms:
            run = tokens[index : index + len(name)]
            # A full stop behind a single letter is taken for an abbreviation's.
            if tuple(t.text.rstrip(".") for t in run) == name:
                return Span(run[0].idx, run[-1].idx + len(run[-1].text.rstrip(".")))
    return None


def _channel_phrase(head: Token, dated: set[int]) -> Span:
    """An occasion's noun with the plain words before it: "joint statement", "video address"."""
    words, first = channel_words(), head
    while first.i > 0:
        before = first.doc[first.i - 1]
        plain = before.dep_ in ("amod", "compound", "nmod", "punct") and before.pos_ in ("NOUN", "ADJ", "VERB", "PUNCT")
        if not plain or before.lower_ in words.leading or before.i in dated or before.text in ",;":
            break
        first = before
    while first.is_punct and first.i < head.i:
        first = first.doc[first.i + 1]
    return Span(first.idx, head.idx + len(head))


def _is_occasion(noun: Token, dated: set[int]) -> bool:
    words, lemma = channel_words(), noun.lemma_.lower()
    if lemma not in words.occasions or noun.tag_ in ("NNS", "NNPS"):
        return False
    return lemma not in words.need_modifier or _channel_phrase(noun, dated).start < noun.idx


def _occasion(scene: Scene, dated: set[int]) -> Span | None:
    for token in scene.around:
        if token.lower_ not in channel_words().prepositions or token.pos_ not in ("ADP", "SCONJ"):
            continue
        noun = near.object_of(token)
        if noun is not None and noun in scene.around and not _in_source(noun, scene) and _is_occasion(noun, dated):
            return _channel_phrase(noun, dated)
    return None


def _in_source(noun: Token, scene: Scene) -> bool:
    return any(start <= noun.idx < end for start, end in scene.attribution.source)


def _told(scene: Scene) -> Token | None:
    """Who is told: the object of a verb of telling."""
    for head in scene.heads:
        if head.lemma_.lower() not in TOLD:
            continue
        for child in near.objects(head, told=True):
            if child.i > head.i and child.pos_ in ("NOUN", "PROPN", "PRON") and child in scene.around:
                return child
        # The parse takes who is told for the subject of the clause that follows only where no "that" parts them.
        follower = head.doc[head.i + 1] if head.i + 1 < len(head.doc) else None
        if follower is not None and follower.pos_ in ("PROPN", "PRON") and follower in scene.around:
            return follower
    return None


def _dated(scene: Scene, context: Context) -> set[int]:
    spans = [date.span for date in _timexes_near(scene, context)]
    return {token.i for token in scene.around if any(start <= token.idx < end for start, end in spans)}


def _timexes_near(scene: Scene, context: Context) -> list[Timex]:
    """The time expressions in the cue's sentence. They are in reading order."""
    dates = context.document.annotations.dates
    if not scene.around:
        return []
    first = bisect_left(dates, scene.around[0].idx, key=_start)
    last = bisect_left(dates, scene.around[-1].idx + 1, key=_start)
    return dates[first:last]


def _start(date: Timex) -> int:
    return date.span.start


def channel_of(scene: Scene, context: Context) -> Span | None:
    """The platform, occasion or document by which it was said."""
    dated = _dated(scene, context)
    found = _platform(scene) or _occasion(scene, dated)
    told = _told(scene)
    if found is None and told is not None and _is_occasion(told, dated):
        return _channel_phrase(told, dated)
    return found or _document(scene, context, dated)


def _document(scene: Scene, context: Context, dated: set[int]) -> Span | None:
    """The source itself, where it is a document: "the statement said"."""
    for span in scene.attribution.source:
        root = context.document.tokens(span).root
        if root.lemma_.lower() in channel_words().documents:
            return _channel_phrase(root, dated)
    return None


def told_phrase(scene: Scene) -> Token | None:
    """The noun for who was told, not counting an occasion ("told a briefing")."""
    told = _told(scene)
    return None if told is None or _is_occasion(told, set()) else told


def bare_phrase(noun: Token) -> Span:
    """A noun's phrase without its article."""
    phrase = noun_phrase(noun)
    return span_of(without_article(noun.doc[phrase.first : phrase.last + 1]))


def said_on(scene: Scene, context: Context) -> Span | None:
    """The date that the cue's own words hang on, outside content and source."""
    if scene.head is None:
        return None
    at = scene.head.idx
    dates = [date for date in _timexes_near(scene, context) if date.type in ("DATE", "TIME") and date.value is not None]
    near = [date.span for date in dates if not _elsewhere(date.span, scene, context) and _dates(date.span, scene, context)]
    return min(near, key=lambda span: min(abs(span.start - at), abs(span.end - at)), default=None)


def _dates(date: Span, scene: Scene, context: Context) -> bool:
    """Whether a date belongs to the cue: it hangs on it with no other verb between, or stands right behind it."""
    tokens = context.document.tokens(date)
    if not len(tokens) or scene.head is None:
        return False
    behind = tokens[0].i - scene.head.i
    if 0 < behind <= 1 + (tokens[0].i > 0 and tokens[0].nbor(-1).pos_ == "ADP"):
        return True
    here = tokens.root
    for _ in range(CLIMB):
        if here in scene.heads:
            return True
        if _is_another_clause(here):
            return False
        here = here.head
    return False


def _is_another_clause(word: Token) -> bool:
    """Whether a word heads a clause that is not about the speaking ("remarks published on", "speaking on" are)."""
    if word.tag_ in ("VBG", "VBN") and word.dep_ in ("advcl", "acl"):
        return bool(near.marks(word) or near.subjects(word))
    return word.pos_ in ("VERB", "AUX") or word.dep_ in ("relcl", "appos", "ROOT")


def _elsewhere(date: Span, scene: Scene, context: Context) -> bool:
    if date.end <= dateline_end(context.text, scene.around[0].idx):
        return True
    taken = (*scene.attribution.content, *scene.attribution.source)
    return any(date.overlaps(span) for span in taken) or context.quotations.around(date.start) is not None
