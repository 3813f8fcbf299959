"""Direct quotes: which cue a quotation belongs to, and which quotations stand alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from onrecord.annotate.phrase import MARKS
from onrecord.annotate.statements.clauses import FINITE, right_clause
from onrecord.annotate.statements.cues import Cue
from onrecord.annotate.statements.sentence import Sentences
from onrecord.annotate.statements.sources import source_of
from onrecord.model.draft import Quotation

ENDS = frozenset({".", "!", "?", "…", "...", ";", ":"})
WINDOW = 60


@dataclass(slots=True)
class Quote:
    """A quotation with its tokens [first, last] and its paragraph's number."""

    quotation: Quotation
    first: int
    last: int
    paragraph: int
    free: bool = False


@dataclass(slots=True)
class Speech:
    """The quotes of one cue, or of none: several where an attribution splits a quote or a quote runs on."""

    cue: Cue | None
    quotes: list[Quote] = field(default_factory=list)


def locate(doc: Doc, quotations: list[Quotation], paragraph_starts: list[int]) -> list[Quote]:
    """The quotations by token, in one pass over the text."""
    found, index, paragraph = [], 0, 0
    for quotation in quotations:
        start, end = quotation.span
        while paragraph + 1 < len(paragraph_starts) and paragraph_starts[paragraph + 1] <= start:
            paragraph += 1
        while index < len(doc) and doc[index].idx + len(doc[index]) <= start:
            index += 1
        first = index
        while index < len(doc) and doc[index].idx < end:
            index += 1
        if index > first:
            found.append(Quote(quotation, first, index - 1, paragraph))
    return found


def quoted_tokens(doc: Doc, quotes: list[Quote]) -> bytearray:
    """A mark for each token inside quotation marks."""
    mask = bytearray(len(doc))
    for quote in quotes:
        mask[quote.first : quote.last + 1] = b"\x01" * (quote.last + 1 - quote.first)
    return mask


class Linker:
    """Walks through the quotes of a text once and gives each free-standing one to a cue, to the speech before, or to nobody."""

    def __init__(self, doc: Doc, quotes: list[Quote], sentences: Sentences, bounds: list[tuple[int, int]]) -> None:
        self.doc, self.quotes, self.sentences, self.bounds = doc, quotes, sentences, bounds
        self.by_cue: dict[int, Speech] = {}
        self.speeches: list[Speech] = []

    def link(self) -> list[Speech]:
        """The speeches of the text in reading order."""
        previous: Quote | None = None
        for number, quote in enumerate(self.quotes):
            following = self.quotes[number + 1] if number + 1 < len(self.quotes) else None
            quote.free = self._stands_free(quote, previous)
            if quote.free:
                self._place(quote, previous, following)
            elif previous is not None and self._resumes(previous, quote):
                self.speeches[-1].quotes.append(quote)
            previous = quote
        return self.speeches

    def _place(self, quote: Quote, previous: Quote | None, following: Quote | None) -> None:
        cue = self._cue_after(quote, following) or self._cue_before(quote, previous) or self._cue_announcing(quote)
        if cue is not None:
            self._say(cue, quote)
        elif self._is_sentence(quote):
            last = self.speeches[-1] if self.speeches else None
            if last is not None and self._runs_on(last, quote):
                last.quotes.append(quote)
            else:
                self.speeches.append(Speech(None, [quote]))

    def _say(self, cue: Cue, quote: Quote) -> None:
        speech = self.by_cue.get(cue.verb.i)
        if speech is None:
            speech = self.by_cue[cue.verb.i] = Speech(cue)
            self.speeches.append(speech)
        speech.quotes.append(quote)

    def _before(self, quote: Quote) -> Token | None:
        """The token before the opening mark, in the quote's paragraph."""
        index, start = quote.first - 1, self.bounds[quote.paragraph][0]
        while index >= start and (
            self.doc[index].text in MARKS or self.doc[index].is_space or self.doc[index].text in "“”\"'`"
        ):
            index -= 1
        return self.doc[index] if index >= start else None

    def _stands_free(self, quote: Quote, previous: Quote | None) -> bool:
        """Whether a quotation begins a sentence, or follows a comma, a colon or a cue: it is no part of another sentence."""
        before = self._before(quote)
        if before is None or before.text in ENDS:
            return True
        if previous is not None and previous.last == before.i:
            return True
        if before.text in (",", "-", "–", "—"):
            return self._cue_before(quote, previous) is not None or (previous is not None and previous.last + 4 > before.i)
        capital = self.doc[quote.first].text[:1].isupper()
        return capital and self.sentences.at(before.i).cue_at(before.i) is not None and self._is_sentence(quote)

    def _cue_after(self, quote: Quote, following: Quote | None) -> Cue | None:
        """The cue of "...," somebody said."""
        doc, index = self.doc, quote.last + 1
        stop = min(self.bounds[quote.paragraph][1], following.first - 1 if following else len(doc), quote.last + WINDOW)
        comma = self.doc[quote.last].text in (",", "!", "?", "—", "–", "-", "…", "...")
        while index < stop and (doc[index].is_punct or doc[index].is_space or doc[index].text in MARKS):
            comma = comma or doc[index].text in (",", "—", "–")
            if doc[index].text in (".", ";"):
                return None
            index += 1
        if index >= stop or (not comma and doc[quote.last].text in ENDS and not doc[index].text[:1].islower()):
            return None
        return self._attribution_at(index, stop)

    def _attribution_at(self, start: int, stop: int) -> Cue | None:
        """The cue whose source or verb starts here."""
        for cue in self._cues(start, stop):
            if cue.verb.dep_ == "relcl" and cue.first != start:
                continue
            if not cue.speaks or cue.participle:
                return None
            source = source_of(cue, inverted=True)
            begins = cue.first if source is None else min(cue.first, source.first)
            if cue.relayed and cue.governor is not None:
                begins = min(begins, cue.governor.left_edge.i, *(child.left_edge.i for child in cue.governor.lefts))
            if begins <= start or self._only_adverbs(start, begins):
                return cue if source is not None else None
            return None
        return None

    def _only_adverbs(self, start: int, end: int) -> bool:
        return all(self.doc[index].pos_ in ("ADV", "PUNCT", "ADJ", "DET") for index in range(start, min(end, start + 3)))

    def _cues(self, start: int, stop: int) -> list[Cue]:
        """The cues between two tokens, up to the end of the sentence outside quotes."""
        found: list[Cue] = []
        index = start
        while index < stop:
            if self._stops(index):
                break
            sentence = self.sentences.at(index)
            end = min(stop, sentence.last + 1)
            full_stop = next((i for i in range(index, end) if self._stops(i)), end)
            found += [cue for cue in sentence.cues_between(index, full_stop - 1, WINDOW) if cue.first >= index]
            index = max(full_stop, index + 1)
        return found

    def _stops(self, index: int) -> bool:
        """Whether a sentence ends at a token; the full stop of an abbreviation in brackets ends none."""
        bracket = index + 1 < len(self.doc) and self.doc[index + 1].text in (")", "]")
        return self.doc[index].text in (".", "!", "?", ";") and not bracket

    def _cue_before(self, quote: Quote, previous: Quote | None) -> Cue | None:
        """The cue of somebody said: "..."."""
        before = self._before(quote)
        if before is None or (
            before.text not in (",", ":", "-", "–", "—") and not self.sentences.at(before.i).cue_at(before.i) is not None
        ):
            return None
        start = max(self.bounds[quote.paragraph][0], before.i - WINDOW, previous.last + 1 if previous else 0)
        for index in range(before.i - 1, start, -1):
            if self.doc[index].text in (".", "!", "?", ";"):
                start = index + 1
                break
        cues = [cue for cue in self._cues(start, before.i + 1) if cue.speaks and not cue.passive]
        if not cues:
            return None
        cue = cues[-1]
        if before.text != ":" and self._verb_between(cue, before.i):
            return None
        return cue

    def _cue_announcing(self, quote: Quote) -> Cue | None:
        """The cue at the end of the paragraph before, where a colon announces the quote: "She writes:"."""
        start = self.bounds[quote.paragraph][0]
        if quote.paragraph == 0 or self._before(quote) is not None:
            return None
        end = self.bounds[quote.paragraph - 1][1] - 1
        if end < 0 or self.doc[end].text != ":":
            return None
        sentence = self.sentences.at(end)
        cues = [cue for cue in sentence.cues_between(max(sentence.first, start - WINDOW), end, WINDOW) if cue.speaks]
        return cues[-1] if cues and right_clause(cues[-1], sentence) is None else None

    def _resumes(self, previous: Quote, quote: Quote) -> bool:
        """Whether a quotation goes on with the one before, after its attribution: "...," she said, but "..."."""
        speech = self.speeches[-1] if self.speeches else None
        before = self._before(quote)
        if speech is None or speech.cue is None or before is None or speech.quotes[-1] is not previous:
            return False
        comma = before.i > 0 and before.nbor(-1).text == ","
        return comma and before.dep_ == "cc" and previous.last < speech.cue.first and speech.cue.last + 3 >= before.i

    def _verb_between(self, cue: Cue, end: int) -> bool:
        source = source_of(cue, inverted=True)
        after = max(cue.last, source.last if source else 0)
        return any(self.doc[index].tag_ in FINITE for index in range(after + 1, end))

    def _is_sentence(self, quote: Quote) -> bool:
        """Whether a quotation is a whole utterance: it ends like one, and a new sentence or nothing follows."""
        doc, end = self.doc, self.bounds[quote.paragraph][1]
        if not quote.quotation.closed:
            return quote.last - quote.first > 2
        index = quote.last + 1
        while index < end and (doc[index].text in MARKS or doc[index].is_space):
            index += 1
        ended = doc[quote.last].text in ENDS or (index < end and doc[index].text in (".", "!", "?")) or index >= end
        return ended and (quote.last - quote.first > 1 or index >= end)

    def _runs_on(self, speech: Speech, quote: Quote) -> bool:
        """Whether a quote without a cue goes on from a speech: after its attribution, or at the head of the next paragraph."""
        last = speech.quotes[-1]
        cue_end = self.sentences.at(speech.cue.verb.i).last if speech.cue is not None else last.last
        if speech.cue is not None and self.doc[speech.cue.verb.i].i < last.first:
            cue_end = last.last
        between = max(last.last, min(cue_end, quote.first - 1))
        if quote.paragraph == last.paragraph:
            return not self._words_between(between, quote.first) or not self._words_between(last.last, quote.first)
        ended = self.bounds[last.paragraph][1] - 1
        return quote.paragraph == last.paragraph + 1 and not self._words_between(between, ended + 1)

    def _words_between(self, after: int, before: int) -> bool:
        return any(self.doc[index].is_alpha for index in range(after + 1, before))
