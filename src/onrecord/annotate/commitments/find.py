"""Find commitments: every promise of a report with who makes it and its terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Token

from onrecord.annotate.commitments.announcements import Announcements
from onrecord.annotate.commitments.lexicon import load_promises
from onrecord.annotate.commitments.promises import NAMES, promise_at
from onrecord.annotate.commitments.terms import condition_of, deadline_of, words_of
from onrecord.annotate.commitments.undertaking import Undertaking
from onrecord.annotate.document import Document
from onrecord.annotate.events.calendar import Calendar
from onrecord.annotate.events.lexicon import load_events
from onrecord.annotate.events.phrases import Phrases
from onrecord.model.draft import CommitmentDraft
from onrecord.model.span import Span

if TYPE_CHECKING:
    from onrecord.annotate.vocabulary import Vocabulary


def find_commitments(document: Document, vocabulary: Vocabulary) -> list[CommitmentDraft]:
    """Find what somebody promised, in the report's own words or in a statement, also by announcing an act of their own.

    What is only demanded, denied, foreseen or left to another ("wants a guarantee", "will win") is no promise. `holders` are
    the spans of who promised; they are empty where only the source of `statement` can be meant ("we will pay by March").
    """
    return _Finder(document, vocabulary).find()


class _Finder:
    """The promises of one document."""

    def __init__(self, document: Document, vocabulary: Vocabulary) -> None:
        self._document = document
        self._words, self._lexicon = load_promises(), load_events()
        self._phrases = Phrases(document, self._lexicon, vocabulary.directory)
        self._calendar = Calendar(document)
        self._announcements = Announcements(self._phrases, self._calendar, self._words, vocabulary.directory)

    def find(self) -> list[CommitmentDraft]:
        taken: set[int] = set()
        found = []
        for find in (lambda token: promise_at(token, self._words, self._lexicon), self._announcements.at):
            for token in self._document.doc:
                one = find(token)
                draft = self._draft(one) if one is not None and one.content.i not in taken else None
                if one is not None and draft is not None:
                    taken.update((one.content.i, one.carrier.i))
                    found.append(draft)
        return sorted(found, key=lambda draft: draft.span)

    def _draft(self, one: Undertaking) -> CommitmentDraft | None:
        statement = self._statement(one)
        holders = self._holders(one)
        if not holders and (statement is None or one.own):
            return None
        condition = condition_of(one, self._words)
        what = words_of(one, condition)
        inside = self._announcements.statement(one.carrier)
        return CommitmentDraft(
            span=Span(min(one.first.idx, what.start), max(what.end, one.carrier.idx + len(one.carrier))),
            what=what,
            holders=holders,
            own=one.own,
            to=self._addressee(one),
            deadline=deadline_of(one, self._calendar),
            condition=condition,
            status=one.status if inside is None else "promised",
            statement=statement,
        )

    def _holders(self, one: Undertaking) -> tuple[Span, ...]:
        speaks = [t for t in one.promisors if t.lower_ in self._words.words["first_persons"] | {"our", "my"}]
        if speaks:
            return ()
        return tuple(dict.fromkeys(s for t in one.promisors for s in self._named(t)))

    def _named(self, token: Token) -> list[Span]:
        """Who a promisor is: those its phrase names; of "his promise" the person named before."""
        person = self._phrases.person_before(token) if token.dep_ == "poss" else None
        return [person] if person is not None else self._phrases.actors(token)

    def _addressee(self, one: Undertaking) -> Span | None:
        """To whom: somebody named, not a reporter."""
        for target in one.to:
            if target not in one.promisors and (target.ent_type_ in NAMES or target.lemma_.lower() in self._lexicon.actors):
                return self._phrases.span(target)
        return None

    def _statement(self, one: Undertaking) -> int | None:
        """The index of the statement whose cue a verb of the promise is, or in whose content it stands."""
        for verb in dict.fromkeys((one.carrier, one.content)):
            number = self._cued(verb)
            if number is not None:
                return number
        number = self._announcements.statement(one.carrier)
        return number if number is not None else self._announcements.statement(one.content)

    def _cued(self, verb: Token) -> int | None:
        here = Span(verb.idx, verb.idx + len(verb))
        statements = self._document.annotations.statements
        return next((n for n, one in enumerate(statements) if any(span.overlaps(here) for span in one.cue)), None)
