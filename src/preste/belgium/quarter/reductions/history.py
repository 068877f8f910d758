"""Who was employed on which day: the headcounts that first hires rest on.

Workers that the law does not count (flexi-jobs, casuals of horeca and agriculture, students, apprentices, domestic
staff, the young up to the year of 18) are left out by whoever gathers the employments, or marked `counted=False`.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from operator import attrgetter
from typing import Literal

from preste.calendar import ONE_DAY

OWN = ""
"""The entity whose first hires are examined; others of its technical business unit have a name."""

UnitKind = Literal["simultaneous", "historical"]
"""Entities that work as one (UTE simultanée), or that followed each other (UTE historique)."""


@dataclass(frozen=True)
class Employment:
    """Somebody employed by an entity, from a day to a day (both included; `ends` None: still).

    `by_count`: nobody known by name, only one of a quarter's number, who was there on some of these days, perhaps not
    on all; the entry opens nothing.
    """

    worker: str
    begins: dt.date
    ends: dt.date | None = None
    entity: str = OWN
    counted: bool = True
    by_count: bool = False

    def on(self, day: dt.date) -> bool:
        """Whether it runs on a day."""
        return self.begins <= day and (self.ends is None or day <= self.ends)


_BEGINS = attrgetter("begins")


@dataclass(frozen=True)
class Member:
    """Another entity of the technical business unit (unité technique d'exploitation), from a day to a day."""

    entity: str
    kind: UnitKind
    begins: dt.date = dt.date.min
    ends: dt.date | None = None

    def on(self, day: dt.date) -> bool:
        """Whether it belongs to the unit on a day."""
        return self.begins <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True)
class Peak:
    """The highest headcount of a period: how many, and the first day of it; no day when nobody was employed.

    `ignored`: the headcounts of the days that the tolerance leaves out, the highest first.
    """

    count: int
    day: dt.date | None = None
    ignored: tuple[int, ...] = ()


class Headcount:
    """Persons employed by day: one person with two contracts at once counts once."""

    def __init__(self, employments: Iterable[Employment]) -> None:
        self._employments = tuple(sorted((one for one in employments if one.counted), key=_BEGINS))
        self._of: dict[frozenset[str], Headcount] = {}

    def of(self, entities: Iterable[str]) -> Headcount:
        """Those of some entities only."""
        wanted = frozenset(entities)
        if wanted not in self._of:
            self._of[wanted] = Headcount(one for one in self._employments if one.entity in wanted)
        return self._of[wanted]

    def on(self, day: dt.date) -> int:
        """How many are employed on a day."""
        days, counts = self._steps
        before = bisect_right(days, day)
        return counts[before - 1] if before else 0

    @cached_property
    def _steps(self) -> tuple[Sequence[dt.date], Sequence[int]]:
        """The days on which the headcount changes, in order, with the headcount from each on."""
        changes: dict[dt.date, int] = {}
        until: dict[str, dt.date] = {}
        for one in self._employments:
            ends = one.ends or dt.date.max
            known = until.get(one.worker, dt.date.min)
            if ends <= known:
                continue
            begins = one.begins
            if known >= begins:  # the same person goes on: nobody more, only longer
                begins = known + ONE_DAY
            until[one.worker] = ends
            changes[begins] = changes.get(begins, 0) + 1
            if ends < dt.date.max:
                changes[ends + ONE_DAY] = changes.get(ends + ONE_DAY, 0) - 1
        days = sorted(changes)
        return days, list(accumulate(changes[day] for day in days))

    def by_day(self, first: dt.date, last: dt.date) -> Mapping[dt.date, int]:
        """How many on each day from one to another, both included."""
        found: dict[dt.date, int] = {}
        day = first
        while day <= last:
            found[day] = self.on(day)
            day += ONE_DAY
        return found

    def peak(self, first: dt.date, last: dt.date, tolerated: int = 0) -> Peak:
        """The highest headcount from one day to another, without so many days of the highest."""
        counts = sorted(self.by_day(first, last).items(), key=lambda one: (-one[1], one[0]))
        ignored = tuple(count for _, count in counts[:tolerated])
        kept = counts[tolerated:]
        if not kept or not kept[0][1]:
            return Peak(0, None, ignored)
        return Peak(kept[0][1], kept[0][0], ignored)

    def empty(self, first: dt.date, last: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
        """The periods without anybody between two days, in order."""
        free = first
        for one in self._employments:
            if one.begins > last:
                break
            if one.begins > free:
                yield free, one.begins - ONE_DAY
            if one.ends is None or one.ends >= last:
                return
            free = max(free, one.ends + ONE_DAY)
        if free <= last:
            yield free, last

    def lowest(self, first: dt.date, last: dt.date) -> Peak:
        """The lowest headcount from one day to another, with its first day."""
        day, count = min(self.by_day(first, last).items(), key=lambda one: (one[1], one[0]))
        return Peak(count, day)
