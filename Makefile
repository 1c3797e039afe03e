# Hamrin's commands. `make help` lists them. Works with GNU make 3.81 and later.
SHELL := /bin/sh
PYTHON_RUN := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help up install test lint format bench lock messages password reset

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "  PORT=9000 make up      another port        HAMRIN_DATA=folder make up   another data folder"

up: ## install what is missing, start everything, print the address (Ctrl-C stops it)
	@tools/install.sh run && exec $(PYTHON_RUN) -m config.supervisor

install: ## make .venv and node_modules, with the development tools
	@tools/install.sh dev

test: ## install what is missing, then run the linters, type checks and all tests
	@tools/test.sh

lint: ## check style, types, migrations and JavaScript
	@tools/install.sh dev && tools/throwaway.sh tools/lint.sh

format: ## format the Python code
	@tools/install.sh dev && $(PYTHON_RUN) -m ruff check --fix . && $(PYTHON_RUN) -m ruff format .

bench: ## run the benchmarks: a table, and bench.json (ARGS=NAME runs one)
	@tools/install.sh dev && $(PYTHON_RUN) -m tests.benchmarks $(ARGS)

lock: ## pin the dependencies anew (ARGS=--upgrade takes newer versions)
	@tools/install.sh dev && tools/lock.sh $(ARGS) && tools/node.sh npm install --package-lock-only

messages: ## collect the texts to translate, and compile the translations
	@tools/install.sh dev && tools/throwaway.sh tools/messages.sh

password: ## give the demo editor a new password
	@$(PYTHON_RUN) -m config.embedded run -- $(PYTHON_RUN) manage.py ensure_demo_editor --reset

reset: ## delete the local data (asks first; YES=1 does not ask)
	@$(PYTHON_RUN) -m config.reset
