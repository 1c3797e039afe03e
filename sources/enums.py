"""Code lists of the sources app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SourceKind(models.TextChoices):
    """How a source is read; each has one adapter in ``sources.adapters``."""

    INBOX = "inbox", _("folder")
    RSS = "rss", _("feed")
    NONE = "none", _("not read automatically")


class Reliability(models.TextChoices):
    """The Admiralty code's letters for a source."""

    A = "A", _("A: completely reliable")
    B = "B", _("B: usually reliable")
    C = "C", _("C: fairly reliable")
    D = "D", _("D: not usually reliable")
    E = "E", _("E: unreliable")
    F = "F", _("F: cannot be judged")


class Language(models.TextChoices):
    """Languages that articles are written in; the first three are read by the extractor."""

    ENGLISH = "en", _("English")
    ARABIC = "ar", _("Arabic")
    SORANI = "ckb", _("Central Kurdish")
    KURMANJI = "kmr", _("Northern Kurdish")
    TURKISH = "tr", _("Turkish")
    PERSIAN = "fa", _("Persian")
    OTHER = "und", _("undetermined")


class ArticleState(models.TextChoices):
    """Where an article stands on its way; a crash leaves it where the next run finds it."""

    WAITING = "waiting", _("waiting for extraction")
    EXTRACTED = "extracted", _("extracted")
    DUPLICATE = "duplicate", _("duplicate of another article")
    FAILED = "failed", _("extraction failed")


class IntakeState(models.TextChoices):
    """What became of one thing that arrived (a file, a feed entry, a page)."""

    STORED = "stored", _("stored as an article")
    DUPLICATE = "duplicate", _("already known")
    FAILED = "failed", _("refused")
