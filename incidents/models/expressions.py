"""SQL expressions that an index and a query must write alike."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models import F, Func, IntegerField, TextField, Value
from django.db.models.functions import Lower


class Days(Func):
    """Days from the second date to the first, as PostgreSQL's ``date - date``."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = IntegerField()


def days_long() -> Days:
    """Return how many days an incident's dates span."""
    return Days(F("date_end"), F("date_start"))


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
        # In the order in which a migration writes them: another one would count as another index.
        arg_joiner=" || ' ' || ",
        template="(%(expressions)s)",
        output_field=TextField(),
    )
    return SearchVector(fold_letters(text), config="simple")
