"""Give reports that the extractor proposed before their outline; see ``incidents.outline``."""

from typing import ClassVar

from django.db import migrations

# The triggers rest meanwhile: no value that the history or the change log tells of becomes another.
FILL = """
ALTER TABLE incidents_report DISABLE TRIGGER USER;

UPDATE incidents_report AS report
SET waits_since = article.fetched_at,
    sub_event_type = coalesce(kind.value ->> 'code', ''),
    district = coalesce(place.value ->> 'district', ''),
    governorate = coalesce(place.value ->> 'governorate', ''),
    longitude = CASE WHEN place.value ->> 'precision' NOT IN ('district', 'governorate')
        THEN (place.value ->> 'longitude')::double precision END,
    latitude = CASE WHEN place.value ->> 'precision' NOT IN ('district', 'governorate')
        THEN (place.value ->> 'latitude')::double precision END,
    casualties = coalesce(toll.persons, 0)
FROM incidents_report AS same
JOIN sources_article AS article ON article.id = same.article_id
LEFT JOIN LATERAL (
    SELECT value FROM incidents_claim
    WHERE report_id = same.id AND field = 'sub_event_type' ORDER BY id LIMIT 1
) AS kind ON true
LEFT JOIN LATERAL (
    SELECT value FROM incidents_claim
    WHERE report_id = same.id AND field = 'place' ORDER BY id LIMIT 1
) AS place ON true
LEFT JOIN LATERAL (
    SELECT sum(coalesce(nullif(total, 0), parts, 0)) AS persons
    FROM (
        SELECT
            max(persons) FILTER (WHERE who IS NULL OR who = '') AS total,
            sum(persons) FILTER (WHERE who <> '') AS parts
        FROM (
            SELECT field, value ->> 'who' AS who,
                greatest(
                    (value ->> 'low')::int, (value ->> 'best')::int, (value ->> 'high')::int, 0
                ) AS persons
            FROM incidents_claim WHERE report_id = same.id AND field IN ('killed', 'wounded')
        ) AS told
        GROUP BY field
    ) AS fields
) AS toll ON true
WHERE report.id = same.id;

ALTER TABLE incidents_report ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("incidents", "0013_report_outline")]

    operations: ClassVar = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
