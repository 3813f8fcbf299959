"""The judge: how likely a proposal is right, from what proposed it and how it stands in the text."""

from onrecord.annotate.judge.trees import Judge, read_judges

__all__ = ["Judge", "read_judges"]
