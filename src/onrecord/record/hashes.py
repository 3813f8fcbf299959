"""Ids that are hashes of content, so that two records of the same reports agree and can be merged."""

from __future__ import annotations

import hashlib
import json
from typing import Any

# Hex digits. 96 bits: among 10**9 rows a chance meeting of two ids is below 10**-11.
ID_DIGITS = 24
# Hex digits. A hash of words only has to notice a change, not to be unique.
WORDS_DIGITS = 16


def canonical(value: Any) -> bytes:
    """Return JSON with sorted keys and no spaces: one spelling for one value. Zero has no sign: databases drop it."""
    value = _without_signed_zero(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def _without_signed_zero(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_signed_zero(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_without_signed_zero(one) for one in value]
    return value + 0.0 if isinstance(value, float) else value


def content_id(value: Any) -> str:
    """Return the id of a JSON value."""
    return hashlib.sha256(canonical(value)).hexdigest()[:ID_DIGITS]


def sha(data: bytes) -> str:
    """Return the whole SHA-256 in hex, for texts and originals."""
    return hashlib.sha256(data).hexdigest()


def words_sha(words: list[str]) -> str:
    """Return the hash of the words under a row's spans, in the order of the spans."""
    return hashlib.sha256(canonical(words)).hexdigest()[:WORDS_DIGITS]
