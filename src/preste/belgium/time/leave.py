"""The rights behind leaves: how much of each is used, and the days that exceed it.

Days counted by event or by year are here; leaves that run within dates, breaks of a career and temporary unemployment
have modules of their own. What no event is given for is not checked, and told (`unnamed`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction

from preste.belgium.time.annual import payer_errors
from preste.belgium.time.career_break import break_errors
from preste.belgium.time.codes import CODES
from preste.belgium.time.events import (
    ADOPTION,
    BIRTH,
    BORN,
    BREAK,
    CARER,
    EDUCATION,
    FOSTER_CARE,
    MATERNITY,
    SHORT,
    URGENT,
    WANTED,
)
from preste.belgium.time.family_leave import adoption_errors, maternity_errors
from preste.belgium.time.refusal import RefusedDay, Use, exceeding, refused, used
from preste.belgium.time.unemployment import LIMITED, unemployment_errors
from preste.calendar import Month, months_after, school_year
from preste.errors import NoParameter
from preste.law import book
from preste.law.series import FIRST_DAY
from preste.money import euro
from preste.records import Contract, Day, Terms, held_on


def leave_errors(contract: Contract, month: Month) -> Iterator[RefusedDay]:
    """The days of the month that exceed a right, each with how much there is of it. Raises NoParameter."""
    codes = {day.code for day in contract.days_in(month)}
    if codes & {SHORT, BIRTH, URGENT, FOSTER_CARE}:
        yield from (exceeding(contract, one) for one in uses(contract, month) if one.left < 0)
    if BIRTH in codes:
        yield from _too_late(contract, month)
    if EDUCATION in codes:
        yield from _education(contract, month)
    if MATERNITY in codes:
        yield from maternity_errors(contract, month)
    if ADOPTION in codes:
        yield from adoption_errors(contract, month)
    if BREAK in codes:
        yield from break_errors(contract, month)
    if codes & LIMITED:
        yield from unemployment_errors(contract, month)
    yield from payer_errors(contract, month)


def uses(contract: Contract, month: Month) -> Iterator[Use]:
    """The days of the month that a right counts in days, each with how much of it is used then. Raises NoParameter."""
    for code in (SHORT, BIRTH):
        yield from _by_event(contract, month, code)
    yield from _by_year(contract, month)


def unnamed(contract: Contract, month: Month) -> list[str]:
    """The codes of the month whose right cannot be looked up, for want of an event."""
    given = {d.code for d in contract.days_in(month) if not d.event}
    return [code for code in WANTED if code in given]


def leave_warnings(contract: Contract, terms: Terms, month: Month) -> Iterator[str]:
    """What the officer should look at, in French sentences."""
    for code in unnamed(contract, month):
        label = "petit chômage" if code == SHORT else f"{CODES[code].label} ({code})"
        yield f"{label} sans événement : le droit n'est pas vérifié"
    if terms.pay_basis == "monthly" and _of_month(contract, EDUCATION, month):
        yield from _education_pay(terms, month)


def _education_pay(terms: Terms, month: Month) -> Iterator[str]:
    try:
        most: int = book().on("education_leave_pay", month.first).value
    except NoParameter:
        yield "congé-éducation : la limite de la rémunération n'est pas connue ; elle est maintenue entière"
        return
    if terms.amount > most:
        told_most = f"l'employeur peut limiter la rémunération à {euro(most)} par mois"
        yield f"congé-éducation : {told_most} ; elle est maintenue entière"


def _of_code(contract: Contract, code: str, last: dt.date) -> list[Day]:
    return sorted((d for d in contract.days if d.code == code and d.date <= last), key=lambda d: d.date)


def _of_month(contract: Contract, code: str, month: Month) -> bool:
    return any(d.code == code for d in contract.days_in(month))


def _by_event(contract: Contract, month: Month, code: str) -> Iterator[Use]:
    """Short absences and birth leave: so many days for each event."""
    groups: dict[tuple[str, dt.date | None], list[Day]] = {}
    for day in _of_code(contract, code, month.last):
        if day.event:
            groups.setdefault((day.event, day.event_date), []).append(day)
    for (event, date), found in groups.items():
        if found[-1].date >= month.first:
            yield from used(contract, found, right_of(code, event, date or found[0].date), month, event)


def right_of(code: str, event: str, on: dt.date) -> Fraction:
    """The days that an event gives under a day code. Raises NoParameter."""
    employer: int = book().on("short_absence", on, (event,)).value
    if code == SHORT:
        return Fraction(employer)
    whole: int = book().on("birth_leave", on).value
    return Fraction(whole - employer)


def _too_late(contract: Contract, month: Month) -> Iterator[RefusedDay]:
    """Days of birth leave after the months in which it is taken."""
    for day in _of_code(contract, BIRTH, month.last):
        born = day.event_date
        if day.event != BORN or born is None or day.date < month.first:
            continue
        months: int = book().on("birth_leave_months", born).value
        last = months_after(born, months)
        if day.date > last:
            reason = "birth leave is taken within {months} months of {born}: until {last}"
            yield refused(contract, day, reason, months=months, born=born, last=last)


def _by_year(contract: Contract, month: Month) -> Iterator[Use]:
    """Urgent reasons, carer's leave within them, and foster-care leave: so many days a calendar year."""
    urgent = [d for d in _of_code(contract, URGENT, month.last) if d.date.year == month.year]
    if urgent and urgent[-1].date >= month.first:
        days: int = book().on("urgent_leave", urgent[-1].date).value
        yield from used(contract, urgent, _in_proportion(contract, days, urgent[-1].date), month, URGENT)
    carer = [d for d in urgent if d.event == CARER]
    if carer and carer[-1].date >= month.first:
        yield from used(contract, carer, _carer(carer[-1].date), month, CARER)
    foster = [d for d in _of_code(contract, FOSTER_CARE, month.last) if d.date.year == month.year]
    if foster and foster[-1].date >= month.first:
        right: int = book().on("foster_care_leave", foster[-1].date).value
        yield from used(contract, foster, Fraction(right), month, FOSTER_CARE)


def _carer(on: dt.date) -> Fraction:
    """Days of carer's leave a year; none before the law that made it."""
    if not book().series["carer_leave"].exists_on(on):
        return Fraction(0)
    days: int = book().on("carer_leave", on).value
    return Fraction(days)


def _in_proportion(contract: Contract, days: int, on: dt.date) -> Fraction:
    """Days of a full-timer, for the part of a full time that is worked; in days of the contract's own hours."""
    terms = held_on(contract.terms, on)
    if terms is None or not terms.hours_week or not terms.part_time:
        return Fraction(days)
    worked = sum(1 for hours in terms.schedule if hours)
    return Fraction(days * worked, terms.full_time_days)


def _education(contract: Contract, month: Month) -> Iterator[RefusedDay]:
    """Paid educational leave: so many hours a school year, by Region and training; part-time in proportion."""
    groups: dict[tuple[str, dt.date], list[Day]] = {}
    for day in _of_code(contract, EDUCATION, month.last):
        if day.event:
            groups.setdefault((day.event, school_year(day.date)), []).append(day)
    for (event, begins), days in groups.items():
        if days[-1].date < month.first:
            continue
        whole: int = book().on("education_leave", max(begins, FIRST_DAY), (event,)).value
        terms = held_on(contract.terms, days[-1].date)
        right = Fraction(whole)
        if terms is not None and terms.hours_week and terms.part_time:
            right *= Fraction(terms.hours_week, terms.full_time_hours)
        used = Fraction(0)
        for day in days:
            used += Fraction(day.hours, 100)
            if used > right and day.date >= month.first:
                reason = "{event} gives {right} hours a school year, {used} are taken with this day"
                yield refused(contract, day, reason, event=event, right=right, used=used)
