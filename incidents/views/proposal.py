"""A proposal as the review pages show it: its words, its claims, and what else its article tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User

from incidents.enums import ClaimField
from incidents.local_names import Names, names_in
from incidents.models import Claim, Report, ReportGroup
from incidents.views.evidence import ShownClaim, describe_value, show_claim
from incidents.views.highlight import KIND_OF, Piece, cut_text


@dataclass(frozen=True)
class ProposedField:
    """All claims of one field of a proposal, with their keys for the links to the marked words."""

    name: str
    label: str
    kind: str
    claims: list[tuple[int, ShownClaim]]


def summarise(report: Report, names: Names | None = None) -> dict[str, str]:
    """Return the first claim of each field in words, of the whole before one side's part.

    The claims are read as they were loaded; ``names`` are what they name, in the page's language.
    """
    found: dict[str, str] = {}
    for claim in sorted(report.claims.all(), key=lambda claim: bool(claim.value.get("who"))):
        found.setdefault(claim.field, describe_value(claim.field, claim.value, names))
    return found


def proposed_fields(report: Report) -> list[ProposedField]:
    """Return the claims of a proposal by field, in the order of the code list."""
    claims = list(report.claims.all())
    names = names_in(claims)
    for claim in claims:
        claim.report = report
    return [
        ProposedField(
            name=field.value,
            label=str(field.label),
            kind=KIND_OF[field],
            claims=[(claim.pk, show_claim(claim, names)) for claim in claims if claim.field == field],
        )
        for field in ClaimField
        if any(claim.field == field for claim in claims)
    ]


def group_claims(report: Report) -> list[tuple[str, ShownClaim]]:
    """Return the figures that the article gives only for this incident and others together."""
    groups = ReportGroup.objects.filter(reports=report).select_related("article__source")
    claims = Claim.objects.filter(group__in=groups).select_related("group__article__source")
    return [(str(ClaimField(claim.field).label), show_claim(claim)) for claim in claims]


def marked_text(report: Report) -> list[list[Piece]]:
    """Return the article's paragraphs with the words of this proposal's claims marked."""
    if report.article is None:
        return []
    grouped = Claim.objects.filter(group__reports=report)
    return cut_text(report.article.text, [*report.claims.all(), *grouped], report.evidence)


def proposal_context(report: Report, user: User) -> dict[str, Any]:
    """Return what the template shows beside the forms."""
    siblings = Report.objects.for_desk(user).filter(article=report.article).order_by("ordinal", "pk")
    return {
        "report": report,
        "article": report.article,
        "paragraphs": marked_text(report),
        "fields": proposed_fields(report),
        "siblings": list(siblings) if report.article else [],
    }
