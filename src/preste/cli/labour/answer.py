"""How an answer of labour law is told: its amounts, what to post, and the explanation that `preste explain` reads."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from preste.calendar import Month
from preste.cli.labour.labels import field_name, unit_name
from preste.engine import Fact, Trace, explain, render
from preste.engine.explanation import entry_parameters
from preste.errors import InputError, NoParameter
from preste.law import Entry, book
from preste.money import KINDS, PERCENT, parse, text
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
    before: Sequence[Trace] = (),
    **more: Any,
) -> None:
    """Print an answer: every result of its rules, the items to post, and notes; with status 2 when law is missing.

    `before`: the answers that gave some of its facts; their values of law and explanations are told too.
    """
    explanation, earlier = explain(trace, facts), [explain(one, facts) for one in before]
    parameters = parameters_of((*earlier, explanation))
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
            "parameters": parameters,
            "explanation": explanation,
            **({"explanations_before": earlier} if earlier else {}),
        }
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        _print(trace, items, notes)
        show_parameters(parameters)
    if trace.errors:
        raise typer.Exit(2)


LONGEST = 8
"""Values of a list that are shown; the command that shows all is told."""

Parameters = Mapping[str, Mapping[str, Any]]
"""Values of law by name, as an explanation tells them."""


def parameters_of(explanations: Iterable[Mapping[str, Any]], entries: Iterable[Entry] = ()) -> dict[str, Any]:
    """The values of law of several explanations and of the law book, once each; two of one name apart, by their key
    and first day."""
    found: dict[str, Any] = {}
    told = [one["parameters"] for one in explanations] + [entry_parameters(book(), entry) for entry in entries]
    for parameters in told:
        for name, one in parameters.items():
            known = found.get(name, one)
            same = (known["from"], known["key"]) == (one["from"], one["key"])
            found.setdefault(name if same else " ".join((name, *one["key"], one["from"])), one)
    return found


def show_parameters(parameters: Parameters) -> None:
    """Print the values of law that an answer rests on: name, since when, values, and by which law and source."""
    console = Console(markup=False, emoji=False, highlight=False)
    series: dict[tuple[str, ...], list[str]] = {}
    for name, one in parameters.items():
        sources = " ; ".join(source["title"] for source in one["sources"])
        since = f"{dt.date.fromisoformat(one['from']):%d/%m/%Y}"
        doubt = " (incertain)" if one["status"] == "unsure" else ""
        head = f"{one['titles']['fr']}, depuis le {since}{doubt}"
        series.setdefault((head, f"{one['law']} — {sources}", *one["key"]), []).append(_value(name, one))
    if series:
        console.print("\nParamètres utilisés :")
    for (head, source, *_), values in series.items():
        console.print(f"  {head} : {' ; '.join(values)}", soft_wrap=True)
        console.print(f"    {source}", style="dim", soft_wrap=True)


def _value(name: str, one: Mapping[str, Any]) -> str:
    """The value with its unit, and the name of its field when the parameter has several."""
    kind = KINDS[one["kind"]]
    unit = unit_name(one["unit"])
    unit = unit.removeprefix("%").lstrip() if kind is PERCENT else unit
    values = one["value"] if isinstance(one["value"], list) else [one["value"]]
    shown = " · ".join(render.shown(value, kind, "fr") for value in values[:LONGEST])
    rest = f" … ({len(values)} valeurs : preste law show {name.partition('.')[0]})" if len(values) > LONGEST else ""
    told = f"{shown}{rest} {unit}".rstrip()
    series_and_field = name.split(" ", maxsplit=1)[0]
    if "." not in series_and_field:
        return told
    return f"{field_name(series_and_field, one['field'])} {told}"


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
