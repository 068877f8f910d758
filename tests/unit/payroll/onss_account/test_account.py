"""The account with the ONSS day by day, worked by hand: imputation, surcharge, interest, plan, what comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from preste.belgium.collection.facts import COLLECTION_FACTS
from preste.calendar import Month, Quarter
from preste.engine import explain, replay
from preste.errors import InputError
from preste.payroll.onss_account import Account, Entry, account_of, proposed, provisions_of, waiver_until

FIRST = Quarter(2022, 1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def owed(period: str, amount: int) -> Entry:
    return Entry(kind="owed", period=period, amount=amount)


def payment(on: str, amount: int, towards: str = "") -> Entry:
    return Entry(kind="payment", day=day(on), amount=amount, towards=towards)


def account(on: str, *entries: Entry, computed: dict[Quarter, int] | None = None) -> Account:
    found = account_of(entries, computed or {}, (), day(on))
    for one in found.postings:
        if one.trace is not None:
            assert replay(explain(one.trace, COLLECTION_FACTS, (one.rule,))) >= 1
            assert one.debit == one.trace[one.rule]
    assert found.balance == sum(one.total for one in found.debts) - found.credit
    return found


def lines(found: Account) -> list[tuple[str, str, str, int, int]]:
    return [(one.day.isoformat(), one.kind, one.debt, one.debit, one.credit) for one in found.postings]


def parts(found: Account) -> list[tuple[str, str, str, int]]:
    return [(one.day.isoformat(), one.debt, one.part, one.amount) for one in found.imputed]


def test_paid_on_the_last_day_of_the_term_nothing_more_is_owed() -> None:
    found = account("2022-06-30", owed("2022-1", 1_000_000), payment("2022-04-30", 1_000_000))
    assert lines(found) == [
        ("2022-04-01", "owed", "2022-1", 1_000_000, 0),
        ("2022-04-30", "payment", "", 0, 1_000_000),
    ]
    assert (found.balance, found.debts, found.upcoming) == (0, (), ())


def test_half_paid_a_month_late() -> None:
    """10 000.00 due on 30 April; 5 000.00 came on 30 May: 10 % of 10 000.00 and 7 % over 30 days, 57.53. The payment
    pays the interest, the surcharge, then 3 942.47 of contributions; 6 057.53 bears 30 days more: 34.85."""
    found = account("2022-06-29", owed("2022-1", 1_000_000), payment("2022-05-30", 500_000))
    assert parts(found) == [
        ("2022-05-30", "2022-1", "interest", 5_753),
        ("2022-05-30", "2022-1", "surcharge", 100_000),
        ("2022-05-30", "2022-1", "principal", 394_247),
    ]
    assert dict(found.debts[0].left) == {"costs": 0, "interest": 3_485, "surcharge": 0, "principal": 605_753}
    assert (found.balance, found.late) == (609_238, 609_238)


def test_provisions_are_kept_for_their_quarter_and_the_balance_is_the_rest() -> None:
    """30, 30 and 25 % of 10 000.00 paid in time; 11 234.56 is owed: 2 734.56 is left for 30 April."""
    entries = [
        payment("2022-02-04", 300_000, "2022-1"), payment("2022-03-04", 300_000, "2022-1"),
        payment("2022-04-05", 250_000, "2022-1"), owed("2022-1", 1_123_456),
    ]  # fmt: skip
    found = account("2022-04-10", *entries)
    assert [(one.due, one.kind, one.amount) for one in found.upcoming] == [(day("2022-04-30"), "owed", 273_456)]
    assert account("2022-03-15", *entries).credit == 600_000


def test_without_a_word_the_oldest_debt_is_paid_first() -> None:
    """1 000.00 left of 2021-4 since 31 January; on 4 March 3 000.00 came without a word, and 2 000.00 for 2022-1.

    32 days on 1 000.00 bear 6.14. 1 993.86 stays free, and pays 2022-1 when it appears."""
    entries = [
        Entry(kind="opening", period="2021-4", day=day("2022-01-31"), amount=100_000),
        payment("2022-03-04", 300_000), payment("2022-03-04", 200_000, "2022-1"), owed("2022-1", 500_000),
    ]  # fmt: skip
    found = account("2022-04-30", *entries)
    assert parts(found) == [
        ("2022-03-04", "2021-4", "interest", 614),
        ("2022-03-04", "2021-4", "principal", 100_000),
        ("2022-04-01", "2022-1", "principal", 200_000),
        ("2022-04-01", "2022-1", "principal", 199_386),
    ]
    # 1 006.14 was unpaid at the term
    assert dict(found.debts[0].left)["surcharge"] == 10_061
    assert dict(found.debts[0].left)["principal"] == 100_614


def test_the_payer_s_choice_goes_before_age() -> None:
    entries = [owed("2021-4", 100_000), owed("2022-1", 100_000), payment("2022-04-29", 100_000, "2022-1")]
    found = account("2022-04-30", *entries)
    # 89 days at 7 % on 1 000.00 since 31 January: 17.07; the younger debt is paid
    assert [(one.debt, dict(one.left)) for one in found.debts] == [
        ("2021-4", {"costs": 0, "interest": 1_707, "surcharge": 10_000, "principal": 100_000})
    ]


def test_unpaid_provisions_cost_a_fixed_indemnity_once() -> None:
    """Provisions of 6 000.00, 6 000.00 and 5 000.00: the second came short; 22 016.47 declared is 185.92."""
    told = dict(zip(FIRST.months, (600_000, 600_000, 500_000), strict=True))
    provisions = provisions_of(FIRST, lambda _: None, lambda _: 0, "general", told)
    entries = [payment("2022-02-05", 600_000, "2022-1"), payment("2022-03-05", 599_999, "2022-1")]
    before = account_of(entries, {}, provisions, day("2022-03-20"))
    assert [(one.kind, one.debt, one.amount) for one in before.upcoming] == [
        ("provision", "2022-02", 1), ("provision", "2022-03", 500_000), ("owed", "2022-1", None)
    ]  # fmt: skip
    rest = payment("2022-04-05", 1_001_648, "2022-1")
    found = account_of([*entries, rest, owed("2022-1", 2_201_647)], {}, provisions, day("2022-04-30"))
    assert [(one.kind, one.debit) for one in found.postings if one.debit] == [
        ("owed", 2_201_647),
        ("indemnity", 18_592),
    ]
    assert found.balance == 18_592
    kept = [*entries, payment("2022-03-05", 1, "2022-1"), payment("2022-04-05", 1_001_647), owed("2022-1", 2_201_647)]
    assert account_of(kept, {}, provisions, day("2022-04-30")).balance == 0


def test_a_modification_changes_what_was_owed() -> None:
    """100.00 less: what was paid too much stays a credit, and pays the next quarter."""
    paid = [owed("2022-1", 500_000), payment("2022-04-29", 500_000), owed("2022-1", -10_000)]
    assert (account("2022-05-30", *paid).balance, account("2022-05-30", *paid).credit) == (-10_000, 10_000)
    assert account("2022-07-10", *paid, owed("2022-2", 400_000)).upcoming[0].amount == 390_000


def test_what_the_onss_lets_go_and_costs_without_interest() -> None:
    entries = [
        owed("2022-1", 1_000_000), payment("2022-05-30", 1_000_000),
        Entry(kind="waiver", period="2022-1", day=day("2022-06-15"), amount=105_753),
        Entry(kind="costs", day=day("2022-06-20"), amount=4_500),
    ]  # fmt: skip
    # the payment paid interest 57.53 and surcharge 1 000.00 first: 1 057.53 of contributions is left, with its interest
    before = account("2022-06-14", *entries)
    assert dict(before.debts[0].left)["principal"] == 105_753
    found = account("2022-06-20", *entries)
    # 16 days at 7 % on 1 057.53 are 3.25: the waiver takes them, and what was paid of the rest pays contributions
    assert [(one.kind, one.total) for one in found.debts] == [("owed", 325), ("costs", 4_500)]
    assert waiver_until(FIRST) == day("2022-05-31")


def test_holiday_notice_is_due_at_the_end_of_april() -> None:
    found = account("2022-05-10", Entry(kind="notice", period="2022", amount=100_000))
    # 10 days at 7 % on 1 000.00: 1.92
    assert lines(found) == [
        ("2022-03-31", "notice", "2022", 100_000, 0),
        ("2022-04-30", "surcharge", "2022", 10_000, 0),
        ("2022-05-10", "interest", "2022", 192, 0),
    ]


def plan(*amounts: int) -> Sequence[Entry]:
    return [
        Entry(kind="plan", day=day(f"2022-{month:02d}-15"), amount=amount) for month, amount in enumerate(amounts, 6)
    ]


def test_a_plan_that_is_kept_and_one_that_is_not() -> None:
    base = [owed("2022-1", 300_000), *plan(110_000, 110_000, 110_000)]
    kept = account("2022-07-10", *base, payment("2022-06-15", 110_000, "plan"))
    assert [(one.due, one.kind, one.amount) for one in kept.upcoming] == [
        (day("2022-07-15"), "plan", 110_000), (day("2022-08-15"), "plan", 110_000)
    ]  # fmt: skip
    assert [one.state(kept.on) for one in kept.plan] == ["paid", "ahead", "ahead"]
    late = account("2022-07-10", *base, payment("2022-06-15", 100_000, "plan"))
    assert [one.state(late.on) for one in late.plan] == ["late", "ahead", "ahead"]
    assert [(one.kind, one.amount) for one in late.upcoming] == [("plan", 10_000), ("plan", 110_000), ("plan", 110_000)]
    after = account("2022-08-16", *base, payment("2022-06-15", 100_000, "plan"))
    assert [(one.kind, one.amount) for one in after.upcoming] == [("owed", after.late)]
    assert "contrainte" in late.notes[0]


def test_a_plan_to_propose_adds_up() -> None:
    found = proposed(100_000, day("2022-05-21"), 3)
    assert [(one.day.isoformat(), one.amount) for one in found] == [
        ("2022-05-31", 33_333), ("2022-06-30", 33_333), ("2022-07-31", 33_334)
    ]  # fmt: skip


def test_credit_of_before_pays_the_first_debt() -> None:
    opening = Entry(kind="opening", day=day("2022-01-01"), amount=-5_000)
    found = account("2022-04-02", opening, owed("2022-1", 20_000))
    assert (found.balance, found.upcoming[0].amount) == (15_000, 15_000)


def test_computed_quarters_give_way_to_what_is_told() -> None:
    computed = {FIRST: 77_777, Quarter(2022, 2): 88_888}
    found = account("2022-07-02", owed("2022-1", 50_000), payment("2022-04-29", 50_000), computed=computed)
    assert [(one.debt, one.owed) for one in found.debts] == [("2022-2", 88_888)]


def test_provisions_look_back_to_known_quarters() -> None:
    known = {Quarter(2021, 3): 450_000, Quarter(2021, 1): 0}
    found = provisions_of(FIRST, known.get, lambda on: 4 if on < day("2022-01-01") else 2, "general", {})
    assert [(str(one.month), one.due.isoformat(), one.amount) for one in found] == [
        ("2022-01", "2022-02-05", 90_000), ("2022-02", "2022-03-05", 0), ("2022-03", "2022-04-05", 0)
    ]  # fmt: skip
    assert found[0].month == Month(2022, 1)


def test_an_unknown_quarter_is_not_guessed() -> None:
    with pytest.raises(InputError) as caught:
        provisions_of(FIRST, {Quarter(2021, 3): 450_000}.get, lambda _: 4, "general", {})
    assert (caught.value.code, caught.value.field) == ("E-ONSS-REFERENCE", "2021-1")
