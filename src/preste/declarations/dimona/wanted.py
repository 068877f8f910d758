"""What should be declared for a contract: the Dimona periods that records ask for, by quarter where the type wants it.

A student's or an article 17's plan is the hours of the schedule, each hour begun counted whole, as the ONSS asks; where
the schedule does not tell, a plan does (`Plan`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from preste.calendar import ONE_DAY, Month
from preste.declarations.dimona.model import Address, PlaceOfWork
from preste.declarations.dimona.worker_types import WORKER_TYPES, dimona_committee
from preste.errors import InputError
from preste.money import up
from preste.records import Address as Postal
from preste.records import Contract, Employer, held_on

BELGIUM = 150
"""The country's code in the ONSS's list (annex 5)."""
_APPRENTICES = ("035", "439")
_HOUSE = re.compile(r"(?P<street>.*?)[ ,]+(?P<number>\d+\w?)(?:[ ,/]+(?:bte|boîte|bus|box)?\.? *(?P<box>\w{1,4}))?")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A period that records ask for. `establishment`: where a student works, when that is not the seat."""

    contract: Contract
    worker_type: str
    joint_committee: str
    start: dt.date
    end: dt.date | None = None
    planned_hours: int | None = None
    start_hour: str = ""
    end_hour: str = ""
    place_of_work: PlaceOfWork | None = None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What somebody planned for a contract, in place of what its schedule and dates say; "" and None: as they say."""

    contract: str
    start: dt.date
    end: dt.date | None = None
    worker_type: str = ""
    planned_hours: int | None = None
    start_hour: str = ""
    end_hour: str = ""


def wanted(employer: Employer, contract: Contract, through: dt.date, plans: Sequence[Plan] = ()) -> list[Wanted]:
    """The periods of a contract that start by a day, in order.

    Hours that nobody planned and no schedule tells stay None. Raises InputError: the place where a student works has no
    usable address.
    """
    found = [_planned(employer, contract, plan) for plan in plans if plan.contract == contract.id]
    for one in list(_by_schedule(employer, contract, through)):
        if not any(_overlap(one, planned) for planned in found):
            found.append(one)
    return sorted((one for one in found if one.start <= through), key=lambda one: one.start)


def _overlap(one: Wanted, other: Wanted) -> bool:
    last = dt.date.max
    return one.start <= (other.end or last) and other.start <= (one.end or last)


def worker_type_of(contract: Contract, day: dt.date) -> str:
    """The type of worker of a contract on a day."""
    if contract.regime == "student":
        return "STU"
    if contract.regime == "flexi":
        return "FLX"
    if contract.regime == "occasional":
        return "EXT"
    if contract.regime == "article17":
        if WORKER_TYPES["A17"].holds_on(day):
            return "A17"
        return "S17" if contract.article17_sector == "sport" else "O17"
    if contract.onss_worker_code in _APPRENTICES and WORKER_TYPES["ALT"].holds_on(day):
        return "ALT"
    return "OTH"


def _by_schedule(employer: Employer, contract: Contract, through: dt.date) -> Iterator[Wanted]:
    start = contract.start
    while start <= through and (contract.end is None or start <= contract.end):
        kind = WORKER_TYPES[worker_type_of(contract, start)]
        end = _end_of_part(kind.code, start, contract)
        hours = _hours(contract, start, end) if kind.span != "free" and end is not None else None
        if hours != 0:  # a quarter or a day without work is not declared
            yield _one(employer, contract, kind.code, start, end, hours if kind.planned_hours else None)
        if end is None:
            return
        start = end + ONE_DAY


def _end_of_part(worker_type: str, start: dt.date, contract: Contract) -> dt.date | None:
    """The last day of the period that begins on `start`: of the contract, the quarter or the day."""
    kind = WORKER_TYPES[worker_type]
    if kind.span == "day":
        return start
    if kind.span == "quarter" or worker_type == "FLX":
        last = Month(start.year, 3 * Month(start.year, start.month).quarter).last
        return min(last, contract.end or last)
    return contract.end


def _hours(contract: Contract, start: dt.date, end: dt.date) -> int | None:
    """Whole hours of the schedule, one begun counted whole; None when there is no schedule."""
    total, told = 0, False
    for first, last in _spans(contract, start, end):
        terms = held_on(contract.terms, first)
        if terms is not None and terms.hours_week > 0:
            told = True
            total += sum(hours * _count(first, last, weekday) for weekday, hours in enumerate(terms.schedule))
    return up(total, 100) if told else None


def _spans(contract: Contract, start: dt.date, end: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
    """The days from one to another, in parts in which the same terms hold."""
    changes = {one.valid_from for one in contract.terms}
    changes |= {one.valid_to + ONE_DAY for one in contract.terms if one.valid_to is not None and one.valid_to < end}
    first = start
    for day in sorted(one for one in changes if start < one <= end):
        yield first, day - ONE_DAY
        first = day
    yield first, end


def _count(first: dt.date, last: dt.date, weekday: int) -> int:
    """How often a day of the week falls from one day to another."""
    before = (weekday - first.weekday()) % 7
    return max(0, ((last - first).days - before) // 7 + 1)


def _planned(employer: Employer, contract: Contract, plan: Plan) -> Wanted:
    kind = WORKER_TYPES[plan.worker_type or worker_type_of(contract, plan.start)]
    end = plan.end or _end_of_part(kind.code, plan.start, contract)
    hours = plan.planned_hours
    if hours is None and kind.planned_hours and end is not None:
        hours = _hours(contract, plan.start, end)
    one = _one(employer, contract, kind.code, plan.start, end, hours)
    return replace(one, start_hour=plan.start_hour, end_hour=plan.end_hour)


def _one(
    employer: Employer, contract: Contract, kind: str, start: dt.date, end: dt.date | None, hours: int | None
) -> Wanted:
    committee = contract.joint_committee or employer.on(start).joint_committee
    return Wanted(
        contract=contract,
        worker_type=kind,
        joint_committee=dimona_committee(committee, start),
        start=start,
        end=end,
        planned_hours=hours,
        place_of_work=_place(employer, contract) if kind == "STU" else None,
    )


def _place(employer: Employer, contract: Contract) -> PlaceOfWork | None:
    unit = next((one for one in employer.establishments if one.number == contract.establishment), None)
    if unit is None or unit.address == employer.address:
        return None
    return PlaceOfWork(name=unit.name or employer.name, address=dimona_address(unit.address))


def dimona_address(address: Postal) -> Address:
    """An address in the ONSS's parts, from its line of street and number. Raises InputError."""
    found = _HOUSE.fullmatch(address.street.strip())
    if found is None or address.country != "BE":
        raise InputError(
            f"{address.street!r} is no Belgian street with its number",
            field="street",
            remedy="write street, number and box: Rue du Modèle 3 bte 2",
            code="E-DIMONA-ADDRESS",
        )
    return Address(
        street=found["street"],
        house_number=found["number"],
        box=found["box"] or "",
        postcode=address.postcode,
        city=address.city,
        country=BELGIUM,
    )
