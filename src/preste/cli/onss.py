"""`preste onss`: the account with the ONSS of a dossier folder, its provisions, the holiday debit notice."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from preste.calendar import Quarter
from preste.errors import InputError
from preste.money import number

if TYPE_CHECKING:  # `preste --help` need not read the rules
    from preste.payroll.onss_account import Account, OnssDossier

onss = typer.Typer(
    name="onss", help="Ce qui est dû à l'ONSS : compte, provisions, avis de débit.", no_args_is_help=True
)
Folder = Annotated[Path, typer.Argument(help="Le dossier de l'employeur.")]
AsJson = Annotated[bool, typer.Option("--json", help="En JSON, en cents.")]
Explain = Annotated[bool, typer.Option("--explain", help="En JSON, avec l'explication de chaque montant calculé.")]

KINDS = {
    "owed": "Cotisations", "notice": "Avis de débit vacances", "opening": "Reste d'avant", "costs": "Frais et autres",
    "provision": "Provision", "payment": "Paiement", "waiver": "Renonciation", "plan": "Mensualité du plan",
    "surcharge": "Majoration", "interest": "Intérêts", "indemnity": "Indemnité forfaitaire",
}  # fmt: skip
PARTS = {"costs": "frais", "interest": "intérêts", "surcharge": "majoration", "principal": "cotisations"}


@onss.command("account")
def account(
    folder: Folder,
    on: Annotated[
        str, typer.Option("--on", help="Le jour : 2022-04-30. Un jour à venir montre ce que coûte un retard.")
    ],
    since: Annotated[str, typer.Option("--from", help="Premier trimestre dont les cotisations sont une dette.")] = "",
    propose: Annotated[
        int, typer.Option("--propose", help="Proposer un plan d'apurement de tant de mensualités.", min=0)
    ] = 0,
    as_json: AsJson = False,
    explain: Explain = False,
) -> None:
    """Le compte à une date : ce qui est dû et payé, l'imputation, les majorations et intérêts, la prochaine échéance.

    Les écritures se lisent dans onss/account.csv (kind;period;day;amount;towards;note) ; les cotisations d'un trimestre
    qui n'y est pas sont calculées.
    """
    from preste.payroll.onss_account import proposed
    from preste.payroll.onss_account.told import as_dict, plan_list

    day = _day(on)
    found = _dossier(folder).account(day, Quarter.parse(since, "from") if since else None)
    plan = proposed(found.late, day, propose) if propose else ()
    if as_json or explain:
        _print_json(as_dict(found, explained=explain) | ({"proposed": plan_list(plan)} if plan else {}))
        return
    console = Console()
    _show(console, found)
    if plan:
        table = _table("Plan à proposer, intérêts à venir non compris", "Le", "Montant")
        for one in plan:
            table.add_row(f"{one.day:%d/%m/%Y}", number(one.amount))
        console.print(table)


@onss.command("provisions")
def provisions(
    folder: Folder,
    period: Annotated[str, typer.Option("--quarter", help="Le trimestre : 2022-2.")],
    as_json: AsJson = False,
    explain: Explain = False,
) -> None:
    """Les provisions d'un trimestre : qui en doit, combien, pour quel jour."""
    from preste.payroll.onss_account.told import provision_dict

    found = _dossier(folder).provisions(Quarter.parse(period))
    if as_json or explain:
        _print_json([provision_dict(one, explained=explain) for one in found])
        return
    table = _table(f"Provisions de {period}", "Mois", "Au plus tard le", "Montant", "")
    for one in found:
        table.add_row(
            str(one.month), f"{one.due:%d/%m/%Y}", number(one.amount), "écrite par l'ONSS" if one.told else ""
        )
    Console().print(table)
    if not any(one.amount for one in found):
        _say(Console(), "Aucune provision n'est due.")


@onss.command("notice")
def notice(
    folder: Folder,
    year: Annotated[
        int, typer.Option("--year", help="L'année de l'avis ; il porte sur les salaires de la précédente.")
    ],
    as_json: AsJson = False,
) -> None:
    """L'avis de débit « vacances annuelles » des ouvriers, tel que l'ONSS l'enverra."""
    from preste.belgium.collection.facts import COLLECTION_FACTS
    from preste.engine import explain as explained
    from preste.payroll.onss_account import notice_term

    trace, due = _dossier(folder).holiday_notice(year), notice_term(year)
    amount, wages = trace["holiday_notice_amount"], trace.facts["manual_wages_of_year"]
    if as_json:
        told = explained(trace, COLLECTION_FACTS, ("holiday_notice_amount",))
        _print_json({"year": year, "due": due.isoformat(), "wages": wages, "amount": amount, "explanation": told})
        return
    _say(Console(), f"Salaires des ouvriers de {year - 1}, à 108 % : {number(wages)}")
    _say(Console(), f"Avis de débit de {year} : {number(amount)}, à payer au plus tard le {due:%d/%m/%Y}")


@onss.command("late")
def late(
    folder: Folder,
    period: Annotated[str, typer.Option("--quarter", help="Le trimestre : 2022-1.")],
    as_json: AsJson = False,
) -> None:
    """Ce que coûte une DmfA remise après son terme : l'indemnité forfaitaire."""
    from preste.belgium.collection.facts import COLLECTION_FACTS
    from preste.engine import explain as explained

    rule = "late_declaration_indemnity"
    trace = _dossier(folder).late_declaration(Quarter.parse(period))
    if trace is None:
        raise InputError(
            f"the contributions of {period} are not known", field="quarter",
            remedy="write them in onss/account.csv, or ask a quarter of the folder", code="E-ONSS-REFERENCE",
        )  # fmt: skip
    declared, amount = trace.facts["declared_contributions"], trace[rule]
    if as_json:
        told = explained(trace, COLLECTION_FACTS, (rule,))
        _print_json({"quarter": period, "declared": declared, "amount": amount, "explanation": told})
        return
    _say(Console(), f"Cotisations de {period} : {number(declared)}")
    _say(Console(), f"Indemnité forfaitaire d'une DmfA tardive : {number(amount)}")


def _dossier(folder: Path) -> OnssDossier:
    from preste.payroll.dossier import read_dossier
    from preste.payroll.onss_account import OnssDossier, read_entries

    return OnssDossier(folder, read_dossier(folder), read_entries(folder))


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{text!r} is not a day", field="on", remedy="write it as 2022-04-30") from None


def _print_json(data: Any) -> None:
    from preste.cli.app import print_json

    print_json(data)


# ── on the screen ──────────────────────────────────────────────────────────────────────────


def _show(console: Console, found: Account) -> None:
    if found.next is not None:
        amount = "montant pas encore connu" if found.next.amount is None else number(found.next.amount)
        late = " (en retard)" if found.next.due < found.on else ""
        _say(console, f"À payer d'abord : {amount}, le {found.next.due:%d/%m/%Y}{late}")
    _say(console, f"Solde au {found.on:%d/%m/%Y} : {number(found.balance)}, dont échu {number(found.late)}")
    table = _table("Mouvements", "Le", "", "Dette", "Doit", "Payé")
    for one in found.postings:
        debit, credit = (number(amount) if amount else "" for amount in (one.debit, one.credit))
        table.add_row(f"{one.day:%d/%m/%Y}", KINDS[one.kind], one.debt, debit, credit)
    console.print(table)
    if found.imputed:
        table = _table("Imputation des paiements", "Le", "Dette", "Partie", "Montant")
        for each in found.imputed:
            table.add_row(f"{each.day:%d/%m/%Y}", each.debt, PARTS[each.part], number(each.amount))
        console.print(table)
    table = _table("À payer", "Au plus tard le", "", "Dette", "Montant")
    for due in found.upcoming:
        told = "pas encore connu" if due.amount is None else number(due.amount)
        table.add_row(f"{due.due:%d/%m/%Y}", KINDS[due.kind], due.debt, told)
    console.print(table)
    for note in found.notes:
        _say(console, f"À savoir : {note}")


def _table(title: str, *columns: str) -> Table:
    table = Table(title=Text(title), title_justify="left", box=SIMPLE_HEAD, padding=(0, 1))
    for name in columns:
        table.add_column(name, justify="right" if name in ("Montant", "Doit", "Payé") else "left", overflow="fold")
    return table


def _say(console: Console, text: str) -> None:
    """A line as it is: nothing in a name is markup."""
    console.print(Text(text), soft_wrap=True)
