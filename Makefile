# Everything starts from Python 3.11 or newer and make; the rest is installed into .venv/ here, at pinned versions.

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
TRAIN := $(VENV)/train

# Where `make eval` and `make bench` find data; see docs/evaluation.md.
DATA ?=
SCORERS ?=
ARTICLES ?=
QUESTIONS ?=
CLAIMS ?=
LIBRARY ?=
COUNT ?=
PYTEST ?=

PROPERTIES := tests/bot/answer/test_by_construction.py tests/bot/question/test_parser.py tests/discord/test_escape.py \
	tests/index/attribution/test_span_index.py tests/index/attribution/test_tokenization.py tests/index/text

QUICK := tests/test_layers.py tests/test_mirror.py tests/test_repository.py tests/test_dead_code.py tests/bot/question tests/bot/retrieval \
	tests/bot/answer/test_phrasing.py tests/bot/answer/test_choice.py tests/bot/answer/test_verification.py \
	tests/bot/answer/test_forms.py tests/bot/answer/test_by_construction.py tests/index/text tests/discord/test_rendering.py

.DEFAULT_GOAL := help
.PHONY: help install demo test check lint format coverage docs bench bench-scale bench-many bench-list load-discord eval fuzz stress train audit pictures clean

help: ## list these targets
	@echo "make TARGET, where TARGET is one of"
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

install: $(READY) ## set up .venv/ with whoclaims and every pinned dependency

demo: $(READY) ## answer a few questions from the packaged sample articles, offline
	@$(BIN)/whoclaims demo

test: $(READY) ## run the tests, on as many processes as there are cores (PYTEST="-k name" narrows them)
	$(BIN)/python -m pytest -q -n auto --dist loadfile $(PYTEST)

check: lint ## lint, and the tests that take no server: before every commit, under a minute
	$(BIN)/python -m pytest -q -n auto --dist loadfile $(QUICK)

lint: $(READY) ## ruff's format and rules, and mypy --strict over the program and the tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(READY) ## let ruff format, sort imports and mend what it can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

coverage: $(READY) ## run the tests in one process and print the branches that none takes (about eight minutes)
	$(BIN)/coverage run --branch --source bot,index,prompts --omit "*/training/*" -m pytest -q $(PYTEST)
	$(BIN)/coverage report --skip-covered --sort cover

docs: $(READY) ## write docs/cli.md and docs/modules.md anew from the commands' help and the modules' docstrings
	$(BIN)/python -m tests.cli_pages > docs/cli.md.new && mv docs/cli.md.new docs/cli.md
	$(BIN)/python -m tests.module_page > docs/modules.md.new && mv docs/modules.md.new docs/modules.md

bench: $(READY) ## this project against the plain quick-start pipeline (ARTICLES=file.jsonl QUESTIONS=file.jsonl)
	@test -n "$(ARTICLES)" -a -n "$(QUESTIONS)" || { \
		echo "usage: make bench ARTICLES=articles.jsonl QUESTIONS=questions.jsonl" >&2; exit 2; }
	$(BIN)/python -m tests.benchmarks.bench "$(ARTICLES)" "$(QUESTIONS)"

bench-scale: $(READY) ## indexing rate, answer times, memory and disk as the store grows (CLAIMS="10000 100000 1000000")
	$(BIN)/python -m tests.benchmarks.scale $(CLAIMS)

bench-many: $(READY) ## 50 questions at once in one process against two (LIBRARY=data folder QUESTIONS=file.jsonl)
	@test -n "$(LIBRARY)" -a -n "$(QUESTIONS)" || { \
		echo "usage: make bench-many LIBRARY=data-folder QUESTIONS=questions.jsonl" >&2; exit 2; }
	$(BIN)/python -m tests.benchmarks.throughput "$(LIBRARY)" "$(QUESTIONS)"

bench-list: $(READY) ## how a list of 100,000 lines streams: articles a second, memory (COUNT=lines)
	$(BIN)/python -m tests.benchmarks.long_list $(COUNT)

load-discord: $(READY) ## 200 Discord interactions at once from 3 guilds while one adds 30 articles
	$(BIN)/python -m tests.discord.load

pictures: $(READY) ## draw docs/pictures/ anew from the packaged samples (needs chromium)
	$(BIN)/python -m tests.discord.render
	$(BIN)/python -m tests.pictures.render
	$(BIN)/python -m tests.cli.render

eval: $(READY) ## run the scorers (DATA=folder of data sets, SCORERS=folder of score_*.py)
	@test -n "$(DATA)" -a -n "$(SCORERS)" || { echo "usage: make eval DATA=folder SCORERS=folder" >&2; exit 2; }
	$(BIN)/python -m tests.benchmarks.evaluate "$(DATA)" "$(SCORERS)"

fuzz: $(READY) ## 100,000 inputs for each loader, attribution and answers, coverage-guided (COUNT=n for fewer), then properties at length
	$(BIN)/python -m pip install --quiet --disable-pip-version-check atheris==3.0.0
	$(BIN)/python -m tests.fuzz.long_run $(if $(COUNT),--count $(COUNT))
	$(BIN)/python -m pytest -q -n auto --hypothesis-profile=long $(PROPERTIES)

stress: $(READY) ## kill -9 at 100 random moments, then five minutes of writers and readers at once
	$(BIN)/python -m tests.faults.kill
	$(BIN)/python -m tests.faults.soak

train: train-tagger train-coreference train-retrieval train-questions ## every shipped weight from a seed; begun again it goes on (DATA=train.jsonl GUM=gum.jsonl GAP=gap.tsv [SEED=1])

include train.mk

$(TRAIN)/ready: pyproject.toml
	$(PYTHON) -m venv $(TRAIN)
	$(TRAIN)/bin/python -m pip install --quiet torch==2.13.0
	$(TRAIN)/bin/python -m pip install --quiet ".[train]"
	@touch $@

audit: $(READY) ## look the pinned dependencies up in the database of known vulnerabilities
	@$(BIN)/python -m tests.benchmarks.audit

clean: ## remove .venv/ and caches (never the data folder)
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(READY): requirements.txt requirements-build.txt requirements-dev.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name it with PYTHON=/path/to/python" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { \
		rm -rf $(VENV); echo "$(PYTHON) cannot make a virtual environment (on Debian: apt install python3-venv)" >&2; exit 1; }
	@echo "installing the pinned dependencies into $(VENV)/ (about a minute)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
		-r requirements.txt -r requirements-build.txt -r requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
