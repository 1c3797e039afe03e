"""Django's makemessages, without guesses: a text that only resembles another one stays untranslated."""

from __future__ import annotations

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    """Collect marked texts; `make messages` calls it with the right options."""

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]
