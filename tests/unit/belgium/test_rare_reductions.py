"""The sport bonus (code 0610) and the restructuring reduction (code 0601), by hand from their texts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest

from preste.belgium import DEFAULTS, month_plan
from preste.engine import Trace
from preste.errors import NoParameter


def computed(day: str, **facts: int) -> Trace:
    """A full month of a white-collar worker, with some facts."""
    first = dt.date.fromisoformat(day)
    plan = month_plan("ordinary", "due", first, first, "362", "495")
    given: Mapping[str, int] = {**DEFAULTS, "days_paid": 2000, "days_possible": 2000, "single": 1, **facts}
    return plan.run(given)


def test_an_adult_has_the_flat_part_on_top_of_the_work_bonus_and_sixty_percent_of_the_rest() -> None:
    trace = computed("2022-01-01", pay_due=300_000, sport_bonus_right=2)
    due = trace["ordinary_contribution"] - trace["work_bonus"]
    assert due == 39_210
    # 392.10 − 281.73 = 110.37; 60 % of it is 66.22
    assert trace["sport_bonus"] == 28_173 + 6_622


def test_a_young_player_has_the_smaller_flat_part() -> None:
    trace = computed("2022-01-01", pay_due=300_000, sport_bonus_right=1)
    # 392.10 − 137.81 = 254.29; 60 % of it is 152.57
    assert trace["sport_bonus"] == 13_781 + 15_257


def test_the_flat_part_follows_the_fraction_of_the_month() -> None:
    trace = computed("2022-01-01", pay_due=150_000, days_paid=1000, sport_bonus_right=2)
    left = trace["ordinary_contribution"] - trace["work_bonus"] - 14_087
    # half of 281.73 is 140.865, to the cent 140.87; then 60 % of what is left
    assert trace["sport_bonus"] == 14_087 + (left * 6 + 5) // 10


def test_all_reductions_together_stay_within_the_contribution() -> None:
    trace = computed("2022-01-01", pay_due=180_000, sport_bonus_right=2, restructuring_right=2)
    assert trace["contribution_reductions"] <= trace["ordinary_contribution"]


def test_there_is_no_sport_bonus_before_2022_and_its_later_amounts_are_not_guessed() -> None:
    assert computed("2021-12-01", pay_due=300_000, sport_bonus_right=2)["sport_bonus"] == 0
    with pytest.raises(NoParameter, match="sport bonus table has no value on 2022-04-01"):
        computed("2022-04-01", pay_due=300_000, sport_bonus_right=2)["sport_bonus"]
    assert computed("2022-04-01", pay_due=300_000)["sport_bonus"] == 0


@pytest.mark.parametrize(
    ("right", "pay", "reduction"),
    [
        (0, 250_000, 0),
        (1, 319_600, 13_333),  # under thirty: up to S0 = 3,196.00
        (1, 319_601, 0),
        (2, 319_601, 13_333),  # from thirty: up to S1 = 4,686.93
        (2, 468_693, 13_333),
        (2, 468_694, 0),
    ],
)
def test_the_restructuring_reduction_is_flat_up_to_the_ceiling_of_the_age(right: int, pay: int, reduction: int) -> None:
    assert computed("2022-01-01", pay_due=pay, restructuring_right=right)["restructuring_reduction"] == reduction


def test_the_restructuring_reduction_is_cut_first() -> None:
    trace = computed("2022-01-01", pay_due=200_000, restructuring_right=2)
    # contribution 261.40, work bonus 157.39: 104.01 is left for the 133.33
    assert (trace["work_bonus"], trace["restructuring_reduction"]) == (15_739, 10_401)


def test_the_restructuring_reduction_follows_the_fraction_of_the_month() -> None:
    trace = computed("2022-01-01", pay_due=150_000, days_paid=1000, restructuring_right=2)
    assert trace["reference_wage"] == 300_000
    assert trace["restructuring_reduction"] == 6_667
