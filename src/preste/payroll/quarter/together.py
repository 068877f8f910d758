"""What is owed for all workers of a category together: company cars, holiday pay, supplementary pensions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from preste.belgium.quarter import car_plan, employer_plan
from preste.calendar import Quarter
from preste.payroll.items import items_of
from preste.payroll.payslip import Payslip
from preste.payroll.quarter.model import Unrelated, Vehicle

_CAR_FACTS = ("car_fuel", "car_co2", "car_co2_unknown", "car_new_order")
_EMPLOYER_FACTS: Mapping[str, str] = {
    "double_holiday_pay": "quarter_double_holiday_pay",
    "departure_double": "quarter_departure_double",
    "group_insurance_employer": "quarter_pension_premiums",
}


def vehicles(payslips: Iterable[Payslip], quarter: Quarter) -> list[tuple[str, Vehicle]]:
    """The company cars of the quarter, each with the category of its employer."""
    months: dict[tuple[str, str, str, tuple[int, ...]], int] = {}
    for one in payslips:
        facts = one.trace.facts
        if facts.get("car_value"):
            cars = [item for item in items_of(one.contract.items, one.month) if item.kind == "company_car"]
            plate = cars[-1].details.get("plate", "") if cars else ""
            key = one.employer.category, one.contract.id, plate, tuple(facts[name] for name in _CAR_FACTS)
            months[key] = months.get(key, 0) + 1
    found = []
    for (category, contract, plate, values), count in months.items():
        trace = car_plan(quarter).run(dict(zip(_CAR_FACTS, values, strict=True)) | {"car_months": count})
        found.append((category, Vehicle(contract, plate, count, trace["quarter_862"], trace)))
    return found


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
    bases: Mapping[str, Mapping[str, int]], cars: Mapping[str, int], quarter: Quarter
) -> Iterator[Unrelated]:
    """Codes 862, 865 and 870 of each category; `cars` is what all cars of a category owe."""
    for category, sums in bases.items():
        if cars.get(category):
            yield Unrelated(category, "862", None, cars[category])
        trace = employer_plan(quarter).run(sums)
        if sums["quarter_pension_premiums"]:
            yield Unrelated(
                category, "865", sums["quarter_pension_premiums"], trace["contribution_865"], trace, "contribution_865"
            )
        if trace["base_870"]:
            yield Unrelated(category, "870", trace["base_870"], trace["contribution_870"], trace, "contribution_870")
