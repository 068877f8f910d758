"""Dimona: known periods, plans, sendings, declarations and answers; none is deleted, what was declared never changes."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import preste.office.store.secret
from preste.office.store.guards import unchanged, within_employer

_POINTERS = [
    ("store_dimonaperiod", "contract_id", "store_contract"),
    ("store_dimonaplan", "contract_id", "store_contract"),
    ("store_dimonadeclaration", "contract_id", "store_contract"),
    ("store_dimonadeclaration", "sending_id", "store_dimonasending"),
    ("store_dimonaanswer", "declaration_id", "store_dimonadeclaration"),
]
_TOLD = ("employer_id", "worker_type", "joint_committee", "start", "start_hour", "end_hour")
_KEPT = {
    "store_dimonaperiod": ((*_TOLD, "number", "origin", "recorded_at"), ("contract_id", "end", "planned_hours")),
    "store_dimonaplan": (
        ("employer_id", "contract_id", "start", "worker_type", "start_hour", "end_hour", "recorded_at"),
        ("end", "planned_hours"),
    ),
    "store_dimonasending": (
        ("employer_id", "sender", "day", "sequence", "file", "made_at"),
        ("made_by_id",),
    ),
}
"""The columns that stay as they were written, and those of them that may be null."""
_SUPERSEDED = ("store_dimonaperiod", "store_dimonaplan")
"""Once superseded, a row does not come back."""
_NEVER = ("store_dimonadeclaration", "store_dimonaanswer")
"""Nothing of their rows changes."""


def _changed(table: str) -> str:
    """A condition, for both databases, that holds when a column that stays is changed."""
    whole, open_ = _KEPT[table]
    told = [f'NEW."{name}" <> OLD."{name}"' for name in (*whole, *open_)]
    told += [f'(NEW."{name}" IS NULL) <> (OLD."{name}" IS NULL)' for name in open_]
    if table in _SUPERSEDED:
        told.append('OLD."superseded_at" IS NOT NULL')
    return " OR ".join(told)


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0019_hires"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DimonaSending",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sender", models.CharField(blank=True, max_length=6)),
                ("day", models.DateField()),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("file", preste.office.store.secret.EncryptedField()),
                ("made_at", models.DateTimeField()),
                ("handed_over_at", models.DateTimeField(null=True)),
                ("abandoned_at", models.DateTimeField(null=True)),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.employer"
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
            ],
            options={
                "ordering": ["-made_at"],
            },
        ),
        migrations.CreateModel(
            name="DimonaDeclaration",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("worker_type", models.CharField(max_length=3)),
                ("joint_committee", models.CharField(max_length=3)),
                ("start", models.DateField()),
                ("end", models.DateField(null=True)),
                ("start_hour", models.CharField(blank=True, max_length=4)),
                ("end_hour", models.CharField(blank=True, max_length=4)),
                ("planned_hours", models.PositiveSmallIntegerField(null=True)),
                ("rank", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("in", "IN"), ("out", "OUT"), ("update", "UPDATE"), ("cancel", "CANCEL")], max_length=6
                    ),
                ),
                ("period", models.CharField(blank=True, max_length=12)),
                ("fields", models.JSONField(default=list)),
                ("reference", models.CharField(max_length=20)),
                ("due", models.DateField(null=True)),
                (
                    "contract",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.contract"
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.employer"
                    ),
                ),
                (
                    "sending",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="declarations",
                        to="store.dimonasending",
                    ),
                ),
            ],
            options={
                "ordering": ["sending", "rank"],
            },
        ),
        migrations.CreateModel(
            name="DimonaAnswer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("A", "Acceptée"),
                            ("W", "Acceptée avec avertissement"),
                            ("B", "Refusée"),
                            ("S", "Travailleur à identifier"),
                        ],
                        max_length=1,
                    ),
                ),
                ("period", models.CharField(blank=True, max_length=12)),
                ("ticket", models.CharField(blank=True, max_length=40)),
                ("anomalies", models.JSONField(default=list)),
                ("by_hand", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.employer"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "declaration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="store.dimonadeclaration",
                    ),
                ),
            ],
            options={
                "ordering": ["recorded_at"],
                "indexes": [
                    models.Index(fields=["employer", "declaration", "recorded_at"], name="dimona_answer_latest")
                ],
            },
        ),
        migrations.CreateModel(
            name="DimonaPeriod",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("worker_type", models.CharField(max_length=3)),
                ("joint_committee", models.CharField(max_length=3)),
                ("start", models.DateField()),
                ("end", models.DateField(null=True)),
                ("start_hour", models.CharField(blank=True, max_length=4)),
                ("end_hour", models.CharField(blank=True, max_length=4)),
                ("planned_hours", models.PositiveSmallIntegerField(null=True)),
                ("number", models.CharField(max_length=12)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("answer", "Réponse de l'ONSS"),
                            ("hand", "Encodée à la main"),
                            ("file", "Liste importée"),
                        ],
                        max_length=6,
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(null=True)),
                (
                    "contract",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.contract"
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.employer"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["start", "number"],
                "indexes": [models.Index(fields=["employer", "superseded_at", "contract"], name="dimona_period_known")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("employer", "number"),
                        name="dimona_period_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DimonaPlan",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("start", models.DateField()),
                ("end", models.DateField(null=True)),
                ("worker_type", models.CharField(blank=True, max_length=3)),
                ("planned_hours", models.PositiveSmallIntegerField(null=True)),
                ("start_hour", models.CharField(blank=True, max_length=4)),
                ("end_hour", models.CharField(blank=True, max_length=4)),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(null=True)),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.contract"
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.employer"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["start"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("contract", "start"),
                        name="dimona_plan_once",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="dimonasending",
            index=models.Index(fields=["employer", "made_at"], name="dimona_sending_by_date"),
        ),
        migrations.AddConstraint(
            model_name="dimonasending",
            constraint=models.UniqueConstraint(
                condition=models.Q(("sender", ""), _negated=True),
                fields=("sender", "day", "sequence"),
                name="dimona_file_name_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="dimonasending",
            constraint=models.CheckConstraint(
                condition=models.Q(("handed_over_at__isnull", True), ("abandoned_at__isnull", True), _connector="OR"),
                name="dimona_handed_over_or_abandoned",
            ),
        ),
        migrations.AddIndex(
            model_name="dimonadeclaration",
            index=models.Index(fields=["employer", "contract"], name="dimona_by_contract"),
        ),
        migrations.AddConstraint(
            model_name="dimonadeclaration",
            constraint=models.UniqueConstraint(fields=("employer", "reference"), name="dimona_reference_once"),
        ),
        *(within_employer(*pointer) for pointer in _POINTERS),
        *(unchanged(table, _changed(table), "what was written stays", ["UPDATE"]) for table in _KEPT),
        *(unchanged(table, "1 = 1", "what was declared stays", ["UPDATE"]) for table in _NEVER),
        *(unchanged(table, "1 = 1", "a Dimona is not deleted", ["DELETE"]) for table in (*_KEPT, *_NEVER)),
    ]
