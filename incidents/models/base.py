"""Names in three languages and aliases, shared by actors, places, areas and rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sources.enums import Language
from sources.extraction.normalise import normalise_name

if TYPE_CHECKING:
    from collections.abc import Iterable


class Named(models.Model):
    """A thing with a canonical (English) name and its names in Arabic and Central Kurdish."""

    name = models.CharField(_("name"), max_length=200)
    name_ar = models.CharField(_("name in Arabic"), max_length=200, blank=True)
    name_ckb = models.CharField(_("name in Central Kurdish"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def local_name(self) -> str:
        """The name in the language of the page, or the canonical one where that is not known."""
        language = get_language() or "en"
        return str(getattr(self, f"name_{language}", "") or self.name)


class Alias(models.Model):
    """One way to write a name. ``normalised`` is for matching only; ``text`` stays as written."""

    language = models.CharField(_("language"), max_length=5, choices=Language, default=Language.ENGLISH)
    text = models.CharField(_("name as written"), max_length=200)
    normalised = models.CharField(max_length=200, editable=False, db_index=True)
    changed_at = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text

    def save(
        self,
        *,
        force_insert: Any = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        """Keep the matching form in step with the text."""
        self.normalised = normalise_name(self.text)
        super().save(
            force_insert=force_insert, force_update=force_update, using=using, update_fields=update_fields
        )
