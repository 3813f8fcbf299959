"""The clauses of a document: who does what to whom, in which tense and mood, made once from the parse for all layers."""

from onrecord.annotate.clauses.build import build_clauses, clauses_of
from onrecord.annotate.clauses.clause import Argument, Clause
from onrecord.annotate.clauses.lookup import Clauses

__all__ = ["Argument", "Clause", "Clauses", "build_clauses", "clauses_of"]
