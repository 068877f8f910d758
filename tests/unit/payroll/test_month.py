"""What earlier months of the year leave to the next, and the records a month refuses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from preste.calendar import Month
from preste.errors import DossierError, InputError, NoParameter
from preste.payroll.carry import OPENING_NAMES
from preste.payroll.month import active, pay_contract, payday, run_month
from preste.payroll.payslip import Payslip

NO_SCHEDULE = (0, 0, 0, 0, 0, 0, 0)


def values(payslips: list[Payslip], rule: str) -> list[int]:
    return [payslip.trace[rule] for payslip in payslips]


def round_half_up(amount: Fraction) -> int:
    return int(amount + Fraction(1, 2))


# ── the special contribution ───────────────────────────────────────────────────────────────


def csss_alone(quarter: int) -> int:
    """What a worker who lives alone owes for a quarter since April 2022 (loi du 30 mars 1994, art. 106 à 112)."""
    steps = [
        (583_614, 0, "0"), (657_054, 0, "4.22"), (1_121_100, 3_099, "1.10"), (1_230_000, 8_205, "3.38"),
        (1_811_646, 11_883, "1.10"),
    ]  # fmt: skip
    below = 0
    for bound, fixed, percent in steps:
        if quarter <= bound:
            return fixed + round_half_up((quarter - below) * Fraction(percent) / 100)
        below = bound
    return 18_282


@pytest.mark.parametrize(
    ("amount", "withheld"),
    [
        (190_000, [0, 0, 0]),
        (200_000, [230, 230, 231]),  # 6.91 for the quarter: a cent more in the third
        (305_000, [1_979, 1_979, 1_978]),  # 59.36 for the quarter: a cent less in the third month
        (380_000, [2_948, 2_948, 2_948]),
        (450_000, [4_401, 4_401, 4_401]),
        (700_000, [6_094, 6_094, 6_094]),
    ],
)
def test_the_special_contribution_of_equal_months(make: Any, amount: int, withheld: list[int]) -> None:
    payslips = make.year(make.contract(amount=amount), 2026, last=3)
    assert values(payslips, "special_contribution") == withheld
    assert sum(withheld) == csss_alone(3 * amount)


@pytest.mark.parametrize("premium", [0, 50_000, 300_000, 900_000])
@pytest.mark.parametrize("month", [4, 5, 6])
def test_the_third_month_settles_the_quarter(make: Any, premium: int, month: int) -> None:
    """Whatever was withheld provisionally, the quarter's sum is that of the quarter's table."""
    item = make.item("premium", premium, since=f"2026-{month:02d}-01", once=True)
    payslips = make.year(make.contract(amount=305_000, items=(item,)), 2026, last=6)[3:]
    assert sum(values(payslips, "special_contribution")) == csss_alone(3 * 305_000 + premium)


def test_months_one_and_two_are_provisional(make: Any) -> None:
    """A premium in February: 60.94 then, and 33.06 in March instead of 19.78."""
    item = make.item("premium", 300_000, since="2026-02-01", once=True)
    payslips = make.year(make.contract(amount=305_000, items=(item,)), 2026, last=4)
    assert values(payslips, "special_contribution") == [1_979, 6_094, 3_306, 1_979]
    assert [p.trace.facts["special_contribution_before"] for p in payslips] == [0, 1_979, 8_073, 0]


def test_exit_settles_the_quarter(make: Any) -> None:
    """One month and a half are under the quarter's first bound: what January withheld is paid back."""
    contract = make.contract(amount=305_000, end=dt.date(2026, 2, 13))
    payslips = make.year(contract, 2026, last=2)
    assert values(payslips, "gross") == [305_000, 152_500]
    assert values(payslips, "special_contribution") == [1_979, -1_979]
    (line,) = [one for one in payslips[1].lines if one.code == "csss"]
    assert line.amount == -1_979


def test_exit_on_the_last_day_of_a_month_settles_too(make: Any) -> None:
    payslips = make.year(make.contract(amount=305_000, end=dt.date(2026, 2, 28)), 2026, last=2)
    assert sum(values(payslips, "special_contribution")) == csss_alone(610_000) == 1_113


def test_entry_in_the_quarter(make: Any) -> None:
    contract = make.contract(amount=305_000, start=dt.date(2026, 5, 1))
    found = [make.pay(contract, m).trace["special_contribution"] for m in ("2026-05", "2026-06", "2026-07")]
    assert found == [1_979, 1_113 - 1_979, 1_979]


def test_a_blue_collar_worker_s_quarter_is_read_at_108_percent(make: Any) -> None:
    contract = make.contract(amount=300_000, status="blue_collar")
    assert sum(values(make.year(contract, 2026, last=3), "special_contribution")) == csss_alone(972_000)


def test_the_quarter_before_april_2022(make: Any) -> None:
    """One table: 55.80 and 1.1 % above 6 570.54."""
    withheld = values(make.year(make.contract(), 2022, last=3), "special_contribution")
    assert withheld == [2_201, 2_201, 2_200]
    assert sum(withheld) == 5_580 + round_half_up((750_000 - 657_054) * Fraction("1.1") / 100)


# ── the yearly ceiling of the work bonus ───────────────────────────────────────────────────

CAP_2026 = 359_436


def test_the_work_bonus_stays_under_the_year_s_ceiling(make: Any) -> None:
    """A blue-collar worker at 2 250 all year, and once more: 317.60 from July on, then what is left, then none."""
    contract = make.contract(amount=225_000, status="blue_collar")
    year = values(make.year(contract, 2026, last=10), "work_bonus")
    assert year == [30_286] * 3 + [31_715] * 3 + [31_760] * 4
    taken_over = {"begins": Month(2026, 7), "opening": {"c": {"work_bonus": sum(year[:6]) + 2 * 31_760}}}
    months = [make.pay(contract, f"2026-{m:02d}", **taken_over) for m in range(7, 12)]
    bonus = values(months, "work_bonus")
    assert bonus == [31_760] * 3 + [CAP_2026 - sum(year[:6]) - 5 * 31_760, 0] == [31_760] * 3 + [14_633, 0]
    # of the 146.33 left, part A keeps its 137.74: part B is cut first
    assert values(months, "work_bonus_part_a") == [13_774] * 4 + [0]
    assert values(months, "work_bonus_part_b") == [17_986] * 3 + [859, 0]


@pytest.mark.parametrize("status", ["white_collar", "blue_collar"])
@pytest.mark.parametrize("amount", [221_800, 230_000, 250_000, 290_000])
@pytest.mark.parametrize("before", [0, 60_000, 300_000])
def test_no_year_exceeds_the_ceiling(make: Any, status: str, amount: int, before: int) -> None:
    contract = make.contract(amount=amount, status=status)
    opened = {"begins": Month(2026, 7), "opening": {"c": {"work_bonus": before}}}
    bonus = values([make.pay(contract, f"2026-{m:02d}", **opened) for m in range(7, 12)], "work_bonus")
    free = values([make.pay(contract, f"2026-{m:02d}", begins=Month(2026, 7)) for m in range(7, 12)], "work_bonus")
    assert before + sum(bonus) <= CAP_2026
    assert sum(bonus) == min(sum(free), CAP_2026 - before)


def test_the_bonus_given_elsewhere_counts(make: Any) -> None:
    contract = make.contract(amount=225_000, status="blue_collar")
    given = {"c": {"work_bonus": 350_000}}
    payslip = make.pay(contract, "2026-09", begins=Month(2026, 9), opening=given)
    assert payslip.trace["work_bonus"] == CAP_2026 - 350_000
    assert make.pay(contract, "2026-10", begins=Month(2026, 9), opening=given).trace["work_bonus"] == 0


def test_there_is_no_ceiling_before_july_2026(make: Any) -> None:
    contract = make.contract(amount=225_000, status="blue_collar")
    payslip = make.pay(contract, "2026-06", begins=Month(2026, 6), opening={"c": {"work_bonus": 999_999}})
    assert payslip.trace["work_bonus"] == 31_715


# ── students ───────────────────────────────────────────────────────────────────────────────


def spread(first: str, hours: int) -> Iterator[tuple[str, str, int]]:
    """Hours of work from a day on, ten a day: a day has 24."""
    day = dt.date.fromisoformat(first)
    for start in range(0, hours, 1_000):
        yield day.isoformat(), "W", min(1_000, hours - start)
        day += dt.timedelta(days=1)


def student(make: Any, hours: dict[str, int], **more: Any) -> Any:
    """A student at 12 EUR an hour, with hours on given days."""
    days = make.days(*[(date, "W", h) for date, h in hours.items()])
    return make.contract(regime="student", pay_basis="hourly", amount=1_200, schedule=NO_SCHEDULE, days=days, **more)


def test_student_hours_cross_the_quota(make: Any) -> None:
    """475 hours in 2022: 495 before May, of which 45 of the first quarter do not count, then 50: 25 are ordinary."""
    hours = {f"2022-{m:02d}-{d:02d}": 1_250 for m in (1, 2, 3) for d in range(1, 13)}
    hours |= {f"2022-04-{d:02d}": 900 for d in range(4, 9)}
    hours |= {date: part for date, _code, part in spread("2022-05-02", 5_000)}
    contract = student(make, hours)
    payslips = make.year(contract, 2022, last=6)
    assert [p.trace.facts["student_hours_used"] for p in payslips] == [0, 10_500, 25_500, 40_500, 45_000, 50_000]
    may = payslips[4].trace
    assert (may["gross"], may["student_part"], may["contribution_base"]) == (60_000, 30_000, 30_000)
    assert may["student_personal"] == 813  # 2.71 % of 300
    assert may["ordinary_contribution"] == 3_921  # 13.07 % of 300
    assert may["employer_student"] == 1_629  # 5.43 %
    february = payslips[1].trace
    assert (february["student_part"], february["contribution_base"]) == (180_000, 0)
    assert february["net"] == 180_000 - 4_878


def test_student_hours_beyond_the_quota_are_ordinary(make: Any) -> None:
    contract = student(make, {"2026-06-01": 800})
    payslip = make.pay(contract, "2026-06", begins=Month(2026, 6), opening={"c": {"student_hours": 65_000}})
    assert payslip.trace["student_part"] == 0
    assert payslip.trace["contribution_base"] == 9_600


def test_the_counter_of_student_hours(make: Any) -> None:
    contract = student(make, {"2026-01-05": 800, "2026-02-03": 650})
    assert [counter.value for counter in make.pay(contract, "2026-02").counters] == [1_450]
    earlier = student(make, {"2025-12-05": 800, "2026-02-03": 650})
    assert [counter.value for counter in make.pay(earlier, "2026-02").counters] == [650]


# ── article 17 ─────────────────────────────────────────────────────────────────────────────


def article17(make: Any, month_hours: dict[str, int], sector: str = "sport") -> Any:
    """Hours from the first day of each month on, ten a day, at 15 EUR."""
    days = make.days(*[one for month, hours in month_hours.items() for one in spread(f"{month}-01", hours)])
    return make.contract(
        regime="article17", article17_sector=sector, pay_basis="hourly", amount=1_500, schedule=NO_SCHEDULE, days=days
    )


def is_free(payslip: Payslip) -> bool:
    """Whether nothing is due on the month's pay; otherwise all of it is ordinary."""
    base = payslip.trace["contribution_base"]
    assert base in (0, payslip.trace["gross"])
    exceeded = any("dépassé" in warning for warning in payslip.warnings)
    assert exceeded == (base != 0)
    return base == 0


@pytest.mark.parametrize(
    ("sector", "hours", "free"),
    [
        ("sport", {"2026-01": 15_000}, True),  # 150 in a quarter
        ("sport", {"2026-01": 15_001}, False),
        ("socio_cultural", {"2026-01": 10_000}, True),
        ("socio_cultural", {"2026-01": 10_001}, False),
        ("sport", {"2026-01": 10_000, "2026-02": 5_000}, True),
        ("sport", {"2026-01": 10_000, "2026-02": 5_001}, False),
        ("sport", {"2026-03": 15_000, "2026-04": 15_000}, True),  # another quarter
        ("sport", {"2026-07": 28_500}, True),  # the third quarter allows more
        ("sport", {"2026-07": 28_501}, False),
        ("socio_cultural", {"2026-09": 19_000}, True),
        ("socio_cultural", {"2026-09": 19_001}, False),
        ("sport", {"2026-01": 15_000, "2026-04": 15_000, "2026-07": 15_000}, True),  # 450 in a year
        ("sport", {"2026-01": 15_000, "2026-04": 15_000, "2026-07": 15_001}, False),
        ("socio_cultural", {"2026-01": 10_000, "2026-04": 10_000, "2026-07": 10_001}, False),  # 300
        ("sport", {"2025-12": 15_000, "2026-01": 15_000}, True),  # another year
    ],
)
def test_the_hours_of_article_17(make: Any, sector: str, hours: dict[str, int], free: bool) -> None:
    assert is_free(make.pay(article17(make, hours, sector), max(hours))) is free


@pytest.mark.parametrize(("days", "free"), [(24, True), (25, True), (26, False)])
def test_article_17_was_counted_in_days_until_2021(make: Any, days: int, free: bool) -> None:
    """25 days a year, however long they are."""
    january = [(f"2021-01-{d:02d}", "W", 100) for d in range(1, 16)]
    may = [(f"2021-05-{d:02d}", "W", 1_000) for d in range(1, days - 14)]
    contract = article17(make, {})
    contract = make.contract(
        regime="article17", pay_basis="hourly", amount=1_500, schedule=NO_SCHEDULE, days=make.days(*january, *may)
    )
    assert is_free(make.pay(contract, "2021-05")) is free


def test_article_17_counters(make: Any) -> None:
    payslip = make.pay(article17(make, {"2026-01": 2_000, "2026-03": 300, "2026-05": 400}), "2026-05")
    assert [counter.value for counter in payslip.counters] == [2_700, 400]
    opened = make.pay(
        article17(make, {"2026-05": 400}), "2026-05", begins=Month(2026, 5),
        opening={"c": {"article17_year": 44_700, "article17_quarter": 600}},
    )  # fmt: skip
    assert [counter.value for counter in opened.counters] == [45_100, 1_000]
    assert not is_free(opened)


# ── flexi-jobs ─────────────────────────────────────────────────────────────────────────────


def flexi(make: Any, months: list[str], **more: Any) -> Any:
    """150 hours at 20 EUR in each month."""
    days = make.days(*[(f"{month}-{day:02d}", "W", 1_000) for month in months for day in range(1, 16)])
    return make.contract(regime="flexi", pay_basis="hourly", amount=2_000, schedule=NO_SCHEDULE, days=days, **more)


def test_flexi_holiday_pay_is_paid_with_wage_and_premiums(make: Any) -> None:
    """7.67 % of 150 h at 20.00 is 230.10, of a premium of 102.09 it is 7.83; the employer's 28 % is on all of it."""
    premium = make.item("premium", 10_209, since="2026-05-31", once=True)
    payslip = make.pay(flexi(make, ["2026-05"], items=(premium,)), "2026-05")
    told = {line.code: line.amount for line in payslip.lines if line.code.startswith("flexi_holiday")}
    assert told == {"flexi_holiday": 23_010, "flexi_holiday_premium": 783}
    assert payslip.trace["gross"] == payslip.trace["net_paid"] == 300_000 + 10_209 + 23_010 + 783
    assert payslip.trace["employer_basic"] == 93_521  # 28 % of 3 340.02


def test_flexi_income_is_taxed_beyond_the_ceiling(make: Any) -> None:
    """12 000 in 2024: 3 000 and 7.67 % a month; 920.40 of the fourth month, then all is taxable; no personal
    contribution, no CSSS."""
    payslips = make.year(flexi(make, [f"2024-{m:02d}" for m in range(1, 7)]), 2024, last=7)
    assert values(payslips, "taxable") == [0, 0, 0, 92_040, 323_010, 323_010, 0]
    assert values(payslips, "personal_contribution") == [0] * 7
    assert values(payslips, "special_contribution") == [0] * 7


def test_the_month_that_crosses_the_flexi_ceiling(make: Any) -> None:
    contract = flexi(make, ["2024-05"])
    opened = {"begins": Month(2024, 5), "opening": {"c": {"flexi_pay": 1_100_000}}}
    assert make.pay(contract, "2024-05", **opened).trace["taxable"] == 223_010  # 11 000 + 3 230.10 − 12 000


def test_pensioners_and_earlier_years_have_no_flexi_ceiling(make: Any) -> None:
    opened = {"opening": {"c": {"flexi_pay": 5_000_000}}}
    pensioner = flexi(make, ["2024-05"], pensioner=True)
    assert make.pay(pensioner, "2024-05", begins=Month(2024, 5), **opened).trace["taxable"] == 0
    before = flexi(make, ["2023-05"])
    assert make.pay(before, "2023-05", begins=Month(2023, 5), **opened).trace["taxable"] == 0


# ── where a dossier begins ─────────────────────────────────────────────────────────────────


def test_the_year_is_computed_from_january(make: Any) -> None:
    facts = make.pay(make.contract(amount=305_000), "2026-06").trace.facts
    assert (facts["quarter_pay_before"], facts["special_contribution_before"]) == (610_000, 3_958)


def test_begins_leaves_out_what_came_before(make: Any) -> None:
    facts = make.pay(make.contract(amount=305_000), "2026-06", begins=Month(2026, 5)).trace.facts
    assert (facts["quarter_pay_before"], facts["special_contribution_before"]) == (305_000, 1_979)


def test_opening_balances_stand_for_earlier_months(make: Any) -> None:
    """A dossier taken over in June pays June as if it had paid April and May."""
    contract = make.contract(amount=305_000)
    opening = {"c": {"quarter_pay": 610_000, "quarter_special": 3_958}}
    taken_over = make.pay(contract, "2026-06", begins=Month(2026, 6), opening=opening)
    assert taken_over.trace["net_paid"] == make.pay(contract, "2026-06").trace["net_paid"]
    assert taken_over.trace["special_contribution"] == 1_978


@pytest.mark.parametrize("month", ["2026-07", "2026-11"])
def test_opening_balances_of_a_quarter_end_with_it(make: Any, month: str) -> None:
    opening = {"c": {"quarter_pay": 610_000, "quarter_special": 3_958}}
    contract = make.contract(amount=305_000)
    opened = make.pay(contract, month, begins=Month(2026, 6), opening=opening)
    assert opened.trace["special_contribution"] == make.pay(contract, month).trace["special_contribution"]


@pytest.mark.parametrize("name", [name for name in OPENING_NAMES if not name.startswith("article17")])
def test_opening_balances_end_with_the_year(make: Any, name: str) -> None:
    """In 2026 a dossier begun in 2025 stands on its own months."""
    contract = make.contract(amount=225_000, status="blue_collar", items=(make.item("commuting_car", 4_000),))
    opened = make.pay(contract, "2026-08", begins=Month(2025, 11), opening={"c": {name: 123_456}})
    assert opened.trace.facts == make.pay(contract, "2026-08").trace.facts


def test_a_dossier_that_begins_in_january_has_nothing_before_it(make: Any) -> None:
    payslip = make.pay(make.contract(), "2026-01", begins=Month(2026, 1), opening={"c": {"quarter_pay": 610_000}})
    assert payslip.trace.facts["quarter_pay_before"] == 0


def test_opening_balances_of_a_quarter_end_before_a_contract_begins(make: Any) -> None:
    contract = make.contract(start=dt.date(2026, 7, 1))
    payslip = make.pay(contract, "2026-07", begins=Month(2026, 5), opening={"c": {"quarter_pay": 610_000}})
    assert payslip.trace.facts["quarter_pay_before"] == 0


def test_opening_balances_are_those_of_their_contract(make: Any) -> None:
    opening = {"another": {"quarter_pay": 610_000}}
    payslip = make.pay(make.contract(), "2026-06", begins=Month(2026, 6), opening=opening)
    assert payslip.trace.facts["quarter_pay_before"] == 0


def test_a_month_before_the_dossier_begins(make: Any) -> None:
    with pytest.raises(InputError) as caught:
        make.pay(make.contract(), "2026-04", begins=Month(2026, 5))
    assert (caught.value.field, caught.value.where) == ("begins", "contract c")
    assert make.pay(make.contract(), "2026-05", begins=Month(2026, 5)).month == Month(2026, 5)


def test_the_commuting_exemption_already_used(make: Any) -> None:
    contract = make.contract(items=(make.item("commuting_car", 12_000),))
    opening = {"c": {"commuting": 45_000}}
    payslip = make.pay(contract, "2026-09", begins=Month(2026, 9), opening=opening)
    assert payslip.trace["commuting_taxable"] == 7_000


# ── dates ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("day", "paid"), [("last", dt.date(2026, 2, 28)), ("5", dt.date(2026, 3, 5)), ("28", dt.date(2026, 3, 28))]
)
def test_payday(make: Any, day: str, paid: dt.date) -> None:
    assert payday(make.employer(payday=day), Month(2026, 2)) == paid
    payslip = make.pay(make.contract(), "2026-02", payday=day)
    assert payslip.paid_on == paid
    assert {line.paid_on for line in payslip.lines} == {paid}
    assert {line.earned_month for line in payslip.lines} == {Month(2026, 2)}


def test_december_paid_in_january_is_taxed_as_january(make: Any) -> None:
    """Contributions follow the month worked, tax the day of payment."""
    late, early = (make.pay(make.contract(), "2022-12", payday=day).trace for day in ("5", "last"))
    january = make.pay(make.contract(), "2023-01").trace
    assert late["personal_contribution"] == early["personal_contribution"]
    assert late["work_bonus"] == early["work_bonus"]
    assert late["expenses"] != early["expenses"]
    assert late.plan.entry(late.plan.rules[late.plan.index["expenses"]], "lump_expenses") == january.plan.entry(
        january.plan.rules[january.plan.index["expenses"]], "lump_expenses"
    )


def test_pay_follows_the_terms_and_household_of_the_month(make: Any) -> None:
    terms = (
        make.terms(valid_to=dt.date(2026, 3, 31)),
        make.terms(valid_from=dt.date(2026, 4, 1), amount=280_000),
    )
    households = (
        make.household(valid_to=dt.date(2026, 4, 14)),
        replace(make.household("spouse_without_income"), valid_from=dt.date(2026, 4, 15)),
    )
    contract = make.contract(terms=terms, households=households)
    march, april = make.pay(contract, "2026-03"), make.pay(contract, "2026-04")
    assert (march.trace["gross"], april.trace["gross"]) == (250_000, 280_000)
    assert (march.trace.facts["scale"], april.trace.facts["scale"]) == (1, 2)


def test_who_is_paid_in_a_month(make: Any) -> None:
    contracts = [
        make.contract(id="gone", end=dt.date(2026, 1, 31)),
        make.contract(id="leaves", end=dt.date(2026, 2, 1)),
        make.contract(id="comes", start=dt.date(2026, 2, 28)),
        make.contract(id="later", start=dt.date(2026, 3, 1)),
    ]
    dossier = make.dossier(*contracts)
    assert [c.id for c in active(dossier, Month(2026, 2))] == ["leaves", "comes"]
    assert [p.contract.id for p in run_month(dossier, Month(2026, 2))] == ["leaves", "comes"]


# ── what a month refuses ───────────────────────────────────────────────────────────────────


def refused(pay: Callable[[], Payslip]) -> list[tuple[str, str, str]]:
    with pytest.raises(DossierError) as caught:
        pay()
    assert all(error.message and error.remedy for error in caught.value.errors)
    return [(error.code, error.field, error.where) for error in caught.value.errors]


def test_no_terms(make: Any) -> None:
    contract = make.contract(terms=(make.terms(valid_from=dt.date(2026, 3, 1)),))
    assert refused(lambda: make.pay(contract, "2026-02")) == [("E-TERMS", "terms", "contract c, 2026-01")]


def test_terms_that_end_inside_the_month(make: Any) -> None:
    contract = make.contract(terms=(make.terms(valid_to=dt.date(2026, 2, 20)),))
    assert refused(lambda: make.pay(contract, "2026-02")) == [("E-TERMS-MONTH", "terms", "contract c, 2026-02")]


def test_terms_may_end_with_the_contract(make: Any) -> None:
    day = dt.date(2026, 2, 20)
    contract = make.contract(end=day, terms=(make.terms(valid_to=day),))
    assert make.pay(contract, "2026-02").trace["gross"] == 187_500  # 15 days of 20


def test_a_gap_between_households(make: Any) -> None:
    households = (replace(make.household(), valid_from=dt.date(2026, 5, 1)),)
    contract = make.contract(households=households)
    assert refused(lambda: make.pay(contract, "2026-01")) == [("E-HOUSEHOLD", "household", "contract c, 2026-01")]


def test_everything_wrong_in_a_month_is_told_at_once(make: Any) -> None:
    contract = make.contract(
        terms=(make.terms(), make.terms(valid_from=dt.date(2026, 1, 10), pay_basis="hourly")),
        days=make.days(("2026-01-06", "SS", 900), ("2026-01-07", "ZZ", 100)),
        items=(make.item("flat_benefit"), make.item("company_car")),
    )
    codes = [code for code, _, _ in refused(lambda: make.pay(contract, "2026-01"))]
    assert codes == ["E-TERMS-MONTH", "E-TIME-HOURS", "E-TIME-CODE", "E-ITEM-DETAIL", "E-ITEM-DETAIL"]


def test_a_fault_of_an_earlier_month_is_told(make: Any) -> None:
    contract = make.contract(days=make.days(("2026-01-06", "ZZ", 100)))
    assert refused(lambda: make.pay(contract, "2026-03")) == [("E-TIME-CODE", "code", "contract c, 2026-01-06")]


# ── law that is missing ────────────────────────────────────────────────────────────────────


def test_a_missing_parameter_leaves_the_totals_out(make: Any) -> None:
    """The home-office maximum of 2026 is not known: what needs it is not given, the rest is."""
    payslip = make.pay(make.contract(items=(make.item("home_office", 10_000),)), "2026-01")
    assert payslip.totals is None
    assert payslip.trace.get("net_paid") is None
    assert "home_office_exempt" in payslip.errors
    assert payslip.trace["base_pay"] == 250_000
    assert not any(line.code in ("home_office", "onss", "withholding") for line in payslip.lines)


def test_a_month_that_needs_a_month_that_could_not_be_computed(make: Any) -> None:
    contract = make.contract(items=(make.item("home_office", 10_000, since="2026-01-01", once=True),))
    with pytest.raises(NoParameter) as caught:
        make.pay(contract, "2026-03")
    assert caught.value.where == "contract c, 2026-01"
    assert pay_contract(make.dossier(contract), contract, Month(2025, 12)).totals is not None


def test_a_month_the_law_book_does_not_reach(make: Any) -> None:
    payslip = make.pay(make.contract(), "2040-01")
    assert payslip.totals is None
    assert payslip.trace.get("net_paid") is None
    assert payslip.errors
