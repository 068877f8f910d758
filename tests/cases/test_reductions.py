"""Reductions of the quarter: structural reduction, multipliers, first hires, compensation premium."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from preste.belgium.quarter.reductions import Claim, Occupation, Quarter, WorkerQuarter, reductions_of
from preste.belgium.quarter.reductions.facts import OCCUPATION_FACTS
from preste.belgium.quarter.reductions.plans import compensation_premium, occupation_plan
from preste.engine import Trace
from preste.law import book
from preste.money import half_up, share, text

from .reading import Worked, cents, check, chosen, each

STRUCTURAL = chosen("onss", "struct-2022Q1") + chosen("gaps_social", "SR-")
QUARTER = chosen("onss", "struct-2026Q3")
MULTIPLIER = chosen("onss", "beta-s-")
TARGET_MULTIPLIER = chosen("onss", "beta-g-")
FIRST_HIRE = chosen("onss", "first-hire-")
COMPENSATION = chosen("onss", "compensation-premium")
TESTED = [*STRUCTURAL, *QUARTER, *MULTIPLIER, *TARGET_MULTIPLIER, *FIRST_HIRE, *COMPENSATION]

WHOLE = 100_000_000
"""A reduction of a full quarter of a million euro: what is granted of it shows a multiplier to eight decimals."""


def full_quarter(wage: int, **more: int) -> dict[str, int]:
    """The facts of a full quarter at full time: 65 days of five a week."""
    own = {
        "occupation_wage": wage, "paid_days_quarter": 6500, "performed_days": 6500, "regime_days_week": 500,
        "occupation_hours_week": 3800, "reference_hours_week": 3800, "performance_total": 100,
        "structural_entitled": True, "basic_and_moderation": WHOLE, "quarter_number": 1,
    }  # fmt: skip
    return {**dict.fromkeys(OCCUPATION_FACTS, 0), **own, **more}


def run(date: str, category: str, facts: dict[str, int], group: str = "") -> Trace:
    """The plan of an occupation with the law of a day."""
    plan = occupation_plan(dt.date.fromisoformat(date), category, group)
    return plan.run({name: facts[name] for name in plan.facts})


@each(STRUCTURAL)
def test_structural_reduction_of_a_full_quarter(case: Worked) -> None:
    assert case.inputs["W"] == case.inputs["S"]
    trace = run(case.raw["date"], case.inputs["category"], full_quarter(cents(case.inputs["W"])))
    assert trace["reference_quarter_wage"] == cents(case.inputs["S"])
    check(case, {"R": text(trace["structural_full"])})
    assert trace["structural_granted"] == trace["structural_full"]


@each(QUARTER)
def test_structural_reduction_of_a_worker_s_quarter(case: Worked) -> None:
    week = 100 * int(case.inputs["D"])
    line = Occupation(
        number=1, begins=dt.date(2026, 7, 1), wage=cents(case.inputs["W"]), contributions=WHOLE, days_week=week,
        hours_week=3800, reference_hours_week=3800, days={"1": 100 * int(case.inputs["days_code1"])},
    )  # fmt: skip
    worker = WorkerQuarter(
        worker="x", quarter=Quarter.of(dt.date.fromisoformat(case.raw["date"])),
        structural_category=case.inputs["category"], occupations=(line,),
    )  # fmt: skip
    trace = reductions_of(worker)[0].trace
    names = {"factor": "wage_factor", "S": "reference_quarter_wage", "R": "structural_full", "mu": "performance"}
    expected = {name: value for name, value in case.expected.items() if name != "beta"}
    check(case, {**{f: text(trace[n]) for f, n in names.items()}, "Ps": text(trace["structural_granted"])}, expected)
    assert case.expected["beta"] == "1/mu"
    assert trace["structural_granted"] == trace["structural_full"]  # mu and 1/mu undo each other


@each(MULTIPLIER)
def test_multiplier_of_the_structural_reduction(case: Worked) -> None:
    """What is granted of a reduction of a million is the multiplier, on a line that is a full quarter itself."""
    total = cents(case.inputs["mu_glob"])
    half_time = case.inputs["at_least_half_time_contract"] == "true"
    facts = {"structural_full": WHOLE, "performance": 100, "performance_total": total, "half_time_contract": half_time}
    law = book().on("structural_multiplier", dt.date(2023, 1, 1), ()).value
    rule = occupation_plan(dt.date(2023, 1, 1), "1").rules
    granted = next(one for one in rule if one.name == "structural_prorated").function(
        **facts, structural_multiplier=law
    )
    assert granted == WHOLE * _fraction(case.expected["beta_structural"])


@each(TARGET_MULTIPLIER)
def test_multiplier_of_target_groups(case: Worked) -> None:
    total = cents(case.inputs["mu_glob"])
    facts = {"target_amount": WHOLE, "performance": 100, "performance_total": total, "half_time_contract": False}
    law = book().on("target_multiplier", dt.date(2023, 1, 1), ()).value
    rules = occupation_plan(dt.date(2023, 1, 1), "1", "mentor").rules
    granted = next(one for one in rules if one.name == "target_prorated").function(**facts, target_multiplier=law)
    wanted = WHOLE * _fraction(case.expected["beta_target"])
    assert granted == half_up(wanted.numerator, wanted.denominator)


def _fraction(printed: str) -> Fraction:
    """A multiplier as printed: "1.18", "1/0.90", "1/0.80=1.25"."""
    forms = [Fraction(*map(Fraction, one.split("/"))) if "/" in one else Fraction(one) for one in printed.split("=")]
    assert len(set(forms)) == 1
    return forms[0]


@each(FIRST_HIRE)
def test_first_hire_free_of_contributions_up_to_a_wage(case: Worked) -> None:
    """The whole of the contributions at the wage the source names, not a cent more above it."""
    rate = 100 * int(case.inputs["employer_rate"].removesuffix("%"))
    wage = cents(case.expected["full_exemption_up_to_quarterly"])
    day = dt.date.fromisoformat(case.raw["date"])
    assert book().on("first_hire_first", day, ()).value == cents(case.inputs["G18"])

    def left(wage: int) -> int:
        line = Occupation(
            number=1, begins=day, wage=wage, contributions=share(wage, rate), days_week=500, hours_week=3800,
            reference_hours_week=3800, days={"1": 6500},
        )  # fmt: skip
        worker = WorkerQuarter(worker="x", quarter=Quarter.of(day), structural_category="1", occupations=(line,))
        found = reductions_of(worker, {1: Claim("first_worker", "3315", 1, day)})[0].left
        assert found is not None
        return found

    assert (left(wage - 100), left(wage), left(wage + 100)) == (0, 0, 25)
    month = half_up(wage, 3)
    assert case.expected["monthly"] == f"{month // 1000 * 10} (rounded by source; {text(month)})"


@each(COMPENSATION)
def test_compensation_premium(case: Worked) -> None:
    given = {f"{fact}_q{q}": cents(case.inputs[f"{name}_2021Q{q}"]) for q in "234" for fact, name in _PARTS.items()}
    trace = compensation_premium(dt.date.fromisoformat(case.raw["date"]), given)
    names = ("provisional", "final", "supplement")
    check(case, {name: text(trace[f"compensation_{name}"]) for name in names})


_PARTS = {"net_contributions": "net_base", "student_contributions": "students"}
