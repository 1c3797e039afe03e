#!/usr/bin/env bash
# Style, types, migrations and JavaScript. Runs every check, then fails if one did. Needs a database.
cd "$(dirname "$0")/.." || exit 1
failed=0

check() { # NAME COMMAND…
    name=$1
    shift
    echo "== $name"
    "$@" || {
        failed=$((failed + 1))
        echo "== $name: FAILED" >&2
    }
}

check "ruff check" .venv/bin/python -m ruff check .
check "ruff format" .venv/bin/python -m ruff format --check .
check "mypy" .venv/bin/python -m mypy
check "migrations" .venv/bin/python manage.py makemigrations --check --dry-run
check "django checks" .venv/bin/python manage.py check --fail-level WARNING
check "eslint" tools/node.sh node node_modules/eslint/bin/eslint.js --max-warnings 0 --no-error-on-unmatched-pattern static/js
exit "$failed"
