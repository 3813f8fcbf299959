"""What commands load: a question brings neither the language model nor the maps nor the client with it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from made_readings import reading
from onrecord.record.open import open_record
from onrecord.record.writer import Writer

HEAVY = (
    "spacy",
    "thinc",
    "shapely",
    "pyproj",
    "onnxruntime",
    "tokenizers",
    "httpx",
    "trafilatura",
    "fastapi",
    "alembic",
    "dask",
)
ASK = """
import sys
sys.argv = ["onrecord", *sys.argv[1:]]
from onrecord.cli.app import main
try:
    main()
except SystemExit as done:
    assert not done.code, done.code
loaded = [name for name in {heavy!r} if name in sys.modules]
print("loaded", *loaded, file=sys.stderr)
"""


@pytest.mark.parametrize("question", ["--help", "brief", "statements", "moves", "talks"])
def test_a_question_loads_only_what_it_needs(path, question):
    with open_record(path) as record:
        Writer(record).add(reading())
    db = [] if question == "--help" else ["--db", str(path)]
    command = [sys.executable, "-c", ASK.format(heavy=HEAVY), *question.split(), *db]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.stderr.strip().splitlines()[-1] == "loaded", done.stderr
