"""Events: who did what to whom, by PLOVER's sixteen types, and whether it happened."""

from onrecord.annotate.events.find import find_events

__all__ = ["find_events"]
