"""Jobs, and the moment a run's computation began."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from preste.office.store.guards import within_employer


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0006_imports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="payrun",
            name="known_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("key", models.CharField(max_length=80)),
                ("subject", models.UUIDField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "En attente"),
                            ("running", "En cours"),
                            ("done", "Terminé"),
                            ("failed", "Échoué"),
                            ("cancelled", "Interrompu"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("holder", models.CharField(blank=True, max_length=36)),
                ("lease_until", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("begun_with", models.PositiveIntegerField(default=0)),
                ("error_code", models.CharField(blank=True, max_length=40)),
                ("error_message", models.CharField(blank=True, max_length=300)),
                ("cancel_requested", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.employer"
                    ),
                ),
            ],
            options={
                "ordering": ["created_at"],
                "indexes": [
                    models.Index(fields=["state", "created_at"], name="store_job_state_b440a8_idx"),
                    models.Index(fields=["subject"], name="store_job_subject_3dbf94_idx"),
                ],
                "constraints": [models.UniqueConstraint(fields=("employer", "key"), name="job_once")],
            },
        ),
        within_employer("store_job", "subject", "store_payrun"),
    ]
