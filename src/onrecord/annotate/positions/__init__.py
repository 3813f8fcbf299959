"""Positions: who stands where on which issue."""
