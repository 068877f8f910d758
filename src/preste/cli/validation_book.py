"""`preste vblv`: the examination of an entry of the validation book."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from preste.errors import InputError


def vblv(
    file: Annotated[Path, typer.Argument(help="Un fichier VBLV001.")],
    on: Annotated[str, typer.Option("--on", help="Le jour de l'envoi : 2023-07-03 ; par défaut aujourd'hui.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Le rapport en JSON.")] = False,
) -> None:
    """Contrôler une inscription au livre de validation (chômage temporaire, carte C3.2A).

    Structure, numéro de carte, mois entier, chiffres de contrôle. Depuis 2025 la carte est électronique et ne
    s'inscrit plus, sauf dans la commission paritaire 327.
    """
    from preste.cli.app import BAD_INPUT, print_json
    from preste.cli.dmfa import tell
    from preste.declarations.validationbook.check import check

    try:
        day = dt.date.fromisoformat(on) if on else dt.date.today()
    except ValueError:
        remedy = "write it as 2023-07-03"
        raise InputError(f"{on[:50]!r} is not a date", field="on", remedy=remedy, code="E-INPUT-DATE") from None
    report = check(file, day)
    if as_json:
        print_json(report.as_dict())
    else:
        tell(report)
    if report.blocking:
        raise typer.Exit(BAD_INPUT)
