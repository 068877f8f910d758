"""The reductions of a worker's occupation lines: wage and fraction, multipliers, order of cutting, missing law."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from preste.belgium.layers import EVERY_FACT
from preste.belgium.quarter.reductions import (
    Claim,
    Deduction,
    Occupation,
    Quarter,
    WorkerQuarter,
    reductions_of,
    structural_category_of,
)
from preste.belgium.quarter.reductions.structural import structural_prorated
from preste.belgium.quarter.reductions.target import target_prorated
from preste.belgium.quarter.reductions.worker import maribel_shares
from preste.engine import explain, replay
from preste.errors import DossierError, InputError, NoParameter
from preste.law import book


def line(number: int = 1, **more: Any) -> Occupation:
    """A full quarter at full time of 7,000.00, unless it says otherwise."""
    own = {
        "begins": dt.date(2021, 1, 4), "wage": 700_000, "contributions": 175_000, "days_week": 500, "hours_week": 3800,
        "reference_hours_week": 3800, "days": {"1": 6500},
    }  # fmt: skip
    return Occupation(number=number, **{**own, **more})


def part_time(number: int = 1, hours_week: int = 1900, hours: int = 24700, **more: Any) -> Occupation:
    """A part-timer: half time of a full quarter unless it says otherwise."""
    own = {"wage": 350_000, "contributions": 87_500, "part_time": True, "days": {}, "hours": {"1": hours}}
    return line(number, **{**own, "hours_week": hours_week, **more})


def worker(*lines: Occupation, quarter: str = "2024Q3", **more: Any) -> WorkerQuarter:
    return WorkerQuarter(
        worker="anne", quarter=Quarter.parse(quarter), occupations=lines or (line(),),
        **{"structural_category": "1", **more},
    )  # fmt: skip


# ── wage and fraction ──────────────────────────────────────────────────────────────────────


def test_days_that_count_for_the_fraction_only() -> None:
    """Holidays of a blue-collar worker (2) and bad weather (72) are performed, but give no wage of the quarter."""
    trace = reductions_of(worker(line(days={"1": 6000, "2": 300, "72": 200, "50": 9900})))[0].trace
    assert trace["wage_factor"] == 108  # 65 / 60
    assert trace["reference_quarter_wage"] == 756_000
    assert trace["performance"] == 100


def test_a_part_timer_counts_in_hours() -> None:
    trace = reductions_of(worker(part_time()))[0].trace
    assert (trace["wage_factor"], trace["reference_quarter_wage"], trace["performance"]) == (200, 700_000, 50)


def test_no_time_no_reference_wage_and_no_structural_reduction() -> None:
    found = reductions_of(worker(line(days={"2": 500})))[0]
    assert (found.trace["wage_factor"], found.trace["performance"], found.structural) == (0, 8, 0)


@pytest.mark.parametrize(
    ("quarter", "agency", "raised"),
    [("2024Q4", False, 875_001), ("2024Q3", False, 700_001), ("2024Q1", True, 805_001), ("2024Q4", True, 700_001)],
)
def test_a_year_end_premium_paid_by_a_third_party_raises_the_wage(quarter: str, agency: bool, raised: int) -> None:
    one = worker(line(wage=700_001), quarter=quarter, premium_by_third_party=True, temporary_agency=agency)
    assert reductions_of(one)[0].trace["reduction_wage"] == raised


# ── multipliers ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("total", "half_time", "structural", "target"),
    [
        (27, False, 0, 0),
        (27, True, 31_860, 27_000),  # 0.27 × 1.18 and 0.27 × 1
        (28, False, 33_040, 28_000),
        (54, False, 63_720, 54_000),
        (55, False, 64_900, 55_000),
        (65, False, 78_520, 71_500),  # 0.65 × 1.208 and 0.65 × 1.10
        (79, False, 98_529, 97_960),  # 0.79 × 1.2472 = 0.985288 and 0.79 × 1.24
        (80, False, 100_000, 100_000),
        (104, True, 100_000, 100_000),
    ],
)
def test_multipliers_by_the_fraction_of_all_occupations(
    total: int, half_time: bool, structural: int, target: int
) -> None:
    """What is left of 1,000.00 for a line that is all the worker does."""
    day = dt.date(2024, 7, 1)
    facts = {"performance": total, "performance_total": total, "half_time_contract": half_time}
    law = book().on("structural_multiplier", day).value
    assert structural_prorated(structural_full=100_000, structural_multiplier=law, **facts) == structural
    law = book().on("target_multiplier", day).value
    assert target_prorated(target_amount=100_000, target_multiplier=law, **facts) == target


def test_two_part_time_lines_are_one_full_timer_together() -> None:
    """µ(glob) is the sum: each line is given half of the full reduction, rounded for itself; alone, 1.18 of it."""
    both = reductions_of(worker(part_time(1), part_time(2)))
    assert reductions_of(worker(line()))[0].structural == 56_191
    assert [one.structural for one in both] == [28_096, 28_096]
    assert reductions_of(worker(part_time(1)))[0].structural == 33_153  # 561.91 × 1.18 × 0.50


# ── what is taken first, and what is cut first ─────────────────────────────────────────────

FIRST = Claim("first_worker", "3315", 1, dt.date(2023, 1, 2))


def test_maribel_then_structural_then_target_group() -> None:
    """Category 2: 1,000.00 of contributions, 504.10 of Maribel; the structural reduction takes the rest."""
    found = reductions_of(worker(line(contributions=100_000), structural_category="2", maribel=50_410), {1: FIRST})[0]
    assert found.trace["reducible_contributions"] == 49_590
    assert found.trace["structural_prorated"] > 49_590
    assert (found.structural, found.target, found.left) == (49_590, 0, 0)
    assert found.deductions == (Deduction("3000", 49_590),)


def test_the_target_group_is_cut_before_the_structural_reduction() -> None:
    found = reductions_of(worker(), {1: FIRST})[0]
    assert (found.structural, found.target, found.left) == (56_191, 118_809, 0)
    assert found.deductions == (Deduction("3000", 56_191), Deduction("3315", 118_809, dt.date(2023, 1, 2)))


def test_maribel_is_not_taken_first_in_sheltered_workshops() -> None:
    found = reductions_of(worker(structural_category="3", maribel=50_410))[0]
    assert found.trace["reducible_contributions"] == 175_000


def test_maribel_of_several_lines_follows_their_performance_and_adds_up() -> None:
    assert maribel_shares(50_410, {1: 33, 2: 33, 3: 34}) == {1: 16_635, 2: 16_636, 3: 17_139}
    assert maribel_shares(50_410, {1: 0, 2: 0}) == {1: 50_410, 2: 0}


def test_severance_and_flexi_lines_have_no_reduction_and_do_not_count() -> None:
    severance = line(2, wage=900_000, contributions=225_000, days={"1": 3000}, without_reduction=True)
    first, second = reductions_of(worker(line(), severance), {2: FIRST})
    assert first.structural == reductions_of(worker())[0].structural
    assert (second.structural, second.target, second.left, second.deductions) == (0, 0, 225_000, ())


def test_who_is_not_subject_to_every_branch_has_no_structural_reduction() -> None:
    assert reductions_of(worker(all_branches=False))[0].structural == 0


# ── target groups ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("quarter", "granted"),
    [("2021Q4", 500_000), ("2022Q1", 400_000), ("2023Q4", 400_000), ("2024Q1", 310_000), ("2026Q3", 200_000)],
)
def test_the_first_worker_by_quarter(quarter: str, granted: int) -> None:
    """The whole balance until 2021, then an amount; the wage is too high for a structural reduction."""
    found = reductions_of(worker(line(wage=2_000_000, contributions=500_000), quarter=quarter), {1: FIRST})[0]
    assert (found.structural, found.target) == (0, granted)


def test_an_artist_is_given_at_most_the_maximum_of_a_line() -> None:
    rich = reductions_of(worker(), {1: Claim("artist", "4300")})[0]
    assert (rich.trace["target_prorated"], rich.target) == (72_650, 51_700)
    poor = reductions_of(worker(line(wage=621_143)), {1: Claim("artist", "4300")})[0]
    assert poor.target == 0  # 6,211.44 is the least


def test_sportspeople_are_given_a_share_of_the_balance() -> None:
    found = reductions_of(worker(), {1: Claim("sportsperson", "4110")})[0]
    assert found.target == 77_226  # 65 % of 1,188.09


def test_the_amount_of_a_second_worker_is_that_of_the_day_the_right_was_opened() -> None:
    def amount(opened: dt.date, number: int) -> int | None:
        claim = Claim("next_worker", "3324", 2, opened, number)
        return reductions_of(worker(line(contributions=400_000), quarter="2026Q3"), {1: claim})[0].target

    opened = dt.date(2024, 2, 1)
    assert [amount(opened, n) for n in (5, 6, 9, 10, 13, 14)] == [155_000, 105_000, 105_000, 45_000, 45_000, 0]
    assert amount(dt.date(2018, 2, 1), 5) == 155_000
    assert [amount(dt.date(2026, 7, 1), n) for n in (1, 12, 13)] == [100_000, 100_000, 0]


@pytest.mark.parametrize(
    ("rank", "amounts"),
    [
        (2, [155_000, 105_000, 105_000, 45_000, 45_000]),
        (3, [105_000, 45_000, 45_000, 45_000, 45_000]),
        (4, [105_000, 45_000, 45_000, 0, 0]),
        (5, [100_000, 40_000, 40_000, 0, 0]),
        (6, [100_000, 40_000, 40_000, 0, 0]),
    ],
)
def test_rights_opened_in_2016(rank: int, amounts: list[int]) -> None:
    """1819.brussels, table since 1 January 2016: quarters 5, 6, 9, 10 and 13."""
    opened = dt.date(2016, 11, 2)
    claims = [Claim("next_worker", "x", rank, opened, number) for number in (5, 6, 9, 10, 13)]
    one = worker(line(contributions=400_000), quarter="2021Q4")
    assert [reductions_of(one, {1: claim})[0].target for claim in claims] == amounts


def test_a_right_of_before_2016_has_no_known_amount() -> None:
    claim = Claim("next_worker", "3324", 2, dt.date(2015, 5, 4), 1)
    found = reductions_of(worker(), {1: claim})[0]
    assert (found.target, found.left) == (None, None)
    assert [one.code for one in found.errors] == ["E-LAW-MISSING"]
    assert found.deductions == (Deduction("3000", 56_191),)


@pytest.mark.parametrize(
    ("claim", "named"),
    [
        (Claim("restructuring", "3611"), "restructuring_target_reduction"),
        (Claim("research", "1511"), "research_reduction"),
    ],
)
def test_figures_that_are_not_known_are_missing_law_by_name(claim: Claim, named: str) -> None:
    found = reductions_of(worker(), {1: claim})[0]
    assert found.target is None
    assert [one.field for one in found.errors] == [named]


def quarters(first: Quarter, last: Quarter) -> list[Quarter]:
    return [first.plus(n) for n in range(last.since(first) + 1)]


@pytest.mark.parametrize("category", ["1", "2", "3", "3_without_moderation"])
@pytest.mark.parametrize("quarter", quarters(Quarter(2021, 4), Quarter(2026, 3)), ids=str)
def test_every_quarter_since_october_2021_by_its_formula(quarter: Quarter, category: str) -> None:
    """F + α (s0 - S) + γ (s2 - S) + δ (W - s1) with the bounds of the day, each term half-up to the cent; low, middle
    and high wages."""
    if category == "2" and quarter >= Quarter(2026, 2):
        return  # missing law: the test below
    law = book().on("structural_reduction", quarter.first, (category,)).value

    def term(amount: int, rate: int) -> int:
        return int(Decimal(max(0, amount) * rate).scaleb(-4).quantize(Decimal(1), ROUND_HALF_UP))

    for wage in (480_033, 880_077, 1_999_999):
        one = worker(line(wage=wage, contributions=10**7), quarter=str(quarter), structural_category=category)
        wanted = law.fixed + term(law.s0 - wage, law.alpha) + term(law.s2 - wage, law.gamma)
        assert reductions_of(one)[0].structural == wanted + term(wage - law.s1, law.delta)


def test_category_2_has_no_known_law_since_april_2026() -> None:
    found = reductions_of(worker(quarter="2026Q2", structural_category="2"))[0]
    assert (found.structural, found.left) == (None, None)
    assert "structural_reduction" in found.errors[0].field


@pytest.mark.parametrize(
    ("employer", "code", "category"),
    [
        ("010", "495", "1"), ("611", "495", "1"), ("362", "495", "2"), ("262", "015", "2"), ("173", "495", "3"),
        ("373", "025", "3_without_moderation"), ("362", "025", "2"),
    ],
)  # fmt: skip
def test_the_category_of_an_employer(employer: str, code: str, category: str) -> None:
    assert structural_category_of(employer, code, dt.date(2025, 4, 1)) == category


def test_an_employer_category_that_is_not_known_is_missing_law() -> None:
    with pytest.raises(NoParameter):
        structural_category_of("999", "495", dt.date(2025, 4, 1))


# ── explanations and faults ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("group", ["first_worker", "artist", "sportsperson", "mentor", "subsidised"])
def test_every_line_is_explained_and_replays(group: str) -> None:
    trace = reductions_of(worker(part_time(hours_week=2200)), {1: Claim(group, "x")})[0].trace
    tree = explain(trace, EVERY_FACT)
    assert replay(tree) == len(tree["nodes"])
    assert all(EVERY_FACT[name] for name in tree["facts"])


def test_what_cannot_be_is_refused_together() -> None:
    bad = worker(line(days_week=0, wage=-1), line(), structural_category="9")
    with pytest.raises(DossierError) as told:
        reductions_of(bad)
    assert {one.field for one in told.value.errors} == {"structural_category", "number", "wage", "days_week"}
    with pytest.raises(InputError, match="ends before it begins"):
        reductions_of(worker(line(ends=dt.date(2020, 1, 1))))
