"""Migrations of the record, run from code: no alembic.ini, nothing for the user to call."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

if TYPE_CHECKING:
    from alembic.config import Config


def known_revisions() -> frozenset[str]:
    """Return every revision that this onrecord can migrate from or to."""
    return _revisions()


@cache
def _revisions() -> frozenset[str]:
    from alembic.script import ScriptDirectory  # slow to import, and not needed for a record that is up to date

    return frozenset(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def upgrade(connection: Connection) -> None:
    """Bring the tables to the newest revision, inside the transaction of `connection`."""
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
