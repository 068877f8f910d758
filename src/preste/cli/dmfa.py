"""`preste dmfa`: the DmfA of a quarter, made from its lines; DmfA files, checked, compared and read."""

from __future__ import annotations

import datetime as dt
import os
import secrets
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from preste.calendar import Month, Quarter
from preste.cli.dmfa_show import show
from preste.cli.dmfa_update import update
from preste.cli.gaps import told
from preste.errors import InputError

if TYPE_CHECKING:
    from preste.declarations.dmfa.report import Report
    from preste.payroll.quarter import Missing

dmfa = typer.Typer(
    name="dmfa", help="La DmfA d'un trimestre : l'établir, la contrôler, la comparer.", no_args_is_help=True
)
_SHOWN = 200
_MANY = 400
"""Contracts from which several processes are worth their start."""
_CLASSES = {
    "B": "bloquant",
    "P": "compté",
    "NP": "non compté",
    "D": "réduction",
    "W": "avertissement",
    "I": "à examiner",
}


@dmfa.command("build")
def build(
    folder: Annotated[Path, typer.Argument(help="Le dossier de l'employeur.")],
    period: Annotated[str, typer.Option("--quarter", help="Le trimestre : 2022-1.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Le fichier à écrire ; il ne doit pas exister.")],
    until: Annotated[
        str, typer.Option("--until", help="Ce qu'on en savait à la paie d'un mois plus tardif : 2022-05.")
    ] = "",
) -> None:
    """Établir la DmfA d'un trimestre : chaque montant vient des lignes du trimestre (preste quarter).

    Le fichier est contrôlé avant d'être écrit. Rien n'est envoyé, et rien n'est écrit si du droit manque ou si l'ONSS
    refuserait le fichier.
    """
    from preste.cli.app import BAD_INPUT
    from preste.declarations.dmfa.build import build_collected
    from preste.declarations.dmfa.check import check_file
    from preste.declarations.dmfa.collect import collect
    from preste.declarations.dmfa.write import write
    from preste.money import number
    from preste.payroll.dossier import read_dossier
    from preste.payroll.quarter import QuarterRun, read_given, read_rights

    asked = Quarter.parse(period)
    last = Month.parse(until, "until") if until else None
    if out.exists() or out.is_symlink():
        raise InputError(f"{out} exists already", field="out", remedy="choose another name, or remove it", code="E-OUT")
    dossier = read_dossier(folder)
    contracts = [one.id for one in dossier.contracts]
    given, rights = read_given(folder, asked, contracts), read_rights(folder, asked, contracts)
    run = QuarterRun(dossier, asked, last, given, rights)
    with tempfile.TemporaryFile() as spool, whole(out) as part:
        found = collect(run, spool, processes=(os.cpu_count() or 1) if len(contracts) >= _MANY else 1)
        if found.missing:
            _tell_missing(found.missing)
            raise typer.Exit(BAD_INPUT)
        made = build_collected(found, dt.datetime.now())
        write(part, [made.form], made.version)
        part.seek(0)
        report = check_file(part, out.name, today=made.form.form_creation_date)
        tell(report)
        for note in (*made.notes, *found.notes):
            print(f"À savoir : {note}")
        if report.blocking:
            print("Rien n'est écrit.")
            raise typer.Exit(BAD_INPUT)
    print(f"Montant net dû : {number(found.owed)}")
    print(f"Écrit : {out}")


def _tell_missing(missing: Sequence[Missing]) -> None:
    for line in told(missing):
        print(line)
    print("La DmfA n'est pas établie : rien n'est écrit.")


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write and read again, under its name once everything is in it; no file at all when anything fails."""
    if not path.parent.is_dir():
        remedy = "make the folder first, or choose another"
        raise InputError(f"there is no folder {path.parent}", field="out", remedy=remedy, code="E-OUT")
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("x+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        error.filename = error.filename or str(path)  # a full disk names no file
        raise
    finally:
        part.unlink(missing_ok=True)


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
        tell(report)
    if report.blocking:
        raise typer.Exit(BAD_INPUT)


def _report(file: Path) -> Report:
    from preste.declarations import xml
    from preste.declarations.dmfa.check import check as check_original
    from preste.declarations.dmfa.check_update import check_update

    with file.open("rb") as source:
        root = xml.root_name(source.read(64 * 1024), file.name)
    return check_update(file) if root == "DmfAUpdate" else check_original(file)


def tell(report: Report) -> None:
    """Prints what a check found."""
    quarters = "".join(f" {quarter[:4]}/{quarter[4:]}," for quarter in dict.fromkeys(report.quarters)) or ","
    people = f"{report.people} personne{'s' if report.people > 1 else ''}"
    print(f"{report.message}{quarters} {people}")
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


dmfa.command("show")(show)
dmfa.command("update")(update)
