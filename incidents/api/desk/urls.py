"""The desk's addresses, below those of the API."""

from django.urls import path

from .articles import ArticleDetail, ArticleList
from .decisions import Publish, Retract
from .hands import Release, Take
from .incident_sources import IncidentSources
from .incidents import DeskIncidentDetail, DeskIncidentList
from .reports import Accept, Merge, Reject, Reopen, ReportDetail, ReportList, UndoLast
from .sources import SourceDetail, SourceList

urlpatterns = [
    path("incidents/", DeskIncidentList.as_view(), name="desk-incidents"),
    path("incidents/<uuid:uid>/", DeskIncidentDetail.as_view(), name="desk-incident"),
    path("incidents/<uuid:uid>/publish/", Publish.as_view(), name="desk-incident-publish"),
    path("incidents/<uuid:uid>/retract/", Retract.as_view(), name="desk-incident-retract"),
    path("incidents/<uuid:uid>/sources/", IncidentSources.as_view(), name="desk-incident-sources"),
    path("reports/", ReportList.as_view(), name="desk-reports"),
    path("reports/undo/", UndoLast.as_view(), name="desk-report-undo"),
    path("reports/<int:pk>/", ReportDetail.as_view(), name="desk-report"),
    path("reports/<int:pk>/accept/", Accept.as_view(), name="desk-report-accept"),
    path("reports/<int:pk>/merge/", Merge.as_view(), name="desk-report-merge"),
    path("reports/<int:pk>/reject/", Reject.as_view(), name="desk-report-reject"),
    path("reports/<int:pk>/reopen/", Reopen.as_view(), name="desk-report-reopen"),
    path("reports/<int:pk>/take/", Take.as_view(), name="desk-report-take"),
    path("reports/<int:pk>/release/", Release.as_view(), name="desk-report-release"),
    path("articles/", ArticleList.as_view(), name="desk-articles"),
    path("articles/<int:pk>/", ArticleDetail.as_view(), name="desk-article"),
    path("sources/", SourceList.as_view(), name="desk-sources"),
    path("sources/<int:pk>/", SourceDetail.as_view(), name="desk-source"),
]
