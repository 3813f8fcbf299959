"""What the docs name exists, and what exists is in the docs."""

import re
from pathlib import Path

import pytest
import typer.main

from onrecord.cli.app import app
from onrecord.cli.commands import COMMANDS

ROOT = Path(__file__).parent.parent
DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def commands(command, path=()):
    inner = getattr(command, "commands", None)
    if inner is None:
        return [" ".join(path)]
    return [name for word, one in inner.items() for name in commands(one, (*path, word))]


def test_every_command_is_in_the_docs():
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    group = typer.main.get_group(app)
    for name in COMMANDS:
        group.load(name)
    missing = [name for name in commands(group) if f"`{name}" not in page]
    assert missing == []


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(path):
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_modules_named_in_the_pipeline_exist():
    page = (ROOT / "docs" / "pipeline.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:ingest|annotate|resolve|record|model)/[\w/]+\.py)`", page)
    assert named
    assert [name for name in named if not (ROOT / "src" / "onrecord" / name).exists()] == []
