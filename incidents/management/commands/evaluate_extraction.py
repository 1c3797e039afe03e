"""``manage.py evaluate_extraction GOLD.jsonl``: extract a gold set's articles and print the scores."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from incidents.management.commands.extract_articles import read_lexicon
from sources.extraction.predict import predict_articles
from sources.extraction.scoring import Row, evaluate, load_rows

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Score the extractor, or a file of predictions, against a gold set."""

    help = (
        "Extracts the articles of a gold set and prints how well that agrees with it, in all and by language."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("gold", type=Path, help="JSON Lines file of annotated articles")
        parser.add_argument("--predictions", type=Path, help="score this file instead of extracting anew")
        parser.add_argument("--region", type=Path, default=settings.REGION_DIR)
        parser.add_argument(
            "--database", action="store_true", help="take places and actors from the database"
        )
        parser.add_argument("--json", action="store_true", help="print everything as JSON")

    def handle(
        self, *, gold: Path, predictions: Path | None, region: Path, database: bool, **options: Any
    ) -> None:
        """Run the command."""
        try:
            wanted = load_rows(gold)
            given = load_rows(predictions) if predictions else None
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        if given is None:
            lexicon = read_lexicon(region, database=database)
            given = {str(row["id"]): row for row in predict_articles(wanted.values(), lexicon)}
        parts: dict[str, dict[str, Row]] = {"all": wanted}
        for language in sorted({str(article["language"]) for article in wanted.values()}):
            parts[language] = {i: a for i, a in wanted.items() if a["language"] == language}
        figures = {name: evaluate(articles, given).figures() for name, articles in parts.items()}
        if options["json"]:
            self.stdout.write(json.dumps(figures, indent=1))
            return
        for name, result in figures.items():
            self.stdout.write(_line(name, result))


def _line(name: str, result: dict[str, Any]) -> str:
    slots = " ".join(f"{slot}={share:.2f}" for slot, share in result["slots"].items())
    return (
        f"{name:4} articles={result['articles']} incident_f1={result['incident_f1']:.3f} "
        f"(p={result['precision']:.2f} r={result['recall']:.2f}) record_f1={result['record_f1']:.3f} "
        f"negatives={result['clean_negatives']:.2f} groups={result['groups']:.2f} "
        f"rooms_f1={result['rooms_f1']:.2f} story_f1={result['story_f1']:.2f}\n     {slots}"
    )
