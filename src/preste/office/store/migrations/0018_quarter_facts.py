"""What only the employer knows of a quarter, never changed in place; and situations that give rights to reductions."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from preste.office.store.guards import unchanged, within_employer

_TABLE = "store_quarterfact"
_KEPT = ("id", "employer_id", "kind", "valid_from", "data", "recorded_at")
_OPTIONAL = ("contract_id", "valid_to", "recorded_by_id")


def _changed() -> str:
    """A condition, for both databases, that holds when anything changes but that the row is believed no more."""
    told = [f"NEW.{name} <> OLD.{name}" for name in (*_KEPT, *_OPTIONAL)]
    told += [f"(NEW.{name} IS NULL) <> (OLD.{name} IS NULL)" for name in _OPTIONAL]
    return " OR ".join([*told, "OLD.superseded_at IS NOT NULL"])


GUARDS = [
    within_employer(_TABLE, "contract_id", "store_contract"),
    within_employer(_TABLE, "superseded_by_id", _TABLE),
    unchanged(_TABLE, _changed(), "a fact of a quarter is not changed", ["UPDATE"]),
    unchanged(_TABLE, "1 = 1", "a fact of a quarter is not deleted", ["DELETE"]),
]


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0017_quarters"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="fact",
            name="kind",
            field=models.CharField(
                choices=[
                    ("identity", "Identité et adresse"),
                    ("household", "Situation familiale"),
                    ("contract", "Contrat"),
                    ("terms", "Conditions"),
                    ("item", "Élément de paie"),
                    ("day", "Jour"),
                    ("incapacity", "Incapacité de travail"),
                    ("garnish", "Créancier"),
                    ("declared", "Enfants déclarés"),
                    ("holidays", "Vacances de l'année"),
                    ("opening", "Soldes de départ"),
                    ("taken", "Mois repris"),
                    ("seniority", "Ancienneté"),
                    ("situation", "Situation pour les réductions"),
                ],
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="QuarterFact",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("given", "Fait du trimestre"),
                            ("choice", "Réduction choisie"),
                            ("car", "Voiture sans conducteur"),
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
                    "contract",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.contract",
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
                (
                    "superseded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="store.quarterfact",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["employer", "kind", "valid_from"], name="quarter_fact_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="quarter_fact_ends_after",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "choice"), ("superseded_at__isnull", True)),
                        fields=("employer", "contract", "valid_from"),
                        name="quarter_choice_once",
                    ),
                ],
            },
        ),
        *GUARDS,
    ]
