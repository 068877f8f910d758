"""`preste labour reductions`: the reductions of a quarter, line by line, and the file of first hires."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import box
from rich.table import Table

from preste.belgium.layers import EVERY_FACT
from preste.belgium.quarter.reductions import Finding, LineReductions, uses_of
from preste.cli.labour.answer import parameters_of, show_parameters
from preste.cli.labour.contract import AsJson, console
from preste.cli.labour.rights import hires_as_dict, show_finding, show_hires
from preste.engine import explain
from preste.errors import InputError
from preste.law import Entry
from preste.money import euro, text
from preste.payroll.reductions_case import TEMPLATE, QuarterAnswer, answer_quarter

MISSING_LAW = 2


def reductions(
    file: Annotated[
        Path | None, typer.Argument(help="Le trimestre en JSON : travailleurs, occupations, premiers engagements.")
    ] = None,
    template: Annotated[
        Path | None, typer.Option("--template", help="Écrire un exemple à remplir, et rien d'autre.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Les réductions de cotisations patronales d'un trimestre : structurelle, groupes cibles, premiers engagements."""
    from preste.cli.app import print_json, read_json

    if template is not None:
        if template.exists():
            raise InputError(f"{template} exists already", field="template", remedy="choose another name")
        template.write_bytes(TEMPLATE.read_bytes())
        console().print(f"À remplir : {template}", soft_wrap=True)
        return
    if file is None:
        remedy = "preste labour reductions FICHIER, or --template FICHIER"
        raise InputError("a file is wanted", field="file", remedy=remedy, code="E-REDUCTION-FILE")
    found = answer_quarter(read_json(str(file)))
    if as_json:
        print_json(_json(found))
    else:
        _show(found)
    if any(one.errors for one in found.choices.reductions.values()):
        raise typer.Exit(MISSING_LAW)


# ── as JSON ────────────────────────────────────────────────────────────────────────────────


def _json(found: QuarterAnswer) -> dict[str, Any]:
    lines = [
        {
            "worker": place[0],
            "occupation": place[1],
            **_amounts(one),
            "findings": [_finding(each) for each in found.choices.findings[place]],
            "errors": [dict(error.as_dict()) for error in one.errors],
            "doubts": _doubts(one),
            "explanation": explain(one.trace, EVERY_FACT),
            **({"explanations_before": [explain(before, EVERY_FACT) for before in one.before]} if one.before else {}),
        }
        for place, one in found.choices.reductions.items()
    ]
    return {
        "quarter": str(found.case.quarter),
        "lines": lines,
        "first_hires": None
        if found.hires is None
        else hires_as_dict(found.hires, uses_of(found.choices, found.case.quarter)),
        "parameters": parameters_of(_explanations(found), _entries(found)),
    }


def _doubts(one: LineReductions) -> list[str]:
    """The values of law that the line rests on and that are unsure."""
    return sorted({entry.name for trace in (*one.before, one.trace) for entry in trace.doubts()})


def _amounts(one: LineReductions) -> dict[str, Any]:
    return {
        "structural": _text(one.structural),
        "target": _text(one.target),
        "left": _text(one.left),
        "deductions": [
            {
                "code": each.code,
                "amount": text(each.amount),
                "right_started": each.right_started.isoformat() if each.right_started else None,
            }
            for each in one.deductions
        ],
    }


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "code": one.claim.code,
        "group": one.claim.group,
        "title": one.title,
        "status": one.status,
        "worth": _text(one.worth),
        "conditions": [{"holds": each.holds, "told": each.told} for each in one.conditions],
        "missing_law": None if one.missing_law is None else one.missing_law.message,
    }


def _text(amount: int | None) -> str | None:
    return None if amount is None else text(amount)


def _explanations(found: QuarterAnswer) -> list[dict[str, Any]]:
    traces = [t for one in found.choices.reductions.values() for t in (*one.before, one.trace)]
    return [explain(trace, EVERY_FACT) for trace in traces]


def _entries(found: QuarterAnswer) -> Iterable[Entry]:
    """The values of law that conditions were read with."""
    return [
        entry
        for findings in found.choices.findings.values()
        for one in findings
        for condition in one.conditions
        for entry in condition.entries
    ]


# ── for people ─────────────────────────────────────────────────────────────────────────────


def _show(found: QuarterAnswer) -> None:
    out = console()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("Occupation")
    for column in ("Réductible", "3000 structurelle", "Groupe cible", "Reste dû"):
        table.add_column(column, justify="right")
    table.add_column("Code")
    for (worker, number), one in found.choices.reductions.items():
        code = "" if one.claim is None else one.claim.code or f"rang {one.claim.rank}"
        amounts = (one.trace.get("reducible_contributions"), one.structural, one.target, one.left)
        table.add_row(f"{worker}/{number}", *(_euro(amount) for amount in amounts), code)
    out.print(table)
    for (worker, number), findings in found.choices.findings.items():
        for each in findings:
            show_finding(f"{worker}/{number}", each)
    if found.hires is not None:
        show_hires(found.hires)
    told = {error.message: error for one in found.choices.reductions.values() for error in one.errors}
    for error in told.values():
        out.print(f"Droit manquant : {error}", soft_wrap=True)
    for name in sorted({name for one in found.choices.reductions.values() for name in _doubts(one)}):
        out.print(f"Remarque : paramètre incertain : {name}", soft_wrap=True)
    show_parameters(parameters_of(_explanations(found), _entries(found)))


def _euro(amount: int | None) -> str:
    return "–" if amount is None else euro(amount)
