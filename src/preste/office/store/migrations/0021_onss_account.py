"""The account with the ONSS: entries that never change, and transfers ordered to pay it."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import preste.office.store.secret
from preste.office.store.guards import unchanged, within_employer

_KEPT = {
    "store_onssentry": ("employer_id", "kind", "amount", "period", "towards", "note", "recorded_at"),
    "store_onssorder": (
        "employer_id", "number", "amount", "towards", "execution_date", "creditor_name", "creditor_iban", "reference",
        "debtor_name", "debtor_iban", "debtor_bic", "enterprise_number", "file_hash", "prepared_at",
    ),
}  # fmt: skip
_OPTIONAL = {"store_onssentry": ("day", "recorded_by_id"), "store_onssorder": ("prepared_by_id",)}
_ONCE = {"store_onssentry": ("superseded_at",), "store_onssorder": ("settled_at", "entry_id")}
"""Told once: null at first, and never changed after."""


def _changed(table: str) -> str:
    """A condition, for both databases, that holds when a row would say something else than it did."""
    told = [f"NEW.{name} <> OLD.{name}" for name in (*_KEPT[table], *_OPTIONAL[table])]
    told += [f"(NEW.{name} IS NULL) <> (OLD.{name} IS NULL)" for name in _OPTIONAL[table]]
    told += [f"(OLD.{n} IS NOT NULL AND (NEW.{n} IS NULL OR NEW.{n} <> OLD.{n}))" for n in _ONCE[table]]
    return " OR ".join(told)


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0020_dimona"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OnssEntry",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("owed", "Cotisations d'un trimestre"),
                            ("reference", "Cotisations d'avant, pour les provisions"),
                            ("notice", "Avis de débit vacances"),
                            ("opening", "Reste dû avant Preste"),
                            ("costs", "Frais et autres sommes réclamées"),
                            ("provision", "Provision écrite par l'ONSS"),
                            ("payment", "Paiement"),
                            ("waiver", "Renonciation de l'ONSS"),
                            ("plan", "Mensualité d'un plan d'apurement"),
                        ],
                        max_length=9,
                    ),
                ),
                ("amount", models.BigIntegerField()),
                ("period", models.CharField(blank=True, max_length=7)),
                ("day", models.DateField(null=True)),
                ("towards", models.CharField(blank=True, max_length=7)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(null=True)),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="onss_entries", to="store.employer"
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
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["recorded_at", models.F("day").asc(nulls_first=True), "period", "id"],
            },
        ),
        migrations.CreateModel(
            name="OnssOrder",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("amount", models.BigIntegerField()),
                ("towards", models.CharField(blank=True, max_length=7)),
                ("execution_date", models.DateField()),
                ("creditor_name", models.CharField(max_length=120)),
                ("creditor_iban", preste.office.store.secret.EncryptedField()),
                ("reference", preste.office.store.secret.EncryptedField(default="")),
                ("debtor_name", models.CharField(max_length=200)),
                ("debtor_iban", preste.office.store.secret.EncryptedField()),
                ("debtor_bic", models.CharField(blank=True, max_length=11)),
                ("enterprise_number", models.CharField(blank=True, max_length=10)),
                ("file_hash", models.CharField(max_length=64)),
                ("prepared_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "Préparé"),
                            ("handed_over", "Remis à la banque"),
                            ("confirmed", "Exécuté"),
                            ("abandoned", "Abandonné"),
                        ],
                        default="prepared",
                        max_length=12,
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="onss_orders", to="store.employer"
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="order",
                        to="store.onssentry",
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.AddIndex(
            model_name="onssentry",
            index=models.Index(fields=["employer", "superseded_at"], name="onss_entry_known"),
        ),
        migrations.AddConstraint(
            model_name="onssorder",
            constraint=models.UniqueConstraint(fields=("employer", "number"), name="onss_order_once"),
        ),
        migrations.AddConstraint(
            model_name="onssorder",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="onss_order_pays_something"),
        ),
        within_employer("store_onssorder", "entry_id", "store_onssentry"),
        *(unchanged(table, _changed(table), "what was told is not changed", ["UPDATE"]) for table in _KEPT),
        *(unchanged(table, "1 = 1", "what was told is not deleted", ["DELETE"]) for table in _KEPT),
    ]
