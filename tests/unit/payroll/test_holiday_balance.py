"""The holidays of a contract: right, taken and left, on the payslip and in the dossier's files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from preste.calendar import Month
from preste.errors import DossierError
from preste.payroll.dossier import read_dossier
from preste.payroll.holiday import Balance, holiday_balance
from preste.records import HolidayCertificate, HolidayWork, HolidayYear

FULL = HolidayWork(months=12, days_week=500, hours_week=3_800)
FOUR_DAYS = (760, 760, 760, 760, 0, 0, 0)


def weeks(*dates: str, hours: int = 760, days: int = 5) -> list[tuple[str, str, int]]:
    """The working days of the weeks that begin on these Mondays, as holidays."""
    firsts = [dt.date.fromisoformat(date) for date in dates]
    return [((first + dt.timedelta(days=i)).isoformat(), "V", hours) for first in firsts for i in range(days)]


def of(balance: Balance | None) -> tuple[int, int, int]:
    assert balance is not None
    return balance.right, balance.taken, balance.left


def counters(payslip: Any) -> dict[str, int]:
    return {one.label: one.value for one in payslip.counters}


def test_the_payslip_counts_right_taken_and_left(make: Any) -> None:
    contract = make.contract(
        holidays=(HolidayYear(year=2026, work=(FULL,)),), days=make.days(*weeks("2026-02-02", "2026-07-06"))
    )
    assert counters(make.pay(contract, "2026-01")) == {
        "Vacances 2026 : droit": 2_000, "Vacances 2026 : pris": 0, "Vacances 2026 : solde": 2_000,
    }  # fmt: skip
    assert counters(make.pay(contract, "2026-02"))["Vacances 2026 : pris"] == 500
    payslip = make.pay(contract, "2026-07")
    assert counters(payslip)["Vacances 2026 : solde"] == 1_000
    assert not [one for one in payslip.warnings if "vacances" in one]


def test_no_counter_where_the_right_is_not_known(make: Any) -> None:
    contract = make.contract(holidays=(HolidayYear(year=2025, work=(FULL,)),))
    assert counters(make.pay(contract, "2026-02")) == {}


def test_more_days_than_the_right_is_a_warning(make: Any) -> None:
    work = HolidayWork(months=3, days_week=500, hours_week=3_800)
    contract = make.contract(
        holidays=(HolidayYear(year=2026, work=(work,)),), days=make.days(*weeks("2026-02-02"), ("2026-02-09", "V", 760))
    )
    payslip = make.pay(contract, "2026-02")
    assert counters(payslip)["Vacances 2026 : solde"] == -100
    assert [one for one in payslip.warnings if one.startswith("plus de jours de vacances pris (6,00) que le droit")]


def test_a_missing_law_leaves_the_counters_out_and_says_so(make: Any) -> None:
    contract = make.contract(holidays=(HolidayYear(year=2026, work=(FULL,)),))
    payslip = make.pay(contract, "2026-12")
    assert counters(payslip) == {}
    assert [one for one in payslip.warnings if one.startswith("solde de vacances non calculé")]


def test_two_weeks_at_full_time_and_two_at_four_days(make: Any) -> None:
    """Full time until June, four days a week from July: four weeks in all, whatever the hours."""
    full = make.terms(valid_to=dt.date(2022, 6, 30))
    less = make.terms(valid_from=dt.date(2022, 7, 1), schedule=FOUR_DAYS, amount=200_000)
    contract = make.contract(
        terms=(full, less),
        holidays=(HolidayYear(year=2022, work=(FULL,)),),
        days=make.days(*weeks("2022-05-02", "2022-05-09"), *weeks("2022-08-01", "2022-08-08", days=4)),
    )
    assert of(holiday_balance(contract, full, Month.parse("2022-06"))) == (2_000, 1_000, 1_000)
    assert of(holiday_balance(contract, less, Month.parse("2022-07"))) == (1_600, 800, 800)
    august = holiday_balance(contract, less, Month.parse("2022-08"))
    assert of(august) == (1_600, 1_600, 0)
    assert august is not None
    assert august.trace is not None
    assert august.trace["holiday_hours_beyond"] == 15_200 - 12_160


def test_half_time_last_year_is_half_the_days_now(make: Any) -> None:
    half = HolidayWork(months=12, days_week=500, hours_week=1_900)
    contract = make.contract(holidays=(HolidayYear(year=2026, work=(half,), taken_before=200),))
    assert of(holiday_balance(contract, contract.terms[0], Month.parse("2026-03"))) == (1_000, 200, 800)


def test_a_certificate_adds_the_months_of_the_previous_employer(make: Any) -> None:
    six = HolidayWork(months=6, days_week=500, hours_week=3_800)
    paper = HolidayCertificate(months=6, days_week=500, hours_week=3_800, simple=115_000, double=115_000, days=1_000)
    contract = make.contract(holidays=(HolidayYear(year=2026, work=(six,), certificates=(paper,)),))
    assert of(holiday_balance(contract, contract.terms[0], Month.parse("2026-03"))) == (2_000, 0, 2_000)


def test_a_right_given_in_days_is_the_right(make: Any) -> None:
    contract = make.contract(
        holidays=(HolidayYear(year=2026, days=2_500, taken_before=150),), days=make.days(*weeks("2026-02-02"))
    )
    assert of(holiday_balance(contract, contract.terms[0], Month.parse("2026-02"))) == (2_500, 650, 1_850)


# ── the file of a worker ───────────────────────────────────────────────────────────────────

BLOCK: dict[str, Any] = {
    "year": 2026,
    "work": [{"months": 6, "days_week": "5", "hours_week": "38.00"}],
    "certificates": [
        {"months": 6, "days_week": "5", "hours_week": "19.00", "simple": "575.25", "double": "575.25", "days": "10"}
    ],
    "taken_before": "1.5",
    "supplementary_paid": "100.00",
}


def written(folder: Path, *blocks: Any) -> Path:
    """The starter with these blocks of holidays in its worker's contract."""
    path = folder / "workers" / "exemple.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    data["contracts"][0]["holidays"] = list(blocks)
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return folder


def test_a_block_of_holidays_is_read(starter_folder: Path) -> None:
    dossier = read_dossier(written(starter_folder, BLOCK))
    assert dossier.contracts[0].holidays == (
        HolidayYear(
            year=2026,
            work=(HolidayWork(months=6, days_week=500, hours_week=3_800),),
            certificates=(
                HolidayCertificate(months=6, days_week=500, hours_week=1_900, simple=57_525, double=57_525, days=1_000),
            ),
            taken_before=150,
            supplementary_paid=10_000,
        ),
    )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"work": [{"months": 7, "days_week": "5", "hours_week": "38.00"}]}, "work"),
        ({"year": 26}, "year"),
        ({"work": [{"months": 6, "days_week": "0", "hours_week": "38.00"}]}, "months"),
        ({"work": [{"days_week": "5", "hours_week": "38.00"}]}, "months"),
        ({"certificates": [{"months": 6, "days_week": "5", "hours_week": "38.00", "simple": "1.00"}]}, "double"),
        ({"work": [], "certificates": []}, "work"),
        ({"dayz": "3"}, "dayz"),
        ({"taken_before": "-1"}, "taken_before"),
    ],
)
def test_what_is_wrong_in_a_block_is_told(starter_folder: Path, change: dict[str, Any], field: str) -> None:
    with pytest.raises(DossierError) as caught:
        read_dossier(written(starter_folder, BLOCK | change))
    named = [e.field.rpartition(".")[2] for e in caught.value.errors if "holidays" in e.field]
    assert named[:1] == [field]


def test_a_year_given_twice_is_refused(starter_folder: Path) -> None:
    with pytest.raises(DossierError) as caught:
        read_dossier(written(starter_folder, BLOCK, BLOCK))
    assert "2026 is given twice" in caught.value.errors[0].message
