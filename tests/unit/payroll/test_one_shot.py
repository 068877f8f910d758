"""The one-shot interface: what each input field changes, and what the outputs hold."""

from __future__ import annotations

from typing import Any

import pytest

import preste
from preste.money import parse, text

BASE: dict[str, Any] = {"period": "2022-01", "status": "white_collar", "gross": "2500.00"}
AMOUNTS = (
    "personal_contribution",
    "work_bonus",
    "work_bonus_a",
    "work_bonus_b",
    "taxable",
    "withholding_before_bonus",
    "fiscal_work_bonus",
    "withholding",
    "special_contribution",
    "net",
    "employer_cost",
)


def pay(**fields: Any) -> dict[str, Any]:
    """The answer to the base case with these fields."""
    return preste.pay({**BASE, **fields})


def moves(**fields: Any) -> dict[str, str]:
    """The amounts that differ from the base case's, with the difference."""
    before, after = pay(), pay(**fields)
    found = {name: text(parse(after[name], 2) - parse(before[name], 2)) for name in AMOUNTS}
    return {name: by for name, by in found.items() if by != "0.00"}


def test_a_month_of_january_2022() -> None:
    """13.07 % of 2,500.00 less a bonus of 47.69; scale I on 2,220.00; 18.60 and 1.10 % of the excess for the CSSS."""
    assert pay() == {
        "personal_contribution": "326.75",
        "work_bonus": "47.69",
        "work_bonus_a": "47.69",
        "work_bonus_b": "0.00",
        "taxable": "2220.94",
        "withholding_before_bonus": "378.95",
        "fiscal_work_bonus": "15.80",
        "withholding": "363.15",
        "special_contribution": "22.01",
        "net": "1835.78",
        "employer_contributions": {
            "basic": "623.00",
            "moderation": "187.00",
            "255": "0.50",
            "256": "0.25",
            "810": "2.50",
            "811": "0.50",
            "830": "5.00",
            "859": "2.50",
        },
        "employer_cost": "3321.25",
        "warnings": pay()["warnings"],
    }


def test_amounts_are_text_with_two_decimals() -> None:
    found = pay(gross="2000", exceptional=[{"kind": "year_end_premium", "amount": "100.00"}])
    texts = [found[name] for name in AMOUNTS] + list(found["employer_contributions"].values())
    texts += [v for name, v in found["exceptional"][0].items() if name != "kind"]
    assert all(isinstance(t, str) and t == text(parse(t, 2)) for t in texts)


def test_a_whole_number_may_be_a_json_integer() -> None:
    assert pay(gross=2500) == pay()


@pytest.mark.parametrize(
    ("household", "tax"),
    [
        # The reductions of 2022, per month; "single" has 26.00 already.
        ({"situation": "spouse_with_income"}, "26.00"),
        ({"children": 1}, "-39.00"),
        ({"children": 2}, "-110.00"),
        ({"children": 2, "disabled_children": 1}, "-291.00"),
        ({"children": 9}, "-378.95"),
        ({"situation": "single_parent", "children": 2}, "-149.00"),
        ({"other_dependants": 2}, "-78.00"),
        ({"dependants_65_in_care": 1}, "-129.00"),
        ({"worker_disabled": True}, "-39.00"),
        ({"situation": "spouse_low_income"}, "-94.00"),
        ({"situation": "spouse_low_pension"}, "-214.00"),
    ],
)
def test_household_lowers_the_withholding(household: dict[str, Any], tax: str) -> None:
    moved = moves(household=household)
    assert moved["withholding_before_bonus"] == tax
    assert set(moved) <= {"withholding_before_bonus", "fiscal_work_bonus", "withholding", "net"}


def test_a_single_parent_without_children_is_single() -> None:
    assert moves(household={"situation": "single_parent"}) == {}


def test_a_disabled_spouse_counts_only_where_income_is_imputed() -> None:
    without = parse(pay(household={"situation": "spouse_without_income"})["withholding"], 2)
    disabled = parse(pay(household={"situation": "spouse_without_income", "spouse_disabled": True})["withholding"], 2)
    assert without - disabled == 39_00
    assert moves(household={"spouse_disabled": True}) == {}


def test_a_spouse_without_income_lowers_the_tax_by_scale_two() -> None:
    """The table of 2022 at 2,220.00 in scale II."""
    assert pay(household={"situation": "spouse_without_income"})["withholding_before_bonus"] == "128.18"


@pytest.mark.parametrize(
    ("situation", "special"),
    [
        ("single", "0.00"),
        ("single_parent", "0.00"),
        ("spouse_with_income", "5.15"),
        ("spouse_without_income", "0.00"),
        # A low income or pension counts as none for the special contribution.
        ("spouse_low_income", "0.00"),
        ("spouse_low_pension", "0.00"),
    ],
)
def test_column_of_the_special_contribution(situation: str, special: str) -> None:
    found = pay(period="2024-06", gross="1500.00", household={"situation": situation, "children": 1})
    assert found["special_contribution"] == special


def test_non_residents_have_no_exempt_amount_and_no_reductions() -> None:
    """The annual tax is higher by 2,222.93 and the family counts for nothing."""
    abroad = pay(resident=False)
    assert abroad["withholding_before_bonus"] == "590.19"
    assert pay(resident=False, household={"children": 3, "worker_disabled": True}) == abroad


def test_blue_collar_contributes_on_108_percent() -> None:
    found = pay(status="blue_collar")
    assert found["personal_contribution"] == "352.89"  # 13.07 % of 2,700.00
    assert found["employer_contributions"]["basic"] == "672.84"  # 24.92 % of 2,700.00
    assert found["employer_contributions"]["253"] == "150.39"  # 5.57 % of 2,700.00
    assert "820" in found["employer_contributions"]
    assert "830" not in found["employer_contributions"]


def test_benefits_in_kind_are_taxed_and_nothing_else() -> None:
    """2,320.94 is read at 2,310.00: six steps of 15 euro higher than 2,220.00."""
    moved = moves(benefits_in_kind="100.00")
    assert moved["taxable"] == "100.00"
    assert parse(moved["net"], 2) == -parse(moved["withholding"], 2) < 0
    assert set(moved) == {"taxable", "withholding_before_bonus", "withholding", "net"}


def test_group_insurance_is_withheld_and_lowers_the_tax_by_thirty_percent() -> None:
    assert moves(group_insurance="50.00") == {
        "withholding_before_bonus": "-15.00",
        "withholding": "-15.00",
        "net": "-35.00",
    }


@pytest.mark.parametrize(
    ("workers", "closure", "unemployment"),
    [(5, "2.00", None), (9, "2.00", None), (10, "2.00", "42.25"), (20, "3.25", "42.25")],
)
def test_size_of_the_employer(workers: int, closure: str, unemployment: str | None) -> None:
    """From ten workers code 855 (1.69 %), from twenty the higher closure fund (0.13 against 0.08 %)."""
    codes = pay(employer_category="000", workers_count=workers)["employer_contributions"]
    assert (codes["809"], codes.get("855")) == (closure, unemployment)


def test_the_letter_of_the_closure_fund() -> None:
    """Category 000 has both codes: 809 as long as B, no commercial purpose, is not told."""
    told, commercial, not_commercial = (
        pay(employer_category="000", **more)["employer_contributions"]
        for more in ({}, {"closure_fund": "C"}, {"closure_fund": "B"})
    )
    assert told == commercial and "811" not in told
    assert "809" not in not_commercial and not_commercial["811"] == "0.50"


def test_employer_category_and_worker_code_pick_the_rates() -> None:
    commercial = pay(employer_category="000")["employer_contributions"]
    assert (commercial["basic"], commercial["moderation"]) == ("497.00", "128.00")  # 19.88 and 5.12 %
    pupil = pay(worker_code="487")  # no pension branch before the end of the year of 18
    assert pupil["personal_contribution"] == "139.25"  # 5.57 %
    assert pay(worker_code="495") == pay()


def test_a_month_with_unpaid_days() -> None:
    """Ten days of twenty: the bonus is that of 2,400.00, halved. 69.63 is the bonus of a full month of 2,400.00."""
    half = pay(gross="1200.00", days_paid="10.00", days_possible="20.00")
    full = pay(gross="2400.00")
    assert parse(half["work_bonus"], 2) == (parse(full["work_bonus"], 2) + 1) // 2
    assert pay(gross="1200.00")["work_bonus"] == "156.84"  # a full month: all of the contribution


def test_days_possible_are_those_of_the_month() -> None:
    """January 2022 has 21 working days."""
    told = pay(gross="1200.00", days_paid="10.00", days_possible="21.00")
    assert pay(gross="1200.00", days_paid="10.00") == told
    assert told != pay(gross="1200.00", days_paid="10.00", days_possible="20.00")


def test_part_time() -> None:
    """Half time at 64.00 an hour: the bonus of a full-time month of twice the pay, halved."""
    half = pay(gross="1216.00", hours_week="19.00", hours_week_full_time="38.00")
    assert parse(half["work_bonus"], 2) == (parse(pay(gross="2432.00")["work_bonus"], 2) + 1) // 2
    told = pay(gross="1216.00", hours_week="19.00", hours_week_full_time="38.00", full_time=False)
    assert told == half


def test_full_time_hours_are_full_time() -> None:
    assert pay(hours_week="38.00", hours_week_full_time="38.00") == pay(full_time=True) == pay()


def test_part_time_with_unpaid_days() -> None:
    """Half time and half the days: the bonus of four times the pay, a quarter of it."""
    found = pay(
        gross="608.00", hours_week="19.00", hours_week_full_time="38.00", days_paid="10.00", days_possible="20.00"
    )
    assert parse(found["work_bonus"], 2) == (parse(pay(gross="2432.00")["work_bonus"], 2) + 2) // 4


def test_taxable_override_gives_the_withholding_only() -> None:
    """Scale I of 2022 at 2,220.00, less 26.00 for a single and 39.00 for a child."""
    found = preste.pay(
        {
            "period": "2022-01",
            "status": "white_collar",
            "taxable_override": "2220.94",
            "household": {"situation": "single", "children": 1},
        }
    )
    assert found["withholding_before_bonus"] == found["withholding"] == "339.95"  # 378.95 less 39.00
    assert found["fiscal_work_bonus"] == "0.00"
    others = set(AMOUNTS) - {"withholding_before_bonus", "withholding", "fiscal_work_bonus"}
    assert all(found[name] is None for name in others)
    assert found["employer_contributions"] is None
    assert "errors" not in found


def test_the_explanation_comes_on_request_only() -> None:
    assert "explanation" not in pay()
    found = preste.pay(BASE, explained=True)
    assert found["explanation"]["schema"] == "preste.explanation/1"
    assert next(n for n in found["explanation"]["nodes"] if n["name"] == "net")["value"] == 183578


def test_the_input_is_not_changed() -> None:
    case = {**BASE, "household": {"children": 1}, "exceptional": [{"kind": "arrears", "amount": "10.00"}]}
    before = repr(case)
    preste.pay(case)
    assert repr(case) == before
