"""Mentions: names, descriptions and pronouns that may denote an actor."""

from onrecord.annotate.mentions.find import find_mentions

__all__ = ["find_mentions"]
