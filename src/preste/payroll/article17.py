"""Article 17 on a payslip: which plan a month follows, with what facts, and what the officer is told."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from preste.belgium.regimes.limits import Article17Use, article17_excess, article17_from, counted_by_day
from preste.belgium.time.codes import CODES
from preste.belgium.time.month import MonthTime, month_time
from preste.calendar import ONE_DAY, Month
from preste.law import book
from preste.money import number, text
from preste.payroll.carry import Carry, article17_left
from preste.payroll.contingents.elsewhere import student_facts, used_elsewhere
from preste.records import Contract, ElsewhereKind, Employer, held_on

_FREE = "article 17 : aucun précompte n'est retenu, aucun texte trouvé ne le demande"
_NO_LINK = ("article17", "student")
"""Regimes that are no employment by which one waits."""


@dataclass(frozen=True)
class Article17:
    """The regime of a month of article 17, the facts that go with it, and what is told, in French."""

    regime: str
    facts: dict[str, int]
    told: str
    reopened: bool = False
    """Whether the month was within the limits when it was paid, and later months of the same period exceeded one."""


def article17(
    employer: Employer,
    contract: Contract,
    own: Sequence[Contract],
    time: MonthTime,
    month: Month,
    carry: Carry,
    seen: Month | None = None,
) -> Article17:
    """How a month of article 17 is paid; `own`: all contracts of the worker, `seen`: the last month whose hours are
    known. Raises NoParameter."""
    employed = None if contract.student or contract.pensioner else employed_until(contract, own, month)
    if employed is not None and article17_from(employed) > max(month.first, contract.start):
        told = f"article 17 exclu : le travailleur était en service jusqu'au {employed:%d/%m/%Y}, un an d'attente"
        return Article17("ordinary", {}, f"{told} ; la rémunération suit le régime ordinaire")
    if outside := event_fault(contract, month):
        return Article17("ordinary", {}, f"article 17 dépassé ({outside}) : la rémunération suit le régime ordinaire")
    excess = article17_excess(article17_use(contract, time, carry, month), month)
    if excess is None:
        later = _with_later(article17_use(contract, time, carry, month), contract, own, month, seen)
        return Article17("article17", {}, _FREE, reopened=later is not None and bool(article17_excess(later, month)))
    if not contract.student:
        told = f"article 17 dépassé ({excess.reason}) : la rémunération suit le régime ordinaire"
        return Article17("ordinary", {}, told)
    facts = {
        "hours_within_limits": time.hours_paid - excess.hours,
        **student_facts(employer, contract, excess.hours, carry, month),
    }
    hours = number(excess.hours)
    told = f"article 17 dépassé ({excess.reason}) : {hours} h sont prises sur le contingent d'étudiant"
    return Article17("article17_student", facts, told)


def article17_use(contract: Contract, time: MonthTime, carry: Carry, month: Month) -> Article17Use:
    """The hours of a month, and those used before it: here, and elsewhere as the worker told."""
    sport = carry.article17_sport_year, carry.article17_sport_quarter
    rest = carry.article17_year - sport[0], carry.article17_quarter - sport[1]
    sport_kinds: tuple[ElsewhereKind, ElsewhereKind] = ("article17_sport", "article17")
    of_sport = contract.article17_sector == "sport"
    own, other = (sport, rest) if of_sport else (rest, sport)
    told = [used_elsewhere(contract, kind, month) for kind in (sport_kinds if of_sport else sport_kinds[::-1])]
    return Article17Use(
        sector=contract.article17_sector,
        hours=time.hours_paid,
        hours_year=own[0] + told[0][0],
        hours_quarter=own[1] + told[0][1],
        days=time.days_worked,
        days_year=carry.article17_days + sum(year for year, _quarter in told) // 100,
        other_year=other[0] + told[1][0],
        other_quarter=other[1] + told[1][1],
        student=contract.student,
    )


def _with_later(
    use: Article17Use, contract: Contract, own: Sequence[Contract], month: Month, seen: Month | None
) -> Article17Use | None:
    """The same with the hours of the year's months after it; None where none of them is known. A student's hours beyond
    the limits are student hours: nothing is reopened."""
    if contract.student or seen is None or seen <= month:
        return None
    found: Counter[str] = Counter()
    at = month.plus(1)
    while at <= seen and at.year == month.year:
        for one in own:
            if one.regime == "article17" and one.active_in(at):
                hours, days = _worked(one, at)
                sector = "" if one.article17_sector == contract.article17_sector else "other_"
                found[f"later_{sector}year"] += hours
                found["later_days"] += days
                if at.quarter == month.quarter:
                    found[f"later_{sector}quarter"] += hours
        at = at.plus(1)
    return replace(
        use,
        later_year=found["later_year"],
        later_quarter=found["later_quarter"],
        later_other_year=found["later_other_year"],
        later_other_quarter=found["later_other_quarter"],
        later_days=found["later_days"],
    )


def exceeds(contract: Contract, own: Sequence[Contract], month: Month, begins: Month | None, opening: Carry) -> bool:
    """Whether the hours of a month, after those of the year's months before it, exceed a limit. `opening`: what the
    worker's contracts brought to `begins`, the first month computed here. Raises NoParameter."""
    carry, at = Carry(), Month(month.year, 1)
    if begins is not None and begins.year == month.year:
        carry, at = opening, begins
    while at < month:
        carry.begin(at)
        for one in own:
            if one.regime == "article17" and one.active_in(at):
                hours, days = _worked(one, at)
                carry.add(article17_left(one, hours, days))
        at = at.plus(1)
    carry.begin(month)
    terms = held_on(contract.terms, max(month.first, contract.start))
    if terms is None:
        return False
    return (
        article17_excess(article17_use(contract, month_time(contract, terms, month)[0], carry, month), month)
        is not None
    )


def event_window(contract: Contract) -> tuple[dt.date, dt.date, int] | None:
    """The first and last day that the contract's one event allows, and its hours; None without an event."""
    event = contract.article17_event
    if event is None or counted_by_day(Month(event.year, event.month)):
        return None
    law = book().on("article17_hours", event).value
    return event - law.event_days * ONE_DAY, event + law.event_days * ONE_DAY, int(law.event)


def event_fault(contract: Contract, month: Month) -> str:
    """What the hours of one event, up to the end of a month, exceed; "" when it is nothing. Raises NoParameter."""
    window = event_window(contract)
    if window is None:
        return ""
    first, last, limit = window
    hours = worked_days(contract, Month(contract.start.year, contract.start.month), month)
    if outside := sorted(date for date in hours if not first <= date <= last):
        return f"worked on {outside[0]}, the event allows {first} to {last}"
    total = sum(hours.values())
    return f"{text(total)} hours, the limit of an event is {limit // 100}" if total > limit else ""


def worked_days(contract: Contract, first: Month, last: Month) -> dict[dt.date, int]:
    """The hours paid of a contract by day, from one month to another."""
    found: Counter[dt.date] = Counter()
    while first <= last:
        terms = held_on(contract.terms, max(first.first, contract.start))
        if terms is not None and contract.active_in(first):
            for day in month_time(contract, terms, first)[0].calendar:
                if day.code in CODES and CODES[day.code].paid:
                    found[day.date] += day.hours
        first = first.plus(1)
    return {date: hours for date, hours in found.items() if hours}


def _worked(contract: Contract, month: Month) -> tuple[int, int]:
    """The hours that a contract pays in a month, and the days worked."""
    terms = held_on(contract.terms, max(month.first, contract.start))
    if terms is None:
        return 0, 0
    time, _errors = month_time(contract, terms, month)
    return time.hours_paid, time.days_worked


def employed_until(contract: Contract, own: Sequence[Contract], month: Month) -> dt.date | None:
    """The last day so far of another kind of contract with the employer."""
    others = (one for one in own if one.regime not in _NO_LINK and one.start <= month.last)
    days = [min(one.end or month.last, month.last) for one in others]
    if contract.employed_until is not None:
        days.append(contract.employed_until)
    return max(days, default=None)
