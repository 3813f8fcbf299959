"""The command line: one module a group of commands, each a thin layer over the stages."""

from onrecord.cli import cases, checking, following, keeping, movement, questions, reading, relating, serving, territory
from onrecord.cli.app import main

__all__ = ["cases", "checking", "following", "keeping", "main", "movement", "questions", "reading", "relating", "serving", "territory"]
