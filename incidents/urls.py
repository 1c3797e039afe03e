"""Addresses of the pages."""

from django.templatetags.static import static
from django.urls import path
from django.utils.functional import lazy
from django.views.decorators.cache import cache_control
from django.views.generic import RedirectView
from django.views.i18n import JavaScriptCatalog

from incidents.views.actor import show_actor
from incidents.views.area import show_area
from incidents.views.codebook import show_codebook
from incidents.views.dashboard import show_dashboard, show_embedded
from incidents.views.directory import show_directory
from incidents.views.download import download_incident
from incidents.views.incident import show_incident
from incidents.views.offline import show_offline, show_worker
from incidents.views.proposals_map import map_proposals
from incidents.views.queue import show_queue
from incidents.views.review import review_report
from incidents.views.room import show_room
from incidents.views.saved_views import change_view, list_views
from incidents.views.source import show_source
from incidents.views.texts import show_texts

static_lazy = lazy(static, str)

urlpatterns = [
    path("favicon.ico", RedirectView.as_view(url=static_lazy("icons/hamrin.svg"))),
    path("", show_dashboard, name="dashboard"),
    path("embed/", show_embedded, name="embed"),
    path("codebook/", show_codebook, name="codebook"),
    path("offline/", show_offline, name="offline"),
    path("service-worker.js", show_worker, name="service-worker"),
    path("views/", list_views, name="saved-views"),
    path("views/<int:pk>/", change_view, name="saved-view"),
    path("incidents/texts.json", show_texts, name="incident-texts"),
    path("incidents/<uuid:uid>/", show_incident, name="incident"),
    path("incidents/<uuid:uid>.<str:extension>", download_incident, name="incident-file"),
    path("rooms/", show_directory, {"dimension": "room"}, name="rooms"),
    path("rooms/<uuid:uid>/", show_room, name="room"),
    path("actors/", show_directory, {"dimension": "actor"}, name="actors"),
    path("actors/<int:actor>/", show_actor, name="actor"),
    path("areas/", show_directory, {"dimension": "area"}, name="areas"),
    path("areas/<str:kind>/<str:code>/", show_area, name="area"),
    path("sources/", show_directory, {"dimension": "source"}, name="sources"),
    path("sources/<int:source>/", show_source, name="source"),
    path("review/", show_queue, name="review-queue"),
    path("review/proposals.geojson", map_proposals, name="review-proposals"),
    path("review/<int:pk>/", review_report, name="review-report"),
    path(
        "translations.js",
        cache_control(max_age=3600)(JavaScriptCatalog.as_view(packages=["incidents"])),
        name="javascript-catalog",
    ),
]
