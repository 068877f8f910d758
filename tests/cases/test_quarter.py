"""Worked cases of a quarter: a company car over three months, complementary indemnities (Decava)."""

from __future__ import annotations

from preste.belgium.quarter import car_plan
from preste.calendar import Month, Quarter
from preste.law import book
from preste.money import text

from .asking import decava_rates
from .reading import Worked, cents, check, chosen, each

CAR = chosen("onss", "co2-2026-diesel-130")
DECAVA = chosen("onss", "decava-rate-")
FLOORS = chosen("onss", "decava-floor-ratio-")
TESTED = [*DECAVA, *FLOORS]
"""The car is tested with the months' cases, whose field of the quarter is compared here."""

AGES = {"decava-rate-55-59": 57, "decava-rate-60-61": 60}


@each(CAR)
def test_a_car_over_a_quarter(case: Worked) -> None:
    """Three times the unrounded month: not three times the month's cents."""
    facts = {"car_fuel": 2, "car_co2": int(case.inputs["co2"]), "car_co2_unknown": 0, "car_new_order": 0}
    trace = car_plan(Quarter.of(Month.parse(case.month))).run(facts | {"car_months": 3})
    assert text(trace["quarter_862"]) == case.expected["quarter"]
    assert trace["quarter_862"] != 3 * cents(case.expected["month"])


@each(DECAVA)
def test_rates_of_2023_and_2024(case: Worked) -> None:
    check(case, decava_rates(AGES[case.id]))
    base = decava_rates(AGES[case.id], {"base": Quarter(2022, 1)})
    assert base == {"base": case.inputs["base"]}


@each(FLOORS)
def test_floor_of_the_retention(case: Worked) -> None:
    """The floor of the law book is the indexed one, and their ratio is the published ratio."""
    floor = book().on("decava_floor", Month.parse(case.month).first).value.full_with_family
    assert text(floor) == case.expected["indexed"]
    millionths = (2 * floor * 1_000_000 + cents(case.inputs["base"])) // (2 * cents(case.inputs["base"]))
    assert text(millionths, 6) == case.expected["ratio"]
