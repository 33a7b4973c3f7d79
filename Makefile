# Needs Python 3.11, make and the package index; everything else comes from uv.lock.
PYTHON ?= python3.11
ENVIRONMENT := .venv/.synced
BIN := .venv/bin

.PHONY: run test lint rules rules-warehouse rules-line bench clean

# The whole nightly line on the demo company.
run: $(ENVIRONMENT)
	$(BIN)/profit run --drop seeds/extracts

# Everything that CI checks: style and types, the house rules and every rule of the warehouse, two at a time.
test: $(ENVIRONMENT)
	$(MAKE) --jobs=2 --output-sync=line rules lint

rules: rules-line rules-warehouse

# Models one by one, on one core.
rules-warehouse: $(ENVIRONMENT)
	$(BIN)/python -m pytest tests/python/warehouse tests/python/science

# All the rest, a folder that is new too.
rules-line: $(ENVIRONMENT)
	$(BIN)/python -m pytest --ignore=tests/python/warehouse --ignore=tests/python/science

lint: $(ENVIRONMENT)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	mkdir -p target/lint && PROFIT_DATA=target/lint DBT_TARGET_PATH=target/lint/dbt $(BIN)/sqlfluff lint models

# Ratios, not seconds: see tests/benchmarks/README.md.
bench: $(ENVIRONMENT)
	$(BIN)/python -m tests.benchmarks.whole_line

# uv puts itself into the environment too, so that it is there for `uv run`.
$(ENVIRONMENT): uv.lock pyproject.toml
	test -x $(BIN)/python || $$(command -v $(PYTHON) || command -v python3) -m venv .venv
	test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.13,<0.14"
	$(BIN)/uv sync --frozen --quiet
	touch $@

clean:
	rm -rf data target logs
