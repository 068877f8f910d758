"""Guards that the database keeps itself, as migration operations, for SQLite and for PostgreSQL.

`within_employer`: no row points into another employer's. `unchanged`: a row is not changed or deleted once a
condition holds. SQLite rebuilds a table that gets a column, so a migration that adds one first lifts the guards
(`lifted`) and then makes them again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import Migration
from django.db.migrations.operations import RunPython


class Guard(RunPython):
    """Triggers on a table, one for each act, made and dropped by a migration. `names` says which."""

    def __init__(self, name: str, table: str, acts: tuple[str, ...], condition: str, told: str) -> None:
        self.table = table
        self.names = {act: f"{name}_{act.lower()}" for act in acts}

        def make(_: Any, editor: Any) -> None:
            for act, trigger in self.names.items():
                for statement in _WRITERS[editor.connection.vendor](trigger, table, act, condition, told):
                    editor.execute(statement)

        def drop(_: Any, editor: Any) -> None:
            for trigger in self.names.values():
                for statement in dropped(editor.connection.vendor, trigger, table):
                    editor.execute(statement)

        super().__init__(make, drop)


def within_employer(table: str, column: str, other: str) -> Guard:
    """Refuse a row of `table` whose `column` points to a row of `other` that is another employer's."""
    strange = f"(SELECT employer_id FROM {other} WHERE id = NEW.{column}) <> NEW.employer_id"
    condition = f"NEW.{column} IS NOT NULL AND {strange}"
    told = f"{table}.{column} points into another employer"
    return Guard(f"{table}_{column}", table, ("INSERT", "UPDATE"), condition, told)


def unchanged(table: str, condition: str, told: str, acts: Iterable[str] = ("UPDATE", "DELETE")) -> Guard:
    """Refuse those acts on a row of `table` when `condition`, written with OLD, holds."""
    return Guard(f"{table}_kept", table, tuple(acts), condition, f"{table}: {told}")


def lifted(guards: Iterable[Guard]) -> list[RunPython]:
    """The operations that take guards away."""
    return [RunPython(guard.reverse_code, guard.code) for guard in guards if guard.reverse_code is not None]


def dropped(vendor: str, trigger: str, table: str) -> list[str]:
    """The statements that drop a guard's trigger."""
    if vendor == "postgresql":
        return [f"DROP TRIGGER {trigger} ON {table}", f"DROP FUNCTION {trigger}()"]
    return [f"DROP TRIGGER {trigger}"]


def expected(migrations: Iterable[Migration]) -> frozenset[str]:
    """The triggers that those migrations made: what a sound database has."""
    guards = (one for migration in migrations for one in migration.operations if isinstance(one, Guard))
    return frozenset(name for guard in guards for name in guard.names.values())


def present(connection: BaseDatabaseWrapper) -> frozenset[str]:
    """The triggers at work in a database."""
    with connection.cursor() as cursor:
        cursor.execute(_PRESENT[connection.vendor])
        return frozenset(row[0] for row in cursor.fetchall())


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
_PRESENT = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')",
}
