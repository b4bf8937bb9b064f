# The habits of this project. Everything works in a fresh clone with Python 3.11, make and git.
PYTHON ?= python3
BIN := .venv/bin
# So many tests run beside each other.
WORKERS ?= 2

.PHONY: papers run test lint sample intake-report fuzz benchmark page-speed stress memory

.venv/run: requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/dev: .venv/run requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

# The dashboard on http://localhost:8501, with sample data when nothing has been delivered yet. For this machine alone;
# `make run ADDRESS=10.0.0.5` listens there.
ADDRESS ?= 127.0.0.1
run: .venv/run
	$(BIN)/python -m wkb_data dashboard --address $(ADDRESS)

# The papers of a month of what was delivered, or of the samples where nothing was: `make papers MONTH=2021-03 OUTPUT=map`.
MONTH ?= 2021-08
OUTPUT ?= papieren
papers: .venv/run
	$(BIN)/python -m wkb_data deliveries | grep -q . || $(BIN)/python -m wkb_data sample
	$(BIN)/python -m wkb_data papers --month $(MONTH) --output $(OUTPUT)

# All tests; the browser tests need Debian's chromium, which scripts/browser installs when it can.
test: .venv/dev
	sh scripts/browser
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

# Makes the sample workbooks anew.
sample: .venv/run
	$(BIN)/python sample_data/make_samples.py

# Which workbooks are read as a careful person reads them, and the share of them.
intake-report: .venv/dev
	$(BIN)/python -m tests.intake.report

# Ten thousand mutated workbooks: no traceback, none over 10 s or 1 GiB.
fuzz: .venv/dev
	$(BIN)/python -m tests.intake.fuzz 10000

# Speed and memory as ratios against a baseline of the same run.
benchmark: .venv/dev
	$(BIN)/python benchmarks/check_speed.py
	$(BIN)/python benchmarks/deliver_speed.py
	$(BIN)/python benchmarks/papers_speed.py

# A warm change of page in a browser, against an empty page with as many charts.
page-speed: .venv/dev
	sh scripts/browser
	$(BIN)/python benchmarks/page_speed.py

# The store killed, raced, backed up and with the clock set back, full size, on SQLite and on PostgreSQL.
stress: .venv/dev
	$(BIN)/python benchmarks/stress.py
	$(BIN)/python benchmarks/stress.py --postgresql

# What ten visitors who uploaded 60 MiB each leave behind in the server.
memory: .venv/dev
	sh scripts/browser
	$(BIN)/python benchmarks/upload_memory.py
