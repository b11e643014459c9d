# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

# Every target first prepares what it needs, in the cache folder
# (LAREDOUTE_CACHE, by default laredoute_connector in the user's cache folder).
PYTHON ?= python3
# Options for pytest, such as: make test-orm ARGS="-k replay -x"
ARGS ?=
DEV := $(PYTHON) -m dev
CACHE ?=

.DEFAULT_GOAL := help
.PHONY: help setup test test-pure test-orm test-e2e test-browser test-simulator \
	test-packaging test-others soak lint demo demo-once bench wheel dump python postgres clean

help: ## List the targets
	@grep -hE '^[a-z0-9-]+:.*## ' Makefile | sed 's/:.*## /\t/' | \
		while IFS="$$(printf '\t')" read -r name text; do \
			printf '  %-15s %s\n' "$$name" "$$text"; done

setup: ## Fetch and prepare Odoo, its packages and the databases
	@$(DEV) setup

test: ## Run everything: lint, all tests, the wheel
	@$(DEV) test $(ARGS)

test-pure: ## Run the tests that need no database
	@$(DEV) test pure $(ARGS)

test-orm: ## Run the tests inside Odoo
	@$(DEV) test orm $(ARGS)

test-e2e: ## Run the tests against a real Odoo and the simulator
	@$(DEV) test e2e $(ARGS)

test-browser: ## Run the tests in a browser
	@$(DEV) test browser $(ARGS)

test-simulator: ## Run the tests of the simulator
	@$(DEV) test simulator $(ARGS)

test-packaging: ## Build the wheel and test what it installs
	@$(DEV) test packaging $(ARGS)

test-others: ## Run the tests inside Odoo beside other people's addons
	@$(DEV) test others $(ARGS)

soak: ## Run everything five times, once on a busy machine; then old libraries, other addons
	@$(DEV) soak $(ARGS)

lint: ## Run ruff, mypy, pylint-odoo, the checks of references and words
	@$(DEV) lint

demo: ## Run Odoo and the simulator with a shop in them, until Ctrl-C
	@$(DEV) demo $(ARGS)

demo-once: ## The same without a person: exit 0 when the loop is closed
	@$(DEV) demo --once

bench: ## Run the benchmarks and print their floors
	@$(DEV) bench $(ARGS)

wheel: ## Build the wheel of the addon in dist/
	@$(DEV) wheel

dump: ## Keep a small database made by this version, for the tests of the next
	@$(DEV) dump

python: ## Print the path of the prepared Python
	@$(DEV) python

postgres: ## Keep the embedded PostgreSQL up until Ctrl-C
	@$(DEV) postgres

clean: ## Remove build leftovers; with CACHE=1 the cache as well
	@$(DEV) clean $(if $(CACHE),cache)
