"""A quarter's worker lines: occupations, services, pay, students, severance, premiums and arrears in their quarter."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest

from preste.calendar import Month, Quarter
from preste.errors import InputError
from preste.payroll.quarter import Occupation, QuarterResult, quarter_of
from preste.payroll.quarter.origins import of_reduction
from preste.payroll.quarter.services import in_halves
from preste.payroll.quarter.told import as_dict
from preste.records import Contract

FIRST_2022 = Quarter(2022, 1)
HALF = (760, 760, 380, 0, 0, 0, 0)


def quarter(
    make: Any, *contracts: Contract, of: Quarter = FIRST_2022, until: Month | None = None, **employer: Any
) -> QuarterResult:
    return quarter_of(make.dossier(*contracts, **employer), of, until)


def only(result: QuarterResult) -> Occupation:
    (line,) = result.lines
    (occupation,) = line.occupations
    return occupation


def test_a_full_time_quarter(make: Any) -> None:
    """64 days of January to March 2022, 2 500 EUR a month: 7 500 EUR at 45.47 % and the small rates."""
    result = quarter(make, make.contract())
    occupation = only(result)
    assert (occupation.start, occupation.end) == (dt.date(2015, 1, 1), None)
    assert (occupation.hours_week, occupation.full_time_hours, occupation.days_week) == (3800, 3800, 500)
    assert [(one.code, one.days, one.hours) for one in occupation.services] == [("1", 6400, 48640)]
    assert [(one.code, one.amount) for one in occupation.remunerations] == [("1", 750_000)]
    owed = {(one.code, one.type): (one.base, one.amount) for one in result.lines[0].contributions}
    # 45.47 and, until 2023, 0.02 and 0.01 in the base code
    assert owed[("495", "0")] == (750_000, 341_250)
    assert owed[("810", "0")] == (750_000, 750)
    assert owed[("811", "0")] == (750_000, 150)
    assert owed[("830", "0")] == (750_000, 1_500)
    assert owed[("859", "0")] == (750_000, 750)
    assert result.lines[0].reducible == occupation.reducible == 243_000
    assert set(owed) == {("495", "0"), ("810", "0"), ("811", "0"), ("830", "0"), ("859", "0"), ("856", "0")}


def test_a_work_bonus_is_never_more_than_the_contribution_of_the_quarter(make: Any) -> None:
    """2,119.09 a month, all of whose contribution is given back: 276.97 three times, and 830.90 for the quarter."""
    (line,) = quarter(make, make.contract(amount=211_909), of=Quarter(2025, 1)).lines
    assert [one.personal for one in line.contributions if one.code == line.worker_code] == [83_090]
    (bonus,) = line.reductions
    assert (bonus.code, bonus.amount, bonus.beyond) == ("0001", 83_090, 1)
    assert sum(one.amount for one in bonus.lines) == 83_091
    told = of_reduction(bonus)
    assert sum(one["amount"] for one in told) == 83_090
    assert [one["amount"] for one in told if one["why"]] == [told[-1]["of"] - 1]


def test_a_blue_collar_worker_owes_on_108_percent_and_type_1(make: Any) -> None:
    result = quarter(make, make.contract(status="blue_collar", amount=250_001))
    base = {one.code: (one.type, one.base) for one in result.lines[0].contributions}
    # 3 x 2 500.01 x 1.08 = 8 100.0324; the months have 2 700.01 three times
    assert base["015"] == ("1", 810_003)
    assert {one.reason for one in result.differences} == {"arrondi par trimestre et non par mois"}


def test_from_2024_the_small_codes_are_apart(make: Any) -> None:
    result = quarter(make, make.contract(), of=Quarter(2024, 1))
    owed = {one.code: one.amount for one in result.lines[0].contributions}
    assert (owed["495"], owed["255"], owed["256"]) == (341_025, 150, 75)


def test_terms_that_change_make_two_occupations(make: Any) -> None:
    full = make.terms(valid_to=dt.date(2022, 2, 13))
    half = make.terms(valid_from=dt.date(2022, 2, 14), schedule=HALF, amount=125_000)
    result = quarter(make, make.contract(terms=(full, half)))
    one, two = result.lines[0].occupations
    assert (one.start, one.end, one.part_time) == (dt.date(2015, 1, 1), dt.date(2022, 2, 13), False)
    assert (two.start, two.end, two.part_time) == (dt.date(2022, 2, 14), None, True)
    assert (two.hours_week, two.full_time_hours, two.days_week) == (1900, 3800, 300)
    assert one.days() == 3000 and two.days() == 700 * 3 - 100 * 1 + 100 * 1
    assert one.liable + two.liable == result.lines[0].wage
    assert one.reducible + two.reducible == result.lines[0].reducible


def test_a_raise_alone_is_one_occupation(make: Any) -> None:
    low = make.terms(valid_to=dt.date(2022, 2, 28))
    high = make.terms(valid_from=dt.date(2022, 3, 1), amount=260_000)
    result = quarter(make, make.contract(terms=(low, high)))
    assert only(result).pay("1") == 760_000


def test_the_end_of_the_contract_ends_the_occupation(make: Any) -> None:
    assert only(quarter(make, make.contract(end=dt.date(2022, 2, 15)))).end == dt.date(2022, 2, 15)


def test_sickness_unpaid_leave_and_holidays_have_their_codes(make: Any) -> None:
    days = make.days(("2022-02-01", "SS", 760), ("2022-02-02", "SS", 300), ("2022-02-03", "VS", 760))
    occupation = only(quarter(make, make.contract(days=days)))
    assert {one.code: one.days for one in occupation.services} == {"1": 6150, "14": 100, "30": 150}
    assert {one.code: one.hours for one in occupation.services} == {"1": 48640 - 1820, "14": 760, "30": 1060}
    assert occupation.days() == 6400


def test_days_are_told_in_halves_and_keep_their_sum() -> None:
    from fractions import Fraction

    assert in_halves({"1": Fraction(6, 10), "30": Fraction(4, 10)}) == {"1": 50, "30": 50}
    assert in_halves({"1": Fraction(63) + Fraction(7, 10), "30": Fraction(3, 10)}) == {"1": 6350, "30": 50}
    assert in_halves({"1": Fraction(1, 3), "30": Fraction(1, 3), "50": Fraction(4, 3)}) == {
        "1": 50,
        "30": 50,
        "50": 100,
    }
    assert in_halves({}) == {}


def test_a_complete_break_of_the_career_has_its_measure(make: Any) -> None:
    dates = [dt.date(2022, 1, 1) + dt.timedelta(days=i) for i in range(90)]
    days = make.days(*((one.isoformat(), "CT", 760) for one in dates if one.weekday() < 5))
    occupation = only(quarter(make, make.contract(days=days)))
    assert (occupation.measure, occupation.hours_week, occupation.days_week) == ("3", 0, 0)
    assert occupation.services == () and occupation.undeclared == (("CT", 48640),)
    assert occupation.undeclared_days == 6400


def test_students_have_pay_and_hours_and_no_occupation(make: Any) -> None:
    days = make.days(("2022-01-05", "W", 750), ("2022-02-09", "W", 380))
    student = make.contract(
        regime="student", student=True, schedule=(0,) * 7, pay_basis="hourly", amount=1200, days=days
    )
    result = quarter(make, student)
    (line,) = result.lines
    assert (line.worker_code, line.occupations) == ("841", ())
    assert line.student is not None and (line.student.pay, line.student.hours) == (13_560, 12)
    # 8.14 % of 135.60
    assert [(one.code, one.type, one.base, one.amount) for one in line.contributions] == [("841", "0", 13_560, 1_104)]


def test_article_17_is_told_of_nowhere(make: Any) -> None:
    contract = make.contract(
        regime="article17", schedule=(0,) * 7, pay_basis="hourly", amount=1200, days=make.days(("2022-01-05", "W", 500))
    )
    result = quarter(make, contract)
    assert result.lines == () and result.final == {}
    assert any("article 17" in note for note in result.notes)


def _of_article_17(make: Any, **hours: int) -> Contract:
    dates = [
        dt.date(int(month[1:5]), int(month[6:]), day) for month, count in hours.items() for day in range(1, count + 1)
    ]
    days = make.days(*((one.isoformat(), "W", 1000) for one in dates))
    return make.contract(
        regime="article17", article17_sector="sport", schedule=(0,) * 7, pay_basis="hourly", amount=2000, days=days
    )


def test_a_quarter_beyond_the_limit_of_article_17_is_declared_from_its_first_month(make: Any) -> None:
    """120 and 40 of 150 hours of sport: all 160 owe contributions, 3 200.00 at 45.50 % with the small rates."""
    result = quarter(make, _of_article_17(make, m2022_04=12, m2022_05=4), of=Quarter(2022, 2))
    (line,) = result.lines
    assert [(one.code, one.days, one.hours) for one in line.occupations[0].services] == [("1", 1600, 16000)]
    assert [(one.code, one.amount) for one in line.occupations[0].remunerations] == [("1", 320_000)]
    assert next((one.base, one.amount) for one in line.contributions if one.code == "495") == (320_000, 145_600)
    assert {one.code for one in result.differences} <= {"856"}
    assert not any("article 17" in note for note in result.notes)


def test_a_year_beyond_the_limit_of_article_17_is_declared_in_the_quarter_of_its_hours(make: Any) -> None:
    """150, 150, and 160 of 285 hours of sport in three quarters: 460 of 450."""
    contract = _of_article_17(make, m2022_02=15, m2022_05=15, m2022_08=16)
    free = quarter(make, contract, of=Quarter(2022, 1))
    assert free.lines == ()
    late = quarter(make, contract, of=Quarter(2022, 1), until=Month(2022, 8))
    assert late.lines[0].occupations[0].pay("1") == 300_000
    beyond = quarter(make, contract, of=Quarter(2022, 3))
    assert beyond.lines[0].occupations[0].pay("1") == 320_000
    (told,) = [note for note in beyond.notes if "article 17" in note]
    assert "2022-02, 2022-05" in told and "corrigez la DmfA" in told


def test_flexi_pay_has_its_own_codes(make: Any) -> None:
    contract = make.contract(
        regime="flexi", schedule=(0,) * 7, pay_basis="hourly", amount=1300, days=make.days(("2022-01-05", "W", 500))
    )
    result = quarter(make, contract)
    (line,) = result.lines
    assert (line.worker_code, line.occupations[0].remunerations[0].code) == ("450", "22")
    # 65.00 and 7.67 % of holiday pay, 4.99; 25 % of it
    assert [(one.code, one.base, one.amount) for one in line.contributions] == [("450", 6_999, 1_750)]


def test_severance_is_an_occupation_of_its_own_cut_after_the_quarter_and_the_year(make: Any) -> None:
    item = make.item(
        "severance", 1_500_000, since="2022-02-28", once=True,
        details={"covered_from": "2022-03-01", "covered_to": "2023-02-28", "annual_reference": "36000.00"},
    )  # fmt: skip
    result = quarter(make, make.contract(end=dt.date(2022, 2, 28), items=(item,)))
    work, *severed = result.lines[0].occupations
    assert work.pay("3") == 0 and all(one.severance for one in severed)
    assert [(one.start, one.end) for one in severed] == [
        (dt.date(2022, 3, 1), dt.date(2022, 3, 31)),
        (dt.date(2022, 4, 1), dt.date(2022, 12, 31)),
        (dt.date(2023, 1, 1), dt.date(2023, 2, 28)),
    ]
    assert sum(one.pay("3") for one in severed) == 1_500_000
    # 23, 196 and 42 of 261 days
    assert [one.days("1") for one in severed] == [2300, 19600, 4200]
    assert severed[0].pay("3") == 132_184
    assert result.lines[0].wage == 500_000 + 1_500_000


def test_severance_without_its_days_is_missing_not_guessed(make: Any) -> None:
    item = make.item("severance", 1_500_000, since="2022-02-28", once=True)
    result = quarter(make, make.contract(end=dt.date(2022, 2, 28), items=(item,)))
    assert [(one.code, one.error.field) for one in result.missing] == [("3", "covered_from")]
    assert result.lines[0].occupations[-1].end is None


def test_a_spread_premium_belongs_to_its_four_quarters(make: Any) -> None:
    """A premium of 12 000 EUR beside 30 000 EUR of pay, 40 %: a quarter of it in each quarter of 2022."""
    item = make.item("year_end_premium", 1_200_001, since="2022-12-31", once=True)
    contract = make.contract(items=(item,))
    last = quarter(make, contract, of=Quarter(2022, 4))
    assert only(last).pay("2") == 300_000
    assert [(str(one.quarter), one.amount) for one in last.corrections] == [
        ("2022-1", 300_000), ("2022-2", 300_001), ("2022-3", 300_000)
    ]  # fmt: skip
    assert sum(one.amount for one in last.corrections) + only(last).pay("2") == 1_200_001
    first = quarter(make, contract, until=Month(2022, 12))
    assert only(first).pay("2") == 300_000
    assert only(first).remunerations[1].frequency == 12
    assert only(quarter(make, contract)).pay("2") == 0
    assert {one.reason for one in first.differences if one.code == "495"} == {
        "primes étalées et arriérés d'un autre trimestre"
    }


def test_arrears_go_to_the_quarter_they_were_earned_in(make: Any) -> None:
    item = make.item("arrears", 40_000, since="2022-02-28", once=True, details={"earned": "2021-11"})
    contract = make.contract(items=(item,))
    now = quarter(make, contract)
    assert only(now).pay("1") == 750_000
    assert [(str(one.quarter), one.code, one.amount, one.reason) for one in now.corrections] == [
        ("2021-4", "1", 40_000, "arriérés")
    ]
    then = quarter(make, contract, of=Quarter(2021, 4), until=Month(2022, 2))
    assert only(then).pay("1") == 790_000


def test_a_raise_known_later_corrects_the_quarter_it_was_earned_in(make: Any) -> None:
    low = make.terms(valid_to=dt.date(2022, 1, 31))
    high = make.terms(valid_from=dt.date(2022, 2, 1), amount=260_000, known_since=dt.date(2022, 5, 10))
    contract = make.contract(terms=(low, high))
    dossier = make.dossier(contract)
    first = quarter_of(dossier, FIRST_2022)
    assert first.lines[0].wage == 750_000
    assert first.differences == ()
    corrected = quarter_of(dossier, FIRST_2022, Month(2022, 5))
    assert corrected.lines[0].wage == 770_000
    second = quarter_of(dossier, Quarter(2022, 2))
    assert second.lines[0].wage == 780_000
    assert [(str(one.quarter), one.amount) for one in second.corrections] == [("2022-1", 10_000), ("2022-1", 10_000)]


def test_two_contracts_of_one_worker_share_a_line_and_the_special_contribution(make: Any) -> None:
    day = make.contract(id="day", schedule=HALF, amount=150_000)
    evening = make.contract(id="evening", schedule=HALF, amount=150_000)
    result = quarter(make, day, evening)
    (line,) = result.lines
    assert [one.contract for one in line.occupations] == ["day", "evening"]
    assert line.wage == 900_000
    assert len([one for one in line.contributions if one.code == "856"]) == 1


def test_a_commercial_employer_owes_809_and_not_811(make: Any) -> None:
    codes = {one.code: one.type for one in quarter(make, make.contract(), category="000").lines[0].contributions}
    assert codes["809"] == "0" and "811" not in codes
    association = quarter(make, make.contract(), category="000", closure_fund="B").lines[0]
    assert "809" not in {one.code for one in association.contributions}
    assert "811" in {one.code for one in association.contributions}
    large = quarter(make, make.contract(), category="000", workers_count=20).lines[0]
    assert {one.code: one.type for one in large.contributions}["809"] == "5"


def test_pay_above_the_ceiling_owes_no_basic_contribution(make: Any) -> None:
    """2026/3: 88 434.00. 3 x 40 000 = 120 000: 31 566.00 above, at 32.40 %."""
    result = quarter(make, make.contract(amount=4_000_000), of=Quarter(2026, 3))
    line = result.lines[0]
    base = next(one for one in line.contributions if one.code == "495")
    assert line.reducible == 2_865_262
    assert base.amount == 5_456_400 - 1_022_738
    reasons = {one.reason: one.amount for one in result.differences if one.code == "495"}
    assert reasons["plafond trimestriel des cotisations patronales de base"] == -1_022_738


def test_a_quarter_before_the_dossier_begins_is_refused(make: Any) -> None:
    with pytest.raises(InputError) as told:
        quarter_of(make.dossier(make.contract(), begins=Month(2022, 2)), FIRST_2022)
    assert told.value.code == "E-BEGINS"
    with pytest.raises(InputError):
        quarter(make, make.contract(), until=Month(2022, 2))


def test_a_category_that_the_book_does_not_know_is_told_by_name(make: Any) -> None:
    result = quarter(make, make.contract(), category="611")
    assert {one.code for one in result.missing} >= {"809", "811", "830"}
    assert all(one.error.message for one in result.missing)
    assert "495" in result.final


def test_arrears_of_a_quarter_without_the_contract_are_missing(make: Any) -> None:
    item = make.item("arrears", 40_000, since="2022-02-28", once=True, details={"earned": "2021-11"})
    contract = make.contract(start=dt.date(2022, 1, 1), items=(item,))
    then = quarter(make, contract, of=Quarter(2021, 4), until=Month(2022, 2))
    assert [(one.where, one.error.field) for one in then.missing] == [("c", "earned")]


def test_a_plate_is_told_of_a_car(make: Any) -> None:
    details = {"catalogue_value": "30000.00", "fuel": "diesel", "co2": "112", "first_registration": "2021-05-14"}
    car = make.item("company_car", details=details | {"plate": "1ABC234"})
    result = quarter(make, make.contract(items=(car,)))
    (vehicle,) = result.vehicles
    assert (vehicle.plate, vehicle.months, vehicle.amount) == ("1ABC234", 3, 13_795)
    assert [(one.code, one.base, one.amount) for one in result.unrelated] == [("862", None, 13_795)]
    assert only(result).pay("10") > 0 and result.lines[0].wage == 750_000


def test_double_holiday_pay_is_870_of_the_employer_and_no_pay_of_the_line(make: Any) -> None:
    """2 300 EUR: 85/92 of it is 2 125.00, at 13.07 %."""
    item = make.item("double_holiday_pay", 230_000, since="2022-02-28", once=True)
    result = quarter(make, make.contract(items=(item,)))
    assert only(result).pay("1") == result.lines[0].wage == 750_000
    assert [(one.code, one.base, one.amount) for one in result.unrelated] == [("870", 212_500, 27_774)]
    assert not [one for one in result.differences if one.code == "870"]


def test_departure_holiday_pay_is_code_7_and_its_double_part_870(make: Any) -> None:
    item = make.item(
        "departure_holiday_pay", 200_000, since="2022-02-28", once=True, details={"simple_part": "1000.00"}
    )
    result = quarter(make, make.contract(end=dt.date(2022, 2, 28), items=(item,)))
    assert only(result).pay("7") == 100_000
    (retained,) = result.unrelated
    assert (retained.code, retained.base) == ("870", 88_657)
    assert {one.reason for one in result.differences} <= {"arrondi par trimestre et non par mois"}


def test_pension_premiums_owe_865_on_their_sum(make: Any) -> None:
    premium = make.item("group_insurance_employer", 10_003)
    result = quarter(make, make.contract(items=(premium,)))
    assert [(one.code, one.base, one.amount) for one in result.unrelated] == [("865", 30_009, 2_659)]


def test_812_stands_on_the_line_with_its_base_and_type(make: Any) -> None:
    details = {
        "covered_from": "2022-03-01", "covered_to": "2022-05-31", "annual_reference": "60000.00",
        "contribution_812": "300.00", "base_812": "15000.00",
    }  # fmt: skip
    item = make.item("severance", 1_500_000, since="2022-02-28", once=True, details=details)
    line = quarter(make, make.contract(end=dt.date(2022, 2, 28), items=(item,))).lines[0]
    assert [(one.type, one.base, one.amount) for one in line.contributions if one.code == "812"] == [
        ("2", 1_500_000, 30_000)
    ]


def test_the_period_of_severance_has_a_first_and_a_last_day(make: Any) -> None:
    for details in ({"covered_from": "2022-03-01"}, {"covered_from": "2022-03-01", "covered_to": "2022-02-01"}):
        item = make.item("severance", 1_500_000, since="2022-02-28", once=True, details=details)
        with pytest.raises(InputError):
            quarter(make, make.contract(end=dt.date(2022, 2, 28), items=(item,)))


def test_every_sum_of_a_quarter_names_the_lines_and_the_days_that_make_it(make: Any) -> None:
    premium = make.item("year_end_premium", 1_200_001, since="2022-12-31", once=True)
    days = make.days(("2022-02-01", "SS", 760), ("2022-02-02", "SS", 300), ("2022-02-03", "VS", 760))
    result = quarter(make, make.contract(items=(premium,), days=days), until=Month(2022, 12))
    [line] = as_dict(result, explained=True)["lines"]
    [job] = line["occupations"]
    assert [one["code"] for one in job["remunerations"]] == ["1", "2"]
    for pay in job["remunerations"]:
        assert sum(one["amount"] for one in pay["lines"]) == pay["amount"], pay["code"]
    assert [one["month"] for one in job["remunerations"][0]["lines"]] == ["2022-01", "2022-02", "2022-03"]
    [spread] = job["remunerations"][1]["lines"]
    assert (spread["why"], spread["of"], spread["amount"], spread["month"]) == (
        "prime étalée", 1_200_001, 300_000, "2022-12"
    )  # fmt: skip
    exact = {
        one["code"]: sum(Fraction(hours, of) for _, _, hours, of in one["worked"] if of) for one in job["services"]
    }
    assert exact == {"1": 62 - Fraction(300, 760), "14": 1, "30": 1 + Fraction(300, 760)}
    for time in job["services"]:
        assert sum(hours for _, _, hours, _ in time["worked"]) == time["hours"]
    assert ("2022-02-02", "SS", 300, 760) in job["services"][-1]["worked"]
    assert "lines" not in as_dict(result)["lines"][0]["occupations"][0]["remunerations"][0]


def test_a_work_bonus_is_the_sum_of_its_months_lines(make: Any) -> None:
    [line] = as_dict(quarter(make, make.contract(amount=190_000)), explained=True)["lines"]
    [bonus] = line["worker_reductions"]
    assert bonus["code"] == "0001" and bonus["amount"] > 0
    assert [one["month"] for one in bonus["lines"]] == ["2022-01", "2022-02", "2022-03"]
    assert sum(one["amount"] for one in bonus["lines"]) == bonus["amount"]
