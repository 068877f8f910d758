"""Holidays carried over, supplementary, of the young and of seniors: counted on the payslip, refused beyond."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from preste.calendar import Month
from preste.errors import DossierError
from preste.payroll.dossier import read_dossier
from preste.payroll.holiday_rights import carried_over
from preste.records import HolidayWork, HolidayYear, Worker


def counters(payslip: Any) -> dict[str, int]:
    return {one.label: one.value for one in payslip.counters}


def wrong(make: Any, contract: Any, month: str) -> list[str]:
    with pytest.raises(DossierError) as caught:
        make.pay(contract, month)
    return [f"{error.code} {error.where.rpartition(' ')[2]}" for error in caught.value.errors]


CARRIED = (HolidayYear(year=2025, carried=300),)


def test_days_carried_over_are_counted_and_not_paid_twice(make: Any) -> None:
    days = make.days(("2026-06-15", "VR", 760), ("2026-06-16", "VR", 380))
    payslip = make.pay(make.contract(holidays=CARRIED, days=days), "2026-06")
    assert counters(payslip) == {
        "Vacances reportées de 2025 : droit": 300,
        "Vacances reportées de 2025 : pris": 150,
        "Vacances reportées de 2025 : solde": 150,
    }
    assert payslip.trace["base_pay"] < 250_000
    assert payslip.time.hours_by_code["VR"] == 1_140


def test_the_second_year_takes_what_the_first_left(make: Any) -> None:
    """Of a year 2024: two days in 2025, one in 2026, and no more; nothing in 2027."""
    known = (HolidayYear(year=2024, carried=300),)
    first = make.days(("2025-03-10", "VR", 760), ("2025-03-11", "VR", 760))
    second = make.days(("2026-03-10", "VRR", 760))
    contract = make.contract(holidays=known, days=first + second)
    (balance,) = carried_over(contract, Month(2026, 3))
    assert (balance.year, balance.right, balance.taken, balance.left) == (2024, 300, 300, 0)
    assert not make.pay(contract, "2026-03").errors
    more = make.contract(holidays=known, days=first + second + make.days(("2026-03-11", "VRR", 760)))
    assert wrong(make, more, "2026-03") == ["E-LEAVE-RIGHT 2026-03-11"]
    assert carried_over(contract, Month(2027, 1)) == []


def test_nothing_was_carried_over_before_2024(make: Any) -> None:
    known = (HolidayYear(year=2023, carried=300),)
    contract = make.contract(holidays=known, days=make.days(("2024-03-11", "VR", 760)))
    assert carried_over(contract, Month(2024, 3)) == []
    assert wrong(make, contract, "2024-03") == ["E-LEAVE-RIGHT 2024-03-11"]


def test_a_carry_over_that_is_not_written_is_told(make: Any) -> None:
    payslip = make.pay(make.contract(days=make.days(("2026-06-15", "VR", 760))), "2026-06")
    assert any("report de 2025 non encodé" in one for one in payslip.warnings)


def test_the_days_of_a_blue_collar_worker_are_counted_when_they_are_written(make: Any) -> None:
    days = make.days(("2026-06-15", "VO", 760))
    contract = make.contract(status="blue_collar", holidays=(HolidayYear(year=2026, days=2_000),), days=days)
    assert counters(make.pay(contract, "2026-06"))["Vacances 2026 : solde"] == 1_900
    known = (HolidayYear(year=2026, work=(HolidayWork(months=12, days_week=500, hours_week=3_800),)),)
    assert counters(make.pay(make.contract(status="blue_collar", holidays=known, days=days), "2026-06")) == {}


def six_months() -> tuple[HolidayYear, ...]:
    return (HolidayYear(year=2026, work=(HolidayWork(months=6, days_week=500, hours_week=3_800),)),)


def born(make: Any, year: int) -> Worker:
    worker: Worker = make.worker(birth_date=dt.date(year, 12, 31))
    return worker


@pytest.mark.parametrize(("year", "right"), [(2001, True), (2000, False), (1976, False), (1975, True)])
def test_youth_and_senior_holidays_by_age(make: Any, year: int, right: bool) -> None:
    """In 2026: under 25 or 50 and more on 31 December 2025."""
    days = make.days(("2026-06-15", "VJ", 760))
    contract = make.contract(worker=born(make, year), holidays=six_months(), days=days)
    if right:
        payslip = make.pay(contract, "2026-06")
        assert any("jours de vacances légales restent à prendre" in one for one in payslip.warnings)
    else:
        assert wrong(make, contract, "2026-06") == ["E-LEAVE-RIGHT 2026-06-15"]


def test_youth_holidays_fill_up_to_four_weeks(make: Any) -> None:
    """Ten days were earned: ten more may be taken, the eleventh is refused."""
    dates = [d.isoformat() for d in Month(2026, 6).days if d.weekday() < 5][:11]
    days = make.days(*((d, "VJ", 760) for d in dates))
    contract = make.contract(worker=born(make, 2001), holidays=six_months(), days=days)
    assert wrong(make, contract, "2026-06") == [f"E-LEAVE-RIGHT {dates[10]}"]


def test_supplementary_holidays_begin_after_three_months(make: Any) -> None:
    """Hired in January 2026 with nothing of 2025 but a month: two months give none, three give five days."""
    known = (HolidayYear(year=2026, work=(HolidayWork(months=1, days_week=500, hours_week=3_800),)),)
    start = dt.date(2026, 1, 5)
    february = make.contract(start=start, holidays=known, days=make.days(("2026-02-16", "VS", 760)))
    assert wrong(make, february, "2026-02") == ["E-LEAVE-RIGHT 2026-02-16"]
    dates = [d.isoformat() for d in Month(2026, 3).days if d.weekday() < 5][:6]
    march = make.contract(start=start, holidays=known, days=make.days(*((d, "VS", 760) for d in dates)))
    assert wrong(make, march, "2026-03") == [f"E-LEAVE-RIGHT {dates[5]}"]


def test_what_was_carried_over_is_read(starter_folder: Any) -> None:
    worker = starter_folder / "workers" / "exemple.yaml"
    text = worker.read_text(encoding="utf-8")
    assert "    terms:" in text
    added = '    holidays:\n      - {year: 2025, carried: "3"}\n    terms:'
    worker.write_text(text.replace("    terms:", added, 1), encoding="utf-8")
    (contract,) = read_dossier(starter_folder).contracts
    assert [(one.year, one.carried) for one in contract.holidays] == [(2025, 300)]


@pytest.mark.parametrize(
    ("terms", "owed"),
    [({}, "113,64"), ({"pay_basis": "hourly", "amount": 1_500}, "114,00")],
)
def test_a_public_holiday_after_the_contract_is_told_with_its_amount(
    make: Any, terms: dict[str, Any], owed: str
) -> None:
    """Ended on 30 April 2025 without a new employer: 1 May is owed, a day of the 22 of that month, or 7.6 hours."""
    contract = make.contract(end=dt.date(2025, 4, 30), holidays_after_end=True, **terms)
    (told,) = [w for w in make.pay(contract, "2025-04").warnings if "01/05/2025" in w]
    assert told.endswith(f"7,60 h, soit {owed}\u00a0€ à payer")
