"""`preste takeover`: what another payroll office computed before, taken over into a dossier folder, or handed over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from preste.calendar import Month
from preste.money import number

if TYPE_CHECKING:  # `preste --help` need not read the rules
    from collections.abc import Sequence

    from preste.payroll.takeover import TakenMonths

takeover = typer.Typer(
    name="takeover", help="Reprendre une année commencée chez un autre secrétariat, ou la céder.", no_args_is_help=True
)
Folder = Annotated[Path, typer.Argument(help="Le dossier de l'employeur.")]


@takeover.command("template")
def template(folder: Annotated[Path, typer.Argument(help="Où écrire les fichiers à remplir.")]) -> None:
    """Écrire les fichiers à remplir : mois, totaux de contrôle, vacances, ancienneté, occupation."""
    from preste.payroll.takeover import COLUMNS
    from preste.payroll.takeover.write import write_template

    for path in write_template(folder):
        _console().print(str(path), soft_wrap=True)
    table = Table(
        title="Colonnes de months.csv, en plus de contract, from et to", title_justify="left", box=SIMPLE_HEAD
    )
    for head in ("Colonne", "Ce qu'elle dit"):
        table.add_column(head)
    for name, meaning in COLUMNS.items():
        table.add_row(name, meaning)
    _console().print(table)


@takeover.command("import")
def import_(
    folder: Folder,
    source: Annotated[Path, typer.Option("--from", help="Le dossier des fichiers remplis.")],
    write: Annotated[bool, typer.Option("--write", help="Reprendre vraiment, tout ou rien.")] = False,
) -> None:
    """Vérifier une reprise et ses totaux de contrôle, puis la prendre : tout ou rien."""
    from preste.payroll.takeover.write import PLACE, take_over

    dossier = take_over(folder, source, write=write)
    taken = dossier.taken_over
    if taken is None:  # read_dossier gives it or raises
        raise AssertionError("a takeover that was read is there")
    _show(taken.months)
    console = _console()
    console.print(f"Premier mois calculé ici : {taken.begins}")
    for contract in dossier.contracts:
        for claim in contract.garnishments:
            if claim.total and claim.valid_from < taken.begins.first:
                told = f"créance {claim.id} de {contract.id} : déjà payé {number(claim.already_paid)} (already_paid)"
                console.print(f"À vérifier : {told}", soft_wrap=True)
    told = f"Repris dans {folder / PLACE}" if write else "Rien n'est repris : ajoutez --write pour le faire."
    console.print(told, soft_wrap=True)


@takeover.command("export")
def export(
    folder: Folder,
    to: Annotated[str, typer.Option("--to", help="Le dernier mois à céder : 2026-08.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Où écrire.")] = Path("cession"),
) -> None:
    """Écrire les mois calculés ici, comme un autre secrétariat les reprend, avec leurs totaux de contrôle."""
    from preste.payroll.dossier import read_dossier
    from preste.payroll.takeover.write import export as hand_over

    found = hand_over(read_dossier(folder), Month.parse(to, "to"), out)
    _show(found.rows)
    if found.without_holidays:
        told = f"Vacances de l'année non cédées, le dossier ne les connaît pas : {', '.join(found.without_holidays)}"
        _console().print(f"{told} ; complétez holidays.csv", soft_wrap=True)
    if not (out / "seniority.csv").exists():
        told = "Ancienneté non cédée : seniority.csv est à écrire si elle compte d'avant le début d'un contrat"
        _console().print(told, soft_wrap=True)
    _console().print(f"Écrit dans {out}", soft_wrap=True)


def _show(rows: Sequence[TakenMonths]) -> None:
    """A row a contract, and their sums."""
    from preste.payroll.takeover.records import sums

    table = Table(box=SIMPLE_HEAD)
    table.add_column("Contrat")
    for head in ("Mois", "Brut", "ONSS", "Imposable", "Précompte", "Net"):
        table.add_column(head, justify="right", no_wrap=True)
    columns = ("gross", "onss", "taxable", "withholding", "net")
    for name in dict.fromkeys(row.contract for row in rows):
        own = [row for row in rows if row.contract == name]
        total = sums(own)
        months = sum((row.last.year - row.first.year) * 12 + row.last.month - row.first.month + 1 for row in own)
        table.add_row(name, str(months), *(number(total[column]) for column in columns))
    total = sums(rows)
    table.add_row("Total", "", *(number(total[column]) for column in columns), style="bold")
    _console().print(table)


def _console() -> Console:
    return Console(markup=False, emoji=False, highlight=False)
