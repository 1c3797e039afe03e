"""An index of the few participations that have casualties of their own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One partial index."""

    dependencies = [
        ("incidents", "0017_saved_views"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="participation",
            index=models.Index(
                condition=models.Q(
                    models.Q(("killed_low__isnull", False)),
                    models.Q(("killed_best__isnull", False)),
                    models.Q(("killed_high__isnull", False)),
                    models.Q(("wounded_low__isnull", False)),
                    models.Q(("wounded_best__isnull", False)),
                    models.Q(("wounded_high__isnull", False)),
                    models.Q(("captured_low__isnull", False)),
                    models.Q(("captured_best__isnull", False)),
                    models.Q(("captured_high__isnull", False)),
                    _connector="OR",
                ),
                fields=["actor"],
                name="participation_own",
            ),
        ),
    ]
