"""Hours from a table: a row for each contract with a column for each day, or a row for each day and code."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from preste.belgium.time.codes import CODES
from preste.belgium.time.holidays import holidays_of, usual_days
from preste.calendar import Month
from preste.errors import PresteError
from preste.office.accounts.models import User
from preste.office.services.contingents import Exceeded, exceeded
from preste.office.services.events import ASKED
from preste.office.services.hours import WORK, cell_text, is_free, kept_days, read_cell, scheduled_hours, set_days
from preste.office.services.hours import Cell as HoursCell
from preste.office.services.import_events import NOTHING_TOLD, Told, read_event, told_events, with_event
from preste.office.services.import_table import (
    CONTRACT,
    NUMBER,
    WHO,
    Change,
    People,
    Person,
    Plan,
    TableReader,
    decimal,
    plain,
    read_date,
)
from preste.office.services.leaves import LIMITED, refused_leaves
from preste.office.services.overtime import refused_overtime
from preste.office.services.uploads import Cell, Sheet
from preste.office.store.models import Contract, Employer
from preste.records import Day, held_on

DATE, CODE, HOURS, DAY = "date", "code", "hours", "day-"
EVENT, EVENT_DATE = "event", "event_date"
ALIASES: Mapping[str, Sequence[str]] = {
    **WHO,
    DATE: ("date", "jour", "datum", "dag"),
    CODE: ("code", "prestation", "codeprestation"),
    HOURS: ("heures", "heure", "nombredheures", "duree", "hours", "uren"),
    EVENT: ("evenement", "event", "gebeurtenis", "ereignis", "motif"),
    EVENT_DATE: ("datedelevenement", "dateevenement", "eventdate", "datumvandegebeurtenis"),
}
_HOW = gettext_noop("Écrivez un code et des heures, par exemple M 3,8 ; vide, l'horaire est suivi.")
_HEADERS = {alias: name for name, aliases in ALIASES.items() for alias in aliases}
WEEKDAYS = ("lu", "ma", "me", "je", "ve", "sa", "di")
_DAY_HEADER = re.compile(rf"(?:({'|'.join(WEEKDAYS)})[a-z]*\.?\s*)?(\d{{1,2}})(?:[/.-](\d{{1,2}}))?", re.IGNORECASE)


def fields(month: Month) -> dict[str, str]:
    """What a column may be, with its name."""
    named = {
        NUMBER: gettext_lazy("matricule"),
        CONTRACT: gettext_lazy("contrat"),
        "name": gettext_lazy("nom (contrôlé)"),
        DATE: gettext_lazy("date"),
        CODE: gettext_lazy("code"),
        HOURS: gettext_lazy("heures"),
        EVENT: gettext_lazy("événement d'une absence"),
        EVENT_DATE: gettext_lazy("date de l'événement"),
    }
    days = {f"{DAY}{day.day}": _("jour %(n)s") % {"n": day.day} for day in month.days}
    return {name: str(label) for name, label in named.items()} | days


def field_of(header: Cell, month: Month) -> str:
    """The field a header names; an empty text when none is recognised."""
    if found := _HEADERS.get(plain(header.text)):
        return found
    return next((f"{DAY}{day.day}" for day in month.days if _heads(header, day)), "")


def _heads(header: Cell, day: dt.date) -> bool:
    """Whether a header names a day: `8`, `ma 8`, `08/09`, `ma 08/09` or a whole date, weekday and month right."""
    if match := _DAY_HEADER.fullmatch(header.text):
        weekday, number, month = match.groups()
        right = (weekday or WEEKDAYS[day.weekday()]).lower() == WEEKDAYS[day.weekday()]
        return right and int(number) == day.day and int(month or day.month) == day.month
    try:
        return read_date(header) == day
    except PresteError:
        return False


@dataclass
class _Entry:
    """What a table says of one contract on one day; `wrong` when a part of it was refused."""

    person: Person
    date: dt.date
    row: int
    column: str
    parts: list[str] = field(default_factory=list)
    wrong: bool = False
    event: Told = NOTHING_TOLD
    first: dt.date = dt.date.max
    known: Sequence[Day] = ()

    @property
    def written(self) -> str:
        """All that is written of the day."""
        return " + ".join(part for part in self.parts if part)

    def days(self) -> list[Day]:
        """The days it tells, with their event. Raises PresteError."""
        days = _days(self.person, self.date, self.written)
        return with_event(days, self.event, self.date, self.first, self.known)


def plan(employer: Employer, month: Month, sheet: Sheet, columns: Sequence[str]) -> Plan:
    """What recording a table would do; nothing is recorded."""
    table = TableReader(sheet, columns)
    by_day = any(name.startswith(DAY) for name in columns)
    strange = [i for i, cell in enumerate(table.first) if not columns[i] and _DAY_HEADER.fullmatch(cell.text)]
    if strange:
        told = _("ce jour n'est pas du mois de %(month)s") % {"month": month}
        table.head_fault(strange[0], told, _("Prenez le fichier de ce mois, ou corrigez l'en-tête."))
    if not table.require(fields(month), (NUMBER, CONTRACT), *(() if by_day else ((DATE,), (CODE, HOURS)))):
        return table.plan
    people = People(employer, month)
    entries = _grid(table, people, month) if by_day else _list(table, people, month)
    known: dict[tuple[str, dt.date], list[Day]] = defaultdict(list)
    for one in people.all:
        for day in one.record.days:
            known[one.id, day.date].append(day)
    _tell_events(table, entries, known)
    _refuse(table, employer, month, entries)
    for entry in entries:
        if not entry.wrong:
            _compare(table, entry, known[entry.person.id, entry.date])
    table.plan.cautions += [one.told() for one in _exceeded(employer, month, entries, table.plan)]
    return table.plan


def _exceeded(employer: Employer, month: Month, entries: Sequence[_Entry], found: Plan) -> list[Exceeded]:
    """The contingents that the changes of a plan exceed."""
    changed = {(one.contract, one.data["date"]) for one in found.changes}
    contracts = {str(one.pk): one for one in Contract.objects.filter(pk__in={contract for contract, _date in changed})}
    written = [
        (contracts[entry.person.id], entry.date, entry.days())
        for entry in entries
        if (entry.person.id, entry.date.isoformat()) in changed
    ]
    return exceeded(employer, month, written)


def _grid(table: TableReader, people: People, month: Month) -> list[_Entry]:
    """A row for each contract: what stands in a day's column is what happened, and nothing is the schedule."""
    entries: list[_Entry] = []
    seen: dict[str, int] = {}
    for n, row in table.rows():
        person = people.find(table, n, row)
        if person is None:
            continue
        if n != seen.setdefault(person.id, n):
            told = _("ce contrat est déjà à la ligne %(n)s") % {"n": seen[person.id]}
            table.fault(n, NUMBER, person.record.worker.number, told, _("Gardez une ligne par contrat."))
            continue
        found = []
        for day in month.days:
            name = f"{DAY}{day.day}"
            if name not in table.place:
                continue
            text, _colon, event = table.get(row, name).text.partition(":")
            entry = _Entry(person, day, n, name, [text.strip()])
            _try(table, entry, entry.parts[0], n)
            _try_event(table, entry, (event.strip(), ""), n, name)
            found.append(entry)
        if not any(entry.wrong for entry in found):
            entries += found
    return entries


def _list(table: TableReader, people: People, month: Month) -> list[_Entry]:
    """A row for each day and code; the rows of one day go together, or not at all."""
    entries: dict[tuple[str, dt.date], _Entry] = {}
    for n, row in table.rows():
        person = people.find(table, n, row)
        if person is None:
            continue
        cell = table.get(row, DATE)
        try:
            date = read_date(cell)
            if not month.first <= date <= month.last:
                raise PresteError(_("ce jour n'est pas dans le mois"), remedy=_("Un fichier porte sur un seul mois."))
        except PresteError as error:
            table.fault(n, DATE, cell.text, error.message, error.remedy)
            continue
        code, hours = table.get(row, CODE).text, table.get(row, HOURS).text
        place = HOURS if hours and (not code or code.upper() in CODES) else CODE
        entry = entries.setdefault((person.id, date), _Entry(person, date, n, place))
        entry.column = place
        part = f"{code} {hours}".strip()
        entry.parts.append(part)
        _try(table, entry, part, n)
        if event := table.get(row, EVENT).text:
            _try_event(table, entry, (event, table.get(row, EVENT_DATE).text), n, EVENT)
    for entry in entries.values():
        if len(entry.parts) > 1 and not entry.wrong:
            _try(table, entry, " + ".join(part for part in entry.parts if part), entry.row)
    return list(entries.values())


def _try(table: TableReader, entry: _Entry, written: str, row: int) -> None:
    """Note what is wrong with what is written for a day."""
    try:
        _days(entry.person, entry.date, written)
    except PresteError as error:
        entry.wrong = True
        table.fault(row, entry.column, written, error.message, error.remedy or _(_HOW))


def _try_event(table: TableReader, entry: _Entry, written: tuple[str, str], row: int, column: str) -> None:
    """Read what an absence is for; note what is wrong with it."""
    event, when = written
    if entry.wrong or not event:
        return
    try:
        told = read_event(event, when, [day.code for day in _days(entry.person, entry.date, entry.written)])
        if entry.event not in (NOTHING_TOLD, told):
            raise PresteError(_("un autre événement est déjà donné ce jour-là"), remedy=_("Gardez-en un par jour."))
        entry.event = told
    except PresteError as error:
        entry.wrong = True
        table.fault(row, column, event, error.message, error.remedy)


def _tell_events(
    table: TableReader, entries: Sequence[_Entry], known: Mapping[tuple[str, dt.date], Sequence[Day]]
) -> None:
    """Give each day what is known of it, and the first day that the file gives its event for."""
    first: dict[tuple[str, str], dt.date] = {}
    for entry in entries:
        key = entry.person.id, entry.event[0]
        first[key] = min(entry.date, first.get(key, entry.date))
    for entry in entries:
        entry.known, entry.first = known.get((entry.person.id, entry.date), ()), first[entry.person.id, entry.event[0]]
        try:
            entry.days()
        except PresteError as error:
            if not entry.wrong:
                entry.wrong = True
                table.fault(entry.row, entry.column, entry.written, error.message, error.remedy)


def _refuse(table: TableReader, employer: Employer, month: Month, entries: Sequence[_Entry]) -> None:
    """Note the overtime that the year's quotas or the contract do not allow, and the days that no right covers; what
    asks for an event and has none is not looked at."""
    right = {(entry.person.id, entry.date): entry for entry in entries if not entry.wrong}
    written = {key: entry.days() for key, entry in right.items()}
    counted = set(LIMITED) - set(ASKED)
    named = {key for key, entry in right.items() if entry.event[0] or counted & {day.code for day in written[key]}}
    if not named and not any(CODES[day.code].overtime for days in written.values() for day in days):
        return
    contracts = {str(one.pk): one for one in Contract.objects.filter(employer=employer)}
    written_by = [(contracts[id], date, days) for (id, date), days in written.items()]
    leaves = refused_leaves(employer, month, written_by, (), asking=False) if named else ()
    refused = [one for one in leaves if (one.contract, one.date) in named]
    for error in (*refused_overtime(employer, month, written_by), *refused):
        entry = right[error.contract, error.date]
        if not entry.wrong:
            entry.wrong = True
            table.fault(entry.row, entry.column, entry.written, error.message, _("Corrigez les heures."))


def _days(person: Person, date: dt.date, written: str) -> list[Day]:
    record = person.record
    if written and not (record.start <= date and (record.end is None or date <= record.end)):
        raise PresteError(_("ce jour est hors du contrat"), remedy=_("Videz la cellule."))
    return kept_days(record, date, read_cell(written, date, scheduled_hours(record, date), free=is_free(record)))


def _compare(table: TableReader, entry: _Entry, known: Sequence[Day]) -> None:
    """Note a change, unless the day already is as written: recorded so, or so by the schedule."""
    date = entry.date
    scheduled, written = scheduled_hours(entry.person.record, date), entry.days()
    terms = held_on(entry.person.record.terms, date)
    holiday = terms is not None and date in holidays_of(date.year, entry.person.replaced, usual_days(terms))
    worth = _worth(written, 0, holiday=holiday)
    told = told_events(written) == told_events(known)
    if _same(written, known) or (told and worth == _worth(known, scheduled, holiday=holiday)):
        table.plan.unchanged += 1
        return
    if worth == _worth([], scheduled, holiday=holiday):
        written = []
    said = [_said(days, scheduled) for days in (known, written)]
    data = {"date": date.isoformat(), "old": _told(known), "new": _told(written)}
    table.plan.changes.append(
        Change(entry.row, entry.person.id, entry.person.name, f"{date:%d/%m/%Y}", said[0], said[1], data)
    )


def _said(days: Sequence[Day], scheduled: int) -> str:
    text, event = cell_text(days, scheduled) or _("horaire"), told_events(days)
    return f"{text} ({event})" if event else text


def _same(one: Sequence[Day], other: Sequence[Day]) -> bool:
    return sorted(_told(one)) == sorted(_told(other))


def _worth(days: Sequence[Day], scheduled: int, *, holiday: bool) -> dict[str, int]:
    """Hours by code; what the schedule asks for and nobody wrote is work, or the holiday."""
    found: dict[str, int] = {}
    for day in days:
        found[day.code] = found.get(day.code, 0) + day.hours
    if (rest := scheduled - sum(hours for code, hours in found.items() if not CODES[code].overtime)) > 0:
        code = "F" if holiday else WORK
        found[code] = found.get(code, 0) + rest
    return {code: hours for code, hours in found.items() if hours}


def _told(days: Sequence[Day]) -> list[list[Any]]:
    return [
        [day.code, day.hours, day.event, day.event_date.isoformat() if day.event_date else ""]
        if day.event
        else [day.code, day.hours]
        for day in days
    ]


def record(employer: Employer, month: Month, changes: Sequence[Change], user: User) -> int:
    """Record the changes of a plan, all or none, and tell how many. Raises HoursError."""
    cells = []
    for one in changes:
        date, days = dt.date.fromisoformat(one.data["date"]), one.data["new"]
        event, when = next((day[2:] for day in days if len(day) > len(("code", "hours"))), ("", ""))
        on = dt.date.fromisoformat(when) if when else None
        cells.append(HoursCell(one.contract, date, _written(days), event, on))
    return set_days(employer, month, cells, user)


def _written(days: Sequence[Sequence[Any]]) -> str:
    """Days with their hours in full: no schedule is read into them later."""
    return " + ".join(decimal(day[1]) if day[0] == WORK else f"{day[0]} {decimal(day[1])}" for day in days)
