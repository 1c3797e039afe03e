"""Read articles from files, folders and web addresses, and say what is proposed from them."""

from __future__ import annotations

from argparse import ArgumentParser
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from incidents.proposals import propose
from incidents.summaries import proposal_lines
from sources.enums import ArticleState, IntakeState, Language
from sources.manual import Details, add
from sources.models import Article, Intake, Source
from sources.published import parse_moment


class Command(BaseCommand):
    """Runs the code that polled sources go through, at once and in this process."""

    help = (
        "Read articles from files (.txt, .html, .json, .eml), folders of such files, and web addresses; "
        "store them, extract them, and print what is proposed for review. Files stay where they are."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("what", nargs="+", metavar="PATH_OR_URL")
        outlet = parser.add_mutually_exclusive_group()
        outlet.add_argument("--source", help="whose article it is: a source's name, as in the admin")
        outlet.add_argument("--outlet", default="", help="the same, but made where it is not known yet")
        parser.add_argument("--published", help="when it was published, if it does not say: 2021-06-04")
        languages = [language.value for language in Language if language != Language.OTHER]
        parser.add_argument("--language", choices=languages, help="its language, instead of detecting it")

    def handle(self, *, what: list[str], **options: Any) -> None:
        """Ingest one by one; a refused one does not keep the next from being read."""
        details = Details(
            source=_source(options["source"]) if options["source"] else None,
            outlet=options["outlet"],
            published=_moment(options["published"]) if options["published"] else None,
            language=Language(options["language"]) if options["language"] else None,
        )
        refused = 0
        references = [reference for given in what for reference in _expand(given)]
        for reference in references:
            intake = add(reference, details, announce=False)
            if intake.article and intake.article.state == ArticleState.WAITING:
                propose(intake.article.pk)
            refused += not self._report(intake)
        if refused:
            raise CommandError(f"{refused} of {len(references)} could not be ingested.")

    def _report(self, intake: Intake) -> bool:
        """Print what became of one thing; return whether it ended well."""
        if intake.article is None:
            self.stderr.write(self.style.ERROR(f"{intake.reference}: {intake.reason}"))
            return False
        article = Article.objects.select_related("source").get(pk=intake.article.pk)
        day = timezone.localtime(article.published_at).date() if article.published_at else "no date"
        known = " (known)" if intake.state == IntakeState.DUPLICATE else ""
        self.stdout.write(
            f"{intake.reference}: article {article.pk}{known}, {article.source}, {day}, {article.language}"
        )
        if intake.reason:
            self.stdout.write(f"  {intake.reason}")
        if article.state == ArticleState.FAILED:
            self.stderr.write(self.style.ERROR(f"  Extraction failed: {article.error}"))
            return False
        for line in proposal_lines(article):
            self.stdout.write(f"  {line}")
        return True


def _expand(given: str) -> list[str]:
    """Return the files of a folder, sorted by name; anything else as it is."""
    if "://" in given or not Path(given).is_dir():
        return [given]
    files = sorted(str(path) for path in Path(given).iterdir() if path.is_file() and path.name[0] != ".")
    if not files:
        raise CommandError(f"{given}: the folder has no files.")
    return files


def _source(name: str) -> Source:
    source = Source.objects.filter(name__iexact=name).first()
    if source:
        return source
    names = list(Source.objects.values_list("name", flat=True))
    close = get_close_matches(name, names, n=3, cutoff=0.5)
    hint = f"did you mean {', '.join(close)}?" if close else "the admin lists them; --outlet makes a new one."
    raise CommandError(f"No source is called {name}: {hint}")


def _moment(text: str) -> Any:
    moment = parse_moment(text, timezone.get_default_timezone())
    if moment is None:
        raise CommandError(f"--published {text} is no date that can be read; write it like 2021-06-04.")
    return moment
