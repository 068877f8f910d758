"""How an answer of labour law is told: its amounts, what to post, and the explanation that `preste explain` reads."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from preste.calendar import Month
from preste.engine import Fact, Trace, explain, render
from preste.errors import InputError, NoParameter
from preste.money import parse, text
from preste.records import PayItem

AsJson = Annotated[bool, typer.Option("--json", help="En JSON, avec l'explication.")]


def day_of(given: str, field: str = "on") -> dt.date:
    """The day asked for; today without one."""
    try:
        return dt.date.fromisoformat(given) if given else dt.date.today()
    except ValueError:
        raise InputError(
            f"{given!r} is not a date", field=field, remedy='write "2026-05-31"', code="E-INPUT-DATE"
        ) from None


def month_of(day: dt.date) -> Month:
    """The month of a day."""
    return Month(day.year, day.month)


DAY_HOURS, WEEK_DAYS = 24 * 100, 7 * 100
WEEK_HOURS = 7 * DAY_HOURS
"""What a day and a week cannot exceed, in hundredths."""
WHOLE = 100 * 100
"""A hundred percent, in hundredths."""


def number(given: str, field: str, decimals: int = 2, *, most: int | None = None, above_zero: bool = False) -> int:
    """An amount, hours or days, with a comma or a point; zero when not given. Raises InputError."""
    typed = given.strip()
    plain = typed.replace(",", ".")
    try:
        value = parse(plain or "0", decimals, field)
    except InputError as error:
        message = error.message.replace(repr(plain), repr(typed))
        remedy = "write digits with one comma or point: 2500,00" if "not a decimal" in message else error.remedy
        raise InputError(message, field=field, remedy=remedy, code=error.code) from None
    if value < 0:
        raise InputError(f"{given} is negative", field=field, remedy="give zero or more", code="E-INPUT-RANGE")
    if above_zero and value == 0:
        raise InputError(
            f"{typed or 'nothing'} is given", field=field, remedy="give more than zero", code="E-INPUT-RANGE"
        )
    if most is not None and value > most:
        remedy = f"give at most {text(most, decimals)}"
        raise InputError(f"{typed} is too much", field=field, remedy=remedy, code="E-INPUT-RANGE")
    return value


def tell(
    trace: Trace,
    facts: Mapping[str, Fact],
    items: Sequence[PayItem],
    *,
    as_json: bool,
    notes: Sequence[str] = (),
    **more: Any,
) -> None:
    """Print an answer: every result of its rules, the items to post, and notes; with status 2 when law is missing."""
    notes = [*notes, *(f"paramètre incertain : {one.name}" for one in trace.doubts())]
    if as_json:
        answer = {
            "on": trace.plan.earned.isoformat(),
            "results": {
                name: None if (v := trace.get(name)) is None else text(v, _decimals(trace, name))
                for name in trace.plan.names
            },
            "items": [_item(one) for one in items],
            "notes": list(notes),
            **more,
            "errors": [dict(one.as_dict()) for one in _missing(trace)],
            "explanation": explain(trace, facts),
        }
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        _print(trace, items, notes)
    if trace.errors:
        raise typer.Exit(2)


def _missing(trace: Trace) -> list[NoParameter]:
    """Each parameter that is missing, once."""
    return list({one.message: one for one in trace.errors.values()}.values())


def _decimals(trace: Trace, name: str) -> int:
    return trace.plan.rules[trace.plan.index[name]].kind.decimals


def _item(item: PayItem) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "month": str(month_of(item.valid_from)),
        "amount": text(item.amount),
        "details": item.details,
    }


def _print(trace: Trace, items: Sequence[PayItem], notes: Sequence[str]) -> None:
    console = Console(markup=False, emoji=False, highlight=False)
    table = Table(box=None, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for rule, value in zip(trace.plan.rules, trace.values, strict=True):
        shown = "–" if value is None else render.shown(value, rule.kind, "fr")
        table.add_row(rule.titles["fr"], shown)
    console.print(table)
    for error in _missing(trace):
        console.print(f"Droit manquant : {error}", soft_wrap=True)
    if items:
        console.print("\nÀ encoder dans items/ :")
    for one in items:
        details = " ".join(f"{name}={value}" for name, value in one.details.items())
        amount = text(one.amount).replace(".", ",")
        console.print(f"  {month_of(one.valid_from)}  CONTRAT;{one.kind};;{amount};;{details}", soft_wrap=True)
    for note in notes:
        console.print(f"Remarque : {note}", soft_wrap=True)
