# Two commands do all the set-up on a fresh machine with Python >= 3.11: `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
OUT ?= out/demo
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test lint types layers bench docs lock clean

$(VENV)/.preste: pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(PIP) -r requirements.lock
	$(PIP) --no-deps -e .
	touch $@

$(VENV)/.dev: $(VENV)/.preste requirements-dev.lock
	$(PIP) -r requirements-dev.lock
	touch $@

demo: $(VENV)/.preste ## the demo employer's payslips for two months, in $(OUT)
	$(BIN)/preste demo --out $(OUT)

test: $(VENV)/.dev ## all tests
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

layers: $(VENV)/.dev
	$(BIN)/lint-imports

bench: $(VENV)/.dev ## measurements, each against a named peer in the same run
	$(BIN)/python bench/engine_vs_openfisca.py
	$(BIN)/python bench/payslips_pdf.py

docs: $(VENV)/.preste ## the generated reference of rules and parameters
	$(BIN)/preste reference --out docs/reference

lock: ## renew the lock files (needs uv)
	uv pip compile -q --universal --python-version 3.11 --no-header pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --no-header --extra dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) out
