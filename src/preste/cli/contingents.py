"""`preste contingents`: what is left of the hours and amounts that are counted over a quarter or a year."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from preste.errors import InputError
from preste.money import number

if TYPE_CHECKING:  # `preste --help` need not read the rules
    from preste.payroll.contingents.model import Contingent, Counted

_MET = {True: "oui", False: "NON", None: "à vérifier"}


def contingents(
    folder: Annotated[Path, typer.Argument(help="Le dossier de l'employeur.")],
    worker: Annotated[str, typer.Option("--worker", help="Un travailleur (nom de son fichier).")] = "",
    on: Annotated[str, typer.Option("--on", help="Le jour : 2022-07-14 ; aujourd'hui sans lui.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="En JSON, avec l'explication de chaque compte.")] = False,
) -> None:
    """Compter les contingents du mois d'un jour : étudiants, article 17, flexi-jobs, heures supplémentaires.

    Les jours encodés du mois comptent tous ; ceux qui viennent après le jour sont montrés comme prévus. Ce que le
    travailleur a dit d'autres employeurs se lit dans elsewhere de son fichier.
    """
    from preste.cli.app import print_json
    from preste.cli.labour.answer import day_of, month_of
    from preste.payroll.contingents.count import contingents as count
    from preste.payroll.contingents.told import as_dict
    from preste.payroll.dossier import read_dossier

    day = day_of(on)
    month, dossier = month_of(day), read_dossier(folder)
    people = sorted({one.worker.id for one in dossier.contracts})
    if worker and worker not in people:
        remedy = f"use one of {', '.join(people)}"
        raise InputError(f"there is no worker {worker!r}", field="worker", remedy=remedy, code="E-DOSSIER-WORKER")
    asked = [one for one in dossier.contracts if one.active_in(month) and worker in ("", one.worker.id)]
    found = [count(dossier, one, month, day) for one in asked]
    found = [one for one in found if one.contingents or one.conditions or one.errors]
    if as_json:
        print_json([as_dict(one, explained=True) for one in found])
    else:
        _show(Console(markup=False, emoji=False, highlight=False), found)
    if any(one.errors for one in found):
        raise typer.Exit(2)


def _show(console: Console, found: Sequence[Counted]) -> None:
    rows = [one for counted in found for one in counted.contingents]
    if not found:
        console.print("Aucun contingent n'est entamé.")
    if rows:
        console.print(_table(rows))
    for one in rows:
        if one.beyond:
            console.print(f"! {one.contract} : {one.label}, {_shown(one.beyond, one.unit)} de trop ; {one.then}")
        elif one.near:
            console.print(f"  {one.contract} : {one.label}, presque épuisé ; {one.then}")
    for counted in found:
        for condition in counted.conditions:
            console.print(f"  {counted.contract} : {condition.told} : {_MET[condition.met]}", soft_wrap=True)
        for doubt in dict.fromkeys(doubt for one in counted.contingents for doubt in one.doubts):
            console.print(f"  {counted.contract} : {doubt}", soft_wrap=True)
        for error in counted.errors:
            console.print(f"! {counted.contract} : {error}", soft_wrap=True)


def _table(rows: Sequence[Contingent]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in ("Contrat", "Contingent", ""):
        table.add_column(name, no_wrap=name != "Contingent")
    for name in ("Maximum", "Avant", "Ce mois", "Prévu", "Ailleurs", "Reste"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in rows:
        amounts = (one.limit, one.before, one.month, one.planned, one.elsewhere, one.left)
        table.add_row(one.contract, one.label, _UNITS[one.unit], *("–" if n is None else number(n) for n in amounts))
    return table


_UNITS = {"h": "h", "j": "j", "EUR": "€"}


def _shown(value: int, unit: str) -> str:
    return f"{number(value)} {_UNITS[unit]}"
