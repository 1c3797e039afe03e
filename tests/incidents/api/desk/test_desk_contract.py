"""Schemathesis asks the desk's addresses what they document, and what they do not, as an administrator."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from incidents.enums import IncidentStatus
from incidents.tokens import make_token
from tests.incidents.api.conftest import make_full_incident
from tests.incidents.factories import make_proposal, make_user

pytestmark = pytest.mark.django_db
schema = schemathesis.openapi.from_wsgi("/api/v1/schema/?format=json", get_wsgi_application()).include(
    path_regex="^/api/v1/desk/"
)


@pytest.fixture
def key() -> str:
    """Make a few rows, so that answers are not empty, and a token for all of it."""
    make_full_incident(status=IncidentStatus.DRAFT)
    make_proposal()
    return make_token(make_user("Administrator"), "contract", ["read", "ingest", "edit"], None)[1]


@pytest.fixture
def one_transaction() -> Iterator[None]:
    """Let requests leave the connection open, as those of Django's own client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate,),  # Schemathesis' explicit examples of so large bodies are thousands
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_documented(case: Any, key: str, one_transaction: None) -> None:
    # What has the right form may still break a rule or name nobody: a documented refusal.
    case.call_and_validate(
        headers={"Accept-Encoding": "identity", "Authorization": f"Bearer {key}"},
        excluded_checks=[positive_data_acceptance],
    )
