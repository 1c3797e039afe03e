"""The Celery app. Tasks are acknowledged after the work and redelivered when a worker dies."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("hamrin")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
