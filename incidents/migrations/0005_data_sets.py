import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0004_merges_and_comments'),
        ('sources', '0003_web_addresses'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Dataset',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True, verbose_name='name')),
                ('format', models.CharField(choices=[('acled', 'ACLED'), ('ucdp', 'UCDP GED'), ('gtd', 'GTD'), ('hamrin', 'Hamrin CSV')], max_length=10, verbose_name='format')),
                ('licence', models.CharField(max_length=300, verbose_name='licence')),
                ('licence_url', models.CharField(blank=True, max_length=2000, validators=[django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='address of the licence')),
                ('restricted', models.BooleanField(default=True, help_text='Holds for rows that are imported from now on.', verbose_name='its rows may not be republished')),
            ],
            options={
                'verbose_name': 'data set',
                'verbose_name_plural': 'data sets',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='DatasetActor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name in the data set')),
                ('made', models.BooleanField(default=False, verbose_name='made by an import')),
            ],
            options={
                'verbose_name': 'name of an actor in a data set',
                'verbose_name_plural': 'names of actors in data sets',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='DatasetRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=100)),
                ('digest', models.CharField(max_length=32)),
                ('values', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
            ],
            options={
                'verbose_name': 'row of a data set',
                'verbose_name_plural': 'rows of data sets',
            },
        ),
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(blank=True, upload_to='imports/', verbose_name='file')),
                ('file_name', models.CharField(max_length=255, verbose_name='name of the file')),
                ('size', models.PositiveBigIntegerField(default=0, verbose_name='size in bytes')),
                ('dry_run', models.BooleanField(default=False, verbose_name='only check')),
                ('publish', models.BooleanField(default=False, verbose_name='publish new incidents')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('running', 'running'), ('done', 'done'), ('failed', 'failed')], default='waiting', max_length=10, verbose_name='state')),
                ('error', models.TextField(blank=True, verbose_name='error')),
                ('records', models.PositiveBigIntegerField(default=0, verbose_name='records read')),
                ('position', models.PositiveBigIntegerField(default=0, verbose_name='bytes read')),
                ('created', models.PositiveIntegerField(default=0, verbose_name='created')),
                ('updated', models.PositiveIntegerField(default=0, verbose_name='updated')),
                ('unchanged', models.PositiveIntegerField(default=0, verbose_name='unchanged')),
                ('matched', models.PositiveIntegerField(default=0, verbose_name='matched')),
                ('uncertain', models.PositiveIntegerField(default=0, verbose_name='created, perhaps known')),
                ('kept', models.PositiveIntegerField(default=0, verbose_name='kept as the desk decided')),
                ('outside', models.PositiveIntegerField(default=0, verbose_name='outside every region')),
                ('rejected', models.PositiveIntegerField(default=0, verbose_name='rejected')),
                ('period_start', models.DateField(blank=True, null=True, verbose_name='from')),
                ('period_end', models.DateField(blank=True, null=True, verbose_name='to')),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='started')),
                ('active_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='last active')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished')),
                ('attempts', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'import',
                'verbose_name_plural': 'imports',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Rejection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveBigIntegerField(verbose_name='line')),
                ('column', models.CharField(blank=True, max_length=100, verbose_name='column')),
                ('value', models.CharField(blank=True, max_length=200, verbose_name='value')),
                ('reason', models.TextField(verbose_name='reason')),
            ],
            options={
                'verbose_name': 'rejected row',
                'verbose_name_plural': 'rejected rows',
                'ordering': ['run', 'line', 'pk'],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='report',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='report',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='report',
            name='delete_delete',
        ),
        migrations.RemoveIndex(
            model_name='incident',
            name='incident_words',
        ),
        migrations.AddField(
            model_name='report',
            name='restricted',
            field=models.BooleanField(default=False, help_text='The terms of its source forbid republishing: neither it nor its claims are public.', verbose_name='for the desk only'),
        ),
        migrations.AddField(
            model_name='reportevent',
            name='restricted',
            field=models.BooleanField(default=False, help_text='The terms of its source forbid republishing: neither it nor its claims are public.', verbose_name='for the desk only'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector(models.Func(django.db.models.functions.text.Lower(models.Func(models.F('title'), models.F('summary'), arg_joiner=" || ' ' || ", output_field=models.TextField(), template='(%(expressions)s)')), models.Value('أإآٱىیێېےکڪةەھہۀؤۆۊۇڕڵـ\u200c\u200d'), models.Value('اااايييييككهههههوووورل'), function='translate', output_field=models.TextField()), config='simple'), name='incident_words'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "incidents_reportevent" ("article_id", "coder", "confidence", "created_at", "decided_at", "decided_by_id", "evidence", "id", "incident_id", "main", "ordinal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "restricted", "source_date", "source_id", "source_url", "state") SELECT new_values."article_id", new_values."coder", new_values."confidence", new_values."created_at", new_values."decided_at", new_values."decided_by_id", new_values."evidence", new_values."id", new_values."incident_id", new_values."main", new_values."ordinal", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."restricted", new_values."source_date", new_values."source_id", new_values."source_url", new_values."state" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1cca269db582e2f1900f4c5530f00d20cab20a0a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_80a02', referencing='REFERENCING NEW TABLE AS new_values ', table='incidents_report', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "incidents_reportevent" ("article_id", "coder", "confidence", "created_at", "decided_at", "decided_by_id", "evidence", "id", "incident_id", "main", "ordinal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "restricted", "source_date", "source_id", "source_url", "state") SELECT new_values."article_id", new_values."coder", new_values."confidence", new_values."created_at", new_values."decided_at", new_values."decided_by_id", new_values."evidence", new_values."id", new_values."incident_id", new_values."main", new_values."ordinal", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."restricted", new_values."source_date", new_values."source_id", new_values."source_url", new_values."state" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='04688118e156e6158051df6aa81b4ba1aa1102be', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_7e654', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='incidents_report', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "incidents_reportevent" ("article_id", "coder", "confidence", "created_at", "decided_at", "decided_by_id", "evidence", "id", "incident_id", "main", "ordinal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "restricted", "source_date", "source_id", "source_url", "state") SELECT old_values."article_id", old_values."coder", old_values."confidence", old_values."created_at", old_values."decided_at", old_values."decided_by_id", old_values."evidence", old_values."id", old_values."incident_id", old_values."main", old_values."ordinal", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."restricted", old_values."source_date", old_values."source_id", old_values."source_url", old_values."state" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c8de9ec1cc0f4e5ea6b2cdffea588605b76fbb58', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_358c9', referencing='REFERENCING OLD TABLE AS old_values ', table='incidents_report', when='AFTER')),
        ),
        migrations.AddField(
            model_name='dataset',
            name='source',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='dataset', to='sources.source', verbose_name='source'),
        ),
        migrations.AddField(
            model_name='datasetactor',
            name='actor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dataset_names', to='incidents.actor', verbose_name='actor'),
        ),
        migrations.AddField(
            model_name='datasetactor',
            name='dataset',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actors', to='incidents.dataset'),
        ),
        migrations.AddField(
            model_name='datasetrow',
            name='dataset',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='incidents.dataset'),
        ),
        migrations.AddField(
            model_name='datasetrow',
            name='made',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.incident'),
        ),
        migrations.AddField(
            model_name='datasetrow',
            name='report',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='dataset_row', to='incidents.report'),
        ),
        migrations.AddField(
            model_name='datasetrow',
            name='resembles',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.incident'),
        ),
        migrations.AddField(
            model_name='importrun',
            name='dataset',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='incidents.dataset', verbose_name='data set'),
        ),
        migrations.AddField(
            model_name='importrun',
            name='started_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='imports', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='datasetrow',
            name='run',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='incidents.importrun'),
        ),
        migrations.AddField(
            model_name='rejection',
            name='run',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rejections', to='incidents.importrun'),
        ),
        migrations.AddConstraint(
            model_name='datasetactor',
            constraint=models.UniqueConstraint(fields=('dataset', 'name'), name='dataset_actor_once'),
        ),
        migrations.AddConstraint(
            model_name='importrun',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), _negated=True), models.Q(('error', ''), _negated=True), _connector='OR'), name='import_failure_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='datasetrow',
            constraint=models.UniqueConstraint(fields=('dataset', 'key'), name='dataset_row_once'),
        ),
    ]
