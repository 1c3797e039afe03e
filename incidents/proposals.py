"""Facts to proposed reports."""


def propose(article_id: int) -> None:
    """Extract."""
    raise LookupError(article_id)
