"""`preste dimona`: the declarations of employment due in a month or on a day, and the examination of a file."""

from __future__ import annotations

import datetime as dt
import json
import secrets
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from preste.calendar import Month
from preste.errors import InputError

if TYPE_CHECKING:  # `preste --help` need not read the rules
    from preste.declarations.dimona.build import Due
    from preste.declarations.dimona.check import Report
    from preste.declarations.dimona.compare import Difference
    from preste.declarations.dimona.rules_known import Known

dimona = typer.Typer(name="dimona", help="Dimona : les déclarations immédiates de l'emploi.", no_args_is_help=True)
_KINDS = {"in": "IN", "out": "OUT", "update": "UPDATE", "cancel": "CANCEL", "unknown": "?"}
_FIELDS = {
    "worker_type": "type de travailleur",
    "joint_committee": "commission paritaire",
    "start": "début",
    "end": "fin",
    "start_hour": "heure de début",
    "end_hour": "heure de fin",
    "planned_hours": "heures planifiées",
}
_BATCH = "dimona.xml"
_BODIES = "rest"


@dimona.command("build")
def build(
    folder: Annotated[Path, typer.Argument(help="Le dossier de l'employeur.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Où écrire les fichiers.")],
    month: Annotated[str, typer.Option("--month", help="Ce qui commence, finit ou change ce mois : 2026-09.")] = "",
    on: Annotated[str, typer.Option("--on", help="Ou ce jour : 2026-09-14.")] = "",
) -> None:
    """Préparer les Dimona dues : le fichier du canal batch et le corps de chaque appel du service web.

    Les périodes que l'ONSS connaît déjà se lisent dans dimona/periods.csv du dossier, ce qui est planifié dans
    dimona/plan.csv, ce que seule Dimona demande dans dimona/details.csv. Rien n'est envoyé, et rien n'est écrit si une
    déclaration serait refusée. Ce que le service web ne connaît pas n'a pas de corps REST.
    """
    from preste.declarations import xml
    from preste.declarations.dimona.build import build as build_forms
    from preste.declarations.dimona.build import differences, unnumbered
    from preste.declarations.dimona.check import check_root
    from preste.declarations.dimona.dossier import read_particulars, read_periods, read_plans
    from preste.declarations.dimona.rest import bodies
    from preste.declarations.dimona.rules_known import Known
    from preste.declarations.dimona.write import to_xml
    from preste.payroll.dossier import read_dossier

    first, last = _days(month, on)
    _require_new(out)
    dossier = read_dossier(folder)
    contracts = {one.id for one in dossier.contracts}
    known, plans = read_periods(folder), read_plans(folder, contracts)
    told = read_particulars(folder, contracts)
    found = differences(dossier.employer, list(dossier.contracts), known, last, plans, told)
    now = dt.datetime.now()
    due = build_forms(dossier.employer, found, first, last, now)
    console = Console()
    _tell_left(console, [one for one in found if one.kind == "unknown"], unnumbered(found, first, last))
    if not due:
        console.print("Aucune Dimona à faire.", highlight=False)
        return
    content = to_xml([one.form for one in due])
    beside = {one.number: Known(one) for one in known}
    report = check_root(xml.parse(content, _BATCH), now.date(), _BATCH, beside)
    _tell_due(console, due, now.date())
    _tell_notes(console, report)
    if report.blocking:
        _tell_findings(console, report)
        console.print("Rien n'est écrit : l'ONSS refuserait ces déclarations.", style="red", highlight=False)
        raise typer.Exit(2)
    written, refused = bodies([one.form for one in due])
    names = [f"{rank:04d}_{one.difference.kind}" for rank, one in enumerate(due, 1)]
    for rank, fault in refused.items():
        line = f"Note : {names[rank]} n'a pas de corps pour le service web, seulement le fichier ({fault.message})"
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    _write(out, content, {f"{names[rank]}.json": one for rank, one in written.items()})
    console.print(f"Fichiers : {out / _BATCH}, {out / _BODIES} ({len(written)})", markup=False, soft_wrap=True)


def _days(month: str, on: str) -> tuple[dt.date, dt.date]:
    """The first and last day asked for: a month or one day."""
    if bool(month) == bool(on):
        raise InputError("a month or a day is wanted", field="month", remedy="give --month 2026-09 or --on 2026-09-14")
    if month:
        asked = Month.parse(month, "month")
        return asked.first, asked.last
    return _day(on), _day(on)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        remedy = "write it as 2026-09-14"
        raise InputError(f"{text[:50]!r} is not a date", field="on", remedy=remedy, code="E-INPUT-DATE") from None


def _require_new(out: Path) -> None:
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        remedy = "choose another folder: what was prepared before may have been sent"
        raise InputError(f"{out} exists and is not empty", field="out", remedy=remedy, code="E-DIMONA-EXISTS")


def _write(out: Path, content: bytes, bodies: dict[str, dict[str, object]]) -> None:
    """The batch file and the bodies, all or nothing, for their owner alone: they hold national numbers."""
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f".{out.name}.{secrets.token_hex(4)}.part")
    try:
        part.mkdir(mode=0o700)
        (part / _BODIES).mkdir(mode=0o700)
        for name, one in bodies.items():
            _put(part / _BODIES / name, (json.dumps(one, ensure_ascii=False, indent=2) + "\n").encode())
        _put(part / _BATCH, content)
        part.replace(out)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _put(path: Path, content: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(content)


def _tell_due(console: Console, due: Sequence[Due], today: dt.date) -> None:
    for one in due:
        difference = one.difference
        term = f"pour le {difference.due:%d/%m/%Y}" if difference.due else "sans délai"
        if difference.unsure and difference.due:
            term += " (à vérifier)"
        if difference.due and difference.due < today:
            term += ", en retard"
        if difference.lacking:
            term = "délai inconnu"
        line = f"{_KINDS[difference.kind]:<7} {difference.contract}  {_told(difference)}, {term}"
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _told(one: Difference) -> str:
    if one.kind == "in" and one.wanted is not None:
        asked = one.wanted
        end = f" au {asked.end:%d/%m/%Y}" if asked.end else ""
        hours = f", {asked.planned_hours} h" if asked.planned_hours else ""
        return f"{asked.worker_type} {asked.joint_committee}, du {asked.start:%d/%m/%Y}{end}{hours}"
    number = one.known.number if one.known else ""
    if one.kind == "out" and one.wanted is not None and one.wanted.end is not None:
        return f"période {number}, fin le {one.wanted.end:%d/%m/%Y}"
    changed = ", ".join(_FIELDS[name] for name in one.fields)
    return f"période {number}" + (f" ({changed})" if changed else "")


def _tell_left(console: Console, unknown: Sequence[Difference], ended: Sequence[Difference]) -> None:
    for one in unknown:
        if one.known is not None:
            line = f"Attention : la période {one.known.number} n'est d'aucun contrat du dossier ({one.known.contract})"
            console.print(line, style="yellow", markup=False, highlight=False, soft_wrap=True)
    for one in ended:
        if one.wanted is not None:
            line = (
                f"Attention : {one.contract} finit le {one.wanted.end:%d/%m/%Y}, mais le numéro de sa période n'est "
                "pas dans dimona/periods.csv : pas de Dimona OUT sans lui"
            )
            console.print(line, style="yellow", markup=False, highlight=False, soft_wrap=True)


def _tell_notes(console: Console, report: Report) -> None:
    for note in report.notes:
        console.print(f"Note : {note.text['fr']}", markup=False, highlight=False, soft_wrap=True)


def _tell_findings(console: Console, report: Report) -> None:
    for one in report.findings:
        value = f" « {one.value} »" if one.value else ""
        line = f"{one.code} {one.severity.value:<2} ligne {one.line}, {one.path} : {one.text['fr']}{value}"
        console.print(line, markup=False, highlight=False, soft_wrap=True)


@dimona.command("days")
def days(
    folder: Annotated[Path, typer.Argument(help="Le dossier de l'employeur.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Le fichier à écrire (XML).")],
    month: Annotated[str, typer.Option("--month", help="Les jours de ce mois : 2026-09.")] = "",
    on: Annotated[str, typer.Option("--on", help="Ou ce jour : 2026-09-14.")] = "",
) -> None:
    """Préparer les enregistrements journaliers des flexi-jobs déclarés par trimestre, d'après la feuille d'heures.

    Pour l'employeur qui a choisi Dimona pour cela. Les périodes se lisent dans dimona/periods.csv, l'heure de début
    dans dimona/details.csv, ce que l'ONSS connaît déjà dans dimona/registrations.csv.
    """
    from preste.declarations import xml
    from preste.declarations.dimona.check import check_root
    from preste.declarations.dimona.dossier import read_particulars, read_periods, read_registrations
    from preste.declarations.dimona.model import Form, Reference
    from preste.declarations.dimona.registrations import registrations
    from preste.declarations.dimona.rules_known import Known
    from preste.declarations.dimona.write import to_xml
    from preste.payroll.dossier import read_dossier

    first, last = _days(month, on)
    if out.exists():
        raise InputError(f"{out} exists", field="out", remedy="choose another file", code="E-DIMONA-EXISTS")
    contracts = list(read_dossier(folder).contracts)
    known, told = read_periods(folder), read_particulars(folder, {one.id for one in contracts})
    found = registrations(contracts, known, told, read_registrations(folder), first, last)
    console, now = Console(), dt.datetime.now()
    if not found:
        console.print("Aucun jour à enregistrer.", highlight=False)
        return
    forms = [
        Form(created=now, declaration=one, references=(Reference(kind=1, number=f"{now:%y%m%d%H%M%S}-{rank:05d}"),))
        for rank, (_contract, one) in enumerate(found, 1)
    ]
    content = to_xml(forms)
    report = check_root(xml.parse(content, out.name), now.date(), out.name, {one.number: Known(one) for one in known})
    for contract, one in found:
        span = f"{one.start:%d/%m/%Y} {one.start_hour} à {one.end_hour}" if one.start and one.end else one.id
        line = f"{_ACTS[one.action or 0]:<8} {contract}  {span}"
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    _tell_notes(console, report)
    if report.blocking:
        _tell_findings(console, report)
        console.print("Rien n'est écrit : l'ONSS refuserait ces enregistrements.", style="red", highlight=False)
        raise typer.Exit(2)
    out.parent.mkdir(parents=True, exist_ok=True)
    _put(out, content)
    console.print(f"Fichier : {out} ({len(forms)})", markup=False, soft_wrap=True)


_ACTS = {0: "créer", 1: "modifier", 3: "annuler"}


@dimona.command("check")
def check(
    file: Annotated[Path, typer.Argument(help="Le fichier Dimona (XML).")],
    as_json: Annotated[bool, typer.Option("--json", help="La réponse en JSON, dans les quatre langues.")] = False,
    on: Annotated[str, typer.Option("--on", help="Comme envoyé ce jour : 2026-09-14 ; aujourd'hui par défaut.")] = "",
    folder: Annotated[
        Path | None, typer.Option("--dossier", help="Aussi d'après les périodes connues de ce dossier.")
    ] = None,
) -> None:
    """Examiner un fichier Dimona : structure, règles, chiffres de contrôle, dates, et votre schéma officiel."""
    from preste.declarations.dimona.check import check as check_file

    known = _known(folder) if folder is not None else None
    report = check_file(file, _day(on) if on else dt.date.today(), known)
    if as_json:
        sys.stdout.write(json.dumps(report.as_dict(), ensure_ascii=True, indent=2) + "\n")
    else:
        console = Console()
        _tell_findings(console, report)
        _tell_notes(console, report)
        judged = f"et le schéma {report.schema}" if report.schema else "seules"
        verdict = "refusé" if report.blocking else "rien de bloquant"
        line = f"{file.name} : {report.forms} déclaration(s), {verdict} selon nos règles {judged}"
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    if report.blocking:
        raise typer.Exit(2)


def _known(folder: Path) -> dict[str, Known]:
    """The known periods of a dossier, each with its worker's NISS."""
    from preste.declarations.dimona.dossier import read_periods
    from preste.declarations.dimona.rules_known import Known
    from preste.payroll.dossier import read_dossier

    numbers = {one.id: one.worker.niss for one in read_dossier(folder).contracts}
    return {one.number: Known(one, numbers.get(one.contract, "")) for one in read_periods(folder)}
