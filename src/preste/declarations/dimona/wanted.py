"""What should be declared for a contract: the Dimona periods that records ask for, by quarter or day where the type
wants it.

A student's or an article 17's plan is the hours of the schedule, each hour begun counted whole, as the ONSS asks; where
the schedule does not tell, a plan does (`Plan`). Work that is declared day by day is that of the recorded days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from preste.calendar import ONE_DAY, Month
from preste.declarations.dimona.days import day_is_told, hours_between, hours_of_day, worked_on
from preste.declarations.dimona.model import PlaceOfWork
from preste.declarations.dimona.places import place_of_work
from preste.declarations.dimona.told import Particulars, Plan, particulars_on
from preste.declarations.dimona.worker_types import (
    AGENCY,
    BUILDING,
    WORKER_TYPES,
    WorkerType,
    dimona_committee,
    starts_and_ends_by_hour,
)
from preste.records import Contract, Employer

_APPRENTICES = ("035", "439")
Span = tuple[dt.date, dt.date | None]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A period that records ask for. `particulars`: what was told of it for Dimona alone."""

    contract: Contract
    worker_type: str
    joint_committee: str
    start: dt.date
    end: dt.date | None = None
    planned_hours: int | None = None
    start_hour: str = ""
    end_hour: str = ""
    place_of_work: PlaceOfWork | None = None
    particulars: Particulars | None = None

    @property
    def lacks_hours(self) -> bool:
        """Whether nobody told the planned hours, or the hour at which a day begins, that the type asks for."""
        if WORKER_TYPES[self.worker_type].planned_hours:
            return self.planned_hours is None
        return starts_and_ends_by_hour(self.worker_type, self.start, self.end) and not self.start_hour

    @property
    def lacks_particulars(self) -> bool:
        """Whether the user of an agency, or the accident insurance of a trainee, is not told."""
        told = self.particulars
        user, small = (told.using_employer, told.small_statute) if told is not None else (None, None)
        agency = self.joint_committee == AGENCY
        return (agency and user is None) or (WORKER_TYPES[self.worker_type].small_statute and small is None)


def wanted(
    employer: Employer,
    contract: Contract,
    through: dt.date,
    plans: Sequence[Plan] = (),
    told: Sequence[Particulars] = (),
) -> list[Wanted]:
    """The periods of a contract that start by a day, in order.

    Hours that nobody planned and no schedule tells stay None. Raises InputError: the place where a student works has no
    usable address.
    """
    asking = _Asking(employer, contract, tuple(one for one in told if one.contract == contract.id))
    own = [one for one in plans if one.contract == contract.id]
    nothing = [(one.start, asking.end_of(one)) for one in own if one.is_none]
    found = [asking.planned(one) for one in own if not one.is_none]
    for one in list(asking.by_schedule(through, nothing)):
        if not any(_overlap(one, planned) for planned in found):
            found.append(one)
    return sorted((one for one in found if one.start <= through), key=lambda one: one.start)


def _overlap(one: Wanted, other: Wanted) -> bool:
    last = dt.date.max
    return one.start <= (other.end or last) and other.start <= (one.end or last)


def undecided(contract: Contract, told: Sequence[Particulars], day: dt.date) -> bool:
    """Whether a day of work that is declared by itself may still come: nothing is recorded of it yet."""
    if not contract.start <= day <= (contract.end or day):
        return False
    asking = _Asking(None, contract, tuple(one for one in told if one.contract == contract.id))
    return asking.is_by_day(WORKER_TYPES[asking.given_type(day)], day) and not day_is_told(contract, day)


def worker_type_of(contract: Contract, day: dt.date) -> str:
    """The type of worker of a contract on a day, as its own records tell."""
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


@dataclass(frozen=True)
class _Asking:
    """A contract, its employer, and what was told of it for Dimona alone."""

    employer: Employer | None
    contract: Contract
    told: tuple[Particulars, ...]

    def particulars(self, day: dt.date) -> Particulars | None:
        return particulars_on(self.told, day)

    def given_type(self, day: dt.date) -> str:
        told = self.particulars(day)
        return (told.worker_type if told is not None else "") or worker_type_of(self.contract, day)

    def committee(self, day: dt.date) -> str:
        own = self.employer.on(day).joint_committee if self.employer is not None else ""
        return dimona_committee(self.contract.joint_committee or own, day)

    def worker_type(self, day: dt.date) -> WorkerType:
        """That of a day; the building trade has its own, also by an agency."""
        code, told = self.given_type(day), self.particulars(day)
        user = told.using_employer if told is not None else None
        committees = (self.committee(day), user.joint_committee if user is not None else "")
        return WORKER_TYPES["BCW" if code == "OTH" and BUILDING in committees else code]

    def is_by_day(self, kind: WorkerType, day: dt.date) -> bool:
        told = self.particulars(day)
        return kind.by_day or (kind.code == "FLX" and told is not None and told.by_day)

    def by_schedule(self, through: dt.date, nothing: Sequence[Span]) -> Iterator[Wanted]:
        """The periods that dates, schedule and recorded days ask for, but in the days of which nothing is planned."""
        start = self.contract.start
        while start <= through and (self.contract.end is None or start <= self.contract.end):
            kind = self.worker_type(start)
            end = self.end_of_part(kind, start)
            by_part = kind.span != "free" or kind.by_day or kind.code == "FLX"
            for first, last in _without(start, end, nothing) if by_part else [(start, end)]:
                yield from self._part(kind, first, last)
            if end is None:
                return
            start = end + ONE_DAY

    def _part(self, kind: WorkerType, start: dt.date, end: dt.date | None) -> Iterator[Wanted]:
        if self.is_by_day(kind, start):
            if worked := worked_on(self.contract, start):
                yield self._day(kind, start, worked)
            return
        hours = hours_between(self.contract, start, end) if kind.span != "free" and end is not None else None
        if hours != 0:  # a quarter without work is not declared
            yield self.one(kind, start, end, hours if kind.planned_hours else None)

    def _day(self, kind: WorkerType, day: dt.date, worked: int) -> Wanted:
        """A day of work, with its hours where the type tells them and somebody told when it begins."""
        one, told = self.one(kind, day, day), self.particulars(day)
        if told is None or not told.start_hour or not starts_and_ends_by_hour(kind.code, day, day):
            return one
        end, end_hour = hours_of_day(day, told.start_hour, worked, told.pause)
        if told.flat_rate:
            return replace(one, start_hour=told.start_hour)
        return replace(one, start_hour=told.start_hour, end=end, end_hour=end_hour)

    def end_of_part(self, kind: WorkerType, start: dt.date) -> dt.date | None:
        """The last day of the period that begins on `start`: of the contract, the quarter or the day, or the eve of
        another type of worker."""
        if self.is_by_day(kind, start):
            return start
        ends = [self.contract.end] if self.contract.end is not None else []
        if kind.span == "quarter" or kind.code == "FLX":
            ends.append(Month(start.year, 3 * Month(start.year, start.month).quarter).last)
        changes = (one.since for one in self.told if one.since > start)
        ends += [day - ONE_DAY for day in changes if self.worker_type(day) != kind or self.is_by_day(kind, day)]
        return min(ends, default=None)

    def end_of(self, plan: Plan) -> dt.date | None:
        """The last day of what was planned."""
        return plan.end or self.end_of_part(self._type_of(plan), plan.start)

    def _type_of(self, plan: Plan) -> WorkerType:
        return WORKER_TYPES[plan.worker_type] if plan.worker_type else self.worker_type(plan.start)

    def planned(self, plan: Plan) -> Wanted:
        """The period that was planned."""
        kind, end, hours = self._type_of(plan), self.end_of(plan), plan.planned_hours
        if hours is None and kind.planned_hours and end is not None:
            hours = hours_between(self.contract, plan.start, end)
        return replace(self.one(kind, plan.start, end, hours), start_hour=plan.start_hour, end_hour=plan.end_hour)

    def one(self, kind: WorkerType, start: dt.date, end: dt.date | None, hours: int | None = None) -> Wanted:
        """A period. Raises InputError: the place where a student works has no usable address."""
        at_seat = kind.code != "STU" or self.employer is None
        return Wanted(
            contract=self.contract,
            worker_type=kind.code,
            joint_committee=self.committee(start),
            start=start,
            end=end,
            planned_hours=hours,
            place_of_work=None if at_seat or self.employer is None else place_of_work(self.employer, self.contract),
            particulars=self.particulars(start),
        )


def _without(start: dt.date, end: dt.date | None, nothing: Sequence[Span]) -> list[Span]:
    """The days from one to another, but those of which nothing is planned, in parts."""
    found: list[Span] = []
    for first, last in sorted(nothing, key=lambda span: span[0]):
        if (last is not None and last < start) or (end is not None and first > end):
            continue
        if first > start:
            found.append((start, first - ONE_DAY))
        if last is None or (end is not None and last >= end):
            return found
        start = last + ONE_DAY
    return [*found, (start, end)]
