"""What is owed for all workers of a category together: company cars, holiday pay, supplementary pensions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from preste.belgium.quarter import car_plan, employer_plan
from preste.calendar import Month, Quarter
from preste.errors import InputError, NoParameter
from preste.payroll.items import emission_facts, items_of
from preste.payroll.payslip import Payslip
from preste.payroll.quarter.given import CAR, GivenFact, car_item
from preste.payroll.quarter.model import Missing, Unrelated, Vehicle

_Values = tuple[int, ...]

_CAR_FACTS = ("car_fuel", "car_co2", "car_co2_unknown", "car_new_order")
_EMPLOYER_FACTS: Mapping[str, str] = {
    "double_holiday_pay": "quarter_double_holiday_pay",
    "departure_double": "quarter_departure_double",
    "group_insurance_employer": "quarter_pension_premiums",
}


def vehicles(
    payslips: Iterable[Payslip], given: Iterable[GivenFact], category: str, quarter: Quarter
) -> tuple[list[tuple[str, Vehicle]], list[Missing]]:
    """The company cars of the quarter, each with the category of its employer; and those told in two ways at once.

    The law owes the contribution for the car, not for who drives it: a car shared in a month, or changing hands in it,
    is owed once. It is known by its plate, without one by its contract. `given` tells cars that no worker has; they are
    of `category`.
    """
    found: dict[tuple[str, str], CarMonths] = {}
    for one in payslips:
        if one.trace.facts.get("car_value"):
            items = [item for item in items_of(one.contract.items, one.month) if item.kind == "company_car"]
            plate = plate_of(items[-1].details) if items else ""
            car = found.setdefault((one.employer.category, plate or f"of {one.contract.id}"), CarMonths(plate))
            car.drive(one.contract.id, one.month, one.trace.facts)
    for told in given:
        if told.code == CAR:
            car = found.setdefault((category, plate_of(told.details)), CarMonths(plate_of(told.details)))
            car.stand(emission_facts(car_item(told.details)), int(told.details["months"]))
    made: list[tuple[str, Vehicle]] = []
    missing: list[Missing] = []
    for (of, _), car in found.items():
        if car.doubtful:
            missing.append(Missing(", ".join(car.contracts), CAR, _two_ways(car.plate)))
        try:
            made += [(of, vehicle) for vehicle in car.made(quarter)]
        except NoParameter as error:
            missing.append(Missing(", ".join(car.contracts), CAR, error))
    return made, missing


def plate_of(details: Mapping[str, str]) -> str:
    """A car's plate in capitals, without hyphens, dots and spaces: 1ABC234."""
    return "".join(one for one in details.get("plate", "").upper() if one.isalnum())


class CarMonths:
    """A car of a quarter, as drivers' payslips and the employer tell it."""

    def __init__(self, plate: str) -> None:
        self.plate = plate
        self.contracts: list[str] = []
        self.months: dict[Month, _Values] = {}
        self.apart: list[tuple[_Values, int]] = []
        self.doubtful = False

    def drive(self, contract: str, month: Month, facts: Mapping[str, int]) -> None:
        """A month in which a contract has it; the first to tell the month speaks for it."""
        values = tuple(facts[name] for name in _CAR_FACTS)
        if contract not in self.contracts:
            self.contracts.append(contract)
        self.doubtful = self.doubtful or self.months.setdefault(month, values) != values

    def stand(self, facts: Mapping[str, int], months: int) -> None:
        """Months in which no contract has it."""
        self.apart.append((tuple(facts[name] for name in _CAR_FACTS), months))

    def made(self, quarter: Quarter) -> Iterator[Vehicle]:
        """The car with its contribution, once for each way it is told; never more than the quarter's months.

        Raises NoParameter.
        """
        counts = Counter(self.months.values())
        for one, months in self.apart:
            counts[one] += min(months, len(quarter.months) - counts.total())
        for values, count in counts.items():
            if count > 0:
                trace = car_plan(quarter).run(dict(zip(_CAR_FACTS, values, strict=True)) | {"car_months": count})
                yield Vehicle(", ".join(self.contracts), self.plate, count, trace["quarter_862"], trace)


def _two_ways(plate: str) -> InputError:
    return InputError(
        f"the company car {plate} is told in two ways in one month", field="company_car",
        remedy="give its drivers the same fuel, CO2 and dates", code="E-CAR-WAYS",
    )  # fmt: skip


def of_the_employer(
    payslips: Iterable[Payslip], cars: Sequence[tuple[str, Vehicle]], quarter: Quarter
) -> Iterator[Unrelated]:
    """Codes 862, 865 and 870 of each category."""
    bases: dict[str, dict[str, int]] = {of: dict.fromkeys(_EMPLOYER_FACTS.values(), 0) for of, _ in cars}
    for one in payslips:
        sums = bases.setdefault(one.employer.category, dict.fromkeys(_EMPLOYER_FACTS.values(), 0))
        for line in one.lines:
            if line.earned_month == one.month and line.code in _EMPLOYER_FACTS:
                sums[_EMPLOYER_FACTS[line.code]] += line.amount
    for category, sums in bases.items():
        total = sum(vehicle.amount for of, vehicle in cars if of == category)
        if total:
            yield Unrelated(category, "862", None, total)
        trace = employer_plan(quarter).run(sums)
        if sums["quarter_pension_premiums"]:
            yield Unrelated(
                category, "865", sums["quarter_pension_premiums"], trace["contribution_865"], trace, "contribution_865"
            )
        if trace["base_870"]:
            yield Unrelated(category, "870", trace["base_870"], trace["contribution_870"], trace, "contribution_870")
