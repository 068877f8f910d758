"""Transfers to creditors: the claim that one pays, and what the creditor wants to read on it."""

from importlib import import_module

from django.db import migrations, models

import preste.office.store.secret
from preste.office.store.guards import Guard, lifted, unchanged, within_employer

_FIRST = import_module("preste.office.store.migrations.0004_payments")
_TABLE = "store_transfer"
_NEW = " OR ".join(f"NEW.{name} <> OLD.{name}" for name in ("claim", "reference"))


def _guards(changed: str) -> list[Guard]:
    """The guards of transfers, with the columns that never change."""
    pointers = [pointer for pointer in _FIRST._POINTERS if pointer[0] == _TABLE]
    return [
        *(within_employer(*pointer) for pointer in pointers),
        unchanged(_TABLE, changed, "what was ordered is not changed", ["UPDATE"]),
        unchanged(_TABLE, "1 = 1", "a payment is not deleted", ["DELETE"]),
    ]


class Migration(migrations.Migration):
    dependencies = [("store", "0014_takeover")]

    operations = [
        *lifted(_guards(_FIRST._changed(_TABLE))),
        migrations.RemoveConstraint(model_name="transfer", name="transfer_attempt_once"),
        migrations.RemoveConstraint(model_name="transfer", name="transfer_one_stands"),
        migrations.AddField("transfer", "claim", models.TextField(blank=True, default="")),
        migrations.AddField("transfer", "reference", preste.office.store.secret.EncryptedField(default="")),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.UniqueConstraint(fields=("payslip", "claim", "attempt"), name="transfer_attempt_once"),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("again", False), ("state__in", ("ordered", "paid"))),
                fields=("payslip", "claim"),
                name="transfer_one_stands",
            ),
        ),
        *_guards(f"{_FIRST._changed(_TABLE)} OR {_NEW}"),
    ]
