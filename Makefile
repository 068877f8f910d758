# Two commands do all the set-up on a fresh machine with Python >= 3.11: `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
OUT ?= out/demo
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo serve messages test test-postgresql test-full lint types layers bench docs lock clean

$(VENV)/.office: $(VENV)/.preste requirements-office.lock
	$(PIP) -r requirements-office.lock
	touch $@

$(VENV)/.preste: pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(PIP) -r requirements.lock
	$(PIP) --no-deps -e .
	touch $@

$(VENV)/.dev: $(VENV)/.office requirements-dev.lock
	$(PIP) -r requirements-dev.lock
	touch $@

demo: $(VENV)/.preste ## the demo employer's payslips for two months, in $(OUT)
	$(BIN)/preste demo --out $(OUT)

serve: $(VENV)/.office ## the office, on http://localhost:8000
	$(BIN)/preste serve

MANAGE = cd src/preste/office && PRESTE_DATA=$(abspath $(VENV))/office DJANGO_SETTINGS_MODULE=preste.office.settings $(abspath $(BIN))/python -m django

messages: $(VENV)/.dev ## brings the texts of the screens into the catalogues and compiles them (needs gettext)
	PRESTE_DATA=$(VENV)/office $(BIN)/python -c "from preste.data_folder import data_dir; from preste.office.keys import make_key_file; make_key_file(data_dir())"
	$(MANAGE) makemessages -l nl -l de -l en --no-location --no-obsolete
	$(MANAGE) compilemessages

test: $(VENV)/.dev ## all tests; those of the office a second time, on PostgreSQL
	$(BIN)/python -m pytest -n auto
	$(MAKE) test-postgresql

test-postgresql: $(VENV)/.dev ## the office's tests on a PostgreSQL server of their own
	PRESTE_TEST_DATABASE=postgresql $(BIN)/python -m pytest -n auto -m "not looks" tests/office

test-full: $(VENV)/.dev ## all tests, with a worker killed at 200 points on each database instead of 20 and 8
	PRESTE_FULL=1 $(BIN)/python -m pytest -n auto
	PRESTE_FULL=1 $(MAKE) test-postgresql

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev ## the office's settings want a data folder with its key file
	PRESTE_DATA=$(VENV)/office $(BIN)/python -c "from preste.data_folder import data_dir; from preste.office.keys import make_key_file; make_key_file(data_dir())"
	PRESTE_DATA=$(VENV)/office $(BIN)/mypy

layers: $(VENV)/.dev
	$(BIN)/lint-imports

bench: $(VENV)/.dev ## measurements, each against a named peer in the same run
	$(BIN)/python bench/engine_vs_openfisca.py
	$(BIN)/python bench/payslips_pdf.py
	$(BIN)/python bench/office_run.py
	$(BIN)/python bench/office_pdf.py
	$(BIN)/python bench/office_pages.py
	$(BIN)/python bench/office_import.py
	$(BIN)/python bench/dmfa.py
	$(BIN)/python bench/dmfa_build.py

docs: $(VENV)/.preste ## the generated reference of rules and parameters
	$(BIN)/preste reference --out docs/reference

lock: ## renew the lock files (needs uv)
	uv pip compile -q --universal --python-version 3.11 --no-header pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --no-header --extra office --extra dev pyproject.toml -o requirements-dev.lock
	uv pip compile -q --universal --python-version 3.11 --no-header --extra office pyproject.toml -o requirements-office.lock

clean:
	rm -rf $(VENV) out
