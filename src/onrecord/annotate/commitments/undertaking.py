"""An undertaking: the words of one promise before its terms are read."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.model.reading import CommitmentStatus


@dataclass(frozen=True, slots=True)
class Undertaking:
    """Who takes what upon themselves, in tokens.

    Args:
        carrier: the verb that promises or announces; without one, the verb of the act.
        first: where the span of the promise begins.
        content: the head of what is promised.
        promisors: heads of the phrases that name who promises; empty for the source of the statement around it.
        to: heads of the phrases of those who may be promised it, the likeliest first.
        own: whether it is a promise only where the promisors are the party of the one who says it.
        status: what the report itself says became of it.
    """

    carrier: Token
    first: Token
    content: Token
    promisors: tuple[Token, ...] = ()
    to: tuple[Token, ...] = ()
    own: bool = False
    status: CommitmentStatus = "promised"
