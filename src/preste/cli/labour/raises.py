"""`preste labour scales` and `preste labour index`: where each contract stands in its scale, and raises of many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from preste.calendar import Month
from preste.cli.labour.answer import WHOLE, parameters_of, show_parameters
from preste.cli.labour.answer import number as read
from preste.engine import explain
from preste.errors import InputError, PresteError
from preste.money import number, parse, text

if TYPE_CHECKING:  # `preste --help` need not read the rules
    from preste.payroll.month import Dossier
    from preste.payroll.raises import Raise

_TEMPLATE = """\
# Un barème par fonction : une ligne par échelon. Montants à temps plein, à partir de la date.
# pay_basis : monthly (par mois) ou hourly (par heure). years : années entières d'ancienneté.
scale;pay_basis;valid_from;years;amount
"""
MOST_NAMED = 10
"""Contracts that an error names one by one."""
_WHY = {"index": "indexation", "scale": "barème", "step": "échelon", "same": "inchangé", "problem": "à voir"}


def scales(
    folder: Annotated[Path | None, typer.Argument(help="Le dossier de l'employeur.")] = None,
    month: Annotated[str, typer.Option("--month", help="Le mois : 2026-09.")] = "",
    template: Annotated[Path | None, typer.Option("--template", help="Écrire un scales.csv vide, commenté.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="En JSON.")] = False,
) -> None:
    """Où en est chacun dans son barème : échelon, minimum, prochain échelon, et qui change ce mois-là."""
    from preste.payroll.raises import steps
    from preste.payroll.scales import below_minimum, step_of
    from preste.records import held_on

    if template is not None:
        _write_template(template)
        return
    dossier, at = _asked(folder, month)
    rows: list[dict[str, Any]] = []
    problems: list[tuple[str, PresteError]] = []
    new_step = {one.contract.id for one in steps(dossier, at)}
    for contract in dossier.contracts:
        terms = held_on(contract.terms, max(at.first, contract.start)) if contract.active_in(at) else None
        if terms is None:
            continue
        try:
            step = step_of(dossier.scales, contract, terms, at)
            warnings = list(below_minimum(dossier.scales, contract, terms, at))
        except PresteError as error:
            problems.append((contract.id, error))
            continue
        rows.append({
            "contract": contract.id,
            "name": contract.worker.name,
            "scale": terms.scale,
            "seniority": step.years if step else None,
            "step": step.step if step else None,
            "minimum": text(step.pay) if step else None,
            "pay": text(terms.amount),
            "next_step": step.next_on.isoformat() if step and step.next_on else None,
            "new_step": contract.id in new_step,
            "warnings": warnings,
        })  # fmt: skip
    if as_json:
        _json({"month": str(at), "contracts": rows, "errors": said_once(problems)})
    else:
        table = Table(box=SIMPLE_HEAD)
        for name in ("Contrat", "Barème", "Ancienneté", "Échelon", "Minimum", "Rémunération", "Échelon suivant", ""):
            table.add_column(name, justify="right" if name in ("Minimum", "Rémunération") else "left")
        for row in rows:
            note = " ; ".join(row["warnings"]) or ("nouvel échelon" if row["new_step"] else "")
            cells = (row["contract"], row["scale"], row["seniority"], row["step"], _amount(row["minimum"]))
            table.add_row(*_told(*cells, _amount(row["pay"]), row["next_step"], note))
        Console().print(table)
    _end(problems, shown=as_json)


def index(
    folder: Annotated[Path, typer.Argument(help="Le dossier de l'employeur.")],
    month: Annotated[str, typer.Option("--month", help="Le premier mois indexé : 2026-08.")],
    rate: Annotated[str, typer.Option("--rate", help="L'indexation, en pour cent : 2.00")],
    moderated: Annotated[str, typer.Option("--moderated", help="La modération déjà appliquée, en pour cent.")] = "0",
    as_json: Annotated[bool, typer.Option("--json", help="En JSON.")] = False,
) -> None:
    """Montrer une indexation : l'ancienne et la nouvelle rémunération de chacun ; rien n'est écrit."""
    from preste.payroll.raises import indexation

    dossier, at = _asked(folder, month)
    rates = [read(rate, "rate", above_zero=True, most=WHOLE), read(moderated, "moderated", most=WHOLE)]
    found = list(indexation(dossier, at, *rates))
    problems = [(one.contract.id, one.problem) for one in found if one.problem is not None]
    told = [explanation for one in found if (explanation := _explained(one)) is not None]
    if as_json:
        _json({
            "month": str(at),
            "rate": text(rates[0]),
            "moderated": text(rates[1]),
            "contracts": [
                _raise(one) | {"explanation": _explained(one)} for one in found if one.problem is None
            ],
            "parameters": parameters_of(told),
            "errors": said_once(problems),
        })  # fmt: skip
    else:
        table = Table(box=SIMPLE_HEAD)
        for name in ("Contrat", "Avant", "Après", "Écart", "Non indexé", "Motif"):
            table.add_column(name, justify="left" if name in ("Contrat", "Motif") else "right")
        for row in (_raise(one) for one in found if one.problem is None):
            amounts = (_amount(row[name]) for name in ("before", "after", "difference", "moderation"))
            table.add_row(*_told(row["contract"], *amounts, _WHY[row["why"]]))
        Console().print(f"Indexation de {number(rates[0])} %, dont {number(rates[1])} % déjà modérés")
        Console().print(table)
        show_parameters(parameters_of(told))
    _end(problems, shown=as_json)


def _explained(one: Raise) -> dict[str, Any] | None:
    """The explanation of an indexation; None for pay that no rule indexed."""
    from preste.belgium import FACTS

    return explain(one.trace, FACTS) if one.trace else None


def _raise(one: Raise) -> dict[str, Any]:
    trace = one.trace
    return {
        "contract": one.contract.id,
        "name": one.contract.worker.name,
        "before": text(one.old.amount),
        "after": text(one.amount),
        "difference": text(one.amount - one.old.amount),
        "moderation": text(trace["index_moderation"]) if trace else "0.00",
        "contribution": text(trace.get("moderation_contribution") or 0) if trace else "0.00",
        "why": one.why,
    }


def _asked(folder: Path | None, month: str) -> tuple[Dossier, Month]:
    from preste.payroll.dossier import read_dossier

    if folder is None:
        raise InputError("no dossier is given", field="folder", remedy="name its folder", code="E-DOSSIER-FILE")
    if not month:
        raise InputError("no month is given", field="month", remedy="add --month 2026-09", code="E-INPUT-MISSING")
    return read_dossier(folder), Month.parse(month, "month")


def _write_template(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise InputError(f"{path} exists", remedy="choose another name", code="E-FILE")
    path.write_text(_TEMPLATE, encoding="utf-8")
    Console().print(f"{path}", markup=False, highlight=False, soft_wrap=True)


def _amount(value: str | None) -> str:
    return number(parse(value)) if value is not None else ""


def _told(*cells: object) -> Iterator[str]:
    return ("" if cell is None else str(cell) for cell in cells)


def _json(data: Any) -> None:
    from preste.cli.app import print_json

    print_json(data)


def said_once(problems: Sequence[tuple[str, PresteError]]) -> list[str]:
    """Each error once, with the contracts it holds for when there are several: missing law is missing for everybody."""
    contracts: dict[str, list[str]] = {}
    for contract, problem in problems:
        contracts.setdefault(str(problem), []).append(contract)
    return [told if len(of) == 1 else f"{told} ({len(of)} contrats : {_listed(of)})" for told, of in contracts.items()]


def _listed(names: Sequence[str]) -> str:
    return ", ".join([*names[:MOST_NAMED], *(["…"] if len(names) > MOST_NAMED else [])])


def _end(problems: Sequence[tuple[str, PresteError]], *, shown: bool) -> None:
    """What could not be told ends the command with status 2."""
    if not problems:
        return
    if not shown:
        for problem in said_once(problems):
            Console(stderr=True).print(problem, style="red", markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(2)
