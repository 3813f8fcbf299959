"""Libraries that come only with an extra: loaded when needed, and named with the command that installs them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from onrecord.errors import UsageError


def load_extra(module: str, extra: str, what: str) -> Any:
    """Load a module. Raises: UsageError, naming the extra to install, where it is absent."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        raise UsageError(f"{what} need the extra `{extra}`: pip install 'onrecord[{extra}]'") from error
