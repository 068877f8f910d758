"""What is paid on a day of its own: a payslip apart, the month not paid twice, taxed by the day of payment."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pytest

from preste.calendar import Month
from preste.errors import DossierError
from preste.payroll.apart import pay_days, payments_apart
from preste.payroll.late import pay_as_known
from preste.payroll.leaving import Act, leave
from preste.payroll.month import pay_contract
from preste.payroll.payslip import Payslip
from preste.payroll.settlement import NOT_SETTLED, Settlement, late_facts
from preste.records import Contract, Garnishment, HolidayWork, HolidayYear

MARCH = Month(2025, 3)


def contract(make: Any, *items: Any, **more: Any) -> Contract:
    made: Contract = make.contract(items=items, **more)
    return made


def premium(make: Any, earned: str, paid_on: str, amount: int = 100_000, kind: str = "premium") -> Any:
    day = dt.date.fromisoformat(paid_on)
    return make.item(kind, amount, since=f"{earned}-01", once=True, label="Prime", paid_on=day)


def all_paid(make: Any, one: Contract, *months: Month) -> list[Payslip]:
    """Each month's payslip and what is paid apart of it."""
    dossier = make.dossier(one)
    return [p for m in months for p in (pay_as_known(dossier, one, m), *payments_apart(dossier, one, m))]


def by_code(payslips: Iterable[Payslip]) -> dict[str, int]:
    """Amounts by code, but those that follow the day of payment."""
    found: dict[str, int] = defaultdict(int)
    for line in (line for one in payslips for line in one.lines):
        if line.code not in NOT_SETTLED:
            found[line.code] += line.amount
    return {code: amount for code, amount in found.items() if amount}


def amount(payslip: Payslip, code: str) -> int:
    return sum(line.amount for line in payslip.lines if line.code == code)


def test_balances_are_those_of_the_months_own_payslip(make: Any) -> None:
    """A payment apart has no days: what it would say of holidays taken is not so."""
    known = (HolidayYear(year=2025, work=(HolidayWork(months=12, days_week=500, hours_week=3_800),)),)
    one = contract(
        make, premium(make, "2025-03", "2025-04-10"), holidays=known, days=make.days(("2025-03-11", "V", 760))
    )
    month, apart = all_paid(make, one, MARCH)
    assert ("Vacances 2025 : solde", 1_900) in [(counter.label, counter.value) for counter in month.counters]
    assert apart.counters == ()


def test_the_month_is_paid_without_it_and_the_payment_bears_its_own_lines(make: Any) -> None:
    """1,000.00 earned in March, paid on 10 April: 13.07 % is 130.70, and the month's own pay is as without it."""
    one = contract(make, premium(make, "2025-03", "2025-04-10"))
    month, apart = all_paid(make, one, MARCH)
    assert month.lines == make.pay(make.contract(), "2025-03").lines
    assert (amount(apart, "premium"), amount(apart, "onss")) == (100_000, 13_070)
    assert {(str(line.earned_month), line.paid_on) for line in apart.lines} == {("2025-03", dt.date(2025, 4, 10))}
    assert apart.paid_on == dt.date(2025, 4, 10)
    assert apart.totals is not None
    assert apart.totals.granted == apart.trace["net_paid"]
    assert "base_pay" not in by_code([apart])


def test_both_payslips_are_together_what_the_month_owes(make: Any) -> None:
    """Contributions, bonus and the employer's cost of March: as if it had been paid with the month."""
    one = contract(make, premium(make, "2025-03", "2025-04-10"))
    together = pay_contract(make.dossier(one), one, MARCH)
    assert by_code(all_paid(make, one, MARCH)) == by_code([together])


def test_it_is_taxed_with_the_month_in_which_it_is_paid(make: Any) -> None:
    """April's two payments bear the tax of April's pay and the premium in one payment."""
    one = contract(make, premium(make, "2025-03", "2025-04-10"))
    dossier = make.dossier(one)
    (apart,) = payments_apart(dossier, one, MARCH)
    april = pay_as_known(dossier, one, Month(2025, 4))
    plain = make.contract()
    settlement = Settlement(apart.lines, late_facts(apart.lines))
    at_once = pay_contract(make.dossier(plain), plain, Month(2025, 4), settlement=settlement)
    assert amount(apart, "withholding") + amount(april, "withholding") == amount(at_once, "withholding")
    assert amount(april, "withholding") > amount(make.pay(plain, "2025-04"), "withholding")


def test_a_year_end_premium_is_taxed_by_its_own_table_on_its_day(make: Any) -> None:
    """1,000.00 less 13.07 % is 869.30; at 40.38 % of the row of 30,000 a year, 351.02."""
    one = contract(make, premium(make, "2024-12", "2025-01-15", kind="year_end_premium"))
    month, apart = all_paid(make, one, Month(2024, 12))
    assert amount(month, "year_end_premium") == 0
    assert (amount(apart, "onss_premium"), amount(apart, "withholding_premium")) == (13_070, 35_102)
    # December is the quarter's last month: 1.1 % of the premium for the special contribution
    assert (amount(apart, "csss"), apart.trace["net_paid"]) == (1_100, 100_000 - 13_070 - 35_102 - 1_100)


def test_an_earlier_day_of_its_own_month_comes_first(make: Any) -> None:
    one = contract(make, premium(make, "2025-03", "2025-03-10"))
    month, apart = all_paid(make, one, MARCH)
    assert amount(apart, "withholding") == 0  # the day's first payment, on 673.74 alone
    assert amount(month, "taxed_before") == apart.trace.facts["late_taxable"]
    assert amount(month, "withholding") > amount(make.pay(make.contract(), "2025-03"), "withholding")


def test_on_the_month_s_own_pay_day_it_is_paid_with_the_month(make: Any) -> None:
    one = contract(make, premium(make, "2025-03", "2025-03-31"))
    assert pay_days(make.dossier(one), one, MARCH) == []
    (month,) = all_paid(make, one, MARCH)
    assert month.lines == pay_contract(make.dossier(one), one, MARCH).lines


def test_two_days_are_two_payments_and_one_day_is_one(make: Any) -> None:
    items = (premium(make, "2025-03", "2025-04-10"), premium(make, "2025-03", "2025-04-10", 20_000),
             premium(make, "2025-03", "2025-04-20", 30_000))  # fmt: skip
    one = contract(make, *items)
    month, first, second = all_paid(make, one, MARCH)
    assert [amount(p, "premium") for p in (month, first, second)] == [0, 120_000, 30_000]
    assert second.trace.facts["taxed_before"] == first.trace.facts["late_taxable"]
    assert by_code([month, first, second]) == by_code([pay_contract(make.dossier(one), one, MARCH)])


@pytest.mark.parametrize("earned", ["2025-01", "2025-02", "2025-03"])
def test_the_quarter_owes_the_special_contribution_once(make: Any, earned: str) -> None:
    quarter = [Month(2025, n) for n in (1, 2, 3)]
    apart = contract(make, premium(make, earned, "2025-05-15"))
    within = make.dossier(apart)
    at_once = [pay_contract(within, apart, month) for month in quarter]
    assert by_code(all_paid(make, apart, *quarter)) == by_code(at_once)


def test_later_months_carry_its_balances(make: Any) -> None:
    """The year's work bonus and the quarter's pay of March are those of the whole month."""
    one = contract(make, premium(make, "2025-02", "2025-05-15"))
    march = pay_as_known(make.dossier(one), one, MARCH)
    assert march.trace.facts["quarter_pay_before"] == 250_000 * 2 + 100_000


def test_creditors_take_of_a_month_s_payments_what_they_would_of_their_sum(make: Any) -> None:
    claim = Garnishment(
        id="x", kind="seizure", creditor="Étude Fictive", notified_on=dt.date(2025, 1, 1), total=900_000,
        valid_from=dt.date(2025, 1, 1),
    )  # fmt: skip
    one = contract(make, premium(make, "2025-03", "2025-04-10"), garnishments=(claim,))
    dossier = make.dossier(one)
    (apart,) = payments_apart(dossier, one, MARCH)
    april = pay_as_known(dossier, one, Month(2025, 4))
    plain = make.contract(garnishments=(claim,))
    lines = tuple(line for line in apart.lines if line.code not in NOT_SETTLED)
    settlement = Settlement(lines, late_facts(lines))
    at_once = pay_contract(make.dossier(plain), plain, Month(2025, 4), settlement=settlement)
    (first,), (second,), (whole,) = apart.withheld, april.withheld, at_once.withheld
    assert first.amount + second.amount == whole.amount
    assert second.left == whole.left


def test_departure_holiday_pay_is_a_share_of_it_too(make: Any) -> None:
    year = HolidayYear(year=2025, work=(HolidayWork(months=12, days_week=500, hours_week=3_800),))
    act = Act(last_day=dt.date(2025, 10, 31), reason="agreement", by="both")
    plain = contract(make, holidays=(year,))
    more = contract(make, premium(make, "2025-03", "2025-04-10"), holidays=(year,))
    before, after = (leave(make.dossier(one), "c", act, pay_as_known).holiday_pay for one in (plain, more))
    assert before is not None
    assert after is not None
    assert after.facts["gross_this_year"] - before.facts["gross_this_year"] == 100_000


def test_with_facts_known_late_it_is_refused(make: Any) -> None:
    late = make.item("premium", 5_000, since="2025-02-01", once=True, known_since=dt.date(2025, 3, 15))
    one = contract(make, premium(make, "2025-03", "2025-04-10"), late)
    with pytest.raises(DossierError) as caught:
        pay_as_known(make.dossier(one), one, MARCH)
    assert [error.field for error in caught.value.errors] == ["paid_on"]
