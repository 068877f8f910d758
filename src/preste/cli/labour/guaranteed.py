"""`preste labour guaranteed`: who pays which days of an incapacity, and how much."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

import typer
from rich.console import Console
from rich.table import Table

from preste.cli.labour.answer import DAY_HOURS, WEEK_HOURS, parameters_of, show_parameters
from preste.cli.labour.answer import number as read
from preste.engine import explain
from preste.errors import InputError
from preste.money import number, text

if TYPE_CHECKING:  # `preste --help` need not read the rules
    from preste.payroll.guaranteed import SickRow
    from preste.records import Contract, Incapacity

_WEEK = "7.60 7.60 7.60 7.60 7.60 0 0"
_DAYS = 7
_OTHER = "autre"


def guaranteed(
    sick: Annotated[
        list[str],
        typer.Option(
            "--sick",
            help="Une incapacité, 2026-03-09:2026-04-07 ; avec :autre pour une autre maladie, certifiée. Répétable.",
        ),
    ],
    status: Annotated[Literal["blue_collar", "white_collar"], typer.Option("--status", help="Ouvrier ou employé.")],
    hired: Annotated[str, typer.Option("--hired", help="Le premier jour du contrat.")],
    ends: Annotated[str, typer.Option("--ends", help="Le dernier jour d'un contrat à durée déterminée.")] = "",
    hourly: Annotated[str, typer.Option("--hourly", help="Le salaire horaire.")] = "",
    monthly: Annotated[str, typer.Option("--monthly", help="Le traitement mensuel.")] = "",
    week: Annotated[str, typer.Option("--week", help="Les heures du lundi au dimanche.")] = _WEEK,
    full_time: Annotated[str, typer.Option("--full-time", help="Les heures par semaine d'un temps plein.")] = "38",
    as_json: Annotated[bool, typer.Option("--json", help="En JSON.")] = False,
) -> None:
    """Le salaire garanti : qui paie quels jours d'une incapacité, combien, et quand la mutuelle intervient."""
    from preste.belgium.time.incapacity import Sickness
    from preste.payroll.guaranteed import guaranteed as rows_of
    from preste.payroll.guaranteed import laws_of
    from preste.payroll.sickness import sheet_due

    contract = _contract(
        [_incapacity(one) for one in sick], status, hired, ends, _pay(hourly, monthly), week, full_time
    )
    rows = list(rows_of(contract))
    parameters = parameters_of((told for row in rows if (told := _explained(row))), laws_of(contract))
    sickness = Sickness(contract)
    taken_over = [(day, sheet_due(period, day)) for period in sickness.periods if (day := sickness.taken_over(period))]
    if as_json:
        fund = [{"from": day.isoformat(), "sheet_due": due.isoformat()} for day, due in taken_over]
        found = {"days": [_as_dict(row) for row in rows], "mutual_fund": fund, "parameters": parameters}
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        _show(rows, taken_over)
        show_parameters(parameters)
    if any(row.error for row in rows):
        raise typer.Exit(2)


def _explained(row: SickRow) -> dict[str, Any] | None:
    """Why the days of a row are worth what they are; None where the employer pays nothing."""
    from preste.belgium import FACTS

    return explain(row.trace, FACTS, (row.rule,)) if row.trace else None


def _as_dict(row: SickRow) -> dict[str, Any]:
    from preste.belgium.time.codes import CODES

    code = CODES[row.code]
    return {
        "month": str(row.month),
        "code": row.code,
        "label": code.label,
        "onss_code": code.onss,
        "from": row.first.isoformat(),
        "to": row.last.isoformat(),
        "day_from": row.numbers[0],
        "day_to": row.numbers[1],
        "hours": text(row.hours),
        "pay": None if row.pay is None else text(row.pay),
        "onss": code.paid,
        "explanation": _explained(row),
        **({"error": dict(row.error.as_dict())} if row.error else {}),
    }


def _show(rows: Sequence[SickRow], taken_over: Sequence[tuple[dt.date, dt.date]]) -> None:
    from preste.belgium.time.codes import CODES

    console = Console()
    table = Table("Du", "Au", "Jours", "Code", "Qui paie", box=None, pad_edge=False)
    for title in ("Heures", "Rémunération"):
        table.add_column(title, justify="right")
    table.add_column("ONSS")
    for row in rows:
        code = CODES[row.code]
        pay = "" if row.pay is None else number(row.pay)
        cells = [f"{row.first:%d/%m/%Y}", f"{row.last:%d/%m/%Y}", f"{row.numbers[0]}–{row.numbers[1]}", row.code]
        table.add_row(*cells, code.label, number(row.hours), pay, "oui" if code.paid else "non")
    console.print(table)
    for day, due in taken_over:
        sheet = f"feuille de renseignements à lui transmettre au plus tard le {due:%d/%m/%Y}"
        console.print(f"La mutuelle intervient dès le {day:%d/%m/%Y} : {sheet}.", soft_wrap=True)
    for row in rows:
        if row.error:
            console.print(str(row.error), style="red", markup=False, soft_wrap=True)


def _contract(
    sick: Sequence[Incapacity],
    status: Literal["blue_collar", "white_collar"],
    hired: str,
    ends: str,
    pay: tuple[Literal["hourly", "monthly"], int],
    week: str,
    full_time: str,
) -> Contract:
    """A contract of nobody with these terms and incapacities. Raises InputError."""
    from preste.payroll.dossier_records import incapacity_problems
    from preste.records import Address, Contract, Terms, Worker

    hours = tuple(read(one, "week", most=DAY_HOURS) for one in week.split())
    if len(hours) != _DAYS or not any(hours):
        told = f"{len(hours)} days are given" if len(hours) != _DAYS else "no day has hours"
        raise InputError(told, field="week", remedy=f'write seven, with hours: "{_WEEK}"', code="E-INPUT")
    start = _date(hired, "hired")
    nobody = Worker(
        id="", number="", last_name="", first_name="", niss="", birth_date=start, sex="X",
        address=Address(street="", postcode="", city=""),
    )  # fmt: skip
    terms = Terms(
        valid_from=start, pay_basis=pay[0], amount=pay[1],
        full_time_hours=read(full_time, "full_time", most=WEEK_HOURS, above_zero=True),
        schedule=cast("tuple[int, int, int, int, int, int, int]", hours),
    )  # fmt: skip
    contract = Contract(
        id="-", worker=nobody, start=start, end=_date(ends, "ends") if ends else None, status=status,
        fixed_term=bool(ends), terms=(terms,), incapacities=tuple(sick),
    )  # fmt: skip
    for _, message, remedy in incapacity_problems(contract):
        raise InputError(message, field="sick", remedy=remedy, code="E-SICK")
    return contract


def _pay(hourly: str, monthly: str) -> tuple[Literal["hourly", "monthly"], int]:
    if bool(hourly) == bool(monthly):
        raise InputError("one pay is wanted", field="hourly", remedy="give --hourly or --monthly", code="E-INPUT")
    if hourly:
        return "hourly", read(hourly, "hourly", above_zero=True)
    return "monthly", read(monthly, "monthly", above_zero=True)


def _incapacity(written: str) -> Incapacity:
    """An incapacity from "2026-03-09:2026-04-07", ":autre" when it is certified as another illness."""
    from preste.records import Incapacity

    parts = written.split(":")
    if not 2 <= len(parts) <= 3 or parts[2:] not in ([], [_OTHER]):
        remedy = f"write 2026-03-09:2026-04-07, or 2026-03-09:2026-04-07:{_OTHER}"
        raise InputError(f"{written!r} is not an incapacity", field="sick", remedy=remedy, code="E-INPUT")
    start, end = _date(parts[0], "sick"), _date(parts[1], "sick")
    if end < start:
        raise InputError(f"{written} ends before it starts", field="sick", remedy="correct it", code="E-INPUT-DATE")
    return Incapacity(start=start, end=end, certificate_waived=True, other_illness=len(parts) > 2)


def _date(written: str, field: str) -> dt.date:
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        raise InputError(
            f"{written!r} is not a date", field=field, remedy="write it as 2026-03-09", code="E-INPUT-DATE"
        ) from None
