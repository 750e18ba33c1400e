# The commands of this project. Each works on a machine that has Python 3.11+, git and make, and nothing else.
PYTHON ?= python3
VENV := .venv/bin/python

.PHONY: help run test test-system check lint types layers coverage lock messages reset bench bench-nlu drill fuzz

help: ## What can be done here
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

run: ## Start everything: web, workers, beat, Flower, Postgres, Valkey
	@$(PYTHON) requirements/install.py base
	@exec $(VENV) manage.py up

test: install-dev ## The whole suite, against real Postgres and Valkey
	@$(VENV) -m pytest -n auto --dist worksteal --ignore tests/browser --ignore tests/system

test-system: install-dev ## What needs Debian's packages: chromium, redis-server, promtool
	@$(VENV) -m pytest tests/browser tests/system

# Settings like those of a production, leading nowhere: for checks that look at code and settings alone.
LIKE_PRODUCTION = CONSERJE_ENV=production PUBLIC_URL=https://example.com METRICS_TOKEN=none \
	SEALING_KEYS=for-checks-only-nothing-is-sealed-with-it \
	SECRET_KEY=$$($(VENV) -c 'import secrets; print(secrets.token_urlsafe(60))') \
	DATABASE_URL=postgresql://app@/none DATABASE_OWNER_URL=postgresql://owner@/none \
	REDIS_URL=redis://127.0.0.1:1/0 CACHE_URL=redis://127.0.0.1:2/0

check: lint types layers ## Style, types, architecture, deployment settings, migrations
	@$(VENV) manage.py makemigrations --check --dry-run
	@$(LIKE_PRODUCTION) $(VENV) manage.py check --deploy --fail-level WARNING

lint: install-dev
	@$(VENV) -m ruff check .
	@$(VENV) -m ruff format --check .
	@$(VENV) -m pytest -q tests/house/test_code_rules.py

types: install-dev
	@$(LIKE_PRODUCTION) $(VENV) -m mypy .

layers: install-dev
	@$(VENV) -c 'from importlinter.cli import lint_imports_command as lint; lint(["--no-logo"])'

coverage: install-dev ## Branch coverage, at least 90 % in all
	@$(VENV) -m pytest -n auto --dist worksteal --ignore tests/browser --ignore tests/system --cov --cov-report=term-missing:skip-covered

bench: install-dev ## Every bench in turn
	@for name in memory health json nlu tenants availability calendar prereserve inbox webhook media endtoend; do $(VENV) manage.py bench $$name --json || exit 1; done

bench-nlu: install-dev ## Our reading of dates beside two libraries, written into docs/explanation/understanding.md
	@$(VENV) -m proof.nlu_comparison

drill: install-dev ## Every drill in turn
	@for name in broker-down broker-hung broker-full worker-kill double-booking duplicate-webhook database-restart \
		window-closed chaos; do $(VENV) manage.py drill $$name --json || exit 1; done

fuzz: install-dev ## A thousand random calls of each operation of the API, other ones each time
	@FUZZ_EXAMPLES=1000 $(VENV) -m pytest -n auto --timeout 7200 tests/api/test_schema_fuzz.py

lock: install-dev ## Renew the locked requirements from the .in files
	@for name in uv base dev transcription; do \
		$(VENV) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
			--output-file requirements/$$name.txt requirements/$$name.in || exit 1; done

messages: install-dev ## Collect every text for the translators, and compile the catalogues
	@$(VENV) manage.py catalogues

reset: ## Stop the servers and forget all data, secrets and logs
	@if [ -x $(VENV) ]; then $(VENV) manage.py services reset; else rm -rf var; fi

.PHONY: install-dev
install-dev:
	@$(PYTHON) requirements/install.py base dev
