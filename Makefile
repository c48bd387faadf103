# Everything from a bare Python: each target makes .venv by itself first. `make` alone lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LIBRARY := $(VENV)/.library
READY := $(VENV)/.installed

# Places with Python files in them besides the library; mypy refuses an empty folder.
TYPED := src tests $(patsubst %/,%,$(sort $(dir $(wildcard scripts/*.py benchmarks/*.py))))

# The meaning of the language and of a ruleset: here a line that no test reaches fails the build.
COVERED := feel rulesets engines/reference
COVERED_PERCENT := 95

# Thousands of cases each, many in libraries of others: counting lines would make them half as long again.
LONG := tests/differential

.DEFAULT_GOAL := help
.PHONY: help setup demo test check format unit nightly million mutants bench clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

setup: $(READY) ## make .venv and install the library with its tools

demo: $(LIBRARY) ## decide over the example population
	@sh scripts/demo.sh $(BIN)/socorg-rules

test: check unit ## all checks, all tests, and the coverage that must hold

check: $(READY) ## lint, format, types, direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(TYPED)
	$(BIN)/lint-imports --no-logo

format: $(READY) ## put every file into shape
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

unit: $(READY) ## the tests alone, with coverage
	$(BIN)/pytest -n auto --cov --cov-report=term $(addprefix --ignore=,$(LONG))
	$(BIN)/pytest -n auto $(LONG)
	@set -e; for part in $(COVERED); do \
		echo "coverage of $$part, at least $(COVERED_PERCENT) %:"; \
		$(BIN)/coverage report --fail-under=$(COVERED_PERCENT) \
			--include="src/socorg_rules/$$part.py,src/socorg_rules/$$part/*"; \
	done

nightly: $(READY) ## the tests with twenty times the generated cases
	HYPOTHESIS_PROFILE=nightly $(BIN)/pytest -n auto

million: $(READY) ## a million varied records decided by the bulk and the compiled engine (half an hour on one core)
	$(BIN)/python -m tests.differential.many_cases 1000000

mutants: $(READY) ## small mistakes in the rulesets, and whether an example notices (minutes)
	$(BIN)/socorg-rules mutate --jobs 2 --at-least 95

bench: $(READY) ## run every benchmark and print its figures
	@set -e; for script in benchmarks/[!_]*.py; do \
		echo "== $$script"; \
		PYTHONPATH=. $(BIN)/python "$$script"; \
	done

clean: ## remove .venv and everything that was generated
	rm -rf $(VENV) build dist .coverage .coverage.* htmlcov .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find src tests scripts benchmarks -type d -name __pycache__ -prune -exec rm -rf {} +

# Installed anew when the list of dependencies changes: the library alone for the demo, the tools of development for the
# rest. A .venv that is broken is made again; one without pip (uv makes such) gets it.
$(LIBRARY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "socorg-rules needs Python 3.11 or newer as '$(PYTHON)'. Name another one: make PYTHON=python3.12 ..." >&2; \
		exit 1; }
	@$(BIN)/python -c '' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip --upgrade
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(READY): $(LIBRARY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[durable]' || \
		echo "durable_rules could not be built (it needs a C compiler): its tests are skipped." >&2
	@touch $@
