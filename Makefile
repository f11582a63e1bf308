# `make serve` and `make test` do all their own set-up; Python 3.11 or newer is all they assume.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin

.PHONY: help serve build check test lint format bench lock clean
.DEFAULT_GOAL := help

help:  ## show what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/python3.11"; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

serve: .venv/ready  ## check, build and serve the guide on http://127.0.0.1:8000
	$(BIN)/kb serve --port $(PORT)

build: .venv/ready  ## check and build the guide into site/
	$(BIN)/kb build

check: .venv/ready  ## validate the guide
	$(BIN)/kb check

test: .venv/ready lint  ## run every check of the code and all tests
	$(BIN)/python -m pytest -n auto

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/ready  ## bring the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/ready  ## measure; N=8500 entries unless told otherwise
	$(BIN)/python -m benchmarks --entries $(or $(N),8500)

lock: .venv/ready  ## renew requirements.lock; it holds hashes and no addresses
	env -u UV_INDEX_URL -u PIP_FIND_LINKS $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --all-extras --group dev \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-index-annotation --no-header --upgrade -o requirements.lock pyproject.toml

clean:
	rm -rf build site .venv
