"""What is taken over of the months that another payroll office computed, and what it leaves for the months to come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from preste.belgium.time.rest import rest_moved
from preste.calendar import Month
from preste.payroll.carry import REST, WHOLE, left_by
from preste.payroll.payslip import Payslip
from preste.records import Contract, HolidayYear

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
    "bicycle": "indemnité vélo",
    "mileage_km": "kilomètres de service",
    "eco_vouchers": "éco-chèques, valeur",
    "voucher_hours": "heures prestées comptées pour les titres-repas (comptage par heures)",
    "vouchers": "titres-repas donnés (comptage par heures)",
    "article17_sport_hours": "heures d'article 17 dans le sport, comprises dans les autres",
    "overtime_net": "heures supplémentaires nettes",
    "overtime_voluntary": "heures supplémentaires volontaires avec sursalaire",
    "overtime_waived": "heures supplémentaires sans récupération",
    "overtime_taxed": "heures supplémentaires avec réduction d'impôt",
    "compensatory_rest": "repos compensatoire gagné, moins celui qui est pris (peut être négatif)",
    "carried": "jours de vacances reportés de l'année précédente (VR) : sur une ligne, ceux qui restent à prendre",
    "carried_before": "les mêmes, de l'avant-dernière année (VRR)",
}
"""What a row of months tells, in hundredths: amounts in cents, hours, days."""
SIGNED = (
    "gross",
    "taxable",
    "onss",
    "withholding",
    "special",
    "net",
    "deferred",
    "compensatory_rest",
    "carried",
    "carried_before",
)
"""What may be below zero."""
CARRIED = ("carried", "carried_before")
"""Holidays carried over from the year before the first month computed here, and from the one before that."""

_BY_YEAR = {
    "work_bonus": "work_bonus",
    "student_hours": "student_hours",
    "flexi_pay": "flexi_pay",
    "commuting": "commuting",
    "article17_year": "article17_hours",
    "article17_days": "article17_days",
    "article17_sport_year": "article17_sport_hours",
    "bicycle": "bicycle",
    "mileage_km": "mileage_km",
    "eco_vouchers": "eco_vouchers",
    "overtime_net": "overtime_net",
    "overtime_voluntary": "overtime_voluntary",
    "overtime_waived": "overtime_waived",
    "overtime_taxed": "overtime_taxed",
}
_BY_QUARTER = {
    "quarter_pay": "liable",
    "quarter_special": "special",
    "article17_quarter": "article17_hours",
    "article17_sport_quarter": "article17_sport_hours",
    "voucher_hours": "voucher_hours",
    "vouchers": "vouchers",
}
_ALWAYS = {"deferred_deductions": "deferred", REST: "compensatory_rest"}
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
        """What one row adds to the balances: some are whole, all else in hundredths."""
        balances = dict(_ALWAYS)
        if row.last.year == self.begins.year:
            balances |= _BY_YEAR
            if row.last.quarter == self.begins.quarter:
                balances |= _BY_QUARTER
        for name, column in balances.items():
            yield name, row[column] // 100 if name in WHOLE else row[column]


def carried_days(rows: Iterable[TakenMonths], contract: str, begins: Month) -> dict[int, int]:
    """The holidays carried over that a contract has left when it begins here, by the year they come from."""
    own = [row for row in rows if row.contract == contract]
    found = {begins.year - back: sum(row[name] for row in own) for back, name in enumerate(CARRIED, 1)}
    return {year: days for year, days in found.items() if days}


def with_carried(holidays: Iterable[HolidayYear], carried: Mapping[int, int]) -> tuple[HolidayYear, ...]:
    """The holidays of a contract with the days carried over that were taken over, where they do not tell their own."""
    known = {one.year: one for one in holidays}
    for year, days in carried.items():
        one = known.get(year, HolidayYear(year=year))
        known[year] = one if one.carried else replace(one, carried=days)
    return tuple(known[year] for year in sorted(known))


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


_SAME = (
    "bicycle", "mileage_km", "eco_vouchers", "voucher_hours", "overtime_net", "overtime_voluntary", "overtime_waived",
    "overtime_taxed",
)  # fmt: skip
"""Columns that are what a payslip leaves, under the same name."""


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
        "vouchers": 100 * left.get("vouchers", 0),
        "article17_sport_hours": left.get("article17_sport_year", 0),
        REST: rest_moved(payslip.contract, payslip.month.first, payslip.month.last),
    } | {name: left.get(name, 0) for name in _SAME}
    return TakenMonths(payslip.contract.id, payslip.month, payslip.month, amounts)


def sums(rows: Sequence[TakenMonths]) -> dict[str, int]:
    """The total of each column over rows, in hundredths."""
    return {name: sum(row[name] for row in rows) for name in COLUMNS}
