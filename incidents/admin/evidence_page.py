"""The page of an incident's claims: what each field rests on, and the desk's choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.admin.base import AnyModelAdmin, editor_of
from incidents.admin.own_values import FORMS, OwnValue
from incidents.claims import (
    RANGE_RULE,
    claims_by_field,
    of_side,
    suggest_range,
    sum_of_sides,
    totals,
)
from incidents.decisions import (
    BOUNDS,
    PERMISSION,
    decide,
    decide_side,
    derive_again,
    set_verification,
    stored_values,
)
from incidents.enums import ClaimField, Verification
from incidents.models import CASUALTIES, Claim, Decision, Incident, Participation
from incidents.review import EDITABLE, ReviewError
from incidents.views.evidence import (
    ShownClaim,
    describe_value,
    differ,
    group_evidence_of,
    show_claim,
)
from sources.models import Source


class VerificationForm(forms.Form):
    """What the desk says of an incident's verification, and why."""

    verification = forms.ChoiceField(label=gettext_lazy("Verification"), choices=Verification.choices)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=1000)


@dataclass(frozen=True)
class ClaimRow:
    """A claim as the desk sees it."""

    claim: Claim
    shown: ShownClaim
    outlet: Source | None
    chosen: bool
    may_be_chosen: bool


@dataclass(frozen=True)
class FieldRow:
    """One field, of the whole or of one side: its value, what that rests on, what speaks for others.

    ``side`` is the participation's key, or empty; ``sides`` what all sides' own figures come to together.
    """

    name: str
    label: str
    value: str
    contradicted: bool
    decision: Decision | None
    suggestion: str
    claims: list[ClaimRow]
    form: OwnValue
    side: str = ""
    sides: str = ""


def field_rows(incident: Incident, faulty: OwnValue | None = None) -> list[FieldRow]:
    """Return all fields of the code list with an incident's claims; ``faulty`` is a form with errors.

    Behind each kind of casualties stand the sides that have a part, or that a claim speaks of.
    """
    claims = claims_by_field(incident)
    made = incident.decisions.select_related("claim", "decided_by")
    decisions = {(d.field, d.actor_id, d.role): d for d in made}
    rows: list[FieldRow] = []
    for field in ClaimField:
        of_field = claims.get(field, [])
        rows.append(_field_row(incident, field, of_field, decisions.get((field, None, "")), faulty))
        if field in CASUALTIES:
            rows += [
                _side_row(party, field, of_field, decisions.get((field, party.actor_id, party.role)), faulty)
                for party in incident.participations.all()
            ]
    return [row for row in rows if not row.side or row.claims or row.value or row.form.is_bound]


def _form(field: ClaimField, prefix: str, faulty: OwnValue | None) -> OwnValue:
    return faulty if faulty is not None and faulty.prefix == prefix else FORMS[field](prefix=prefix)


def _field_row(
    incident: Incident,
    field: ClaimField,
    claims: list[Claim],
    decision: Decision | None,
    faulty: OwnValue | None,
) -> FieldRow:
    whole = totals(claims).get(field, [])
    together = sum_of_sides(incident, field) if field in CASUALTIES else None
    return FieldRow(
        name=field.value,
        label=str(field.label),
        value=", ".join(
            _say_bounds(value) if field in CASUALTIES else describe_value(field, value)
            for value in stored_values(incident, field)
        ),
        contradicted=differ(field, claims),
        decision=decision,
        suggestion=_say_bounds(suggest_range(whole)) if whole else "",
        claims=[_claim_row(claim, decision, may_be_chosen=not claim.value.get("who")) for claim in claims],
        form=_form(field, field.value, faulty),
        sides=_say_bounds(together) if together else "",
    )


def _side_row(
    party: Participation,
    field: ClaimField,
    claims: list[Claim],
    decision: Decision | None,
    faulty: OwnValue | None,
) -> FieldRow:
    own = of_side(claims, party.actor.name)[field]
    bounds = {bound: getattr(party, f"{field}_{bound}") for bound in BOUNDS}
    told = {"field": field.label, "actor": party.actor, "role": party.get_role_display()}
    return FieldRow(
        name=f"{field}-{party.pk}",
        label=_("%(field)s of %(actor)s (%(role)s)") % told,
        value=_say_bounds(bounds) if any(number is not None for number in bounds.values()) else "",
        contradicted=differ(field, own),
        decision=decision,
        suggestion=_say_bounds(suggest_range(own)) if own else "",
        claims=[_claim_row(claim, decision, may_be_chosen=True) for claim in own],
        form=_form(field, f"{field}-{party.pk}", faulty),
        side=str(party.pk),
    )


def _claim_row(claim: Claim, decision: Decision | None, *, may_be_chosen: bool) -> ClaimRow:
    return ClaimRow(
        claim=claim,
        shown=show_claim(claim),
        outlet=claim.report.outlet if claim.report else None,
        chosen=decision is not None and decision.claim_id == claim.pk,
        may_be_chosen=may_be_chosen,
    )


def _say_bounds(bounds: dict[str, int | None]) -> str:
    """Say all three figures of a range."""
    numbers = {name: "–" if number is None else number for name, number in bounds.items()}
    return _("at least %(low)s, best %(best)s, at most %(high)s") % numbers


class EvidencePage(AnyModelAdmin):
    """Adds the page of claims to an incident's admin."""

    def claims_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show an incident's claims by field; take the decision that is posted."""
        incident = get_object_or_404(
            self.get_queryset(request)
            .select_related("claimed_by", "region")
            .prefetch_related("participations__actor"),
            pk=pk,
        )
        if not self.has_view_or_change_permission(request, incident):
            raise PermissionDenied
        faulty: forms.Form | None = None
        if request.method == "POST":
            try:
                faulty = self._decide(request, incident)
            except (ReviewError, ValidationError) as error:
                told = error.messages if isinstance(error, ValidationError) else [str(error)]
                messages.error(request, " ".join(told))
            if faulty is None:
                return HttpResponseRedirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Claims and decisions: %(code)s") % {"code": incident.code},
            "opts": self.opts,
            "object": incident,
            "rows": field_rows(incident, faulty if isinstance(faulty, OwnValue) else None),
            "rule": RANGE_RULE,
            "groups": group_evidence_of(incident, Incident.objects.for_desk(editor_of(request)), desk=True),
            "verification_form": faulty if isinstance(faulty, VerificationForm) else VerificationForm(),
            "may_decide": request.user.has_perm(PERMISSION) and incident.status in EDITABLE,
            "media": self.media + FORMS[ClaimField.PERPETRATOR]().media + FORMS[ClaimField.PLACE]().media,
        }
        return TemplateResponse(request, "admin/incidents/claims.html", context)

    def _decide(self, request: HttpRequest, incident: Incident) -> forms.Form | None:
        """Do what was posted; return a form with errors where that was not possible."""
        user, posted = editor_of(request), request.POST
        if "derive" in posted:
            derive_again(incident, user)
            messages.success(request, _("The verification follows from the reports again."))
            return None
        if "verify" in posted:
            form = VerificationForm(posted)
            if not form.is_valid():
                return form
            values: dict[str, Any] = form.cleaned_data
            set_verification(incident, Verification(values["verification"]), user, values["reason"])
            messages.success(request, _("The verification is set."))
            return None
        name, _dash, side = posted.get("field", "").partition("-")
        if name not in ClaimField.values:
            raise ReviewError(_("Choose a claim, or give a value."))
        field = ClaimField(name)
        party = _side(incident, field, side) if side else None
        choice, reason = self._choice(posted, field, f"{field}-{side}" if side else name)
        if isinstance(choice, OwnValue):
            return choice
        if party is None:
            decide(incident, field, choice, user, reason)
        else:
            decide_side(party, field, choice, user, reason)
        messages.success(request, _("Decided: %(field)s.") % {"field": field.label})
        return None

    def _choice(
        self, posted: QueryDict, field: ClaimField, prefix: str
    ) -> tuple[Claim | dict[str, Any] | OwnValue, str]:
        """Return the claim or own value that was posted, and why; of an own value with errors its form."""
        if "own" in posted:
            own = FORMS[field](posted, prefix=prefix)
            return (own.value(), own.cleaned_data["reason"]) if own.is_valid() else (own, "")
        key = posted.get("claim", "")
        claim = Claim.objects.filter(pk=key).first() if key.isdecimal() else None
        if claim is None:
            raise ReviewError(_("Choose a claim, or give a value."))
        return claim, posted.get("reason", "")


def _side(incident: Incident, field: ClaimField, key: str) -> Participation:
    party = incident.participations.filter(pk=key).first() if key.isdecimal() else None
    if party is None or field not in CASUALTIES:
        raise ReviewError(_("This side has no part in it any more."))
    return party
