"""Quarters: their days, and counting from one to another."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from preste.calendar import YEARS, Month
from preste.errors import InputError

QUARTERS = 4
MONTHS = 3


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a calendar year, `number` 1 to 4."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str, field: str = "quarter") -> Quarter:
        """A quarter from "2026Q3", "2026/3" or "20263". Raises InputError."""
        match = re.fullmatch(r"(\d{4})[Q/]?([1-4])", text, re.ASCII) if isinstance(text, str) else None
        if not match or int(match[1]) not in YEARS:
            remedy = 'write year and quarter: "2026Q3"'
            raise InputError(f"{text!r} is not a quarter", field=field, remedy=remedy, code="E-INPUT-QUARTER")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: dt.date) -> Quarter:
        """The quarter of a day."""
        return cls(day.year, Month(day.year, day.month).quarter)

    def __str__(self) -> str:
        return f"{self.year:04d}Q{self.number}"

    @property
    def first(self) -> dt.date:
        """The first day."""
        return Month(self.year, MONTHS * (self.number - 1) + 1).first

    @property
    def last(self) -> dt.date:
        """The last day."""
        return Month(self.year, MONTHS * self.number).last

    def plus(self, quarters: int) -> Quarter:
        """The quarter so many later (earlier when negative)."""
        index = self.year * QUARTERS + self.number - 1 + quarters
        return Quarter(index // QUARTERS, index % QUARTERS + 1)

    def since(self, other: Quarter) -> int:
        """How many quarters after the other: 0 for the same one."""
        return (self.year - other.year) * QUARTERS + self.number - other.number
