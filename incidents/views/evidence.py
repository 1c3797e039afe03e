"""Claims as pages show them: by field, each with its words, its source and whom it is attributed to."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import combinations
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from incidents.claims import by_field
from incidents.enums import ClaimField, LocationPrecision, SubEventType
from incidents.local_names import ACTOR_FIELDS, Names, names_in
from incidents.models import CASUALTIES, Claim, Incident, IncidentQuerySet, ReportGroup
from incidents.models.report import ReportQuerySet
from incidents.presentation import format_date, format_range, join_words, safe_url


@dataclass(frozen=True)
class ShownClaim:
    """One claim, ready to be read."""

    value: str
    quote: str
    language: str
    outlet: str
    url: str
    published: date | None
    attributed_to: str
    coded_by: str
    about_part: bool
    page: str = ""


@dataclass(frozen=True)
class FieldEvidence:
    """All claims of one field; ``conflicting`` where they give more than one value for the same thing.

    ``figures`` are the figures that contradict each other, of the whole or of one side.
    """

    name: str
    label: str
    conflicting: bool
    claims: list[ShownClaim] = field(default_factory=list)
    figures: list[ShownClaim] = field(default_factory=list)


def describe_value(claim_field: str, value: dict[str, Any], names: Names | None = None) -> str:
    """Return a claim's value in words of the page's language (its forms: ``facts.FactClaim``).

    ``names`` are what places and actors are called in it; without them they stay as they are written.
    """
    names = names or Names()
    if claim_field == ClaimField.SUB_EVENT_TYPE:
        code = str(value.get("code", ""))
        return str(SubEventType(code).label) if code in SubEventType.values else code
    if claim_field == ClaimField.DATE:
        return format_date(
            date.fromisoformat(value["start"]), date.fromisoformat(value["end"]), value["precision"]
        )
    if claim_field == ClaimField.PLACE:
        return _describe_place(value, names)
    if claim_field in CASUALTIES:
        figure = format_range(value.get("low"), value.get("best"), value.get("high"))
        who = names.actor(value.get("who") or "")
        return _("%(figure)s (%(who)s)") % {"figure": figure, "who": who} if who else figure
    return names.actor(str(value.get("actor", "")))


def _describe_place(value: dict[str, Any], names: Names) -> str:
    text = join_words(names.place_parts(value))
    if value.get("precision") == LocationPrecision.NEAR:
        return _("near %(place)s") % {"place": text}
    return text


def show_claim(claim: Claim, names: Names | None = None, *, with_quote: bool = True) -> ShownClaim:
    """Return a claim with its source resolved; ``claim.report`` and its source must be loaded."""
    actor = names.actors.get(claim.value.get("actor", "")) if names else None
    report = claim.report
    article = report.article if report else claim.group.article if claim.group else None
    outlet = report.outlet if report else article.source if article else None
    published = article.published_at.date() if article and article.published_at else None
    address = claim.source_url or (report.address if report else article.url if article else "")
    return ShownClaim(
        value=describe_value(claim.field, claim.value, names),
        page=reverse("actor", args=[actor.pk]) if actor else "",
        quote=claim.quote if with_quote else "",
        language=article.language if article else "",
        outlet=str(outlet or ""),
        url=safe_url(address),
        published=published or (report.source_date if report else None),
        attributed_to=claim.attributed_to,
        coded_by=str(claim.get_coder_display()),
        about_part=bool(claim.value.get("who")),
    )


def differ(claim_field: str, claims: list[Claim]) -> bool:
    """Whether claims of one field contradict each other.

    Of what has one value: whether there are two, about the whole or about the same side. Of actors, of
    whom a report may name several: whether two reports have none in common; of participants never,
    since nobody lists them all.
    """
    if claim_field == ClaimField.PARTICIPANT:
        return False
    if claim_field in ACTOR_FIELDS:
        named: dict[int | None, set[str]] = defaultdict(set)
        for claim in claims:
            named[claim.report_id].add(claim.value["actor"])
        return any(one.isdisjoint(other) for one, other in combinations(named.values(), 2))
    about: dict[str | None, set[str]] = defaultdict(set)
    for claim in claims:
        about[claim.value.get("who")].add(json.dumps({**claim.value, "note": ""}, sort_keys=True))
    return any(len(values) > 1 for values in about.values())


def reports_of(incident: Incident, *, desk: bool) -> ReportQuerySet:
    """Return the reports behind an incident that may be shown: to the public none that is restricted."""
    reports: ReportQuerySet = incident.reports.all()
    return reports.decided() if desk else reports.public()


def evidence_of(incident: Incident, *, desk: bool) -> list[FieldEvidence]:
    """Return the evidence of all fields; outside the desk nothing of restricted reports."""
    claims = Claim.objects.filter(report__in=reports_of(incident, desk=desk))
    return tell_claims(claims, place_hidden=incident.hides_place and not desk)


def tell_claims(claims: QuerySet[Claim], *, place_hidden: bool) -> list[FieldEvidence]:
    """Return reports' claims by field.

    Of an incident whose place is withheld no claims of the place, and no sentences, which may name it.
    """
    shown = by_field(claims.exclude(field=ClaimField.PLACE) if place_hidden else claims)
    names = names_in(claim for of_field in shown.values() for claim in of_field)
    return [_field_evidence(name, of_field, names, place_hidden) for name, of_field in shown.items()]


def _field_evidence(name: str, claims: list[Claim], names: Names, place_hidden: bool) -> FieldEvidence:  # noqa: FBT001 - of tell_claims
    told = [show_claim(claim, names, with_quote=not place_hidden) for claim in claims]
    apart = [
        shown
        for claim, shown in zip(claims, told, strict=True)
        if name in CASUALTIES
        and differ(name, [other for other in claims if other.value.get("who") == claim.value.get("who")])
    ]
    return FieldEvidence(
        name=name,
        label=str(ClaimField(name).label),
        conflicting=differ(name, claims),
        claims=told,
        figures=apart,
    )


@dataclass(frozen=True)
class GroupEvidence:
    """Figures that an article gives only for several incidents together."""

    claims: list[tuple[str, ShownClaim]]
    others: list[Incident]


def group_evidence_of(incident: Incident, visible: IncidentQuerySet, *, desk: bool) -> list[GroupEvidence]:
    """Return figures about this incident together with others, and which of those can be seen."""
    behind = reports_of(incident, desk=desk)
    others = visible.exclude(pk=incident.pk)
    return tell_groups(behind, others, place_hidden=incident.hides_place and not desk)


def tell_groups(
    behind: ReportQuerySet,
    visible: IncidentQuerySet,
    *,
    place_hidden: bool,
    until: datetime | None = None,
) -> list[GroupEvidence]:
    """Return figures that reports give for several incidents together, claimed by a moment."""
    made = Claim.objects.all() if until is None else Claim.objects.filter(created_at__lte=until)
    groups = (
        ReportGroup.objects.filter(reports__in=behind)
        .select_related("article__source")
        .prefetch_related(Prefetch("claims", made))
        .distinct()
    )
    found = []
    for group in groups:
        claims = list(group.claims.all())
        for claim in claims:
            claim.group = group
        labelled = [
            (str(ClaimField(claim.field).label), show_claim(claim, with_quote=not place_hidden))
            for claim in claims
            if not (place_hidden and claim.field == ClaimField.PLACE)
        ]
        others = visible.filter(reports__groups=group).distinct().order_by("pk")
        found.append(GroupEvidence(claims=labelled, others=list(others)))
    return found
