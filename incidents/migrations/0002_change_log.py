"""The change log and the triggers that write it.

The triggers are deferred: they run as the transaction commits. There each takes one advisory lock,
which is released only once the commit is visible, so that numbers are given in the order of commits.
A transaction numbers each incident once: a row that carries its id, and a time since it began, is its own.
"""

from typing import ClassVar

from django.db import migrations, models

FUNCTIONS = """
CREATE SEQUENCE incidents_change_seq OWNED BY incidents_change.seq;

CREATE FUNCTION incidents_touch(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('incidents_change', 0));
    INSERT INTO incidents_change (uid, code, seq, changed_at, transaction)
    SELECT uid, code, nextval('incidents_change_seq'), clock_timestamp(), pg_current_xact_id()::text::bigint
    FROM (
        SELECT uid, code FROM incidents_incident
        WHERE id = ANY(ids) AND status = 'published' AND sensitivity = 'public' ORDER BY id
    ) AS shown
    ON CONFLICT (uid) DO UPDATE
    SET seq = excluded.seq, code = excluded.code,
        changed_at = excluded.changed_at, transaction = excluded.transaction
    WHERE incidents_change.transaction <> excluded.transaction OR incidents_change.changed_at < now();
    UPDATE incidents_change
    SET seq = nextval('incidents_change_seq'), changed_at = clock_timestamp(),
        transaction = pg_current_xact_id()::text::bigint
    FROM incidents_incident
    WHERE incidents_incident.id = ANY(ids) AND incidents_incident.uid = incidents_change.uid
        AND NOT (status = 'published' AND sensitivity = 'public')
        AND (
            incidents_change.transaction <> pg_current_xact_id()::text::bigint
            OR incidents_change.changed_at < now()
        );
END $$;

CREATE FUNCTION incidents_change_incident() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM pg_advisory_xact_lock(hashtextextended('incidents_change', 0));
        UPDATE incidents_change
        SET seq = nextval('incidents_change_seq'), changed_at = clock_timestamp(),
            transaction = pg_current_xact_id()::text::bigint
        WHERE uid = OLD.uid;
    ELSE
        PERFORM incidents_touch(ARRAY[NEW.id, NEW.merged_into_id, OLD.merged_into_id]);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION incidents_change_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM incidents_touch(ARRAY[NEW.incident_id, OLD.incident_id]);
    RETURN NULL;
END $$;

CREATE FUNCTION incidents_change_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM incidents_touch(ARRAY(
        SELECT incident_id FROM incidents_report
        WHERE incident_id IS NOT NULL AND (
            id IN (NEW.report_id, OLD.report_id) OR id IN (
                SELECT report_id FROM incidents_reportgroup_reports
                WHERE reportgroup_id IN (NEW.group_id, OLD.group_id)
            )
        )
    ));
    RETURN NULL;
END $$;

CREATE FUNCTION incidents_change_group() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM incidents_touch(ARRAY(
        SELECT incident_id FROM incidents_report
        WHERE incident_id IS NOT NULL AND id IN (NEW.report_id, OLD.report_id)
    ));
    RETURN NULL;
END $$;

CREATE FUNCTION incidents_change_actor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM incidents_touch(ARRAY(
        SELECT incident_id FROM incidents_participation WHERE actor_id = NEW.id
        UNION SELECT id FROM incidents_incident WHERE claimed_by_id = NEW.id
    ));
    RETURN NULL;
END $$;

CREATE FUNCTION incidents_change_area() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM incidents_touch(ARRAY(
        SELECT incident_id FROM incidents_incidentarea WHERE area_id = NEW.id AND public
    ));
    RETURN NULL;
END $$;

CREATE FUNCTION incidents_change_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM incidents_touch(ARRAY(SELECT id FROM incidents_incident WHERE room_id = NEW.id));
    RETURN NULL;
END $$;

CREATE FUNCTION incidents_change_tag() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM incidents_touch(ARRAY(
        SELECT incident_id FROM incidents_incident_tags WHERE tag_id = NEW.id
    ));
    RETURN NULL;
END $$;

CREATE FUNCTION incidents_change_article() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM incidents_touch(ARRAY(
        SELECT incident_id FROM incidents_report WHERE article_id = NEW.id AND incident_id IS NOT NULL
    ));
    RETURN NULL;
END $$;

CREATE FUNCTION incidents_change_source() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM incidents_touch(ARRAY(
        SELECT incident_id FROM incidents_report
        WHERE incident_id IS NOT NULL AND (source_id = NEW.id OR article_id IN (
            SELECT id FROM sources_article WHERE source_id = NEW.id
        ))
    ));
    RETURN NULL;
END $$;
"""

# Table, function, and which columns' updates matter (None: any change, and rows that come and go).
TRIGGERS = (
    ("incidents_incident", "incident", None),
    ("incidents_participation", "part", None),
    ("incidents_incidentarea", "part", None),
    ("incidents_incident_tags", "part", None),
    ("incidents_report", "part", None),
    ("incidents_claim", "claim", None),
    ("incidents_reportgroup_reports", "group", None),
    ("incidents_actor", "actor", ("name", "name_ar", "name_ckb", "kind")),
    ("incidents_area", "area", ("kind", "code", "name")),
    ("incidents_jointoperationroom", "room", ("name",)),
    ("incidents_tag", "tag", ("name",)),
    ("sources_article", "article", ("url", "title", "published_at", "language", "source_id")),
    ("sources_source", "source", ("name", "language")),
)


def trigger(table: str, function: str, columns: tuple[str, ...] | None) -> str:
    """Return the statement that makes one trigger."""
    events, condition = "INSERT OR UPDATE OR DELETE", ""
    if columns:
        events = "UPDATE"
        changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)
        condition = f"WHEN ({changed})"
    return (
        f"CREATE CONSTRAINT TRIGGER incidents_change AFTER {events} ON {table} "
        f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW {condition} "
        f"EXECUTE FUNCTION incidents_change_{function}();"
    )


BACKFILL = """
INSERT INTO incidents_change (uid, code, seq, changed_at, transaction)
SELECT uid, code, nextval('incidents_change_seq'), now(), 0
FROM (
    SELECT uid, code FROM incidents_incident
    WHERE status = 'published' AND sensitivity = 'public' ORDER BY updated_at, id
) AS shown;
"""
FUNCTION_NAMES = ("incident", "part", "claim", "group", "actor", "area", "room", "tag", "article", "source")


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("incidents", "0001_initial"),
        ("sources", "0001_initial"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("uid", models.UUIDField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=12)),
                ("seq", models.BigIntegerField(unique=True)),
                ("changed_at", models.DateTimeField()),
                ("transaction", models.BigIntegerField()),
            ],
            options={"verbose_name": "change", "verbose_name_plural": "changes", "ordering": ["seq"]},
        ),
        migrations.RunSQL(
            FUNCTIONS,
            "DROP FUNCTION "
            + ", ".join(
                [*(f"incidents_change_{name}()" for name in FUNCTION_NAMES), "incidents_touch(bigint[])"]
            )
            + "; DROP SEQUENCE incidents_change_seq;",
        ),
        migrations.RunSQL(
            [trigger(*one) for one in TRIGGERS],
            [f"DROP TRIGGER incidents_change ON {table};" for table, _function, _columns in TRIGGERS],
        ),
        migrations.RunSQL(BACKFILL, "DELETE FROM incidents_change;"),
    ]
