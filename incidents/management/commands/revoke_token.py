"""Revoke an API token."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from incidents.models import ApiToken
from incidents.tokens import revoke_token


class Command(BaseCommand):
    """Makes a token worthless from now on."""

    help = "Revoke an API token, named by the beginning of its key: hamrin_ and twelve characters."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add which."""
        parser.add_argument("prefix", help="the beginning of its key, as the list of tokens shows it")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Revoke it."""
        token = ApiToken.objects.filter(prefix=options["prefix"]).first()
        if token is None:
            raise CommandError("There is no such token.")
        if not revoke_token(token):
            raise CommandError(f"{token} was revoked before.")
        self.stderr.write(f"{token} is revoked.")
