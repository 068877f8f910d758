"""What is taken over of the months that another payroll office computed, and what it leaves for the months to come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from preste.calendar import Month
from preste.payroll.carry import left_by
from preste.payroll.payslip import Payslip
from preste.records import Contract

COLUMNS: Mapping[str, str] = {
    "gross": "brut, double pécule et primes compris",
    "liable": "rémunération soumise aux cotisations (108 % pour un ouvrier)",
    "double_holiday_pay": "double pécule et pécule de sortie, compris dans le brut",
    "severance": "indemnité de rupture, comprise dans le brut",
    "onss": "cotisations personnelles, après réductions",
    "work_bonus": "bonus à l'emploi",
    "taxable": "imposable",
    "withholding": "précompte professionnel",
    "special": "cotisation spéciale de sécurité sociale",
    "net": "net payé",
    "commuting": "domicile-travail en voiture",
    "student_hours": "heures d'étudiant",
    "flexi_pay": "flexi-salaire",
    "article17_hours": "heures d'article 17",
    "article17_days": "jours d'article 17",
    "deferred": "retenues de l'employeur encore à récupérer (peut être négatif)",
}
"""What a row of months tells, in hundredths: amounts in cents, hours, days."""
SIGNED = ("gross", "taxable", "onss", "withholding", "special", "net", "deferred")
"""What may be below zero."""

_BY_YEAR = {
    "work_bonus": "work_bonus",
    "student_hours": "student_hours",
    "flexi_pay": "flexi_pay",
    "commuting": "commuting",
    "article17_year": "article17_hours",
    "article17_days": "article17_days",
}
_BY_QUARTER = {
    "quarter_pay": "liable",
    "quarter_special": "special",
    "article17_quarter": "article17_hours",
}
"""The balances of `Carry`, and the columns they add up."""


@dataclass(frozen=True)
class TakenMonths:
    """The months of a contract, from `first` to `last`, that were computed elsewhere, added up; in hundredths."""

    contract: str
    first: Month
    last: Month
    amounts: Mapping[str, int]

    def __getitem__(self, name: str) -> int:
        return self.amounts.get(name, 0)

    @property
    def holiday_base(self) -> int:
        """The gross pay that departure holiday pay is a share of."""
        return self["gross"] - self["double_holiday_pay"] - self["severance"]


@dataclass(frozen=True)
class TakeOver:
    """Everything taken over: `begins` is the first month computed here.

    `seniority`: by contract, the first day that counts for it. `headcount`: by quarter ("2026-Q1"), the workers
    declared, which the rights of first hires are worked out from.
    """

    begins: Month
    months: tuple[TakenMonths, ...] = ()
    seniority: Mapping[str, dt.date] = field(default_factory=dict)
    headcount: Mapping[str, int] = field(default_factory=dict)

    def of(self, contracts: Iterable[str], year: int) -> list[TakenMonths]:
        """The rows of these contracts that end in a year, in order."""
        names = set(contracts)
        found = [one for one in self.months if one.contract in names and one.last.year == year]
        return sorted(found, key=lambda one: (one.last, one.contract))

    def opening(self) -> dict[str, dict[str, int]]:
        """The balances that the first month computed here begins with, by contract."""
        found: dict[str, dict[str, int]] = {}
        for row in self.months:
            balances = found.setdefault(row.contract, {})
            for name, value in self._left(row):
                balances[name] = balances.get(name, 0) + value
        return {contract: {n: v for n, v in one.items() if v} for contract, one in found.items()}

    def _left(self, row: TakenMonths) -> Iterator[tuple[str, int]]:
        """What one row adds to the balances: days are whole, all else in hundredths."""
        if row["deferred"]:
            yield "deferred_deductions", row["deferred"]
        if row.last.year != self.begins.year:
            return
        for name, column in _BY_YEAR.items():
            yield name, row[column] // 100 if name == "article17_days" else row[column]
        if row.last.quarter == self.begins.quarter:
            for name, column in _BY_QUARTER.items():
                yield name, row[column]


@dataclass(frozen=True)
class Problem:
    """What is wrong with the months of a contract together: a month told twice, a row of two quarters where a quarter
    goes on here, a month that is not told. `month` is the one it is about, `row` the row, None for a missing month."""

    kind: Literal["twice", "two_quarters", "gap"]
    contract: str
    month: Month
    row: TakenMonths | None = None


def problems(rows: Iterable[TakenMonths], contract: Contract, begins: Month) -> Iterator[Problem]:
    """Each month of the year once, none missing, and none of two quarters where a quarter goes on."""
    own = sorted((one for one in rows if one.contract == contract.id), key=lambda one: one.first)
    for before, after in pairwise(own):
        if after.first <= before.last:
            yield Problem("twice", contract.id, after.first, after)
    opens = Month(begins.year, 3 * (begins.quarter - 1) + 1)
    for one in own:
        if one.first < opens <= one.last and begins != opens:
            yield Problem("two_quarters", contract.id, opens, one)
    month = Month(begins.year, 1)
    while month < begins:
        if contract.active_in(month) and not any(one.first <= month <= one.last for one in own):
            yield Problem("gap", contract.id, month)
        month = month.plus(1)


def amounts_of(payslip: Payslip) -> TakenMonths:
    """A payslip as one who takes over would be told of it. Raises NoParameter when missing law left it unknown."""
    trace, left = payslip.trace, left_by(payslip)
    facts = trace.facts
    departure = facts["departure_simple_holiday_pay"] + facts["departure_double_holiday_pay"]
    amounts = {
        "gross": trace["gross"],
        "liable": left["quarter_pay"],
        "double_holiday_pay": facts["double_holiday_pay"] + departure,
        "severance": facts["severance"],
        "onss": trace["personal_contribution"] - trace["contribution_reductions"],
        "work_bonus": left["work_bonus"],
        "taxable": trace["taxable"],
        "withholding": trace["withholding"],
        "special": left["quarter_special"],
        "net": trace["net_paid"],
        "commuting": left["commuting"],
        "student_hours": left["student_hours"],
        "flexi_pay": left.get("flexi_pay", 0),
        "article17_hours": left.get("article17_year", 0),
        "article17_days": 100 * left.get("article17_days", 0),
        "deferred": left.get("deferred_deductions", 0),
    }
    return TakenMonths(payslip.contract.id, payslip.month, payslip.month, amounts)


def sums(rows: Sequence[TakenMonths]) -> dict[str, int]:
    """The total of each column over rows, in hundredths."""
    return {name: sum(row[name] for row in rows) for name in COLUMNS}
