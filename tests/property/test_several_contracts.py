"""Several contracts of one worker at one employer: what the law counts by worker and month is that of their sum."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from preste.belgium import DEFAULTS, month_plan
from preste.calendar import Month
from preste.money import share
from preste.payroll.household import household_facts
from preste.payroll.month import Dossier, pay_contract
from preste.payroll.payslip import Payslip
from preste.records import Contract

HALF = (380, 380, 380, 380, 380, 0, 0)
MONTHS = (
    Month(2021, 5),
    Month(2022, 3),
    Month(2023, 2),
    Month(2024, 4),
    Month(2025, 6),
    Month(2026, 7),
    Month(2026, 9),
)
BY_WORKER = ("ordinary_withholding", "fiscal_work_bonus", "withholding", "special_contribution")
"""Counted on all that the worker is paid in the month."""
BY_CONTRACT = ("gross", "personal_contribution", "work_bonus", "ordinary_taxable", "employer_contributions")
"""Each contract's own, whatever stands beside it."""


def paid(make: Any, contracts: Sequence[Contract], month: Month) -> dict[str, Payslip]:
    """The payslips of a month, by contract, in the order of the dossier."""
    dossier = Dossier(make.employer(), tuple(contracts), begins=month)
    return {one.id: pay_contract(dossier, one, month) for one in contracts if one.active_in(month)}


def worth(payslips: dict[str, Payslip]) -> dict[str, int]:
    return {name: sum(one.trace[name] for one in payslips.values()) for name in (*BY_WORKER, "net", "net_paid")}


@st.composite
def workers(draw: st.DrawFn, make: Any, regimes: Sequence[str]) -> tuple[Month, list[Contract]]:
    """A month, and two or three contracts of one worker, of one household."""
    situation = draw(st.sampled_from(("single", "spouse_without_income", "spouse_with_income")))
    household = make.household(situation, children=draw(st.integers(0, 3)))
    found = []
    for i in range(draw(st.integers(2, 3))):
        start, end = draw(st.sampled_from(((None, None), (None, None), (None, 14), (15, None))))
        items = ()
        if draw(st.booleans()):
            items = (
                make.item(draw(st.sampled_from(("group_insurance", "benefit_in_kind"))), draw(st.integers(1, 20_000))),
            )
        made = make.contract(
            id=f"c{i}", households=(household,), amount=draw(st.integers(60_000, 400_000)),
            schedule=draw(st.sampled_from((HALF, (760, 760, 760, 760, 760, 0, 0)))), items=items,
            regime=draw(st.sampled_from(regimes)),
        )  # fmt: skip
        found.append((made, start, end))
    month = draw(st.sampled_from(MONTHS))
    return month, [
        replace(
            made,
            start=month.first.replace(day=start) if start else made.start,
            end=month.first.replace(day=end) if end else None,
        )
        for made, start, end in found
    ]


@settings(max_examples=40)
@given(st.data())
def test_the_order_of_contracts_changes_nothing_for_the_worker(make: Any, data: st.DataObject) -> None:
    month, contracts = data.draw(workers(make, ("ordinary", "ordinary", "flexi", "director")))
    found = [paid(make, order, month) for order in permutations(contracts)]
    assert all(worth(one) == worth(found[0]) for one in found)
    for one in found[1:]:
        for name in BY_CONTRACT:
            assert {i: p.trace[name] for i, p in one.items()} == {i: p.trace[name] for i, p in found[0].items()}, name


@settings(max_examples=40)
@given(st.data())
def test_the_tax_is_that_of_one_pay_of_the_same_taxable_sum(make: Any, data: st.DataObject) -> None:
    month, contracts = data.draw(workers(make, ("ordinary",)))
    payslips = list(paid(make, contracts, month).values())
    traces = [one.trace for one in payslips]

    def total(name: str) -> int:
        return sum(trace.facts[name] if name in trace.facts else trace[name] for trace in traces)

    plan = month_plan("given_taxable", "due", month.first, month.last, "362", "495")
    facts = DEFAULTS | household_facts(contracts[0].households[0])
    whole = plan.run({**facts, "taxable_given": total("ordinary_taxable"), "group_insurance": total("group_insurance")})
    assert total("ordinary_withholding") == whole["ordinary_withholding"]
    bonus = [share(total("work_bonus_part_a"), 3314), share(total("work_bonus_part_b"), 5254)]
    if month < Month(2024, 4):
        bonus = [share(total("work_bonus_part_a") + total("work_bonus_part_b"), 3314)]
    assert total("fiscal_work_bonus") == min(whole["ordinary_withholding"], sum(bonus))


@settings(max_examples=40)
@given(st.data())
def test_the_quarter_withholds_the_special_contribution_of_its_whole_wage(make: Any, data: st.DataObject) -> None:
    """Month by month over all contracts: the provisions on each month's sum, then the quarter's table on its sum."""
    month, contracts = data.draw(workers(make, ("ordinary", "ordinary", "flexi")))
    contracts = [replace(one, start=dt.date(2015, 1, 1), end=None) for one in contracts]
    first = Month(month.year, month.month - (month.month - 1) % 3)
    dossier = Dossier(make.employer(), tuple(contracts), begins=first)
    quarter = [[pay_contract(dossier, one, first.plus(i)).trace for one in contracts] for i in range(3)]
    withheld = [sum(trace["special_contribution"] for trace in traces) for traces in quarter]
    facts = DEFAULTS | household_facts(contracts[0].households[0])
    plan = month_plan("ordinary", "due", month.first, month.last, "362", "495")
    wages = [
        sum(t["liable_base"] for t, c in zip(traces, contracts, strict=True) if c.regime != "flexi")
        for traces in quarter
    ]
    for i in range(2):
        plan = month_plan("ordinary", "due", first.plus(i).first, first.plus(i).last, "362", "495")
        assert withheld[i] == plan.run({**facts, "pay_due": wages[i]})["special_contribution"]
    plan = month_plan("ordinary", "due", first.plus(2).first, first.plus(2).last, "362", "495")
    assert sum(withheld) == plan.run({**facts, "pay_due": sum(wages)})["special_contribution_quarter"]
