"""The addresses of the OGC API, which end in no slash."""

from django.urls import path

from .ogc import Collections, Conformance, Item, Items, Landing, OneCollection

app_name = "ogc"
urlpatterns = [
    path("", Landing.as_view(), name="landing"),
    path("conformance", Conformance.as_view(), name="conformance"),
    path("collections", Collections.as_view(), name="collections"),
    path("collections/<str:name>", OneCollection.as_view(), name="collection"),
    path("collections/<str:name>/items", Items.as_view(), name="items"),
    path("collections/<str:name>/items/<str:key>", Item.as_view(), name="item"),
]
