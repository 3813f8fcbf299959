"""The kinds of relations, in the order in which they are made: a later one may read those before it."""

from __future__ import annotations

from onrecord.relate import copies
from onrecord.relate.relation import Maker

MAKERS: tuple[Maker, ...] = (copies.MAKER,)
