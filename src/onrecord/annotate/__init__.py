"""Report -> annotations: one module a layer, each reading what the layers before it found."""

from onrecord.annotate.pipeline import annotate

__all__ = ["annotate"]
