"""Guards that the database keeps itself, as migration operations, for SQLite and for PostgreSQL.

`within_employer`: no row points into another employer's. `unchanged`: a row is not changed or deleted once a
condition holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.migrations.operations import RunPython


def within_employer(table: str, column: str, other: str) -> RunPython:
    """Refuse a row of `table` whose `column` points to a row of `other` that is another employer's."""
    strange = f"(SELECT employer_id FROM {other} WHERE id = NEW.{column}) <> NEW.employer_id"
    condition = f"NEW.{column} IS NOT NULL AND {strange}"
    told = f"{table}.{column} points into another employer"
    return _operation(f"{table}_{column}", table, ("INSERT", "UPDATE"), condition, told)


def unchanged(table: str, condition: str, told: str, acts: Iterable[str] = ("UPDATE", "DELETE")) -> RunPython:
    """Refuse those acts on a row of `table` when `condition`, written with OLD, holds."""
    return _operation(f"{table}_kept", table, tuple(acts), condition, f"{table}: {told}")


def _operation(name: str, table: str, acts: tuple[str, ...], condition: str, told: str) -> RunPython:
    def make(_: Any, editor: Any) -> None:
        for act in acts:
            for statement in _WRITERS[editor.connection.vendor](f"{name}_{act.lower()}", table, act, condition, told):
                editor.execute(statement)

    def drop(_: Any, editor: Any) -> None:
        for act in acts:
            trigger = f"{name}_{act.lower()}"
            if editor.connection.vendor == "postgresql":
                editor.execute(f"DROP TRIGGER {trigger} ON {table}")
                editor.execute(f"DROP FUNCTION {trigger}()")
            else:
                editor.execute(f"DROP TRIGGER {trigger}")

    return RunPython(make, drop)


def _sqlite(name: str, table: str, act: str, condition: str, told: str) -> list[str]:
    return [f"CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{told}'); END"]


def _postgresql(name: str, table: str, act: str, condition: str, told: str) -> list[str]:
    row = "OLD" if act == "DELETE" else "NEW"
    return [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{told}'; END IF; RETURN {row}; END $$",
        f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]


_WRITERS: dict[str, Callable[[str, str, str, str, str], list[str]]] = {"sqlite": _sqlite, "postgresql": _postgresql}
