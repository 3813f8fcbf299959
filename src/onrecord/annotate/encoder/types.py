"""What the heads tell apart, in the order of their outputs."""

from __future__ import annotations

from onrecord.model.reading import EventStatus

# PLOVER's root types (PLOVER manual), in alphabetical order.
TYPES = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT",
    "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN",
)  # fmt: skip
STATUSES: tuple[EventStatus, ...] = ("happened", "planned", "proposed", "moved", "called-off", "denied")
# "conditional": a condition carries the position, whatever its direction.
POSITION_TAGS = ("support", "oppose", "demand", "offer", "conditional")
