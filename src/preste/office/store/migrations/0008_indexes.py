"""Indexes for lists that must not read an employer's every row: contracts by end, payments by state, events by act."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0007_jobs")]

    operations = [
        migrations.AddIndex(
            model_name="fact",
            index=models.Index(fields=["employer", "kind", "superseded_at", "valid_to"], name="fact_by_end"),
        ),
        migrations.RemoveIndex(model_name="fact", name="store_fact_employe_1fcecf_idx"),
        migrations.AddIndex(
            model_name="transfer",
            index=models.Index(fields=["employer", "state"], name="transfer_by_state"),
        ),
        migrations.AddIndex(
            model_name="auditevent",
            index=models.Index(fields=["employer", "action"], name="event_by_action"),
        ),
    ]
