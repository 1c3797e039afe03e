"""The queue of reports: what an editor asks of it, in which order, and what comes before and after.

Read from the query string of pages and API alike: an unknown name or a bad value is an error that names
it. ``failed`` asks for articles of which no report could be made, everything else for reports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib.auth.models import User
from django.db.models import Count, Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents.enums import EventFamily, ReportState, SubEventType
from incidents.filter_fields import AreaField, SourceField
from incidents.models import Report
from incidents.models.report import ReportQuerySet
from incidents.parameters import (
    BadParameters,
    CodeField,
    OneOfField,
    ParameterForm,
    describe_problem,
    read_parameters,
)
from incidents.queue_order import ORDERS, CursorField, Order, Place, orders_of
from incidents.queue_places import reports_in_areas
from sources.enums import ArticleState, Language
from sources.models import Article, ArticleQuerySet

WAITING, DECIDED, FAILED = "waiting", "decided", "failed"
STATES: Final = (WAITING, DECIDED, FAILED)
ME, NOBODY, OTHERS = "me", "nobody", "others"

# How sure the extractor is: from the first number up to, not including, the second.
CONFIDENCES: Final = {"high": (0.9, 1.01), "middle": (0.8, 0.9), "low": (-0.01, 0.8)}
# How many days a report has waited: from the first number up to the second.
AGES: Final = {"day": (0, 1), "week": (1, 7), "month": (7, 31), "older": (31, 36_500)}
# Of an article that could not be read nothing else is known.
ASKED_OF_ARTICLES: Final = ("source", "language", "age")


class QueueForm(ParameterForm):
    """What an editor may ask of the queue; of a parameter with several values any matches."""

    state = OneOfField(STATES, help_text=_("What became of it."))
    source = SourceField(help_text=_("An outlet, by name."))
    language = CodeField(Language.values, help_text=_("A language of the article."))
    event_type = CodeField(EventFamily.values, help_text=_("Event family."))
    sub_event_type = CodeField(SubEventType.values, help_text=_("Event type."))
    area = AreaField(help_text=_("An area that contains the place, as kind:code."))
    confidence = CodeField(list(CONFIDENCES), help_text=_("How sure the extractor is."))
    age = CodeField(list(AGES), help_text=_("How long it has waited."))
    assigned = CodeField([ME, NOBODY, OTHERS], help_text=_("Whose hands it is in, or who decided it."))


class OrderForm(ParameterForm):
    """In which order, and after which row."""

    sort = OneOfField(list(ORDERS), help_text=_("The order of the rows."))
    cursor = CursorField(help_text=_("Where a page begins, as the page before gives it."))


@dataclass(frozen=True)
class Choice:
    """What was asked: ``values`` by parameter (None where absent), the order, and the row to begin after."""

    values: dict[str, Any] = field(default_factory=dict)
    state: str = WAITING
    sort: str = "oldest"
    after: Place | None = None

    @property
    def order(self) -> Order:
        """The order of the rows."""
        return orders_of(self.state)[self.sort]

    def without(self, name: str) -> Choice:
        """Return the same question without one parameter."""
        return Choice({**self.values, name: None}, self.state, self.sort)


def read_choice(query: QueryDict) -> Choice:
    """Return what a query string asks of the queue. Raises BadParameters."""
    values = read_parameters(query, QueueForm(query), OrderForm(query))
    state = values.pop("state") or WAITING
    sort, after = values.pop("sort"), values.pop("cursor")
    choice = Choice(values, state, sort or ("newest" if state == DECIDED else "oldest"), after)
    problems = list(_contradictions(choice, query))
    if problems:
        raise BadParameters(problems)
    return choice


def _contradictions(choice: Choice, query: QueryDict) -> Iterable[dict[str, Any]]:
    def refuse(name: str, detail: str, allowed: Iterable[str] | None = None) -> dict[str, Any]:
        return describe_problem(name, detail, ",".join(query.getlist(name)), allowed)

    if choice.state == FAILED:
        for name, value in choice.values.items():
            if value is not None and name not in ASKED_OF_ARTICLES:
                yield refuse(name, _("cannot be asked of articles that could not be read"))
    if choice.sort not in orders_of(choice.state):
        yield refuse("sort", _("is no order of these rows"), orders_of(choice.state))
    elif choice.after and choice.after.sort != choice.sort:
        yield refuse("cursor", _("belongs to another order"))


def find_reports(choice: Choice, user: User) -> ReportQuerySet:
    """Return the reports that are asked for, of those that the user may see, without an order."""
    reports: ReportQuerySet = Report.objects.for_desk(user).filter(_in_state(choice.state)).order_by()
    now = timezone.now()
    for name, value in choice.values.items():
        if value is not None:
            reports = reports.filter(_condition(choice, name, value, user, now))
    return reports


def find_failed(choice: Choice) -> ArticleQuerySet:
    """Return the articles whose extraction failed, as asked for, without an order."""
    articles: ArticleQuerySet = Article.objects.filter(state=ArticleState.FAILED).order_by()
    now = timezone.now()
    if choice.values.get("source") is not None:
        articles = articles.filter(source__in=choice.values["source"])
    if choice.values.get("language") is not None:
        articles = articles.filter(language__in=choice.values["language"])
    if choice.values.get("age") is not None:
        articles = articles.filter(_any(age_band("fetched_at", name, now) for name in choice.values["age"]))
    return articles


def _in_state(state: str) -> Q:
    if state == WAITING:
        return Q(state=ReportState.PROPOSED)
    return Q(article__isnull=False, decided_at__isnull=False)


def _condition(choice: Choice, name: str, value: Any, user: User, now: datetime) -> Q:
    conditions: dict[str, Callable[[], Q]] = {
        "source": lambda: Q(article__source__in=value) | Q(article=None, source__in=value),
        "language": lambda: Q(article__language__in=value),
        "event_type": lambda: Q(sub_event_type__in=[sub for sub in SubEventType if sub.family in value]),
        "sub_event_type": lambda: Q(sub_event_type__in=value),
        "area": lambda: Q(pk__in=reports_in_areas(Report.objects.filter(_in_state(choice.state)), value)),
        "confidence": lambda: _any(confidence_band(band) for band in value),
        "age": lambda: _any(age_band("waits_since", band, now) for band in value),
        "assigned": lambda: _any(hands(choice.state, whose, user, now) for whose in value),
    }
    return conditions[name]()


def _any(conditions: Iterable[Q]) -> Q:
    found = Q(pk=None)
    for condition in conditions:
        found |= condition
    return found


def confidence_band(name: str) -> Q:
    """Return the condition that the extractor is so sure; what it says nothing of counts as low."""
    low, high = CONFIDENCES[name]
    within = Q(confidence__gte=low, confidence__lt=high)
    return within | Q(confidence=None) if name == "low" else within


def age_band(column: str, name: str, now: datetime) -> Q:
    """Return the condition that a time lies so long ago."""
    fewest, most = (timedelta(days=days) for days in AGES[name])
    return Q(**{f"{column}__gt": now - most}) & Q(**{f"{column}__lte": now - fewest})


def hands(state: str, whose: str, user: User, now: datetime) -> Q:
    """Return the condition that a report is in somebody's hands, or was decided by them."""
    if state == DECIDED:
        mine, anybodys = Q(decided_by=user), Q(decided_by__isnull=False)
    else:
        mine, anybodys = Q(assigned_to=user, assigned_until__gt=now), Q(assigned_until__gt=now)
    return {ME: mine, NOBODY: ~anybodys, OTHERS: anybodys & ~mine}[whose]


@dataclass(frozen=True)
class Neighbours:
    """Keys of the reports before and after one in the queue; ``position`` counts from 1, None outside it."""

    previous: int | None
    next: int | None
    position: int | None
    length: int


def neighbours(report: Report, choice: Choice, user: User) -> Neighbours:
    """Return where a report stands in the queue. What another person has in hand is passed over.

    A report that was decided has left the queue, and keeps its neighbours there.
    """
    if NOBODY in (choice.values.get("assigned") or []):
        # Opening a report takes it: it stays in the queue of what was nobody's.
        choice = Choice({**choice.values, "assigned": [NOBODY, ME]}, choice.state, choice.sort)
    order, reports = choice.order, find_reports(choice, user)
    here = order.place_of(report, choice.sort)
    counts = reports.aggregate(
        length=Count("pk"),
        before=Count("pk", filter=order.before(here)),
        there=Count("pk", filter=Q(pk=report.pk)),
    )
    if choice.state == WAITING:
        reports = reports.exclude(hands(WAITING, OTHERS, user, timezone.now()))
    return Neighbours(
        previous=order.backwards(reports.filter(order.before(here))).values_list("pk", flat=True).first(),
        next=order.forwards(reports.filter(order.after(here))).values_list("pk", flat=True).first(),
        position=counts["before"] + 1 if counts["there"] else None,
        length=counts["length"],
    )


def first_of(choice: Choice, user: User, *, but: int | None = None) -> int | None:
    """Return the key of the first report in the queue that nobody else has in hand."""
    reports = find_reports(choice, user).exclude(hands(WAITING, OTHERS, user, timezone.now()))
    if but is not None:
        reports = reports.exclude(pk=but)
    return choice.order.forwards(reports).values_list("pk", flat=True).first()
