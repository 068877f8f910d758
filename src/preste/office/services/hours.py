"""The hours of a month: what happened on each day, written in cells, recorded as facts, all or nothing.

A cell is written as on paper: empty when the schedule was followed, `M` for a whole day of sickness, `M 3,8` for a
part of it, `8` for hours of work, `M 4 + V 3,6` for several, `HS 2` for two hours of overtime besides the schedule.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from preste.belgium.time.codes import CODES
from preste.belgium.time.events import EVENTS_OF, MATERNITY
from preste.belgium.time.incapacity import SICK_CODES
from preste.belgium.time.month import MonthTime, month_time
from preste.belgium.time.stretches import the_change
from preste.calendar import DAY_HOURS, Month
from preste.errors import PresteError
from preste.money import number, parse, text
from preste.office.accounts.models import User
from preste.office.services import audit, events, facts
from preste.office.services.contingents import Exceeded, exceeded
from preste.office.services.dossiers import READ_TOGETHER, dossier_of
from preste.office.services.leaves import refused_leaves, with_events
from preste.office.services.overtime import CellError, refused_overtime
from preste.office.store import bulk
from preste.office.store.models import Contract, Employer, Fact, FactKind, PayRun, RunKind, RunState
from preste.records import Contract as ContractRecord
from preste.records import Day, held_on

WORK = "W"
_PART = re.compile(r"(?P<code>[A-Za-z]*)\s*(?P<hours>\d{1,2}(?:[.,]\d{1,2})?)?\s*h?")

_Known = tuple[UUID, Day]
"""The key of a fact, and the day it tells."""


@dataclass(frozen=True)
class Cell:
    """What is written for one contract on one day."""

    contract: str
    date: dt.date
    text: str
    event: str = ""
    """What an absence is for, and when that is; the event may be one of the words of `services.events`."""
    event_date: dt.date | None = None


class HoursError(PresteError):
    """Cells that cannot be recorded: `errors` holds all of them, and nothing was kept."""

    code = "E-HOURS"

    def __init__(self, message: str, errors: Sequence[CellError] = ()) -> None:
        self.errors = tuple(errors)
        super().__init__(message)


class HoursToConfirm(HoursError):
    """Hours that exceed a contingent: nothing was kept until somebody confirms them, knowing what comes of it."""

    code = "E-HOURS-CONTINGENT"

    def __init__(self, exceeded: Sequence[Exceeded]) -> None:
        self.exceeded = tuple(exceeded)
        super().__init__(_("Ces heures dépassent un contingent : rien n'est enregistré sans votre confirmation."))


def scheduled_hours(contract: ContractRecord, date: dt.date) -> int:
    """Hundredths of hours that the terms ask for on a day."""
    terms = held_on(contract.terms, date)
    return terms.schedule[date.weekday()] if terms else 0


def is_free(contract: ContractRecord) -> bool:
    """Whether the contract has no schedule at all: its hours are those written."""
    return not any(terms.hours_week for terms in contract.terms)


def sick_hours(contract: ContractRecord, time: MonthTime | None) -> Mapping[dt.date, Mapping[str, int]]:
    """What each day that an incapacity covers is in a month, by itself: hundredths of hours by code."""
    found: dict[dt.date, dict[str, int]] = defaultdict(dict)
    for day in time.calendar if time and contract.incapacities else ():
        if day.hours and any(one.covers(day.date) for one in contract.incapacities):
            found[day.date][day.code] = day.hours
    return found


def kept_days(contract: ContractRecord, date: dt.date, days: list[Day]) -> list[Day]:
    """What is kept of the days of a cell: nothing where an incapacity gives the day its code by itself.

    Raises PresteError for another code than a sick day's on such a day.
    """
    one = next((one for one in contract.incapacities if one.covers(date)), None)
    if one is None or not days:
        return days
    if all(day.code in SICK_CODES for day in days):
        return days if is_free(contract) else []
    terms, month = held_on(contract.terms, date), Month(date.year, date.month)
    without = replace(contract, days=())
    time = month_time(without, terms, month, changed=the_change(without, month))[0] if terms else None
    by_itself = sick_hours(contract, time).get(date, {})
    if all(by_itself.get(day.code) == day.hours for day in days):
        return []
    told = {"first": f"{one.start:%d/%m/%Y}", "last": f"{one.end:%d/%m/%Y}"}
    raise PresteError(_("incapacité du %(first)s au %(last)s : laissez la case vide, ou corrigez l'incapacité") % told)


def cell_text(days: Sequence[Day], scheduled: int) -> str:
    """Days as they are written in a cell."""
    return " + ".join(_written(day, scheduled) for day in days)


def _written(day: Day, scheduled: int) -> str:
    hours = text(day.hours).rstrip("0").rstrip(".").replace(".", ",")
    if day.code == WORK:
        return hours
    whole = scheduled and day.hours == scheduled and not (day.code in CODES and CODES[day.code].overtime)
    return day.code if whole else f"{day.code} {hours}"


def read_cell(written: str, date: dt.date, scheduled: int, *, free: bool) -> list[Day]:
    """The days a cell tells. Raises PresteError with a message in the reader's language."""
    found = [_part(part.strip(), date, scheduled) for part in written.split("+")] if written.strip() else []
    codes = [day.code for day in found]
    if len(set(codes)) < len(codes):
        raise PresteError(_("le même code est écrit deux fois"))
    if len(found) > 1 and any(not day.hours for day in found):
        raise PresteError(_("indiquez les heures de chaque code"))
    extra = sum(day.hours for day in found if CODES[day.code].overtime)
    total = sum(day.hours for day in found) - extra
    if not free and total > scheduled:
        raise PresteError(
            _(
                "%(written)s h écrites, %(scheduled)s h à l'horaire ; à heures variables (étudiant, article 17, "
                "flexi), videz l'horaire dans les conditions"
            )
            % {"written": _decimal(total), "scheduled": _decimal(scheduled)}
        )
    if (total if free else scheduled) + extra > DAY_HOURS:
        raise PresteError(_("une journée a 24 heures"))
    return found


def _part(part: str, date: dt.date, scheduled: int) -> Day:
    match = _PART.fullmatch(part)
    if not match or not part:
        raise PresteError(
            _("« %(part)s » ne se lit pas ; écrivez un code et des heures, par exemple M 3,8") % {"part": part}
        )
    code = match["code"].upper() or WORK
    if code not in CODES:
        raise PresteError(_("« %(code)s » n'est pas un code de journée") % {"code": code})
    if match["hours"] is None:
        if not scheduled or CODES[code].overtime:
            raise PresteError(
                _("ces heures s'ajoutent à l'horaire ; écrivez combien, par exemple %(code)s 2") % {"code": code}
                if CODES[code].overtime
                else _("rien n'est prévu à l'horaire ; écrivez les heures, par exemple %(code)s 4") % {"code": code}
            )
        return Day(date=date, code=code, hours=scheduled)
    hours = parse(match["hours"].replace(",", "."))
    if not hours:
        raise PresteError(_("zéro heure ; videz la cellule pour revenir à l'horaire"))
    return Day(date=date, code=code, hours=hours)


def _decimal(hours: int) -> str:
    return number(hours, 2, get_language() or "fr")


def is_closed(employer: Employer, month: Month) -> bool:
    """Whether the month was validated: its hours are read, no longer written."""
    return PayRun.objects.filter(
        employer=employer, month=str(month), kind=RunKind.REGULAR, state__in=(RunState.VALIDATED, RunState.PAID)
    ).exists()


def set_days(
    employer: Employer,
    month: Month,
    cells: Sequence[Cell],
    user: User,
    *,
    correcting: bool = False,
    asking: bool = False,
    confirmed: bool = True,
) -> int:
    """Record the cells that differ from what is known, and tell how many.

    The hours of a validated month are written only when `correcting`: they are settled in a later run. When `asking`,
    an absence that needs an event takes that of the leave it goes on with or is asked for it, and a day beyond its
    right is refused. Hours beyond a contingent are recorded when `confirmed`. Raises HoursError when the month is
    validated or a cell is wrong, HoursToConfirm when a contingent is exceeded: then nothing is recorded.
    """
    with transaction.atomic():
        audit.lock(employer.pk)
        if is_closed(employer, month) and not correcting:
            raise HoursError(_("Le mois est validé : ses heures ne changent plus ici."))
        touched = {cell.contract for cell in cells}
        contracts = {str(one.pk): one for one in Contract.objects.filter(employer=employer, pk__in=touched)}
        records, known = _read_before(employer, month, {one.worker_id for one in contracts.values()})
        errors: list[CellError] = []
        written = [
            (contracts[cell.contract], cell.date, days)
            for cell in {(one.contract, one.date): one for one in cells}.values()
            if (days := _read(cell, month, contracts, records, known[cell.contract, cell.date], errors)) is not None
        ]
        written, inherited = with_events(employer, month, written) if asking else (written, ())
        changed = [one for one in written if one[2] != [day for _, day in known[str(one[0].pk), one[1]]]]
        if asking and not errors:
            errors += refused_leaves(employer, month, changed, inherited)
        errors += refused_overtime(employer, month, changed)
        if errors:
            raise HoursError(
                ngettext(
                    "%(n)s cellule à corriger ; rien n'a été enregistré.",
                    "%(n)s cellules à corriger ; rien n'a été enregistré.",
                    len(errors),
                )
                % {"n": len(errors)},
                errors,
            )
        if not confirmed and (beyond := exceeded(employer, month, changed)):
            raise HoursToConfirm(beyond)
        _replace(changed, known, user)
        if changed:
            action = "hours.corrected" if is_closed(employer, month) else "hours.recorded"
            audit.record(employer, user, action, str(month), cells=len(changed))
    return len(changed)


def _read_before(
    employer: Employer, month: Month, workers: Collection[UUID]
) -> tuple[dict[str, ContractRecord], Mapping[tuple[str, dt.date], list[_Known]]]:
    """The contracts of these workers by reference, and the days of the month known of them, read part by part."""
    records: dict[str, ContractRecord] = {}
    days: dict[tuple[str, dt.date], list[_Known]] = defaultdict(list)
    known = facts.known_facts(employer).filter(kind=FactKind.DAY, valid_from__range=(month.first, month.last))
    everybody = sorted(workers)
    for start in range(0, len(everybody), READ_TOGETHER):
        part = everybody[start : start + READ_TOGETHER]
        dossier = dossier_of(employer, month, workers=part, with_days=False)
        records |= {one.id: one for one in dossier.contracts}
        found = known.filter(worker__in=part).order_by("recorded_at", "id")
        for id, contract, date, data in found.values_list("pk", "contract", "valid_from", "data"):
            days[str(contract), date].append((id, facts.day_record(date, data)))
    return records, days


def _read(
    cell: Cell,
    month: Month,
    contracts: Mapping[str, Contract],
    records: Mapping[str, ContractRecord],
    known: Sequence[_Known],
    errors: list[CellError],
) -> list[Day] | None:
    """The days of a cell; None when it is wrong, and why is added to `errors`."""
    contract = contracts.get(cell.contract)
    record = records.get(contract.reference) if contract else None
    try:
        if record is None:
            raise PresteError(_("ce contrat n'existe pas"))
        if not month.first <= cell.date <= month.last:
            raise PresteError(_("ce jour n'est pas dans le mois"))
        if cell.text.strip() and not (record.start <= cell.date and (record.end is None or cell.date <= record.end)):
            raise PresteError(_("ce jour est hors du contrat"))
        days = read_cell(cell.text, cell.date, scheduled_hours(record, cell.date), free=is_free(record))
        days = kept_days(record, cell.date, days)
        if cell.event in EVENTS_OF[MATERNITY] and cell.event_date is None and any(d.code == MATERNITY for d in days):
            raise PresteError(_("dites le jour de la naissance"))
        return events.named(days, cell.event, cell.event_date or cell.date, [day for _id, day in known])
    except PresteError as error:
        errors.append(CellError(cell.contract, cell.date, error.message))
        return None


def _replace(
    changed: Sequence[tuple[Contract, dt.date, Sequence[Day]]],
    known: Mapping[tuple[str, dt.date], Sequence[_Known]],
    user: User,
) -> None:
    """New facts for the days, each in the place of a former one; former ones that are left over are given up."""
    now = timezone.now()
    made: list[tuple[Any, ...]] = []
    former: list[tuple[dt.datetime, UUID | None, UUID]] = []
    for contract, date, days in changed:
        new = [uuid4() for _ in days]
        for i, (id, day) in enumerate(zip(new, days, strict=True)):
            whose = (contract.employer_id, contract.worker_id, contract.pk)
            data = facts.day_data(day)
            at = now + i * dt.timedelta(microseconds=1)
            made.append((id, *whose, FactKind.DAY, date, date, data, "", at, user.pk))
        for i, (id, _day) in enumerate(known[str(contract.pk), date]):
            former.append((now, new[i] if i < len(new) else None, id))
    bulk.insert(Fact, _DAY, made)
    bulk.update(Fact, ("superseded_at", "superseded_by"), former)


_DAY = (
    "id",
    "employer",
    "worker",
    "contract",
    "kind",
    "valid_from",
    "valid_to",
    "data",
    "secret",
    "recorded_at",
    "recorded_by",
)
