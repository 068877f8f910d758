"""The database's own guards: no row points into another employer's, and what is validated stays as it is."""

from django.db import migrations

# table, column that points, table pointed to
_POINTERS = [
    ("store_contract", "worker_id", "store_worker"),
    ("store_fact", "worker_id", "store_worker"),
    ("store_fact", "contract_id", "store_contract"),
    ("store_payslip", "run_id", "store_payrun"),
    ("store_payslip", "contract_id", "store_contract"),
    ("store_line", "payslip_id", "store_payslip"),
]
_VALIDATED = {
    "store_payslip": "(SELECT hash FROM store_payrun WHERE id = OLD.run_id)",
    "store_line": (
        "(SELECT r.hash FROM store_payrun r JOIN store_payslip p ON p.run_id = r.id WHERE p.id = OLD.payslip_id)"
    ),
}


def _sqlite() -> list[tuple[str, str]]:
    """Each guard as the statement that makes it and the one that takes it away."""
    found = []
    for table, column, other in _POINTERS:
        for act in ("INSERT", "UPDATE"):
            name = f"{table}_{column}_{act.lower()}"
            found.append(
                (
                    f"CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN NEW.{column} IS NOT NULL AND "
                    f"(SELECT employer_id FROM {other} WHERE id = NEW.{column}) <> NEW.employer_id "
                    f"BEGIN SELECT RAISE(ABORT, '{table}.{column} points into another employer'); END",
                    f"DROP TRIGGER {name}",
                )
            )
    for table, validated in _VALIDATED.items():
        for act in ("UPDATE", "DELETE"):
            name = f"{table}_validated_{act.lower()}"
            found.append(
                (
                    f"CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {validated} <> '' "
                    f"BEGIN SELECT RAISE(ABORT, '{table}: a validated run is not changed'); END",
                    f"DROP TRIGGER {name}",
                )
            )
    return found


class Migration(migrations.Migration):
    dependencies = [("store", "0001_initial")]
    operations = [migrations.RunSQL(forwards, backwards) for forwards, backwards in _sqlite()]
