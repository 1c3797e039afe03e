"""Make an API token for a user; its key is printed once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from incidents.enums import Scope
from incidents.tokens import end_of, make_token

NEVER = "never"
USUAL_DAYS = 365


class Command(BaseCommand):
    """Prints the key alone on standard output, so that a script can keep it, and the rest beside it."""

    help = "Make an API token. Its key is printed once and stored nowhere."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add whose it is, what for, and until when."""
        parser.add_argument("user", help="the account for which it acts")
        parser.add_argument("name", help="what it is for")
        parser.add_argument(
            "--scope",
            action="append",
            required=True,
            choices=Scope.values,
            help="what it may be used for; may be repeated",
        )
        parser.add_argument(
            "--expires",
            metavar="DAY",
            help=f"its last day, as 2027-01-31, or {NEVER}; a year from now unless given",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Make it."""
        user = User.objects.filter(username=options["user"]).first()
        if user is None:
            raise CommandError(f"There is no account {options['user']}.")
        try:
            token, key = make_token(user, options["name"], options["scope"], _moment(options["expires"]))
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        until = f"until {token.expires_at:%Y-%m-%d %H:%M %Z}" if token.expires_at else "until it is revoked"
        self.stderr.write(f"{token}, {', '.join(token.scopes)}, {until}. Its key is shown this once:")
        self.stdout.write(key)


def _moment(text: str | None) -> datetime | None:
    """Return when a token expires."""
    if text == NEVER:
        return None
    try:
        day = date.fromisoformat(text) if text else timezone.localdate() + timedelta(days=USUAL_DAYS)
    except ValueError:
        raise CommandError(f"--expires must be a day as 2027-01-31, or {NEVER}, not {text}.") from None
    return end_of(day)
