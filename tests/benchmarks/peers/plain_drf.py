"""What one writes first: a ModelViewSet with nested serializers and page numbers, as DRF's tutorial has it."""

from django.urls import include, path
from rest_framework import pagination, routers, serializers, viewsets

from incidents.enums import SUB_TYPES_OF
from incidents.models import Incident, Participation, Report


class ParticipationSerializer(serializers.ModelSerializer):
    name = serializers.CharField(source="actor.name")

    class Meta:
        model = Participation
        fields = ["name", "role", "killed_best", "wounded_best"]


class ReportSerializer(serializers.ModelSerializer):
    outlet = serializers.CharField(source="outlet.name")

    class Meta:
        model = Report
        fields = ["outlet", "source_url", "source_date"]


class IncidentSerializer(serializers.ModelSerializer):
    participations = ParticipationSerializer(many=True)
    reports = ReportSerializer(many=True)
    areas = serializers.SlugRelatedField(many=True, read_only=True, slug_field="name")

    class Meta:
        model = Incident
        exclude = ["longitude", "latitude", "created_by", "updated_by"]


class Page(pagination.PageNumberPagination):
    page_size = 100


class IncidentViewSet(viewsets.ReadOnlyModelViewSet):
    serializer_class = IncidentSerializer
    pagination_class = Page

    def get_queryset(self):  # noqa: ANN201 - as the tutorial has it
        query = self.request.query_params
        west, south, east, north = map(float, query["bbox"].split(","))
        return (
            Incident.objects.public()
            .filter(
                public_longitude__range=(west, east),
                public_latitude__range=(south, north),
                date_start__lte=query["date_to"],
                date_end__gte=query["date_from"],
                sub_event_type__in=SUB_TYPES_OF[query["event_type"]],
            )
            .order_by("-date_start", "-pk")
            .prefetch_related("participations__actor", "reports__article__source", "reports__source", "areas")
        )


router = routers.SimpleRouter()
router.register("incidents", IncidentViewSet, basename="incident")
urlpatterns = [path("", include(router.urls))]
