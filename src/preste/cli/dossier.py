"""`preste new`, `preste run`, `preste demo`: a dossier folder and a month of it."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from preste.calendar import Month
from preste.errors import DossierError, InputError, NoParameter, PresteError
from preste.money import number

if TYPE_CHECKING:  # `preste --help` need not read the rules
    from preste.payroll.month import Dossier
    from preste.payroll.payslip import Payslip
    from preste.records import Contract

DEMO_MONTHS = ("2022-01", "2026-09")
_TEMPLATES = Path(__file__).parent.parent / "payroll"
_MISSING = "–"
_REFUSED, _WARNED = ("Refusé", "red"), ("Attention", "yellow")


def new(
    folder: Annotated[Path, typer.Argument(help="Le dossier à créer.")],
    demo: Annotated[bool, typer.Option("--demo", help="L'employeur de démonstration.")] = False,
) -> None:
    """Créer un dossier de départ, commenté."""
    if folder.exists() and any(folder.iterdir() if folder.is_dir() else [folder]):
        raise InputError(f"{folder} exists and is not empty", remedy="choose another folder", code="E-DOSSIER-EXISTS")
    shutil.copytree(_TEMPLATES / ("demo" if demo else "starter"), folder, dirs_exist_ok=True)
    month = DEMO_MONTHS[0] if demo else "2026-09"
    console = Console()
    _say(console, "Dossier créé : ", (str(folder), "bold"))
    _say(console, f"Lisez employer.yaml et workers/, puis essayez :  {_command()} run {folder} --month {month}")


def _command() -> str:
    """How this program is called here: `preste` when it is on the path, else the way it was called."""
    return "preste" if shutil.which("preste") else sys.argv[0]


def demo(out: Annotated[Path, typer.Option("--out", help="Où écrire.")] = Path("out/demo")) -> None:
    """La démonstration : une ASBL wallonne fictive, en janvier 2022 et en septembre 2026.

    Le dossier « dossier » qu'elle écrit n'est jamais remplacé : vos changements y restent.
    """
    folder, console = out / "dossier", Console()
    if folder.exists():
        _say(console, f"Le dossier {folder} existe déjà : il est gardé tel quel, avec vos changements.")
        _say(console, "Pour repartir de l'original : preste demo --out AUTRE-DOSSIER")
    else:
        out.mkdir(parents=True, exist_ok=True)
        _copy_whole(_TEMPLATES / "demo", folder)
    for month in DEMO_MONTHS:
        run(folder, month, out)
    for line in (
        "",
        "À essayer ensuite :",
        f"  ouvrir une fiche de paie       {out}/{DEMO_MONTHS[1]}/fiches/{DEMO_MONTHS[1]}_farid.pdf",
        f"  cliquer du net à ses causes    {out}/{DEMO_MONTHS[1]}/explications/{DEMO_MONTHS[1]}_farid.html",
        f"  changer un fait et recalculer  {folder}/workers/anne.yaml, puis "
        f"{_command()} run {folder} --month {DEMO_MONTHS[1]} --out {out}",
        f"  votre propre dossier           {_command()} new mon-asbl",
        f"  ce que la loi a changé         {_command()} law diff {DEMO_MONTHS[0]} {DEMO_MONTHS[1]}",
    ):
        _say(console, line)


def _copy_whole(source: Path, folder: Path) -> None:
    """Copy a folder: all of it or, when interrupted, nothing."""
    part = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.part")
    try:
        shutil.copytree(source, part)
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


@dataclass
class _Paid:
    """A month's payslips, what is wrong in the records, and whom missing law blocks."""

    payslips: list[Payslip] = field(default_factory=list)
    faults: list[PresteError] = field(default_factory=list)
    lacking: list[tuple[str, PresteError]] = field(default_factory=list)


def run(
    folder: Annotated[Path, typer.Argument(help="Le dossier de l'employeur.")],
    month: Annotated[str, typer.Option("--month", help="Le mois : 2022-01.")],
    out: Annotated[Path, typer.Option("--out", help="Où écrire ; par défaut le sous-dossier « out ».")] = Path("out"),
) -> None:
    """Calculer un mois : fiches de paie, explications, résumé, lignes comptables."""
    from preste.cli.write import check_place, restore_month, write_month
    from preste.payroll.dossier import read_dossier
    from preste.payroll.late import due_in

    period = Month.parse(month, "month")
    place = out / str(period)
    restore_month(place)
    found = read_dossier(folder)
    check_place(place, folder)
    contracts = due_in(found, period)
    if not contracts:
        raise InputError(f"no contract runs in {period}", field="month", remedy="check start and end of the contracts")
    console = Console()
    refused: tuple[PresteError, ...] = ()
    with _progress(console) as progress:
        paid = _pay(found, contracts, period, progress)
        if paid.faults:
            raise DossierError.of(paid.faults, str(folder))
        if paid.payslips:  # else what was written for this month before stays
            writing = progress.add_task("Documents", total=len(paid.payslips))
            _, refused = write_month(
                paid.payslips,
                place,
                processes=os.cpu_count() or 1,
                progress=lambda done, _: progress.update(writing, completed=done),
            )
    if paid.payslips:
        _show_amounts(console, f"{found.employer.name}, {period}", paid.payslips)
        _say(console, f"Fichiers : {place}/fiches, explications, resume.csv, comptabilite.csv")
    if _show_refusals(console, paid, refused):
        raise typer.Exit(2)


@contextmanager
def _progress(console: Console) -> Iterator[Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        yield progress


def _pay(dossier: Dossier, contracts: Sequence[Contract], month: Month, progress: Progress) -> _Paid:
    """The payslips of the contracts; one that cannot be paid does not stop the others."""
    from preste.payroll.apart import payments_apart
    from preste.payroll.late import pay_as_known

    paid = _Paid()
    task = progress.add_task("Calcul", total=len(contracts))
    for contract in contracts:
        try:
            payslip = pay_as_known(dossier, contract, month)
            if contract.active_in(month) or any(line.earned_month != month for line in payslip.lines):
                paid.payslips.append(payslip)
            paid.payslips += payments_apart(dossier, contract, month)
        except DossierError as error:
            paid.faults += error.errors
        except NoParameter as error:
            paid.lacking.append((contract.id, error))
        progress.advance(task)
    return paid


def _show_amounts(console: Console, title: str, payslips: Sequence[Payslip]) -> None:
    """A row of amounts for each payslip, then what is uncertain in them."""
    table = Table(title=Text(title), title_justify="left", box=SIMPLE_HEAD, padding=(0, 1))
    table.add_column("Contrat", overflow="fold")
    for name in ("Brut", "Imposable", "Précompte", "Net à payer", "Coût"):
        table.add_column(name, justify="right", no_wrap=True)
    missing = False
    for one in payslips:
        cells = [one.trace.get(n) for n in ("gross", "taxable", "withholding", "net_paid", "employer_cost")]
        missing = missing or None in cells
        table.add_row(Text(_name(one)), *(_MISSING if cell is None else number(cell) for cell in cells))
    console.print(table)
    if missing:
        _say(console, f"{_MISSING} : loi manquante, le montant n'est pas calculé.")
    for warning in dict.fromkeys(w for one in payslips for w in one.warnings):
        _say(console, _WARNED, f" {warning}")


def _name(payslip: Payslip) -> str:
    """The contract, and the day of a payment apart from the month's."""
    from preste.payroll.month import payday

    apart = payslip.paid_on != payday(payslip.employer, payslip.month)
    return f"{payslip.contract.id}, payé le {payslip.paid_on:%d/%m/%Y}" if apart else payslip.contract.id


def _show_refusals(console: Console, paid: _Paid, refused: Sequence[PresteError]) -> bool:
    """A line for each payslip that was not made, and why; whether there was any."""
    blocked = {(_REFUSED, name, error.code, error.message): error for name, error in paid.lacking}
    for one in paid.payslips:
        mark = _REFUSED if one.totals is None else _WARNED
        blocked |= {(mark, one.contract.id, e.code, e.message): e for e in one.errors.values()}
    for mark, name, code, message in blocked:
        _say(console, mark, f" {name} : {code} {message}")
    for name in dict.fromkeys(error.field for error in blocked.values() if error.field):
        _say(console, f"Ce que la loi en dit : {_command()} law show {name}")
    for remedy in dict.fromkeys(error.remedy for error in blocked.values() if error.remedy):
        _say(console, f"À faire : {remedy}")
    for problem in refused:
        if problem.code != "E-DOCUMENT-TOTALS":  # told above, by what is missing
            _say(console, _REFUSED, f" {problem}")
    return bool(paid.lacking or refused)


def _say(console: Console, *parts: str | tuple[str, str]) -> None:
    """A line as it is: what looks like markup in a name stays text, and a path is not broken over two lines."""
    console.print(Text.assemble(*parts), soft_wrap=True)
