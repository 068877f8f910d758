"""Wage scales: the least a function is paid, by seniority and date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from preste.records.dated import Dated


@dataclass(frozen=True, kw_only=True)
class WageScale(Dated):
    """A wage scale (barème) of a joint committee or an employer, over a period.

    `steps`: from how many whole years of seniority, and cents by month or by hour at full time; the first is 0 years.
    """

    name: str
    pay_basis: Literal["monthly", "hourly"]
    steps: tuple[tuple[int, int], ...]
