"""Company cars of a quarter, each owed for once, whoever drives it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from preste.belgium.quarter import car_plan
from preste.calendar import Month, Quarter
from preste.errors import InputError, NoParameter
from preste.payroll.items import emission_facts, items_of
from preste.payroll.payslip import Payslip
from preste.payroll.quarter.given import CAR, GivenFact, car_item
from preste.payroll.quarter.model import Missing, Vehicle

_FACTS = ("car_fuel", "car_co2", "car_co2_unknown", "car_new_order")

CarKey = tuple[str, str]
"""The category of its employer, and the plate; without a plate, its contract."""
_Values = tuple[int, ...]


@dataclass
class CarMonths:
    """A car of a quarter, as drivers' payslips and the employer tell it."""

    plate: str
    contracts: list[str] = field(default_factory=list)
    months: dict[Month, _Values] = field(default_factory=dict)
    apart: list[tuple[_Values, int]] = field(default_factory=list)
    doubtful: bool = False

    def drive(self, contract: str, month: Month, facts: Mapping[str, int]) -> None:
        """A month in which a contract has it; the first to tell the month speaks for it."""
        values = tuple(facts[name] for name in _FACTS)
        if contract not in self.contracts:
            self.contracts.append(contract)
        self.doubtful |= self.months.setdefault(month, values) != values

    def merge(self, other: CarMonths) -> None:
        """What other drivers tell of it."""
        self.contracts += [one for one in other.contracts if one not in self.contracts]
        for month, values in other.months.items():
            self.doubtful |= self.months.setdefault(month, values) != values
        self.doubtful |= other.doubtful

    def stand(self, facts: Mapping[str, int], months: int) -> None:
        """Months in which no contract has it."""
        self.apart.append((tuple(facts[name] for name in _FACTS), months))

    def made(self, quarter: Quarter) -> Iterator[Vehicle]:
        """The car with its contribution, once for each way it is told; never more than the quarter's months.

        Raises NoParameter.
        """
        counts = Counter(self.months.values())
        for one, months in self.apart:
            counts[one] += min(months, len(quarter.months) - counts.total())
        for values, count in counts.items():
            if count > 0:
                trace = car_plan(quarter).run(dict(zip(_FACTS, values, strict=True)) | {"car_months": count})
                yield Vehicle(", ".join(self.contracts), self.plate, count, trace["quarter_862"], trace)


def cars_of(payslips: Iterable[Payslip]) -> dict[CarKey, CarMonths]:
    """The company cars of payslips."""
    found: dict[CarKey, CarMonths] = {}
    for one in payslips:
        facts = one.trace.facts
        if facts.get("car_value"):
            items = [item for item in items_of(one.contract.items, one.month) if item.kind == "company_car"]
            plate = plate_of(items[-1].details) if items else ""
            car = found.setdefault((one.employer.category, plate or f"of {one.contract.id}"), CarMonths(plate))
            car.drive(one.contract.id, one.month, facts)
    return found


def vehicles(
    driven: Mapping[CarKey, CarMonths], given: Iterable[GivenFact], category: str, quarter: Quarter
) -> tuple[list[tuple[str, Vehicle]], list[Missing]]:
    """The company cars of the quarter, each with the category of its employer; and those told in two ways at once.

    The law owes the contribution for the car, not for who drives it: a car shared in a month, or changing hands in it,
    is owed once. `given` tells cars that no worker has; they are of `category`.
    """
    cars = {key: deepcopy(one) for key, one in driven.items()}
    for told in given:
        if told.code == CAR:
            plate = plate_of(told.details)
            car = cars.setdefault((category, plate), CarMonths(plate))
            car.stand(emission_facts(car_item(told.details)), int(told.details["months"]))
    made: list[tuple[str, Vehicle]] = []
    missing: list[Missing] = []
    for (of, _), car in cars.items():
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


def _two_ways(plate: str) -> InputError:
    return InputError(
        f"the company car {plate} is told in two ways in one month", field="company_car",
        remedy="give its drivers the same fuel, CO2 and dates", code="E-CAR-WAYS",
    )  # fmt: skip
