# docintel: two commands do all the set-up: `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime-installed
TESTS := $(VENV)/.tests-installed
PACKAGING := pyproject.toml setup.py

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo bundle test test-slow bench lint types contracts check fix constraints clean

help: ## Show these commands
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "docintel needs Python 3.11 or newer: make PYTHON=python3.11 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): constraints/runtime.txt $(PACKAGING) | $(BIN)/python
	$(BIN)/pip install -q --require-hashes -r constraints/runtime.txt
	$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	@touch $@

$(TESTS): constraints/test.txt $(PACKAGING) | $(BIN)/python
	$(BIN)/pip install -q --require-hashes -r constraints/test.txt
	$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	@touch $@ $(RUNTIME)

demo: $(RUNTIME) ## Run the sample deal through the whole flow
	$(BIN)/docintel demo

test: $(TESTS) ## Run the tests (10 minutes at most)
	$(BIN)/pytest -n auto -m "not slow"

test-slow: $(TESTS) ## Run the long tests (30 minutes at most)
	$(BIN)/pytest -m slow

bench: $(TESTS) ## Measure speed against the reference libraries, side by side
	$(BIN)/python -m tests.bench

bundle: $(RUNTIME) ## Build the archive that installs docintel without a network (into dist/)
	$(BIN)/python -m deploy.bundle

lint: $(TESTS) ## Style and docstrings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(TESTS) ## Type check, strict
	$(BIN)/mypy
	$(BIN)/mypy -p deploy

contracts: $(TESTS) ## Who may import whom
	$(BIN)/lint-imports

check: lint types contracts test ## Everything a commit must pass

fix: $(TESTS) ## Mend style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The lock files name no registry host.
COMPILE := $(BIN)/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --no-header --annotation-style=line \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --build-deps-for editable
constraints: $(TESTS) ## Renew the hashed lock files from pyproject.toml
	$(BIN)/pip install -q "pip-tools>=7.4,<8"
	$(COMPILE) -o constraints/runtime.txt pyproject.toml
	$(COMPILE) --extra test --extra authoring -c constraints/runtime.txt -o constraints/test.txt pyproject.toml

clean: ## Remove the environment and what was built
	rm -rf $(VENV) build dist out *.egg-info src/*.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
