# Two commands do all the set-up on a fresh machine with Python >= 3.11: `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
OUT ?= out/demo

.PHONY: demo test lint types layers bench docs clean

$(VENV)/.installed: pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

demo: $(VENV)/.installed ## the demo employer's payslips for two months, in $(OUT)
	$(BIN)/preste demo --out $(OUT)

test: $(VENV)/.installed ## all tests
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed
	$(BIN)/mypy

layers: $(VENV)/.installed
	$(BIN)/lint-imports

bench: $(VENV)/.installed ## measurements against named peers
	$(BIN)/python bench/engine_vs_openfisca.py
	$(BIN)/python bench/payslips_pdf.py

docs: $(VENV)/.installed ## the generated reference of rules and parameters
	$(BIN)/python -m preste.cli reference --out docs/reference

clean:
	rm -rf $(VENV) out
