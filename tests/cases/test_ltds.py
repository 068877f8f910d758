"""The cascade of pay in the official examples of the ONSS's coming monthly message, by the roles of its lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from preste.calendar import Month
from preste.money import text
from preste.payroll.line import Line, Totals, totals

from .asking import read, rules
from .reading import Worked, cents, check, chosen, each

CASCADE = chosen("ltds", "ltds_cascade_basic")
VOUCHERS = chosen("ltds", "ltds_meal_vouchers_18")
VOUCHERS_TWO = chosen("ltds", "ltds_meal_vouchers_two_values")
IN_KIND = chosen("ltds", "ltds_bik_two_values")
SEVERANCE = chosen("ltds", "ltds_severance_spread")
TESTED = [*CASCADE, *VOUCHERS, *VOUCHERS_TWO, *IN_KIND, *SEVERANCE]

VOUCHER_MONTH = "2026-01"
WORKER_PART = "1.09"


def line(amount: str, *roles: int) -> Line:
    """A line of so much with these roles."""
    return Line("C1", Month(2026, 1), dt.date(2026, 1, 31), "code", "label", cents(amount), roles)


def lines(elements: Iterable[Mapping[str, Any]]) -> list[Line]:
    """The lines of an example's elements."""
    return [line(one["amount"], *(int(role) for role in one["roles"])) for one in elements]


def shown(found: Totals) -> dict[str, str]:
    """The four totals as text."""
    return {name: text(getattr(found, name)) for name in ("gross", "taxable", "net", "granted")}


@each(CASCADE)
def test_cascade(case: Worked) -> None:
    check(case, shown(totals(lines(case.inputs["elements"]))))


@each(IN_KIND)
def test_benefit_in_kind_both_ways(case: Worked) -> None:
    """Two ways to write a benefit whose social and fiscal values differ: the totals are the same."""
    for method in ("method1", "method2"):
        found = totals(lines(case.expected[method]))
        got = {
            "gross": text(found.gross),
            "taxable_before_onss": text(found.taxable),
            "granted_before_deductions": text(found.granted),
        }
        check(case, got, case.expected["effect_on"])


@each(SEVERANCE)
def test_severance_spread_over_months(case: Worked) -> None:
    roles = {"severance_total": 1, "personal_onss": 3, "role6_unpaid_part": 6, "role5": 5, "tax": 7}
    found = totals(line(case.inputs[name], role) for name, role in roles.items() if name in case.inputs)
    check(case, shown(found))


def kept(units: str, value: str, part: str) -> int:
    """What the rule keeps on net pay for meal vouchers."""
    facts = {"meal_vouchers": int(units), "meal_voucher_value": cents(value), "meal_voucher_worker": cents(part)}
    return cents(read(rules(VOUCHER_MONTH, facts), amount="meal_voucher_worker_part")["amount"])


@each(VOUCHERS)
def test_meal_vouchers(case: Worked) -> None:
    amount = kept(case.inputs["units"], case.inputs["face_value"], case.inputs["worker_share_per_unit"])
    check(case, {"amount": text(amount)})
    assert totals([line(text(amount), int(case.expected["role"]))]).granted == -amount


@each(VOUCHERS_TWO)
def test_meal_vouchers_of_two_values(case: Worked) -> None:
    amounts = [kept(units, value, WORKER_PART) for units, value in case.inputs["lines"]]
    check(case, {"amount": text(sum(amounts))})
