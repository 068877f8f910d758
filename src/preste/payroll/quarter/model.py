"""What a quarter is: worker lines with their occupations, what is owed on them, and how that differs from the months.

Amounts are cents; days and hours hundredths. It holds what the quarter's declaration (DmfA) needs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from preste.belgium.quarter.reductions import Deduction, Finding, LineReductions
from preste.calendar import Month, Quarter
from preste.engine import Trace
from preste.errors import PresteError
from preste.payroll.line import Line
from preste.payroll.payslip import Payslip
from preste.records import Contract, Employer, Worker

NOT_LIABLE = frozenset({"10", "11", "12", "13", "21", "29"})
"""Remuneration codes on which no ordinary contribution is owed (annex 7)."""
SEVERANCE_CODE = "3"
MANUAL_TYPE = "1"
"""The type of the ordinary contribution of manual workers (annex 3)."""


class Worked(NamedTuple):
    """What a day adds to a service code: its own day code, its hours, and the hours that share the day (0 when it adds
    hours and no day)."""

    date: dt.date
    code: str
    hours: int
    shared: int


@dataclass(frozen=True, slots=True)
class Service:
    """Days and hours under one ONSS service code (prestation), and the days that make them."""

    code: str
    days: int
    hours: int
    worked: tuple[Worked, ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Pay:
    """Pay of a quarter under one remuneration code; `frequency` in months, `rule` and `why` tell its origin, `line` is
    what of a payslip it is, or is a part of."""

    quarter: Quarter
    code: str
    amount: int
    frequency: int = 0
    rule: str = ""
    why: str = ""
    line: Line | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Remuneration:
    """Pay under one ONSS remuneration code. `frequency`: months between two premiums, 0 for none; `percentage` of the
    year's pay where working time was shortened, in hundredths of a percent, 0 when it was not; `pays` makes it up."""

    code: str
    amount: int
    frequency: int = 0
    percentage: int = 0
    pays: tuple[Pay, ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True, kw_only=True)
class Occupation:
    """One stretch of the same terms of a contract: a line of occupation (ligne d'occupation).

    `start` may lie before the quarter; `end` is given when it ends in the quarter, and of severance. `days_week` is the
    regime in hundredths of days, `hours_week` is Q and `full_time_hours` S. `measure`: reorganisation of working time.
    `undeclared`: hours by day code for which the ONSS wants no code. `reducible`: its part of what reductions lower,
    `reduction` what they lower it by, with its explanation; `findings` the target groups it belongs to, those that
    apply first; `lost` what the best one within reach would give more, in cents.
    """

    contract: str
    start: dt.date
    end: dt.date | None
    joint_committee: str
    days_week: int
    part_time: bool
    hours_week: int
    full_time_hours: int
    establishment: str = ""
    retired: bool = False
    measure: str = ""
    status: str = ""
    severance: bool = False
    services: tuple[Service, ...] = ()
    remunerations: tuple[Remuneration, ...] = ()
    undeclared: tuple[tuple[str, int], ...] = ()
    undeclared_days: int = 0
    reducible: int = 0
    reduction: LineReductions | None = None
    findings: tuple[Finding, ...] = ()
    lost: int = 0

    @property
    def deductions(self) -> tuple[Deduction, ...]:
        """The reductions to declare of it."""
        return () if self.reduction is None else self.reduction.deductions

    def pay(self, *codes: str) -> int:
        """Pay at 100 % under these remuneration codes."""
        return sum(one.amount for one in self.remunerations if one.code in codes)

    @property
    def liable(self) -> int:
        """Pay at 100 % that owes ordinary contributions."""
        return sum(one.amount for one in self.remunerations if one.code not in NOT_LIABLE)

    def days(self, *codes: str) -> int:
        """Days under these service codes; under all without any."""
        return sum(one.days for one in self.services if not codes or one.code in codes)

    def hours(self, *codes: str) -> int:
        """Hours under these service codes; under all without any."""
        return sum(one.hours for one in self.services if not codes or one.code in codes)


class StudentMonth(NamedTuple):
    """What a payslip has of a student's pay within the quota, and its hours in hundredths."""

    contract: str
    month: Month
    pay: int
    hours: int


@dataclass(frozen=True, slots=True)
class StudentPay:
    """A student's pay within the quota, with its hours: no occupation is told of it."""

    pay: int
    hours: int
    establishment: str = ""
    months: tuple[StudentMonth, ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Contribution:
    """What is owed under one code and type of a worker line. `base` is None where the law wants none; `personal` is the
    part that the worker bears; `trace` and its node `rule` explain the amount, `lines` of payslips one that was given
    there."""

    code: str
    type: str
    base: int | None
    amount: int
    personal: int = 0
    rule: str = ""
    trace: Trace | None = field(default=None, repr=False, compare=False)
    lines: tuple[Line, ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class WorkerReduction:
    """A reduction of the worker's own contribution: work bonus (0001), restructuring (0601), sport (0610); the lines of
    payslips that add up to it and to `beyond`, what they took off more than the contribution of the quarter is.

    `right_started`: the first day of a right that the declaration dates, when it was told."""

    code: str
    amount: int
    right_started: dt.date | None = None
    lines: tuple[Line, ...] = field(default=(), repr=False, compare=False)
    beyond: int = 0


@dataclass(frozen=True, slots=True)
class Indemnity:
    """A complementary indemnity (Decava) of a worker line: its month, its months, the age when it began, and what else
    was told of it."""

    complement: int
    allowance: int
    months: int
    age: int
    sector: str
    trace: Trace
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class WorkerLine:
    """A worker under one employer category and worker code (ligne travailleur).

    `reducible`: the basic employer contribution and moderation, which the employer's reductions may lower.
    `third_party_premium`: a premium that a fund paid instead of the employer, in no remuneration code.
    """

    worker: Worker
    employer_class: str
    worker_code: str
    occupations: tuple[Occupation, ...] = ()
    student: StudentPay | None = None
    indemnities: tuple[Indemnity, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    reductions: tuple[WorkerReduction, ...] = ()
    third_party_premium: int = 0
    reducible: int = 0
    trace: Trace | None = None

    @property
    def wage(self) -> int:
        """Pay at 100 % that owes ordinary contributions."""
        return sum(one.liable for one in self.occupations)

    @property
    def fully_liable(self) -> bool:
        """Whether the worker pays basic contributions too: neither flexi-jobs nor students within their quota do."""
        return self.student is None and any(one.personal for one in self.contributions if one.code == self.worker_code)

    @property
    def amount(self) -> int:
        """All contributions of the line, the worker's part included."""
        return sum(one.amount for one in self.contributions)


@dataclass(frozen=True, slots=True)
class Unrelated:
    """What is owed for all workers of a category together: cars, holiday pay, supplementary pensions.

    `trace` and its node `rule` explain the amount; cars are explained one by one.
    """

    employer_class: str
    code: str
    base: int | None
    amount: int
    trace: Trace | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Compensation:
    """The employer's compensation of the first half of 2023: on what, how much, and its explanation."""

    base: int
    amount: int
    trace: Trace = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class OfEmployer:
    """What a declaration tells of the employer besides what is owed.

    The compensation of 2023, or that there is no right to it, and when the main holidays of manual workers begin next
    year.
    """

    compensation: Compensation | None = None
    no_compensation: bool = False
    holidays: dt.date | None = None


NOTHING_TOLD = OfEmployer()


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A company car of the quarter, with its months and its contribution 862."""

    contract: str
    plate: str
    months: int
    amount: int
    trace: Trace


@dataclass(frozen=True, slots=True)
class Correction:
    """Pay of this quarter's payslips that belongs to another quarter, whose declaration it corrects."""

    quarter: Quarter
    contract: str
    code: str
    amount: int
    reason: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Why the quarter's amount of a code is not the sum of the months' provisional ones, in cents."""

    worker: str
    code: str
    amount: int
    reason: str


@dataclass(frozen=True, slots=True)
class Missing:
    """What could not be told or computed: of which worker or employer, under which code."""

    where: str
    code: str
    error: PresteError


class Paid(Protocol):
    """A payslip as it was paid, for what of it the quarter is compared with: a `Payslip`, or a `PaidSlip`."""

    @property
    def contract(self) -> Contract:
        """Whose it is."""

    @property
    def month(self) -> Month:
        """The month it pays."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its lines, those that settle earlier months included."""


@dataclass(frozen=True, slots=True)
class PaidSlip:
    """A payslip that was kept as its lines."""

    contract: Contract
    month: Month
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class GatheredLine:
    """A worker line before its contributions: its own payslips, and what of its pay came from or left for others.

    `wage_of_months`: liable pay as the months had it, before premiums and arrears were given to their quarters.
    """

    line: WorkerLine
    payslips: tuple[Payslip, ...]
    wage_of_months: int
    manual: bool


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """A quarter before its contributions; `late` is pay of later months' payslips that belongs to it."""

    employer: Employer
    quarter: Quarter
    lines: tuple[GatheredLine, ...]
    payslips: tuple[Payslip, ...]
    corrections: tuple[Correction, ...] = ()
    late: tuple[Correction, ...] = ()
    missing: tuple[Missing, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class QuarterResult:
    """A quarter as the ONSS is told of it, beside its months.

    `provisional` and `final` are by code; their difference is told, line by line, in `differences`. `corrections`: pay
    of its payslips that belongs to other quarters; `late`: pay of later payslips that belongs to it.
    """

    employer: Employer
    quarter: Quarter
    lines: tuple[WorkerLine, ...]
    unrelated: tuple[Unrelated, ...] = ()
    vehicles: tuple[Vehicle, ...] = ()
    corrections: tuple[Correction, ...] = ()
    late: tuple[Correction, ...] = ()
    provisional: Mapping[str, int] = field(default_factory=dict)
    final: Mapping[str, int] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
    missing: tuple[Missing, ...] = ()
    notes: tuple[str, ...] = ()
    of_employer: OfEmployer = NOTHING_TOLD

    @property
    def total(self) -> int:
        """Everything owed: worker lines and the employer's own contributions, before any reduction."""
        return sum(line.amount for line in self.lines) + sum(one.amount for one in self.unrelated)

    @property
    def worker_reductions(self) -> int:
        """What work bonus and the like take off the workers' contributions."""
        return sum(one.amount for line in self.lines for one in line.reductions)

    @property
    def employer_reductions(self) -> int:
        """What structural reduction, target groups and the compensation of 2023 take off the employer's."""
        compensation = self.of_employer.compensation
        return sum(
            one.amount for line in self.lines for occupation in line.occupations for one in occupation.deductions
        ) + (0 if compensation is None else compensation.amount)

    @property
    def manual_wages(self) -> int:
        """Wages of manual workers, raised as they are declared: what the next year's holiday notice is taken on."""
        return sum(
            one.base or 0
            for line in self.lines
            for one in line.contributions
            if one.code == line.worker_code and one.type == MANUAL_TYPE
        )

    @property
    def owed(self) -> int:
        """What the ONSS is owed for the quarter, after reductions."""
        return self.total - self.worker_reductions - self.employer_reductions
