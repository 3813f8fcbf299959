"""Positions: who stands where on which issue."""

from onrecord.annotate.positions.find import find_positions

__all__ = ["find_positions"]
