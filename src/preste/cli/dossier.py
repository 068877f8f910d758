"""`preste new`, `preste run`, `preste demo`: a dossier folder and a month of it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from preste.calendar import Month
from preste.errors import DossierError, InputError, NoParameter, PresteError
from preste.money import number

DEMO_MONTHS = ("2022-01", "2026-09")
_TEMPLATES = Path(__file__).parent.parent / "payroll"


def new(
    folder: Annotated[Path, typer.Argument(help="Le dossier à créer.")],
    demo: Annotated[bool, typer.Option("--demo", help="L'employeur de démonstration.")] = False,
) -> None:
    """Créer un dossier de départ, commenté."""
    if folder.exists() and any(folder.iterdir() if folder.is_dir() else [folder]):
        raise InputError(f"{folder} exists and is not empty", remedy="choose another folder", code="E-DOSSIER-EXISTS")
    shutil.copytree(_TEMPLATES / ("demo" if demo else "starter"), folder, dirs_exist_ok=True)
    month = DEMO_MONTHS[0] if demo else "2026-09"
    Console().print(
        f"Dossier créé : [bold]{folder}[/]\n"
        f"Lisez employer.yaml et workers/, puis essayez :  preste run {folder} --month {month}",
        highlight=False,
    )


def demo(out: Annotated[Path, typer.Option("--out", help="Où écrire.")] = Path("out/demo")) -> None:
    """La démonstration : une ASBL wallonne fictive, en janvier 2022 et en septembre 2026."""
    folder = out / "dossier"
    out.mkdir(parents=True, exist_ok=True)
    if folder.exists():
        shutil.rmtree(folder)
    shutil.copytree(_TEMPLATES / "demo", folder)
    for month in DEMO_MONTHS:
        run(folder, month, out)
    Console().print(
        "\nÀ essayer ensuite :\n"
        f"  ouvrir une fiche de paie       {out}/{DEMO_MONTHS[1]}/fiches/{DEMO_MONTHS[1]}_farid.pdf\n"
        f"  cliquer du net à ses causes    {out}/{DEMO_MONTHS[1]}/explications/{DEMO_MONTHS[1]}_farid.html\n"
        f"  changer un fait et recalculer  {folder}/workers/anne.yaml, puis "
        f"preste run {folder} --month {DEMO_MONTHS[1]} --out {out}\n"
        "  votre propre dossier           preste new mon-asbl\n"
        f"  ce que la loi a changé         preste law diff {DEMO_MONTHS[0]} {DEMO_MONTHS[1]}",
        highlight=False,
    )


def run(
    folder: Annotated[Path, typer.Argument(help="Le dossier de l'employeur.")],
    month: Annotated[str, typer.Option("--month", help="Le mois : 2022-01.")],
    out: Annotated[Path, typer.Option("--out", help="Où écrire ; par défaut le sous-dossier « out ».")] = Path("out"),
) -> None:
    """Calculer un mois : fiches de paie, explications, résumé, lignes comptables."""
    from preste.cli.write import write_month
    from preste.payroll.dossier import read_dossier
    from preste.payroll.month import active, pay_contract
    from preste.payroll.payslip import Payslip

    period = Month.parse(month, "month")
    found = read_dossier(folder)
    contracts = active(found, period)
    console = Console()
    if not contracts:
        raise InputError(f"no contract runs in {period}", field="month", remedy="check start and end of the contracts")
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    ) as progress:
        task = progress.add_task("Calcul", total=len(contracts))
        payslips: list[Payslip] = []
        faults: list[PresteError] = []
        lacking: list[PresteError] = []
        for contract in contracts:
            try:
                payslips.append(pay_contract(found, contract, period))
            except DossierError as error:
                faults += error.errors
            except NoParameter as error:
                lacking.append(error)
            progress.advance(task)
        if faults:
            raise DossierError(f"{len(faults)} errors in {folder}", faults)
        writing = progress.add_task("Documents", total=len(contracts))
        place, refused = write_month(
            payslips,
            out / str(period),
            processes=os.cpu_count() or 1,
            progress=lambda done, _: progress.update(writing, completed=done),
        )
    table = Table(title=f"{found.employer.name}, {period}", title_justify="left", box=SIMPLE_HEAD, padding=(0, 1))
    table.add_column("Contrat", no_wrap=True)
    for name in ("Brut", "Imposable", "Précompte", "Net à payer", "Coût"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in payslips:
        cells = [one.trace.get(n) for n in ("gross", "taxable", "withholding", "net_paid", "employer_cost")]
        table.add_row(one.contract.id, *("loi manquante" if cell is None else number(cell) for cell in cells))
    console.print(table)
    for warning in dict.fromkeys(w for one in payslips for w in one.warnings):
        console.print(f"[yellow]Attention[/] {warning}", highlight=False, markup=True)
    console.print(f"Fichiers : {place}/fiches, explications, resume.csv, comptabilite.csv", highlight=False)
    for problem in (*lacking, *refused):
        console.print(f"[red]Refusé[/] {problem}", highlight=False)
    if lacking or refused:
        raise typer.Exit(2)
