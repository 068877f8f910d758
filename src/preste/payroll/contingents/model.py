"""A contingent of a contract on a day: its limit, what is used of it and where, what is left, what comes beyond."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from preste.calendar import Month
from preste.engine import Trace

Kind = Literal[
    "student", "article17_days", "article17_year", "article17_quarter", "article17_both_year",
    "article17_both_quarter", "article17_student", "article17_event", "flexi", "overtime", "rest",
    "occasional", "occasional_both",
]  # fmt: skip
NEAR = (4, 5)
"""From which part of its limit on a contingent is told to be near it."""


@dataclass(frozen=True)
class Contingent:
    """One count, all in hundredths of `unit` (h, j) or in cents (EUR).

    `before`: used here in the period before the month; `month`: by the month's days, of which `planned` come after the
    day asked for; `elsewhere`: as the worker told on `told_on`. `limit` is None where nothing bounds it. `asks`:
    whether an excess is confirmed before it is recorded; where it only ends an advantage of the worker it is not.
    """

    contract: str
    kind: Kind
    label: str
    unit: Literal["h", "j", "EUR"]
    limit: int | None
    before: int
    month: int
    elsewhere: int = 0
    planned: int = 0
    told_on: dt.date | None = None
    beyond: int = 0
    then: str = ""
    asks: bool = True
    doubts: tuple[str, ...] = ()
    trace: Trace | None = None
    by_month: tuple[tuple[Month, int], ...] = ()

    @property
    def used(self) -> int:
        """All that is used, the month's days among them."""
        return self.before + self.month + self.elsewhere

    @property
    def left(self) -> int | None:
        """What is left after the month's days."""
        return None if self.limit is None else max(0, self.limit - self.used)

    @property
    def near(self) -> bool:
        """Whether most of the limit is used."""
        part, whole = NEAR
        return self.limit is not None and self.used > 0 and whole * self.used >= part * self.limit


@dataclass(frozen=True)
class Condition:
    """What a regime asks besides hours: whether it is met (None: not known), told in French."""

    contract: str
    met: bool | None
    told: str


@dataclass(frozen=True)
class Counted:
    """All that is counted of a contract in a month, with the conditions of its regime, and what could not be."""

    contract: str
    month: Month
    contingents: tuple[Contingent, ...] = ()
    conditions: tuple[Condition, ...] = ()
    errors: tuple[str, ...] = ()

    @property
    def beyond(self) -> tuple[Contingent, ...]:
        """Those that the month's days exceed."""
        return tuple(one for one in self.contingents if one.beyond)

    @property
    def near(self) -> tuple[Contingent, ...]:
        """Those of which most is used, or all."""
        return tuple(one for one in self.contingents if one.near or one.beyond)
