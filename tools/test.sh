#!/usr/bin/env bash
# Everything, on a clean checkout with nothing prepared. The last line counts what passed and failed.
set -euo pipefail
cd "$(dirname "$0")/.."

find_chromium() {
    for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome \
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

tools/throwaway.sh tools/checks.sh "$@"
