"""Event coding: the types of acts between marked pairs, and the events of single sentences."""

from onrecord.annotate.events.coding.sentence import CodedEvent, code_events, code_type

__all__ = ["CodedEvent", "code_events", "code_type"]
