#!/usr/bin/env bash
# Everything, on a clean checkout with nothing prepared. The last line counts what passed and failed.
set -euo pipefail
cd "$(dirname "$0")/.."

find_chromium() {
    for name in ${CHROMIUM:-} chromium chromium-browser google-chrome \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        if "$name" --version >/dev/null 2>&1; then
            command -v "$name"
            return
        fi
    done
}

tools/install.sh dev

CHROMIUM=$(find_chromium)
if [ -z "$CHROMIUM" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Chromium for the browser tests …"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends chromium fonts-noto-core >/dev/null || true
    CHROMIUM=$(find_chromium)
fi
export CHROMIUM

# A place of its own: the tests never touch the data of `make up`, nor servers given for it.
unset DATABASE_URL BROKER_URL HAMRIN_ENV SECRET_KEY
HAMRIN_DATA=$(mktemp -d "${TMPDIR:-/tmp}/hamrin-test.XXXXXX")
export HAMRIN_DATA
trap 'rm -rf "$HAMRIN_DATA"' EXIT

.venv/bin/python -m config.embedded run --throwaway -- tools/checks.sh "$@"
