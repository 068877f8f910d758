"""Quarters as computed, declarations and what came back for them; what was handed over is kept by the database."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import preste.office.store.secret
from preste.office.store.guards import Guard, unchanged, within_employer

_POINTERS = [
    ("store_quarterworker", "quarter_id", "store_computedquarter"),
    ("store_quarterworker", "worker_id", "store_worker"),
    ("store_declaration", "replaces_id", "store_declaration"),
    ("store_receipt", "declaration_id", "store_declaration"),
]
_HANDED_OVER = (
    "employer_id", "quarter", "kind", "number", "content", "sha256", "size", "people", "owed", "message_version",
    "law_version", "known_at", "until", "made_at", "report", "environment", "sender",
)  # fmt: skip
_OPTIONAL = (
    "replaces_id", "made_by_id", "checked_at", "sent_on", "sequence", "handed_over_at", "handed_over_by_id",
)  # fmt: skip


def _changed() -> str:
    """A condition, for both databases, that holds when a declaration that was handed over would say something else."""
    told = [f"NEW.{name} <> OLD.{name}" for name in (*_HANDED_OVER, *_OPTIONAL)]
    told += [f"(NEW.{name} IS NULL) <> (OLD.{name} IS NULL)" for name in _OPTIONAL]
    back = "OLD.state IN ('accepted', 'corrected') AND NEW.state NOT IN ('accepted', 'corrected')"
    return f"OLD.handed_over_at IS NOT NULL AND ({' OR '.join(told)} OR {back})"


_JOB = Guard(
    "store_job_quarter",
    "store_job",
    ("INSERT", "UPDATE"),
    "(SELECT employer_id FROM store_computedquarter WHERE id = NEW.subject) <> NEW.employer_id",
    "store_job.subject points into another employer",
)
_GUARDS = [
    *(within_employer(*pointer) for pointer in _POINTERS),
    _JOB,
    unchanged("store_declaration", _changed(), "what was handed over is not changed", ["UPDATE"]),
    unchanged("store_declaration", "OLD.handed_over_at IS NOT NULL", "what was handed over is kept", ["DELETE"]),
    unchanged("store_receipt", "1 = 1", "what came back is not changed"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0016_seniority"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ComputedQuarter",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("quarter", models.CharField(max_length=6)),
                ("until", models.CharField(blank=True, max_length=7)),
                ("known_at", models.DateTimeField(null=True)),
                ("computed_at", models.DateTimeField(null=True)),
                ("law_version", models.CharField(blank=True, max_length=16)),
                ("provisional", models.BooleanField(default=True)),
                ("total", models.BigIntegerField(default=0)),
                ("worker_reductions", models.BigIntegerField(default=0)),
                ("employer_reductions", models.BigIntegerField(default=0)),
                ("owed", models.BigIntegerField(default=0)),
                ("told", models.JSONField(default=dict)),
                ("message", preste.office.store.secret.EncryptedField(default="")),
                ("message_version", models.CharField(blank=True, max_length=8)),
                ("problems", models.JSONField(default=list)),
                ("failures", models.JSONField(default=list)),
                (
                    "computed_by",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="quarters", to="store.employer"
                    ),
                ),
            ],
            options={
                "ordering": ["-quarter"],
            },
        ),
        migrations.CreateModel(
            name="Declaration",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("quarter", models.CharField(max_length=6)),
                (
                    "kind",
                    models.CharField(
                        choices=[("original", "Déclaration"), ("update", "Modification")],
                        default="original",
                        max_length=8,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("built", "Établie"),
                            ("checked", "Contrôlée"),
                            ("handed_over", "Remise"),
                            ("received", "Reçue par l'ONSS"),
                            ("accepted", "Acceptée"),
                            ("refused", "Refusée"),
                            ("corrected", "Corrigée"),
                            ("abandoned", "Abandonnée"),
                        ],
                        default="built",
                        max_length=12,
                    ),
                ),
                ("content", preste.office.store.secret.EncryptedField()),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("people", models.PositiveIntegerField()),
                ("owed", models.BigIntegerField()),
                ("message_version", models.CharField(max_length=8)),
                ("law_version", models.CharField(max_length=16)),
                ("known_at", models.DateTimeField()),
                ("until", models.CharField(max_length=7)),
                ("made_at", models.DateTimeField()),
                ("report", models.JSONField(default=dict)),
                ("checked_at", models.DateTimeField(null=True)),
                ("rehearsal", models.JSONField(default=dict)),
                (
                    "environment",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("R", "Production (R)"),
                            ("T", "Essai du circuit (T)"),
                            ("S", "Essai de la déclaration (S)"),
                        ],
                        max_length=1,
                    ),
                ),
                ("sender", models.CharField(blank=True, max_length=6)),
                ("sent_on", models.DateField(null=True)),
                ("sequence", models.PositiveIntegerField(null=True)),
                ("handed_over_at", models.DateTimeField(null=True)),
                ("file_ticket", models.CharField(blank=True, max_length=40)),
                ("ticket", models.CharField(blank=True, max_length=40)),
                ("answered_at", models.DateTimeField(null=True)),
                ("anomalies", models.JSONField(default=list)),
                ("pids", models.JSONField(default=dict)),
                ("abandoned_reason", models.CharField(blank=True, max_length=300)),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="declarations", to="store.employer"
                    ),
                ),
                (
                    "handed_over_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="store.declaration",
                    ),
                ),
            ],
            options={
                "ordering": ["-quarter", "-number"],
            },
        ),
        migrations.CreateModel(
            name="QuarterWorker",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("wage", models.BigIntegerField()),
                ("total", models.BigIntegerField()),
                ("worker_reductions", models.BigIntegerField()),
                ("employer_reductions", models.BigIntegerField()),
                ("uncertain", models.JSONField(default=list)),
                ("told", models.BinaryField(default=b"")),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.employer"
                    ),
                ),
                (
                    "quarter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="workers", to="store.computedquarter"
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.worker"),
                ),
            ],
            options={
                "ordering": ["name", "id"],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("acrf", "Accusé de réception (ACRF)"),
                            ("notification", "Notification"),
                            ("pids", "Numéros permanents (PID)"),
                            ("update", "Notification de modification"),
                        ],
                        max_length=12,
                    ),
                ),
                ("file_name", models.CharField(max_length=80)),
                ("sha256", models.CharField(max_length=64)),
                ("content", preste.office.store.secret.EncryptedField()),
                ("told", models.JSONField(default=dict)),
                ("read_at", models.DateTimeField()),
                (
                    "declaration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="receipts", to="store.declaration"
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.employer"
                    ),
                ),
                (
                    "read_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["read_at"],
            },
        ),
        migrations.AddConstraint(
            model_name="computedquarter",
            constraint=models.UniqueConstraint(fields=("employer", "quarter"), name="quarter_once"),
        ),
        migrations.AddConstraint(
            model_name="declaration",
            constraint=models.UniqueConstraint(
                fields=("employer", "quarter", "number"), name="declaration_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="declaration",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("built", "checked"))),
                fields=("employer", "quarter", "kind"),
                name="declaration_one_draft",
            ),
        ),
        migrations.AddConstraint(
            model_name="declaration",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("environment", "R"),
                    ("kind", "original"),
                    ("state__in", ("handed_over", "received", "accepted", "corrected")),
                ),
                fields=("employer", "quarter"),
                name="declaration_one_original",
            ),
        ),
        migrations.AddConstraint(
            model_name="declaration",
            constraint=models.UniqueConstraint(
                condition=models.Q(("sequence__isnull", False)),
                fields=("sender", "kind", "environment", "sent_on", "sequence"),
                name="declaration_file_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="declaration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("handed_over_at", None), ("state__in", ("built", "checked"))),
                    ("state", "abandoned"),
                    ("handed_over_at__isnull", False),
                    _connector="OR",
                ),
                name="declaration_handed_over",
            ),
        ),
        migrations.AddConstraint(
            model_name="quarterworker",
            constraint=models.UniqueConstraint(fields=("quarter", "worker"), name="quarter_worker_once"),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.UniqueConstraint(fields=("declaration", "sha256"), name="receipt_once"),
        ),
        *_GUARDS,
    ]
