# The habits of this project. Everything works in a fresh clone with Python 3.11, make and git.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test lint sample

.venv/run: requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/dev: .venv/run requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

# The dashboard on http://localhost:8501, with sample data when nothing has been delivered yet.
run: .venv/run
	$(BIN)/streamlit run app.py

# All tests; the browser tests need Debian's chromium, which scripts/browser installs when it can.
test: .venv/dev
	sh scripts/browser
	$(BIN)/python -m pytest

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

# Makes the sample workbooks anew.
sample: .venv/run
	$(BIN)/python sample_data/make_samples.py
