"""Figures: quantities with their units, bounds and scope, and what they measure."""

from onrecord.annotate.figures.items import QuantityItem, quantity_items
from onrecord.annotate.figures.layer import find_figures, find_quantities

__all__ = ["QuantityItem", "find_figures", "find_quantities", "quantity_items"]
