"""Where articles come from, the articles as fetched, and what became of each thing that arrived."""

from __future__ import annotations

import zlib
from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .enums import ArticleState, IntakeState, Language, Reliability, SourceKind

# An address that a page may link: never javascript: or data:.
web_address = URLValidator(schemes=["http", "https"])


class SourceQuerySet(models.QuerySet["Source"]):
    """Named queries over sources."""

    def due(self) -> SourceQuerySet:
        """Active sources whose time to be read has come."""
        now = timezone.now()
        return self.exclude(kind=SourceKind.NONE).filter(Q(paused=False), Q(due_at=None) | Q(due_at__lte=now))


class Source(models.Model):
    """A news outlet or official medium, and how to read it."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    kind = models.CharField(_("read as"), max_length=10, choices=SourceKind, default=SourceKind.NONE)
    url = models.CharField(
        _("address"),
        max_length=2000,
        blank=True,
        help_text=_("The feed's address, or the folder's path for a folder."),
    )
    homepage = models.CharField(_("home page"), max_length=2000, blank=True, validators=[web_address])
    language = models.CharField(
        _("language"),
        max_length=5,
        choices=Language,
        blank=True,
        help_text=_("Leave empty to detect it article by article."),
    )
    country = models.CharField(_("country"), max_length=100, blank=True)
    medium = models.CharField(_("medium"), max_length=100, blank=True)
    ownership_group = models.CharField(
        _("ownership group"),
        max_length=200,
        blank=True,
        help_text=_("Two outlets of one owner count as one independent source."),
    )
    ownership_reference = models.CharField(
        _("reference for the ownership"), max_length=2000, blank=True, validators=[web_address]
    )
    reliability = models.CharField(_("reliability"), max_length=1, choices=Reliability, default=Reliability.F)
    paused = models.BooleanField(_("paused"), default=False)
    poll_minutes = models.PositiveIntegerField(_("poll interval in minutes"), default=15)
    etag = models.CharField(max_length=500, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    due_at = models.DateTimeField(_("due at"), null=True, blank=True, editable=False)
    last_success_at = models.DateTimeField(_("last success"), null=True, blank=True, editable=False)
    failures_in_a_row = models.PositiveIntegerField(_("failures in a row"), default=0, editable=False)
    last_error = models.TextField(_("last error"), blank=True, editable=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind=SourceKind.NONE) | ~Q(url=""), name="source_read_needs_address"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["due_at"], name="source_due")]

    def __str__(self) -> str:
        return self.name

    @property
    def owner(self) -> str:
        """What makes a source independent of another: its ownership group, else itself."""
        return self.ownership_group or self.name


class ArticleQuerySet(models.QuerySet["Article"]):
    """Named queries over articles."""

    def waiting(self) -> ArticleQuerySet:
        """Articles whose extraction has not been done, oldest first."""
        return self.filter(state=ArticleState.WAITING).order_by("fetched_at", "pk")

    def stale(self) -> ArticleQuerySet:
        """Return waiting articles whose message was sent so long ago that it may have been lost."""
        before = timezone.now() - timedelta(seconds=settings.RESUME_AFTER)
        return self.waiting().filter(enqueued_at__lt=before)


class Article(models.Model):
    """One text from a source, as fetched, never changed afterwards.

    ``text`` is plain text in Unicode NFC with paragraphs separated by a line feed; the offsets of
    claims count its code points. ``original`` is the zlib-compressed bytes as they arrived.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="articles", verbose_name=_("source"))
    url = models.CharField(_("canonical address"), max_length=2000, blank=True)
    title = models.CharField(_("title"), max_length=1000, blank=True)
    author = models.CharField(_("author"), max_length=500, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_has_time = models.BooleanField(default=True, editable=False)
    fetched_at = models.DateTimeField(_("fetched"), default=timezone.now)
    language = models.CharField(_("language"), max_length=5, choices=Language, default=Language.OTHER)
    text = models.TextField(_("text"))
    content_hash = models.CharField(max_length=64, editable=False)
    # The least hashes of its word sequences: texts that share one may be nearly the same.
    sketch = ArrayField(models.BigIntegerField(), default=list, editable=False)
    original = models.BinaryField(editable=False)
    original_type = models.CharField(max_length=100, editable=False)
    duplicate_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="duplicates",
        verbose_name=_("duplicate of"),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ArticleState, default=ArticleState.WAITING, editable=False
    )
    error = models.TextField(_("error"), blank=True, editable=False)
    enqueued_at = models.DateTimeField(default=timezone.now, editable=False)
    attempts = models.PositiveIntegerField(default=0, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering: ClassVar = ["-published_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["url"], condition=~Q(url=""), name="article_once_by_address"),
            models.UniqueConstraint(fields=["source", "content_hash"], name="article_once_by_content"),
            models.CheckConstraint(condition=~Q(text=""), name="article_has_text"),
            models.CheckConstraint(
                condition=Q(duplicate_of=None) | ~Q(duplicate_of=F("id")),
                name="article_not_its_own_duplicate",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "fetched_at"], name="article_state"),
            models.Index(fields=["content_hash"], name="article_hash"),
            GinIndex(fields=["sketch"], name="article_sketch"),
        ]

    def __str__(self) -> str:
        return self.title or self.url or f"{self.source} {self.pk}"

    @property
    def original_bytes(self) -> bytes:
        """The article as it arrived."""
        return zlib.decompress(self.original)


class Intake(models.Model):
    """What became of one thing that arrived: a file, a feed entry, a page.

    Nothing that arrives is dropped in silence: a refused one stays here with its reason. ``retry`` says
    that the next poll reads it again.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="intakes", verbose_name=_("source"))
    reference = models.CharField(_("file or address"), max_length=2000)
    state = models.CharField(_("state"), max_length=10, choices=IntakeState)
    reason = models.TextField(_("reason"), blank=True)
    article = models.ForeignKey(
        Article, models.PROTECT, null=True, blank=True, related_name="intakes", verbose_name=_("article")
    )
    arrived_at = models.DateTimeField(_("arrived"), default=timezone.now)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    retry = models.BooleanField(_("read again at the next poll"), default=False)

    class Meta:
        verbose_name = _("arrival")
        verbose_name_plural = _("arrivals")
        ordering: ClassVar = ["-arrived_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state=IntakeState.FAILED) | ~Q(reason=""), name="intake_failure_has_reason"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-arrived_at"], name="intake_arrived"),
            models.Index(fields=["source", "reference"], name="intake_reference"),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.get_state_display()}"
