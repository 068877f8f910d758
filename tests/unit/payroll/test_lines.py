"""Lines: the totals they make are the amounts the rules gave, and what is printed on them multiplies out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preste.belgium.time.holidays import holidays_of
from preste.calendar import Month
from preste.payroll import line as role
from preste.payroll.line import Line, Totals, totals
from preste.payroll.payslip import Payslip

WORKER_ROLES = range(role.GROSS, role.INFORMATION)


def by_role(lines: Sequence[Line], *roles: int) -> int:
    return sum(line.amount for line in lines for one in line.roles if one in roles)


def round_half_up(amount: Fraction) -> int:
    return int(amount + Fraction(1, 2)) if amount >= 0 else -int(-amount + Fraction(1, 2))


def check_payslip(payslip: Payslip) -> None:
    """All that is true of the lines of any month."""
    trace, lines = payslip.trace, payslip.lines
    assert payslip.errors == {}
    found = payslip.totals
    assert found is not None
    # the four totals, computed by the rules
    assert found.gross == trace["gross"]
    assert found.taxable == trace["taxable"]
    assert found.granted == trace["net_paid"]
    assert found.net == trace["taxable"] - trace["withholding"] - trace["special_contribution"]
    # and what lies between them, role by role
    assert by_role(lines, role.CONTRIBUTION) == trace["personal_contribution"]
    assert by_role(lines, role.CONTRIBUTION_REDUCTION) == trace["contribution_reductions"]
    tax = by_role(lines, role.TAX) - by_role(lines, role.TAX_REDUCTION)
    assert tax == trace["withholding"] + trace["special_contribution"]
    vouchers = sum(line.amount for line in lines if line.code == "employer_vouchers")
    assert by_role(lines, role.EMPLOYER) - vouchers == trace["employer_contributions"]
    assert vouchers == trace["meal_voucher_employer_part"]
    # what is printed besides
    for line in lines:
        check_line(line, payslip)
    ranks = [line.roles[0] for line in lines]
    assert ranks == sorted(ranks)


def check_line(line: Line, payslip: Payslip) -> None:
    """An amount, a quantity at a price, a base at a rate, and a rule or fact that explains it."""
    assert line.amount != 0
    assert line.contract == payslip.contract.id
    assert (line.earned_month, line.paid_on) == (payslip.month, payslip.paid_on)
    assert line.label
    if line.quantity is not None:
        assert line.unit_amount is not None
        exact = Fraction(line.quantity, 100) * Fraction(line.unit_amount, 10**line.unit_decimals) * 100
        assert round_half_up(exact) == line.amount
    if line.base is not None:
        assert line.rate is not None
        assert round_half_up(Fraction(line.base * line.rate, 10_000)) == line.amount
    assert (line.base is None) == (line.rate is None)
    assert line.rule in payslip.trace.plan.index or line.rule in payslip.trace.facts
    assert role.EMPLOYER not in line.roles or line.roles == (role.EMPLOYER,)


# ── totals by role ─────────────────────────────────────────────────────────────────────────


def a_line(amount: int, *roles: int) -> Line:
    return Line("c", Month(2026, 2), dt.date(2026, 2, 28), "x", "x", amount, roles)


SIGNS = {
    role.GROSS: Totals(1, 1, 1, 1),
    role.GROSS_IN_KIND: Totals(1, 1, 1, 1),
    role.CONTRIBUTION: Totals(0, -1, -1, -1),
    role.CONTRIBUTION_REDUCTION: Totals(0, 1, 1, 1),
    role.PLUS_TAXABLE: Totals(0, 1, 1, 1),
    role.MINUS_TAXABLE: Totals(0, -1, -1, -1),
    role.TAX: Totals(0, 0, -1, -1),
    role.TAX_REDUCTION: Totals(0, 0, 1, 1),
    role.PLUS_NET: Totals(0, 0, 0, 1),
    role.MINUS_NET: Totals(0, 0, 0, -1),
    role.INFORMATION: Totals(0, 0, 0, 0),
    role.EMPLOYER: Totals(0, 0, 0, 0),
}


@pytest.mark.parametrize("one", sorted(SIGNS))
def test_what_a_role_does_to_the_totals(one: int) -> None:
    assert totals([a_line(1, one)]) == SIGNS[one]


@given(st.lists(st.tuples(st.integers(-(10**6), 10**6), st.sets(st.sampled_from(sorted(SIGNS)), min_size=1))))
def test_totals_add_up(lines: list[tuple[int, set[int]]]) -> None:
    """The cascade is the sum of every line's part in it."""
    found = totals([a_line(amount, *roles) for amount, roles in lines])
    for name in ("gross", "taxable", "net", "granted"):
        assert getattr(found, name) == sum(
            amount * getattr(SIGNS[one], name) for amount, roles in lines for one in roles
        )


def test_no_lines_no_pay() -> None:
    assert totals([]) == Totals(0, 0, 0, 0)


# ── every demo payslip ─────────────────────────────────────────────────────────────────────


def test_the_demo_s_payslips(demo_payslips: list[Payslip]) -> None:
    assert len(demo_payslips) == 29
    for payslip in demo_payslips:
        check_payslip(payslip)


def test_a_month_with_everything(make: Any) -> None:
    contract = make.contract(
        status="blue_collar",
        amount=230_000,
        meal_voucher_value=800,
        meal_voucher_worker=109,
        days=make.days(("2025-06-04", "SS", 760)),
        items=(
            make.item("premium", 12_345),
            make.item("double_holiday_pay", 180_000),
            make.item("year_end_premium", 90_000),
            make.item("departure_holiday_pay", 50_001),
            make.item("severance", 300_001),
            make.item("benefit_in_kind", 4_000),
            make.item("flat_benefit", details={"benefit": "phone"}),
            make.item("commuting_car", 70_000),
            make.item("commuting_public", 5_800),
            make.item("bicycle", quantity=4_321),
            make.item("mileage", quantity=9_999),
            make.item("home_office", 20_000),
            make.item("cost", 999),
            make.item("group_insurance", 2_500),
            make.item("advance", 10_000),
            make.item("deduction", 333),
        ),
    )
    payslip = make.pay(contract, "2025-06")
    check_payslip(payslip)
    codes = [line.code for line in payslip.lines]
    assert len(codes) == len(set(codes))
    assert len(codes) > 30


# ── generated months ───────────────────────────────────────────────────────────────────────

SITUATIONS = ("single", "single_parent", "spouse_with_income", "spouse_without_income", "spouse_low_income")
AMOUNTS = st.integers(1, 300_000)
ITEMS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(("premium", "benefit_in_kind", "cost", "advance", "group_insurance")), AMOUNTS),
        st.tuples(st.sampled_from(("commuting_car", "commuting_public", "home_office", "deduction")), AMOUNTS),
        st.tuples(st.sampled_from(("year_end_premium", "double_holiday_pay", "departure_holiday_pay")), AMOUNTS),
        st.tuples(st.sampled_from(("bicycle", "mileage")), st.integers(1, 300_000)),
    ),
    max_size=6,
)
CODES = st.sampled_from(("SS", "M", "V", "MM", "AT", "PC", "G"))


@st.composite
def months(draw: st.DrawFn) -> dict[str, Any]:
    """A contract and a month of 2022 or 2025, as plain facts."""
    hours = draw(st.sampled_from((760, 600, 380)))
    hourly = draw(st.booleans())
    return {
        "month": Month(draw(st.sampled_from((2022, 2025))), draw(st.sampled_from((1, 2, 3, 6)))),
        "status": draw(st.sampled_from(("white_collar", "blue_collar"))),
        "regime": draw(st.sampled_from(("ordinary", "ordinary", "student", "article17", "flexi", "director"))),
        "pay_basis": "hourly" if hourly else "monthly",
        "amount": draw(st.integers(800, 6_000)) if hourly else draw(st.integers(20_000, 900_000)),
        "schedule": (hours, hours, hours, hours, hours, 0, 0),
        "situation": draw(st.sampled_from(SITUATIONS)),
        "children": draw(st.integers(0, 10)),
        "absences": draw(st.dictionaries(st.integers(0, 27), st.tuples(CODES, st.integers(1, hours)), max_size=8)),
        "items": draw(ITEMS),
        "start": draw(st.integers(-60, 25)),
        "voucher": draw(st.sampled_from((0, 800))),
    }


def pay_generated(make: Any, facts: dict[str, Any]) -> Payslip:
    month = facts["month"]
    start = month.first + dt.timedelta(days=facts["start"])
    guaranteed = facts["status"] == "blue_collar" and facts["regime"] in ("ordinary", "director") and month.year == 2025
    other = {"MM": "MS", "AT": "MC"} if guaranteed else {}
    other |= {"V": "VO"} if facts["status"] == "blue_collar" else {}
    holidays = holidays_of(month.year)
    days = make.days(
        *[
            (month.days[day].isoformat(), "SS" if month.days[day] in holidays else other.get(code, code), hours)
            for day, (code, hours) in facts["absences"].items()
            if month.days[day] >= start and month.days[day].weekday() < 5
        ]
    )
    items = tuple(
        make.item(kind, **{"quantity" if kind in ("bicycle", "mileage") else "amount": number}, once=True,
                  since=month.first.isoformat())
        for kind, number in facts["items"]
    )  # fmt: skip
    contract = make.contract(
        start=start,
        days=days,
        items=items,
        households=(make.household(facts["situation"], children=facts["children"]),),
        meal_voucher_value=facts["voucher"],
        meal_voucher_worker=109 if facts["voucher"] else 0,
        **{name: facts[name] for name in ("status", "regime", "pay_basis", "amount", "schedule")},
    )
    payslip: Payslip = make.pay(contract, str(month))
    return payslip


@given(months())
def test_generated_months(make: Any, facts: dict[str, Any]) -> None:
    check_payslip(pay_generated(make, facts))


# ── single lines ───────────────────────────────────────────────────────────────────────────


def line_of(payslip: Payslip, code: str) -> Line:
    (found,) = [line for line in payslip.lines if line.code == code]
    return found


def test_a_full_month_s_pay(make: Any) -> None:
    line = line_of(make.pay(make.contract(), "2026-02"), "base_pay")
    assert (line.label, line.amount, line.quantity, line.unit) == ("Traitement mensuel", 250_000, 100, "mois")
    assert (line.roles, line.onss_code, line.account) == ((role.GROSS,), "1", "620")


def test_part_of_a_month_s_pay(make: Any) -> None:
    """Entered on 17 January: 83.60 of 159.60 hours."""
    line = line_of(make.pay(make.contract(start=dt.date(2022, 1, 17)), "2022-01"), "base_pay")
    assert line.amount == 130_952
    assert line.label == "Traitement mensuel (83,60 h payées sur 159,60)"
    assert line.quantity is None


def test_hourly_pay(make: Any) -> None:
    line = line_of(make.pay(make.contract(pay_basis="hourly", amount=1_641), "2026-02"), "base_pay")
    assert (line.amount, line.quantity, line.unit, line.unit_amount) == (249_432, 15_200, "h", 1_641)


def test_the_contribution_shows_its_base_and_rate(make: Any) -> None:
    white = line_of(make.pay(make.contract(), "2026-02"), "onss")
    assert (white.base, white.rate, white.amount) == (250_000, 1_307, 32_675)
    blue = line_of(make.pay(make.contract(status="blue_collar"), "2026-02"), "onss")
    assert (blue.base, blue.rate, blue.amount) == (270_000, 1_307, 35_289)


def test_pay_not_taxed_at_source_leaves_and_comes_back(make: Any) -> None:
    """A student within the quota: contributions, no tax."""
    days = make.days(("2026-02-07", "W", 800))
    contract = make.contract(regime="student", pay_basis="hourly", amount=1_500, schedule=(0,) * 7, days=days)
    payslip = make.pay(contract, "2026-02")
    line = line_of(payslip, "not_taxable")
    assert (line.amount, line.roles) == (12_000 - 325, (role.MINUS_TAXABLE, role.PLUS_NET))
    assert payslip.totals == Totals(12_000, 0, 0, 11_675)


def test_the_employer_s_codes_are_on_its_lines(make: Any) -> None:
    payslip = make.pay(make.contract(), "2026-02", workers_count=10)
    codes = {line.onss_code for line in payslip.lines if line.roles == (role.EMPLOYER,)}
    assert {"255", "811", "830", "855", "859"} <= codes
    assert {line.account for line in payslip.lines if line.roles == (role.EMPLOYER,)} == {"621"}
    small = {line.onss_code for line in make.pay(make.contract(), "2026-02").lines}
    assert "855" not in small


def test_lines_that_missing_law_blocks_are_left_out(make: Any) -> None:
    """Arrears cannot be taxed in 2023: gross is there, tax on them is not, and nothing is totalled."""
    payslip = make.pay(make.contract(start=dt.date(2023, 1, 1), items=(make.item("arrears", 50_000),)), "2023-02")
    codes = {line.code for line in payslip.lines}
    assert {"base_pay", "arrears", "onss", "onss_arrears"} <= codes
    assert "withholding_arrears" not in codes
    assert payslip.totals is None
    assert "arrears_tax" in payslip.errors
