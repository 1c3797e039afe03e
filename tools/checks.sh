#!/usr/bin/env bash
# The linters and the tests, on the database and broker of the environment. Called by tools/test.sh.
cd "$(dirname "$0")/.." || exit 1

# The linters run beside the first tests, which leave a core idle; what they say comes at the end.
tools/lint.sh >"$HAMRIN_DATA/lint.log" 2>&1 &
linters=$!
report=$HAMRIN_DATA/junit.xml
set -- "$@"
[ -n "$CHROMIUM" ] || set -- -m "not browser" "$@"
echo "== tests"
.venv/bin/python -m pytest --cov --cov-report=term-missing:skip-covered --junitxml="$report" --durations=10 -rfEs "$@"
tests=$?
wait "$linters"
lint=$?
cat "$HAMRIN_DATA/lint.log"

if [ -z "$CHROMIUM" ]; then
    cat >&2 <<'END'

****************************************************************************
  NO CHROMIUM WAS FOUND: THE BROWSER TESTS DID NOT RUN.
  Install chromium or Google Chrome, or name it: CHROMIUM=/path make test.
  Tests that did not run:
END
    .venv/bin/python -m pytest --collect-only -q -m browser --no-cov 2>/dev/null | sed -n 's/^tests/  - tests/p' >&2
    echo "****************************************************************************" >&2
fi
[ "$lint" = 0 ] || echo "$lint of the checks before the tests failed: see above." >&2
[ "$tests" = 0 ] || [ "$tests" = 1 ] || echo "pytest ended with code $tests." >&2
.venv/bin/python - "$report" "$lint" "$tests" <<'END'
import sys
from xml.etree import ElementTree

report, lint, tests = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
counts = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
try:
    for suite in ElementTree.parse(report).getroot().iter("testsuite"):
        for name in counts:
            counts[name] += int(suite.get(name, 0))
except (OSError, ElementTree.ParseError):
    pass
broken = counts["failures"] + counts["errors"]
passed = counts["tests"] - broken - counts["skipped"]
# A run that failed without a failed test (coverage, a crash) counts as one failure, as does each check.
failed = broken + lint + (1 if tests and not broken else 0)
print(f"{passed} passed, {failed} failed, {counts['skipped']} skipped")
sys.exit(1 if failed or not passed else 0)
END
