"""Pay in lieu of notice by hand: open-ended and fixed-term contracts, parts, outplacement, contribution 812."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest

from preste.belgium.exit.facts import SEVERANCE_FACTS
from preste.belgium.exit.indemnity import Pay, Severance, severance_of, severance_plan
from preste.belgium.exit.service import Service
from preste.engine import explain, replay
from preste.errors import DossierError, InputError, NoParameter
from preste.law import book
from preste.payroll import line as role

D = dt.date.fromisoformat
PAY = Pay(monthly=3_000_00)
OLD = Service(start=D("2008-03-01"), status_2013="white_collar", pay_2013=30_000_00)


def given(start: str = "2025-01-01", end: str = "2026-10-11", *, by: Any = "employer", **more: Any) -> Severance:
    pay = more.pop("pay", PAY)
    if "planned_end" in more:
        more["planned_end"] = D(more["planned_end"])
    return severance_of(Service(start=D(start), **more), by=by, end=D(end), pay=pay)


def test_an_employee_of_a_year_and_nine_months() -> None:
    """692.31 a week and 5,760 / 52 = 110.77: 803.08 for eleven weeks."""
    found = given(pay=Pay(monthly=3_000_00, yearly_benefits=5_760_00))
    assert found.trace["severance_amount"] == 8_833_88
    assert (found.covered_from, found.covered_to) == (D("2026-10-12"), D("2026-12-27"))
    assert found.trace["severance_annual_pay"] == 41_760_00


@pytest.mark.parametrize(
    ("pay", "year"),
    [
        (Pay(monthly=3_472_50), 41_670_00),  # a bound of the table of 2025: the week rounded would go beyond it
        (Pay(monthly=3_000_00, yearly_benefits=5_760_00), 41_760_00),
        (Pay(hourly=15_55, weekly_hours=37_50), 30_322_50),
        (Pay(hourly=15_55, weekly_hours=37_50, yearly_benefits=1), 30_322_51),
    ],
)
def test_the_yearly_pay_is_not_that_of_a_rounded_week(pay: Pay, year: int) -> None:
    assert given(pay=pay).trace["severance_annual_pay"] == year


def test_hourly_pay_counts_for_the_hours_of_the_week() -> None:
    found = given(pay=Pay(hourly=15_50, weekly_hours=38_00))
    assert found.trace["severance_weekly"] == 589_00
    assert found.trace["severance_amount"] == 11 * 589_00


def test_the_pay_item_holds_amount_and_reference() -> None:
    item = given().item
    assert (item.kind, item.amount, item.once, item.valid_from) == ("severance", 11 * 692_31, True, D("2026-10-11"))
    days = {"covered_from": "2026-10-12", "covered_to": "2026-12-27"}
    assert item.details == {"annual_reference": "36000.00", **days}


def test_the_payslip_pays_the_item(make: Any) -> None:
    """In 2025, when the bounds of the withholding on severance are known."""
    found = given("2024-01-01", "2025-10-12")
    contract = make.contract(start=D("2024-01-01"), end=D("2025-10-12"), items=(found.item,))
    trace = make.pay(contract, "2025-10").trace
    assert trace.facts["severance"] == found.trace["severance_amount"] == 11 * 692_31
    assert trace.facts["severance_reference"] == 36_000_00
    assert trace["severance_tax"] > 0


def test_what_812_costs_is_a_line_and_a_cost_of_the_payslip(make: Any) -> None:
    found = given("2024-01-01", "2025-10-12", pay=replace(PAY, quarter_pay=14_000_00, quarter_days=65_00))
    assert found.item.details["contribution_812"] == "76.15"
    bare = replace(found.item, details={"annual_reference": found.item.details["annual_reference"]})
    paid = [
        make.pay(make.contract(start=D("2024-01-01"), end=D("2025-10-12"), items=(item,)), "2025-10")
        for item in (found.item, bare)
    ]
    costs, contributions, nets = (
        [one.trace[name] for one in paid] for name in ("employer_cost", "employer_contributions", "net_paid")
    )
    assert (costs[0] - costs[1], contributions[0] - contributions[1], nets[0] - nets[1]) == (76_15, 76_15, 0)
    (line,) = [line for line in paid[0].lines if line.code == "employer_812"]
    assert (line.amount, line.onss_code, line.account, line.roles) == (76_15, "812", "621", (role.EMPLOYER,))
    assert any("contribution_812" in one for one in paid[1].warnings)
    assert not any("contribution_812" in one for one in paid[0].warnings)


# ── what is left of a term ─────────────────────────────────────────────────────────────────


def test_after_the_first_half_the_rest_of_the_term_is_due() -> None:
    found = given("2026-02-02", "2026-11-15", kind="fixed_term", planned_end="2026-12-03")
    assert (found.weeks, found.rest_of_term) == (257, True)
    assert found.trace["severance_amount"] == 1_779_24
    assert found.covered_to == D("2026-12-03")


def test_the_rest_of_a_long_term_is_capped_at_twice_the_notice() -> None:
    """Nine months: seven weeks, twice is fourteen."""
    found = given("2026-02-02", "2026-11-15", kind="fixed_term", planned_end="2028-02-01")
    assert found.weeks == 14_00
    assert (found.covered_to - found.covered_from).days == 14 * 7 - 1
    assert "au plus 2 fois le préavis" in found.steps[-2].why


def test_in_the_first_half_the_notice_is_due() -> None:
    """Half of 365 days runs to 2 August, six months to the 1st; later the rest is due, at most twice six weeks."""
    last_day = given("2026-02-02", "2026-08-01", kind="fixed_term", planned_end="2027-02-01")
    assert (last_day.weeks, last_day.rest_of_term) == (6_00, False)
    after = given("2026-02-02", "2026-08-02", kind="fixed_term", planned_end="2027-02-01")
    assert (after.weeks, after.rest_of_term) == (12_00, True)
    second = given("2026-02-02", "2026-08-01", kind="fixed_term", planned_end="2027-02-01", successive=True)
    assert second.weeks == 12_00


def test_never_more_than_the_rest_of_the_term() -> None:
    found = given("2026-09-01", "2026-09-02", kind="fixed_term", planned_end="2026-09-05")
    assert (found.weeks, found.rest_of_term) == (43, True)
    assert found.covered_to == D("2026-09-05")


# ── before 2014, outplacement, 812 ─────────────────────────────────────────────────────────


def test_part_1_is_paid_by_the_month_and_outplacement_taken_off() -> None:
    """6 months of (5,000 + 9,600 / 12), 39 weeks of (1,153.85 + 184.62), less four of them."""
    pay = Pay(monthly=5_000_00, yearly_benefits=9_600_00)
    found = severance_of(OLD, by="employer", end=D("2026-10-11"), pay=pay)
    trace = found.trace
    assert (found.months, found.weeks) == (6, 39_00)
    assert trace["severance_part_1"] == 6 * 5_800_00
    assert trace["severance_part_2"] == 39 * 1_338_47
    assert trace["outplacement_deduction"] == 4 * 1_338_47
    assert trace["severance_amount"] == 6 * 5_800_00 + 35 * 1_338_47
    assert found.covered_to == D("2027-12-12")  # six months to 11 April 2027, then 35 weeks
    assert any("reclassement professionnel de 60 heures" in step.why for step in found.steps)


@pytest.mark.parametrize(
    ("start", "weeks", "deducted"),
    [("2017-10-12", 30, 4), ("2017-10-13", 27, 0)],  # nine years on 12 October 2026, or a day less
)
def test_outplacement_begins_at_thirty_weeks(start: str, weeks: int, deducted: int) -> None:
    found = given(start)
    assert found.weeks == weeks * 100
    assert found.trace["outplacement_deduction"] == deducted * 692_31
    assert (found.covered_to - found.covered_from).days == (weeks - deducted) * 7 - 1


QUARTER = {"quarter_pay": 13_000_00, "quarter_days": 65_00}


def test_812_follows_the_yearly_wage_of_the_last_quarter() -> None:
    """13,000 / 65 x 260 = 52,000, above 50,166: one percent of 11 weeks."""
    trace = given(pay=replace(PAY, **QUARTER)).trace
    assert trace["severance_annual_wage"] == 52_000_00
    assert trace["employer_812"] == 76_15  # 1 % of 7,615.41


@pytest.mark.parametrize(
    ("end", "yearly", "rate"),
    [
        ("2026-10-11", 50_165_99, 0), ("2026-10-11", 50_166_00, 1), ("2026-10-11", 61_436_99, 1),
        ("2026-10-11", 61_437_00, 2), ("2026-10-11", 72_706_99, 2), ("2026-10-11", 72_707_00, 3),
        ("2022-12-31", 44_508_99, 0), ("2022-12-31", 44_509_00, 1), ("2023-01-01", 44_509_00, 0),
    ],
)  # fmt: skip
def test_the_rates_of_812_hold_from_their_bound_on(end: str, yearly: int, rate: int) -> None:
    day = Pay(monthly=3_000_00, quarter_pay=yearly, quarter_days=260_00)
    trace = given("2020-01-01", end, pay=day).trace
    assert trace["severance_annual_wage"] == yearly
    assert trace["employer_812"] == round(trace["severance_contribution_base"] * rate / 100)


def test_812_of_a_part_timer_is_read_with_full_time() -> None:
    """247 hours at half time of 38: 6,500 / 247 x 38 / 5 x 260 = 52,000; a fund's holidays raise it to 56,160."""
    half = Pay(monthly=1_500_00, quarter_pay=6_500_00, quarter_hours=247_00, weekly_hours_reference=38_00)
    assert given(pay=half).trace["severance_annual_wage"] == 52_000_00
    assert given(pay=replace(half, holiday_fund_pays=True)).trace["severance_annual_wage"] == 56_160_00


def test_part_1_of_a_blue_collar_worker_is_paid_by_the_day() -> None:
    """38 hours at 15.00 are 570.00 a week; 129 days of it are 10,504.29 (rounded once), then 39 weeks less four."""
    old = Service(
        start=D("2012-03-01"), seniority_from=D("1993-06-01"), status_2013="blue_collar", sector_2013="general"
    )
    found = severance_of(old, by="employer", end=D("2026-10-11"), pay=Pay(hourly=15_00, weekly_hours=38_00))
    assert (found.months, found.period.days, found.weeks) == (0, 129, 39_00)
    assert found.trace["severance_part_1"] == 10_504_29
    assert found.trace["outplacement_deduction"] == 4 * 570_00
    assert found.trace["severance_amount"] == 10_504_29 + 35 * 570_00
    assert found.covered_to == D("2027-10-20")  # 129 days to 17 February 2027, then 35 weeks
    assert replay(explain(found.trace, SEVERANCE_FACTS)) == len(found.trace.plan.rules)


def test_812_leaves_out_part_1() -> None:
    """A worker in service since 2014 would have had 39 weeks, less four."""
    pay = Pay(monthly=5_000_00, quarter_pay=15_000_00, quarter_days=65_00)
    trace = severance_of(OLD, by="employer", end=D("2026-10-11"), pay=pay).trace
    assert trace["severance_contribution_base"] == 35 * 1_153_85
    assert trace["employer_812"] == 403_85  # 1 % of 40,384.75


def test_812_of_fewer_than_thirty_weeks_since_2014_has_no_deduction() -> None:
    """In 2021: 6 months and 24 weeks are owed, four of them taken off; since 2014 alone it would be 24 weeks."""
    pay = Pay(monthly=5_000_00, quarter_pay=15_000_00, quarter_days=65_00)
    trace = severance_of(OLD, by="employer", end=D("2021-06-30"), pay=pay).trace
    assert trace["severance_amount"] == 6 * 5_000_00 + 20 * 1_153_85
    assert trace["severance_contribution_base"] == 24 * 1_153_85


def test_without_the_quarter_812_is_not_computed() -> None:
    assert "employer_812" not in given().trace.plan.index


def test_the_worker_owes_severance_that_is_no_pay() -> None:
    found = given(by="worker", pay=replace(PAY, **QUARTER))
    assert found.weeks == 5_00  # 21 months
    assert found.trace.facts["outplacement_right"] == 0
    assert found.trace["severance_amount"] == 5 * 692_31
    assert "employer_812" not in found.trace.plan.index


# ── explanations and refusals ──────────────────────────────────────────────────────────────


def test_every_amount_is_explained_and_replays() -> None:
    trace = given(pay=replace(PAY, **QUARTER, yearly_benefits=1)).trace
    tree = json.loads(json.dumps(explain(trace, SEVERANCE_FACTS)))
    assert replay(tree) == len(trace.plan.rules) == 13
    assert set(tree["parameters"]) >= {
        "severance_basis.months",
        "severance_basis.weeks",
        "severance_contribution.bounds",
    }


def test_the_plan_of_a_day_reads_the_law_of_that_day() -> None:
    plan = severance_plan(D("2022-12-31"), with_812=True)
    held = {name: entry for (name, _), entry in plan.entries.items()}
    assert held["severance_contribution"] == book().on("severance_contribution", D("2022-06-01"))


@pytest.mark.parametrize(
    ("fault", "field"),
    [
        ({"kind": "student", "planned_end": "2026-12-31"}, "kind"),
        ({"by": "counter_notice"}, "by"),
        ({"kind": "fixed_term", "planned_end": "2026-10-11"}, "end"),
        ({"pay": Pay()}, "monthly"),
        ({"pay": Pay(monthly=1, hourly=1, weekly_hours=1)}, "monthly"),
        ({"pay": Pay(hourly=15_00)}, "weekly_hours"),
        ({"pay": Pay(monthly=1, quarter_pay=1)}, "quarter_days"),
        ({"pay": Pay(monthly=1, quarter_pay=1, quarter_hours=1)}, "weekly_hours_reference"),
        ({"pay": Pay(monthly=1, yearly_benefits=-1)}, "yearly_benefits"),
        ({"start": "2026-10-12"}, "start"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(fault: dict[str, Any], field: str) -> None:
    with pytest.raises(InputError) as caught:
        given(**fault)
    assert caught.value.field == field


def test_all_faults_are_told_together() -> None:
    with pytest.raises(DossierError) as caught:
        given("2013-12-31", pay=Pay())
    assert [error.field for error in caught.value.errors] == ["status_2013", "monthly"]


def test_after_the_book_s_horizon_law_is_missing() -> None:
    with pytest.raises(NoParameter, match="known until"):
        given(end="2027-03-01")
