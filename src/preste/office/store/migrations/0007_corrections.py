"""What a payslip leaves to later months, what it settles of earlier ones, and the day an off-cycle run is paid."""

from importlib import import_module

from django.db import migrations, models

from preste.office.store.guards import lifted

GUARDS = import_module("preste.office.store.migrations.0002_guards").GUARDS


class Migration(migrations.Migration):
    dependencies = [("store", "0006_imports")]
    operations = [
        *lifted(GUARDS),
        migrations.AddField("payrun", "pay_date", models.DateField(null=True)),
        migrations.AddField("payslip", "left", models.JSONField(default=dict)),
        migrations.AddField("payslip", "settled", models.JSONField(default=list)),
        migrations.AddField("payslip", "taxed", models.JSONField(default=dict)),
        *GUARDS,
    ]
