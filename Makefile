# `make run` serves the dashboard, `make test` runs every check; both need Python 3.11 or later and make.
PYTHON ?= python3
DATA ?= $(or $(TRADETRACE_DATA),data)
HOST ?= $(or $(TRADETRACE_HOST),127.0.0.1)
PORT ?= $(or $(TRADETRACE_PORT),8050)
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: run install test lint format eval peers bench bench-large fuzz soak audit screenshots clean

run: install
	@# Documents with a problem are named; what was built before is served all the same.
	$(BIN)/tradetrace refresh --if-stale --data $(DATA) || test -f $(DATA)/facts.parquet
	$(BIN)/tradetrace serve --data $(DATA) --host $(HOST) --port $(PORT)

install: $(INSTALLED)

$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is older than 3.11; name another: make PYTHON=python3.12" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "$(PYTHON) cannot make a virtual environment; on Debian: apt-get install python3-venv" >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	@# setuptools warns at length that an editable install may shadow folders of the same name; here it should
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

test: install lint
	$(BIN)/python tests/ensure_chromium.py
	$(BIN)/python tests/ensure_libreoffice.py
	$(BIN)/python -m pytest -n 2

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: install
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

eval: install
	$(BIN)/python -m tests.eval.scoreboard --show 40

peers:
	@# What we are measured beside, apart from our own packages; without it the bench says "not installed".
	test -x build/peers/bin/python || $(PYTHON) -m venv build/peers
	build/peers/bin/python -m pip install --quiet --disable-pip-version-check datasette datasette-vega duckdb polars streamlit pyduckling-native-phihos

bench: install
	-$(MAKE) peers
	$(BIN)/python tests/ensure_chromium.py
	$(BIN)/python -m tests.bench_table --data $(DATA)

bench-large: install
	$(BIN)/python tests/ensure_chromium.py
	mkdir -p build
	$(BIN)/python -m tests.bench_serving --data $(DATA) --facts 10000000 --keep build/served
	$(BIN)/python -m tests.bench_pages --data $(DATA) --served build/served/large
	rm -r build/served
	$(BIN)/python -m tests.bench_building --data $(DATA) --documents 1000 10000 100000 1000000 --facts 10000 100000 1000000 10000000 \
		--keep build/building.jsonl --draw docs/img/building.svg

fuzz: install
	$(BIN)/python -m tests.fuzz --executions 100000

soak: install
	$(BIN)/python -m tests.soak

audit:
	@# Known vulnerabilities of what is pinned; asks api.osv.dev.
	$(PYTHON) -m venv build/audit && build/audit/bin/pip install --quiet pip-audit
	build/audit/bin/pip-audit --vulnerability-service osv --disable-pip --no-deps -r requirements.lock

screenshots: install
	$(BIN)/python tests/ensure_chromium.py
	$(BIN)/python -m tests.browser.screenshots

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .ruff_cache .hypothesis .import_linter_cache
