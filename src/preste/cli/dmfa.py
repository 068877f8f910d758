"""`preste dmfa`: DmfA files, checked and compared."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from preste.declarations.dmfa.report import Report

dmfa = typer.Typer(name="dmfa", help="Fichiers DmfA : contrôler, comparer.", no_args_is_help=True)
_SHOWN = 200
_CLASSES = {
    "B": "bloquant",
    "P": "compté",
    "NP": "non compté",
    "D": "réduction",
    "W": "avertissement",
    "I": "à examiner",
}


@dmfa.command("check")
def check(
    file: Annotated[Path, typer.Argument(help="Un fichier DmfA, original ou modification.")],
    as_json: Annotated[bool, typer.Option("--json", help="Le rapport en JSON.")] = False,
) -> None:
    """Contrôler une DmfA : structure, schéma officiel si vous l'avez ajouté, et toutes les règles entre zones."""
    from preste.cli.app import BAD_INPUT, print_json

    report = _report(file)
    if as_json:
        print_json(report.as_dict())
    else:
        _tell(report)
    if report.blocking:
        raise typer.Exit(BAD_INPUT)


def _report(file: Path) -> Report:
    from preste.declarations import xml
    from preste.declarations.dmfa.check import check as check_original
    from preste.declarations.dmfa.check_update import check_update

    with file.open("rb") as source:
        root = xml.root_name(source.read(64 * 1024), file.name)
    return check_update(file) if root == "DmfAUpdate" else check_original(file)


def _tell(report: Report) -> None:
    quarters = ", ".join(f"{quarter[:4]}/{quarter[4:]}" for quarter in dict.fromkeys(report.quarters))
    people = f"{report.people} personne{'s' if report.people > 1 else ''}"
    print(f"{report.message} {quarters}, {people}")
    for note in report.notes:
        print(f"  Attention : {note.text['fr']}")
    for found in report.findings[:_SHOWN]:
        kind = _CLASSES[found.severity.value]
        print(f"  ligne {found.line}  {found.code} ({kind})  {found.text['fr']}")
        print(f"      {found.path}")
    hidden = sum(report.counts.values()) - min(len(report.findings), _SHOWN)
    if hidden:
        print(f"  … et {hidden} autres anomalies")
    if not report.counts:
        print("  Aucune anomalie.")
    else:
        counts = ", ".join(f"{count} {_CLASSES[kind.value]}" for kind, count in report.counts.items())
        print(f"Anomalies : {counts}.")
    print("L'ONSS refuserait ce fichier." if report.blocking else "Rien ne bloque ce fichier.")


@dmfa.command("diff")
def diff(
    old: Annotated[Path, typer.Argument(help="La déclaration d'avant.")],
    new: Annotated[Path, typer.Argument(help="La déclaration d'après.")],
    as_json: Annotated[bool, typer.Option("--json", help="Les différences en JSON.")] = False,
) -> None:
    """Comparer deux DmfA : qui, quelle ligne, quelle zone."""
    from preste.cli.app import print_json
    from preste.declarations.dmfa.difference import difference
    from preste.declarations.dmfa.read import read

    changes = difference(read(old), read(new))
    if as_json:
        print_json([change.as_dict() for change in changes])
        return
    for change in changes:
        print(change.words())
    if not changes:
        print("Aucune différence.")


@dmfa.command("show")
def show(
    file: Annotated[Path, typer.Argument(help="Un fichier DmfA original.")],
    as_page: Annotated[bool, typer.Option("--html", help="Une page à imprimer par travailleur.")] = False,
) -> None:
    """Lire une DmfA : une ligne par occupation en CSV, ou une page par travailleur (--html), sur la sortie standard."""
    from preste.declarations.dmfa.read import read
    from preste.declarations.dmfa.view import as_csv, as_html

    forms = read(file)
    print(as_html(forms) if as_page else as_csv(forms), end="")
