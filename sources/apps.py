"""The sources app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SourcesConfig(AppConfig):
    """Registers the app."""

    name = "sources"
    verbose_name = _("Sources")
