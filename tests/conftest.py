"""What every test gets: a broker in memory, so that no test leaves messages for a real worker."""

from __future__ import annotations

from config.celery import app

app.conf.update(broker_url="memory://", broker_transport_options={})
