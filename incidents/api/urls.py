"""The addresses of the API. An address ends in a slash, or in the extension of a format."""

from django.urls import include, path

from .actors import ActorList
from .areas import AreaList, AreaMap
from .changes import ChangeList
from .formats import FORMATS
from .incidents import IncidentDetail, IncidentList, list_view
from .places import PlaceList
from .rooms import RoomDetail, RoomList, RoomMap
from .root import Docs, Nowhere, Root, Schema
from .snapshots import AnalystSnapshotFile, SnapshotFile, SnapshotManifest
from .stats import Sides, Statistics

app_name = "api"
urlpatterns = [
    path("", Root.as_view(), name="root"),
    path("incidents/", IncidentList.as_view(), name="incidents"),
    *(
        path(f"incidents.{name}", list_view(name).as_view(), name=f"incidents-{name}")
        for name in FORMATS
        if name != "json"
    ),
    path("incidents/<uuid:uid>/", IncidentDetail.as_view(), name="incident"),
    path("rooms/", RoomList.as_view(), name="rooms"),
    path("rooms.geojson", RoomMap.as_view(), name="rooms-geojson"),
    path("rooms/<uuid:uid>/", RoomDetail.as_view(), name="room"),
    path("actors/", ActorList.as_view(), name="actors"),
    path("areas/", AreaList.as_view(), name="areas"),
    path("areas.geojson", AreaMap.as_view(), name="areas-geojson"),
    path("places/", PlaceList.as_view(), name="places"),
    path("stats/", Statistics.as_view(), name="stats"),
    path("stats/sides/", Sides.as_view(), name="sides"),
    path("snapshot/", SnapshotManifest.as_view(), name="snapshot"),
    path("snapshot/<str:name>.<str:extension>", SnapshotFile.as_view(), name="snapshot-file"),
    path(
        "snapshot/analyst/<str:name>.<str:extension>",
        AnalystSnapshotFile.as_view(),
        name="analyst-snapshot-file",
    ),
    path("changes/", ChangeList.as_view(), name="changes"),
    path("desk/", include("incidents.api.desk.urls")),
    path("schema/", Schema.as_view(), name="schema"),
    path("docs/", Docs.as_view(), name="docs"),
    path("<path:rest>/", Nowhere.as_view(), name="nowhere"),
]
