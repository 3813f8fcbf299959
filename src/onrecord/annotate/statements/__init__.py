"""Statements: who said what. `propose` gathers what may be one, `rules` finds spans, `drafts` reads what they say about it."""
