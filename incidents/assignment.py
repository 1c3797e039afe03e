"""Who has which proposal in hand: an assignment is a lock that expires by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents.enums import ReportState
from incidents.models import Report
from incidents.review import ReviewError, deciding, describe_holder

# The backend that knows which groups may do what.
_GROUPS: Final = "django.contrib.auth.backends.ModelBackend"
# How long a proposal stays in one editor's hands before it is anybody's again.
ASSIGNED_FOR: Final = timedelta(minutes=30)


def deskmates(user: User) -> list[User]:
    """Return the others who may decide reports, by name: to whom one can be handed over."""
    able = User.objects.with_perm("incidents.review_report", backend=_GROUPS)
    return list(able.exclude(pk=user.pk).order_by("username"))


def assign(report: Report, to: User, user: User) -> Report:
    """Put a proposal into somebody's hands for a while: nobody else decides it until then.

    ``user`` may take one, or hand on the own one. Raises ReviewError where another person has it in
    hand, or it was decided.
    """
    if not to.has_perm("incidents.review_report"):
        raise ReviewError(_("%(user)s may not decide reports.") % {"user": to})
    with deciding(user, "incidents.review_report", "assign"):
        free = Q(assigned_to=None) | Q(assigned_to__in=[to, user]) | Q(assigned_until__lte=timezone.now())
        waiting = Report.objects.filter(free, pk=report.pk, state=ReportState.PROPOSED)
        taken = waiting.update(assigned_to=to, assigned_until=timezone.now() + ASSIGNED_FOR)
    report.refresh_from_db(fields=["state", "assigned_to", "assigned_until"])
    if not taken:
        decided = _("This report was decided already: %(state)s.") % {"state": report.get_state_display()}
        raise ReviewError(describe_holder(report) if report.state == ReportState.PROPOSED else decided)
    return report


def release(report: Report, user: User) -> Report:
    """Give a proposal out of one's hands; one that is in nobody's or in another's stays as it is."""
    with deciding(user, "incidents.review_report", "release"):
        mine = Report.objects.filter(pk=report.pk, assigned_to=user)
        mine.update(assigned_to=None, assigned_until=None)
    report.refresh_from_db(fields=["assigned_to", "assigned_until"])
    return report
