"""Overtime day by day: which hours are paid now, which with a supplement, which net; quotas.

Day codes: `HS` overtime whose rest is paid when taken (`R`), `HN` paid at once with unpaid rest (`RN`), `HP` paid
without rest by the worker's choice, `HV` voluntary, `HR` relaunch hours, `HC` a part-timer's complementary hours.
Sundays, public holidays and the days that replace these have the higher supplement. Hours are counted in the order
of the days: the first ones use a quota or a credit. All in hundredths of hours.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, fields, replace

from preste.belgium.time.codes import CODES
from preste.belgium.time.holidays import is_sunday
from preste.calendar import Month
from preste.errors import InputError, NoParameter, PresteError
from preste.law import Entry, book
from preste.records import Contract, Day, Terms, held_on

RECOVERED, UNPAID_REST, WAIVED, VOLUNTARY, RELAUNCH, COMPLEMENTARY = "HS", "HN", "HP", "HV", "HR", "HC"
"""Day codes."""


@dataclass(frozen=True)
class Used:
    """What a worker's earlier months of the year used of its quotas."""

    net: int = 0
    voluntary: int = 0
    waived: int = 0


@dataclass(frozen=True)
class Overtime:
    """The overtime of a month by what it is worth.

    `recovered_*`: the supplement alone is paid now; `paid_*`: pay and supplement; `plain`: pay alone; `net`: pay
    without contributions or tax. `voluntary` and `waived` are those of `paid_*` that count for these quotas.
    """

    recovered_week: int = 0
    recovered_sunday: int = 0
    paid_week: int = 0
    paid_sunday: int = 0
    plain: int = 0
    net: int = 0
    voluntary: int = 0
    waived: int = 0

    def __bool__(self) -> bool:
        return self != NONE

    def less(self, other: Overtime) -> Overtime:
        """Without the hours of another."""
        return Overtime(**{one.name: getattr(self, one.name) - getattr(other, one.name) for one in fields(self)})

    def plus(self, name: str, hours: int, *, sunday: bool | None = None) -> Overtime:
        """With hours of a kind more; those of `recovered` and `paid` say whether they are of a Sunday."""
        full = name if sunday is None else f"{name}_{'sunday' if sunday else 'week'}"
        return replace(self, **{full: getattr(self, full) + hours})


NONE = Overtime()


def month_overtime(
    contract: Contract, terms: Terms, month: Month, used: Used, holidays: Collection[dt.date], *, horeca: bool = False
) -> tuple[Overtime, list[PresteError]]:
    """A month's overtime, and why some of it cannot be paid as it was written.

    `holidays`: the employer's public holidays of the year. `horeca`: the employer is of joint committee 302.
    """
    found, refused = count_overtime(contract, terms, month, used, holidays, horeca=horeca)
    errors: list[PresteError] = []
    for date, error in refused:
        where = f"contract {contract.id}, {date}"
        if isinstance(error, NoParameter):
            errors.append(NoParameter(error.message, field=error.field, where=where, remedy=error.remedy))
        else:
            errors.append(InputError(error.message, where=where, field="hours", remedy=error.remedy, code=error.code))
    return found, errors


def count_overtime(
    contract: Contract, terms: Terms, month: Month, used: Used, holidays: Collection[dt.date], *, horeca: bool = False
) -> tuple[Overtime, list[tuple[dt.date, PresteError]]]:
    """The same, with the day of each fault."""
    days = overtime_days(contract, month)
    if days and contract.regime != "ordinary":
        message = f"overtime is not computed for the regime {contract.regime}"
        remedy = "take the hours out, and pay them by an item"
        return NONE, [(days[0].date, InputError(message, remedy=remedy, code="E-OVERTIME-REGIME"))]
    count = _Count(contract, terms, used, horeca)
    refused: list[tuple[dt.date, PresteError]] = []
    for day in days:
        try:
            count.add(day, sunday=is_sunday(day.date) or day.date in holidays)
        except (NoParameter, InputError) as error:
            refused.append((day.date, error))
    return count.found, refused


def overtime_days(contract: Contract, month: Month) -> list[Day]:
    """The overtime of a month as it was written, in order."""
    written = (d for d in contract.days if d.code in CODES and CODES[d.code].overtime)
    return sorted((d for d in written if month.first <= d.date <= month.last), key=lambda d: d.date)


def relaunch_quota(date: dt.date) -> int:
    """Net hours of the year that may be relaunch hours (before July 2021 those of the crucial sectors)."""
    series = "relance_hours" if book().series["relance_hours"].exists_on(date) else "corona_overtime_hours"
    return 100 * int(book().on(series, date).value)


def voluntary_law(date: dt.date) -> Entry | None:
    """The system of 2026, in which the first voluntary hours are net; None before it."""
    series = book().series["voluntary_overtime"]
    return book().on("voluntary_overtime", date) if series.exists_on(date) else None


def net_quota(date: dt.date, *, horeca: bool = False) -> int:
    """Net hours of the year, relaunch hours among them."""
    entry = voluntary_law(date)
    if entry is None:
        return relaunch_quota(date)
    return 100 * int(entry.value.horeca_net if horeca else entry.value.net)


def voluntary_quota(date: dt.date, *, horeca: bool = False, relaunch: bool = False) -> int:
    """Voluntary hours of the year with a supplement; before the system of 2026, fewer beside `relaunch` hours."""
    entry = voluntary_law(date)
    if entry is None:
        hours = book().on("voluntary_overtime_hours", date).value
        return 100 * int(hours.beside_relaunch if relaunch else hours.alone)
    law = entry.value
    return 100 * int(law.horeca_total - law.horeca_net if horeca else law.with_premium)


class _Count:
    """Adds the days up in their order."""

    def __init__(self, contract: Contract, terms: Terms, used: Used, horeca: bool) -> None:
        self.contract, self.terms, self.used, self.horeca = contract, terms, used, horeca
        self.found = NONE
        self.complementary = 0

    def add(self, day: Day, *, sunday: bool) -> None:
        """One day's hours. Raises InputError for what the law does not allow, NoParameter where it is not known."""
        if day.code == RECOVERED:
            self.found = self.found.plus("recovered", day.hours, sunday=sunday)
        elif day.code == VOLUNTARY:
            self._voluntary(day, sunday)
        elif day.code == RELAUNCH:
            self._relaunch(day)
        elif day.code == COMPLEMENTARY:
            self._complementary(day, sunday)
        else:
            self.found = self.found.plus("paid", day.hours, sunday=sunday)
            if day.code == WAIVED:
                self.found = self.found.plus("waived", day.hours)

    def _voluntary(self, day: Day, sunday: bool) -> None:
        net = 0
        if voluntary_law(day.date) is not None:
            left = net_quota(day.date, horeca=self.horeca) - self.used.net - self.found.net
            net = min(day.hours, max(0, left))
            most = voluntary_quota(day.date, horeca=self.horeca)
            if (over := self.used.voluntary + self.found.voluntary + day.hours - net - most) > 0:
                raise _exhausted("voluntary hours with a supplement", most, over, "write them with another code")
        paid = day.hours - net
        self.found = self.found.plus("net", net).plus("paid", paid, sunday=sunday).plus("voluntary", paid)

    def _relaunch(self, day: Day) -> None:
        most = relaunch_quota(day.date)
        if (over := self.used.net + self.found.net + day.hours - most) > 0:
            raise _exhausted("relaunch hours", most, over, f"write them as {VOLUNTARY}")
        self.found = self.found.plus("net", day.hours)

    def _complementary(self, day: Day, sunday: bool) -> None:
        day_terms = held_on(self.contract.terms, day.date) or self.terms
        if not day_terms.part_time:
            raise InputError(
                "complementary hours are those of part-timers", remedy=f"write {RECOVERED}, {WAIVED} or {VOLUNTARY}",
                code="E-OVERTIME-FULL-TIME",
            )  # fmt: skip
        credit = 100 * int(book().on("complementary_hours_credit", day.date).value.month)
        plain = min(day.hours, max(0, credit - self.complementary))
        self.complementary += day.hours
        self.found = self.found.plus("plain", plain).plus("paid", day.hours - plain, sunday=sunday)


def _exhausted(what: str, most: int, over: int, remedy: str) -> InputError:
    message = f"the year has {most / 100:g} h of {what}, {over / 100:g} h are too many"
    return InputError(message, remedy=remedy, code="E-OVERTIME-QUOTA")
