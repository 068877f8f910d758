"""`preste labour benefits …`: eco-vouchers of a period, a year's meal vouchers, the employer's share of a ticket."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from preste.belgium.benefits.facts import BENEFIT_FACTS
from preste.belgium.benefits.plans import ask
from preste.calendar import Month
from preste.cli.labour.answer import day_of, month_of, number, tell
from preste.cli.labour.examples import example
from preste.errors import InputError
from preste.money import euro, text
from preste.records import PayItem

benefits = typer.Typer(
    name="benefits", help="Les avantages : éco-chèques, budget de titres-repas, abonnements.", no_args_is_help=True
)

On = Annotated[str, typer.Option("--on", help="Le jour de la question : 2026-05-31 ; aujourd'hui sans lui.")]
AsJson = Annotated[bool, typer.Option("--json", help="En JSON, avec l'explication.")]
Agreed = Annotated[str, typer.Option("--agreed", help="Le montant convenu à temps plein ; le maximum sans lui.")]


@benefits.command("eco", epilog=example("benefits eco"))
def eco(
    hours: Annotated[str, typer.Option("--hours", help="Heures payées ou assimilées (par semaine, ou de la période).")],
    hours_full: Annotated[str, typer.Option("--hours-full", help="Les mêmes à temps plein.")] = "38",
    agreed: Agreed = "",
    grant: Annotated[bool, typer.Option("--grant-329-02", help="L'octroi exceptionnel de 2022 (SCP 329.02).")] = False,
    allocation: Annotated[str, typer.Option("--allocation", help="Son taux d'affectation, en pour cent.")] = "100",
    on: On = "",
    as_json: AsJson = False,
) -> None:
    """Les éco-chèques d'une période : le prorata des heures."""
    day = day_of(on)
    facts = {
        "eco_agreed": number(agreed, "agreed"), "eco_hours": number(hours, "hours"),
        "eco_hours_full": number(hours_full, "hours-full"), "eco_allocation": number(allocation, "allocation"),
    }  # fmt: skip
    trace = ask("eco_grant" if grant else "eco", day, facts)
    items = [] if trace.errors else [_item(trace["eco_due"], month_of(day))]
    beyond = not grant and trace.get("eco_full") is not None and facts["eco_agreed"] > trace["eco_full"]
    notes = ["le montant convenu dépasse le maximum exonéré : le reste serait de la rémunération"] if beyond else []
    tell(trace, BENEFIT_FACTS, items, as_json=as_json, notes=notes)


@benefits.command("eco-campaign", epilog=example("benefits eco-campaign"))
def eco_campaign(
    folder: Annotated[Path, typer.Argument(help="Le dossier de l'employeur.")],
    first: Annotated[str, typer.Option("--from", help="Le premier mois de la période : 2025-06.")],
    last: Annotated[str, typer.Option("--to", help="Le dernier : 2026-05.")],
    month: Annotated[str, typer.Option("--month", help="Le mois où les encoder ; le dernier sans lui.")] = "",
    agreed: Agreed = "",
    also: Annotated[
        list[str] | None, typer.Option("--also", help="Un code de jour assimilé en plus. Répétable.")
    ] = None,
    post: Annotated[bool, typer.Option("--post", help="Encoder les montants dans items/.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="En JSON.")] = False,
) -> None:
    """Les éco-chèques de tous les contrats d'un dossier, aussi de ceux qui sont partis : l'aperçu, puis l'encodage."""
    from preste.belgium.time.codes import CODES
    from preste.cli.labour.posting import append_items
    from preste.payroll.dossier import read_dossier
    from preste.payroll.eco import eco_rows

    if unknown := [code for code in also or () if code not in CODES]:
        remedy = f"use one of {', '.join(CODES)}"
        raise InputError(f"{unknown[0]!r} is not a day code", field="also", remedy=remedy, code="E-TIME-CODE")
    begins, ends = Month.parse(first, "from"), Month.parse(last, "to")
    if not begins <= ends < begins.plus(_YEAR):
        remedy = "give a period of a year at most"
        raise InputError(f"{first} to {last} is no reference period", field="to", remedy=remedy, code="E-INPUT-DATE")
    when = Month.parse(month, "month") if month else ends
    rows = list(eco_rows(read_dossier(folder), begins, ends, agreed=number(agreed, "agreed"), also=also or ()))
    if as_json:
        typer.echo(json.dumps([_row(row) for row in rows], ensure_ascii=False, indent=2))
    else:
        _print(rows)
    due = [(row.contract.id, _item(row.trace["eco_due"], when)) for row in rows if row.trace["eco_due"]]
    if post and due:
        path = append_items(folder, when, due)
        typer.echo(f"{len(due)} lignes ajoutées à {path}", err=as_json)


@benefits.command("vouchers", epilog=example("benefits vouchers"))
def vouchers(
    value: Annotated[str, typer.Option("--value", help="La valeur d'un titre-repas.")],
    worker: Annotated[str, typer.Option("--worker", help="La part du travailleur.")],
    days: Annotated[str, typer.Option("--days", help="Jours prestés par semaine.")] = "5",
    weeks: Annotated[int, typer.Option("--weeks", min=1, max=53, help="Semaines prestées dans l'année.")] = 47,
    on: On = "",
    as_json: AsJson = False,
) -> None:
    """Le budget annuel de titres-repas d'un travailleur."""
    facts = {
        "year_voucher_value": number(value, "value"), "year_voucher_worker": number(worker, "worker"),
        "voucher_days_week": number(days, "days"), "voucher_weeks": weeks,
    }  # fmt: skip
    trace = ask("budget", day_of(on), facts)
    notes = (
        ["hors des limites de l'exonération : ils seraient de la rémunération"] if trace.get("voucher_beyond") else []
    )
    tell(trace, BENEFIT_FACTS, [], as_json=as_json, notes=notes)


@benefits.command("train", epilog=example("benefits train"))
def train(
    distance: Annotated[int, typer.Option("--distance", min=1, help="Les kilomètres de la carte train mensuelle.")],
    on: On = "",
    as_json: AsJson = False,
) -> None:
    """La part de l'employeur dans une carte train mensuelle (CCT 19/9 et 19/11)."""
    tell(ask("train", day_of(on), {}, str(distance)), BENEFIT_FACTS, [], as_json=as_json)


@benefits.command("public", epilog=example("benefits public"))
def public(
    price: Annotated[str, typer.Option("--price", help="Le prix mensuel payé, indépendant de la distance.")],
    on: On = "",
    as_json: AsJson = False,
) -> None:
    """La part de l'employeur dans un abonnement mensuel à prix fixe (tram, métro, bus)."""
    tell(ask("unit_price", day_of(on), {"ticket_price": number(price, "price")}), BENEFIT_FACTS, [], as_json=as_json)


_YEAR = 12


def _item(amount: int, month: Month) -> PayItem:
    return PayItem(kind="eco_vouchers", amount=amount, once=True, valid_from=month.first)


def _row(row: Any) -> dict[str, Any]:
    names = ("eco_hours", "eco_hours_full")
    hours = {name: text(row.trace.facts[name]) for name in names}
    return {"contract": row.contract.id, **hours, "eco_due": text(row.trace["eco_due"])}


def _print(rows: list[Any]) -> None:
    table = Table(box=SIMPLE_HEAD)
    for name in ("Contrat", "Travailleur"):
        table.add_column(name)
    for name in ("Heures", "Temps plein", "Éco-chèques"):
        table.add_column(name, justify="right")
    for row in rows:
        hours = [text(row.trace.facts[name]).replace(".", ",") for name in ("eco_hours", "eco_hours_full")]
        table.add_row(row.contract.id, row.contract.worker.name, *hours, euro(row.trace["eco_due"]))
    console = Console(markup=False, emoji=False, highlight=False)
    console.print(table)
    console.print(f"Total : {euro(sum(row.trace['eco_due'] for row in rows))}")
