"""Time expressions: a grammar of dates, times, durations and sets, and the days that they mean."""

from onrecord.annotate.dates.layer import find_dates, find_timexes, reanchor

__all__ = ["find_dates", "find_timexes", "reanchor"]
