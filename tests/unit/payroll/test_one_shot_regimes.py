"""Students, flexi-jobs, article 17 and directors in the one-shot interface."""

from __future__ import annotations

from typing import Any

import pytest

import preste
from preste.money import half_up, text


def pay(period: str, gross: str = "1000.00", status: str = "white_collar", **fields: Any) -> dict[str, Any]:
    """The answer to a month."""
    return preste.pay({"period": period, "status": status, "gross": gross, **fields})


def test_student_within_the_quota() -> None:
    """Solidarity contribution only, 2.71 and 5.42 %: no withholding, no bonus, no special contribution."""
    found = pay("2021-10", student={"hours": "100.00", "hours_used": "375.00"})
    assert found["personal_contribution"] == "27.10"
    assert found["employer_contributions"] == {"basic": "0.00", "moderation": "0.00", "841": "54.20"}
    assert (found["taxable"], found["withholding"], found["special_contribution"]) == ("0.00", "0.00", "0.00")
    assert (found["net"], found["employer_cost"]) == ("972.90", "1054.20")


def test_student_of_the_blue_collar_has_his_own_code() -> None:
    found = pay("2021-10", status="blue_collar", student={"hours": "100.00"})
    assert found["personal_contribution"] == "27.10"  # of 100 %, not of 108 %
    assert found["employer_contributions"]["840"] == "54.20"


def test_student_beyond_the_quota_is_split_by_hours() -> None:
    """50 of 100 hours are within the quota of 475: half the pay bears 2.71 %, the other half 13.07 %."""
    found = pay("2022-01", student={"hours": "100.00", "hours_used": "425.00", "hours_left_out": "45.00"})
    assert found["personal_contribution"] == "78.90"  # 13.55 and 65.35
    assert found["taxable"] == "500.00"  # the half of ordinary pay: its contribution is all bonus
    assert found["employer_contributions"]["841"] == "27.15"
    assert found["employer_contributions"]["basic"] == "124.60"  # 24.92 % of 500.00


def test_the_first_hours_of_2022_are_left_out_of_the_count() -> None:
    """45 of 100 hours do not count, of which the quota was used: 450.00 bears 2.71 %, 550.00 bears 13.07 %."""
    found = pay("2022-01", student={"hours": "100.00", "hours_used": "475.00"})
    assert found["personal_contribution"] == "84.09"  # 12.20 and 71.89
    assert found["taxable"] == "550.00"


def test_student_with_no_hours_left_is_ordinary() -> None:
    found = pay("2022-01", student={"hours": "100.00", "hours_used": "475.00", "hours_left_out": "45.00"})
    assert found == pay("2022-01")


@pytest.mark.parametrize(("period", "quota"), [("2022-12", 475), ("2023-01", 600), ("2024-12", 600), ("2025-01", 650)])
def test_quota_by_year(period: str, quota: int) -> None:
    within = pay(period, student={"hours": "1.00", "hours_used": f"{quota - 1}.00"})
    beyond = pay(period, student={"hours": "1.00", "hours_used": f"{quota}.00"})
    assert within["personal_contribution"] == "27.10"
    assert beyond["personal_contribution"] == "130.70"


def test_the_student_worker_code_alone_is_within_the_quota() -> None:
    by_code = pay("2022-01", worker_code="841")
    assert by_code == pay("2022-01", student={"hours": "10.00"})


def test_flexi_until_2023_is_free_of_tax_without_ceiling() -> None:
    found = pay("2023-12", flexi={"income_year": "50000.00"})
    assert (found["personal_contribution"], found["taxable"], found["withholding"]) == ("0.00", "0.00", "0.00")
    assert (found["net"], found["employer_contributions"]["basic"]) == ("1000.00", "250.00")  # 25 %


@pytest.mark.parametrize(
    ("period", "before", "taxable"),
    [
        ("2024-12", "11000.00", "0.00"),
        ("2024-12", "11500.00", "500.00"),
        ("2024-12", "12000.00", "1000.00"),
        ("2024-12", "20000.00", "1000.00"),
        ("2025-06", "17500.00", "500.00"),
        ("2026-06", "17940.00", "500.00"),
    ],
)
def test_flexi_from_2024_is_taxed_above_the_years_ceiling(period: str, before: str, taxable: str) -> None:
    found = pay(period, flexi={"income_year": before})
    assert found["taxable"] == taxable
    assert found["personal_contribution"] == found["special_contribution"] == "0.00"
    assert found["employer_contributions"]["basic"] == "280.00"  # 28 %


def test_flexi_above_the_ceiling_is_withheld_like_pay() -> None:
    flexi = pay("2024-12", gross="4000.00", flexi={"income_year": "11500.00"})
    override = preste.pay({"period": "2024-12", "status": "white_collar", "taxable_override": "3500.00"})
    assert flexi["withholding"] == override["withholding"] == "882.39"
    assert flexi["net"] == "3117.61"


def test_flexi_of_a_pensioner_has_no_ceiling() -> None:
    found = pay("2024-12", flexi={"income_year": "90000.00", "pensioner": True})
    assert (found["taxable"], found["net"]) == ("0.00", "1000.00")


def test_article_17_within_its_limits_bears_nothing() -> None:
    found = pay("2022-05", article17={"hours": "50.00", "hours_year": "250.00"})
    assert found["net"] == found["employer_cost"] == "1000.00"
    assert found["personal_contribution"] == found["withholding"] == found["taxable"] == "0.00"
    assert any("article 17" in w and "no withholding" in w for w in found["warnings"])


@pytest.mark.parametrize(
    ("period", "use", "beyond"),
    [
        # Until 2021: 25 days a year, hours do not count.
        ("2021-11", {"days": 5, "days_year": 20, "hours": "500.00"}, None),
        ("2021-11", {"days": 6, "days_year": 20}, "26 days, the limit is 25 a year"),
        # From 2022: 300 hours a year and 100 a quarter, days do not count.
        ("2022-05", {"hours": "50.00", "hours_year": "250.00", "days": 40}, None),
        ("2022-05", {"hours": "50.01", "hours_year": "250.00"}, "300.01 hours, the limit is 300 a year"),
        ("2022-05", {"hours": "50.00", "hours_quarter": "50.00"}, None),
        ("2022-05", {"hours": "50.01", "hours_quarter": "50.00"}, "100.01 hours, the limit is 100 in this quarter"),
        # 190 in the third quarter.
        ("2022-08", {"hours": "190.00"}, None),
        ("2022-08", {"hours": "190.01"}, "190.01 hours, the limit is 190 in this quarter"),
        # Sport: 450 a year, 150 a quarter, 285 in the third.
        (
            "2022-05",
            {"sector": "sport", "hours": "50.01", "hours_year": "400.00"},
            "450.01 hours, the limit is 450 a year",
        ),
        ("2022-05", {"sector": "sport", "hours": "150.00"}, None),
        ("2022-05", {"sector": "sport", "hours": "150.01"}, "150.01 hours, the limit is 150 in this quarter"),
        ("2022-08", {"sector": "sport", "hours": "285.00"}, None),
        ("2022-08", {"sector": "sport", "hours": "285.01"}, "285.01 hours, the limit is 285 in this quarter"),
    ],
)
def test_limits_of_article_17(period: str, use: dict[str, Any], beyond: str | None) -> None:
    """Beyond a limit all the pay is ordinary, and a warning says which limit."""
    found, ordinary = pay(period, article17=use), pay(period)
    if beyond is None:
        assert found["personal_contribution"] == "0.00"
        return
    assert found.pop("warnings") == [f"article 17: {beyond}; the pay is ordinary", *ordinary.pop("warnings")]
    assert found == ordinary


def test_a_director_has_his_own_lump_sum_of_costs() -> None:
    """3 % up to 3,120 in 2025 instead of 30 %: only the withholding differs."""
    worker, director = pay("2025-03", gross="3000.00"), pay("2025-03", gross="3000.00", director=True)
    differing = {name for name in worker if worker[name] != director[name]}
    assert differing == {"withholding_before_bonus", "withholding", "net"}
    year = 12 * 2674_21  # 3,000.00 less 392.10, plus a bonus of 66.31
    assert worker["taxable"] == director["taxable"] == "2674.21"
    taxed = year - (year * 300 + 5_000) // 10_000
    tax = 9704_37 + ((taxed - 28_790_00) * 4815 + 5_000) // 10_000 - 2915_75
    assert director["withholding_before_bonus"] == text(half_up(tax, 12))


def test_a_director_of_2022_above_the_printed_tables() -> None:
    """53.50 % of what exceeds 7,500.00, brought down to 15: 90.00 bears 48.15."""
    case = {
        "period": "2022-03",
        "status": "white_collar",
        "director": True,
        "household": {"situation": "spouse_with_income"},
    }
    assert preste.pay({**case, "taxable_override": "7500.00"})["withholding"] == "3243.52"
    assert preste.pay({**case, "taxable_override": "7604.99"})["withholding"] == "3291.67"
