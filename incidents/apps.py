"""The incidents app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IncidentsConfig(AppConfig):
    """Registers the app and listens for new articles."""

    name = "incidents"
    verbose_name = _("Incidents")

    def ready(self) -> None:
        """Connect the signals: a new article, and the roles after a migration."""
        from incidents import receivers, roles  # noqa: F401, PLC0415 (apps must be loaded first)
