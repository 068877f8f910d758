"""Creditors on a payslip: ranks, days of payment, claims that end, the employer's own fifth; by hand from the law.

Bands of 2026: nothing up to 1,419, 20 % to 1,524, 30 % to 1,682, 40 % to 1,839, then everything; 88 for a child.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from preste.belgium import FACTS
from preste.calendar import Month
from preste.engine import explain, replay
from preste.payroll.carry import left_by
from preste.payroll.garnishing import NO_END, claims, in_proportion, in_turn
from preste.payroll.line import totals
from preste.payroll.month import Carry, pay_contract, run_month
from preste.payroll.payslip import Payslip
from preste.payroll.settlement import Settlement, differences
from preste.records import Contract, DeclaredChildren, Garnishment

FULL_BANDS = 21_00 + 47_40 + 62_80
"""What the three middle bands of 2026 give together: 105 at 20 %, 158 at 30 %, 157 at 40 %."""


def claim(id: str, kind: str, notified: str = "2025-11-03", **more: Any) -> Garnishment:
    """A claim that is withheld since 2026, of much more than a year's pay unless it says otherwise."""
    if not ("total" in more or "monthly" in more):
        more["total"] = 100_000_00
    more.setdefault("valid_from", dt.date(2026, 1, 1))
    return Garnishment(id=id, kind=kind, creditor=id.upper(), notified_on=dt.date.fromisoformat(notified), **more)  # type: ignore[arg-type]


def declared(children: int) -> tuple[DeclaredChildren, ...]:
    return (DeclaredChildren(valid_from=dt.date(2025, 1, 1), children=children),)


def with_net(make: Any, net: int, **changes: Any) -> Contract:
    """A contract whose plain month nets exactly so much in February 2026, by reimbursing nothing and a fitted gross."""
    low, high = net, 3 * net
    while low < high:
        middle = (low + high) // 2
        found = make.pay(make.contract(amount=middle), "2026-02").trace["net"]
        low, high = (middle + 1, high) if found < net else (low, middle)
    for gross in range(low - 20, low + 20):
        made = make.contract(amount=gross, **changes)
        if make.pay(make.contract(amount=gross), "2026-02").trace["net"] == net:
            return made  # type: ignore[no-any-return]
    raise AssertionError(f"no gross nets {net}")


def given(payslip: Payslip) -> dict[str, int]:
    return {one.garnishment.id: one.amount for one in payslip.withheld}


# ── the scenario ───────────────────────────────────────────────────────────────────────────


def test_maintenance_taxes_one_declared_child_and_an_advance(make: Any) -> None:
    """2,300 net. Two children, one form: 21 + 47.40 + 62.80 + 461, less 88, is 504.20 to seize.

    Maintenance of 450 comes first, the tax administration has 54.20; a fifth of 2,300 allows the advance of 300.
    """
    contract = with_net(
        make,
        2_300_00,
        garnishments=(claim("secal", "maintenance", monthly=450_00), claim("spf", "tax")),
        declared_children=declared(1),
        items=(make.item("advance", 300_00, since="2026-02-03", once=True),),
    )
    payslip = make.pay(contract, "2026-02")
    trace = payslip.trace
    assert trace["net"] == 2_300_00
    assert trace["seizable_by_bands"] == FULL_BANDS + 461_00 == 592_20
    assert trace["seizable"] == 504_20
    assert given(payslip) == {"secal": 450_00, "spf": 54_20}
    assert trace["deduction_limit"] == 460_00
    assert trace["net_paid"] == 2_300_00 - 450_00 - 54_20 - 300_00 == 1_495_80
    assert payslip.totals is not None
    assert payslip.totals.granted == trace["net_paid"]
    lines = {line.label: line.amount for line in payslip.lines if line.code == "garnishment"}
    assert lines == {"Pension alimentaire : SECAL": 450_00, "Saisie du fisc : SPF": 54_20}


def test_every_amount_is_explained_and_replayed(make: Any) -> None:
    contract = with_net(
        make, 2_300_00, garnishments=(claim("secal", "maintenance", monthly=450_00), claim("spf", "tax"))
    )
    tree = explain(make.pay(contract, "2026-02").trace, FACTS, ("net_paid",))
    names = {node["name"] for node in tree["nodes"]}
    assert {"garnished", "maintenance_kept", "privileged_kept", "seizable_by_bands", "seizable_left"} <= names
    assert replay(tree) == len(tree["nodes"])
    assert tree["parameters"]["garnishment.bounds"]["from"] == "2026-01-01"


def test_a_leaver_s_departure_pay_is_summed_with_the_month(make: Any) -> None:
    """All that is paid in the month is cut into bands once: the departure pay has no bands of its own."""
    item = make.item("departure_holiday_pay", 3_000_00, since="2026-02-01", once=True)
    contract = make.contract(
        amount=180_000, items=(item,), garnishments=(claim("spf", "tax"),), end=dt.date(2026, 2, 27)
    )
    payslip = make.pay(contract, "2026-02")
    plain = make.pay(replace(contract, garnishments=()), "2026-02")
    alone = make.pay(replace(contract, items=()), "2026-02")
    net = plain.trace["net"]
    assert net > 1_839_00
    assert given(payslip) == {"spf": FULL_BANDS + net - 1_839_00}
    assert payslip.trace["net_paid"] == 1_839_00 - FULL_BANDS == 1_707_80
    assert alone.trace["net"] < 1_839_00 < net


# ── several payments of a month ────────────────────────────────────────────────────────────


def test_two_contracts_paid_in_a_month_are_summed(make: Any) -> None:
    """Two half-time contracts of the same worker: the second payslip takes what the sum of both owes."""
    half = (380, 380, 380, 380, 380, 0, 0)
    one = make.contract(id="a", amount=110_000, schedule=half, garnishments=(claim("spf", "tax"),))
    other = replace(one, id="b")
    dossier = make.dossier(one, other)
    first, second = run_month(dossier, Month(2026, 2))
    both = first.trace["net"] + second.trace["net"]
    assert first.trace["net"] < 1_419_00
    assert given(first) == {"spf": 0}
    assert second.trace.facts["garnishable_before"] == first.trace["net"]
    assert given(second) == {"spf": FULL_BANDS + both - 1_839_00}


def test_what_was_taken_before_in_the_month_is_not_taken_again(make: Any) -> None:
    one = make.contract(id="a", garnishments=(claim("spf", "tax"), claim("secal", "maintenance", monthly=450_00)))
    first, second = run_month(make.dossier(one, replace(one, id="b")), Month(2026, 2))
    both = first.trace["net"] + second.trace["net"]
    assert given(first)["secal"] == 450_00
    assert given(second)["secal"] == 0
    assert given(first)["spf"] + given(second)["spf"] == FULL_BANDS + both - 1_839_00 - 450_00


def test_bands_follow_the_day_of_payment(make: Any) -> None:
    """December 2025 paid on 5 January: the bands of 2026."""
    contract = make.contract(garnishments=(claim("spf", "tax", valid_from=dt.date(2025, 12, 1)),))
    in_january = make.pay(contract, "2025-12", payday="5")
    in_december = make.pay(contract, "2025-12")
    net = in_december.trace["net"]
    assert given(in_december) == {"spf": 20_80 + 46_20 + 61_60 + net - 1_800_00}
    assert given(in_january) == {"spf": FULL_BANDS + in_january.trace["net"] - 1_839_00}


# ── claims that end ────────────────────────────────────────────────────────────────────────


def test_a_total_stops_when_it_is_reached_and_not_a_cent_later(make: Any) -> None:
    contract = make.contract(amount=260_000, garnishments=(claim("b", "seizure", total=1_000_00),))
    payslips = make.year(contract, 2026, last=4)
    month = FULL_BANDS + payslips[0].trace["net"] - 1_839_00
    assert [given(p) for p in payslips] == [{"b": month}, {"b": month}, {"b": 1_000_00 - 2 * month}, {}]
    assert [p.withheld[0].left for p in payslips[:3]] == [1_000_00 - month, 1_000_00 - 2 * month, 0]
    assert payslips[3].trace["garnished"] == 0


def test_an_assignment_gets_its_rank_when_the_seizure_before_it_is_met(make: Any) -> None:
    shop, bank = claim("shop", "seizure", "2025-10-01", total=100_00), claim("bank", "assignment", "2025-10-02")
    contract = make.contract(amount=260_000, garnishments=(shop, bank, claim("spf", "tax", "2025-10-03")))
    january, *_, april = make.year(contract, 2026, last=4)
    assert given(january)["spf"] == january.trace["garnished"]
    later = replace(contract, garnishments=(replace(shop, already_paid=100_00), *contract.garnishments[1:]))
    assert given(make.pay(later, "2026-01")) == {"bank": january.trace["garnished"], "spf": 0}
    assert april.withheld


def test_a_total_goes_on_over_the_years(make: Any) -> None:
    began = claim("b", "seizure", total=3_000_00, valid_from=dt.date(2025, 11, 1), notified="2025-10-20")
    contract = make.contract(amount=260_000, garnishments=(began,))
    paid = [make.pay(contract, month) for month in ("2025-11", "2025-12", "2026-01", "2026-02")]
    first, second, third, fourth = (given(p)["b"] for p in paid)
    left = 3_000_00
    for payslip, amount in zip(paid, (first, second, third, fourth), strict=True):
        left -= amount
        assert payslip.withheld[0].left == left
    # the year's balances begin anew: January's special contribution is not settled with November's pay
    assert paid[2].trace.facts["quarter_pay_before"] == 0
    assert paid[3].trace.facts["work_bonus_this_year"] == make.pay(contract, "2026-01").trace["work_bonus"]


def test_what_was_paid_elsewhere_counts(make: Any) -> None:
    contract = make.contract(amount=260_000, garnishments=(claim("b", "seizure", total=900_00, already_paid=880_00),))
    assert given(make.pay(contract, "2026-01")) == {"b": 20_00}


def test_a_claim_that_is_lifted_or_not_begun_takes_nothing(make: Any) -> None:
    lifted = claim("a", "seizure", valid_to=dt.date(2026, 1, 30))
    later = claim("b", "seizure", valid_from=dt.date(2026, 3, 1))
    payslip = make.pay(make.contract(amount=260_000, garnishments=(lifted, later)), "2026-02")
    assert payslip.withheld == ()
    assert payslip.trace["garnished"] == 0
    assert "seizable" not in payslip.trace.plan.index


# ── maintenance ────────────────────────────────────────────────────────────────────────────


def test_maintenance_has_no_limit_but_the_pay(make: Any) -> None:
    contract = make.contract(amount=210_000, garnishments=(claim("secal", "maintenance", monthly=9_000_00),))
    payslip = make.pay(contract, "2026-02")
    assert given(payslip) == {"secal": payslip.trace["net"]}
    assert payslip.trace["net_paid"] == 0


def test_costs_and_vouchers_are_not_taken(make: Any) -> None:
    """Reimbursed costs are no pay; the worker's part of vouchers does not lower what the bands are read with."""
    items = (make.item("cost", 80_00),)
    contract = make.contract(amount=260_000, items=items, garnishments=(claim("b", "seizure"),), meal_voucher_value=800,
                             meal_voucher_worker=109)  # fmt: skip
    payslip = make.pay(contract, "2026-02")
    vouchers = payslip.trace["meal_voucher_worker_part"]
    assert vouchers > 0
    assert given(payslip) == {"b": FULL_BANDS + payslip.trace["net"] - 1_839_00}
    assert payslip.trace["net_paid"] == 1_839_00 - FULL_BANDS + 80_00 - vouchers
    all_of_it = replace(contract, garnishments=(claim("secal", "maintenance", monthly=9_000_00),))
    assert make.pay(all_of_it, "2026-02").trace["net_paid"] == 80_00


def test_two_maintenance_creditors_share_what_there_is(make: Any) -> None:
    two = (claim("a", "maintenance", monthly=3_000_00), claim("b", "maintenance", monthly=1_000_00))
    payslip = make.pay(make.contract(amount=210_000, garnishments=two), "2026-02")
    net = payslip.trace["net"]
    assert given(payslip) == {"a": (net * 3 + 2) // 4, "b": net - (net * 3 + 2) // 4}


# ── the order of creditors ─────────────────────────────────────────────────────────────────


def test_an_assignment_before_every_seizure_comes_before_the_tax(make: Any) -> None:
    bank = claim("bank", "assignment", "2025-10-01", total=300_00)
    spf, shop = claim("spf", "tax", "2025-11-01", total=200_00), claim("shop", "seizure", "2025-10-20")
    contract = make.contract(amount=260_000, garnishments=(shop, spf, bank))
    payslip = make.pay(contract, "2026-02")
    january = make.pay(contract, "2026-01")
    month = FULL_BANDS + january.trace["net"] - 1_839_00
    assert [one.garnishment.id for one in january.withheld] == ["bank", "spf", "shop"]
    first = {"bank": min(300_00, month)}
    first["spf"] = min(200_00, month - first["bank"])
    first["shop"] = month - first["bank"] - first["spf"]
    assert given(january) == first
    assert first["bank"] == 300_00
    assert "bank" not in given(payslip)


def test_an_assignment_after_a_seizure_shares_with_it(make: Any) -> None:
    """Like the published example: claims of 1,500 and 2,800 share in that proportion (Judicial Code, art. 1627)."""
    shop = claim("shop", "seizure", "2025-10-01", total=1_500_00)
    bank = claim("bank", "assignment", "2025-10-02", total=2_800_00)
    contract = make.contract(amount=250_000, garnishments=(bank, shop))
    payslip = make.pay(contract, "2026-01")
    month = payslip.trace["ordinary_kept"]
    assert month == FULL_BANDS + payslip.trace["net"] - 1_839_00
    assert given(payslip) == {"shop": (month * 30 + 43) // 86, "bank": month - (month * 30 + 43) // 86}
    assert any("huissier" in warning for warning in payslip.warnings)


def test_the_published_proportion() -> None:
    """400 for claims of 1,500 and 2,800: 139.53 and 260.47 (printed as 140 and 260, of 35 % and 65 %)."""
    assert in_proportion(400_00, [1_500_00, 2_800_00], [1_500_00, 2_800_00]) == [139_53, 260_47]


def test_what_one_does_not_need_goes_to_the_others() -> None:
    assert in_proportion(300_00, [10_00, 900_00, 900_00], [1_000_00, 1_000_00, 1_000_00]) == [10_00, 145_00, 145_00]
    assert in_proportion(300_00, [10_00, 20_00], [1, 1]) == [10_00, 20_00]
    assert in_proportion(0, [10_00, 20_00], [1, 1]) == [0, 0]
    assert in_turn(25_00, [10_00, 20_00, 5_00]) == [10_00, 15_00, 0]


def test_a_claim_without_total_has_no_end(make: Any) -> None:
    contract = make.contract(garnishments=(claim("a", "assignment", monthly=100_00),))
    (one,) = claims(contract, Carry(), dt.date(2026, 2, 28))
    assert one.due == 100_00
    assert make.pay(contract, "2026-02").withheld[0].left is None
    assert NO_END > 1_000_000_00


# ── article 23 ─────────────────────────────────────────────────────────────────────────────


def test_an_advance_beyond_a_fifth_waits_for_the_next_month(make: Any) -> None:
    item = make.item("advance", 1_000_00, since="2026-01-10", once=True)
    contract = with_net(make, 2_000_00, items=(item,))
    payslips = make.year(contract, 2026, last=4)
    nets = [p.trace["net"] for p in payslips]
    fifths = [(net + 2) // 5 for net in nets]
    assert payslips[0].trace["deduction_deferred"] == 1_000_00 - fifths[0]
    assert [net - p.trace["net_paid"] for net, p in zip(nets, payslips, strict=True)] == [
        fifths[0], fifths[1], 1_000_00 - fifths[0] - fifths[1], 0,
    ]  # fmt: skip
    assert any("art. 23" in warning for warning in payslips[0].warnings)
    for payslip in payslips:
        assert payslip.totals is not None
        assert payslip.totals.granted == payslip.trace["net_paid"]


def test_what_was_put_off_in_december_is_kept_in_january(make: Any) -> None:
    item = make.item("advance", 700_00, since="2025-12-10", once=True)
    contract = make.contract(amount=250_000, items=(item,))
    december, january = make.pay(contract, "2025-12"), make.pay(contract, "2026-01")
    left = december.trace["deduction_deferred"]
    assert left > 0
    assert january.trace["deduction_recovered"] == left


@pytest.mark.parametrize(("begins", "month"), [("2026-01", "2026-01"), ("2025-09", "2025-09"), ("2025-12", "2025-12")])
def test_what_was_put_off_before_preste_is_an_opening_balance(make: Any, begins: str, month: str) -> None:
    opening = {"c": {"deferred_deductions": 100_00, "work_bonus": 1_00}}
    payslip = make.pay(make.contract(), month, begins=Month.parse(begins), opening=opening)
    assert payslip.trace["deduction_recovered"] == 100_00
    later = make.pay(make.contract(), "2026-02", begins=Month.parse(begins), opening=opening)
    assert later.trace["deductions_kept"] == 0


def test_an_opening_balance_that_is_larger_than_a_fifth_lasts_over_the_year(make: Any) -> None:
    opening = {"c": {"deferred_deductions": 2_000_00}}
    months = ("2025-10", "2025-11", "2025-12", "2026-01", "2026-02", "2026-03")
    kept = [
        make.pay(make.contract(), m, begins=Month(2025, 10), opening=opening).trace["deductions_kept"] for m in months
    ]
    assert sum(kept) == 2_000_00
    assert kept[3] > 0
    assert kept[-1] == 0


def test_fines_damages_and_advances_share_the_fifth_and_agreed_deductions_do_not(make: Any) -> None:
    items = tuple(make.item(kind, 300_00) for kind in ("advance", "fine", "damages", "deduction"))
    payslip = make.pay(make.contract(amount=250_000, items=items), "2026-01")
    fifth = (payslip.trace["net"] + 2) // 5
    assert payslip.trace["deductions_kept"] == fifth
    assert payslip.trace["net_paid"] == payslip.trace["net"] - fifth - 300_00


def test_the_employer_gives_way_to_creditors(make: Any) -> None:
    """Maintenance takes all but 50: of an advance of 200, 50 is kept now and 150 later."""
    contract = with_net(
        make, 2_000_00, items=(make.item("advance", 200_00, since="2026-02-01", once=True),),
        garnishments=(claim("secal", "maintenance", monthly=1_950_00),),
    )  # fmt: skip
    payslip = make.pay(contract, "2026-02")
    assert payslip.trace["deductions_kept"] == 50_00
    assert payslip.trace["deduction_deferred"] == 150_00
    assert payslip.trace["net_paid"] == 0


# ── corrections ────────────────────────────────────────────────────────────────────────────


def test_a_closed_month_keeps_what_creditors_received(make: Any) -> None:
    """A raise known late moves the net, not the garnishment of the closed month: it is paid, and seized, now."""
    before = make.contract(amount=250_000, garnishments=(claim("spf", "tax"),))
    after = replace(before, terms=(make.terms(amount=260_000),))
    month, paid_on = Month(2026, 1), dt.date(2026, 2, 28)
    closed, due = make.pay(before, "2026-01"), make.pay(after, "2026-01")
    assert given(closed) != given(due)
    lines = differences(closed.lines, due, "c", month, paid_on)
    assert lines
    assert "garnishment" not in {line.code for line in lines}
    left = {("c", month): left_by(closed)}
    settled = Settlement(tuple(lines), keeps_debts=True)
    payslip = pay_contract(make.dossier(after), after, Month(2026, 2), left, settled)
    assert payslip.withheld[0].left == 100_000_00 - given(closed)["spf"] - given(payslip)["spf"]


def test_payments_after_a_contract_s_end_and_before_the_first_month_count_for_its_creditors(make: Any) -> None:
    """A worker's former contract was settled after its end; an off-cycle payment of December was made in January."""
    now = make.contract(amount=250_000, garnishments=(claim("spf", "tax"),))
    former = replace(now, id="former", end=dt.date(2025, 6, 30))
    closed = {
        ("former", Month(2026, 1)): {"claim:spf": 40_00},
        ("former", Month(2025, 12)): {"claim:spf": 7_00, "month:net@2026-01": 100_00},
    }
    dossier = make.dossier(former, now)
    plain = given(pay_contract(dossier, now, Month(2026, 1)))["spf"]
    january = pay_contract(
        dossier, now, Month(2026, 1), {("former", Month(2025, 12)): closed["former", Month(2025, 12)]}
    )
    assert given(january)["spf"] == plain + 100_00
    assert january.withheld[0].left == 100_000_00 - 7_00 - given(january)["spf"]
    february = pay_contract(dossier, now, Month(2026, 2), closed)
    assert february.withheld[0].left == 100_000_00 - 47_00 - given(january)["spf"] - given(february)["spf"]


def test_settled_pay_is_part_of_the_month_it_is_paid_in(make: Any) -> None:
    contract = make.contract(amount=250_000, garnishments=(claim("spf", "tax"),))
    facts = {"late_gross": 500_00, "late_taxable": 500_00}
    settled = Settlement(facts=facts, keeps_debts=True)
    payslip = pay_contract(make.dossier(contract), contract, Month(2026, 2), None, settled)
    plain = make.pay(contract, "2026-02")
    more = payslip.trace["net"] - plain.trace["net"]
    assert more > 0
    assert given(payslip)["spf"] == given(plain)["spf"] + more


def test_a_payment_without_a_month_of_its_own_counts_what_the_month_paid(make: Any) -> None:
    contract = make.contract(amount=250_000, garnishments=(claim("spf", "tax"),))
    month = Month(2026, 2)
    regular = make.pay(contract, "2026-02")
    off_cycle = Settlement(facts={"late_gross": 300_00}, own=False, keeps_debts=True, paid_on=month.last)
    payslip = pay_contract(make.dossier(contract), contract, month, {("c", month): left_by(regular)}, off_cycle)
    assert payslip.trace.facts["garnishable_before"] == regular.trace["net"]
    assert given(payslip) == {"spf": payslip.trace["net"]}


@pytest.mark.parametrize("payday", ["last", "5"])
def test_totals_are_sums_of_lines(make: Any, payday: str) -> None:
    contract = make.contract(
        garnishments=(claim("a", "maintenance", monthly=333_33), claim("b", "tax"), claim("c", "seizure")),
        items=(make.item("advance", 777_77), make.item("cost", 12_34)),
    )
    for payslip in make.year(contract, 2026, last=3, payday=payday):
        assert totals(payslip.lines).granted == payslip.trace["net_paid"]
        kept = sum(line.amount for line in payslip.lines if line.code == "garnishment")
        assert kept == payslip.trace["garnished"] == sum(given(payslip).values())
