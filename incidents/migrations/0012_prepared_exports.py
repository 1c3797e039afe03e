"""Which finished lines are good, and the last two changes that the log did not tell of what is exported."""

from typing import ClassVar

from django.db import migrations, models

REGION = """
CREATE FUNCTION incidents_change_region() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM incidents_touch(ARRAY(SELECT id FROM incidents_incident WHERE region_id = NEW.id));
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER incidents_change AFTER UPDATE ON incidents_region
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN (OLD.name IS DISTINCT FROM NEW.name OR OLD.country_code IS DISTINCT FROM NEW.country_code)
EXECUTE FUNCTION incidents_change_region();
"""
NO_REGION = "DROP TRIGGER incidents_change ON incidents_region; DROP FUNCTION incidents_change_region();"


def room(condition: str) -> str:
    """Return the statements that put the trigger of rooms in the place of the one that is there."""
    return (
        "DROP TRIGGER incidents_change ON incidents_jointoperationroom; "
        "CREATE CONSTRAINT TRIGGER incidents_change AFTER UPDATE ON incidents_jointoperationroom "
        f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ({condition}) "
        "EXECUTE FUNCTION incidents_change_room();"
    )


NAME = "OLD.name IS DISTINCT FROM NEW.name"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("incidents", "0011_api_tokens")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="PreparedExport",
            fields=[
                ("name", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("seq", models.BigIntegerField()),
                ("statements", models.CharField(max_length=32)),
                ("built_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "prepared export",
                "verbose_name_plural": "prepared exports",
                "ordering": ["built_at"],
            },
        ),
        migrations.RunSQL(REGION, NO_REGION),
        migrations.RunSQL(room(f"{NAME} OR OLD.code IS DISTINCT FROM NEW.code"), room(NAME)),
    ]
