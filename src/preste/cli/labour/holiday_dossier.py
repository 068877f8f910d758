"""`preste labour holiday campaign` and `imputation`: the holiday pay of everybody in a dossier."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from preste.belgium.holiday.facts import HOLIDAY_FACTS
from preste.calendar import Month
from preste.cli.labour.answer import AsJson, parameters_of, show_parameters
from preste.engine import Trace, explain
from preste.errors import PresteError
from preste.money import euro, text
from preste.payroll.holiday_items import items_to_post
from preste.records import PayItem


def campaign(
    folder: Annotated[Path, typer.Argument(help="Le dossier de l'employeur.")],
    month: Annotated[str, typer.Option("--month", help="Le mois du paiement : 2026-05.")],
    post: Annotated[bool, typer.Option("--post", help="Encoder les montants dans items/.")] = False,
    as_json: AsJson = False,
) -> None:
    """Le double pécule de tous les employés d'un dossier : l'aperçu, puis l'encodage."""
    from preste.cli.app import print_json
    from preste.payroll.dossier import read_dossier
    from preste.payroll.holiday_campaign import double_pay_campaign

    when = Month.parse(month, "month")
    rows = list(double_pay_campaign(read_dossier(folder), when))
    due = [(row.contract.id, one) for row in rows if row.trace for one in items_to_post("double", row.trace, when)]
    if as_json:
        print_json([_campaign_row(row) for row in rows])
    else:
        _print_campaign(rows, sum(item.amount for _, item in due))
        show_parameters(parameters_of(_explained(row.trace for row in rows)))
    _end(folder, when, due if post else [], [row.problem for row in rows if row.problem], as_json=as_json)


def _end(
    folder: Path, month: Month, due: list[tuple[str, PayItem]], problems: list[PresteError], *, as_json: bool
) -> None:
    """Post what is due; missing law is told and ends the command with status 2, and nothing is posted then."""
    if problems:
        for one in problems if not as_json else ():
            typer.echo(str(one), err=True)
        if due:
            typer.echo("rien n'est encodé : du droit manque", err=True)
        raise typer.Exit(2)
    if due:
        from preste.cli.labour.posting import append_items

        path = append_items(folder, month, due)
        typer.echo(f"{len(due)} lignes ajoutées à {path}", err=as_json)


def imputation(
    folder: Annotated[Path, typer.Argument(help="Le dossier de l'employeur.")],
    month: Annotated[str, typer.Option("--month", help="Le mois des vacances prises : 2026-07.")],
    post: Annotated[bool, typer.Option("--post", help="Encoder les montants dans items/.")] = False,
    as_json: AsJson = False,
) -> None:
    """Les attestations d'un dossier : ce qui s'impute sur les vacances d'un mois, et le règlement en fin d'année."""
    from preste.cli.app import print_json
    from preste.payroll.dossier import read_dossier
    from preste.payroll.holiday_imputation import imputations

    when = Month.parse(month, "month")
    found = list(imputations(read_dossier(folder), when))
    rows = [_imputation_row(row, when) for row in found]
    if as_json:
        print_json([row for row, _ in rows])
    for row, _ in rows if not as_json else ():
        why = row["why"] or "rien à imputer"
        told = ", ".join(f"{item['kind']} {item['amount']}" for item in row["items"]) or why
        typer.echo(f"{row['contract']} : {told}" + "".join(f" ({note})" for note in row["notes"]))
    if not as_json:
        show_parameters(parameters_of(_explained(trace for one in found for trace in (one.imputed, one.settled))))
    if not rows:
        remedy = f"encodez-les dans workers/, sous holidays, year: {when.year}, certificates"
        typer.echo(f"aucune attestation pour les vacances de {when.year} dans ce dossier : {remedy}", err=as_json)
    due = [(row["contract"], item) for row, items in rows for item in items]
    _end(folder, when, due if post else [], [one.problem for one in found if one.problem], as_json=as_json)


def _imputation_row(row: Any, month: Month) -> tuple[dict[str, Any], list[PayItem]]:
    """One contract as JSON, with the items to post."""
    items = [
        *(items_to_post("certificate", row.imputed, month) if row.imputed else ()),
        *(items_to_post("settlement", row.settled, month) if row.settled else ()),
    ]
    left = row.settled["certificate_open"] if row.settled else 0
    note = f"{text(left)} encore à imputer : preste labour holiday settlement --net"
    told = [{"kind": item.kind, "amount": text(item.amount), "details": item.details} for item in items]
    answer = {"contract": row.contract.id, "why": _why(row), "items": told, "notes": [note] if left else []}
    return answer | _problem(row) | _of(row.imputed, row.settled), items


def _explained(traces: Iterable[Trace | None]) -> list[dict[str, Any]]:
    return [explain(trace, HOLIDAY_FACTS) for trace in traces if trace is not None]


def _of(*traces: Trace | None) -> dict[str, Any]:
    """The explanations of a row and the values of law they rest on, as JSON."""
    told = _explained(traces)
    return {"parameters": parameters_of(told), "explanations": told} if told else {}


def _why(row: Any) -> str:
    return "droit manquant" if row.problem else str(row.why)


def _problem(row: Any) -> dict[str, Any]:
    return {"error": dict(row.problem.as_dict())} if row.problem else {}


def _campaign_row(row: Any) -> dict[str, Any]:
    amounts = {name: text(row.trace[name]) for name in ("double_pay_of_year", "double_pay_due")} if row.trace else {}
    months = row.trace.facts["months_credited"] if row.trace else None
    return {
        "contract": row.contract.id,
        "months": months,
        "why": _why(row),
        **amounts,
        **_problem(row),
        **_of(row.trace),
    }


def _print_campaign(rows: list[Any], total: int) -> None:
    table = Table(box=SIMPLE_HEAD)
    for name in ("Contrat", "Travailleur"):
        table.add_column(name)
    for name in ("Base", "Mois", "Double pécule", "Imputé", "À payer"):
        table.add_column(name, justify="right")
    table.add_column("Remarque")
    for row in rows:
        amounts = ["", "", "", "", ""]
        if row.trace:
            paid = row.trace["double_pay_of_year"] - row.trace["double_pay_due"]
            values = [euro(row.trace["double_pay_base"]), str(row.trace.facts["months_credited"])]
            amounts = [*values, euro(row.trace["double_pay_of_year"]), euro(paid), euro(row.trace["double_pay_due"])]
        table.add_row(row.contract.id, row.contract.worker.name, *amounts, _why(row))
    console = Console(markup=False, emoji=False, highlight=False)
    console.print(table)
    console.print(f"Total : {euro(total)}")
