"""Admin pages, one file a model."""

from incidents.admin import actors, areas, imports, incidents, places, reports, rooms, tokens

__all__ = ["actors", "areas", "imports", "incidents", "places", "reports", "rooms", "tokens"]
