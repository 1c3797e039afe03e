#!/usr/bin/env bash
# Collect the marked texts into the catalogues of Arabic and Central Kurdish, and compile them.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v xgettext >/dev/null || {
    echo "GNU gettext is missing: install it (Debian: apt-get install gettext; macOS: brew install gettext)." >&2
    exit 1
}

for domain in django djangojs; do
    .venv/bin/python manage.py makemessages --domain "$domain" --locale ar --locale ckb \
        --no-location --no-obsolete --ignore 'node_modules' --ignore '.*' --ignore 'tests' --ignore 'staticfiles'
    for language in ar ckb; do
        catalogue=incidents/locale/$language/LC_MESSAGES/$domain
        # The time of the run would differ in every commit and tells nothing.
        sed -e '/^"POT-Creation-Date:/d' "$catalogue.po" >"$catalogue.tmp"
        mv "$catalogue.tmp" "$catalogue.po"
        echo "$language, $domain:"
        msgfmt --check-format --statistics -o "$catalogue.mo" "$catalogue.po"
    done
done
