"""The account with the ONSS for any entries: it adds up, loses no payment, and a day looked at changes nothing."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from preste.belgium.collection.facts import COLLECTION_FACTS
from preste.calendar import Quarter
from preste.engine import explain, replay
from preste.payroll.onss_account import Entry, account_of, provisions_of

DAYS = st.dates(dt.date(2022, 1, 1), dt.date(2023, 6, 30))
QUARTERS = [Quarter(2022, n) for n in (1, 2, 3, 4)]
PERIODS = st.sampled_from([str(one) for one in QUARTERS])
AMOUNTS = st.integers(1, 5_000_000)
ENTRIES = st.lists(
    st.one_of(
        st.builds(lambda p, a: Entry(kind="owed", period=p, amount=a), PERIODS, st.integers(-100_000, 5_000_000)),
        st.builds(
            lambda d, a, t: Entry(kind="payment", day=d, amount=a, towards=t),
            DAYS, AMOUNTS, st.one_of(st.just(""), PERIODS, st.just("2022")),
        ),
        st.builds(lambda d, a: Entry(kind="opening", day=d, amount=a), DAYS, st.integers(-50_000, 500_000)),
        st.builds(lambda d, a: Entry(kind="costs", day=d, amount=a), DAYS, AMOUNTS),
        st.builds(lambda p, d, a: Entry(kind="waiver", period=p, day=d, amount=a), PERIODS, DAYS, AMOUNTS),
    ),
    max_size=12,
    unique_by=lambda one: (one.kind, one.period, one.day),
)  # fmt: skip


@given(ENTRIES, DAYS)
def test_it_adds_up_and_no_payment_is_lost(entries: list[Entry], on: dt.date) -> None:
    provisions = [one for q in QUARTERS for one in provisions_of(q, lambda _: 1_000_000, lambda _: 0, "general", {})]
    found = account_of(entries, {}, provisions, on)
    assert found.balance == sum(one.total for one in found.debts) - found.credit
    assert all(amount >= 0 for one in found.debts for amount in one.left.values())
    assert found.credit >= 0
    paid = sum(one.credit for one in found.postings)
    given_back = -sum(min(0, one.debit) for one in found.postings)
    assert sum(one.amount for one in found.imputed) <= paid + given_back
    for one in found.postings:
        assert one.day <= on
        if one.trace is not None:
            assert replay(explain(one.trace, COLLECTION_FACTS, (one.rule,))) >= 1


@given(ENTRIES, DAYS, DAYS)
def test_looking_later_keeps_what_was_imputed(entries: list[Entry], first: dt.date, second: dt.date) -> None:
    """What payments covered by a day is the same when the account is looked at later."""
    early, late = sorted((first, second))
    before, after = (account_of(entries, {}, [], on).imputed for on in (early, late))
    assert [one for one in after if one.day <= early] == list(before)
