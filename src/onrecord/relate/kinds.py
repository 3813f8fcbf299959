"""The kinds of relations, in the order in which they are made: a later one may read those before it."""

from __future__ import annotations

from onrecord.relate import copies, same_record
from onrecord.relate.relation import Maker

MAKERS: tuple[Maker, ...] = (copies.MAKER, same_record.MAKER)
