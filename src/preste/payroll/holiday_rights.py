"""The rights behind holidays other than the year's own: carried over, supplementary, of the young and of seniors;
and public holidays owed after the contract."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from fractions import Fraction

from preste.belgium.holiday.plans import ask
from preste.belgium.time.codes import CODES
from preste.belgium.time.refusal import RefusedDay, part_of_day, refused
from preste.calendar import ONE_DAY, Month, months_after
from preste.law import book
from preste.money import number, prorata, times
from preste.payroll.holiday import Balance, holiday_balance, holiday_year, week_days, work_facts
from preste.records import Contract, Day, Terms

CARRIED = ("VR", "VRR")
"""Days carried over from the year before, and from the one before that."""
SUPPLEMENTARY, YOUTH_SENIOR = "VS", "VJ"
_WITH_RIGHT = (*CARRIED, SUPPLEMENTARY, YOUTH_SENIOR)


def carried_over(contract: Contract, month: Month, last: dt.date | None = None) -> list[Balance]:
    """The days carried over to the month's year, by the year they come from: how many, taken and left at its end, or on
    another day."""
    found = []
    for back, _ in enumerate(CARRIED, 1):
        year = month.year - back
        known = holiday_year(contract, year)
        if known is not None and known.carried and _carries(year, month):
            taken = sum(_hundredths(contract, day) for day in _taken_of(contract, year, last or month.last))
            found.append(Balance(year, known.carried, taken, known.carried - taken))
    return found


def holiday_errors(contract: Contract, terms: Terms, month: Month) -> Iterator[RefusedDay]:
    """The days of the month that go beyond their right. Raises NoParameter."""
    if not any(day.code in _WITH_RIGHT for day in contract.days_in(month)):
        return
    for back, code in enumerate(CARRIED, 1):
        yield from _beyond_carried(contract, code, month.year - back, month)
    if days := _of_month(contract, YOUTH_SENIOR, month):
        yield from _too_old_or_young(contract, days)
    for code in (SUPPLEMENTARY, YOUTH_SENIOR):
        most = _most(contract, terms, code, month) if _of_month(contract, code, month) else None
        if most is not None:
            yield from _beyond(contract, code, most, month)


def holiday_unchecked(contract: Contract, terms: Terms, month: Month) -> Iterator[str]:
    """What is not checked for want of a right, in French sentences."""
    if not any(day.code in _WITH_RIGHT for day in contract.days_in(month)):
        return
    for back, code in enumerate(CARRIED, 1):
        if _of_month(contract, code, month) and holiday_year(contract, month.year - back) is None:
            yield f"{CODES[code].label} ({code}) : report de {month.year - back} non encodé, le droit n'est pas vérifié"
    for code in (SUPPLEMENTARY, YOUTH_SENIOR):
        if not _of_month(contract, code, month):
            continue
        balance = holiday_balance(contract, terms, month)
        if balance is None:
            yield f"{CODES[code].label} ({code}) : vacances de l'année non encodées, le droit n'est pas vérifié"
        elif balance.left > 0:
            left = number(balance.left)
            yield f"{CODES[code].label} ({code}) : {left} jours de vacances légales restent à prendre d'abord"


def holiday_pay_after_end(terms: Terms, day: dt.date) -> int:
    """Cents owed for a public holiday after the contract: its hours, or their part of the month's pay."""
    hours = terms.schedule[day.weekday()]
    if terms.pay_basis == "hourly":
        return times(terms.amount, hours)
    return prorata(terms.amount, hours, sum(terms.schedule[d.weekday()] for d in Month(day.year, day.month).days))


def _carries(year: int, month: Month) -> bool:
    """Whether days of a holiday year may still be taken in a month."""
    series = book().series["holiday_carry_over"]
    begins = dt.date(year, 1, 1)
    if not series.exists_on(begins):
        return False
    months: int = series.on(begins).value.months
    return month.first < months_after(dt.date(year + 1, 1, 1), months)


def _taken_of(contract: Contract, year: int, last: dt.date) -> list[Day]:
    """The days taken of those carried over from a year, in the two years after it."""
    return [
        day
        for day in contract.days
        if day.date <= last and (day.code, day.date.year) in ((c, year + n) for n, c in enumerate(CARRIED, 1))
    ]


def _beyond_carried(contract: Contract, code: str, year: int, month: Month) -> Iterator[RefusedDay]:
    known = holiday_year(contract, year)
    days = _of_month(contract, code, month)
    if not days or (known is None and book().series["holiday_carry_over"].exists_on(dt.date(year, 1, 1))):
        return
    right = known.carried if known is not None and _carries(year, month) else 0
    used = sum(_hundredths(contract, day) for day in _taken_of(contract, year, month.first - ONE_DAY))
    for day in days:
        used += _hundredths(contract, day)
        if used > right:
            reason = "{right} days are carried over from {year}, {used} are taken"
            remedy = f'give what was carried over: holidays: [{{year: {year}, carried: "3"}}], or another code'
            yield refused(contract, day, reason, remedy, right=_days(right), year=year, used=_days(used))


def _too_old_or_young(contract: Contract, days: Sequence[Day]) -> Iterator[RefusedDay]:
    law = book().on("youth_senior_holiday", days[0].date).value
    age = days[0].date.year - 1 - contract.worker.birth_date.year
    if law.youth_under <= age < law.senior_from:
        reason = (
            "youth holidays are for who was under {youth} on 31 December of the year before, "
            "senior ones from {senior}: the age was {age}"
        )
        figures = {"youth": law.youth_under, "senior": law.senior_from, "age": age}
        yield from (refused(contract, day, reason, **figures) for day in days)


def _most(contract: Contract, terms: Terms, code: str, month: Month) -> int | None:
    """Hundredths of days that may be taken in the year; None when the year's holidays are not known."""
    balance, known = holiday_balance(contract, terms, month), holiday_year(contract, month.year)
    if balance is None or known is None:
        return None
    weeks: int = book().on("holiday_right", month.first).value.weeks
    short = max(0, weeks * week_days(terms) - balance.right)
    if code != SUPPLEMENTARY or known.days is not None:
        return short
    begins = max(contract.start, dt.date(month.year, 1, 1))
    facts = {
        **work_facts(known),
        "week_days": week_days(terms),
        "week_hours": terms.hours_week,
        "months_this_year": month.month - begins.month + 1,
    }
    supplementary: int = ask("right", month.first, facts)["supplementary_days"]
    return supplementary


def _beyond(contract: Contract, code: str, most: int, month: Month) -> Iterator[RefusedDay]:
    used = 0
    for day in sorted((d for d in contract.days if d.code == code), key=lambda d: d.date):
        if day.date.year == month.year and day.date <= month.last:
            used += _hundredths(contract, day)
            if used > most and day.date >= month.first:
                reason = "{code} gives {right} days this year, {used} are taken"
                yield refused(contract, day, reason, code=code, right=_days(most), used=_days(used))


def _of_month(contract: Contract, code: str, month: Month) -> list[Day]:
    return sorted((day for day in contract.days_in(month) if day.code == code), key=lambda day: day.date)


def _hundredths(contract: Contract, day: Day) -> int:
    """A day's part of its schedule, in hundredths of a day."""
    return int(100 * part_of_day(contract, day))


def _days(hundredths: int) -> Fraction:
    return Fraction(hundredths, 100)
