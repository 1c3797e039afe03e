"""How fast articles become facts, on one core; the budget is 100 articles a second.

Run alone: ``make bench ARGS=extraction``; it needs no database.
"""

from __future__ import annotations

import time
from typing import Any, Final

from sources.extraction.predict import predict_articles, read_article
from tests.benchmarks.results import report
from tests.sources.extraction.articles import FURTHER, further, lexicon

BUDGET: Final = "budget 100 a second on one core"
ROUNDS: Final = 5


def rate(articles: list[dict[str, Any]]) -> float:
    """Return the best rate of several rounds, in articles a second of processor time."""
    best = 0.0
    for article in articles:
        read_article(article, lexicon())
    for _ in range(ROUNDS):
        started = time.process_time()
        for article in articles:
            read_article(article, lexicon())
        best = max(best, len(articles) / (time.process_time() - started))
    return best


def main() -> None:
    """Measure each language, all together, and the grouping into stories."""
    everything: list[dict[str, Any]] = []
    for path in sorted(FURTHER.glob("*.jsonl")):
        articles = further(path.stem)
        everything += articles
        letters = sum(len(article["text"]) for article in articles) // len(articles)
        report(f"extraction, {path.stem}, {letters} characters each", rate(articles), "articles/s", BUDGET)
    report("extraction, all languages", rate(everything), "articles/s", BUDGET)
    started = time.process_time()
    many = [{**article, "id": f"{article['id']}-{copy}"} for copy in range(5) for article in everything]
    predict_articles(many, lexicon())
    report("extraction with stories", len(many) / (time.process_time() - started), "articles/s", BUDGET)


if __name__ == "__main__":
    main()
