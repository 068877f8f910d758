"""`preste labour garnish`: what creditors, and the employer, may keep of a net amount."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from preste.cli.labour.answer import number, show_parameters
from preste.errors import InputError
from preste.money import euro, text

LARGEST_CHILDREN = 30
_RESULTS = (
    "garnishable_month",
    "seizable_by_bands",
    "seizable_child_reduction",
    "seizable",
    "maintenance_kept",
    "assignment_kept",
    "privileged_kept",
    "ordinary_kept",
    "garnished",
    "deduction_limit",
    "deductions_kept",
    "deduction_deferred",
    "net_paid",
)
"""What is told, in this order; the last one is what the worker is paid."""


def garnish(
    net: Annotated[str, typer.Option("--net", help="Le net en espèces du paiement : 2300.00.")],
    on: Annotated[str, typer.Option("--on", help="Le jour du paiement : 2026-09-30.")],
    children: Annotated[int, typer.Option("--children", help="Enfants à charge déclarés par formulaire.")] = 0,
    maintenance: Annotated[str, typer.Option("--maintenance", help="Pensions alimentaires du mois.")] = "0",
    assignment: Annotated[
        str, typer.Option("--assignment", help="Solde des cessions notifiées avant toute saisie.")
    ] = "0",
    tax: Annotated[str, typer.Option("--tax", help="Solde des saisies du fisc (privilégiées).")] = "0",
    seizure: Annotated[
        str,
        typer.Option(
            "--seizure",
            help="Solde des autres saisies et cessions ; tout ce qui est saisissable, si rien d'autre n'est donné.",
        ),
    ] = "",
    paid_before: Annotated[str, typer.Option("--paid-before", help="Net déjà payé ce mois civil.")] = "0",
    maintenance_before: Annotated[
        str, typer.Option("--maintenance-before", help="Pensions déjà retenues ce mois civil.")
    ] = "0",
    seized_before: Annotated[
        str, typer.Option("--seized-before", help="Autres saisies et cessions déjà retenues ce mois civil.")
    ] = "0",
    replacement_income: Annotated[
        str,
        typer.Option("--replacement-income", help="Revenus de remplacement du mois à cumuler avec la rémunération."),
    ] = "0",
    replacement: Annotated[
        bool, typer.Option("--replacement", help="Le net est lui-même un revenu de remplacement, seul.")
    ] = False,
    advance: Annotated[
        str, typer.Option("--advance", help="Retenues de l'employeur : avances, amendes, dommages (art. 23).")
    ] = "0",
    as_json: Annotated[bool, typer.Option("--json", help="En JSON, avec l'explication de chaque montant.")] = False,
) -> None:
    """Saisie et cession : ce que les créanciers peuvent prendre d'un net, et ce qu'il reste au travailleur."""
    from preste.belgium import DEFAULTS, FACTS, garnishment_plan
    from preste.cli.app import BAD_INPUT, print_json
    from preste.engine import explain
    from preste.payroll.garnishing import RANKS, doubts_of_ranks

    if not 0 <= children <= LARGEST_CHILDREN:
        raise InputError(f"{children} children", field="--children", remedy=f"give 0 to {LARGEST_CHILDREN}")
    given = {
        "net_given": ("net", net),
        "maintenance_due": ("maintenance", maintenance),
        "assignment_due": ("assignment", assignment),
        "privileged_due": ("tax", tax),
        "garnishable_before": ("paid-before", paid_before),
        "maintenance_before": ("maintenance-before", maintenance_before),
        "seized_before": ("seized-before", seized_before),
        "replacement_income": ("replacement-income", replacement_income),
        "own_deductions": ("advance", advance),
    }
    facts = dict(DEFAULTS) | {fact: number(value, f"--{option}") for fact, (option, value) in given.items()}
    claims = ("maintenance_due", "assignment_due", "privileged_due", "own_deductions")
    alone = not any(facts[name] for name in claims)
    everything = facts["net_given"] if alone else 0
    facts["ordinary_due"] = number(seizure, "--seizure") if seizure else everything
    facts["children_declared"] = children
    trace = garnishment_plan(_day(on), replacement=replacement).run(facts)
    explanation = explain(trace, FACTS, _RESULTS)
    notes = list(doubts_of_ranks([rank for rank in RANKS if facts[f"{rank}_due"]]))
    if as_json:
        amounts = {name: None if trace.get(name) is None else text(trace[name]) for name in _RESULTS}
        errors = {error.message: dict(error.as_dict()) for error in trace.errors.values()}
        answer: dict[str, Any] = {
            **amounts, "notes": notes, "parameters": explanation["parameters"], "explanation": explanation,
        }  # fmt: skip
        print_json(answer | ({"errors": list(errors.values())} if errors else {}))
        if errors:
            raise typer.Exit(BAD_INPUT)
        return
    if trace.errors:
        raise next(iter(trace.errors.values()))
    _show(trace, on)
    for note in notes:
        print(f"Remarque : {note}")
    show_parameters(explanation["parameters"])


def _show(trace: Any, on: str) -> None:
    """A row for each amount that is not nil, and the law it comes from."""
    table = Table(title=Text(f"Saisie et cession, paiement du {on}"), title_justify="left", box=SIMPLE_HEAD)
    table.add_column("")
    table.add_column("Montant", justify="right", no_wrap=True)
    table.add_column("Loi", overflow="fold")
    for name in _RESULTS:
        rule = trace.plan.rules[trace.plan.index[name]]
        if trace[name] or name in ("seizable", "net_paid"):
            style = "bold" if name == _RESULTS[-1] else ""
            table.add_row(Text(rule.titles["fr"], style), Text(euro(trace[name]), style), Text(rule.law, "dim"))
    Console(markup=False, emoji=False, highlight=False).print(table)


def _day(given: str) -> dt.date:
    try:
        return dt.date.fromisoformat(given)
    except ValueError:
        raise InputError(
            f"{given!r} is not a date", field="--on", remedy="write it like 2026-09-30", code="E-INPUT-DATE"
        ) from None
