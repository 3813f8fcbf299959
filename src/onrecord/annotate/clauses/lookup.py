"""The clauses of a document, to be looked up by token."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.annotate.clauses.clause import Argument, Clause


class Clauses:
    """All clauses of a document in reading order. Every look-up is in constant time."""

    __slots__ = ("_at", "_holding", "all")

    def __init__(self, found: Sequence[Clause], holding: Sequence[int | None]) -> None:
        """Args: `holding`, for each token the predicate of the innermost clause that it is in."""
        self.all = tuple(sorted(found, key=lambda clause: clause.predicate))
        self._at = {clause.predicate: clause for clause in self.all}
        self._holding = holding

    def __len__(self) -> int:
        return len(self.all)

    def at(self, token: int) -> Clause | None:
        """The clause whose predicate a token is."""
        return self._at.get(token)

    def of_token(self, token: int) -> Clause | None:
        """The innermost clause that a token is in, its own where it is a predicate; None in text without a predicate."""
        predicate = self._holding[token]
        return None if predicate is None else self._at[predicate]

    def of_verb(self, token: int) -> Clause | None:
        """The innermost clause with a verb that a token is in."""
        clause = self.of_token(token)
        while clause is not None and clause.kind == "nominal":
            clause = self.parent_of(clause)
        return clause

    def parent_of(self, clause: Clause) -> Clause | None:
        """The clause around a clause."""
        return None if clause.place.parent is None else self._at[clause.place.parent]

    def over(self, clause: Clause) -> Iterator[Clause]:
        """The clauses around a clause, from the nearest outward."""
        above = self.parent_of(clause)
        while above is not None:
            yield above
            above = self.parent_of(above)

    def subjects_of(self, token: int) -> tuple[Argument, ...]:
        """The subjects of the predicate that a token is, none of other tokens."""
        clause = self._at.get(token)
        return clause.arguments.subjects if clause is not None else ()

    def objects_of(self, token: int) -> tuple[Argument, ...]:
        """The direct objects of the predicate that a token is."""
        clause = self._at.get(token)
        return clause.arguments.objects if clause is not None else ()

    def doers_of(self, token: int) -> tuple[Argument, ...]:
        """Who does what a token says: subjects, of a passive its agents."""
        clause = self._at.get(token)
        return clause.doers if clause is not None else ()

    def undergoers_of(self, token: int) -> tuple[Argument, ...]:
        """Whom it is done to: objects, of a passive its subjects."""
        clause = self._at.get(token)
        return clause.undergoers if clause is not None else ()

    def is_negated(self, token: int) -> bool:
        """Whether a token is a predicate that its own words deny."""
        clause = self._at.get(token)
        return clause is not None and clause.verb.negated
