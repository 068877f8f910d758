"""The database's own guards: no row points into another employer's, and what is validated stays as it is."""

from django.db import migrations

from preste.office.store.guards import unchanged, within_employer

_POINTERS = [
    ("store_contract", "worker_id", "store_worker"),
    ("store_fact", "worker_id", "store_worker"),
    ("store_fact", "contract_id", "store_contract"),
    ("store_payslip", "run_id", "store_payrun"),
    ("store_payslip", "contract_id", "store_contract"),
    ("store_line", "payslip_id", "store_payslip"),
]
_VALIDATED = {
    "store_payslip": "(SELECT hash FROM store_payrun WHERE id = OLD.run_id) <> ''",
    "store_line": (
        "(SELECT r.hash FROM store_payrun r JOIN store_payslip p ON p.run_id = r.id WHERE p.id = OLD.payslip_id) <> ''"
    ),
}


GUARDS = [
    *(within_employer(*pointer) for pointer in _POINTERS),
    *(unchanged(table, condition, "a validated run is not changed") for table, condition in _VALIDATED.items()),
]


class Migration(migrations.Migration):
    dependencies = [("store", "0001_initial")]
    operations = GUARDS
