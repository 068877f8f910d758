"""Many rows written with one statement, where a model of each would cost ten times what the database does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Field, Model


def insert(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """New rows of a table: the values of these fields, in this order; a field left out is null."""
    fields = _fields(model, names)
    columns, places = ", ".join(map(_column, fields)), ", ".join("%s" for _ in fields)
    _write(f"INSERT INTO {_table(model)} ({columns}) VALUES ({places})", fields, rows)  # noqa: S608


def update(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Other values of these fields for rows that are there; the last value of each is its key."""
    fields = _fields(model, [*names, "pk"])
    changes = ", ".join(f"{_column(field)} = %s" for field in fields[:-1])
    _write(f"UPDATE {_table(model)} SET {changes} WHERE {_column(fields[-1])} = %s", fields, rows)  # noqa: S608


def _write(statement: str, fields: Sequence[Field[Any, Any]], rows: Iterable[Sequence[Any]]) -> None:
    prepared = [[f.get_db_prep_save(v, connection) for f, v in zip(fields, row, strict=True)] for row in rows]
    if prepared:
        with connection.cursor() as cursor:
            cursor.executemany(statement, prepared)


def _fields(model: type[Model], names: Iterable[str]) -> list[Field[Any, Any]]:
    by_name = {field.name: field for field in model._meta.concrete_fields}
    return [by_name[model._meta.pk.name if name == "pk" else name] for name in names]


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _column(field: Field[Any, Any]) -> str:
    return connection.ops.quote_name(field.column or "")
