"""The `onrecord` command: the application, and the one place where errors become a line and an exit status.

Exit status: 0 done; 1 some report failed or something did not hold, the rest was done; 2 nothing was done.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any

import typer
from rich.console import Console
from typer.core import TyperCommand, TyperGroup

from onrecord import __version__
from onrecord.cli.commands import COMMANDS
from onrecord.errors import OnrecordError


class Commands(TyperGroup):
    """The commands of the table `COMMANDS`; the module of one is loaded when it is called."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        for name, (_, line) in COMMANDS.items():
            self.commands.setdefault(name, TyperCommand(name, help=line))

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """The names, in the order of the table."""
        return list(COMMANDS)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is called, and what is left of the arguments."""
        if args[0] in COMMANDS:
            self.load(args[0])
        return super().resolve_command(ctx, args)

    def load(self, name: str) -> None:
        """Load the module of a command, which registers it with the application."""
        importlib.import_module(f"onrecord.cli.{COMMANDS[name][0]}")
        self.commands[name] = typer.main.get_group(app).commands[name]


app = typer.Typer(
    name="onrecord",
    cls=Commands,
    help="Follow a negotiation or a conflict through the news: "
    "every statement sourced, every position dated, every figure checked.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
# Columns. What is piped into a file or a pager has no terminal's width, and rich's fall-back of 80 cuts words to shreds.
PIPED_COLUMNS = 180
out = Console(highlight=False, width=None if sys.stdout.isatty() else PIPED_COLUMNS)
err = Console(stderr=True, soft_wrap=True, highlight=False)


def _show_version(wanted: bool) -> None:
    if wanted:
        out.print(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(False, "--version", callback=_show_version, is_eager=True, help="Print the version and exit."),
) -> None:
    """The options before the command."""


def say_error(error: OnrecordError) -> None:
    """Print an error as one line on standard error."""
    err.print(f"onrecord: {' '.join(error.message.split())}", markup=False)


def main() -> None:
    """Run the command line; every error that onrecord raises on purpose becomes one line and exit status 2."""
    try:
        status = app(standalone_mode=False)
    except OnrecordError as error:
        say_error(error)
        status = 2
    except typer.Abort:
        status = 130
    except typer.TyperException as error:
        # A slip in the command line: with its usage where the library can say it.
        show = getattr(error, "show", None)
        show() if callable(show) else err.print(f"onrecord: {error.format_message()}", markup=False)
        status = error.exit_code
    except BrokenPipeError:  # `onrecord statements | head`
        sys.stderr.close()
        status = 0
    sys.exit(status if isinstance(status, int) else 0)
