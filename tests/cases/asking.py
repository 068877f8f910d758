"""How a worked case is put to Preste: as a one-shot case, or as facts to the rules of a month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from preste import pay
from preste.belgium import DEFAULTS, month_plan
from preste.belgium.exit.indemnity import DMFA_CODE, Pay, severance_of
from preste.belgium.exit.service import Service
from preste.belgium.quarter import decava_plan
from preste.calendar import Month, Quarter
from preste.engine import Trace
from preste.money import half_up, parse, text

from .reading import plain

SITUATIONS = {
    "single": "single",
    "single_parent": "single_parent",
    "spouse_no_income": "spouse_without_income",
    "spouse_income": "spouse_with_income",
    # A pension up to 174 a month (2026) leaves scale II; up to 579 it is a reduction in scale I.
    "spouse_pension_max174": "spouse_without_income",
    "spouse_pension_max579": "spouse_low_pension",
    "spouse_earned_max290": "spouse_low_income",
}
STATUS = {"employee": "white_collar", "worker": "blue_collar", "worker108": "blue_collar", "blue-collar": "blue_collar"}


def household(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The household of a case. A source's "single" with children is not a "single parent" unless it says so."""
    return {
        "situation": SITUATIONS[inputs["family"]],
        "children": int(inputs.get("children", "0")),
        "worker_disabled": inputs.get("beneficiary_disabled") == "true",
    }


def answer(case: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a one-shot case that must compute: no field is blocked."""
    found = pay(case)
    assert "errors" not in found, found["errors"]
    return found


def exceptional(month: str, kind: str, amount: str, reference: str, children: str = "0", **more: str) -> dict[str, Any]:
    """The answer to a month of one exceptional payment and nothing else."""
    return pay(
        {
            "period": month,
            "status": "white_collar",
            "gross": "0.00",
            "household": {"situation": "spouse_with_income", "children": int(children)},
            "exceptional": [{"kind": kind, "amount": plain(amount), "annual_reference": plain(reference), **more}],
        }
    )


def ended(facts: Mapping[str, str], **more: Any) -> dict[str, Any]:
    """The severance an employer owes, as `preste labour severance --json` names its fields."""
    service = Service(start=dt.date.fromisoformat(facts["start"]), **more)
    earned = Pay(monthly=parse(facts["monthly"]), yearly_benefits=parse(facts.get("yearly_benefits", "0.00")))
    found = severance_of(service, by="employer", end=dt.date.fromisoformat(facts["end"]), pay=earned)
    return {
        "weeks": text(found.weeks),
        "weekly_base": text(found.trace["severance_weekly_base"]),
        "weekly_benefits": text(found.trace["severance_weekly_benefits"]),
        "weekly": text(found.trace["severance_weekly"]),
        "amount": text(found.trace["severance_amount"]),
        "annual_reference": text(found.trace["severance_annual_pay"]),
        "covered_from": found.covered_from.isoformat(),
        "covered_to": found.covered_to.isoformat(),
        "dmfa_code": plain(DMFA_CODE),
        "item": {"kind": found.item.kind, "amount": text(found.item.amount), **found.item.details},
    }


def rules(
    month: str,
    facts: Mapping[str, int],
    *,
    basis: str = "due",
    category: str = "362",
    worker_code: str = "495",
) -> Trace:
    """The rules of an ordinary month with these facts; full time and a full month unless they say otherwise."""
    when = Month.parse(month)
    plan = month_plan("ordinary", basis, when.first, when.last, category, worker_code)
    return plan.run({**DEFAULTS, "days_paid": 2000, "days_possible": 2000, **facts})


def read(trace: Trace, **names: str) -> dict[str, str]:
    """Fields of a source and the rule that gives each, as text with two decimals."""
    return {field: text(trace[rule]) for field, rule in names.items()}


def rate(part: Mapping[str, str]) -> str:
    """The rate that an exceptional payment bore, in percent with two decimals."""
    return text(half_up(10_000 * parse(part["withholding"], 2), parse(part["taxable"], 2)))


DECAVA_YEARS = {"y2023": Quarter(2023, 1), "y2024": Quarter(2024, 1)}


def decava_rates(age: int, quarters: Mapping[str, Quarter] = DECAVA_YEARS) -> dict[str, str]:
    """The employer's percentage of a market complement that began at an age: what 10 000 EUR owe, over 100."""
    facts = {"complement": 1_000_000, "allowance": 0, "complement_months": 1, "decava_age": age}
    facts |= {"with_family": 0, "half_time": 0}
    found = {name: decava_plan(quarter, "879", "market").run(facts) for name, quarter in quarters.items()}
    return {name: text(half_up(trace["decava_employer_month"], 100)) for name, trace in found.items()}
