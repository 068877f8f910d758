"""Pay items: each kind, the facts it gives, the lines it becomes, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest

from preste.belgium import DEFAULTS
from preste.calendar import Month
from preste.errors import DossierError, InputError
from preste.payroll import line as role
from preste.payroll.items import KINDS, add_item, items_of
from preste.payroll.payslip import Payslip

CAR = {"catalogue_value": "41235.19", "fuel": "petrol", "co2": "105", "first_registration": "2026-01-05"}
"""In 2026: 9 % of six sevenths of the value is 3 181.00 a year."""


def facts_of(item: Any, month: str = "2026-02", annual_pay: int = 3_000_000) -> dict[str, int]:
    """What an item changes in the facts of a month."""
    before = dict(DEFAULTS) | {"annual_pay": annual_pay}
    after = dict(before)
    add_item(item, after, Month.parse(month))
    return {name: value for name, value in after.items() if value != before.get(name)}


def amounts(payslip: Payslip, code: str) -> list[tuple[int, tuple[int, ...]]]:
    """Amount and roles of the lines of a code."""
    return [(line.amount, line.roles) for line in payslip.lines if line.code == code]


def line_codes(payslip: Payslip) -> set[str]:
    return {line.code for line in payslip.lines}


# ── each kind ──────────────────────────────────────────────────────────────────────────────

NET = (role.PLUS_NET,)
KEPT = (role.MINUS_NET,)
IN_KIND = (role.PLUS_TAXABLE, role.MINUS_NET)

# The item, its facts, and one line of February 2025 that comes of it: code, amount, roles.
EACH: dict[str, tuple[dict[str, Any], dict[str, int], tuple[str, int, tuple[int, ...]]]] = {
    "premium": ({"amount": 12_000}, {"other_pay": 12_000}, ("premium", 12_000, (role.GROSS,))),
    "year_end_premium": (
        {"amount": 90_000, "details": {"annual_reference": "28000.00", "interval_months": "6", "period_pay": "14000"}},
        {
            "year_end_premium": 90_000, "year_end_premium_reference": 2_800_000, "premium_interval": 6,
            "premium_period_pay": 1_400_000,
        },
        ("year_end_premium", 90_000, (role.GROSS,)),
    ),
    "double_holiday_pay": (
        {"amount": 230_000},
        {"double_holiday_pay": 230_000, "double_holiday_pay_reference": 3_000_000},
        ("double_holiday_pay", 230_000, (role.GROSS,)),
    ),
    "imputed_holiday_pay": (
        {"amount": 61_364},
        {"imputed_holiday_pay": 61_364},
        ("imputed_holiday_pay", -61_364, (role.GROSS,)),
    ),
    "holiday_settlement": (
        {"amount": 53_705, "details": {"reason": "certificate"}},
        {"settled_holiday_pay": 53_705},
        ("holiday_settlement", 53_705, (role.GROSS,)),
    ),
    "departure_holiday_pay": (
        {"amount": 153_401, "details": {"simple_part": "800.00"}},
        {
            "departure_simple_holiday_pay": 80_000, "departure_double_holiday_pay": 73_401,
            "departure_holiday_pay_reference": 3_000_000,
        },
        ("departure_double", 73_401, (role.GROSS,)),
    ),
    "arrears": (
        {"amount": 50_000, "details": {"annual_reference": "25000"}},
        {"arrears": 50_000, "arrears_reference": 2_500_000},
        ("arrears", 50_000, (role.GROSS,)),
    ),
    "severance": (
        {"amount": 700_000},
        {"severance": 700_000, "severance_reference": 3_000_000},
        ("severance", 700_000, (role.GROSS,)),
    ),
    "benefit_in_kind": ({"amount": 4_500}, {"benefits_in_kind": 4_500}, ("benefit_in_kind", 4_500, IN_KIND)),
    "flat_benefit": ({"details": {"benefit": "computer"}}, {"flat_computer": 1}, ("flat_benefits", 600, IN_KIND)),
    "company_car": (
        {"details": CAR | {"first_registration": "2024-03-20"}},
        {"car_value": 4_123_519, "car_fuel": 1, "car_co2": 105, "car_new_order": 1, "car_days": 28},
        ("car", 24_131, IN_KIND),  # 94 % is not reached before March; 8.9 % of six sevenths is 3 145.66 a year
    ),
    "commuting_car": ({"amount": 6_000}, {"commuting_allowance": 6_000}, ("commuting_car", 6_000, NET)),
    "commuting_public": ({"amount": 5_800}, {"other_reimbursements": 5_800}, ("commuting_public", 5_800, NET)),
    "bicycle": ({"quantity": 12_050}, {"bicycle_km": 12_050}, ("bicycle", 4_338, NET)),  # 120.5 km at 0.36
    "mileage": ({"quantity": 10_000}, {"mileage_km": 10_000}, ("mileage", 4_415, NET)),  # 100 km at 0.4415
    "home_office": ({"amount": 10_000}, {"home_office_allowance": 10_000}, ("home_office", 10_000, NET)),
    "home_equipment": (
        {"amount": 1_000, "details": {"equipment": "screen", "count": "2"}},
        {"home_screens": 1_000, "home_screen_count": 2},
        ("home_equipment", 1_000, NET),
    ),
    "eco_vouchers": ({"amount": 12_500}, {"eco_vouchers": 12_500}, ("eco_vouchers", 12_500, (role.EMPLOYER,))),
    "group_insurance_employer": (
        {"amount": 5_000},
        {"group_insurance_employer": 5_000},
        ("employer_supplementary_pension", 443, (role.EMPLOYER,)),  # 8.86 %
    ),
    "cost": ({"amount": 3_490}, {"other_reimbursements": 3_490}, ("cost", 3_490, NET)),
    "group_insurance": ({"amount": 2_500}, {"group_insurance": 2_500}, ("group_insurance", 2_500, KEPT)),
    "advance": ({"amount": 20_000}, {"own_deductions": 20_000}, ("advance", 20_000, KEPT)),
    "fine": ({"amount": 500}, {"own_deductions": 500}, ("fine", 500, KEPT)),
    "damages": ({"amount": 2_000}, {"own_deductions": 2_000}, ("damages", 2_000, KEPT)),
    "deduction": ({"amount": 1_000}, {"other_deductions": 1_000}, ("deduction", 1_000, KEPT)),
}  # fmt: skip


def test_every_kind_is_tested_here() -> None:
    assert set(EACH) == set(KINDS)


@pytest.mark.parametrize("kind", sorted(EACH))
def test_the_facts_of_a_kind(make: Any, kind: str) -> None:
    fields, facts, _ = EACH[kind]
    assert facts_of(make.item(kind, **fields), "2025-02") == facts


@pytest.mark.parametrize("kind", sorted(EACH))
def test_the_line_of_a_kind(make: Any, kind: str) -> None:
    """The line is there with the item, and is not there without it."""
    fields, _, (code, amount, roles) = EACH[kind]
    contract = make.contract(items=(make.item(kind, **fields),))
    assert amounts(make.pay(contract, "2025-02"), code) == [(amount, roles)]
    assert code not in line_codes(make.pay(make.contract(), "2025-02"))


@pytest.mark.parametrize("kind", sorted(EACH))
def test_what_a_kind_does_to_net_pay(make: Any, kind: str) -> None:
    """Reimbursements add what they are, deductions take it, gross pay adds a part of it, benefits cost tax."""
    fields, _, (_, amount, roles) = EACH[kind]
    ordinary = make.pay(make.contract(), "2025-02").trace["net_paid"]
    change = make.pay(make.contract(items=(make.item(kind, **fields),)), "2025-02").trace["net_paid"] - ordinary
    if roles == NET:
        assert change == amount
    elif kind == "group_insurance":
        assert -amount < change < 0  # its tax reduction softens it
    elif roles == KEPT:
        assert change == -amount
    elif roles == IN_KIND:
        assert -amount < change < 0
    elif roles == (role.EMPLOYER,):
        assert change == 0
    else:
        assert (change > 0) == (amount > 0)
        assert 0 < abs(change) < fields["amount"]


@pytest.mark.parametrize(
    ("kind", "label", "shown"),
    [
        ("cost", "Matériel", "Matériel"),
        ("premium", "Prime de nuit", "Prime de nuit"),
        ("advance", "", "Avance sur salaire"),
    ],
)
def test_an_item_is_shown_under_its_label(make: Any, kind: str, label: str, shown: str) -> None:
    payslip = make.pay(make.contract(items=(make.item(kind, 1_000, label=label),)), "2026-02")
    assert [line.label for line in payslip.lines if line.code == kind] == [shown]


def test_items_of_a_kind_are_lines_of_their_own(make: Any) -> None:
    items = (make.item("cost", 1_000, label="Train"), make.item("cost", 250, label="Timbres"))
    payslip = make.pay(make.contract(items=items), "2026-02")
    assert amounts(payslip, "cost") == [(1_000, NET), (250, NET)]
    assert payslip.trace["reimbursements"] == 1_250


@pytest.mark.parametrize(
    ("benefit", "month", "cents"),
    [
        ("computer", "2026-02", 600),  # 72 a year
        ("internet", "2026-02", 500),  # 60
        ("phone", "2026-02", 300),  # 36
        ("subscription", "2026-02", 400),  # 48
    ],
)
def test_flat_benefits(make: Any, benefit: str, month: str, cents: int) -> None:
    contract = make.contract(items=(make.item("flat_benefit", details={"benefit": benefit}),))
    payslip = make.pay(contract, month)
    assert amounts(payslip, "flat_benefits") == [(cents, IN_KIND)]
    assert payslip.trace["taxable"] - make.pay(make.contract(), month).trace["taxable"] == cents


def test_flat_benefits_together_are_rounded_once(make: Any) -> None:
    items = tuple(make.item("flat_benefit", details={"benefit": b}) for b in ("computer", "internet", "phone"))
    assert amounts(make.pay(make.contract(items=items), "2026-02"), "flat_benefits") == [(1_400, IN_KIND)]


@pytest.mark.parametrize(
    ("benefit", "month", "cents"),
    [
        ("heating", "2022-01", 8_000),  # 960 a year
        ("electricity", "2022-01", 4_000),  # 480
        ("heating", "2026-01", 9_583),  # 1 150
        ("electricity", "2026-01", 4_833),  # 580
    ],
)
def test_free_energy(make: Any, benefit: str, month: str, cents: int) -> None:
    contract = make.contract(items=(make.item("flat_benefit", details={"benefit": benefit}),))
    assert amounts(make.pay(contract, month), "energy") == [(cents, IN_KIND)]


# ── the company car ────────────────────────────────────────────────────────────────────────


def car(
    make: Any, month: str, *, amount: int = 0, since: str = "2015-01-01", until: str = "", **details: str
) -> Payslip:
    more = {"valid_to": dt.date.fromisoformat(until)} if until else {}
    item = make.item("company_car", amount, since=since, details=CAR | details, **more)
    return make.pay(make.contract(items=(item,)), month)


@pytest.mark.parametrize(
    ("month", "cents"), [("2026-01", 27_017), ("2026-04", 26_145), ("2026-02", 24_402), ("2026-12", 27_017)]
)
def test_a_car_is_counted_by_days(make: Any, month: str, cents: int) -> None:
    """3 181.00 a year: 270.17 for 31 days, 261.45 for 30, 244.02 for 28."""
    payslip = car(make, month)
    assert payslip.trace["car_benefit_year"] == 318_100
    assert amounts(payslip, "car") == [(cents, IN_KIND)]


def test_a_leap_year_has_its_own_day(make: Any) -> None:
    """2024, reference 78 g: 8.2 % of six sevenths is 2 898.24 a year; 29 of 366 days."""
    payslip = car(make, "2024-02", first_registration="2024-01-05")
    assert payslip.trace["car_benefit_year"] == 289_824
    assert amounts(payslip, "car") == [(22_964, IN_KIND)]


def test_the_days_the_car_was_there(make: Any) -> None:
    assert amounts(car(make, "2026-01", since="2026-01-22"), "car") == [(8_715, IN_KIND)]  # 10 days
    assert amounts(car(make, "2026-01", until="2026-01-10"), "car") == [(8_715, IN_KIND)]
    assert amounts(car(make, "2026-01", until="2025-12-31"), "car") == []


def test_a_car_is_given_back_with_the_contract(make: Any) -> None:
    item = make.item("company_car", details=CAR)
    left = make.contract(items=(item,), end=dt.date(2026, 1, 10))
    came = make.contract(items=(item,), start=dt.date(2026, 1, 22))
    assert make.pay(left, "2026-01").trace.facts["car_days"] == 10
    assert make.pay(came, "2026-01").trace.facts["car_days"] == 10


def test_what_the_worker_pays_comes_off(make: Any) -> None:
    assert amounts(car(make, "2026-01", amount=7_017), "car") == [(20_000, IN_KIND)]
    assert amounts(car(make, "2026-01", amount=99_999), "car") == []


@pytest.mark.parametrize(
    ("registered", "age"),
    [
        ("2026-02-28", 0),
        ("2025-03-31", 0),  # the twelfth month
        ("2025-02-01", 1),  # the thirteenth
        ("2025-02-28", 1),
        ("2024-02-28", 2),
        ("2023-02-15", 3),
        ("2022-02-15", 4),
        ("2021-02-15", 5),
        ("2011-02-15", 15),
    ],
)
def test_the_age_of_the_car(make: Any, registered: str, age: int) -> None:
    """Six percent less for each started year, at least 70 % after five."""
    payslip = car(make, "2026-02", first_registration=registered)
    aged = Fraction(4_123_519 * max(70, 100 - 6 * age), 100)
    assert payslip.trace.facts["car_age_years"] == age
    assert payslip.trace["car_benefit_year"] == round(Fraction(round(aged) * 9, 100) * Fraction(6, 7))


@pytest.mark.parametrize(
    ("fuel", "co2", "percent"),
    [
        ("petrol", "70", "5.5"),
        ("petrol", "55", "4"),  # the least
        ("petrol", "20", "4"),
        ("petrol", "195", "18"),  # the most
        ("petrol", "400", "18"),
        ("lpg", "105", "9"),
        ("diesel", "58", "5.5"),
        ("diesel", "105", "10.2"),
        ("diesel", "300", "18"),
        ("electric", "0", "4"),
    ],
)
def test_the_percentage_of_the_emission(make: Any, fuel: str, co2: str, percent: str) -> None:
    payslip = car(make, "2026-02", fuel=fuel, co2=co2, catalogue_value="70000.00")
    assert payslip.trace["car_benefit_year"] == round(7_000_000 * Fraction(percent) / 100 * Fraction(6, 7))


@pytest.mark.parametrize("fuel", ["electric", "petrol", "diesel"])
def test_a_cheap_car_has_the_least_benefit(make: Any, fuel: str) -> None:
    assert car(make, "2026-02", fuel=fuel, co2="20", catalogue_value="9000.00").trace["car_benefit_year"] == 169_000


@pytest.mark.parametrize(("fuel", "grams"), [("petrol", 205), ("lpg", 205), ("diesel", 195), ("electric", 0)])
def test_the_emission_when_it_is_not_known(make: Any, fuel: str, grams: int) -> None:
    details = {k: v for k, v in CAR.items() if k != "co2"} | {"fuel": fuel}
    payslip = make.pay(make.contract(items=(make.item("company_car", details=details),)), "2026-02")
    assert payslip.trace["car_grams"] == grams


@pytest.mark.parametrize(
    ("month", "fuel", "co2", "ordered", "cents"),
    [
        # (9 × grams − constant) / 12, times the health index over 114.08, times 4 for new orders in 2026
        ("2022-01", "diesel", "112", "2020-03-02", 4_598),  # 34.00 × 154.29 / 114.08
        ("2026-02", "petrol", "105", "2023-06-30", 2_403 + 990),  # 24.03, below the minimum of 33.93
        ("2026-02", "petrol", "150", "2023-06-30", 7_901),  # 48.50 × 185.85 / 114.08
        ("2026-02", "petrol", "150", "2023-07-01", 31_605),  # the same, four times
        ("2026-02", "petrol", "105", "2025-05-01", 9_612),  # 14.75 × 4
        ("2026-02", "diesel", "105", "2025-05-01", 18_735),  # 28.75 × 4
        ("2026-02", "lpg", "150", "2023-06-30", 4_887),  # 30.00
        ("2026-02", "electric", "0", "2023-06-30", 3_393),
        ("2026-02", "electric", "0", "2025-05-01", 4_234),
        ("2025-02", "electric", "0", "2024-05-01", 3_733),
    ],
)
def test_the_employer_s_contribution_on_a_car(
    make: Any, month: str, fuel: str, co2: str, ordered: str, cents: int
) -> None:
    payslip = car(make, month, fuel=fuel, co2=co2, ordered=ordered, first_registration=ordered)
    assert amounts(payslip, "employer_862") == [(cents, (role.EMPLOYER,))]


def test_the_registration_stands_for_the_order(make: Any) -> None:
    assert facts_of(make.item("company_car", details=CAR | {"first_registration": "2023-07-01"}))["car_new_order"] == 1
    older = facts_of(make.item("company_car", details=CAR | {"first_registration": "2023-06-30"}))
    assert "car_new_order" not in older


@pytest.mark.parametrize(("fuel", "grams"), [("petrol", "182"), ("diesel", "165")])
def test_the_contribution_assumes_its_own_emission(make: Any, fuel: str, grams: str) -> None:
    """An unknown emission counts for 182 or 165 g in the contribution, for 205 or 195 g in the tax."""
    unknown = {k: v for k, v in CAR.items() if k != "co2"} | {"fuel": fuel}
    item = make.item("company_car", details=unknown)
    known = make.item("company_car", details=unknown | {"co2": grams})
    paid = [make.pay(make.contract(items=(one,)), "2026-02").trace["employer_862"] for one in (item, known)]
    assert paid[0] == paid[1]


# ── vouchers, kilometres, allowances ───────────────────────────────────────────────────────


def test_meal_vouchers_by_day_worked(make: Any) -> None:
    """20 days, one of sickness, and a day of a few hours: 19 vouchers of 8.00, of which 1.09 is the worker's."""
    contract = make.contract(
        meal_voucher_value=800,
        meal_voucher_worker=109,
        days=make.days(("2026-02-09", "M", 760), ("2026-02-10", "SS", 400)),
    )
    payslip = make.pay(contract, "2026-02")
    (worker,) = [line for line in payslip.lines if line.code == "meal_vouchers"]
    assert (worker.amount, worker.quantity, worker.unit_amount) == (19 * 109, 1_900, 109)
    assert worker.roles == KEPT
    assert amounts(payslip, "employer_vouchers") == [(19 * 691, (role.EMPLOYER,))]
    without = make.pay(make.contract(days=contract.days), "2026-02")
    assert without.trace["net_paid"] - payslip.trace["net_paid"] == 19 * 109
    assert payslip.trace["employer_cost"] - without.trace["employer_cost"] == 19 * 691


@pytest.mark.parametrize(
    ("month", "rate"), [("2021-12", 2_400), ("2022-01", 2_500), ("2024-05", 3_500), ("2026-01", 3_700)]
)
def test_bicycle_by_year(make: Any, month: str, rate: int) -> None:
    item = make.item("bicycle", quantity=12_345)
    cents = round(Fraction(12_345 * rate, 10_000))
    assert amounts(make.pay(make.contract(items=(item,)), month), "bicycle") == [(cents, NET)]


def test_kilometres_of_several_items_are_priced_once(make: Any) -> None:
    """Twice 0.70 km at 0.37 are 0.52, not 0.26 twice rounded apart."""
    items = (make.item("bicycle", quantity=150), make.item("bicycle", quantity=150))
    assert amounts(make.pay(make.contract(items=items), "2026-01"), "bicycle") == [(111, NET)]


@pytest.mark.parametrize(
    ("month", "system", "cents"),
    [
        ("2022-02", "yearly", 37_070),  # 0.3707 from July 2021
        ("2022-03", "yearly", 40_200),  # raised inside the year
        ("2022-06", "yearly", 40_200),
        ("2022-07", "yearly", 41_700),  # 0.4170
        ("2026-06", "yearly", 44_490),
        ("2025-02", "quarterly", 42_900),
    ],
)
def test_mileage_by_year_and_by_quarter(make: Any, month: str, system: str, cents: int) -> None:
    item = make.item("mileage", quantity=100_000, details={"system": system})
    assert amounts(make.pay(make.contract(items=(item,)), month), "mileage") == [(cents, NET)]


def test_the_commuting_exemption_is_used_up_over_the_year(make: Any) -> None:
    """120 a month: 500.00 a year are exempt in 2026, the fifth month crosses it; the next year begins anew."""
    contract = make.contract(items=(make.item("commuting_car", 12_000),))
    taxed = [p.trace["commuting_taxable"] for p in make.year(contract, 2026)]
    assert taxed == [0, 0, 0, 0, 10_000] + [12_000] * 7
    assert make.pay(contract, "2025-01").trace["commuting_taxable"] == 0
    payslip = make.pay(contract, "2026-05")
    assert amounts(payslip, "commuting_taxable") == [(10_000, IN_KIND)]
    assert amounts(payslip, "commuting_car") == [(12_000, NET)]


def test_a_home_office_allowance_beyond_the_maximum_is_pay(make: Any) -> None:
    """157.83 are exempt since March 2025: of 200.00, 42.17 are ordinary pay."""
    payslip = make.pay(make.contract(items=(make.item("home_office", 20_000),)), "2025-03")
    assert amounts(payslip, "home_office") == [(15_783, NET)]
    assert amounts(payslip, "home_office_excess") == [(4_217, (role.GROSS,))]
    assert payslip.trace["gross"] == 254_217
    assert payslip.trace["contribution_base"] == 254_217
    within = make.pay(make.contract(items=(make.item("home_office", 15_783),)), "2025-03")
    assert amounts(within, "home_office_excess") == []
    assert within.trace["gross"] == 250_000


@pytest.mark.parametrize(
    ("amount", "interval", "spread"),
    [
        (600_000, "12", False),  # 20 % of 30 000 exactly
        (600_001, "12", True),
        (600_001, "3", False),  # too often
        (100_000, "12", False),
    ],
)
def test_a_large_premium_is_marked_as_spread(make: Any, amount: int, interval: str, spread: bool) -> None:
    item = make.item("year_end_premium", amount, details={"interval_months": interval, "period_pay": "30000.00"})
    payslip = make.pay(make.contract(items=(item,)), "2025-12")
    assert [line.spread for line in payslip.lines if line.code == "year_end_premium"] == [spread]


# ── when ───────────────────────────────────────────────────────────────────────────────────


def test_items_of_the_month(make: Any) -> None:
    items = (
        make.item("cost", 1, since="2026-02-01", once=True),
        make.item("cost", 2, since="2026-02-28", once=True),
        make.item("cost", 3, since="2026-01-31", once=True),
        make.item("cost", 4, since="2026-02-28"),
        make.item("cost", 5, since="2026-03-01"),
        make.item("cost", 6, valid_to=dt.date(2026, 2, 1)),
        make.item("cost", 7, valid_to=dt.date(2026, 1, 31)),
    )
    assert [item.amount for item in items_of(items, Month(2026, 2))] == [1, 2, 4, 6]


# ── what is wrong ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "details", "field"),
    [
        ("company_car", {"fuel": "petrol", "first_registration": "2024-01-01"}, "catalogue_value"),
        ("company_car", CAR | {"catalogue_value": "thirty"}, "catalogue_value"),
        ("company_car", CAR | {"fuel": "hydrogen"}, "fuel"),
        ("company_car", CAR | {"first_registration": "05/01/2026"}, "first_registration"),
        ("company_car", CAR | {"ordered": "soon"}, "ordered"),
        ("company_car", CAR | {"co2": "low"}, "co2"),
        ("company_car", CAR | {"co2": "-5"}, "co2"),
        ("company_car", CAR | {"co2": "٣"}, "co2"),
        ("company_car", CAR | {"catalogue_value": "-1.00"}, "catalogue_value"),
        ("company_car", CAR | {"ordred": "2023-01-01"}, "ordred"),
        ("cost", {"benefit": "phone"}, "benefit"),
        ("flat_benefit", {"benefit": "sauna"}, "benefit"),
        ("flat_benefit", {}, "benefit"),
        ("mileage", {"system": "monthly"}, "system"),
        ("year_end_premium", {"annual_reference": "a lot"}, "annual_reference"),
        ("year_end_premium", {"interval_months": "yearly"}, "interval_months"),
        ("departure_holiday_pay", {"simple_part": "99.999"}, "simple_part"),
        ("departure_holiday_pay", {"simple_part": "9999.00"}, "simple_part"),
    ],
)
def test_wrong_details(make: Any, kind: str, details: dict[str, str], field: str) -> None:
    """Told with the detail's name, under the contract and the month."""
    item = make.item(kind, 100_000, details=details)
    with pytest.raises(InputError) as caught:
        facts_of(item)
    assert caught.value.field == field
    assert caught.value.remedy
    with pytest.raises(DossierError) as told:
        make.pay(make.contract(items=(item,)), "2026-02")
    assert [(e.field, e.where) for e in told.value.errors][-1] == (field, "contract c, 2026-01")


def test_an_unknown_kind(make: Any) -> None:
    with pytest.raises(InputError) as caught:
        facts_of(make.item("bonbons", 100))
    assert (caught.value.code, caught.value.field) == ("E-ITEM-KIND", "kind")
    assert "premium" in caught.value.remedy


def test_two_cars_at_once(make: Any) -> None:
    """They would be taxed apart: one month of one worker holds one car."""
    items = (
        make.item("company_car", details=CAR, valid_to=dt.date(2026, 2, 14)),
        make.item("company_car", details=CAR, since="2026-02-15"),
    )
    with pytest.raises(DossierError) as caught:
        make.pay(make.contract(items=items), "2026-02")
    assert [e.field for e in caught.value.errors] == ["company_car"]
    assert make.pay(make.contract(items=items), "2026-01").trace.facts["car_days"] == 31
