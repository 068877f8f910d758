"""An incapacity for work: what the certificates and the worker told."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Cause = Literal["illness", "private_accident", "work_accident", "occupational_disease"]
"""maladie, accident de droit commun, accident du travail, maladie professionnelle"""
AT_WORK: tuple[Cause, ...] = ("work_accident", "occupational_disease")
"""Causes that another insurance than the mutual fund's covers."""


@dataclass(frozen=True, kw_only=True)
class Incapacity:
    """An incapacity for work (incapacité de travail), from `start` to `end`, both included.

    One that starts the day after another ends prolongs it. A later one is a relapse or not by law, unless the
    certificate says that it is another illness (`other_illness`). `certificate` is the day the certificate came;
    `certificate_waived` when none was asked for. A partial resumption (reprise partielle, authorised by the mutual
    fund) runs from `partial_from` to `partial_to` (to the end when None) with the hours of `partial_schedule`, in
    hundredths from Monday to Sunday.
    """

    start: dt.date
    end: dt.date
    cause: Cause = "illness"
    certificate: dt.date | None = None
    certificate_waived: bool = False
    other_illness: bool = False
    partial_from: dt.date | None = None
    partial_to: dt.date | None = None
    partial_schedule: tuple[int, ...] = ()

    def covers(self, date: dt.date) -> bool:
        """Whether the day is one of the incapacity."""
        return self.start <= date <= self.end

    def resumed_on(self, date: dt.date) -> int:
        """Hundredths of hours that a partial resumption has worked on that day."""
        if self.partial_from is None or not self.partial_from <= date <= (self.partial_to or self.end):
            return 0
        return self.partial_schedule[date.weekday()]
