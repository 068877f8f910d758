"""`preste labour start`: somebody begins: the first pay, what is due by when, what is missing; then put in place."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from preste.cli.labour.contract import AsJson
from preste.cli.labour.leave import due_json, due_table
from preste.errors import InputError
from preste.money import euro, text


def start(
    folder: Annotated[Path | None, typer.Argument(help="Le dossier de l'employeur.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="Le fichier du travailleur, en YAML.")] = None,
    name: Annotated[str, typer.Option("--name", help="Son nom dans workers/ ; par défaut celui du fichier.")] = "",
    template: Annotated[
        Path | None, typer.Option("--template", help="Écrire un fichier à remplir, commenté, et rien d'autre.")
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Ajouter le travailleur au dossier.")] = False,
    as_json: AsJson = False,
) -> None:
    """Un engagement en un acte : la première paie, ce qui est dû et quand, ce qui manque encore."""
    from preste.cli.app import print_json
    from preste.payroll.starting import TEMPLATE
    from preste.payroll.starting import start as begin

    if template is not None:
        if template.exists():
            raise InputError(f"{template} exists already", field="template", remedy="choose another name")
        template.write_bytes(TEMPLATE.read_bytes())
        _console().print(f"À remplir : {template}", soft_wrap=True)
        return
    if folder is None or file is None:
        remedy = "preste labour start DOSSIER --file FICHIER, or --template FICHIER"
        raise InputError("a dossier and a file are wanted", field="file", remedy=remedy, code="E-START")
    found = begin(folder, file, name or file.stem, write=write)
    if as_json:
        print_json({
            "written": write,
            "contracts": [
                {
                    "contract": one.contract.id,
                    "start": one.contract.start.isoformat(),
                    "net_paid": None if (net := one.payslip.trace.get("net_paid")) is None else text(net),
                    "due": due_json(one.due),
                    "missing": list(one.missing),
                    "warnings": list(one.payslip.warnings),
                }
                for one in found
            ],
        })  # fmt: skip
        return
    console = _console()
    for one in found:
        net = one.payslip.trace.get("net_paid")
        shown = "–" if net is None else euro(net)
        console.print(f"{one.contract.worker.name} ({one.contract.id}) : {shown} nets en {one.payslip.month}")
        console.print(due_table(one.due))
        for missing in one.missing:
            console.print(f"Manque : {missing}", soft_wrap=True)
        for warning in one.payslip.warnings:
            console.print(f"Remarque : {warning}", soft_wrap=True)
    told = f"Ajouté à {folder / 'workers'}" if write else "Rien n'est ajouté : mettez --write pour le faire."
    console.print(told, soft_wrap=True)


def _console() -> Console:
    return Console(markup=False, emoji=False, highlight=False)
