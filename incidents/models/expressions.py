"""SQL expressions that an index and a query must write alike."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models import DateField, F, Func, IntegerField, TextField, Value
from django.db.models.functions import Lower


class Days(Func):
    """Days from the second date to the first, as PostgreSQL's ``date - date``."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = IntegerField()


def days_long() -> Days:
    """Return how many days an incident's dates span."""
    return Days(F("date_end"), F("date_start"))


class LongestSpanBefore(Func):
    """The date so many days before the given one as the longest incident lasts.

    What starts earlier has ended by then: a bound that an index on the first day can use. The
    subquery is answered by the index on ``days_long()``.
    """

    template = "(%(expressions)s::date - COALESCE((SELECT max(date_end - date_start) FROM %(table)s), 0))"
    output_field = DateField()

    def __init__(self, day: Any, table: str) -> None:
        super().__init__(Value(day), table=table)


# The letters that Arabic and Sorani texts mix, as sources.extraction.normalise folds them; characters
# without a counterpart are left out.
_FOLDED = {"ا": "أإآٱ", "ي": "ىیێېے", "ك": "کڪ", "ه": "ةەھہۀ", "و": "ؤۆۊۇ", "ر": "ڕ", "ل": "ڵ"}
_FROM = "".join(_FOLDED.values()) + "ـ\u200c\u200d"
_TO = "".join(letter * len(variants) for letter, variants in _FOLDED.items())


def fold_letters(text: Any) -> Func:
    """Return the expression of a text with one form of each Arabic letter, in lower case."""
    return Func(Lower(text), Value(_FROM), Value(_TO), function="translate", output_field=TextField())


def search_vector() -> SearchVector:
    """Return the words of an incident's title and summary, for search in three scripts."""
    text = Func(
        F("title"),
        F("summary"),
        template="(%(expressions)s)",
        arg_joiner=" || ' ' || ",
        output_field=TextField(),
    )
    return SearchVector(fold_letters(text), config="simple")
