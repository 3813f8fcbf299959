"""The words between figures, as regular expressions from the scheme."""

from __future__ import annotations

import re
from functools import cache

from onrecord.scheme.toml import load_scheme


@cache
def between(name: str) -> re.Pattern[str]:
    """The expression of `[between]` by its name; matched over the whole gap."""
    phrases = load_scheme("checks")["between"]
    return re.compile(phrases[name].replace("{around}", phrases["around"]), re.IGNORECASE)
