"""``manage.py extract_articles IN.jsonl OUT.jsonl``: read articles, write what they say."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from sources.extraction.grammar import UnknownLanguageError
from sources.extraction.lexicon import Lexicon, compile_lexicon
from sources.extraction.lexicon_files import LexiconFileError, load_entries
from sources.extraction.predict import predict_articles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.management.base import CommandParser

EVERY_SECONDS = 2.0


class Command(BaseCommand):
    """Extract incidents from a file of articles without touching the database."""

    help = (
        "Reads articles (JSON Lines: id, language, title, published, text) and writes predictions in the "
        "same form. Places and actors come from the region's data files; with --database, from the database."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("articles", type=Path, help="JSON Lines file of articles")
        parser.add_argument("predictions", type=Path, help="JSON Lines file to write")
        parser.add_argument(
            "--region", type=Path, default=settings.REGION_DIR, help="folder with places.csv and actors.csv"
        )
        parser.add_argument(
            "--database", action="store_true", help="take places and actors from the database instead"
        )

    def handle(
        self, *, articles: Path, predictions: Path, region: Path, database: bool, **_options: Any
    ) -> None:
        """Run the command."""
        lexicon = read_lexicon(region, database=database)
        given = list(read_articles(articles))
        started = last = time.monotonic()

        def report(done: int) -> None:
            nonlocal last
            now = time.monotonic()
            if now - last >= EVERY_SECONDS:
                last = now
                self.stderr.write(f"{done} of {len(given)} articles, {done / (now - started):.0f} a second")

        try:
            rows = predict_articles(given, lexicon, report)
        except UnknownLanguageError as error:
            raise CommandError(str(error)) from error
        with predictions.open("w", encoding="utf-8") as file:
            for row in rows:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        found = sum(len(row["incidents"]) for row in rows)
        seconds = max(time.monotonic() - started, 1e-6)
        self.stdout.write(
            f"{len(rows)} articles, {found} incidents, {seconds:.1f} s ({len(rows) / seconds:.0f} a second)"
        )


def read_lexicon(region: Path, *, database: bool) -> Lexicon:
    """Build the lexicon from a region's files, or from the database."""
    if database:
        # Only here: without --database the command runs on a clone that has no database.
        from incidents.lexicon import current_lexicon  # noqa: PLC0415

        return current_lexicon()
    try:
        return compile_lexicon(load_entries(region))
    except LexiconFileError as error:
        raise CommandError(str(error)) from error


def read_articles(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the articles of a JSON Lines file; a bad line ends the command with its number."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            article = json.loads(line)
        except ValueError as error:
            raise CommandError(f"{path}, line {number}: no JSON ({error})") from error
        if not isinstance(article, dict) or "id" not in article:
            raise CommandError(f"{path}, line {number}: an article needs an id")
        yield article
