"""`preste quarter`: the quarter of a dossier folder as the ONSS is told of it, beside its months."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from preste.calendar import Month, Quarter
from preste.cli.gaps import told
from preste.errors import InputError
from preste.money import number

if TYPE_CHECKING:  # `preste --help` need not read the rules
    from preste.belgium.quarter.reductions import HireFile
    from preste.payroll.month import Dossier
    from preste.payroll.quarter import Occupation, QuarterResult, Rights, WorkerLine


def quarter(
    folder: Annotated[Path, typer.Argument(help="Le dossier de l'employeur.")],
    period: Annotated[str, typer.Option("--quarter", help="Le trimestre : 2022-1.")],
    until: Annotated[
        str, typer.Option("--until", help="Ce qu'on en savait à la paie d'un mois plus tardif : 2022-05.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="En JSON, en cents et centièmes.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="En JSON, avec l'explication de chaque ligne.")] = False,
    rights: Annotated[
        bool, typer.Option("--rights", help="Les groupes cibles de chaque occupation : droit, presque, et leur valeur.")
    ] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Les cotisations en CSV, une ligne par code.")] = False,
) -> None:
    """Calculer un trimestre : lignes travailleur, occupations, cotisations, réductions, et l'écart avec les trois mois.

    Ce que seul l'employeur sait du trimestre se lit dans quarters/2022-1.csv (contract;code;amount;details), les droits
    aux réductions groupes cibles dans quarters/2022-1_rights.json.
    """
    from preste.payroll.dossier import read_dossier
    from preste.payroll.quarter import quarter_of, read_given, read_rights

    if as_json and as_csv:
        raise InputError("--json and --csv are two forms of one answer", remedy="choose one")
    asked = Quarter.parse(period)
    last = Month.parse(until, "until") if until else None
    dossier = read_dossier(folder)
    contracts = [one.id for one in dossier.contracts]
    given, known = read_given(folder, asked, contracts), read_rights(folder, asked, contracts)
    result = quarter_of(dossier, asked, last, given, known)
    hires = _hires(known, dossier) if rights else None
    if as_json or explain:
        _print_json(result, hires, explained=explain)
    elif as_csv:
        _print_csv(result)
    else:
        _show(Console(), result)
        if rights:
            _show_rights(result, hires)
    if result.missing:
        raise typer.Exit(2)


def _hires(known: Rights, dossier: Dossier) -> HireFile | None:
    """The file of first hires, when the folder told of it."""
    from preste.belgium.quarter.reductions import hire_file
    from preste.payroll.quarter.hires import with_own

    if known.history is None:
        return None
    return hire_file(with_own(known.history, dossier.contracts, dossier.taken_over), known.uses)


def _print_json(result: QuarterResult, hires: HireFile | None, *, explained: bool) -> None:
    from preste.cli.app import print_json
    from preste.payroll.quarter.told import as_dict

    told = as_dict(result, explained=explained)
    if hires is not None:
        from preste.cli.labour.rights import hires_as_dict
        from preste.payroll.quarter.hires import uses_in

        told["first_hires"] = hires_as_dict(hires, uses_in(result))
    print_json(told)


def _print_csv(result: QuarterResult) -> None:
    from preste.exports.twin import Kind, write_csv
    from preste.exports.twin import Table as Twin
    from preste.payroll.quarter.told import COLUMNS, rows

    amounts = ("base", "amount", "personal")
    kinds = {name: Kind.AMOUNT if name in amounts else Kind.TEXT for name in COLUMNS}
    write_csv(Twin(f"trimestre-{result.quarter}", kinds, rows(result)), sys.stdout.buffer)


# ── on the screen ──────────────────────────────────────────────────────────────────────────


def _show(console: Console, result: QuarterResult) -> None:
    say = partial(_say, console)
    say(f"{result.employer.name}, trimestre {result.quarter}")
    for line in result.lines:
        _show_line(console, line)
    _show_unrelated(console, result)
    _show_codes(console, result)
    _show_differences(console, result)
    for one in result.corrections:
        say(
            f"Correction du trimestre {one.quarter} : {one.contract}, code rémunération {one.code}, "
            f"{number(one.amount)} ({one.reason})"
        )
    say(f"Total des cotisations, avant réductions : {number(result.total)}")
    if result.worker_reductions:
        say(f"À déduire, bonus à l'emploi et autres réductions du travailleur : {number(result.worker_reductions)}")
    if result.employer_reductions:
        say(f"À déduire, réductions de l'employeur : {number(result.employer_reductions)}")
    if result.missing:
        say(f"Total dû à l'ONSS : inconnu, des montants manquent ; ce qui est connu fait {number(result.owed)}")
    else:
        say(f"Total dû à l'ONSS, après réductions : {number(result.owed)}")
    for note in result.notes:
        say(f"À savoir : {note}")
    for text in told(result.missing):
        say(text)


def _show_rights(result: QuarterResult, hires: HireFile | None) -> None:
    from preste.cli.labour.rights import show_finding, show_hires

    found = [(one.contract, each) for line in result.lines for one in line.occupations for each in one.findings]
    print("Groupes cibles :" if found else "Groupes cibles : aucune occupation n'en relève.")
    for contract, finding in found:
        show_finding(contract, finding)
    if hires is None:
        print("Premiers engagements : pas examinés (first_hires dans quarters/…_rights.json).")
    else:
        show_hires(hires)


def _say(console: Console, text: str) -> None:
    """A line as it is: nothing in a name is markup."""
    console.print(Text(text), soft_wrap=True)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=Text(title), title_justify="left", box=SIMPLE_HEAD, padding=(0, 1))
    for i, name in enumerate(columns):
        table.add_column(name, justify="left" if i == 0 else "right", overflow="fold")
    return table


def _show_line(console: Console, line: WorkerLine) -> None:
    from preste.payroll.quarter.told import doubts_of, imported

    say = partial(_say, console)
    title = f"{line.worker.name} ({line.worker.id}), catégorie {line.employer_class}, code {line.worker_code}"
    table = _table(title, "Code", "Type", "Base", "Montant", "dont travailleur")
    for one in line.contributions:
        base = "" if one.base is None else number(one.base)
        table.add_row(one.code, one.type, base, number(one.amount), number(one.personal) if one.personal else "")
    console.print(table)
    for occupation in line.occupations:
        say(_occupation(occupation))
        for each in occupation.deductions:
            say(f"    Réduction {each.code} : {number(each.amount)}")
    if line.student is not None:
        say(f"  Étudiant : {number(line.student.pay)} pour {line.student.hours} h du contingent")
    for paid in line.indemnities:
        say(f"  Indemnité complémentaire : {number(paid.complement)} par mois, {paid.months} mois")
    if line.reductions:
        told = ", ".join(f"{one.code} {number(one.amount)}" for one in line.reductions)
        say(f"  Réductions du travailleur : {told}")
    for name in doubts_of(line):
        say(f"  Incertain : {name}")
    if own := imported(line.trace):
        say(f"  Taux importés : {', '.join(own)}")


def _occupation(one: Occupation) -> str:
    dates = f"{one.start:%d/%m/%Y} – {f'{one.end:%d/%m/%Y}' if one.end else ''}".rstrip()
    kind = "indemnité de rupture" if one.severance else "temps partiel" if one.part_time else "temps plein"
    regime = f"Q {number(one.hours_week)}, S {number(one.full_time_hours)}, {number(one.days_week)} j/semaine"
    services = ", ".join(f"{each.code} : {number(each.days)} j {number(each.hours)} h" for each in one.services)
    pay = ", ".join(f"{each.code} : {number(each.amount)}" for each in one.remunerations)
    measure = f" ; mesure {one.measure}" if one.measure else ""
    terms = f"  {dates}, {kind}, CP {one.joint_committee}, {regime}{measure}"
    return f"{terms} ; prestations {services or '–'} ; rémunérations {pay or '–'}"


def _show_unrelated(console: Console, result: QuarterResult) -> None:
    if not result.unrelated:
        return
    table = _table("Pour tous les travailleurs ensemble", "Code", "Catégorie", "Base", "Montant")
    for one in result.unrelated:
        table.add_row(one.code, one.employer_class, "" if one.base is None else number(one.base), number(one.amount))
    console.print(table)
    for car in result.vehicles:
        plate = car.plate or "(plaque à donner)"
        of = f" de {car.contract}" if car.contract else ""
        _say(console, f"  Voiture {plate}{of} : {car.months} mois, {number(car.amount)}")


def _show_codes(console: Console, result: QuarterResult) -> None:
    table = _table("Par code, à côté des trois mois", "Code", "Mois", "Trimestre", "Écart")
    for code in sorted({*result.provisional, *result.final}):
        was, now = result.provisional.get(code, 0), result.final.get(code, 0)
        table.add_row(code, number(was), number(now), number(now - was) if now != was else "")
    console.print(table)


def _show_differences(console: Console, result: QuarterResult) -> None:
    if not result.differences:
        return
    table = _table("Écarts avec les mois", "Travailleur", "Code", "Montant", "Raison")
    for one in result.differences:
        table.add_row(one.worker or "employeur", one.code, number(one.amount), one.reason)
    console.print(table)
