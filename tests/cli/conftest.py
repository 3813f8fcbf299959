import io
import json
import sys
from types import SimpleNamespace

import pytest

from onrecord.cli import main


@pytest.fixture
def onrecord(tmp_path, monkeypatch, capsys):
    """Run a command as a user does, in a home of its own; returns exit status, output, errors."""
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
