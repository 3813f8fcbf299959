"""Where things are on this machine: the record, and the folder of the user's own data.

    ONRECORD_DB      the record: a path, or a database URL
    ONRECORD_HOME    the folder for the record, data sets and caches, in place of the platform's own
    ONRECORD_CACHE   the folder of what can be made again, in place of the platform's own or the one in ONRECORD_HOME
    ONRECORD_AUTHOR  who decides, in the log of decisions; without it, the user's name on this machine

All are read anew each time, so that a test or a script can set them.
"""

from __future__ import annotations

import getpass
import os
from pathlib import Path

import platformdirs


def data_folder() -> Path:
    """The folder that holds the user's record and data sets: $ONRECORD_HOME, else the platform's place for such data."""
    home = os.environ.get("ONRECORD_HOME")
    return Path(home) if home else Path(platformdirs.user_data_dir("onrecord", appauthor=False))


def cache_folder() -> Path:
    """The folder of what can be made again: $ONRECORD_CACHE, else $ONRECORD_HOME/cache, else the platform's place for it."""
    given, home = os.environ.get("ONRECORD_CACHE"), os.environ.get("ONRECORD_HOME")
    if given:
        return Path(given)
    return Path(home) / "cache" if home else Path(platformdirs.user_cache_dir("onrecord", appauthor=False))


def record_url(given: str | None = None) -> str:
    """The record to use: the given one, else $ONRECORD_DB, else `record.sqlite` in the data folder."""
    return given or os.environ.get("ONRECORD_DB") or str(data_folder() / "record.sqlite")


def author(given: str | None = None) -> str:
    """Who decides: the given name, else $ONRECORD_AUTHOR, else the user's name on this machine."""
    return given or os.environ.get("ONRECORD_AUTHOR") or getpass.getuser()
