"""Decisions about one side's own casualties, beside those about the whole incident."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Name the side, and let each have one decision a field."""

    dependencies = [
        ("incidents", "0014_fill_report_outline"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="decision",
            name="decision_once",
        ),
        migrations.AddField(
            model_name="decision",
            name="actor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="incidents.actor",
                verbose_name="actor",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="role",
            field=models.CharField(
                blank=True,
                choices=[
                    ("perpetrator", "perpetrator"),
                    ("target", "target"),
                    ("participant", "participant"),
                    ("responder", "responder"),
                ],
                max_length=12,
                verbose_name="role",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("actor", None)), fields=("incident", "field"), name="decision_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("actor__isnull", False)),
                fields=("incident", "field", "actor", "role"),
                name="decision_of_side_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("actor", None), ("role", "")),
                    models.Q(
                        ("actor__isnull", False),
                        ("field__in", ("killed", "wounded", "captured")),
                        ("role__in", ["perpetrator", "target", "participant", "responder"]),
                    ),
                    _connector="OR",
                ),
                name="decision_side",
            ),
        ),
    ]
