"""`preste dmfa show`: a declaration to read, on the screen, as a table or on paper, beside an earlier quarter's."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from preste.errors import InputError

if TYPE_CHECKING:
    from preste.declarations.dmfa.model import Form
    from preste.documents.dmfa import Known

_HEADS = ("Code", "Libellé", "Base")
_OCCUPATION_HEADS = ("N°", "Période", "CP", "Régime", "Prestations", "Rémunérations", "Réductions")


def show(
    file: Annotated[Path, typer.Argument(help="Un fichier DmfA original.")],
    earlier: Annotated[
        Path | None, typer.Option("--beside", help="La DmfA d'un autre trimestre du même employeur, mise à côté.")
    ] = None,
    dossier: Annotated[
        Path | None, typer.Option("--names", help="Le dossier de l'employeur, d'où viennent les noms.")
    ] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="En CSV, sur la sortie standard.")] = False,
    paper: Annotated[Path | None, typer.Option("--pdf", help="Le PDF à écrire ; il ne doit pas exister.")] = None,
) -> None:
    """Lire une DmfA : l'employeur, puis chaque travailleur, au besoin à côté d'un autre trimestre.

    En CSV : une ligne par occupation ; à côté d'un autre trimestre, une ligne par personne et par code, avant,
    maintenant, écart.
    """
    if as_csv and paper is not None:
        raise InputError("--csv and --pdf are two forms of one answer", remedy="choose one")
    form = _form(file)
    before = None if earlier is None else _form(earlier)
    known = _known(dossier)
    if paper is not None:
        _write_paper(form, before, known, paper)
    elif as_csv:
        _print_csv(form, before, known)
    else:
        _print(form, before, known)


def _form(file: Path) -> Form:
    from preste.declarations.dmfa.read import read

    found = read(file)
    if len(found) != 1:
        raise InputError(
            f"{file.name} holds {len(found)} declarations", field="file",
            remedy="give a file of one declaration", code="E-DMFA-BESIDE",
        )  # fmt: skip
    return found[0]


def _known(folder: Path | None) -> Known:
    from preste.documents.dmfa import Known
    from preste.ids import niss
    from preste.payroll.dossier import read_dossier

    if folder is None:
        return Known()
    dossier = read_dossier(folder)
    names = {niss.compact(one.worker.niss): one.worker.name for one in dossier.contracts}
    return Known(dossier.employer.name, names)


def _write_paper(form: Form, before: Form | None, known: Known, paper: Path) -> None:
    from preste.documents.dmfa import render_dmfa
    from preste.documents.typesetting import put

    if paper.exists() or paper.is_symlink():
        remedy = "choose another name, or remove it"
        raise InputError(f"{paper} exists already", field="pdf", remedy=remedy, code="E-OUT")
    print(f"Écrit : {put(render_dmfa(form, before, known), paper)}")


def _print_csv(form: Form, before: Form | None, known: Known) -> None:
    from preste.declarations.dmfa.beside import beside
    from preste.declarations.dmfa.view import as_csv
    from preste.exports.dmfa import COLUMNS, rows
    from preste.exports.twin import Table, write_csv

    if before is None:
        print(as_csv([form]), end="")
        return
    found = beside(form.employer_declaration, before.employer_declaration)
    write_csv(Table(f"dmfa-{found.quarter}", COLUMNS, rows(found, known.workers)), sys.stdout.buffer)


# ── on the screen ──────────────────────────────────────────────────────────────────────────


def _print(form: Form, before: Form | None, known: Known) -> None:
    from preste.documents.dmfa import dmfa_sheets

    for sheet in dmfa_sheets(form, before, known):
        if sheet["kind"] == "summary":
            _print_summary(sheet)
        else:
            _print_person(sheet)


def _figures(sheet: Mapping[str, Any]) -> tuple[str, ...]:
    return (sheet["earlier"], sheet["quarter"], "Écart") if sheet["earlier"] else (sheet["quarter"],)


def _say(text: str) -> None:
    """A line as it is: nothing in a name is markup."""
    from rich.console import Console
    from rich.text import Text

    Console().print(Text(text), soft_wrap=True)


def _table(title: str, heads: tuple[str, ...], rows: list[list[str]], left: int) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title), title_justify="left", box=SIMPLE_HEAD, padding=(0, 1))
    for i, head in enumerate(heads):
        table.add_column(head, justify="left" if i < left else "right", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)


def _groups(sheet: Mapping[str, Any], groups: list[dict[str, Any]]) -> None:
    for group in groups:
        _table(group["title"], (*_HEADS, *_figures(sheet)), group["rows"], left=2)


def _print_summary(sheet: Mapping[str, Any]) -> None:
    _say(f"{sheet['employer']}, DmfA {sheet['quarter']}")
    for name, value in sheet["facts"]:
        _say(f"  {name} : {value}")
    _groups(sheet, sheet["groups"])
    people = [[rank, name, status, *figures] for rank, name, _, status, *figures in sheet["people"]]
    _table("Dû par personne", ("N°", "Nom", "", *_figures(sheet)), people, left=3)
    _say(f"Montant net dû : {' → '.join(sheet['net'][:2])}" + _change(sheet["net"]))


def _change(net: list[str]) -> str:
    return f" (écart {net[2]})" if len(net) > 1 else ""


def _print_person(sheet: Mapping[str, Any]) -> None:
    status = f" ({sheet['status']})" if sheet["status"] else ""
    _say(f"\n{sheet['title']}, NISS {sheet['niss']}{status}")
    for line in sheet["lines"]:
        _say(line["title"])
        if line["occupations"]:
            _table("Occupations", _OCCUPATION_HEADS, line["occupations"], left=4)
        _groups(sheet, line["groups"])
    _say(f"Dû pour cette personne : {' → '.join(sheet['net'][:2])}{_change(sheet['net'])}")
