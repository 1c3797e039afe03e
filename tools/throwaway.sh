#!/usr/bin/env bash
# Run a command with a database and a broker of its own, which are deleted afterwards.
# It never touches the data of `make up`, nor servers that the environment names.
set -euo pipefail
cd "$(dirname "$0")/.."
unset DATABASE_URL BROKER_URL HAMRIN_ENV SECRET_KEY
HAMRIN_DATA=$(mktemp -d "${TMPDIR:-/tmp}/hamrin.XXXXXX")
export HAMRIN_DATA
trap 'rm -rf "$HAMRIN_DATA"' EXIT
.venv/bin/python -m config.embedded run --throwaway -- "$@"
