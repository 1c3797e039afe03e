"""Make the demo editor, with a generated password that is shown once."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandParser

NAME = "editor"
# A reviewer may also publish, so that one person can go the whole way.
ROLE = "Reviewer"


class Command(BaseCommand):
    """Prints the log-in where it made one, and nothing where the editor exists."""

    help = "Make the demo editor with a generated password, shown once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --reset."""
        parser.add_argument("--reset", action="store_true", help="generate a new password")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Make the account, or give it a new password with --reset."""
        editor, new = get_user_model().objects.get_or_create(
            username=NAME, defaults={"is_staff": True, "first_name": "Demo", "last_name": "Editor"}
        )
        if not new and not options["reset"]:
            return
        password = secrets.token_urlsafe(12)
        editor.set_password(password)
        editor.save()
        editor.groups.add(Group.objects.get(name=ROLE))
        self.stdout.write(f"Log-in: {NAME} / {password}")
