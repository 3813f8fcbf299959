"""The command line: one module a group of commands, each a thin layer over the stages."""

from onrecord.cli import (
    actors,
    cases,
    checking,
    following,
    keeping,
    mending,
    movement,
    questions,
    reading,
    relating,
    reviewing,
    serving,
    sourcing,
    tellings,
    territory,
)
from onrecord.cli.app import main

__all__ = [
    "actors",
    "cases",
    "checking",
    "following",
    "keeping",
    "main",
    "mending",
    "movement",
    "questions",
    "reading",
    "relating",
    "reviewing",
    "serving",
    "sourcing",
    "tellings",
    "territory",
]
