"""What each shape of time expression means: one function for each `sense` of the grammar."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.annotate.dates.scene import Meaning, Scene
from onrecord.annotate.dates.senses import absolute, clock, lengths, periods, relative

Sense = Callable[[dict[str, str], Scene], Meaning | None]

# A sense returns None where the words turn out to be no time at all; a time that cannot be placed has the value None.
SENSES: dict[str, Sense] = {
    **absolute.SENSES,
    **periods.SENSES,
    **relative.SENSES,
    **lengths.SENSES,
    **clock.SENSES,
}
