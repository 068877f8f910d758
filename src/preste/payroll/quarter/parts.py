"""A quarter by parts: what it has of each worker, and what adds up to the employer's own part.

A worker's lines need nothing of the others', so that a quarter of any size is settled worker by worker. `Whole` keeps
only what all of them add up to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from preste.payroll.quarter.cars import CarKey, CarMonths
from preste.payroll.quarter.model import (
    NOTHING_TOLD,
    Correction,
    Difference,
    Missing,
    OfEmployer,
    Unrelated,
    Vehicle,
    WorkerLine,
)
from preste.records import Worker

Sums = dict[tuple[str, str], int]
"""Cents by worker and code; of the employer as a whole under no worker."""


@dataclass(frozen=True, kw_only=True)
class WorkerPart:
    """What a quarter has of one worker.

    `cars` are those that the worker has. `provisional` is what the months had, `due` what they should
    have had by what is known now, `final` what the lines owe; what of these is under no worker, and `bases` by category
    (facts of the employer's plan), adds to the employer's own part. `payslips` counts those of the quarter's months,
    `blocked` says that missing law left something of them unknown.
    """

    worker: Worker
    lines: tuple[WorkerLine, ...]
    cars: Mapping[CarKey, CarMonths]
    corrections: tuple[Correction, ...]
    late: tuple[Correction, ...]
    provisional: Sums
    due: Sums
    final: Sums
    bases: Mapping[str, Mapping[str, int]]
    payslips: int
    blocked: bool
    differences: tuple[Difference, ...] = ()
    missing: tuple[Missing, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class EmployerPart:
    """What a quarter has of the employer as a whole, and the totals of all its workers; as in `QuarterResult`."""

    unrelated: tuple[Unrelated, ...]
    vehicles: tuple[Vehicle, ...]
    provisional: Mapping[str, int]
    final: Mapping[str, int]
    differences: tuple[Difference, ...]
    missing: tuple[Missing, ...]
    total: int
    worker_reductions: int
    employer_reductions: int
    of_employer: OfEmployer = NOTHING_TOLD

    @property
    def owed(self) -> int:
        """What the ONSS is owed for the quarter, after reductions."""
        return self.total - self.worker_reductions - self.employer_reductions


@dataclass
class Whole:
    """What the workers seen so far add up to: a few numbers by code and category, and the company cars."""

    bases: dict[str, dict[str, int]] = field(default_factory=dict)
    cars: dict[CarKey, CarMonths] = field(default_factory=dict)
    provisional: dict[str, int] = field(default_factory=dict)
    final: dict[str, int] = field(default_factory=dict)
    provisional_of_employer: dict[str, int] = field(default_factory=dict)
    due_of_employer: dict[str, int] = field(default_factory=dict)
    worker_reductions: int = 0
    employer_reductions: int = 0
    net_basic: int = 0
    payslips: int = 0
    blocked: bool = False

    def add(self, part: WorkerPart) -> None:
        """Count a worker's part, with its reductions."""
        for category, bases in part.bases.items():
            _add(self.bases.setdefault(category, {}), bases)
        self._drive(part.cars)
        for (worker, code), amount in part.provisional.items():
            _add(self.provisional, {code: amount})
            if not worker:
                _add(self.provisional_of_employer, {code: amount})
        for (_, code), amount in part.final.items():
            _add(self.final, {code: amount})
        _add(self.due_of_employer, {code: amount for (worker, code), amount in part.due.items() if not worker})
        self.worker_reductions += sum(one.amount for line in part.lines for one in line.reductions)
        for line in part.lines:
            reduced = sum(one.amount for occupation in line.occupations for one in occupation.deductions)
            self.employer_reductions += reduced
            if line.fully_liable:
                self.net_basic += line.reducible - reduced
        self.payslips += part.payslips
        self.blocked |= part.blocked

    def merge(self, other: Whole) -> None:
        """Count what other workers add up to."""
        for category, bases in other.bases.items():
            _add(self.bases.setdefault(category, {}), bases)
        self._drive(other.cars)
        for name in ("provisional", "final", "provisional_of_employer", "due_of_employer"):
            _add(getattr(self, name), getattr(other, name))
        self.worker_reductions += other.worker_reductions
        self.employer_reductions += other.employer_reductions
        self.net_basic += other.net_basic
        self.payslips += other.payslips
        self.blocked |= other.blocked

    def _drive(self, cars: Mapping[CarKey, CarMonths]) -> None:
        for key, one in cars.items():
            self.cars.setdefault(key, CarMonths(one.plate)).merge(one)


def _add(sums: dict[str, int], more: Mapping[str, int]) -> None:
    for name, amount in more.items():
        sums[name] = sums.get(name, 0) + amount
