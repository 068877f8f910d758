"""Indexes for pages that must not read an employer's every row, which SQLite does unless one begins with the employer."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0009_scales")]

    operations = [
        migrations.AddIndex(
            model_name="fact",
            index=models.Index(fields=["employer", "kind", "superseded_at", "valid_to"], name="fact_by_end"),
        ),
        migrations.RemoveIndex(model_name="fact", name="store_fact_employe_1fcecf_idx"),
        migrations.AddIndex(
            model_name="fact",
            index=models.Index(fields=["employer", "worker", "kind", "superseded_at"], name="fact_by_worker"),
        ),
        migrations.RemoveIndex(model_name="fact", name="fact_of_worker"),
        migrations.AddIndex(
            model_name="contract",
            index=models.Index(fields=["employer", "worker"], name="contract_by_worker"),
        ),
        migrations.AddIndex(
            model_name="transfer",
            index=models.Index(fields=["employer", "state"], name="transfer_by_state"),
        ),
        migrations.AddIndex(
            model_name="transfer",
            index=models.Index(fields=["employer", "payslip", "state"], name="transfer_by_payslip"),
        ),
        migrations.AddIndex(
            model_name="auditevent",
            index=models.Index(fields=["employer", "action"], name="event_by_action"),
        ),
    ]
