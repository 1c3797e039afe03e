#!/usr/bin/env bash
# Pin every dependency with its hashes, for all platforms and without any address.
# Arguments go to uv: `tools/lock.sh --upgrade`, `tools/lock.sh --upgrade-package django`.
set -euo pipefail
cd "$(dirname "$0")/.."

pin() { # OUTPUT SOURCES… -- OPTIONS…
    output=$1
    shift
    .venv/bin/uv pip compile "$@" --quiet --universal --python-version 3.11 --generate-hashes \
        --no-annotate --no-header --no-emit-index-url --no-emit-find-links --output-file "$output"
    if grep -nE '://' "$output"; then
        echo "$output names an address: require that package by name and version." >&2
        exit 1
    fi
    echo "$output: $(grep -c '==' "$output") packages"
}

pin requirements-dev.lock pyproject.toml --group embedded --group dev "$@"
pin requirements.lock pyproject.toml --group embedded --constraint requirements-dev.lock "$@"
pin requirements-production.lock pyproject.toml --constraint requirements.lock "$@"
pin requirements-setup.lock --group setup "$@"
pin requirements-node.lock --group node "$@"
pin requirements-bench.lock --group bench "$@"
