# Every target sets up what it needs, from nothing: Python 3.11+, make and a package index.
PYTHON ?= python3
# Processes that the tests run in; each starts its own PostgreSQL and Prefect server when a test needs one.
TEST_PROCESSES ?= 2
BIN := .venv/bin
DUCKDB_2 := .venv-duckdb-2/bin
BENCH := .venv-bench/bin
export DO_NOT_TRACK = 1

.PHONY: run test test-all bench bench-growth bench-load model places setup setup-test lock clean

run: $(BIN)/.run-ready
	$(BIN)/roundup run

test: $(BIN)/.test-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
# Files go whole to a process, in their order: what many tests of a file share is made once.
	$(BIN)/pytest -m "not slow" --numprocesses $(TEST_PROCESSES) --dist loadfile --no-loadscope-reorder

test-all: test $(DUCKDB_2)/.ready
	$(BIN)/pytest -m slow
	$(DUCKDB_2)/pytest tests/warehouse -m "not slow" -p no:cacheprovider

# The next major release of DuckDB, beside the locked one.
$(DUCKDB_2)/.ready: $(BIN)/uv requirements/test.lock requirements/duckdb-2.lock pyproject.toml
	$(BIN)/uv venv --quiet --clear --python $(PYTHON) .venv-duckdb-2
	$(BIN)/uv pip sync --quiet --python $(DUCKDB_2)/python --require-hashes requirements/test.lock
	$(BIN)/uv pip install --quiet --python $(DUCKDB_2)/python --require-hashes --no-deps -r requirements/duckdb-2.lock
	$(BIN)/uv pip install --quiet --python $(DUCKDB_2)/python --no-deps --no-build-isolation --no-index --editable .
	@touch $@

# Fits the name model on a file of papers: make model PAPERS=papers.jsonl.gz [FAMILIES="gold1 gold2"]
model: $(BIN)/.test-ready
	$(BIN)/python -m tests.training $(PAPERS) $(if $(FAMILIES),--families $(FAMILIES))

# Writes extractors/geonames anew, from the package that is locked.
places: $(BIN)/.test-ready
	$(BIN)/python -m tests.training.places

bench: $(BIN)/.run-ready
	$(BIN)/python -m tests.bench

# Up to 100,000 documents: a quarter of an hour, and 15 GB of disk for a while.
bench-growth: $(BIN)/.run-ready
	$(BIN)/python -m tests.bench.growth

# Loading against other ways to load, dlt among them.
bench-load: $(BENCH)/.ready
	$(BENCH)/python -m tests.bench.load

$(BENCH)/.ready: $(BIN)/uv requirements/run.lock requirements/bench.lock pyproject.toml
	$(BIN)/uv venv --quiet --clear --python $(PYTHON) .venv-bench
	$(BIN)/uv pip sync --quiet --python $(BENCH)/python --require-hashes requirements/run.lock
	$(BIN)/uv pip install --quiet --python $(BENCH)/python --require-hashes --no-deps -r requirements/bench.lock
	$(BIN)/uv pip install --quiet --python $(BENCH)/python --no-deps --no-build-isolation --no-index --editable .
	@touch $@

setup: $(BIN)/.run-ready
setup-test: $(BIN)/.test-ready

# uv comes from the index into the virtual environment, by hash like all the rest.
$(BIN)/uv: requirements/setup.lock
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/setup.lock
	@touch $@

# The test environment holds all of the run environment: each stamp makes the other superfluous or stale.
$(BIN)/.run-ready: $(BIN)/uv requirements/run.lock pyproject.toml
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --compile-bytecode --require-hashes requirements/run.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --no-index --editable .
	$(BIN)/python -m compileall -q extractors warehouse flows
	@rm -f $(BIN)/.test-ready
	@touch $@

$(BIN)/.test-ready: $(BIN)/uv requirements/test.lock pyproject.toml
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --compile-bytecode --require-hashes requirements/test.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --no-index --editable .
	$(BIN)/python -m compileall -q extractors warehouse flows
	@touch $(BIN)/.run-ready $@

# Resolves the versions anew (names, versions and hashes only).
lock: $(BIN)/uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --group setup -o requirements/setup.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --group setup pyproject.toml -o requirements/run.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --group setup --group test -c requirements/run.lock pyproject.toml -o requirements/test.lock
	echo "duckdb>=2,<3" | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate - -o requirements/duckdb-2.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --group bench -c requirements/run.lock -o requirements/bench.lock

clean:
	rm -rf .venv .venv-duckdb-2 .venv-bench .pytest_cache .mypy_cache .ruff_cache .hypothesis
