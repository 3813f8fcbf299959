"""Vocabularies as data: TOML files of cue verbs, event types, units, actors, codebooks, and what loads them."""
