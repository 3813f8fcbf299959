# The two commands of a newcomer are `make demo` and `make test`; both make the environment first.
VENV := .venv
PYTHON ?= python3
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
SHARED ?= ../shared

.PHONY: help demo test lint check-types unit evaluate bench lock serve clean

help:
	@echo "make demo      read the invented reports in samples/ into a new record and print the brief"
	@echo "make test      every check: lint, types, tests"
	@echo "make evaluate  score the reader on what can be scored here; writes docs/results.md;"
	@echo "                   FOLDS=dir: open stories by weights that never saw them (training/encoder)"
	@echo "make bench     speed and memory: reading, with spaCy alone beside it; copies among 100,000 texts; questions at 1,000 and 10,000 reports"
	@echo "make lock      pin the dependencies anew"

$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info < (3, 13) else "onrecord needs Python 3.11 or 3.12; name one: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(INSTALLED)
	@ONRECORD=$(BIN)/onrecord sh samples/demo.sh

test: $(INSTALLED) lint check-types unit

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

check-types: $(INSTALLED)
	$(BIN)/mypy

unit: $(INSTALLED)
	$(BIN)/pytest

evaluate: $(INSTALLED)
	$(BIN)/python -m evaluation.report --shared $(SHARED) $(if $(FOLDS),--folds $(FOLDS)) --out docs/results.md

bench: $(INSTALLED)
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m bench.reading --shared $(SHARED)
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m bench.growth
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m bench.copies
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m bench.questions --folder $${TMPDIR:-/tmp}
	$(BIN)/python -m bench.territory $(SHARED)/data/control/deepstate

lock: $(INSTALLED)
	$(BIN)/pip install --quiet "uv>=0.5"
	$(BIN)/uv pip compile pyproject.toml --all-extras --universal --generate-hashes --no-header --python-version 3.11 --output-file requirements.lock

clean:
	rm -rf $(VENV) demo .pytest_cache .mypy_cache .ruff_cache .hypothesis
