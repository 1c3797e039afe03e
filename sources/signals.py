"""The one signal of the project: sources need not know who reads their articles."""

from django.dispatch import Signal

# Sent inside the transaction that stored the article, with ``article_id``.
article_ready = Signal()
