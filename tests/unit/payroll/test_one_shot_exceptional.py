"""Exceptional payments in the one-shot interface, and what is said when the law book lacks or doubts a number."""

from __future__ import annotations

from typing import Any

import pytest

import preste
from preste.money import parse

MONTH: dict[str, Any] = {"period": "2025-06", "status": "white_collar", "gross": "2500.00"}


def pay(*parts: dict[str, str], **fields: Any) -> dict[str, Any]:
    """The answer to a month with these exceptional payments."""
    return preste.pay({**MONTH, **fields, "exceptional": list(parts)})


def part(kind: str, amount: str, **more: str) -> dict[str, str]:
    """One exceptional payment."""
    return {"kind": kind, "amount": amount, **more}


def test_no_part_without_an_exceptional_payment() -> None:
    assert "exceptional" not in preste.pay(MONTH)


def test_each_payment_has_its_part_and_the_totals_hold_them() -> None:
    """2,500.00 a month: row of 30,000.00, 36.34 % on holiday pay and 40.38 % on a premium."""
    plain, found = preste.pay(MONTH), pay(part("double_holiday_pay", "2300.00"), part("year_end_premium", "2500.00"))
    assert found["exceptional"] == [
        {
            "kind": "double_holiday_pay",
            "personal_contribution": "277.74",  # 13.07 % of 85/92 of 2,300.00
            "taxable": "2022.26",
            "withholding": "734.89",
        },
        {
            "kind": "year_end_premium",
            "personal_contribution": "326.75",  # 13.07 % of 2,500.00
            "taxable": "2173.25",
            "withholding": "877.56",
        },
    ]
    for name, total in (("personal_contribution", 60_449), ("taxable", 419_551), ("withholding", 161_245)):
        assert parse(found[name], 2) - parse(plain[name], 2) == total
    assert found["work_bonus"] == plain["work_bonus"]


def test_departure_holiday_pay_has_two_parts() -> None:
    """Simple 600.00 at 13.07 %; of the double 400.00, 6.80 out of 7.67 bears 13.07 %."""
    found = pay(part("departure_holiday_pay", "1000.00", simple_part="600.00"))["exceptional"][0]
    assert found["personal_contribution"] == "124.77"  # 78.42 and 13.07 % of 354.63
    assert found["taxable"] == "875.23"
    half = pay(part("departure_holiday_pay", "1000.00"))["exceptional"][0]
    assert half == pay(part("departure_holiday_pay", "1000.00", simple_part="500.00"))["exceptional"][0]


@pytest.mark.parametrize(
    ("reference", "withholding"),
    [
        ("10415.00", "0.00"),
        ("10415.01", "504.63"),
        ("25710.00", "833.66"),
        ("25710.01", "877.56"),
        ("60000.00", "1162.69"),
    ],
)
def test_the_annual_reference_picks_the_row(reference: str, withholding: str) -> None:
    """2,173.25 at 0, 23.22, 38.36, 40.38 and 53.50 %: a bound belongs to the row below it."""
    found = pay(part("year_end_premium", "2500.00", annual_reference=reference))["exceptional"][0]
    assert found["withholding"] == withholding


def test_the_reference_is_twelve_months_of_gross_pay_unless_given() -> None:
    given = pay(part("year_end_premium", "2500.00", annual_reference="30000.00"))
    taken = pay(part("year_end_premium", "2500.00"))
    assert any("12 times" in warning for warning in taken.pop("warnings"))
    assert taken == {name: value for name, value in given.items() if name != "warnings"}


def test_children_exempt_and_reduce() -> None:
    """Three children in 2025: exempt up to what 28,000.00 leaves under 28,270.00; the rest less 35 %."""
    told = part("year_end_premium", "2500.00", annual_reference="28000.00")
    found = pay(told, household={"situation": "single_parent", "children": 3})["exceptional"][0]
    tax = (190_325 * 4038 + 5_000) // 10_000  # 40.38 % of 2,173.25 less 270.00
    assert parse(found["withholding"], 2) == tax - (tax * 3500 + 5_000) // 10_000


def test_a_disabled_child_counts_double() -> None:
    told = part("year_end_premium", "2500.00", annual_reference="28000.00")
    three = pay(told, household={"children": 3})["exceptional"]
    assert pay(told, household={"children": 2, "disabled_children": 1})["exceptional"] == three


def test_children_count_for_nothing_abroad() -> None:
    told = part("year_end_premium", "2500.00", annual_reference="28000.00")
    assert pay(told, household={"children": 3}, resident=False)["exceptional"][0]["withholding"] == "877.56"


def test_arrears_and_severance_have_their_own_table() -> None:
    """Reference of 30,000.00 in 2025: 24.92 %, without any reduction for children."""
    found = pay(part("severance", "5000.00"), part("arrears", "500.00"), household={"children": 3})["exceptional"]
    assert [(p["personal_contribution"], p["taxable"], p["withholding"]) for p in found] == [
        ("653.50", "4346.50", "1083.15"),
        ("65.35", "434.65", "108.31"),
    ]


def test_blue_collar_premium_contributes_on_108_percent() -> None:
    found = pay(part("year_end_premium", "1000.00"), status="blue_collar")["exceptional"][0]
    assert found["personal_contribution"] == "141.16"


def test_two_kinds_of_holiday_pay_are_told_apart() -> None:
    double, departure = part("double_holiday_pay", "2300.00"), part("departure_holiday_pay", "1000.00")
    found = pay(double, departure)["exceptional"]
    for one, amount in zip(found, (230_000, 100_000), strict=True):
        assert parse(one["taxable"], 2) == amount - parse(one["personal_contribution"], 2)


def test_a_missing_table_blocks_what_needs_it_and_nothing_else() -> None:
    """The table of 2023 is unknown: the tax and the net are not given, and the answer says why."""
    plain = preste.pay({**MONTH, "period": "2023-06"})
    found = pay(part("year_end_premium", "2500.00"), period="2023-06")
    assert [name for name, value in found.items() if value is None] == [
        "withholding_before_bonus",
        "withholding",
        "net",
    ]
    assert found["exceptional"][0]["withholding"] is None
    assert found["exceptional"][0]["taxable"] == "2173.25"
    assert found["fiscal_work_bonus"] == plain["fiscal_work_bonus"]
    assert found["employer_cost"] is not None
    (error,) = found["errors"]
    assert error["code"] == "E-LAW-MISSING"
    assert error["field"] == "exceptional_withholding"
    assert "2023-06-30" in error["message"]
    assert "exceptional.yaml" in error["remedy"]


def test_an_employer_category_unknown_to_the_law_book() -> None:
    found = preste.pay({**MONTH, "employer_category": "999"})
    assert found["net"] is None
    assert found["employer_contributions"]["basic"] is None
    assert {error["field"] for error in found["errors"]} == {"base_contribution"}
    assert "999" in found["errors"][0]["message"]


def test_the_future_is_not_guessed() -> None:
    found = preste.pay({**MONTH, "period": "2030-01"})
    assert found["net"] is None
    assert all(error["code"] == "E-LAW-MISSING" for error in found["errors"])


def test_a_missing_parameter_appears_in_the_explanation() -> None:
    case = {**MONTH, "period": "2023-06", "exceptional": [part("year_end_premium", "2500.00")]}
    nodes = {n["name"]: n for n in preste.pay(case, explained=True)["explanation"]["nodes"]}
    assert nodes["net"]["value"] is None
    assert nodes["net"]["error"]["field"] == "exceptional_withholding"
    assert nodes["taxable"]["value"] is not None


def test_an_uncertain_number_is_a_warning() -> None:
    """The flexi-job ceiling of 2026 has one source."""
    case = {"period": "2026-03", "status": "white_collar", "gross": "500.00", "flexi": {"income_year": "0.00"}}
    assert any(w.startswith("uncertain: flexi_tax_free_income from 2026-01-01") for w in preste.pay(case)["warnings"])
    sure = preste.pay({**case, "period": "2025-03"})["warnings"]
    assert not any("flexi_tax_free_income" in w for w in sure)


def test_an_uncertain_number_that_is_not_read_is_no_warning() -> None:
    """A pensioner has no ceiling, so the doubtful one is not used."""
    flexi = {"income_year": "0.00", "pensioner": True}
    found = preste.pay({"period": "2026-03", "status": "white_collar", "gross": "500.00", "flexi": flexi})
    assert found["warnings"] == []


@pytest.mark.parametrize(
    ("children", "kind", "withholding"),
    [
        (0, "severance", "406.50"),  # 13.55 % of 3,000.00
        (1, "severance", "406.50"),  # the limit of one child, 18,858.00, is below 20,000.00
        (2, "severance", "71.82"),  # 13.55 % of 3,000.00 less 22,470.00 − 20,000.00
        (2, "arrears", "71.82"),
        (3, "severance", "0.00"),  # 28,960.00 − 20,000.00 exempts all of it
    ],
)
def test_children_exempt_severance_and_arrears_up_to_the_limit(children: int, kind: str, withholding: str) -> None:
    """Annex III of 2026, n° 58 and 60: 20,000.00 a year is in the row of 13.55 %."""
    household = {"situation": "spouse_with_income", "children": children}
    amount = part(kind, "3451.05", annual_reference="20000.00")  # 3,000.00 after 13.07 %
    found = pay(amount, period="2026-10", household=household)["exceptional"][0]
    assert (found["taxable"], found["withholding"]) == ("3000.00", withholding)
