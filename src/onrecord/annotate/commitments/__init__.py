"""The commitments layer: who promised what to whom, by when, on what condition."""

from onrecord.annotate.commitments.find import find_commitments

__all__ = ["find_commitments"]
