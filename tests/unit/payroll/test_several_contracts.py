"""One worker with several contracts: what counts by worker and employer is carried over all of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from preste.belgium import FACTS
from preste.calendar import Month
from preste.documents.payslip.view import payslip_view
from preste.engine import explain, replay
from preste.errors import NoParameter
from preste.payroll import line as role
from preste.payroll.month import Dossier, pay_contract
from preste.payroll.payslip import Payslip
from preste.payroll.settlement import Settlement
from preste.records import Contract


def paid(make: Any, contracts: tuple[Contract, ...], month: str) -> list[Payslip]:
    """The payslips of a month, one for each contract that runs in it."""
    dossier = Dossier(make.employer(), contracts)
    period = Month.parse(month)
    return [pay_contract(dossier, c, period) for c in contracts if c.active_in(period)]


def test_the_quarter_is_settled_once_on_both_contracts(make: Any) -> None:
    first = make.contract(id="a", end=dt.date(2026, 8, 14))
    second = make.contract(id="b", start=dt.date(2026, 8, 17))
    july = paid(make, (first, second), "2026-07")[0].trace
    august = [p.trace for p in paid(make, (first, second), "2026-08")]
    (september,) = (p.trace for p in paid(make, (first, second), "2026-09"))
    assert [t.facts["settles_quarter"] for t in (july, *august, september)] == [0, 0, 0, 1]
    withheld = july["special_contribution"] + sum(t["special_contribution"] for t in august)
    assert september.facts["special_contribution_before"] == withheld
    assert september["quarter_base"] == sum(t["liable_base"] for t in (july, *august, september))
    assert withheld + september["special_contribution"] == september["special_contribution_quarter"] > 0


HALF = (380, 380, 380, 380, 380, 0, 0)


def two_halves(make: Any, **changes: Any) -> tuple[Contract, Contract]:
    """Two half-times of 1 250 EUR."""
    first, second = (make.contract(id=one, amount=125_000, schedule=HALF, **changes) for one in ("a", "b"))
    return first, second


def test_two_half_times_are_taxed_as_one_pay(make: Any) -> None:
    """1 209.57 EUR each: nothing is due on one; on 2 419.14 EUR, by hand, 346.40 less 104.46 of fiscal bonus."""
    first, second = (one.trace for one in paid(make, two_halves(make), "2026-08"))
    assert first["ordinary_taxable"] == second["ordinary_taxable"] == 1_209_57
    assert (first["withholding"], first.facts["taxed_before"]) == (0, 0)
    assert second["taxed_together"] == second.facts["taxed_before"] + 1_209_57 == 2_419_14
    net_income = 2_419_14 * 12 - 6_070_00  # the greatest lump-sum expenses of 2026
    tax = 4_469_93 + ((net_income - 16_710_00) * 4280 + 5000) // 10_000 - 2_987_98
    assert second["ordinary_withholding"] == (tax + 6) // 12
    assert second["withholding"] == second["ordinary_withholding"] - second["fiscal_bonus_share"] == 241_94
    both = make.pay(make.contract(), "2026-08").trace
    assert both["withholding"] == 241_97  # two contributions and two bonuses, each to the cent, tax 3 cents less


def test_the_payslip_says_what_it_is_taxed_with(make: Any) -> None:
    full = (make.contract(id="a"), make.contract(id="b", amount=125_000, schedule=HALF))
    first, second = paid(make, full, "2026-08")
    told = {line.code: (line.label, line.amount) for line in second.lines if line.roles == (role.INFORMATION,)}
    assert told == {
        "taxed_before": ("Imposable des autres paies du mois, taxé avec celle-ci", first.trace["ordinary_taxable"]),
        "withheld_before": ("Précompte déjà retenu sur ces paies", first.trace["withholding"]),
    }
    assert not any(line.roles == (role.INFORMATION,) for line in first.lines)
    assert [row["label"] for row in payslip_view(second)["information"]] == [label for label, _ in told.values()]
    assert second.totals is not None
    assert second.totals.granted == second.trace["net_paid"]  # information adds nothing
    tree = explain(second.trace, FACTS, ("net_paid",))
    assert replay(tree) == len(tree["nodes"])


def test_what_the_family_gives_is_given_once(make: Any) -> None:
    homes = (make.household("single", children=2),)
    alone, with_children = (
        paid(make, two_halves(make, households=households), "2026-08") for households in ((make.household(),), homes)
    )
    without = sum(one.trace["ordinary_withholding"] for one in alone)
    one_reduction = make.pay(make.contract(households=homes), "2026-08").trace["family_reduction"]
    assert one_reduction > 0
    assert sum(one.trace["ordinary_withholding"] for one in with_children) == max(0, without - one_reduction)


def test_a_director_s_pay_is_taxed_apart_and_the_family_counts_once(make: Any) -> None:
    """Other lump-sum expenses: two scales, and what the first pay left of the reductions."""
    homes = (make.household("single", children=3),)
    pay = make.contract(id="a", amount=150_000, households=homes)
    director = make.contract(id="d", amount=400_000, households=homes, regime="director")
    first, second = (one.trace for one in paid(make, (pay, director), "2026-08"))
    alone = make.pay(director, "2026-08").trace
    assert second["taxed_together"] == second["ordinary_taxable"]
    assert 0 < second.facts["family_given_before"] < alone["family_reduction"]
    assert second["family_reduction"] == alone["family_reduction"] - second.facts["family_given_before"]
    assert first["withholding"] == 0
    assert second["ordinary_withholding"] == alone["ordinary_withholding"] + second.facts["family_given_before"]


def test_only_what_the_scales_tax_is_summed(make: Any) -> None:
    """A student within the quota and a flexi-job leave the other contract as it is."""
    pay = make.contract(id="z")
    alone = paid(make, (pay,), "2026-08")[0].trace
    for regime in ("student", "flexi"):
        beside = make.contract(id="a", regime=regime, amount=10_000, schedule=(200, 0, 0, 0, 0, 0, 0))
        for order in ((beside, pay), (pay, beside)):
            found = {one.contract.id: one.trace for one in paid(make, order, "2026-08")}
            assert found["z"]["withholding"] == alone["withholding"], regime
            assert found["z"]["special_contribution"] == alone["special_contribution"], regime
            assert found["a"]["withholding"] == found["a"]["special_contribution"] == 0, regime


def test_article_17_beside_a_contract_of_employment_is_ordinary_pay_taxed_with_it(make: Any) -> None:
    """Who is employed by the same employer waits a year for article 17: its hours are pay like the other."""
    pay = make.contract(id="z")
    beside = make.contract(id="a", regime="article17", amount=10_000, schedule=(200, 0, 0, 0, 0, 0, 0))
    first, second = (one.trace for one in paid(make, (beside, pay), "2026-08"))
    assert second["taxed_together"] == first["ordinary_taxable"] + second["ordinary_taxable"]
    assert first["ordinary_taxable"] > 0


def test_contracts_that_pass_on_in_a_month_are_one_pay_for_the_tax(make: Any) -> None:
    """One ends on the 14th, the next begins on the 17th; 2 500 EUR a month, taxed as the whole month."""
    first, second = make.contract(id="a", end=dt.date(2026, 8, 14)), make.contract(id="b", start=dt.date(2026, 8, 17))
    payslips = [one.trace for one in paid(make, (first, second), "2026-08")]
    whole = make.pay(make.contract(), "2026-08").trace
    assert sum(one["gross"] for one in payslips) == whole["gross"]
    assert payslips[1]["taxed_together"] == sum(one["ordinary_taxable"] for one in payslips)
    assert abs(payslips[1]["taxed_together"] - whole["ordinary_taxable"]) <= 2  # roundings of each contract
    assert abs(sum(one["withholding"] for one in payslips) - whole["withholding"]) <= 2
    assert sum(one["special_contribution"] for one in payslips) == whole["special_contribution"]


def test_the_provision_of_the_special_contribution_is_that_of_the_month_s_wage(make: Any) -> None:
    """Nothing on 1 250 EUR; on 2 500 EUR what one contract of 2 500 EUR owes, kept by the later one."""
    first, second = (one.trace for one in paid(make, two_halves(make), "2026-08"))
    whole = make.pay(make.contract(), "2026-08").trace
    assert (first["special_contribution"], second["month_base"]) == (0, 250_000)
    assert second["special_contribution"] == whole["special_contribution"] > 0


def test_a_flexi_job_settles_the_quarter_of_the_other_contract(make: Any) -> None:
    pay, flexi = make.contract(id="a"), make.contract(id="b", regime="flexi", amount=50_000, schedule=HALF)
    both = [
        sum(one.trace["special_contribution"] for one in paid(make, (pay, flexi), f"2026-{m:02d}")) for m in (7, 8, 9)
    ]
    alone = [paid(make, (pay,), f"2026-{m:02d}")[0].trace["special_contribution"] for m in (7, 8, 9)]
    assert both == alone


def test_missing_law_of_one_contract_is_told_by_the_other(make: Any) -> None:
    """Pay of November 2026 that is paid in 2027 is taxed by tables that the law book does not hold."""
    contracts, month = two_halves(make), Month(2026, 11)
    dossier = Dossier(make.employer(), contracts, begins=month)
    later = Settlement(paid_on=dt.date(2027, 1, 4))
    first = pay_contract(dossier, contracts[0], month, settlement=later)
    assert (first.totals, first.taxed) == (None, None)
    with pytest.raises(NoParameter, match="other pay of 2027-01"):
        pay_contract(dossier, contracts[1], month, settlement=later, others={"a": later})


def test_leaving_settles_the_quarter_when_nothing_follows(make: Any) -> None:
    alone = make.contract(id="a", end=dt.date(2026, 8, 14))
    (last,) = paid(make, (alone,), "2026-08")
    assert last.trace.facts["settles_quarter"] == 1


def test_student_hours_of_two_contracts_share_the_quota(make: Any) -> None:
    hours = [(f"2026-{m:02d}-{d:02d}", "W", 2_000) for m in (1, 2, 3) for d in range(2, 12)]
    first = make.contract(id="a", regime="student", pay_basis="hourly", amount=1_500, schedule=(0,) * 7,
                          days=make.days(*hours))  # fmt: skip
    second = make.contract(id="b", regime="student", pay_basis="hourly", amount=1_500, schedule=(0,) * 7,
                           days=make.days(
                               *((f"2026-04-{d:02d}", "W", 800) for d in (2, 3, 7, 8, 9, 10, 13))
                           ))  # fmt: skip
    april = paid(make, (first, second), "2026-04")[-1].trace
    assert april.facts["student_hours_used"] == 60_000
    assert april["student_hours_within"] == 5_000  # 650 hours less 600
    assert april.facts["student_hours"] == 5_600


def test_the_bonus_of_a_student_beyond_the_quota_takes_only_the_hours_beyond(make: Any) -> None:
    days = [(f"2026-01-{d:02d}", "W", 2_400) for d in range(5, 31)]  # 624 h in January
    more = [(f"2026-02-{d:02d}", "W", 760) for d in range(2, 14)]  # 91.20 h, of which 26 within
    contract = make.contract(regime="student", pay_basis="hourly", amount=1_500, schedule=(0,) * 7,
                             days=make.days(*days, *more))  # fmt: skip
    trace = paid(make, (contract,), "2026-02")[0].trace
    assert trace["student_hours_within"] == 2_600
    assert trace["bonus_hours"] == 9_120 - 2_600
    assert trace["bonus_wage"] == 9_120 * 15 - 2_600 * 15
    assert trace["reference_wage"] == 1_500 * trace.facts["hours_full_time"] // 100
