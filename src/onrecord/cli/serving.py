"""`onrecord serve`: the pages."""

from __future__ import annotations

import importlib.util
from typing import Annotated

import typer
from rich.text import Text

from onrecord.cli.app import app, out
from onrecord.cli.desk import record_of
from onrecord.cli.options import Db
from onrecord.errors import UsageError

Host = Annotated[str, typer.Option("--host", help="Where to listen. Anything but loopback needs --token.")]
Port = Annotated[int, typer.Option("--port", help="The port.")]
Token = Annotated[str | None, typer.Option("--token", help="What a browser must show to see the pages.", show_default=False)]


@app.command()
def serve(host: Host = "127.0.0.1", port: Port = 8765, token: Token = None, db: Db = None) -> None:
    """Serve the pages on this machine: the brief, and each report with what was read in it."""
    if importlib.util.find_spec("fastapi") is None:
        raise UsageError("the pages need the extra `web`: pip install 'onrecord[web]'")
    from onrecord.web.serve import serve as serve_record  # the extra is not there for everybody

    with record_of(db) as record:
        out.print(Text(f"the pages of {record.name} are at http://{host}:{port}/ (stop with Ctrl-C)"), soft_wrap=True)
        serve_record(record, host=host, port=port, token=token)
