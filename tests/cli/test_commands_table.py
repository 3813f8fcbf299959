"""The table of commands says what the modules register, and nothing heavy is loaded to show it."""

from __future__ import annotations

import subprocess
import sys

import pytest
import typer

from onrecord.cli.app import app
from onrecord.cli.commands import COMMANDS

HEAVY = {"spacy", "onnxruntime", "shapely", "trafilatura", "sqlalchemy"}


def loaded_by(code: str) -> set[str]:
    """The packages that a fresh interpreter has loaded after some code."""
    shown = f"{code}\nimport sys\nprint()\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", shown], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_table_is_what_the_modules_register():
    group = typer.main.get_group(app)
    for name in COMMANDS:
        group.load(name)
    assert sorted(group.commands) == sorted(COMMANDS)
    assert {name: (command.help or "").split("\n")[0] for name, command in group.commands.items()} == {
        name: line for name, (_, line) in COMMANDS.items()
    }


def test_help_loads_nothing_heavy():
    code = "import sys\nfrom onrecord.cli import main\nsys.argv = ['onrecord', '--help']\ntry:\n    main()\nexcept SystemExit:\n    pass"
    assert not HEAVY & loaded_by(code)


@pytest.mark.parametrize(
    "module", sorted({module for module, _ in COMMANDS.values()} - {"reading", "keeping", "serving", "territory"})
)
def test_commands_that_ask_the_record_load_no_model_and_no_maps(module):
    assert not {"spacy", "onnxruntime", "shapely", "trafilatura"} & loaded_by(f"import onrecord.cli.{module}")


def test_typing_slip_is_answered_with_the_nearest_command(onrecord):
    status, _, err = onrecord("statments")
    assert (status, "statements" in err) == (2, True)
