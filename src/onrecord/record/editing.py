"""What a person may set in a row: the fields by layer, and whether a value will do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from onrecord.errors import UsageError
from onrecord.model.days import days_of
from onrecord.record.layers import LAYERS
from onrecord.scheme.toml import load_scheme

# Layer -> name of an option -> field of the item. `source`, `party`, `content` and `cue` of a statement are laid out by edits.py.
EDITABLE: dict[str, dict[str, str]] = {
    "statements": {
        "source": "source", "party": "party", "content": "content", "cue": "cue", "kind": "kind", "via": "via",
        "date": "said_on", "to": "addressee",
    },
    "events": {
        "type": "type", "status": "status", "who": "actors", "to": "recipients", "date": "date", "place": "place",
        "deadline": "deadline",
    },
    "dates": {"value": "value", "type": "type"},
    "figures": {
        "value": "value", "low": "low", "high": "high", "bound": "bound", "unit": "unit", "of": "of", "scope": "scope",
        "source": "claimed_by", "date": "period",
    },
    "positions": {
        "party": "actor", "issue": "issue", "stance": "stance", "condition": "condition", "ascribed_by": "ascribed_by",
        "statement": "statement",
    },
    "commitments": {
        "party": "actor", "what": "what", "to": "to", "deadline": "deadline", "condition": "condition", "status": "status",
        "statement": "statement",
    },
    "next_steps": {"what": "what", "who": "who", "date": "date", "event": "event"},
    "open_issues": {"issue": "issue"},
}  # fmt: skip
# What an added row must be given beside its words.
NEEDED: dict[str, tuple[str, ...]] = {
    "statements": (),
    "events": ("type",),
    "dates": ("value",),
    "figures": ("value", "unit"),
    "positions": ("party", "issue", "stance"),
    "commitments": ("party", "what"),
    "next_steps": ("what",),
    "open_issues": ("issue",),
}
# What an added row is where nothing else is said.
USUAL: dict[str, dict[str, Any]] = {
    "statements": {"kind": "indirect"},
    "events": {"status": "happened"},
    "dates": {"type": "DATE"},
}
LISTS = frozenset({"via", "actors", "recipients", "who"})
NUMBERS = frozenset({"low", "high"})
DAYS = frozenset({"said_on", "deadline", "date", "period"})
SINGULAR = {
    "statement": "statements", "event": "events", "date": "dates", "figure": "figures", "position": "positions",
    "commitment": "commitments", "next-step": "next_steps", "open-issue": "open_issues",
}  # fmt: skip
# How one says that a field has no value.
NOTHING = "none"
ISSUE = re.compile(r"(?:other:)?[a-z0-9]+(?:-[a-z0-9]+)*")


def fields_of(layer: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Turn what was given under the names of options into fields of a layer's items.

    Args:
        layer: a layer of EDITABLE.
        given: option -> words, or a list of them; None for what was not given; `none` for no value.

    Raises: UsageError, naming option and value, and what would be right.
    """
    known = EDITABLE[layer]
    found: dict[str, Any] = {}
    for option, value in given.items():
        if value is None or value == []:
            continue
        if option not in known:
            raise UsageError(f"--{_spelled(option)} says nothing of {layer}; give {_options(layer)}")
        found[known[option]] = _value(layer, known[option], option, value)
    return found


def _options(layer: str) -> str:
    return ", ".join(f"--{_spelled(name)}" for name in EDITABLE[layer])


def _spelled(option: str) -> str:
    return option.replace("_", "-")


def _value(layer: str, field: str, option: str, value: Any) -> Any:
    if field in LISTS:
        listed = value if isinstance(value, list) else [value]
        return [] if listed == [NOTHING] else [one.strip() for one in listed]
    if value == NOTHING:
        return None
    words = value.strip()
    if not words:
        raise UsageError(f"--{_spelled(option)} is empty; to say that there is none, write {NOTHING}")
    if field in NUMBERS or (layer, field) == ("figures", "value"):
        return _number(option, words)
    check = CHECKS.get(field)
    return check(option, words) if check is not None else words


def _number(option: str, words: str) -> float:
    try:
        return float(words.replace(",", ""))
    except ValueError as error:
        raise UsageError(f"--{_spelled(option)} {words!r} is not a number; write it in digits, such as 1500 or 0.5") from error


def _day(option: str, words: str) -> str:
    if days_of(words) is None:
        raise UsageError(
            f"--{_spelled(option)} {words!r} is no day, month, week or year; write it as 2025-12-04, 2025-12, 2025-W49 or a/b"
        )
    return words


def _issue(option: str, words: str) -> str:
    if not ISSUE.fullmatch(words):
        raise UsageError(f"--{option} {words!r} is no slug; write it as in the codebook, such as prisoners or other:dam")
    return words


CHECKS: dict[str, Callable[[str, str], str]] = {**dict.fromkeys(DAYS, _day), "issue": _issue}


def check_item(layer: str, values: Mapping[str, Any]) -> None:
    """Check that values make an item of a layer.

    Raises: UsageError, naming field, value and the values that would do.
    """
    if layer == "events":
        known = load_scheme("events")["order"]
        if values.get("type") not in known:
            raise UsageError(f"event type {values.get('type')!r} is not in PLOVER; it has {', '.join(sorted(known))}")
    try:
        LAYERS[layer].model.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        raise UsageError(
            f"{'.'.join(map(str, first['loc']))} {first['input']!r} of {layer} will not do: {first['msg']}"
        ) from error
