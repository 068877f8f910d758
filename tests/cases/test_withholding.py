"""Withholding tax and gross to net: published calculators, simulators and payslips."""

from __future__ import annotations

from typing import Any

from preste.money import half_up, parse, share, text

from .asking import answer, exceptional, household, rate
from .reading import Worked, cents, check, chosen, each, plain

GROSS_TO_NET = chosen("withholding", kind="gross_to_net")
KEY_FORMULA = chosen("withholding", kind="key_formula")
SCALE_ROWS = chosen("withholding", kind="scale_row")
EXCEPTIONAL = chosen("withholding", kind="exceptional")
SEVERANCE_RATES = chosen("labour", "SV-11")
TESTED = [*GROSS_TO_NET, *KEY_FORMULA, *SCALE_ROWS, *EXCEPTIONAL, *SEVERANCE_RATES]

OUTPUTS = {
    "onss": "personal_contribution",
    "work_bonus": "work_bonus",
    "work_bonus_A": "work_bonus_a",
    "work_bonus_B": "work_bonus_b",
    "taxable": "taxable",
    "withholding_before_bonus": "withholding_before_bonus",
    "fiscal_bonus": "fiscal_work_bonus",
    "withholding": "withholding",
    "special_contribution": "special_contribution",
    "net": "net",
}


@each(GROSS_TO_NET)
def test_gross_to_net(case: Worked) -> None:
    asked: dict[str, Any] = {
        "period": case.month,
        "status": "white_collar",
        "gross": plain(case.inputs["gross"]),
        "household": household(case.inputs),
    }
    if "hours" in case.inputs:
        asked["hours_week"] = plain(case.inputs["hours"])
        asked["hours_week_full_time"] = plain(case.inputs["full_time_hours"])
    found = answer(asked)
    check(case, {field: found[output] for field, output in OUTPUTS.items()})


@each(KEY_FORMULA)
def test_key_formula(case: Worked) -> None:
    found = answer(
        {
            "period": case.month,
            "status": "white_collar",
            "taxable_override": plain(case.inputs["taxable"]),
            "household": household(case.inputs),
        }
    )
    check(case, {"withholding_before_bonus": found["withholding_before_bonus"]})


@each(SCALE_ROWS)
def test_scale_row_before_family_reductions(case: Worked) -> None:
    situation = {"1": "spouse_with_income", "2": "spouse_without_income"}[case.inputs["scale"]]
    found = answer(
        {
            "period": case.month,
            "status": "white_collar",
            "taxable_override": plain(case.inputs["taxable"]),
            "household": {"situation": situation},
        }
    )
    check(case, {"scale_amount": found["withholding_before_bonus"]})


def gross_for(taxable: int) -> int:
    """The gross amount that leaves this taxable one after 13.07 % (the case gives only what is taxed)."""
    gross = half_up(taxable * 10_000, 10_000 - 1307)
    assert gross - share(gross, 1307) == taxable
    return gross


@each(EXCEPTIONAL)
def test_exceptional(case: Worked) -> None:
    assert case.inputs["type"] == "other", "holiday pay has another base: its cases are compared one by one"
    amount = text(gross_for(cents(case.inputs["amount_taxable"])))
    reference = case.inputs["annual_normal_taxable"]
    found = exceptional(case.month, "year_end_premium", amount, reference, case.inputs["children"])["exceptional"][0]
    assert found["taxable"] == plain(case.inputs["amount_taxable"])
    check(case, {"withholding": found["withholding"], "rate": rate(found)})


@each(SEVERANCE_RATES)
def test_rates_of_severance(case: Worked) -> None:
    """The case gives shares by the reference pay they are read with: `rate_at_11860_01` is 0.0268, so 2.68 %."""
    amount = text(gross_for(cents(case.inputs["taxable"])))
    got, wanted = {}, {}
    for field, part in case.expected.items():
        reference = field.removeprefix("rate_at_").replace("_", ".")
        found = exceptional("2026-10", "severance", amount, reference)["exceptional"][0]
        assert found["taxable"] == plain(case.inputs["taxable"])
        got[field], wanted[field] = rate(found), text(half_up(parse(part, 8), 10**4))
    assert got == wanted
