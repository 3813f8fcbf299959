"""Load the TOML files of the scheme, once each."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from onrecord.errors import InvalidVocabulary


def parse_toml(content: str, origin: str) -> dict[str, Any]:
    """Parse TOML. Raises: InvalidVocabulary, naming the file and the line."""
    try:
        return tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise InvalidVocabulary(f"{origin}: not valid TOML: {error}") from error


@cache
def load_scheme(name: str) -> dict[str, Any]:
    """Return a vocabulary that comes with onrecord by its path under `scheme/` without the ending ("cues", "actors/states").

    The dictionary is shared: do not change it. Raises: InvalidVocabulary.
    """
    resource = files("onrecord.scheme").joinpath(*f"{name}.toml".split("/"))
    if not resource.is_file():
        raise InvalidVocabulary(f"the vocabulary {name!r} does not come with onrecord")
    return parse_toml(resource.read_text(encoding="utf-8"), f"scheme/{name}.toml")


def load_toml_file(path: Path) -> dict[str, Any]:
    """Return a user's own TOML file. Raises: InvalidVocabulary, if it is absent, unreadable or not TOML."""
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidVocabulary(f"{path}: cannot be read: {error}") from error
    return parse_toml(content, str(path))
