"""Schemathesis reads the OpenAPI document, asks what it allows and what it does not, and checks the answers."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from incidents import snapshot
from tests.incidents.api.conftest import make_full_incident

pytestmark = pytest.mark.django_db(transaction=True)
# The desk's addresses have a test of their own, since they need a token.
schema = schemathesis.openapi.from_wsgi("/api/v1/schema/?format=json", get_wsgi_application()).exclude(
    path_regex="^/api/v1/desk/"
)

# What takes the filters of the list, and answers in another form.
FILTERED = r"^/api/v1/(incidents\.|stats/|sides/)"


@pytest.fixture
def record() -> Any:
    """Make a few incidents and a snapshot, so that answers are not empty."""
    for _ in range(3):
        make_full_incident()
    return snapshot.build()


def check(case: Any) -> None:
    """Ask, and hold the answer against the document.

    The test client of WSGI does not unpack what comes compressed. A name may have the right form and yet be
    nobody's: a documented 400, which that one check forbids.
    """
    case.call_and_validate(
        headers={"Accept-Encoding": "identity"}, excluded_checks=[positive_data_acceptance]
    )


def drawn(examples: int, *phases: Phase) -> settings:
    """Return how many examples are drawn, the same at every run."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=phases,
        suppress_health_check=list(HealthCheck),
    )


@schema.exclude(path_regex=FILTERED).parametrize()
@drawn(5, Phase.explicit, Phase.generate)
def test_every_answer_is_documented(case: Any, record: Any) -> None:
    check(case)


# Each filter's own examples, of which there are a thousand, are asked of the list alone.
@schema.include(path_regex=FILTERED).parametrize()
@drawn(25, Phase.generate)
def test_every_answer_under_the_same_filters_is_documented(case: Any, record: Any) -> None:
    check(case)
