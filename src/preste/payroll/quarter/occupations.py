"""Lines of occupation: the stretches of a contract on which the same terms hold, with their time and pay."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from preste.belgium.time.month import DayWorth
from preste.belgium.time.stretches import stretches
from preste.calendar import ONE_DAY, Quarter, each_day
from preste.errors import InputError
from preste.money import half_up, prorata
from preste.payroll.items import items_of
from preste.payroll.payslip import Payslip
from preste.payroll.quarter.model import SEVERANCE_CODE, Missing, Occupation, Pay, Remuneration
from preste.payroll.quarter.pay import declared_calendar
from preste.payroll.quarter.services import Time, time_of
from preste.records import Contract, PayItem, Terms

_BREAK = "CT"
_FULL_BREAK = "3"
"""The measure of a complete break of the career (annex 44)."""
_WEEK = 7
SEVERED = "indemnité de rupture"
"""Why pay stands on an occupation after the contract."""

_Key = tuple[int, int, int, str, str, bool]


@dataclass
class _Stretch:
    """Days of a contract on which nothing changes that a line of occupation tells."""

    contract: Contract
    terms: Terms
    key: _Key
    first: dt.date
    last: dt.date
    calendar: list[DayWorth] = field(default_factory=list)
    pay: list[Pay] = field(default_factory=list)


def occupations_of(
    payslips: Sequence[tuple[Payslip, Sequence[Pay]]], moved_in: Sequence[Pay], quarter: Quarter
) -> tuple[tuple[Occupation, ...], list[str]]:
    """A contract's occupations of a quarter, from its payslips of one worker line, and what is to be told of them.

    `payslips`: each with its pay.
    `moved_in`: pay of later payslips that belongs to this quarter; it stands on the last occupation.
    """
    found: list[_Stretch] = []
    notes: list[str] = []
    for payslip, pays in payslips:
        calendar, pay = declared_calendar(payslip), [one for one in pays if one.quarter == quarter]
        if not calendar and not pay:
            continue
        _add_month(found, payslip, calendar, pay)
    if found and moved_in:
        found[-1].pay += moved_in
    contract = payslips[-1][0].contract
    made = [_occupation(one, quarter, found[i + 1] if i + 1 < len(found) else None) for i, one in enumerate(found)]
    if any(not one.terms.hours_week for one in found):
        notes.append(f"{contract.id} : horaire variable, Q est la moyenne des heures du trimestre")
    if made and (contract.end is not None and contract.end <= quarter.last):
        made[-1] = replace(made[-1], end=contract.end)
    elif made and contract.regime == "flexi":  # whose occupation always ends with the quarter
        made[-1] = replace(made[-1], end=quarter.last)
    return tuple(made), notes


def _add_month(found: list[_Stretch], payslip: Payslip, calendar: list[DayWorth], pay: list[Pay]) -> None:
    """The days and the pay of a month, on the stretches they belong to; pay of no day in particular on the last."""
    contract, employer = payslip.contract, payslip.employer
    own: list[_Stretch] = []
    for part in stretches(contract, payslip.month):
        terms = part.terms or payslip.terms
        key = _key(contract, terms, contract.joint_committee or employer.joint_committee)
        if not found or found[-1].key != key:
            found.append(_Stretch(contract, terms, key, part.first, part.last))
        found[-1].last = part.last
        found[-1].calendar += [day for day in calendar if part.first <= day.date <= part.last]
        own.append(found[-1])
    for one in pay:
        own[0 if one.rule == "base_pay_before" else -1].pay.append(one)


def _key(contract: Contract, terms: Terms, joint_committee: str) -> _Key:
    days = sum(100 for hours in terms.schedule if hours)
    return (
        terms.hours_week, terms.full_time_hours, days, joint_committee, contract.establishment, contract.pensioner
    )  # fmt: skip


def _occupation(one: _Stretch, quarter: Quarter, following: _Stretch | None) -> Occupation:
    hours_week, full_time, days_week, committee, establishment, retired = one.key
    part_time = hours_week < full_time
    time = time_of(one.calendar, part_time=part_time)
    measure = ""
    coded = {day.code for day in one.calendar if day.hours}
    if coded == {_BREAK}:
        measure, hours_week, days_week = _FULL_BREAK, 0, 0
    elif not hours_week:
        hours_week, days_week = _averages(one, time)
    return Occupation(
        contract=one.contract.id,
        start=_began(one),
        end=following.first - ONE_DAY if following is not None else None,
        joint_committee=committee,
        days_week=days_week,
        part_time=part_time,
        hours_week=hours_week,
        full_time_hours=full_time,
        establishment=establishment,
        retired=retired,
        measure=measure,
        services=time.services,
        remunerations=added_up(one.pay),
        undeclared=time.undeclared,
        undeclared_days=time.undeclared_days,
    )


def _averages(one: _Stretch, time: Time) -> tuple[int, int]:
    """Hours and days of an average week, of a contract without a schedule."""
    span = (one.last - one.first).days + 1
    hours = sum(service.hours for service in time.services)
    days = sum(service.days for service in time.services)
    return half_up(hours * _WEEK, span), half_up(days * _WEEK, span)


def _began(one: _Stretch) -> dt.date:
    """The first day of these terms without a change that an occupation tells, also before the quarter."""
    contract = one.contract
    start = one.first
    for terms in sorted(contract.terms, key=lambda terms: terms.valid_from, reverse=True):
        if terms.valid_from > one.first:
            continue
        if _key(contract, terms, one.key[3]) != one.key:
            break
        start = terms.valid_from
    return max(contract.start, start)


def added_up(pays: Iterable[Pay]) -> tuple[Remuneration, ...]:
    """One remuneration for each code and frequency, in order of code."""
    found: dict[tuple[str, int], list[Pay]] = {}
    for one in pays:
        found.setdefault((one.code, one.frequency), []).append(one)
    ordered = sorted(found.items(), key=lambda item: (int(item[0][0]), item[0][1]))
    return tuple(
        Remuneration(code, amount, frequency, pays=tuple(own))
        for (code, frequency), own in ordered
        if (amount := sum(one.amount for one in own))
    )


# ── severance ──────────────────────────────────────────────────────────────────────────────


def severances_of(payslip: Payslip, quarter: Quarter) -> tuple[list[Occupation], list[Missing]]:
    """Severance of a payslip: occupations of their own, for the days it covers.

    The rest of the quarter, the rest of the year and each later year are apart. Without the days it covers, one
    occupation that begins after the contract, and what is missing.
    """
    made: list[Occupation] = []
    missing: list[Missing] = []
    for item in items_of(payslip.contract.items, payslip.month):
        if item.kind != "severance" or not item.amount:
            continue
        if "covered_from" in item.details:
            made += _covered(payslip, item, quarter)
            continue
        remedy = "give the item covered_from and covered_to"
        error = InputError("the days that severance covers are not told", field="covered_from", remedy=remedy)
        missing.append(Missing(payslip.contract.id, SEVERANCE_CODE, error))
        after = (payslip.contract.end or payslip.month.last) + ONE_DAY
        made.append(_severance(payslip, after, None, item.amount, ()))
    return made, missing


def _covered(payslip: Payslip, item: PayItem, quarter: Quarter) -> Iterator[Occupation]:
    first, last = (dt.date.fromisoformat(item.details[name]) for name in ("covered_from", "covered_to"))
    whole = _workdays(payslip.terms, first, last)
    done = before = 0
    for start, end in periods(first, last, quarter):
        calendar = _workdays(payslip.terms, start, end)
        done += sum(day.hours for day in calendar)
        hours = sum(day.hours for day in whole)
        until = prorata(item.amount, done, hours) if hours and end != last else item.amount
        yield _severance(payslip, start, end, until - before, calendar)
        before = until


def periods(first: dt.date, last: dt.date, quarter: Quarter) -> Iterator[tuple[dt.date, dt.date]]:
    """The days that severance covers, cut after the quarter of the break and after each year."""
    cuts = {
        day for day in (quarter.last, *(dt.date(year, 12, 31) for year in range(first.year, last.year))) if day < last
    }
    ends = sorted({*(day for day in cuts if day >= first), last})
    starts = [first, *(day + ONE_DAY for day in ends)]
    yield from zip(starts, ends, strict=False)


def _workdays(terms: Terms, first: dt.date, last: dt.date) -> list[DayWorth]:
    return [DayWorth(day, "W", hours) for day in each_day(first, last) if (hours := terms.schedule[day.weekday()])]


def _severance(
    payslip: Payslip, start: dt.date, end: dt.date | None, amount: int, calendar: Sequence[DayWorth]
) -> Occupation:
    contract, terms = payslip.contract, payslip.terms
    paid = next((one for one in payslip.lines if one.onss_code == SEVERANCE_CODE), None)
    pay = Pay(Quarter.of(payslip.month), SEVERANCE_CODE, amount, why=SEVERED, line=paid)
    time = time_of(calendar, part_time=terms.part_time)
    return Occupation(
        contract=contract.id,
        start=start,
        end=end,
        joint_committee=contract.joint_committee or payslip.employer.joint_committee,
        days_week=sum(100 for hours in terms.schedule if hours),
        part_time=terms.part_time,
        hours_week=terms.hours_week,
        full_time_hours=terms.full_time_hours,
        establishment=contract.establishment,
        retired=contract.pensioner,
        severance=True,
        services=time.services,
        remunerations=(Remuneration(SEVERANCE_CODE, amount, pays=(pay,)),),
    )
