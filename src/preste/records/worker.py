"""The worker, the household that decides the tax, the contract with its terms, and what happened."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from preste.calendar import Month
from preste.records.dated import Dated
from preste.records.elsewhere import Elsewhere
from preste.records.employer import Address
from preste.records.garnishment import DeclaredChildren, Garnishment
from preste.records.holiday import HolidayYear
from preste.records.incapacity import Incapacity
from preste.records.leaving import Leaving

Status = Literal["white_collar", "blue_collar"]
"""employé, ouvrier"""
Regime = Literal["ordinary", "student", "flexi", "article17", "director", "occasional"]
Situation = Literal[
    "single",
    "single_parent",
    "spouse_with_income",
    "spouse_without_income",
    "spouse_low_income",
    "spouse_low_pension",
]


_ARTISTS = ("046", "047")
"""Declared on 108 % whatever their status."""
FLEXI_CODES = ("050", "450")
_MANUAL_STUDENT = "840"


def _is_manual(worker_code: str) -> bool:
    return worker_code.startswith("0") or worker_code == _MANUAL_STUDENT


def on_108_percent(worker_code: str) -> bool:
    """Whether ordinary contributions are due on 108 % of pay.

    ONSS, structured annex 3: the base contributions of the codes that begin with 0 have type 1, but for
    flexi-workers; what a manual student earns beyond the quota is ordinary manual pay.
    """
    return _is_manual(worker_code) and worker_code not in FLEXI_CODES


def fits_status(worker_code: str, status: str) -> bool:
    """Whether an ONSS worker code is one of that status; artists have either."""
    return worker_code in _ARTISTS or _is_manual(worker_code) == (status == "blue_collar")


@dataclass(frozen=True, kw_only=True)
class Worker:
    """A person who works. `number` is the employer's own number for the worker (matricule)."""

    id: str
    number: str
    last_name: str
    first_name: str
    niss: str
    birth_date: dt.date
    sex: Literal["F", "M", "X"]
    address: Address
    language: str = "fr"
    iban: str = ""

    @property
    def name(self) -> str:
        """First name and last name."""
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True, kw_only=True)
class Household(Dated):
    """The family situation declared for the withholding tax.

    `children` counts every dependent child, disabled ones included; `disabled_children` those who count
    double. `dependants_65_in_care`: elderly dependants in need of care.
    """

    situation: Situation = "single"
    children: int = 0
    disabled_children: int = 0
    other_dependants: int = 0
    dependants_65_in_care: int = 0
    worker_disabled: bool = False
    spouse_disabled: bool = False
    resident: bool = True


@dataclass(frozen=True, kw_only=True)
class Terms(Dated):
    """The terms of a contract over a period.

    `amount` in cents: by month or by hour. `schedule`: hundredths of hours from Monday to Sunday.
    `full_time_hours`: hundredths of hours a week of the full-time reference (S), `full_time_days` its days.
    `meal_voucher_value` and `meal_voucher_worker` in cents, 0 when none are given; `meal_voucher_by_hours`:
    counted by the hours of the quarter (comptage alternatif), not by days. `scale`: the name of the wage
    scale (barème) the function belongs to, "" for none, and `scale_seniority_from` the day its seniority counts from.
    """

    pay_basis: Literal["monthly", "hourly"]
    amount: int
    schedule: tuple[int, int, int, int, int, int, int]
    full_time_hours: int
    function: str = ""
    full_time_days: int = 5
    meal_voucher_value: int = 0
    meal_voucher_worker: int = 0
    meal_voucher_by_hours: bool = False
    scale: str = ""
    scale_seniority_from: dt.date | None = None

    @cached_property
    def hours_week(self) -> int:
        """Hundredths of hours a week (Q)."""
        return sum(self.schedule)

    @property
    def part_time(self) -> bool:
        """Whether fewer hours than the full-time reference are worked."""
        return self.hours_week < self.full_time_hours


@dataclass(frozen=True, kw_only=True)
class Contract:
    """A contract of employment and everything dated that belongs to it.

    `fixed_term`: concluded for a term (durée déterminée), of which `end` is the last day. `holidays_after_end`: the
    worker neither left nor was dismissed for grave cause, so that public holidays soon after the end are owed, until
    the day before `next_employer_from`. `student` and `employed_until` (the last day of another kind of contract with
    this employer, when it is not among the worker's contracts) decide what article 17 allows, as does
    `article17_event`, the day of the one socio-cultural event that the contract is for. `restructuring_since`: the
    first day of the right to the reduction for who was dismissed in a restructuring. `leaving`: why and by whom it
    ended, when that was told.
    """

    id: str
    worker: Worker
    start: dt.date
    end: dt.date | None = None
    status: Status = "white_collar"
    regime: Regime = "ordinary"
    worker_code: str = ""
    joint_committee: str = ""
    establishment: str = ""
    article17_sector: Literal["socio_cultural", "sport"] = "socio_cultural"
    student: bool = False
    employed_until: dt.date | None = None
    article17_event: dt.date | None = None
    restructuring_right: int = 0
    restructuring_since: dt.date | None = None
    sport_bonus_right: int = 0
    pensioner: bool = False
    fixed_term: bool = False
    holidays_after_end: bool = False
    next_employer_from: dt.date | None = None
    households: tuple[Household, ...] = ()
    terms: tuple[Terms, ...] = ()
    items: tuple[PayItem, ...] = ()
    days: tuple[Day, ...] = ()
    garnishments: tuple[Garnishment, ...] = ()
    declared_children: tuple[DeclaredChildren, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    holidays: tuple[HolidayYear, ...] = ()
    incapacities: tuple[Incapacity, ...] = ()
    leaving: Leaving | None = None

    @property
    def manual(self) -> bool:
        """Whether contributions are due on 108 % (travailleur manuel)."""
        return on_108_percent(self.onss_worker_code)

    @property
    def onss_worker_code(self) -> str:
        """The ONSS worker code: the one given, or the ordinary one of the status and regime."""
        if self.worker_code:
            return self.worker_code
        blue = self.status == "blue_collar"
        if self.regime == "flexi":
            return "050" if blue else "450"
        return "015" if blue else "495"

    def active_in(self, month: Month) -> bool:
        """Whether the contract runs on at least one day of the month."""
        return self.start <= month.last and (self.end is None or month.first <= self.end)

    def days_in(self, month: Month) -> list[Day]:
        """The days written of a month, as they were given."""
        first, last = month.first, month.last
        return [day for day in self.days if first <= day.date <= last]


@dataclass(frozen=True, kw_only=True)
class Day:
    """What happened on one day, when it differs from the schedule: a day code and hundredths of hours.

    `event`: what a short absence or birth leave is for, and `event_date` when that was or is; "" when nobody told.
    """

    date: dt.date
    code: str
    hours: int
    event: str = ""
    event_date: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class PayItem(Dated):
    """An element of pay besides base pay, once or every month it holds.

    `kind` is one of `preste.payroll.items.KINDS`; `amount` in cents, `quantity` in hundredths (km), and
    `details` what that kind needs besides. `paid_on`: the day a single one is paid apart from its month.
    """

    kind: str
    label: str = ""
    amount: int = 0
    quantity: int = 0
    once: bool = False
    details: dict[str, str] = field(default_factory=dict)
    paid_on: dt.date | None = None
