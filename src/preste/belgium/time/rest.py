"""Compensatory rest: earned by overtime, taken, and no longer counted when its time is over.

Rest is to be given within the reference period in which the overtime was worked, a year at most (law of 16 March 1971,
art. 26bis). Hours count here until the end of the calendar year after the one they were earned in. Rest that is taken
is the oldest that still counts; what is taken ahead is made up for by what the same year earns.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from preste.belgium.time.overtime import RECOVERED, UNPAID_REST
from preste.calendar import Month
from preste.records import Contract

REST_PAID, REST_UNPAID = "R", "RN"
"""Day codes of rest that is taken."""
TAKES = (REST_PAID, REST_UNPAID)
_EARNS = (RECOVERED, UNPAID_REST)
REST_CODES = (*_EARNS, *TAKES)

Move = tuple[dt.date, int]
"""Hundredths of hours earned until a day; below zero when more was taken."""


@dataclass(frozen=True)
class Brought:
    """What was earned, less what was taken, before the first month computed here. `undated`: of the last one, only the
    latest day on which it can have been earned is known."""

    moves: tuple[Move, ...] = ()
    undated: bool = False


NOTHING_BROUGHT = Brought()


@dataclass(frozen=True)
class Rest:
    """The rest that counts: earned, and taken of it or ahead of it.

    `ending`: hours left of the year before, which count no longer after this one. `undated`: hours left of which it is
    not known when they were earned.
    """

    earned: int
    taken: int
    ending: int = 0
    undated: int = 0

    @property
    def left(self) -> int:
        """What is still to take; below zero when more was taken than earned."""
        return self.earned - self.taken


@dataclass
class _Hours:
    """Hours of one day: how many, and how many of them are left."""

    date: dt.date
    whole: int
    left: int


def rest_until(
    contract: Contract, month: Month, brought: Brought = NOTHING_BROUGHT, last: dt.date | None = None
) -> Rest | None:
    """The rest of a contract that counts in a month, up to its end or another day; None where none was earned."""
    since, year, last = rest_since(month), month.year, last or month.last
    moves = [*brought.moves, *_moves(contract, last)]
    if not moves:
        return None
    earned, ahead = _counted(moves)
    own = [one for one in earned if one.date >= since]
    if not own:
        return None
    whole, left = sum(one.whole for one in own), sum(one.left for one in own)
    undated = 0
    if brought.undated:
        latest = brought.moves[-1][0]
        undated = sum(one.left for one in own if one.date == latest)
    return Rest(
        earned=whole,
        taken=whole - left + sum(one.left for one in ahead if one.date >= since),
        ending=sum(one.left for one in own if one.date.year < year),
        undated=undated,
    )


def rest_since(month: Month) -> dt.date:
    """The first day whose rest still counts in a month."""
    return dt.date(month.year - 1, 1, 1)


def rest_moved(contract: Contract, first: dt.date, last: dt.date) -> int:
    """Rest earned from one day to another, less what was taken; below zero when more was taken."""
    return sum(hours for date, hours in _moves(contract, last) if date >= first)


def _moves(contract: Contract, last: dt.date) -> Iterator[Move]:
    for day in contract.days:
        if day.code in REST_CODES and day.date <= last:
            yield day.date, day.hours if day.code in _EARNS else -day.hours


def _counted(moves: Sequence[Move]) -> tuple[list[_Hours], list[_Hours]]:
    """What was earned, each with what is left of it; and what was taken ahead."""
    earned: list[_Hours] = []
    ahead: list[_Hours] = []
    for date, hours in sorted(moves, key=lambda move: (move[0], -move[1])):
        if hours > 0:
            one = _Hours(date, hours, hours)
            earned.append(one)
            _use(deque(owed for owed in ahead if owed.left and owed.date.year == date.year), one)
        else:
            one = _Hours(date, -hours, -hours)
            ahead.append(one)
            since = rest_since(Month(date.year, date.month))
            _use(deque(had for had in earned if had.left and had.date >= since), one)
    return earned, ahead


def _use(oldest: deque[_Hours], one: _Hours) -> None:
    """Set hours against others, the oldest first."""
    while oldest and one.left:
        other = oldest.popleft()
        used = min(one.left, other.left)
        one.left -= used
        other.left -= used
