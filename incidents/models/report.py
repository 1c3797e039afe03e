"""One article's account of one incident, and the claims in it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents.enums import ClaimField, Coder, ReportState, Role
from sources.models import Article, Source, web_address

from .actor import Actor
from .casualties import CASUALTIES
from .history import track_history
from .incident import Incident

DECIDED = (ReportState.ACCEPTED, ReportState.MERGED)


class ReportQuerySet(models.QuerySet["Report"]):
    """Named queries over reports."""

    def waiting(self) -> ReportQuerySet:
        """Proposals that nobody has decided, the oldest article first."""
        return self.filter(state=ReportState.PROPOSED).order_by("waits_since", "pk")

    def decided(self) -> ReportQuerySet:
        """Return reports that stand behind an incident."""
        return self.filter(state__in=DECIDED)

    def public(self) -> ReportQuerySet:
        """Return what anyone may see behind an incident that anyone may see."""
        return self.decided().filter(restricted=False)

    def for_desk(self, user: User) -> ReportQuerySet:
        """Return proposals, and what stands behind incidents that a member of the desk may see."""
        if user.has_perm("incidents.view_restricted"):
            return self.all()
        return self.filter(Q(incident=None) | Q(incident__in=Incident.objects.for_desk(user)))


OUTLINE = (
    "waits_since",
    "sub_event_type",
    "district",
    "governorate",
    "longitude",
    "latitude",
    "casualties",
)


@track_history("assigned_to", "assigned_until", *OUTLINE)
class Report(models.Model):
    """One article's account of one incident; written by ``incidents.proposals`` and ``review``.

    ``article`` is empty where an editor or a data set gives a source by its address alone.
    ``evidence`` lists ``[start, end]`` code point offsets into the article's text. ``assigned_to`` is
    who has a proposal in hand, until ``assigned_until``; then it is anybody's again. The columns that
    ``OUTLINE`` names repeat what the claims say, so that a long queue is sorted and filtered quickly
    (``incidents.outline``); of reports that do not come from the extractor they are empty.
    """

    article = models.ForeignKey(
        Article, models.PROTECT, null=True, blank=True, related_name="reports", verbose_name=_("article")
    )
    ordinal = models.PositiveIntegerField(_("number in the article"), default=0)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="reports", verbose_name=_("source")
    )
    source_url = models.CharField(_("source address"), max_length=2000, blank=True, validators=[web_address])
    source_date = models.DateField(_("date of the source"), null=True, blank=True)
    incident = models.ForeignKey(
        Incident, models.PROTECT, null=True, blank=True, related_name="reports", verbose_name=_("incident")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ReportState, default=ReportState.PROPOSED, editable=False
    )
    main = models.BooleanField(_("what the article is about"), default=True)
    confidence = models.FloatField(_("confidence"), null=True, blank=True)
    evidence = models.JSONField(_("evidence"), default=list, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    restricted = models.BooleanField(
        _("for the desk only"),
        default=False,
        help_text=_("The terms of its source forbid republishing: neither it nor its claims are public."),
    )
    coder = models.CharField(_("coded by"), max_length=10, choices=Coder, default=Coder.EXTRACTOR)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="reports_decided"
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="reports_assigned",
        verbose_name=_("assigned to"),
    )
    assigned_until = models.DateTimeField(_("assigned until"), null=True, blank=True, editable=False)
    waits_since = models.DateTimeField(default=timezone.now, editable=False)
    sub_event_type = models.CharField(max_length=60, blank=True, editable=False)
    district = models.CharField(max_length=200, blank=True, editable=False)
    governorate = models.CharField(max_length=200, blank=True, editable=False)
    longitude = models.FloatField(null=True, editable=False)
    latitude = models.FloatField(null=True, editable=False)
    casualties = models.PositiveIntegerField(default=0, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering: ClassVar = ["pk"]
        permissions: ClassVar = [("review_report", _("Can accept, merge and reject reports"))]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["article", "ordinal"], condition=Q(article__isnull=False), name="report_once"
            ),
            # Per article and incident one report: what an article says of an incident, it says once.
            models.UniqueConstraint(
                fields=["article", "incident"],
                condition=Q(article__isnull=False, incident__isnull=False),
                name="report_once_per_incident",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DECIDED, incident__isnull=False)
                | (~Q(state__in=DECIDED) & Q(incident=None)),
                name="report_decided_has_incident",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.REJECTED) | ~Q(reason=""), name="report_rejected_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(article__isnull=False) | Q(source__isnull=False), name="report_has_source"
            ),
            models.CheckConstraint(
                condition=Q(assigned_to=None) | Q(assigned_until__isnull=False), name="report_lock_expires"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "article"], name="report_state"),
            models.Index(
                fields=["waits_since", "id"], condition=Q(state=ReportState.PROPOSED), name="report_queue"
            ),
            models.Index(
                fields=["decided_at", "id"],
                condition=Q(article__isnull=False, decided_at__isnull=False),
                name="report_decisions",
            ),
            models.Index(
                fields=["decided_by", "-decided_at", "-id"],
                condition=Q(article__isnull=False),
                name="report_own_decisions",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outlet or self.source_url} ({self.get_state_display()})"

    @property
    def outlet(self) -> Source | None:
        """Who reports it."""
        return self.article.source if self.article else self.source

    @property
    def holder(self) -> User | None:
        """Who has the proposal in hand at the moment."""
        if self.assigned_until is None or self.assigned_until <= timezone.now():
            return None
        return self.assigned_to

    @property
    def licence(self) -> str:
        """The terms of the data set that it comes from; empty for all else."""
        dataset = getattr(self.source, "dataset", None)
        return dataset.licence if dataset else ""

    @property
    def address(self) -> str:
        """The address of what it rests on, where there is one."""
        return self.article.url if self.article else self.source_url


class ReportGroup(models.Model):
    """Several incidents of one article whose casualties it gives only together.

    A group's claims are never counted into an incident or into any sum over incidents.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="report_groups")
    ordinal = models.PositiveIntegerField(default=0)
    reports = models.ManyToManyField(Report, related_name="groups")

    class Meta:
        verbose_name = _("group of reports")
        verbose_name_plural = _("groups of reports")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "ordinal"], name="report_group_once"),
        ]

    def __str__(self) -> str:
        return f"{self.article}: {self.ordinal}"


class Claim(models.Model):
    """One value of one field, with the words that say it and whom the article attributes it to.

    ``value`` has the form that ``sources.extraction.facts.FactClaim`` documents. ``quote`` equals
    ``article.text[start:end]``; ``spans`` lists all places that say it. A claim belongs to a report,
    or to a group of reports where the article gives a figure only for several incidents together.
    """

    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="claims")
    group = models.ForeignKey(ReportGroup, models.PROTECT, null=True, blank=True, related_name="claims")
    field = models.CharField(_("field"), max_length=15, choices=ClaimField)
    value = models.JSONField(_("value"))
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    quote = models.TextField(_("quote"), blank=True)
    spans = models.JSONField(default=list, blank=True)
    attributed_to = models.CharField(_("attributed to"), max_length=300, blank=True)
    source_url = models.CharField(_("source address"), max_length=2000, blank=True, validators=[web_address])
    rule = models.CharField(_("rule"), max_length=100, blank=True)
    confidence = models.FloatField(_("confidence"), null=True, blank=True)
    coder = models.CharField(_("coded by"), max_length=10, choices=Coder, default=Coder.EXTRACTOR)
    coded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="claims_coded"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(report__isnull=False, group=None) | Q(report=None, group__isnull=False),
                name="claim_of_report_or_group",
            ),
            models.CheckConstraint(
                condition=Q(start=None, end=None, quote="") | Q(start__lt=F("end")), name="claim_span"
            ),
            models.CheckConstraint(condition=Q(field__in=ClaimField.values), name="claim_field"),
        ]

    def __str__(self) -> str:
        return f"{self.get_field_display()}: {self.value}"


class Decision(models.Model):
    """Which claim an incident's field rests on, or that an editor chose an own value, and why.

    With ``actor`` and ``role`` it is about the own casualties of that side. They are named, not linked to
    the participation, so that the decision is there again when a restored one comes back.
    """

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="decisions")
    field = models.CharField(max_length=15, choices=ClaimField)
    actor = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("actor")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role, blank=True)
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="decisions")
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["incident", "field"], condition=Q(actor=None), name="decision_once"
            ),
            models.UniqueConstraint(
                fields=["incident", "field", "actor", "role"],
                condition=Q(actor__isnull=False),
                name="decision_of_side_once",
            ),
            models.CheckConstraint(
                condition=Q(actor=None, role="")
                | Q(actor__isnull=False, role__in=Role.values, field__in=CASUALTIES),
                name="decision_side",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident}: {self.get_field_display()}"
