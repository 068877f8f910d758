"""Payment orders and transfers; what was ordered is never changed nor deleted, only what became of it is."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import preste.office.store.secret
from preste.office.store.guards import unchanged, within_employer

_POINTERS = [
    ("store_paymentorder", "run_id", "store_payrun"),
    ("store_transfer", "order_id", "store_paymentorder"),
    ("store_transfer", "payslip_id", "store_payslip"),
    ("store_transfer", "reissued_by_id", "store_transfer"),
]
_ORDERED = {
    "store_paymentorder": (
        "employer_id", "run_id", "number", "execution_date", "again", "reason", "debtor_name", "debtor_iban",
        "debtor_bic", "enterprise_number", "message_id", "file_hash", "prepared_at",
    ),
    "store_transfer": (
        "employer_id", "payslip_id", "attempt", "way", "again", "amount", "creditor_name", "creditor_iban",
        "end_to_end_id", "communication", "made_at",
    ),
}  # fmt: skip
_OPTIONAL = {"store_paymentorder": ("prepared_by_id",), "store_transfer": ("order_id", "made_by_id")}


def _changed(table: str) -> str:
    """A condition, for both databases, that holds when a column of what was ordered changes."""
    told = [f"NEW.{name} <> OLD.{name}" for name in (*_ORDERED[table], *_OPTIONAL[table])]
    told += [f"(NEW.{name} IS NULL) <> (OLD.{name} IS NULL)" for name in _OPTIONAL[table]]
    return " OR ".join(told)


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0003_corrections"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PaymentOrder",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("execution_date", models.DateField()),
                ("again", models.BooleanField(default=False)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("debtor_name", models.CharField(max_length=200)),
                ("debtor_iban", preste.office.store.secret.EncryptedField()),
                ("debtor_bic", models.CharField(blank=True, max_length=11)),
                ("enterprise_number", models.CharField(blank=True, max_length=10)),
                ("message_id", models.CharField(max_length=35)),
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
                ("handed_over_at", models.DateTimeField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("abandoned_reason", models.CharField(blank=True, max_length=300)),
                (
                    "confirmed_by",
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
                    "prepared_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="store.payrun"
                    ),
                ),
            ],
            options={
                "ordering": ["-prepared_at"],
            },
        ),
        migrations.CreateModel(
            name="Transfer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("attempt", models.PositiveSmallIntegerField()),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("sepa", "Fichier SEPA"),
                            ("bank", "Virement encodé à la banque"),
                            ("cash", "De la main à la main"),
                            ("other", "Autre moyen"),
                        ],
                        default="sepa",
                        max_length=6,
                    ),
                ),
                ("again", models.BooleanField(default=False)),
                ("amount", models.BigIntegerField()),
                ("creditor_name", models.CharField(max_length=200)),
                ("creditor_iban", preste.office.store.secret.EncryptedField(default="")),
                ("end_to_end_id", models.CharField(max_length=35)),
                ("communication", models.CharField(blank=True, max_length=140)),
                ("made_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ordered", "Ordonné"),
                            ("paid", "Payé"),
                            ("rejected", "Rejeté"),
                            ("abandoned", "Abandonné"),
                        ],
                        default="ordered",
                        max_length=10,
                    ),
                ),
                ("paid_on", models.DateField(null=True)),
                (
                    "rejection",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("closed", "Compte clôturé"),
                            ("number", "Numéro de compte erroné"),
                            ("name", "Nom et compte ne correspondent pas"),
                            ("blocked", "Compte bloqué"),
                            ("deceased", "Titulaire décédé"),
                            ("funds", "Provision insuffisante"),
                            ("refused", "Refusé par le bénéficiaire"),
                            ("other", "Autre raison de la banque"),
                            ("mistake", "Noté payé par erreur"),
                        ],
                        max_length=10,
                    ),
                ),
                ("rejected_on", models.DateField(null=True)),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.employer"
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
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfers",
                        to="store.paymentorder",
                    ),
                ),
                (
                    "payslip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="transfers", to="store.payslip"
                    ),
                ),
                (
                    "reissued_by",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reissues",
                        to="store.transfer",
                    ),
                ),
            ],
            options={
                "ordering": ["creditor_name", "end_to_end_id"],
            },
        ),
        migrations.AddConstraint(
            model_name="paymentorder",
            constraint=models.UniqueConstraint(fields=("run", "number"), name="order_once"),
        ),
        migrations.AddConstraint(
            model_name="paymentorder",
            constraint=models.UniqueConstraint(fields=("employer", "message_id"), name="order_message_once"),
        ),
        migrations.AddConstraint(
            model_name="paymentorder",
            constraint=models.CheckConstraint(
                condition=models.Q(("again", False), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="order_again_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.UniqueConstraint(fields=("payslip", "attempt"), name="transfer_attempt_once"),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.UniqueConstraint(fields=("employer", "end_to_end_id"), name="transfer_end_to_end_once"),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("again", False), ("state__in", ("ordered", "paid"))),
                fields=("payslip",),
                name="transfer_one_stands",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="transfer_pays_something"),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("order__isnull", False), ("way", "sepa")),
                    models.Q(models.Q(("way", "sepa"), _negated=True), ("order", None)),
                    _connector="OR",
                ),
                name="transfer_sepa_has_an_order",
            ),
        ),
        *(within_employer(*pointer) for pointer in _POINTERS),
        *(unchanged(table, _changed(table), "what was ordered is not changed", ["UPDATE"]) for table in _ORDERED),
        *(unchanged(table, "1 = 1", "a payment is not deleted", ["DELETE"]) for table in _ORDERED),
    ]
