"""Reductions of the quarter: what holds whatever the lines, the claims and the history of employments."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from preste.belgium.quarter.reductions import (
    Claim,
    Employment,
    History,
    Member,
    Occupation,
    Offer,
    Quarter,
    Situation,
    WorkerQuarter,
    choose,
    examine,
    findings_of,
    reductions_of,
)
from preste.belgium.quarter.reductions.structural import structural_prorated
from preste.belgium.quarter.reductions.target import target_prorated
from preste.law import book

QUARTERS = [Quarter(2021, 4), Quarter(2022, 1), Quarter(2022, 3), Quarter(2024, 2), Quarter(2025, 3), Quarter(2026, 1)]
CATEGORIES = ("1", "2", "3", "3_without_moderation")
OPENED = dt.date(2022, 2, 1)
CLAIMS = [
    Claim("first_worker", "3315", 1, OPENED), Claim("next_worker", "3324", 2, OPENED, 3),
    Claim("next_worker", "3326", 2, OPENED, 11), Claim("subsidised", "4000"), Claim("artist", "4300"),
    Claim("mentor", "3800"), None,
]  # fmt: skip


@st.composite
def lines(draw: st.DrawFn, number: int) -> Occupation:
    part_time = draw(st.booleans())
    time = draw(st.integers(0, 8_000))
    return Occupation(
        number=number, begins=dt.date(2021, 1, 4), wage=draw(st.integers(0, 3_000_000)),
        contributions=draw(st.integers(0, 800_000)), part_time=part_time,
        days_week=draw(st.sampled_from([500, 600, 250])),
        hours_week=draw(st.integers(0, 4_000)), reference_hours_week=draw(st.sampled_from([3_800, 3_600, 4_000])),
        days={"1": 0 if part_time else time, "2": draw(st.integers(0, 500))},
        hours={"1": 6 * time if part_time else 0, "72": draw(st.integers(0, 2_000))},
        without_reduction=draw(st.sampled_from([False] * 9 + [True])),
    )  # fmt: skip


@st.composite
def workers(draw: st.DrawFn) -> WorkerQuarter:
    return WorkerQuarter(
        worker="x", quarter=draw(st.sampled_from(QUARTERS)), structural_category=draw(st.sampled_from(CATEGORIES)),
        occupations=tuple(draw(lines(i + 1)) for i in range(draw(st.integers(1, 3)))),
        all_branches=draw(st.booleans()), maribel=draw(st.sampled_from([0, 50_410])),
        premium_by_third_party=draw(st.booleans()), temporary_agency=draw(st.booleans()),
    )  # fmt: skip


@given(workers(), st.lists(st.sampled_from(CLAIMS), min_size=3, max_size=3))
def test_reductions_are_never_negative_and_never_more_than_what_may_be_reduced(
    worker: WorkerQuarter, claims: list[Claim | None]
) -> None:
    asked = {i + 1: claim for i, claim in enumerate(claims) if claim is not None}
    found = reductions_of(worker, asked)
    for one in found:
        assert one.structural is not None and one.target is not None and one.left is not None
        reducible = one.trace["reducible_contributions"]
        assert 0 <= one.structural <= reducible <= one.occupation.contributions
        assert 0 <= one.target <= reducible - one.structural
        assert one.left == reducible - one.structural - one.target
        assert sum(each.amount for each in one.deductions) == one.structural + one.target
    taken = [one.occupation.contributions - one.trace["reducible_contributions"] for one in found]
    assert sum(taken) <= worker.maribel


@given(st.integers(1, 10**7), st.integers(0, 150), st.booleans())
def test_multipliers_stay_within_their_bounds_and_more_time_never_gives_less(
    full: int, total: int, half_time: bool
) -> None:
    """β lies between 1 (0 below the minimum) and 1.25 up to full performance, and is 1 / µ(glob) beyond."""
    day = dt.date(2025, 1, 1)
    structural, target = book().on("structural_multiplier", day).value, book().on("target_multiplier", day).value

    def granted(total: int) -> tuple[int, int]:
        facts: dict[str, Any] = {
            "performance": total, "performance_total": total, "half_time_contract": half_time,
        }  # fmt: skip
        return (
            structural_prorated(structural_full=full, structural_multiplier=structural, **facts),
            target_prorated(target_amount=full, target_multiplier=target, **facts),
        )

    for now, then in zip(granted(total), granted(total + 1), strict=True):
        assert now == 0 or full * min(total, 100) // 100 <= now <= min(full, full * total * 5 // 400 + 1)
        assert now <= then + (1 if total < 80 else 0)
        assert total < 80 or now == full


@given(st.integers(100_000, 1_500_000), st.integers(500, 6_000), st.sampled_from(["1", "3"]))
def test_a_quarter_in_two_lines_is_near_the_quarter_in_one(wage: int, days: int, category: str) -> None:
    """Full time all quarter, in two lines of the same daily wage: together they lie between the two lines' own full
    reductions, each line rounded to the cent; and a line's full reduction differs from that of one line by no more than
    what the factor of two decimals moves its reference wage."""

    def found(*parts: tuple[int, int]) -> list[Any]:
        own = [
            Occupation(
                number=i + 1, begins=dt.date(2025, 7, 1), wage=w, contributions=10**8, days_week=500, hours_week=3_800,
                reference_hours_week=3_800, days={"1": d},
            )
            for i, (w, d) in enumerate(parts)
        ]  # fmt: skip
        quarter = Quarter(2025, 3)
        return [
            one.trace
            for one in reductions_of(
                WorkerQuarter(worker="x", quarter=quarter, structural_category=category, occupations=tuple(own))
            )
        ]

    one = found((wage, 6_500))[0]
    first = wage * days // 6_500
    parts = found((first, days), (wage - first, 6_500 - days))
    together = sum(part["structural_granted"] for part in parts)
    fulls = [part["structural_full"] for part in parts]
    assert min(fulls) - 1 <= together <= max(fulls) + 1
    law = book().on("structural_reduction", dt.date(2025, 7, 1), (category,)).value
    for part in parts:
        moved = part.facts["occupation_wage"] / 200 + part["wage_factor"] / 100 + 1
        assert abs(part["structural_full"] - one["structural_full"]) <= moved * (law.alpha + law.gamma) / 10_000 + 3


# ── first hires ────────────────────────────────────────────────────────────────────────────

START = dt.date(2021, 6, 1)


@st.composite
def histories(draw: st.DrawFn) -> History:
    employments = []
    for i in range(draw(st.integers(1, 8))):
        begins = START + dt.timedelta(days=30 * draw(st.integers(0, 50)) + draw(st.integers(0, 2)))
        length = draw(st.one_of(st.none(), st.integers(0, 150), st.integers(0, 600)))
        ends = None if length is None else begins + dt.timedelta(days=length)
        entity = draw(st.sampled_from(["", "", "", "", "", "sister", "former"]))
        employments.append(Employment(f"w{i % 7}", begins, ends, entity, draw(st.sampled_from([True] * 9 + [False]))))
    members = (Member("sister", "simultaneous"), Member("former", "historical"))
    kept = members[: draw(st.integers(0, 2))]
    return History(employments=tuple(employments), members=kept, known_until=dt.date(2026, 6, 30))


@settings(max_examples=300)
@given(histories())
def test_ranks_are_never_twice_and_never_without_more_workers(history: History) -> None:
    opened: dict[int, list[dt.date]] = {}
    for one in examine(history):
        assert one.reasons
        if one.right is None:
            continue
        assert 1 <= one.right.rank <= 6
        assert one.right.rank == one.count > one.before.count
        opened.setdefault(one.right.rank, []).append(one.day)
    for rank, days in opened.items():
        assert len(days) == 1 or rank == 1
        assert all((then - now).days > 365 for now, then in itertools.pairwise(days))


@settings(max_examples=150)
@given(histories())
def test_what_an_entry_opened_does_not_depend_on_who_enters_later(history: History) -> None:
    """But for the month an extra job of a unit is kept: the last two months are left out."""
    every = examine(history)
    if not every:
        return
    last = every[-1].day
    known = tuple(one for one in history.employments if one.begins < last)
    before = examine(History(employments=known, members=history.members, known_until=history.known_until))
    settled = last - dt.timedelta(days=62)
    assert [one for one in before if one.day < settled] == [one for one in every if one.day < settled]


# ── the choice ─────────────────────────────────────────────────────────────────────────────


@st.composite
def staffs(draw: st.DrawFn) -> list[WorkerQuarter]:
    quarter = Quarter(2025, 2)
    found = []
    for i in range(draw(st.integers(1, 4))):
        begins = quarter.first + dt.timedelta(days=draw(st.sampled_from([0, 0, 30, 60])))
        ends = draw(st.sampled_from([None, None, quarter.first + dt.timedelta(days=29)]))
        days = draw(st.sampled_from([6_500, 3_300, 1_500]))
        situation = Situation(
            region=draw(st.sampled_from(["brussels", "flanders"])), artist=draw(st.booleans()),
            subsidised=draw(st.sampled_from([False, False, True])), mentor=draw(st.booleans()),
        )  # fmt: skip
        line = Occupation(
            number=1, begins=begins, ends=ends if ends is not None and ends >= begins else None,
            wage=days * draw(st.sampled_from([100, 150])), contributions=days * draw(st.sampled_from([10, 30, 45])),
            days_week=500, hours_week=3_800, reference_hours_week=3_800, days={"1": days}, situation=situation,
        )  # fmt: skip
        found.append(WorkerQuarter(worker=f"w{i}", quarter=quarter, structural_category="1", occupations=(line,)))
    return found


def overlapping(one: Occupation, other: Occupation) -> bool:
    return one.begins <= (other.ends or dt.date.max) and other.begins <= (one.ends or dt.date.max)


@settings(max_examples=60)
@given(staffs(), st.integers(0, 2))
def test_the_proposal_is_the_best_of_all_choices(staff: list[WorkerQuarter], ranks: int) -> None:
    offers = [Offer(1, OPENED, 0, "3315"), Offer(2, OPENED, 3, "3324")][:ranks]
    proposed = choose(staff, offers)
    options = [
        [None, *(one for one in findings_of(each, each.occupations[0], offers) if one.applies)] for each in staff
    ]
    best = 0
    for picked in itertools.product(*options):
        pairs = [(each, one) for each, one in zip(staff, picked, strict=True) if one is not None]
        clash = any(
            one.claim.rank and one.claim.rank == other.claim.rank
            and overlapping(each.occupations[0], its.occupations[0])
            for (each, one), (its, other) in itertools.combinations(pairs, 2)
        )  # fmt: skip
        if not clash:
            best = max(best, sum(one.worth or 0 for _, one in pairs))
    assert proposed.worth == best
