"""The history that first hires rest on, from what the employer's dossier knows by itself: its own contracts, and the
workers by quarter that were taken over from another payroll office.

Contracts say who was there from which day to which. The headcount of a quarter says only how many were declared: those
that no contract or told employment explains are taken to have been there during the whole quarter, at once, so that no
rank is found that they may take away, and every answer that this may have changed says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from preste.belgium.exit.days import add_months
from preste.belgium.quarter.reductions import Employment, History, Quarter, Use
from preste.belgium.quarter.reductions.history import OWN
from preste.belgium.quarter.reductions.ranks import law_on
from preste.calendar import ONE_DAY, Month
from preste.law import book
from preste.payroll.quarter.model import QuarterResult
from preste.payroll.quarter.owed import FLEXI
from preste.payroll.takeover import TakeOver
from preste.records import Contract

NOT_ALL_BRANCHES = frozenset({"027", "035", "047", "439", "487", "497"})
"""Worker codes of who is not subject to every branch of social security: pupils and apprentices up to the year of 18,
child-minders (annex 2)."""
_NEVER = frozenset({*FLEXI, *NOT_ALL_BRANCHES})
_ORDINARY = "ordinary"


def with_own(told: History, contracts: Iterable[Contract], taken: TakeOver | None = None) -> History:
    """What was told, with the employments of the employer's own contracts and of the headcount taken over.

    A contract's days count, not those told again of the same person at the same time; that somebody told does not count
    stays so. Asked twice, it adds nothing.
    """
    known = list(contracts)
    people = {one.id: one.worker.id for one in known}
    own: dict[str, list[Employment]] = {}
    for contract in known:
        own.setdefault(contract.worker.id, []).append(_employment(contract))
    others: list[Employment] = []
    for one in told.employments:
        named = replace(one, worker=people.get(one.worker, one.worker)) if one.entity == OWN else one
        same = own.get(named.worker, []) if one.entity == OWN else []
        if not any(_same(named, each) for each in same):
            others.append(named)
        elif not one.counted:
            own[named.worker] = [replace(each, counted=False) if _same(named, each) else each for each in same]
    every = [*(each for same in own.values() for each in same), *others]
    if taken is None:
        return replace(told, employments=tuple(every))
    counted = tuple(_by_count(taken, [one for one in every if one.entity == OWN], told.known_from))
    unknown = tuple(_unknown(taken, told.known_from))
    return replace(told, employments=(*every, *counted), unknown=unknown)


def _employment(contract: Contract) -> Employment:
    counts = contract.regime == _ORDINARY and contract.onss_worker_code not in _NEVER
    return Employment(contract.worker.id, contract.start, contract.end, counted=counts)


def _same(one: Employment, other: Employment) -> bool:
    return _meet(one, other.begins, other.ends or dt.date.max)


def _meet(one: Employment, first: dt.date, last: dt.date) -> bool:
    return one.begins <= last and (one.ends is None or one.ends >= first)


def uses_in(result: QuarterResult) -> tuple[Use, ...]:
    """The quarters of first hires' rights that a quarter uses: those whose amount is declared."""
    quarter = Quarter(result.quarter.year, result.quarter.number)
    taken = [(one.reduction, line.worker.id) for line in result.lines for one in line.occupations]
    return tuple(
        Use(one.claim.rank, quarter, worker)
        for one, worker in taken
        if one is not None and one.claim is not None and one.claim.rank and one.target
    )


# ── the quarters before the first month computed here ──────────────────────────────────────


def _by_count(taken: TakeOver, own: Sequence[Employment], known_from: dt.date | None) -> Iterator[Employment]:
    """Those of each quarter's number whom nobody knows by name; one after the other, for as long as they go on."""
    if any(one.by_count for one in own):
        return
    until = _eve(taken, known_from)
    lacking: dict[Quarter, int] = {}
    for name, number in sorted(taken.headcount.items()):
        quarter = _quarter(name)
        named = {one.worker for one in own if _meet(one, quarter.first, quarter.last)}
        if quarter.first <= until and number > len(named):
            lacking[quarter] = number - len(named)
    for place in range(max(lacking.values(), default=0)):
        begins: Quarter | None = None
        for quarter, number in lacking.items():
            begins = begins or quarter
            if number <= place:
                begins = None
            elif lacking.get(quarter.plus(1), 0) <= place:
                yield _unnamed(place, begins, min(quarter.last, until))
                begins = None


def _unnamed(place: int, begins: Quarter, ends: dt.date) -> Employment:
    return Employment(f"travailleur {place + 1} de {begins}", begins.first, ends, by_count=True)


def _unknown(taken: TakeOver, known_from: dt.date | None) -> Iterator[tuple[dt.date, dt.date]]:
    """The periods before the first month computed here whose headcount nobody told, from the first that a right may
    look back on."""
    since = book().series["first_hire_rules"].begins
    first = add_months(since, -law_on(since).value.reference_months)
    told, until = {_quarter(name) for name in taken.headcount}, _eve(taken, known_from)
    quarter, begins = Quarter.of(first), None
    while quarter.first <= until:
        if quarter in told and begins is not None:
            yield begins, quarter.first - ONE_DAY
            begins = None
        elif quarter not in told and begins is None:
            begins = quarter.first
        quarter = quarter.plus(1)
    if begins is not None:
        yield begins, until


def _eve(taken: TakeOver, known_from: dt.date | None) -> dt.date:
    """The last day that is known by the takeover alone."""
    first: Month = taken.begins
    return min(first.first, known_from or dt.date.max) - ONE_DAY


def _quarter(name: str) -> Quarter:
    """The quarter of a headcount: "2026-Q1". Raises InputError."""
    return Quarter.parse(name.replace("-", ""))
