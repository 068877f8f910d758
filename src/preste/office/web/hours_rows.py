"""The rows of the hours: what each day of a contract's month shows, in the grid and in the plain form."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from django.utils.dates import WEEKDAYS

from preste.belgium.time.codes import CODES
from preste.belgium.time.holidays import holidays_of, usual_days
from preste.belgium.time.month import month_time
from preste.belgium.time.stretches import the_change
from preste.calendar import Month
from preste.office.services.events import Option
from preste.office.services.hours import cell_text, is_free, scheduled_hours, sick_hours
from preste.office.web.event_choices import choices_of, event_text
from preste.office.web.terms import said
from preste.payroll.contingents.overtime import DAYS, OvertimeRoom
from preste.records import Contract as ContractRecord
from preste.records import Day, ReplacedHoliday, held_on


@dataclass
class DayCell:
    """One day of one contract on the page."""

    date: dt.date
    weekday: str
    holiday: str
    scheduled: int
    outside: bool
    text: str
    kind: str
    error: str = ""
    days: Sequence[Day] = ()
    """What is recorded of it."""
    sick: Mapping[str, int] = field(default_factory=dict)
    """What an incapacity makes of the day: hundredths of hours by code."""
    event: str = ""
    """What a short absence of the day is for, in words."""
    options: Sequence[Option] = ()
    """The events it may be for, when that is asked."""
    before: Day | None = None
    """The nearest earlier day of the same leave, whose event it takes by itself."""
    chosen: str = ""
    when: str = ""
    """The date of a new event, as the form holds it."""

    @property
    def weekend(self) -> bool:
        """Saturday or Sunday."""
        return self.date.weekday() >= 5

    @property
    def hint(self) -> str:
        """What an empty cell stands for."""
        if self.sick:
            return cell_text([Day(date=self.date, code=code, hours=h) for code, h in self.sick.items()], self.scheduled)
        return "F" if self.holiday and self.scheduled else ""

    @property
    def sickness(self) -> str:
        """What an incapacity makes of the day, in words."""
        return ", ".join(said(CODES[code].label) for code in self.sick)

    @property
    def name(self) -> str:
        """Its input's name in the plain form."""
        return f"d{self.date.day}"

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The events to choose from, each with what is left of its right."""
        return choices_of(self.options, self.before)


@dataclass(frozen=True)
class GridRow:
    """A contract's month: its cells and what they add up to, in hundredths of hours."""

    id: str
    record: ContractRecord
    free: bool
    cells: Sequence[DayCell]
    work: int
    other: int
    paid: int
    room: int | None = None
    """How many of the hours paid a contingent covers; None where none is counted."""
    extra: Sequence[OvertimeRoom] = ()
    """What is left of the quotas of overtime, or of the days of occasional work, before the month."""
    days_paid: int = 0

    @property
    def left(self) -> int | None:
        """What is left of the contingent, below zero where it is exceeded."""
        return None if self.room is None else self.room - self.paid

    @property
    def quotas(self) -> str:
        """The quotas of overtime as the script reads them: codes, their hours, codes that make room again."""
        return ";".join(f"{','.join(one.codes)}:{one.room}:{','.join(one.gives)}" for one in self.extra)

    @cached_property
    def overtime(self) -> Sequence[QuotaLeft]:
        """What is left after the month's hours of the quotas that they use."""
        hours: dict[str, int] = defaultdict(int)
        for cell in self.cells:
            for day in cell.days:
                hours[day.code] += day.hours
        hours[DAYS] = 100 * self.days_paid
        written = {code: total for code, total in hours.items() if total}
        return [
            QuotaLeft(used[0], one.room - sum(hours[code] for code in one.codes) + sum(hours[c] for c in one.gives))
            for one in self.extra
            if (used := [code for code in one.codes if code in written])
        ]

    @property
    def beyond(self) -> bool:
        """Whether the contingent or a quota of overtime is exceeded."""
        return (self.left is not None and self.left < 0) or any(one.left < 0 for one in self.overtime)

    @property
    def least(self) -> QuotaLeft | None:
        """The quota of overtime of which least is left, of those that the month uses."""
        return min(self.overtime, key=lambda one: one.left, default=None)


class QuotaLeft(NamedTuple):
    """What is left of a quota of overtime, with the first code of the month that uses it."""

    code: str
    left: int


class GridDay(NamedTuple):
    """A day of the month for everybody: its date, two letters of its weekday (`lu`), the legal holiday it is."""

    date: dt.date
    weekday: str
    holiday: str


def grid_days(month: Month, replaced: Sequence[ReplacedHoliday]) -> list[GridDay]:
    """The days of the month in the reader's language, told once for all rows."""
    weekdays, holidays = [str(WEEKDAYS[n])[:2] for n in range(7)], holidays_of(month.year, replaced)
    return [GridDay(day, weekdays[day.weekday()], said(holidays.get(day, ""))) for day in month.days]


def _kind(days: Sequence[Day]) -> str:
    """How a cell is coloured: by what its first day is."""
    if not days or days[0].code not in CODES:
        return ""
    code = CODES[days[0].code]
    if code.overtime:
        return "extra"
    return "work" if code.code == "W" else "paid" if code.paid or code.own_pay else "unpaid"


def row_of(
    record: ContractRecord,
    id: str,
    month: Month,
    days: Sequence[GridDay],
    replaced: Sequence[ReplacedHoliday] = (),
    room: int | None = None,
    extra: Sequence[OvertimeRoom] = (),
) -> GridRow:
    """A contract's month as it is shown."""
    given: Mapping[dt.date, list[Day]] = _by_date(record)
    terms = held_on(record.terms, max(month.first, record.start))
    holidays = holidays_of(month.year, replaced, usual_days(terms)) if terms else {}
    time = month_time(record, terms, month, replaced, the_change(record, month))[0] if terms else None
    sick = sick_hours(record, time)
    cells = []
    for day in days:
        date = day.date
        scheduled = scheduled_hours(record, date)
        written = given.get(date, [])
        outside = date < record.start or (record.end is not None and date > record.end)
        text, of_sickness = cell_text(written, scheduled), sick.get(date, {})
        holiday = said(holidays[date]) if date in holidays else ""
        cell = DayCell(date, day.weekday, holiday, scheduled, outside, text, _kind(written), sick=of_sickness)
        cell.days = written
        cell.event = ", ".join(event_text(one) for one in written if one.event)
        cells.append(cell)
    by_code = time.hours_by_code if time else {}
    work = by_code.get("W", 0) + sum(hours for code, hours in by_code.items() if CODES[code].overtime)
    paid = sum(hours for code, hours in by_code.items() if CODES[code].paid)
    worked = {day.date for day in time.calendar if day.hours and day.code and CODES[day.code].paid} if time else ()
    days_paid = len(worked)
    return GridRow(id, record, is_free(record), cells, work, sum(by_code.values()) - work, paid, room, extra, days_paid)


def _by_date(record: ContractRecord) -> dict[dt.date, list[Day]]:
    given: dict[dt.date, list[Day]] = defaultdict(list)
    for day in record.days:
        given[day.date].append(day)
    return given
