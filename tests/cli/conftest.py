import io
import json
import sys
from types import SimpleNamespace

import pytest

from onrecord.cli import main
from onrecord.resolve.gazetteer import open_gazetteer


@pytest.fixture
def onrecord(tmp_path, monkeypatch, capsys, request):
    """Run a command as a user does, in a home of its own; returns exit status, output, errors."""
    if request.node.get_closest_marker("model"):
        open_gazetteer(tell=[].append)  # made before, so that no command tells of making it
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ONRECORD_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("ONRECORD_DB", raising=False)

    def run(*words, data=b""):
        monkeypatch.setattr(sys, "argv", ["onrecord", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return ended.value.code, printed.out, printed.err

    return run


@pytest.fixture
def report(tmp_path):
    """Write a report's file and return its path."""

    def write(name, **fields):
        path = tmp_path / name
        path.write_text(json.dumps({"language": "en", "published": "2025-03-03", **fields}), encoding="utf-8")
        return path

    return write
