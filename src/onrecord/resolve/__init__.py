"""Annotations -> a reading: mentions to actors, holders to parties, words to canonical names."""
