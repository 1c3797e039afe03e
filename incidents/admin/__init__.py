"""Admin pages, one file a model."""

from incidents.admin import actors, areas, incidents, places, reports, rooms

__all__ = ["actors", "areas", "incidents", "places", "reports", "rooms"]
