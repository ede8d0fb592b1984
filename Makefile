# Everything that a reader of this project runs. Needed: Python 3.11 or later, git, make; for `make test` also Node 20.
# `make` alone lists the targets.

SHELL := /bin/bash
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
# Wheels alone: nothing is compiled and nothing without a hash is fetched, on any machine.
PIP_INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check
LOCKED := $(PIP_INSTALL) --only-binary :all: --require-hashes
# Hashes and names, no address of a registry: whoever installs brings their own.
COMPILE = UV_CUSTOM_COMPILE_COMMAND='make lock' $(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 \
  --generate-hashes $(if $(UPGRADE),--upgrade)

# Material's notice about its own future is for whoever chooses the host, not for whoever builds a page.
export NO_MKDOCS_2_WARNING := 1

PYTEST_ARGS ?= --numprocesses=auto
BENCH_ARGS ?=
FUZZ_SECONDS ?= 60
CAMPAIGN_ARGS ?= --sites 20000
SPIN_ARGS ?= --graphs 1000
MUTANTS_ARGS ?=
DUE_DAYS ?= 60
ADDRESS ?= 127.0.0.1:8000

# A folder of tests that needs Node names what it needs in a lock file.
NODE_LOCKS := $(wildcard tests/*/package-lock.json)
NODE_STAMPS := $(NODE_LOCKS:package-lock.json=node_modules/.stamp)

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s%s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: site
site: $(VENV)/.site ## Set up, check the trees, build the site into site/
	$(BIN)/fingerpost check trees
	$(BIN)/mkdocs build --strict

.PHONY: serve
serve: $(VENV)/.site ## Serve the site and rebuild it while you write
	$(BIN)/mkdocs serve --dev-addr $(ADDRESS)

.PHONY: test
test: setup lint ## Set up and run every check and test
	$(BIN)/pytest $(PYTEST_ARGS)

.PHONY: setup
setup: $(VENV)/.dev $(NODE_STAMPS) ## Set up what the tests need, the browser included
	$(PY) tests/support/chromium.py

.PHONY: lint
lint: $(VENV)/.dev ## Check the style, the types and the layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

.PHONY: format
format: $(VENV)/.dev ## Format the code and mend what ruff can mend
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

.PHONY: bench
bench: $(VENV)/.bench tests/mermaid/node_modules/.stamp ## Measure, and print ratios; BENCH_ARGS=--write writes docs/performance.md
	$(PY) tests/bench $(BENCH_ARGS)

.PHONY: defects
defects: $(VENV)/.dev ## Break the trees in every way, and write into docs/defects.md what is caught
	$(BIN)/fingerpost seed-defects client-leaves-early --format markdown > .defects.md
	sed -i -e '/^<!-- defects: begin -->$$/,/^<!-- defects: end -->$$/{//!d}' \
	  -e '/^<!-- defects: begin -->$$/r .defects.md' docs/defects.md
	rm .defects.md

.PHONY: fuzz
fuzz: $(VENV)/.fuzz ## Fuzz the loader for FUZZ_SECONDS each target
	set -e; for target in tests/fuzz/fuzz_*.py; do \
	  $(PY) "$$target" -max_total_time=$(FUZZ_SECONDS); \
	done

.PHONY: campaign
campaign: $(VENV)/.dev ## Prove policies twice on 20,000 random sites: by the engine, and by brute force
	PYTHONPATH=tests $(PY) -m oracle $(CAMPAIGN_ARGS)

.PHONY: scribbles
scribbles: $(VENV)/.dev ## Lay out 20,000 random files in every form of YAML: each must mean what it meant
	PYTHONPATH=tests $(PY) -m support.canon

.PHONY: spin
spin: $(VENV)/.dev ## Prove policies on 1,000 random graphs by the model checker SPIN too; needs spin and gcc
	PYTHONPATH=tests $(PY) -m oracle.spin $(SPIN_ARGS)

.PHONY: mutants
mutants: $(VENV)/.mutants ## Break the engine in every small way, and list what no test notices; MUTANTS_ARGS=--write keeps it
	$(PY) tests/mutants $(MUTANTS_ARGS)

.PHONY: walks
walks: setup ## Walk every path by keyboard in a browser, and 20,000 random sites in Python and in the script
	$(PY) tests/script/every_path.py
	$(PY) tests/script/campaign.py

.PHONY: pages
pages: setup ## Look at every page of the site in a browser: axe, links, widths, and who is asked for anything
	$(PY) tests/browser/every_page.py

.PHONY: due
due: $(VENV)/.site ## Fail when something is overdue or expired DUE_DAYS from now, and say what
	@day="$$($(PY) -c 'from datetime import *; print(date.today() + timedelta(days=$(DUE_DAYS)))')"; \
	  found="$$($(BIN)/fingerpost check trees --format concise --today "$$day" | grep -E '\[(expired-fact|overdue-review)\]')"; \
	  if [ -n "$$found" ]; then echo "By $$day:"; echo "$$found"; exit 1; fi; echo "Nothing runs out before $$day."

.PHONY: pictures
pictures: setup ## Make the pictures of the README and of the docs from the real site
	$(PY) tests/support/pictures.py

.PHONY: dist
dist: $(VENV)/.dev ## Build the wheel and the source archive into dist/
	rm -rf dist
	$(PY) -m build --no-isolation

.PHONY: lock
lock: $(VENV)/.lock ## Write requirements/*.txt anew; UPGRADE=1 takes the newest versions
	$(COMPILE) pyproject.toml --group site --output-file requirements/site.txt
	$(COMPILE) pyproject.toml --group dev --constraint requirements/site.txt --output-file requirements/dev.txt
	set -e; for group in bench fuzz lock mutants; do \
	  $(COMPILE) --group $$group --constraint requirements/dev.txt --output-file requirements/$$group.txt; \
	done

.PHONY: clean
clean: ## Remove all that was made here
	rm -rf $(VENV) site dist tests/*/node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .cache

# A stamp stands for a finished step, so that a second run does nothing. The venv is kept when it is whole and new enough.
$(VENV)/.made:
	@if ! $(PY) -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	  for python in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
	    "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; python=; \
	  done; \
	  if [ -z "$$python" ]; then \
	    echo 'Python 3.11 or later is needed, and none was found. Install it, or say where it is: make PYTHON=/path/to/python3.11' >&2; exit 2; \
	  fi; \
	  "$$python" -m venv --clear $(VENV) || { \
	    echo "$$python cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv" >&2; exit 2; }; \
	fi
	@touch $@

# The locked versions and the editable package. A bigger set holds the smaller one.
$(VENV)/.site: requirements/site.txt pyproject.toml | $(VENV)/.made
	$(LOCKED) --requirement requirements/site.txt
	$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(VENV)/.made
	$(LOCKED) --requirement requirements/dev.txt
	$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.site

$(VENV)/.bench $(VENV)/.fuzz $(VENV)/.mutants: $(VENV)/.%: requirements/%.txt $(VENV)/.dev
	$(LOCKED) --requirement $<
	@touch $@

$(VENV)/.lock: requirements/lock.txt | $(VENV)/.made
	$(LOCKED) --requirement $<
	@touch $@

tests/%/node_modules/.stamp: tests/%/package-lock.json
	@command -v npm >/dev/null || { echo 'Node 20 with npm is needed for the tests, and npm was not found.' >&2; exit 2; }
	npm ci --prefix tests/$* --ignore-scripts --no-audit --no-fund
	@touch $@
