"""What creditors take, whatever the net, the children, the claims and the payments of a month."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from preste.belgium import DEFAULTS, FACTS, garnishment_plan
from preste.engine import Trace, explain, replay
from preste.payroll.garnishing import in_proportion, in_turn

DAYS = st.dates(dt.date(2021, 1, 1), dt.date(2026, 11, 30))
NETS = st.integers(0, 6_000_00)
CLAIMS = st.one_of(st.just(0), st.integers(0, 6_000_00))
DUE = ("maintenance_due", "assignment_due", "privileged_due", "ordinary_due")
KEPT = ("maintenance_kept", "assignment_kept", "privileged_kept", "ordinary_kept")
MONTHS = st.fixed_dictionaries({"children_declared": st.integers(0, 5), **dict.fromkeys(DUE, CLAIMS)})


def taken(day: dt.date, net: int, replacement: bool = False, **facts: int) -> Trace:
    return garnishment_plan(day, replacement=replacement).run(dict(DEFAULTS) | {"net_given": net} | facts)


@given(DAYS, NETS, MONTHS, st.booleans())
def test_never_negative_nor_above_the_net(day: dt.date, net: int, month: dict[str, int], replacement: bool) -> None:
    trace = taken(day, net, replacement, **month)
    assert 0 <= trace["seizable"] <= trace["seizable_by_bands"] <= net
    assert 0 <= trace["garnished"] <= net
    assert trace["garnished"] - trace["maintenance_kept"] <= trace["seizable"]
    assert all(0 <= trace[kept] <= month[due] for kept, due in zip(KEPT, DUE, strict=True))
    assert trace["net_paid"] == net - trace["garnished"]


@given(DAYS, NETS, st.integers(0, 500_00), st.integers(0, 5), st.booleans())
def test_more_net_is_never_less_seized_nor_less_left(
    day: dt.date, net: int, more: int, children: int, replacement: bool
) -> None:
    before = taken(day, net, replacement, children_declared=children)["seizable"]
    after = taken(day, net + more, replacement, children_declared=children)["seizable"]
    assert before <= after <= before + more


@given(DAYS, NETS, st.integers(0, 5), st.booleans())
def test_a_child_never_raises_it(day: dt.date, net: int, children: int, replacement: bool) -> None:
    one_less = taken(day, net, replacement, children_declared=children)["seizable"]
    assert taken(day, net, replacement, children_declared=children + 1)["seizable"] <= one_less


@given(DAYS, st.lists(NETS, min_size=1, max_size=4), MONTHS)
def test_several_payments_of_a_month_are_one_payment_of_the_sum(
    day: dt.date, nets: list[int], month: dict[str, int]
) -> None:
    """Each creditor rank receives the same in all, however the month's pay is cut up."""
    whole = taken(day, sum(nets), **month)
    children, left = month["children_declared"], {due: month[due] for due in DUE}
    before = dict.fromkeys(("garnishable_before", "maintenance_before", "seized_before"), 0)
    received = dict.fromkeys(KEPT, 0)
    for net in nets:
        trace = taken(day, net, children_declared=children, **before, **left)
        for kept, due in zip(KEPT, DUE, strict=True):
            received[kept] += trace[kept]
            left[due] -= trace[kept]
        before["garnishable_before"] += net
        before["maintenance_before"] += trace["maintenance_kept"]
        before["seized_before"] += trace["garnished"] - trace["maintenance_kept"]
    assert received == {kept: whole[kept] for kept in KEPT}


@given(DAYS, NETS, MONTHS, st.integers(0, 2_000_00), st.integers(0, 2_000_00))
def test_the_employer_keeps_a_fifth_at_most_and_never_from_creditors(
    day: dt.date, net: int, month: dict[str, int], own: int, earlier: int
) -> None:
    facts = month | {"own_deductions": own, "deferred_deductions": earlier}
    trace = taken(day, net, **facts)
    assert 0 <= trace["deductions_kept"] <= (2 * net + 5) // 10
    assert trace["garnished"] == taken(day, net, **month)["garnished"]
    assert trace["net_paid"] >= 0
    assert own + earlier == trace["deductions_kept"] + trace["deduction_deferred"] + (
        earlier - trace["deduction_recovered"]
    )


@given(DAYS, NETS, MONTHS, st.booleans())
def test_it_replays(day: dt.date, net: int, month: dict[str, int], replacement: bool) -> None:
    tree = explain(taken(day, net, replacement, **month), FACTS, ("net_paid",))
    assert replay(tree) == len(tree["nodes"])


@given(st.lists(st.tuples(st.integers(0, 3_000_00), st.integers(1, 9_000_00)), min_size=1, max_size=6), st.data())
def test_the_parts_of_creditors_are_what_was_kept(claims: list[tuple[int, int]], data: st.DataObject) -> None:
    dues, weights = [due for due, _ in claims], [weight for _, weight in claims]
    amount = data.draw(st.integers(0, sum(dues)))
    for parts in (in_proportion(amount, dues, weights), in_turn(amount, dues)):
        assert sum(parts) == amount
        assert all(0 <= part <= due for part, due in zip(parts, dues, strict=True))


@given(st.lists(st.integers(1, 9_000_00), min_size=2, max_size=6), st.integers(0, 3_000_00))
def test_equal_rank_is_shared_by_claims_to_a_cent(weights: list[int], amount: int) -> None:
    parts = in_proportion(amount, [10**9] * len(weights), weights)
    whole = sum(weights)
    assert all(abs(part * whole - amount * weight) < whole for part, weight in zip(parts, weights, strict=True))
