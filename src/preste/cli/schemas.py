"""`preste schemas`: the user's copies of the official schemas."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

schemas = typer.Typer(name="schemas", help="Vos copies des schémas officiels (XSD).", no_args_is_help=True)


@schemas.command("add")
def add(
    sources: Annotated[list[Path], typer.Argument(help="Des fichiers .xsd, ou des dossiers qui en contiennent.")],
) -> None:
    """Ajouter des schémas officiels : les contrôles s'en servent ensuite."""
    from preste.declarations.schemas import add as add_all

    for own in add_all(sources):
        print(f"{own.message} {own.version}  {own.path}")


@schemas.command("list")
def listed() -> None:
    """Les schémas ajoutés."""
    from preste.declarations.schemas import folder, known

    found = known()
    for own in found:
        print(f"{own.message} {own.version}")
    if not found:
        print(f"Aucun schéma dans {folder()} : ajoutez les vôtres par « preste schemas add ».")
