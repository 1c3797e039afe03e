"""Plan the queries of the change log once a connection, by index, not anew for each row that is written.

The planner takes an array of one or two keys for a reason to plan every call: 120 µs a row, where the
query itself takes 10. Without statistics yet (a first import) it would also read whole tables.
"""

from typing import ClassVar

from django.db import migrations

FUNCTIONS = ("incidents_touch(bigint[])", "incidents_change_claim()", "incidents_change_group()")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("incidents", "0008_tag_history")]

    operations: ClassVar = [
        migrations.RunSQL(
            [
                f"ALTER FUNCTION {name} SET plan_cache_mode = force_generic_plan SET enable_seqscan = off"
                for name in FUNCTIONS
            ],
            [f"ALTER FUNCTION {name} RESET ALL" for name in FUNCTIONS],
        ),
    ]
