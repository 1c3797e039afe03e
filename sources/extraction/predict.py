"""Facts in the gold schema's form, one JSON object an article, with stories over a file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sources.extraction.assemble import extract
from sources.extraction.kinds import FAMILY
from sources.extraction.stories import group_stories, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sources.extraction.facts import FactClaim, Facts, IncidentFacts
    from sources.extraction.lexicon import Lexicon

_COUNTS = ("killed", "wounded", "captured")
_ROLES = ("perpetrator", "target", "participant")


def predict_article(article: dict[str, Any], lexicon: Lexicon) -> dict[str, Any]:
    """Extract one article (``id``, ``language``, ``title``, ``published``, ``text``) in schema form."""
    return describe(read_article(article, lexicon), article)


def read_article(article: dict[str, Any], lexicon: Lexicon) -> Facts:
    """Extract one article of the schema's form.

    Raises:
        UnknownLanguageError: no language file for its ``language``.

    """
    return extract(
        str(article.get("text") or ""),
        str(article.get("title") or ""),
        read_date(article.get("published")),
        str(article.get("language") or "en"),
        lexicon,
    )


def read_date(value: object) -> date | None:
    """Read an ISO date or date and time; None where it is missing or no date."""
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def describe(facts: Facts, article: dict[str, Any]) -> dict[str, Any]:
    """Return facts in schema form, beside the article's id."""
    text = str(article.get("text") or "")
    incidents = [_incident(incident, text) for incident in facts.incidents]
    kept = [index for index, incident in enumerate(incidents) if "date_start" in incident]
    position = {index: place for place, index in enumerate(kept)}
    groups = []
    for group in facts.groups:
        members = [position[index] for index in group.incidents if index in position]
        if len(members) > 1:
            row: dict[str, Any] = {"incidents": members}
            for claim in group.claims:
                row[claim.field] = _count(claim)
            groups.append(row)
    return {
        "id": article.get("id"),
        "incidents": [incidents[index] for index in kept],
        "operation_rooms": [{"place": room.place} for room in facts.rooms],
        "incident_groups": groups,
    }


def _incident(incident: IncidentFacts, text: str) -> dict[str, Any]:
    first: dict[str, FactClaim] = {}
    for claim in incident.claims:
        first.setdefault(claim.field, claim)
    sub_type = first["sub_event_type"].value["code"]
    row: dict[str, Any] = {"event_type": FAMILY[sub_type], "sub_event_type": sub_type}
    if "date" in first:
        when = first["date"].value
        row |= {"date_start": when["start"], "date_end": when["end"], "date_precision": when["precision"]}
    if "place" in first:
        place = first["place"].value
        row["place"] = {
            "name": place["name"],
            "district": place["district"],
            "governorate": place["governorate"],
            "lat": place["latitude"],
            "lon": place["longitude"],
            "precision": place["precision"],
        }
    row["actors"] = [
        {"name": claim.value["actor"], "role": claim.field}
        for claim in incident.claims
        if claim.field in _ROLES
    ]
    for kind in _COUNTS:
        claims = [claim for claim in incident.claims if claim.field == kind and claim.value["who"] is None]
        row[kind] = _conflict(claims) if claims else None
    row["evidence"] = [text[span.start : span.end] for span in incident.evidence]
    row["main"] = incident.main
    row["confidence"] = incident.confidence
    return row


def _count(claim: FactClaim) -> int | list[int]:
    low, best, high = claim.value["low"], claim.value["best"], claim.value["high"]
    if high is not None and low not in {high, best}:
        return [low, high]
    return int(best)


def _conflict(claims: list[FactClaim]) -> int | list[int]:
    """Return the value of one claim, or the range of several that contradict."""
    if len(claims) == 1:
        return _count(claims[0])
    lows = [claim.value["low"] for claim in claims]
    highs = [
        claim.value["high"] if claim.value["high"] is not None else claim.value["best"] for claim in claims
    ]
    return [min(lows), max(highs)] if min(lows) != max(highs) else int(claims[0].value["best"])


def predict_articles(
    articles: Iterable[dict[str, Any]],
    lexicon: Lexicon,
    progress: Callable[[int], None] | None = None,
) -> list[dict[str, Any]]:
    """Extract many articles and put those that report the same main incident into one ``story``."""
    rows, told = [], []
    for index, article in enumerate(articles, 1):
        facts = read_article(article, lexicon)
        rows.append(describe(facts, article))
        told.append(
            tell(
                str(article.get("text") or ""),
                str(article.get("title") or ""),
                read_date(article.get("published")),
                facts,
            )
        )
        if progress is not None:
            progress(index)
    for row, leader in zip(rows, group_stories(told), strict=True):
        row["story"] = f"story-{rows[leader]['id']}"
    return rows
