"""`preste flexiatwork`: the flexi-wage declaration of a month, and the examination of a file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from preste.calendar import Month
from preste.errors import InputError

flexiatwork = typer.Typer(
    name="flexiatwork",
    help="Flexi@Work : la déclaration flexi-salaire, à transmettre après chaque paie.",
    no_args_is_help=True,
)
_OPERATIONS = {"nouvelle": 0, "modification": 1, "annulation": 3}


@flexiatwork.command("build")
def build(
    folder: Annotated[Path, typer.Argument(help="Le dossier de l'employeur.")],
    month: Annotated[str, typer.Option("--month", help="Le mois payé : 2026-05.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Le fichier à écrire ; il ne doit pas exister.")],
    operation: Annotated[
        str, typer.Option("--operation", help="nouvelle, modification (annule et remplace) ou annulation.")
    ] = "nouvelle",
    until: Annotated[
        str, typer.Option("--until", help="Ce qu'on en savait à la paie d'un mois plus tardif : 2026-08.")
    ] = "",
    only: Annotated[str, typer.Option("--contract", help="Un contrat seulement.")] = "",
) -> None:
    """Établir la déclaration flexi-salaire d'un mois : une relation par fiche de paie, pécule compris.

    Le fichier est contrôlé avant d'être écrit. Rien n'est envoyé.
    """
    from preste.cli.app import BAD_INPUT
    from preste.cli.dmfa import tell, whole
    from preste.declarations import xml
    from preste.declarations.flexiatwork.build import build as build_form
    from preste.declarations.flexiatwork.build import term
    from preste.declarations.flexiatwork.check import check_root
    from preste.declarations.flexiatwork.write import to_xml
    from preste.payroll.dossier import read_dossier
    from preste.payroll.late import due_in, known, pay_as_known
    from preste.payroll.month import pay_contract, payday

    asked = Month.parse(month, "month")
    later = Month.parse(until, "until") if until else asked
    if operation not in _OPERATIONS:
        raise InputError(f"{operation!r} is no operation", field="operation", remedy=f"one of {', '.join(_OPERATIONS)}")
    if later < asked:
        raise InputError(f"{later} is before {asked}", field="until", remedy="give a later month")
    if out.exists() or out.is_symlink():
        raise InputError(f"{out} exists already", field="out", remedy="choose another name, or remove it", code="E-OUT")
    dossier = read_dossier(folder)
    calculated = payday(dossier.employer, later)
    due = term(calculated)
    wanted = [one for one in due_in(dossier, asked) if one.regime == "flexi" and only in ("", one.id)]
    if later == asked:
        payslips = [pay_as_known(dossier, one, asked) for one in wanted]
    else:
        now = known(dossier, calculated)
        running = {one.id: one for one in now.contracts if one.active_in(asked)}
        payslips = [pay_contract(now, running[one.id], asked) for one in wanted if one.id in running]
    form = build_form(payslips, dt.datetime.now(), _OPERATIONS[operation], calculated)
    content = to_xml(form)
    report = check_root(xml.parse(content, out.name), out.name)
    tell(report)
    if report.blocking:
        print("Rien n'est écrit.")
        raise typer.Exit(BAD_INPUT)
    with whole(out) as file:
        file.write(content)
    days = (due - calculated).days
    print(f"À transmettre au plus tard le {due:%d/%m/%Y}, {days} jours après le calcul du {calculated:%d/%m/%Y}.")
    print(f"Écrit : {out}")


@flexiatwork.command("check")
def check(
    file: Annotated[Path, typer.Argument(help="Un fichier FLXWAGE.")],
    as_json: Annotated[bool, typer.Option("--json", help="Le rapport en JSON.")] = False,
) -> None:
    """Contrôler une déclaration flexi-salaire : structure, chiffres de contrôle, dates, montants."""
    from preste.cli.app import BAD_INPUT, print_json
    from preste.cli.dmfa import tell
    from preste.declarations.flexiatwork.check import check as check_message

    report = check_message(file)
    if as_json:
        print_json(report.as_dict())
    else:
        tell(report)
    if report.blocking:
        raise typer.Exit(BAD_INPUT)
