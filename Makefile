# Works on a bare machine with Python 3.11 or later and make. Paths are relative throughout,
# because make cannot handle a space in an absolute one.

PYTHON := $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; done)
RUN := .venv/bin/python
ARGS ?=
PYTEST_ARGS ?=
DATA ?= ../shared/data

.PHONY: install run demo test check bench quality

install:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed, and none was found on the PATH."; exit 1; }
	@"$(PYTHON)" config/install.py

# exec and END_WITH_PARENT: whoever ends make, even with kill -9, ends what it serves.
run: install
	@END_WITH_PARENT=1 PYTHONUNBUFFERED=1 exec $(RUN) manage.py run_local $(ARGS)

demo: install
	@END_WITH_PARENT=1 PYTHONUNBUFFERED=1 exec $(RUN) manage.py demo $(ARGS)

test: install
	@$(RUN) -m pytest -n 2 --dist loadgroup $(PYTEST_ARGS)

check: install
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	EMBEDDED_START=never $(RUN) -m mypy
	$(RUN) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'
	$(RUN) manage.py makemigrations --check --dry-run

bench: install
	@$(RUN) -m tests.bench $(ARGS)

quality: install
	@$(RUN) manage.py quality all "$(DATA)"
