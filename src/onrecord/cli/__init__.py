"""The command line: one module a group of commands, each a thin layer over the stages.

A command is registered by its module with `@app.command()` and has a line in the table `commands.COMMANDS`.
"""

from onrecord.cli.app import main

__all__ = ["main"]
