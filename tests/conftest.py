"""What every test gets: a broker in memory, so that no test leaves messages for a real worker, no limits, and quick hashes.

A test of limits sets those that it needs.
"""

from __future__ import annotations

from django.conf import settings

from config.celery import app

app.conf.update(broker_url="memory://", broker_transport_options={})
settings.THROTTLES = dict.fromkeys(settings.THROTTLES, 0)
# Users are made by the hundred, and nobody attacks a test's: their passwords need no slow hash.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
