#!/usr/bin/env bash
# Make .venv and node_modules as the lock files say. Steps that are done already are skipped.
#   tools/install.sh run    what Hamrin needs to run
#   tools/install.sh dev    that, the linters and the tests' packages
# Works with bash 3.2, the one that macOS has.
set -euo pipefail
cd "$(dirname "$0")/.."
kind=${1:-run}
VENV=.venv

fail() {
    echo "$1" >&2
    exit 1
}

is_new_enough() {
    # An "installed" python may be a version manager's shim that runs nothing, so run it.
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for name in ${PYTHON:-} python3.13 python3.12 python3.11 python3 python3.14; do
        if is_new_enough "$name"; then
            echo "$name"
            return
        fi
    done
    fail "Hamrin needs Python 3.11 or newer: install it (Debian: apt-get install python3-venv; macOS: brew install python) or name it, as in PYTHON=/path/to/python3 make up."
}

# A stamp holds the checksum of the lock file that was installed.
is_done() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }

pip_setting() { "$VENV/bin/python" -m pip config get "global.$1" 2>/dev/null || true; }

install_packages() { # LOCK
    # uv reads neither pip's configuration nor the system's certificates, so hand over what pip knows.
    local index certificates
    index=${UV_DEFAULT_INDEX:-${PIP_INDEX_URL:-$(pip_setting index-url)}}
    certificates=${SSL_CERT_FILE:-${PIP_CERT:-$(pip_setting cert)}}
    if "$VENV/bin/python" -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-setup.lock &&
        env ${index:+"UV_DEFAULT_INDEX=$index"} ${certificates:+"SSL_CERT_FILE=$certificates"} \
            "$VENV/bin/uv" pip install --quiet --python "$VENV/bin/python" --require-hashes -r "$1"; then
        return
    fi
    echo "uv could not install the packages; trying pip, which takes longer …" >&2
    "$VENV/bin/python" -m pip install -qq --disable-pip-version-check --require-hashes -r "$1" ||
        fail "The Python packages could not be installed: see above. A proxy or mirror is set as for pip, in pip.conf or PIP_INDEX_URL."
}

if ! is_new_enough "$VENV/bin/python"; then
    python=$(find_python)
    rm -rf "$VENV"
    echo "Making $VENV with $("$python" --version) …"
    "$python" -m venv "$VENV" || {
        rm -rf "$VENV"
        fail "Python's venv module is missing: install it (Debian: apt-get install python3-venv)."
    }
fi

run_stamp=$VENV/installed-run
dev_stamp=$VENV/installed-dev
run_sum=$(cat requirements.lock | cksum)
dev_sum=$(cat requirements-dev.lock | cksum)
if [ "$kind" = dev ]; then
    if ! is_done "$dev_stamp" "$dev_sum"; then
        echo "Installing the Python packages, with the tests' …"
        install_packages requirements-dev.lock
        echo "$dev_sum" >"$dev_stamp"
        echo "$run_sum" >"$run_stamp"
    fi
elif ! is_done "$run_stamp" "$run_sum"; then
    echo "Installing the Python packages …"
    install_packages requirements.lock
    echo "$run_sum" >"$run_stamp"
fi

# npm's: the fonts and libraries of the pages, and for development the linter, which needs Node 20.19.
npm_sum="$(cat package-lock.json | cksum) $kind"
npm_stamp=node_modules/.installed
if ! is_done "$npm_stamp" "$npm_sum" && ! is_done "$npm_stamp" "$(cat package-lock.json | cksum) dev"; then
    echo "Installing the front end's packages …"
    omit=--omit=dev
    [ "$kind" = dev ] && omit=--include=dev
    tools/node.sh npm ci --ignore-scripts --no-audit --no-fund --loglevel=error $omit >/dev/null ||
        fail "The front end's packages could not be installed: see above."
    echo "$npm_sum" >"$npm_stamp"
fi
