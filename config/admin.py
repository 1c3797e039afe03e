"""The admin's app configuration."""

from importlib import import_module

from django.contrib.admin import site
from django.contrib.admin.apps import SimpleAdminConfig


class HamrinAdminConfig(SimpleAdminConfig):
    """Loads the admin modules by name.

    Autodiscovery would import django-leaflet's, which needs GDAL for GeoDjango's fields; Hamrin
    stores plain coordinates and uses django-leaflet's template tags alone.
    """

    def ready(self) -> None:
        """Register the models."""
        super().ready()
        site.site_header = site.site_title = "Hamrin"
        for module in ("django.contrib.auth.admin", "sources.admin", "incidents.admin"):
            import_module(module)
