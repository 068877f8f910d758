"""What is owed for all workers of a category together: company cars, holiday pay, supplementary pensions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from preste.belgium.quarter import employer_plan
from preste.calendar import Quarter
from preste.payroll.payslip import Payslip
from preste.payroll.quarter.model import Unrelated, Vehicle

_EMPLOYER_FACTS: Mapping[str, str] = {
    "double_holiday_pay": "quarter_double_holiday_pay",
    "departure_double": "quarter_departure_double",
    "group_insurance_employer": "quarter_pension_premiums",
}


def bases_of(payslips: Iterable[Payslip]) -> dict[str, dict[str, int]]:
    """What payslips add to the facts of codes 865 and 870, by category."""
    bases: dict[str, dict[str, int]] = {}
    for one in payslips:
        sums = bases.setdefault(one.employer.category, dict.fromkeys(_EMPLOYER_FACTS.values(), 0))
        for line in one.lines:
            if line.code in _EMPLOYER_FACTS and line.earned_month == one.month:
                sums[_EMPLOYER_FACTS[line.code]] += line.amount
    return bases


def of_the_employer(
    bases: Mapping[str, Mapping[str, int]], cars: Sequence[tuple[str, Vehicle]], quarter: Quarter
) -> Iterator[Unrelated]:
    """Codes 862, 865 and 870 of each category; `cars` are with theirs."""
    every = {of: dict.fromkeys(_EMPLOYER_FACTS.values(), 0) for of, _ in cars} | dict(bases)
    for category, sums in every.items():
        if owed := sum(car.amount for of, car in cars if of == category):
            yield Unrelated(category, "862", None, owed)
        trace = employer_plan(quarter).run(sums)
        if sums["quarter_pension_premiums"]:
            yield Unrelated(
                category, "865", sums["quarter_pension_premiums"], trace["contribution_865"], trace, "contribution_865"
            )
        if trace["base_870"]:
            yield Unrelated(category, "870", trace["base_870"], trace["contribution_870"], trace, "contribution_870")
