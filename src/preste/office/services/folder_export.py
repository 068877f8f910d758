"""An employer who leaves with its data: all that is known now, as a dossier folder in a zip file.

It is what `folders.import_folder` and the command line read. It tells what is true, not since when it is known;
payslips, declarations and orders that were made stay here, and are taken as documents of their own.
"""

from __future__ import annotations

import datetime as dt
import io
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from django.db.models import Max, Min
from django.utils import timezone

from preste.calendar import Month, Quarter
from preste.declarations.dimona.dossier import COLUMNS, DETAILS, PERIODS, PLAN, particulars_cells
from preste.errors import DossierError
from preste.office.accounts.models import User
from preste.office.services import audit, hire_file, onss_account, quarter_facts
from preste.office.services.dimona_particulars import particulars_record
from preste.office.services.dossiers import dossier_of
from preste.office.services.facts import known_facts
from preste.office.store.models import DimonaPeriod, DimonaPlan, Employer, FactKind, HireFact, QuarterFact
from preste.payroll.dossier import read_dossier
from preste.payroll.dossier_write import lost, write_csv, write_dossier
from preste.payroll.month import Dossier
from preste.payroll.onss_account import read_entries
from preste.payroll.onss_account.write import write_entries
from preste.payroll.quarter import Rights, ToldQuarter, read_quarters
from preste.payroll.quarter.write import write_quarters

FOLDER = "dossier"
READ_ME = "A-LIRE.txt"
AHEAD = 4
"""Quarters to come for which what goes on is told too."""


class Exported(NamedTuple):
    """A dossier folder as a zip file, and what of the employer it does not tell, or would not be read back."""

    content: bytes
    left_out: Sequence[str]


def export_folder(employer: Employer, user: User | None) -> Exported:
    """The whole dossier of an employer. It is read back before it is given, and says what is not in it."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / FOLDER
        folder.mkdir()
        dossier = _dossier(employer)
        write_dossier(folder, dossier)
        write_quarters(folder, dict(_quarters(employer, dossier)))
        write_entries(folder, [onss_account.as_entry(row) for row in onss_account.rows(employer)])
        _write_dimona(folder, employer)
        left_out = list(_left_out(folder, dossier))
        (folder / READ_ME).write_text(_read_me(employer, left_out), encoding="utf-8")
        content = _zipped(folder)
    audit.record(
        employer, user, "employer.exported", str(employer.pk), contracts=len(dossier.contracts), left_out=len(left_out)
    )
    return Exported(content, left_out)


def _dossier(employer: Employer) -> Dossier:
    """Everything that is known of pay, every day included."""
    today = timezone.localdate()
    days = known_facts(employer).filter(kind=FactKind.DAY).aggregate(first=Min("valid_from"), last=Max("valid_from"))
    last = max(today, days["last"] or today)
    return dossier_of(employer, Month(last.year, last.month), since=(days["first"] or today).year)


def _quarters(employer: Employer, dossier: Dossier) -> Iterator[tuple[Quarter, ToldQuarter]]:
    """What is told of each quarter, from the first of which something is."""
    today = timezone.localdate()
    rows = list(hire_file.known(employer))
    starts = [
        QuarterFact.objects.filter(employer=employer, superseded_at=None).aggregate(day=Min("valid_from"))["day"],
        known_facts(employer).filter(kind=FactKind.SITUATION).aggregate(day=Min("valid_from"))["day"],
        min((one.start for one in dossier.contracts), default=None) if rows else None,
    ]
    known = [day for day in starts if day is not None]
    if not known:
        return
    people = {one.worker.number: one.id for one in reversed(dossier.contracts)}
    first, last = (Quarter.of(Month(day.year, day.month)) for day in (min(known), max(today, *known)))
    begins = Quarter.of(dossier.begins) if dossier.begins is not None else first
    quarter = max(first, begins)
    while quarter <= last.plus(AHEAD):
        yield (
            quarter,
            ToldQuarter(given=quarter_facts.given(employer, quarter), rights=_rights(employer, quarter, rows, people)),
        )
        quarter = quarter.plus(1)


def _rights(employer: Employer, quarter: Quarter, rows: Sequence[HireFact], people: dict[str, str]) -> Rights:
    rights = quarter_facts.rights(employer, quarter)
    if not rows:
        return rights
    history, uses = hire_file.as_told(rows, people, quarter.last)
    named = tuple(replace(one, worker=one.worker.removeprefix(f"{one.entity}:")) for one in history.employments)
    return replace(rights, history=replace(history, employments=named), uses=uses)


def _write_dimona(folder: Path, employer: Employer) -> None:
    """The periods that the ONSS knows, what was planned, and what Dimona alone asks."""
    periods = DimonaPeriod.objects.filter(employer=employer, superseded_at=None)
    plans = DimonaPlan.objects.filter(employer=employer, superseded_at=None)
    for name, rows in ((PERIODS, periods.order_by("start", "number")), (PLAN, plans.order_by("start", "contract"))):
        found = [[_cell(one, column) for column in COLUMNS[name]] for one in rows.select_related("contract")]
        if found:
            write_csv(folder / name, COLUMNS[name], found)
    facts = known_facts(employer).filter(kind=FactKind.DIMONA).select_related("contract").order_by("valid_from", "pk")
    told = [
        particulars_cells(replace(particulars_record(one), contract=one.contract.reference))
        for one in facts
        if one.contract is not None
    ]
    if told:
        write_csv(folder / DETAILS, COLUMNS[DETAILS], told)


def _cell(row: DimonaPeriod | DimonaPlan, column: str) -> str:
    value = getattr(row, column)
    if column == "contract":
        return row.contract.reference if row.contract is not None else ""
    return value.isoformat() if isinstance(value, dt.date) else "" if value is None else str(value)


def _left_out(folder: Path, dossier: Dossier) -> Iterator[str]:
    """What does not come back when the folder is read, as who imports it will."""
    try:
        back = read_dossier(folder)
        read_quarters(folder, [one.id for one in back.contracts])
        read_entries(folder)
    except DossierError as error:
        yield from (f"{one.where}: {one.message}" for one in error.errors)
    else:
        yield from lost(dossier, back)


def _read_me(employer: Employer, left_out: Sequence[str]) -> str:
    lines = [
        f"Dossier de {employer.name}, tel qu'il est connu le {timezone.localdate():%d/%m/%Y}.",
        "",
        "Ce dossier se lit avec Preste en ligne de commande (preste quarter, preste month …) ou s'importe dans un",
        "bureau comme un nouvel employeur. Il dit ce qui est vrai aujourd'hui, pas depuis quand on le sait.",
        "Il contient des données personnelles : gardez-le comme vous gardez la paie.",
        "",
        "Il ne contient pas : les fiches de paie, les déclarations, les virements et le journal, qui se téléchargent à",
        "part ; les anciens comptes et adresses des travailleurs ; les numéros d'entreprise du dossier des premiers",
        f"engagements. Les situations et voitures sans fin y sont pour {AHEAD} trimestres à venir.",
    ]
    if left_out:
        lines += ["", "N'est pas repris, ou sera refusé à la lecture :", *(f"- {one}" for one in left_out)]
    return "\n".join(lines) + "\n"


def _zipped(folder: Path) -> bytes:
    """The folder as a zip file, whose bytes depend on its files alone."""
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            entry = zipfile.ZipInfo(f"{FOLDER}/{path.relative_to(folder).as_posix()}")
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    return found.getvalue()
