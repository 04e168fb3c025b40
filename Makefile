# Two commands are enough: `make run` and `make test`. Everything they need is made as it is missing.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEV := $(VENV)/.dev
ASSETS := build/static/.made
WORDS := build/.translations
UV := $(BIN)/uv

.PHONY: run test check fix bench bench-privacy lock reference clean browser

run: $(DEV) $(ASSETS) $(WORDS)
	@exec $(BIN)/assistdesk serve --demo $(ARGS)

test: $(DEV) $(ASSETS) $(WORDS)
	@$(BIN)/python -m tools.chromium
	@$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder -q $(ARGS)

check: $(DEV) $(ASSETS) $(WORDS)
	$(BIN)/ruff format --check assistdesk tests tools
	$(BIN)/ruff check assistdesk tests tools
	$(BIN)/mypy assistdesk tests tools
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m tools.migrations
	$(BIN)/python -m tools.translations check
	$(BIN)/assistdesk pack check packs/kentucky
	$(BIN)/assistdesk pack check packs/maryland
	$(BIN)/python -m tools.reference --check
	$(BIN)/python -m tools.ledger

fix: $(DEV)
	$(BIN)/ruff check --fix assistdesk tests tools
	$(BIN)/ruff format assistdesk tests tools

bench: $(DEV) $(ASSETS) $(WORDS)
	@$(BIN)/python -m tools.bench

bench-privacy: $(DEV)
	@$(BIN)/python -m tools.bench_privacy $(FILES) $(ARGS)
	@$(if $(FILES),,$(BIN)/python -m tools.bench.look_alikes)

reference: $(DEV)
	$(BIN)/python -m tools.reference

# Lock files name no registry's host; every package is checked by its hash wherever it comes from.
lock: $(UV)
	cd requirements && for part in run dev uv node peer presidio; do \
	  ../$(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-emit-find-links --override overrides.in --custom-compile-command "make lock" $$part.in -o $$part.txt; done
	npm install --package-lock-only --omit-lockfile-registry-resolved

clean:
	rm -rf $(VENV) build node_modules

$(BIN)/python:
	@echo "Making the environment ..." >&2
	@$(PYTHON) -c 'import sys; sys.exit("AssistDesk needs Python 3.11 or newer.") if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv --without-pip $(VENV)

# pip comes with Python, bundled for `ensurepip`; some distributions take that apart and have pip alone.
$(UV): requirements/uv.txt | $(BIN)/python
	@$(BIN)/python -m ensurepip --default-pip >/dev/null 2>&1 || true
	@if $(BIN)/python -m pip --version >/dev/null 2>&1; then pip="$(BIN)/python -m pip"; \
	 elif $(PYTHON) -m pip --version >/dev/null 2>&1; then pip="$(PYTHON) -m pip --python $(BIN)/python"; \
	 else echo "AssistDesk needs pip: install python3-venv or python3-pip." >&2; exit 1; fi; \
	 $$pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $(UV)

$(DEV): requirements/dev.txt pyproject.toml | $(UV)
	@echo "Installing what the lock file names ..." >&2
	@$(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements/dev.txt requirements/uv.txt
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $(DEV)

node_modules/.made: package.json package-lock.json | $(DEV)
	@echo "Fetching the front-end assets ..." >&2
	@command -v npm >/dev/null || $(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/node.txt
	@PATH="$$PATH:$(abspath $(BIN))" npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(ASSETS): node_modules/.made tools/assets.py $(shell find assistdesk -path '*/static/*' -type f 2>/dev/null) | $(DEV)
	@echo "Collecting style sheets, fonts and scripts ..." >&2
	@$(BIN)/python -m tools.assets
	@touch $@

$(WORDS): $(shell find assistdesk -name '*.po' 2>/dev/null) | $(DEV)
	@$(BIN)/python -m tools.translations compile
	@mkdir -p build && touch $@
