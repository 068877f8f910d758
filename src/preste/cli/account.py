"""`preste account`: the individual accounts of a dossier folder for a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from preste.calendar import Month
from preste.errors import InputError, PresteError

if TYPE_CHECKING:  # `preste --help` need not read the rules
    from preste.documents.individual_account import AccountMonth
    from preste.payroll.month import Dossier
    from preste.records import Contract


def account(
    folder: Annotated[Path, typer.Argument(help="Le dossier de l'employeur.")],
    year: Annotated[int, typer.Option("--year", help="L'année.", min=2010, max=2099)],
    worker: Annotated[str, typer.Option("--worker", help="Un travailleur (nom de son fichier).")] = "",
    to: Annotated[str, typer.Option("--to", help="Dernier mois compté ; par défaut le dernier mois écoulé.")] = "",
    out: Annotated[Path, typer.Option("-o", "--out", help="Où écrire ; par défaut « comptes ».")] = Path("comptes"),
) -> None:
    """Écrire le compte individuel de chaque travailleur : un PDF par personne et par année.

    Un travailleur sans mois compté dans l'année reçoit le compte simplifié de l'engagement.
    """
    from preste.documents.individual_account import account_file_name, render_account
    from preste.documents.typesetting import put
    from preste.payroll.dossier import read_dossier

    last = _last(year, to)
    dossier = read_dossier(folder)
    people: dict[str, list[Contract]] = {}
    for contract in dossier.contracts:
        people.setdefault(contract.worker.id, []).append(contract)
    if worker and worker not in people:
        remedy = f"use one of {', '.join(people)}"
        raise InputError(f"there is no worker {worker!r}", field="worker", remedy=remedy, code="E-DOSSIER-WORKER")
    out.mkdir(parents=True, exist_ok=True)
    console, refused = Console(), 0
    for name in [worker] if worker else people:
        contracts = people[name]
        try:
            months = list(_months(dossier, contracts, year, last))
            content = render_account(dossier.employer, contracts, year, months)
        except PresteError as error:
            refused += 1
            console.print(f"Refusé {name} : {error}", style="red", markup=False, soft_wrap=True)
            continue
        path = put(content, out / account_file_name(contracts[0].worker, year))
        console.print(f"{path} ({len(months)} mois)", markup=False, highlight=False, soft_wrap=True)
    if refused:
        raise typer.Exit(2)


def _last(year: int, to: str) -> Month:
    """The last month to count: the one asked for, else December, or the last whole month of this year."""
    if to:
        month = Month.parse(to, "to")
        if month.year != year:
            raise InputError(f"{month} is not in {year}", field="to", remedy=f"give a month of {year}")
        return month
    today = dt.date.today()
    return min(Month(year, 12), Month(today.year, today.month).plus(-1))


def _months(dossier: Dossier, contracts: list[Contract], year: int, last: Month) -> Iterator[AccountMonth]:
    """The months of a worker from January, taken over or computed here, to the last."""
    from preste.documents.individual_account import account_month, taken_month
    from preste.payroll.apart import payments_apart
    from preste.payroll.late import due_in, pay_as_known

    if dossier.taken_over is not None:
        rows = dossier.taken_over.of((one.id for one in contracts), year)
        yield from (taken_month(row) for row in rows if row.last <= last)
    month = max(Month(year, 1), dossier.begins or Month(year, 1))
    while month <= last:
        due = {one.id for one in due_in(dossier, month)}
        for contract in contracts:
            if contract.id in due:
                yield account_month(pay_as_known(dossier, contract, month))
                yield from map(account_month, payments_apart(dossier, contract, month))
        month = month.plus(1)
