"""The accounting journal balances, and says what is owed to whom."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preste.exports.journal import Posting, journal
from preste.payroll.payslip import Payslip


def balance(postings: list[Posting]) -> int:
    return sum(one.debit - one.credit for one in postings)


def by_account(payslip: Payslip) -> dict[str, int]:
    """Debit less credit of each account."""
    found: Counter[str] = Counter()
    for one in journal([payslip]):
        found[one.account] += one.debit - one.credit
    return dict(found)


def check(payslip: Payslip) -> None:
    postings = journal([payslip])
    trace = payslip.trace
    assert postings
    assert balance(postings) == 0
    assert all(one.account and one.account_name and one.label for one in postings)
    assert all(one.debit >= 0 and one.credit >= 0 and not (one.debit and one.credit) for one in postings)
    assert {(one.date, one.contract) for one in postings} == {(payslip.paid_on, payslip.contract.id)}
    accounts = Counter(by_account(payslip))
    assert -accounts["455"] == trace["net_paid"]
    assert -accounts["453"] == trace["withholding"]
    owed = trace["personal_contribution"] - trace["contribution_reductions"] + trace["special_contribution"]
    assert -accounts["454"] == owed + trace["employer_contributions"]
    assert accounts["620"] == trace["gross"]
    assert accounts["621"] == trace["employer_contributions"]


def test_the_demo_balances(demo_payslips: list[Payslip]) -> None:
    for payslip in demo_payslips:
        check(payslip)
    assert balance(journal(demo_payslips)) == 0
    assert len(journal(demo_payslips)) == sum(len(journal([one])) for one in demo_payslips)


@given(
    amount=st.integers(20_000, 900_000),
    regime=st.sampled_from(("ordinary", "student", "article17", "flexi", "director")),
    status=st.sampled_from(("white_collar", "blue_collar")),
    month=st.sampled_from(("2022-01", "2022-03", "2025-06")),
    items=st.dictionaries(
        st.sampled_from(("premium", "cost", "advance", "deduction", "group_insurance", "home_office",
                         "double_holiday_pay", "benefit_in_kind", "commuting_car", "commuting_public")),
        st.integers(1, 200_000),
    ),
    kilometres=st.integers(0, 100_000),
    start=st.integers(1, 25),
)  # fmt: skip
def test_generated_months_balance(
    make: Any, amount: int, regime: str, status: str, month: str, items: dict[str, int], kilometres: int, start: int
) -> None:
    given_items = [make.item(kind, cents) for kind, cents in items.items()]
    given_items += [make.item("bicycle", quantity=kilometres), make.item("mileage", quantity=kilometres)]
    contract = make.contract(
        amount=amount,
        regime=regime,
        status=status,
        start=dt.date.fromisoformat(f"{month}-{start:02d}"),
        items=tuple(given_items),
        meal_voucher_value=800,
        meal_voucher_worker=109,
    )
    check(make.pay(contract, month))


# ── where each thing goes ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "account", "change"),
    [
        ("advance", "416", -10_000),  # what was advanced is no longer owed by the worker
        ("deduction", "489", -10_000),
        ("cost", "623", 10_000),
        ("commuting_public", "623", 10_000),
        ("home_office", "623", 10_000),
        ("premium", "620", 10_000),
    ],
)
def test_the_account_of_an_item(make: Any, kind: str, account: str, change: int) -> None:
    before = by_account(make.pay(make.contract(), "2025-02"))
    after = by_account(make.pay(make.contract(items=(make.item(kind, 10_000),)), "2025-02"))
    assert after.get(account, 0) - before.get(account, 0) == change


def test_mileage_is_a_travel_cost(make: Any) -> None:
    payslip = make.pay(make.contract(items=(make.item("mileage", quantity=10_000),)), "2025-02")
    assert by_account(payslip)["612"] == payslip.trace["mileage"]


def test_benefits_in_kind_move_no_account(make: Any) -> None:
    """They are taxed and not paid."""
    payslip = make.pay(make.contract(items=(make.item("benefit_in_kind", 10_000, label="Logement"),)), "2025-02")
    assert not any(one.label == "Logement" for one in journal([payslip]))


def test_the_worker_s_part_of_vouchers(make: Any) -> None:
    payslip = make.pay(make.contract(meal_voucher_value=800, meal_voucher_worker=109), "2026-02")
    (posting,) = [one for one in journal([payslip]) if "Titres-repas" in one.label]
    assert (posting.account, posting.credit) == ("623", 20 * 109)


def test_a_contribution_paid_back_is_on_the_other_side(make: Any) -> None:
    """The special contribution that exit gives back is a debit of the account it was owed on."""
    payslip = make.pay(make.contract(amount=305_000, end=dt.date(2026, 2, 13)), "2026-02")
    (posting,) = [one for one in journal([payslip]) if one.label.startswith("Cotisation spéciale")]
    assert (posting.account, posting.debit, posting.credit) == ("454", 1_979, 0)
    check(payslip)


def test_more_kept_than_earned(make: Any) -> None:
    """A negative net is a claim on the worker: a debit."""
    payslip = make.pay(make.contract(items=(make.item("deduction", 500_000),)), "2026-02")
    assert payslip.trace["net_paid"] < 0
    (posting,) = [one for one in journal([payslip]) if one.account == "455"]
    assert (posting.debit, posting.credit) == (-payslip.trace["net_paid"], 0)
    check(payslip)


def test_a_payslip_without_totals_is_left_out(make: Any) -> None:
    blocked = make.pay(make.contract(items=(make.item("arrears", 50_000),)), "2023-02")
    whole = make.pay(make.contract(id="whole"), "2023-02")
    assert blocked.totals is None
    assert journal([blocked]) == []
    assert {one.contract for one in journal([blocked, whole])} == {"whole"}


def test_a_payslip_without_employer_contributions_is_left_out(make: Any) -> None:
    """Category 211 lacks several funds: net pay is known, what the employer owes is not."""
    payslip = make.pay(make.contract(), "2026-02", category="211")
    assert payslip.totals is not None
    assert payslip.trace.get("employer_contributions") is None
    assert journal([payslip]) == []
