"""Contracts beside the periods that the ONSS knows: what is missing, what differs, and by when it is to be declared.

Two questions stay open to the caller, who alone knows: whether a known period without contract was an error, and
whether an answer is still on its way.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from preste.belgium.exit.days import add_working_days
from preste.calendar import ONE_DAY
from preste.declarations.dimona.model import Period
from preste.declarations.dimona.wanted import Wanted
from preste.declarations.dimona.worker_types import HORECA, PLANNED_IN_DAYS_UNTIL, WORKER_TYPES
from preste.errors import NoParameter
from preste.law import book

Kind = Literal["in", "out", "update", "cancel", "unknown"]
"""What is to be declared; `unknown`: the ONSS knows a period of no contract here."""

FIELDS = ("worker_type", "joint_committee", "start", "end", "start_hour", "end_hour", "planned_hours")
"""What is compared."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Something to declare. `fields`: what differs. `due`: the last day, or None for at once.

    `unsure`: no text found says the term, which is taken as that of the OUT; `lacking`: the law book has no term.
    """

    kind: Kind
    wanted: Wanted | None = None
    known: Period | None = None
    fields: tuple[str, ...] = ()
    due: dt.date | None = None
    unsure: bool = False
    lacking: str = ""

    @property
    def contract(self) -> str:
        """The id of the contract it is about."""
        if self.wanted is not None:
            return self.wanted.contract.id
        return self.known.contract if self.known is not None else ""

    @property
    def starts(self) -> dt.date:
        """The first day it is about."""
        days = [one.start for one in (self.wanted, self.known) if one is not None]
        return min(days, default=dt.date.min)

    def falls_in(self, first: dt.date, last: dt.date) -> bool:
        """Whether it is of these days: a start for an IN, an end for an OUT, else a period that runs then."""
        if self.kind == "in" and self.wanted is not None:
            return first <= self.wanted.start <= last
        if self.kind == "out" and self.wanted is not None and self.wanted.end is not None:
            return first <= self.wanted.end <= last
        ends = [one.end or dt.date.max for one in (self.wanted, self.known) if one is not None]
        return self.starts <= last and first <= max(ends, default=dt.date.min)


def compare(asked: Sequence[Wanted], known: Sequence[Period], through: dt.date | None = None) -> list[Difference]:
    """Everything that contracts ask for and the ONSS does not know so, in order of date.

    A period is a contract's when it says so, and is then set beside the wanted one that it overlaps. `through`: the day
    until which `asked` was made; known periods that start later are left alone.
    """
    found: list[Difference] = []
    if through is not None:
        known = [one for one in known if one.start <= through]
    contracts = {one.contract.id for one in asked}
    for name in contracts:
        own = [one for one in known if one.contract == name]
        found += _compare_one([one for one in asked if one.contract.id == name], own)
    found += [Difference(kind="unknown", known=one) for one in known if one.contract not in contracts]
    return sorted(found, key=lambda one: (one.starts, one.contract, one.kind))


def _compare_one(asked: list[Wanted], known: list[Period]) -> Iterator[Difference]:
    left = sorted(known, key=lambda one: one.start)
    for one in sorted((part for each in asked for part in _in_parts(each, left)), key=lambda each: each.start):
        period = next((each for each in left if _overlap(one, each)), None)
        if period is None:
            yield Difference(kind="in", wanted=one, due=one.start)
            continue
        left.remove(period)
        yield from _changes(one, period)
    for period in left:
        yield Difference(kind="cancel", known=period)


def _in_parts(one: Wanted, known: Sequence[Period]) -> Iterator[Wanted]:
    """Where the end of a known period is never put off, what comes after it is a period of its own."""
    for period in known:
        ended = (
            period.end if WORKER_TYPES[one.worker_type].end_fixed and period.worker_type == one.worker_type else None
        )
        if ended is not None and one.start <= ended < (one.end or dt.date.max):
            yield replace(one, end=ended)
            one = replace(one, start=ended + ONE_DAY)
    yield one


def _overlap(one: Wanted, period: Period) -> bool:
    last = dt.date.max
    return one.start <= (period.end or last) and period.start <= (one.end or last)


def _changes(one: Wanted, period: Period) -> Iterator[Difference]:
    differ = tuple(name for name in FIELDS if getattr(one, name) != getattr(period, name))
    if one.planned_hours is None:  # nobody planned otherwise
        differ = tuple(name for name in differ if name != "planned_hours")
    if one.lacks_hours and not WORKER_TYPES[one.worker_type].planned_hours:  # nor told when the day begins
        differ = tuple(name for name in differ if name not in ("end", "start_hour", "end_hour"))
    if not differ:
        return
    if _replaced(one, period, differ):
        yield Difference(kind="cancel", wanted=one, known=period, fields=differ)
        yield Difference(kind="in", wanted=one, fields=differ, due=one.start)
        return
    if period.end is None and one.end is not None:
        yield _ended(Difference(kind="out", wanted=one, known=period, fields=("end",)), one.end)
        differ = tuple(name for name in differ if name != "end")
    if not differ:
        return
    changed = Difference(kind="update", wanted=one, known=period, fields=differ, unsure=True)
    if "end" in differ and period.end is not None:
        shorter = one.end is not None and one.end < period.end
        yield _ended(changed, one.end if shorter and one.end else period.end)
    else:
        yield changed


def _replaced(one: Wanted, period: Period, differ: tuple[str, ...]) -> bool:
    """What an update cannot change: the type, the joint committee, since 2017 a student's start, and anything of
    occasional work in horeca at the day's flat rate."""
    kind = WORKER_TYPES[one.worker_type]
    fixed = kind.start_fixed and one.start > PLANNED_IN_DAYS_UNTIL
    if kind.code == "EXT" and period.joint_committee == HORECA and not period.end_hour:
        return True
    return bool({"worker_type", "joint_committee"} & set(differ)) or ("start" in differ and fixed)


def out_of(asked: Wanted) -> Difference:
    """The OUT of a period that is not known here, with its term. The wanted one has an end."""
    one = Difference(kind="out", wanted=asked, fields=("end",))
    return one if asked.end is None else _ended(one, asked.end)


def _ended(one: Difference, day: dt.date) -> Difference:
    """With the term of an end on that day."""
    try:
        law = book().on("dimona_out", day)
    except NoParameter as lacking:
        return replace(one, lacking=lacking.message)
    unsure = one.unsure or law.status == "unsure"
    return replace(one, due=add_working_days(day, law.value), unsure=unsure)
