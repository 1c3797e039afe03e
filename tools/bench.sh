#!/usr/bin/env bash
# The benchmarks, on servers of their own that are thrown away afterwards: a table, and bench.json.
set -euo pipefail
cd "$(dirname "$0")/.."
unset DATABASE_URL BROKER_URL HAMRIN_ENV SECRET_KEY
HAMRIN_DATA=$(mktemp -d "${TMPDIR:-/tmp}/hamrin-bench.XXXXXX")
export HAMRIN_DATA
trap 'rm -rf "$HAMRIN_DATA"' EXIT
.venv/bin/python -m config.embedded run --throwaway -- .venv/bin/python -m tests.benchmarks "$@"
