# The developer's manual: `make` lists the targets. Everything happens in this folder; `make clean` undoes it.

PYTHON ?= python3
# What `make demo` runs, after `python -m perenne`.
DEMO = audit examples/captures --deals examples/deals.xlsx --answers examples/answers.ndjson --out demo/audit

VENV := .venv/bin/python
# Tests that start the compartment again and again.
SEALED := tests/connectors tests/handset tests/isolation
# Tests that look for rings in thousands of acts.
RINGS := tests/axes tests/known_answers

INSTALL := $(VENV) -m pip install -qq --disable-pip-version-check -c constraints.txt
# Without compiled modules every call of the program in a test would compile all of them anew.
PYTEST := env -u PYTHONDONTWRITEBYTECODE $(VENV) -m pytest -n auto --maxprocesses 2 --durations 25 --durations-min 4

# A virtual environment remembers where it stands: in a folder that was moved or renamed it is made anew.
$(shell [ "$$(cat .venv/made 2>/dev/null)" = "$$(pwd -P)" ] || rm -f .venv/made)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo year test test-more pictures quality bench check format wheel sbom pins clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

demo: .venv/core ## Set up and audit the examples: ends with the path of the report and a summary
	@$(VENV) -m perenne $(DEMO)

test: .venv/dev check ## Set up and pass the quick whole: code checks, then every test of the library that needs no browser, no compartment, no rings and no samples
	@env -u PERENNE_SAMPLES $(PYTEST) --ignore tests/desk $(addprefix --ignore ,$(SEALED) $(RINGS))

test-more: .venv/browser ## The rest: the second phone (bubblewrap), the desk on SQLite and PostgreSQL, a real browser (chromium), ClickHouse and Spark (java), the whole program again and again, real samples where PERENNE_SAMPLES names their folder
	@command -v chromium >/dev/null || { echo "Chromium is missing: install the package chromium." >&2; exit 1; }
	@command -v bwrap >/dev/null || { echo "bubblewrap is missing: install the package bubblewrap." >&2; exit 1; }
	@command -v java >/dev/null || { echo "Java is missing: install the package openjdk-17-jre-headless." >&2; exit 1; }
	@[ -n "$$PERENNE_SAMPLES" ] || echo "PERENNE_SAMPLES names no folder: the tests on real samples are left out."
	@PERENNE_BROWSER="$$(command -v chromium)" PERENNE_NEWCOMER=yes PERENNE_REFERENCE=yes $(PYTEST) tests/browser tests/newcomer tests/reference $(if $(PERENNE_SAMPLES),tests/samples)
	@$(PYTEST) $(SEALED) $(RINGS)
	@PERENNE_ELSEWHERE=yes $(PYTEST) --dist loadfile tests/elsewhere
	@PERENNE_WHOLE=yes $(PYTEST) tests/whole
	@$(PYTEST) tests/desk
	@PERENNE_DESK_ON=postgresql $(PYTEST) tests/desk
	@[ -z "$$PERENNE_SCORER" ] || $(VENV) "$$PERENNE_SCORER" "$$PERENNE_SAMPLES/captions/captions.ndjson" -- $(VENV) -m perenne

year: .venv/dev ## Run the year of an invented agency: sheet, thresholds, pages, contract, seals, evidence
	@rm -rf demo/year
	@sh examples/year.sh demo/year $(VENV) -m perenne

pictures: .venv/browser ## Take pictures of every kind of page of the demo desk, into demo/pictures
	@$(VENV) -m tests.browser.pictures

quality: .venv/dev ## Print the gates (cases right, innocent posts accused, needless questions) and put them into docs/method
	@$(VENV) -m tests.law.quality

bench: .venv/dev ## Measure an audit, the readers and one post, and write docs/method/speed.md: some minutes
	@$(VENV) benchmarks/speed.py

check: .venv/dev ## Look at the code without running it: format, lint, types, layers, dependencies
	@$(VENV) -m ruff format --check --quiet .
	@$(VENV) -m ruff check --quiet .
	@$(VENV) -m mypy
	@$(VENV) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()' --no-logo
	@$(VENV) -m deptry --no-ansi src

format: .venv/dev ## Format the code and mend what can be mended by itself
	@$(VENV) -m ruff format --quiet .
	@$(VENV) -m ruff check --fix --quiet .

wheel: .venv/dev ## Build the wheel into dist/
	@$(VENV) -m hatchling build -t wheel

sbom: .venv/dev ## Write what the desk brings along into dist/sbom.json (CycloneDX)
	@mkdir -p dist
	@$(VENV) sbom.py > dist/sbom.json

pins: ## Resolve every dependency anew and write constraints.txt
	@$(PYTHON) -m venv --clear .venv-pins
	@.venv-pins/bin/python -m pip install -qq --disable-pip-version-check -e '.[browser,clickhouse,dev,reference,spark]'
	@.venv-pins/bin/python -m pip freeze --exclude-editable | grep -E '^[A-Za-z0-9._-]+==[^ ]+$$' | LC_ALL=C sort -f > .venv-pins/constraints.txt
	@mv .venv-pins/constraints.txt constraints.txt
	@rm -rf .venv-pins

clean: ## Remove what these targets made
	@rm -rf .venv .venv-pins demo dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/made:
	@command -v "$(PYTHON)" >/dev/null || { echo "Python is missing: install the package python3." >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed, and $$("$(PYTHON)" -V) is here: install a newer package python3, or name one with make PYTHON=python3.12." >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { echo "Python cannot make a virtual environment: install the package python3-venv." >&2; exit 1; }
	@echo "Setting up .venv: once, and about a minute."
	@"$(PYTHON)" -m venv --clear .venv
	@pwd -P > $@

.venv/core: .venv/made pyproject.toml constraints.txt
	@$(INSTALL) -e .
	@touch $@

.venv/dev: .venv/made pyproject.toml constraints.txt
	@$(INSTALL) -e '.[dev]'
	@touch .venv/core $@

.venv/browser: .venv/made pyproject.toml constraints.txt
	@$(INSTALL) -e '.[browser,clickhouse,dev,reference,spark]'
	@touch .venv/core .venv/dev $@
