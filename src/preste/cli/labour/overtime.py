"""`preste labour overtime`: what overtime is worth, and what it leaves of the year's quotas."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer
from rich.console import Console
from rich.table import Table

from preste.calendar import Month
from preste.cli.labour.answer import day_of, month_of, number
from preste.errors import InputError
from preste.money import number as shown
from preste.money import parse, text

if TYPE_CHECKING:  # `preste --help` need not read the rules
    from preste.payroll.overtime_alone import OvertimeAlone
    from preste.records import Contract, Day, Terms

_WEEK = "7.60 7.60 7.60 7.60 7.60 0 0"
_PARTS, _DAYS = 3, 7
_HORECA = "302"


def overtime(
    hours: Annotated[
        list[str],
        typer.Option(
            "--hours",
            help="Des heures d'un jour, 2026-05-18:HP:10 ; HS à récupérer, HN repos non payé, HP sans récupération, "
            "HV volontaires, HR de relance, HC complémentaires. Répétable, dans un même mois.",
        ),
    ],
    hourly: Annotated[str, typer.Option("--hourly", help="Le salaire horaire.")] = "",
    monthly: Annotated[str, typer.Option("--monthly", help="Le traitement mensuel.")] = "",
    week: Annotated[str, typer.Option("--week", help="Les heures du lundi au dimanche.")] = _WEEK,
    full_time: Annotated[str, typer.Option("--full-time", help="Les heures par semaine d'un temps plein.")] = "38",
    hired: Annotated[str, typer.Option("--hired", help="Le premier jour du contrat ; 2015-01-01 sans réponse.")] = "",
    net: Annotated[str, typer.Option("--net-used", help="Heures nettes déjà prestées cette année.")] = "",
    voluntary: Annotated[
        str, typer.Option("--voluntary-used", help="Heures volontaires avec sursalaire déjà prestées cette année.")
    ] = "",
    waived: Annotated[str, typer.Option("--waived-used", help="Heures sans récupération déjà prestées.")] = "",
    taxed: Annotated[str, typer.Option("--taxed-used", help="Heures qui ont déjà eu la réduction d'impôt.")] = "",
    committee: Annotated[str, typer.Option("--committee", help="La commission paritaire.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="En JSON, avec l'explication.")] = False,
) -> None:
    """Les heures supplémentaires : ce qu'elles valent par genre, la réduction d'impôt, et le reste des quotas."""
    from preste.payroll.carry import Carry
    from preste.payroll.overtime_alone import overtime_alone

    days = [_day(one) for one in hours]
    month = _one_month(days)
    terms = _terms(hourly, monthly, week, full_time)
    used = Carry(
        overtime_net=number(net, "net-used"),
        overtime_voluntary=number(voluntary, "voluntary-used"),
        overtime_waived=number(waived, "waived-used"),
        overtime_taxed=number(taxed, "taxed-used"),
    )
    contract = _contract(days, terms, hired)
    found = overtime_alone(contract, terms, month, used, horeca=committee.startswith(_HORECA))
    if as_json:
        typer.echo(json.dumps(_as_dict(found, month), ensure_ascii=False, indent=2))
    else:
        _show(found)
    if found.missing:
        raise typer.Exit(2)


def _as_dict(found: OvertimeAlone, month: Month) -> dict[str, Any]:
    from preste.belgium import FACTS
    from preste.engine import explain
    from preste.payroll.overtime_alone import RESULTS

    results = {name: None if (v := found.trace.get(name)) is None else text(v) for name in RESULTS}
    return {
        "month": str(month),
        "lines": [
            {
                "code": one.code,
                "label": one.label,
                "hours": text(one.hours),
                "price": text(one.price, 4),
                "amount": text(one.amount),
                "onss": bool(one.onss),
            }
            for one in found.lines
        ],
        "results": results,
        "tax_reduction_at_most": text(found.reduction),
        "rest_earned": text(found.rest),
        "quotas": [
            {"label": one.label, "used": text(one.used), "maximum": text(one.most), "left": text(one.left)}
            for one in found.quotas
        ],
        "notes": list(found.warnings),
        "errors": [dict(one.as_dict()) for one in found.missing],
        "explanation": explain(found.trace, FACTS, RESULTS),
    }


def _show(found: OvertimeAlone) -> None:
    console = Console(markup=False, emoji=False, highlight=False)
    table = Table("", box=None, pad_edge=False)
    for title in ("Heures", "Prix", "Montant"):
        table.add_column(title, justify="right")
    table.add_column("ONSS et impôt")
    for one in found.lines:
        liable = "oui" if one.onss else "non"
        table.add_row(one.label, shown(one.hours), shown(one.price, 4), shown(one.amount), liable)
    console.print(table)
    base = found.trace.get("overtime_tax_base") or 0
    if base:
        told = f"Réduction de précompte : {shown(found.reduction)} au plus, sur une base de {shown(base)}."
        console.print(told, soft_wrap=True)
    if found.rest:
        console.print(f"Repos compensatoire gagné : {shown(found.rest)} h.", soft_wrap=True)
    for quota in found.quotas:
        told = f"{quota.label} : {shown(quota.used)} sur {shown(quota.most)}, reste {shown(quota.left)}."
        console.print(told, soft_wrap=True)
    for error in found.missing:
        console.print(f"Droit manquant : {error}", soft_wrap=True)
    for note in found.warnings:
        console.print(f"Remarque : {note}", soft_wrap=True)


def _day(written: str) -> Day:
    """Hours of a day from "2026-05-18:HP:10"."""
    from preste.belgium.time.codes import CODES
    from preste.records import Day

    parts = written.split(":")
    known = [code for code, one in CODES.items() if one.overtime]
    if len(parts) != _PARTS or parts[1].upper() not in known:
        remedy = f"write 2026-05-18:HP:10, with one of {', '.join(known)}"
        raise InputError(f"{written!r} is not hours of a day", field="hours", remedy=remedy, code="E-INPUT")
    return Day(date=day_of(parts[0], "hours"), code=parts[1].upper(), hours=number(parts[2], "hours"))


def _one_month(days: list[Day]) -> Month:
    months = {month_of(day.date) for day in days}
    if len(months) != 1:
        remedy = "ask month by month, with what the earlier ones used"
        raise InputError("the hours are of several months", field="hours", remedy=remedy, code="E-INPUT")
    return months.pop()


def _terms(hourly: str, monthly: str, week: str, full_time: str) -> Terms:
    from preste.records import Terms

    if bool(hourly) == bool(monthly):
        raise InputError("one pay is wanted", field="hourly", remedy="give --hourly or --monthly", code="E-INPUT")
    schedule = tuple(parse(one, field="week") for one in week.split())
    if len(schedule) != _DAYS:
        message, remedy = f"{len(schedule)} days are given", f'write seven: "{_WEEK}"'
        raise InputError(message, field="week", remedy=remedy, code="E-INPUT")
    return Terms(
        valid_from=dt.date.min,
        pay_basis="hourly" if hourly else "monthly",
        amount=number(hourly or monthly, "hourly" if hourly else "monthly"),
        schedule=cast("tuple[int, int, int, int, int, int, int]", schedule),
        full_time_hours=parse(full_time, field="full-time"),
    )


def _contract(days: list[Day], terms: Terms, hired: str) -> Contract:
    """A contract of nobody with these days."""
    from preste.records import Address, Contract, Worker

    start = day_of(hired or "2015-01-01", "hired")
    nobody = Worker(
        id="", number="", last_name="", first_name="", niss="", birth_date=start, sex="X",
        address=Address(street="", postcode="", city=""),
    )  # fmt: skip
    return Contract(id="-", worker=nobody, start=start, terms=(terms,), days=tuple(days))
