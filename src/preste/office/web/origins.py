"""What a figure adds up, where no rule computes it: what the panel of an amount shows of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from preste.calendar import Month
from preste.law.series import Source
from preste.office.web.words import Text

ANCHOR = "n-origin"
"""Where the panel finds an origin: it asks for the amount `origin`."""


class Slip(NamedTuple):
    """A payslip to read: its address and what it is."""

    url: str
    text: str


class LineRow(NamedTuple):
    """A payslip line: its month, the whole line and what of it counts, why in part, and the payslips that hold it.
    `paid` when these pay something else than is due now."""

    month: Month
    label: str
    of: int
    amount: int
    why: str
    slips: Sequence[Slip]
    paid: int | None = None


class DayRow(NamedTuple):
    """The days of a month under one day code, with the days and hours they add up to."""

    month: Month
    label: str
    dates: str
    days: int
    hours: int
    slips: Sequence[Slip]


class LawRow(NamedTuple):
    """A value of law that a figure rests on: what it is, what it says, since when, who says so, and a doubt."""

    title: str
    law: str
    values: Sequence[tuple[str, str]]
    since: dt.date
    sources: Sequence[Source]
    unsure: bool
    note: str


class Part(NamedTuple):
    """What one occupation, person or entry has of a sum, with the address of its own explanation."""

    label: str
    figure: str
    url: str


class Origin(NamedTuple):
    """What a figure adds up."""

    title: str
    figure: str
    how: Text
    source: Text = ""
    lines: Sequence[LineRow] = ()
    days: Sequence[DayRow] = ()
    parts: Sequence[Part] = ()
    exact: int | None = None
    law: Sequence[LawRow] = ()
