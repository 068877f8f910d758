"""The chain of `engine_vs_openfisca.py` as a small OpenFisca country package of our own.

Runs in its own virtual environment, never imported by Preste: OpenFisca-Core is under the AGPL.

    python openfisca_peer.py REQUEST.json ANSWER.csv

REQUEST holds `day`, `parameters` (series, field, decimal text), `pay` (cents of each person) and
`repeats`; ANSWER gets one line a person; the times are printed as JSON. Variables are `float`, as in the
public country packages: OpenFisca keeps them as float32 columns.
"""

# ruff: noqa: N801, N805 - OpenFisca wants a class named as its variable, and a formula that takes the entity first
from __future__ import annotations

import csv
import importlib.metadata
import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import MONTH
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

SHOWN = ("personal_contribution", "work_bonus", "taxable", "withholding", "special_contribution", "net")

Person = build_entity(key="person", plural="persons", label="A worker", is_person=True)


def cents(amount: Any) -> Any:
    """To the cent, a half upwards."""
    return np.floor(amount * 100 + 0.5) / 100


def cents_down(amount: Any) -> Any:
    return np.floor(amount * 100) / 100


class pay(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Pay of the month"


class personal_contribution(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Personal contribution"

    def formula(person, period, parameters):
        return cents(person("pay", period) * parameters(period).base_contribution.personal)


class work_bonus(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Work bonus, one slope, full month"

    def formula(person, period, parameters):
        wage = person("pay", period)
        law = parameters(period).work_bonus_one_slope
        above = np.maximum(0, wage - law.lower_bound)
        bonus = np.maximum(0, law.white_collar_maximum - cents(above * law.white_collar_slope))
        bonus = np.where(wage > law.upper_bound, 0, bonus)
        return np.minimum(bonus, person("personal_contribution", period))


class taxable(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Taxable pay"

    def formula(person, period):
        return person("pay", period) - person("personal_contribution", period) + person("work_bonus", period)


class scale_base(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Base of the scale"

    def formula(person, period, parameters):
        law = parameters(period)
        step = law.base_rounding_step.value
        return np.minimum(np.floor(person("taxable", period) / step) * step, law.printed_scale_end.value)


class annual_net(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Annual income less lump-sum expenses"

    def formula(person, period, parameters):
        law = parameters(period).lump_expenses
        year = person("scale_base", period) * 12
        return year - np.minimum(cents(year * law.rate), law.maximum)


class annual_tax(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Annual tax, scale I"

    def formula(person, period, parameters):
        law = parameters(period)
        basic = cents(law.brackets.calc(person("annual_net", period)))
        return np.maximum(0, basic - law.withholding_scale.exempt_tax)


class tax_before_bonus(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Withholding before the fiscal work bonus"

    def formula(person, period, parameters):
        single = parameters(period).family_reductions.single
        return np.maximum(0, cents_down(person("annual_tax", period) / 12) - single)


class fiscal_work_bonus(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Fiscal work bonus"

    def formula(person, period, parameters):
        rate = parameters(period).fiscal_work_bonus_single.rate
        return np.minimum(person("tax_before_bonus", period), cents(person("work_bonus", period) * rate))


class withholding(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Withholding tax"

    def formula(person, period):
        return person("tax_before_bonus", period) - person("fiscal_work_bonus", period)


class special_contribution(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Special contribution, single table, alone"

    def formula(person, period, parameters):
        wage = person("pay", period)
        law = parameters(period).special_contribution_single_table
        first = cents((wage - law.first_bound) * law.first_rate)
        second = law.second_fixed + cents((wage - law.second_bound) * law.second_rate)
        rows = [wage <= law.first_bound, wage <= law.second_bound, wage <= law.top_bound]
        return np.select(rows, [0, first, second], law.maximum)


class net(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Net pay"

    def formula(person, period):
        return (
            person("pay", period)
            - person("personal_contribution", period)
            + person("work_bonus", period)
            - person("withholding", period)
            - person("special_contribution", period)
        )


VARIABLES = (
    pay, personal_contribution, work_bonus, taxable, scale_base, annual_net, annual_tax, tax_before_bonus,
    fiscal_work_bonus, withholding, special_contribution, net,
)  # fmt: skip


def system(day: str, parameters: dict[str, dict[str, str]]) -> TaxBenefitSystem:
    """The tax and benefit system with the parameters that hold on `day`."""

    def held(value: str) -> dict[str, Any]:
        return {"values": {day: {"value": float(value)}}}

    def dated(value: str) -> dict[str, Any]:
        return {day: {"value": float(value)}}

    law: dict[str, Any] = {s: {f: held(v) for f, v in fields.items()} for s, fields in parameters.items()}
    scale = parameters["withholding_scale"]
    bounds = ["0", scale["bracket_1"], scale["bracket_2"], scale["bracket_3"]]
    rates = [scale[f"rate_{i}"] for i in range(1, 5)]
    law["brackets"] = {
        "brackets": [{"threshold": dated(b), "rate": dated(r)} for b, r in zip(bounds, rates, strict=True)]
    }
    made = TaxBenefitSystem([Person])
    made.add_variables(*VARIABLES)
    made.parameters = ParameterNode("", data=law)
    return made


def columns(made: TaxBenefitSystem, month: str, amounts: np.ndarray, *, trace: bool) -> dict[str, np.ndarray]:
    """All persons in one simulation."""
    simulation = SimulationBuilder().build_default_simulation(made, count=len(amounts))
    simulation.trace = trace
    simulation.set_input("pay", month, amounts)
    simulation.calculate("net", month)
    return {name: simulation.calculate(name, month) for name in SHOWN}


def one(made: TaxBenefitSystem, month: str, amount: float) -> float:
    """One person in one simulation, as a web service would ask."""
    described = {"persons": {"worker": {"pay": {month: amount}}}}
    simulation = SimulationBuilder().build_from_entities(made, described)
    return float(simulation.calculate("net", month)[0])


def seconds(repeats: int, work: Any) -> float:
    """Processor time of the best of so many runs."""
    best = float("inf")
    for _ in range(repeats):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def main(request_file: str, answer_file: str) -> None:
    request = json.loads(Path(request_file).read_text(encoding="utf-8"))
    month = request["day"][:7]
    made = system(request["day"], request["parameters"])
    amounts = np.array(request["pay"], dtype=np.float64) / 100
    result = columns(made, month, amounts, trace=False)
    few = [float(a) for a in amounts[:100]]
    times = {
        "version": importlib.metadata.version("openfisca-core"),
        "variables": len(VARIABLES) - 1,
        "dtype": str(result["net"].dtype),
        "columns": seconds(request["repeats"], lambda: columns(made, month, amounts, trace=False)),
        "columns_traced": seconds(request["repeats"], lambda: columns(made, month, amounts, trace=True)),
        "one": seconds(request["repeats"], lambda: [one(made, month, a) for a in few]) / len(few),
    }
    with Path(answer_file).open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(SHOWN)
        writer.writerows(zip(*([repr(float(v)) for v in result[name]] for name in SHOWN), strict=True))
    json.dump(times, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
