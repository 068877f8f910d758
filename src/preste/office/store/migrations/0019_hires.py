"""What first hires rest on besides the contracts, never changed in place."""

import uuid
from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from preste.office.store.guards import lifted, unchanged, within_employer

_TABLE = "store_hirefact"
_WORKERS = "store_quarterworker"
_POINTERS = import_module("preste.office.store.migrations.0017_quarters")._POINTERS
_KEPT = ("id", "employer_id", "kind", "valid_from", "data", "recorded_at")
_OPTIONAL = ("valid_to", "recorded_by_id")


def _changed() -> str:
    """A condition, for both databases, that holds when anything changes but that the row is believed no more."""
    told = [f"NEW.{name} <> OLD.{name}" for name in (*_KEPT, *_OPTIONAL)]
    told += [f"(NEW.{name} IS NULL) <> (OLD.{name} IS NULL)" for name in _OPTIONAL]
    return " OR ".join([*told, "OLD.superseded_at IS NOT NULL"])


GUARDS = [
    unchanged(_TABLE, _changed(), "a fact of first hires is not changed", ["UPDATE"]),
    unchanged(_TABLE, "1 = 1", "a fact of first hires is not deleted", ["DELETE"]),
]


_OF_WORKERS = [within_employer(*pointer) for pointer in _POINTERS if pointer[0] == _WORKERS]


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0018_quarter_facts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HireFact",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("company", "Société de l'unité technique d'exploitation"),
                            ("staff", "Travailleurs qui n'ont pas de contrat ici"),
                            ("right", "Droit repris"),
                            ("use", "Trimestre utilisé"),
                            ("confirmed", "Dossier confirmé"),
                        ],
                        max_length=10,
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("data", models.JSONField()),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(null=True)),
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
                "indexes": [models.Index(fields=["employer", "kind", "valid_from"], name="hire_fact_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="hire_fact_ends_after",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "confirmed"), ("superseded_at__isnull", True)),
                        fields=("employer",),
                        name="hire_confirmed_once",
                    ),
                ],
            },
        ),
        *GUARDS,
        *lifted(_OF_WORKERS),
        migrations.AddField("quarterworker", "structural", models.BigIntegerField(default=0)),
        migrations.AddField("quarterworker", "target", models.BigIntegerField(default=0)),
        migrations.AddField("quarterworker", "lost", models.BigIntegerField(default=0)),
        *_OF_WORKERS,
    ]
