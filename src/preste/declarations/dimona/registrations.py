"""Daily registrations (enregistrements journaliers): the recorded days of a flexi-job that is declared by quarter.

An employer that chose Dimona for it registers the begin and the end of each day within the known period. What the ONSS
knows already is changed or cancelled under the number it gave (zone 01085); a day of which nothing is recorded any more
is left alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from preste.declarations.dimona.days import hours_of_day, worked_on
from preste.declarations.dimona.model import CANCELLED, CHANGED, CREATED, DailyRegistration, Period
from preste.declarations.dimona.told import Particulars, particulars_on
from preste.errors import InputError, PresteError, refuse
from preste.records import Contract

_REGISTERED = ("FLX",)
"""Types of worker whose days are registered within a longer period."""


@dataclass(frozen=True, kw_only=True)
class Registered:
    """A day that the ONSS knows, under the number it gave."""

    number: str
    period: str
    start: dt.date
    start_hour: str
    end: dt.date
    end_hour: str = ""


def registrations(
    contracts: Sequence[Contract],
    known: Sequence[Period],
    told: Sequence[Particulars],
    registered: Sequence[Registered],
    first: dt.date,
    last: dt.date,
) -> list[tuple[str, DailyRegistration]]:
    """By contract, what to register of the days from one to another.

    Raises DossierError: nobody told at which hour the days of some contracts begin.
    """
    by_id = {one.id: one for one in contracts}
    found: list[tuple[str, DailyRegistration]] = []
    faults: list[PresteError] = []
    for period in sorted(known, key=lambda one: (one.start, one.number)):
        contract = by_id.get(period.contract)
        if contract is None or period.worker_type not in _REGISTERED or period.start_hour:
            continue
        own = [one for one in told if one.contract == contract.id]
        days = sorted({day.date for day in contract.days if _within(day.date, period, first, last)})
        try:
            for day in days:
                here = next((one for one in registered if (one.period, one.start) == (period.number, day)), None)
                found += [(contract.id, one) for one in _of_day(contract, period, day, own, here)]
        except InputError as fault:
            faults.append(fault)
    refuse("the days cannot be registered", faults)
    return found


def _within(day: dt.date, period: Period, first: dt.date, last: dt.date) -> bool:
    return max(first, period.start) <= day <= min(last, period.end or dt.date.max)


def _of_day(
    contract: Contract, period: Period, day: dt.date, told: Sequence[Particulars], known: Registered | None
) -> Iterator[DailyRegistration]:
    """What a recorded day asks for. Raises InputError: nobody told at which hour it begins."""
    worked = worked_on(contract, day)
    if not worked:
        if known is not None:
            yield DailyRegistration(action=CANCELLED, id=known.number)
        return
    particulars = particulars_on(told, day)
    if particulars is None or not particulars.start_hour:
        raise InputError(
            "nobody told the hour at which the day begins",
            where=f"{contract.id}, {day}",
            field="start_hour",
            remedy=f"write it in dimona/details.csv under the contract {contract.id}",
            code="E-DIMONA-DETAILS",
        )
    end, end_hour = hours_of_day(day, particulars.start_hour, worked, particulars.pause)
    if known is None:
        yield DailyRegistration(
            action=CREATED, period=period.number, start=day, start_hour=particulars.start_hour, end=end,
            end_hour=end_hour,
        )  # fmt: skip
    elif (known.start_hour, known.end, known.end_hour) != (particulars.start_hour, end, end_hour):
        yield DailyRegistration(
            action=CHANGED,
            id=known.number,
            start_hour=particulars.start_hour if particulars.start_hour != known.start_hour else "",
            end=end if end != known.end else None,
            end_hour=end_hour if end_hour != known.end_hour else "",
        )
