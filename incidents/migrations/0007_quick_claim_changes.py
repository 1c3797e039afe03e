"""Find the incidents of a claim by its report's key and its group's, not by reading all reports.

Joined by OR the two ways were one scan of every report for each claim that is written: 3 ms at 7,000 reports.
"""

from typing import ClassVar

from django.db import migrations

HEAD = """
CREATE OR REPLACE FUNCTION incidents_change_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM incidents_touch(ARRAY(
"""
TAIL = """
    ));
    RETURN NULL;
END $$;
"""
QUICK = """
        SELECT incident_id FROM incidents_report
        WHERE incident_id IS NOT NULL AND id IN (NEW.report_id, OLD.report_id)
        UNION
        SELECT report.incident_id
        FROM incidents_reportgroup_reports AS link JOIN incidents_report AS report ON report.id = link.report_id
        WHERE report.incident_id IS NOT NULL AND link.reportgroup_id IN (NEW.group_id, OLD.group_id)
"""
SLOW = """
        SELECT incident_id FROM incidents_report
        WHERE incident_id IS NOT NULL AND (
            id IN (NEW.report_id, OLD.report_id) OR id IN (
                SELECT report_id FROM incidents_reportgroup_reports
                WHERE reportgroup_id IN (NEW.group_id, OLD.group_id)
            )
        )
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("incidents", "0006_desk_work")]

    operations: ClassVar = [migrations.RunSQL(HEAD + QUICK + TAIL, HEAD + SLOW + TAIL)]
