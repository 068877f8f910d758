"""A takeover: what its files may hold, what they leave for the months to come, what is refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from preste.calendar import Month
from preste.payroll.carry import OPENING_NAMES, WHOLE
from preste.payroll.leaving import Act, leave
from preste.payroll.month import Dossier, pay_contract
from preste.payroll.takeover.files import Reading, read_takeover
from preste.payroll.takeover.records import COLUMNS, TakenMonths, TakeOver, carried_days, with_carried
from preste.payroll.takeover.write import export, write_template
from preste.records import HolidayCertificate, HolidayWork, HolidayYear

FULL = [
    "contract;from;to;gross;liable;work_bonus;special;double_holiday_pay;deferred",
    "c;2025-01;2025-06;20000,00;18000,00;100,00;90,00;2000,00;50,00",
    "c;2025-07;2025-08;6000,00;6000,00;20,00;30,00;;-20,00",
]
CONTROLS = [
    "name;value", "gross;26000,00", "liable;24000,00", "work_bonus;120,00", "special;120,00",
    "double_holiday_pay;2000,00", "deferred;30,00",
]  # fmt: skip


def read(make: Any, folder: Path, begins: Month | None = None, **files: list[str]) -> Reading:
    """A takeover of one contract, "c", from 2020 on; files are given by name, a line each."""
    folder.mkdir(exist_ok=True)
    for name, lines in ({"months": FULL, "controls": CONTROLS} | files).items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    contract = make.contract(start=dt.date(2020, 1, 1), amount=300_000)
    return read_takeover(folder, {"c": contract}, begins)


def faults(found: Reading) -> list[str]:
    return [error.field for error in found.errors]


def test_the_balances_of_the_quarter_and_of_the_year(make: Any, tmp_path: Path) -> None:
    found = read(make, tmp_path)
    assert found.errors == []
    assert found.taken is not None
    assert found.taken.begins == Month(2025, 9)
    assert found.taken.opening() == {
        "c": {
            "quarter_pay": 600_000,
            "quarter_special": 3_000,
            "work_bonus": 12_000,
            "deferred_deductions": 3_000,
        }
    }


def test_a_new_quarter_and_a_new_year_begin_at_nothing() -> None:
    row = TakenMonths("c", Month(2025, 10), Month(2025, 12), {"liable": 1, "work_bonus": 2, "deferred": 3})
    assert TakeOver(Month(2026, 1), (row,)).opening() == {"c": {"deferred_deductions": 3}}
    row = TakenMonths("c", Month(2025, 1), Month(2025, 3), {"liable": 1, "work_bonus": 2})
    assert TakeOver(Month(2025, 4), (row,)).opening() == {"c": {"work_bonus": 2}}


def test_holidays_seniority_and_headcount(make: Any, tmp_path: Path) -> None:
    found = read(
        make, tmp_path,
        holidays=["contract;year;months;days_week;hours_week;days;taken", "c;2025;12;5;38;;6,5"],
        seniority=["contract;from", "c;2015-03-02"],
        headcount=["quarter;workers", "2024-Q4;3", "2025-Q1;4"],
    )  # fmt: skip
    assert found.errors == []
    assert found.taken is not None
    (year,) = found.holidays["c"]
    assert (year.year, year.work[0].months, year.work[0].hours_week, year.taken_before) == (2025, 12, 3_800, 650)
    assert found.taken.seniority == {"c": dt.date(2015, 3, 2)}
    assert found.taken.headcount == {"2024-Q4": 3, "2025-Q1": 4}


@pytest.mark.parametrize(
    ("files", "fields"),
    [
        ({"controls": [*CONTROLS[:1], "gross;25999,99", *CONTROLS[2:]]}, ["gross"]),
        ({"controls": CONTROLS[:-1]}, ["deferred"]),
        ({"controls": [*CONTROLS, "gross;1", "nets;2"]}, ["name", "name"]),
        ({"months": [FULL[0], FULL[1]]}, ["gross", "liable", "work_bonus", "special", "deferred"]),
        ({"months": [*FULL, "d;2025-01;2025-01;1"]}, ["contract"]),
        ({"months": [*FULL, "c;2025-13;2025-01;1"]}, ["from"]),
        ({"months": [*FULL, "c;2025-02;2025-01;1"]}, ["to"]),
        ({"months": [*FULL, "c;2019-01;2019-01;1"]}, ["from"]),
        ({"months": [*FULL, "c;2024-01;2025-01;1"]}, ["to"]),
        ({"months": [*FULL, "c;2024-01;2024-01;1,234"]}, ["gross"]),
        ({"months": [*FULL, "c;2025-06;2025-06;0"]}, ["from"]),
        ({"months": ["contract;from;net"]}, [""]),
        ({"months": ["contract;from;to;nets"]}, [""]),
        ({"holidays": ["contract;year;months;days_week;hours_week", "c;2025;;;"]}, ["days"]),
        ({"seniority": ["contract;from", "c;2021-01-01"]}, ["from"]),
        ({"headcount": ["quarter;workers", "2025-Q5;1", "2025-Q1;1,5"]}, ["quarter", "workers"]),
        ({"other": ["x"]}, [""]),
    ],
)
def test_what_is_wrong_is_told_with_its_column(
    make: Any, tmp_path: Path, files: dict[str, list[str]], fields: list[str]
) -> None:
    found = read(make, tmp_path, **files)
    assert faults(found) == fields
    assert all(error.where.startswith("takeover/") and error.remedy for error in found.errors)


def test_a_row_of_two_quarters_is_refused_where_its_quarter_goes_on(make: Any, tmp_path: Path) -> None:
    whole = [FULL[0], "c;2025-01;2025-08;26000,00;24000,00;120,00;120,00;2000,00;30,00"]
    assert faults(read(make, tmp_path, months=whole)) == ["to"]
    until = [FULL[0], "c;2025-01;2025-09;26000,00;24000,00;120,00;120,00;2000,00;30,00"]
    assert faults(read(make, tmp_path, months=until)) == []


def test_a_month_that_is_not_told_is_asked_for(make: Any, tmp_path: Path) -> None:
    late = [FULL[0], "c;2025-03;2025-06;20000,00;18000,00;100,00;90,00;2000,00;50,00", FULL[2]]
    found = read(make, tmp_path, months=late)
    assert [error.message for error in found.errors] == ["c: 2025-01 is not told", "c: 2025-02 is not told"]


def test_the_employer_s_file_has_the_same_beginning(make: Any, tmp_path: Path) -> None:
    assert faults(read(make, tmp_path, Month(2025, 9))) == []
    assert faults(read(make, tmp_path, Month(2025, 10))) == ["begins"]


def test_the_template_has_every_column_and_is_empty(tmp_path: Path) -> None:
    paths = write_template(tmp_path / "new")
    assert [path.name for path in paths] == [
        "months.csv", "controls.csv", "holidays.csv", "seniority.csv", "headcount.csv",
    ]  # fmt: skip
    assert paths[0].read_text(encoding="utf-8") == f"contract;from;to;{';'.join(COLUMNS)}\n"


def test_who_leaves_has_departure_pay_of_the_months_taken_over(make: Any, tmp_path: Path) -> None:
    found = read(
        make, tmp_path,
        holidays=["contract;year;months;days_week;hours_week;days;taken", "c;2025;12;5;38;;20"],
        seniority=["contract;from", "c;2015-03-02"],
    )  # fmt: skip
    contract = make.contract(start=dt.date(2020, 1, 1), amount=300_000, holidays=tuple(found.holidays["c"]))
    taken = found.taken
    assert taken is not None
    dossier = Dossier(make.employer(), (contract,), taken.begins, taken.opening(), taken_over=taken)
    said = Act(last_day=dt.date(2025, 10, 31), reason="agreement", by="both", next_employer_from=dt.date(2025, 11, 1))
    departure = leave(dossier, "c", said)
    assert departure.holiday_pay is not None
    assert departure.holiday_pay.facts["gross_this_year"] == 2_400_000 + 2 * 300_000
    assert departure.holiday_pay.facts["double_already_paid"] == 1
    assert departure.act.seniority_from == dt.date(2015, 3, 2)


def test_every_opening_balance_has_its_column() -> None:
    amounts = dict.fromkeys(COLUMNS, 700)
    month = Month(2025, 8)
    left = TakeOver(month.plus(1), (TakenMonths("c", month, month, amounts),)).opening()["c"]
    assert left == {name: 7 if name in WHOLE else 700 for name in OPENING_NAMES}


def test_the_overtime_of_the_year_and_the_rest_left_are_handed_over(make: Any, tmp_path: Path) -> None:
    days = make.days(("2024-12-05", "HS", 300), ("2025-01-07", "HS", 800), ("2025-02-04", "R", 200))
    days += make.days(("2025-03-04", "HV", 500), ("2025-03-05", "HP", 400))
    given = Dossier(make.employer(), (make.contract(days=days),))
    rows = export(given, Month(2025, 3), tmp_path / "out").rows
    taken = TakeOver(Month(2025, 4), tuple(rows)).opening()["c"]
    payslip = make.pay(given.contracts[0], "2025-03")
    assert (
        {one.label: one.value for one in payslip.counters}["Récupération : solde"] == taken["compensatory_rest"] == 900
    )
    assert (taken["overtime_voluntary"] + taken.get("overtime_net", 0), taken["overtime_waived"]) == (500, 400)
    again = Dossier(
        make.employer(),
        (make.contract(),),
        Month(2025, 4),
        {"c": taken},
        taken_over=TakeOver(Month(2025, 4), tuple(rows)),
    )
    more = export(again, Month(2025, 5), tmp_path / "again").rows
    assert sum(row["compensatory_rest"] for row in more) == 900


def test_rest_of_months_taken_over_is_dated_by_them(make: Any) -> None:
    """8 h of January less 2 of March 2024: they count until December 2025, and nothing says that a date is missing."""
    months = ((1, 800), (2, 0), (3, -200))
    rows = tuple(TakenMonths("c", Month(2024, n), Month(2024, n), {"compensatory_rest": hours}) for n, hours in months)
    over = TakeOver(Month(2024, 4), rows)
    dossier = Dossier(make.employer(), (make.contract(),), over.begins, over.opening(), taken_over=over)
    for month, left in ((Month(2024, 4), 600), (Month(2025, 12), 600), (Month(2026, 1), None)):
        payslip = pay_contract(dossier, dossier.contracts[0], month)
        assert {one.label: one.value for one in payslip.counters}.get("Récupération : solde") == left
        assert not any("date n'est pas connue" in one for one in payslip.warnings)


def test_vouchers_are_counted_one_by_one(make: Any, tmp_path: Path) -> None:
    months = [FULL[0] + ";vouchers", FULL[1], FULL[2] + ";12,5"]
    assert faults(read(make, tmp_path, months=months)) == ["vouchers"]
    months[2] = FULL[2] + ";12"
    assert faults(read(make, tmp_path, months=months)) == ["vouchers"]  # its control total is asked for
    found = read(make, tmp_path, months=months, controls=[*CONTROLS, "vouchers;12"])
    assert found.taken is not None
    assert found.taken.opening()["c"]["vouchers"] == 12


def test_holidays_carried_over_are_taken_over_with_their_total(make: Any, tmp_path: Path) -> None:
    """3 days of 2024 of which half a day was taken since, and 1 of 2023, are left at the start of September 2025."""
    months = [f"{FULL[0]};carried;carried_before", f"{FULL[1]};3,00;1,00", f"{FULL[2]};-0,50"]
    assert faults(read(make, tmp_path, months=months)) == ["carried", "carried_before"]  # their totals are asked for
    totals = ["carried;2,50", "carried_before;1,00"]
    found = read(make, tmp_path, months=months, controls=[*CONTROLS, *totals])
    assert found.errors == []
    assert found.carried == {"c": {2024: 250, 2023: 100}}
    wrong = read(make, tmp_path, months=months, controls=[*CONTROLS, "carried;3,00", totals[1]])
    assert faults(wrong) == ["carried"]
    negative = read(make, tmp_path, months=[*months[:2], months[2].replace("-0,50", "-3,50")],
                    controls=[*CONTROLS, "carried;-0,50", totals[1]])  # fmt: skip
    assert faults(negative) == ["carried"]


def test_days_carried_over_that_the_worker_s_file_tells_too(make: Any, tmp_path: Path) -> None:
    months = [f"{FULL[0]};carried", f"{FULL[1]};2,50", FULL[2]]
    read(make, tmp_path, months=months, controls=[*CONTROLS, "carried;2,50"])
    contract = make.contract(start=dt.date(2020, 1, 1))
    for own, expected in ((250, []), (200, ["carried"]), (0, [])):
        told = replace(contract, holidays=(HolidayYear(year=2024, carried=own),) if own else ())
        assert faults(read_takeover(tmp_path, {"c": told}, None)) == expected
    assert with_carried((HolidayYear(year=2024, days=2_000),), {2024: 250}) == (
        HolidayYear(year=2024, days=2_000, carried=250),
    )
    assert with_carried((HolidayYear(year=2024, carried=100),), {2024: 250})[0].carried == 100


def test_holidays_carried_over_are_handed_over_as_they_are_left(make: Any, tmp_path: Path) -> None:
    """Of 3 days of 2024, one was taken in March and one in April: 2 are left in March, and none is counted twice."""
    days = make.days(("2025-03-10", "VR", 760), ("2025-04-14", "VR", 760))
    known = (HolidayYear(year=2023, carried=100), HolidayYear(year=2024, carried=300))
    given = Dossier(make.employer(), (make.contract(days=days, holidays=known),))
    rows = export(given, Month(2025, 3), tmp_path / "out").rows
    assert carried_days(rows, "c", Month(2025, 4)) == {2024: 200}  # nothing of 2023 could be carried over
    found = read_takeover(tmp_path / "out", {"c": make.contract()}, None)
    assert (found.errors, found.carried) == ([], {"c": {2024: 200}})
    taker = make.contract(holidays=with_carried((), found.carried["c"]), days=days[1:])
    over = TakeOver(Month(2025, 4), tuple(rows))
    again = Dossier(make.employer(), (taker,), over.begins, over.opening(), taken_over=over)
    more = export(again, Month(2025, 12), tmp_path / "again").rows
    assert carried_days(more, "c", Month(2026, 1)) == {2024: 100}  # what 2025 left of it, for its second year
    payslip = pay_contract(again, taker, Month(2025, 4))
    assert {one.label: one.value for one in payslip.counters}["Vacances reportées de 2024 : solde"] == 100


def test_what_is_known_of_holidays_and_seniority_is_handed_over(make: Any, tmp_path: Path) -> None:
    work = HolidayWork(months=12, days_week=500, hours_week=3_800)
    year = HolidayYear(year=2025, work=(work,), taken_before=100)
    days = make.days(("2025-09-02", "V", 760), ("2025-11-04", "V", 760))
    own = [make.contract(holidays=(year,), days=days), make.contract(id="d")]
    months = tuple(TakenMonths(one.id, Month(2025, 1), Month(2025, 8), {}) for one in own)
    over = TakeOver(Month(2025, 9), months, {"c": dt.date(2012, 5, 2)}, {"2025-Q1": 4})
    handed = export(Dossier(make.employer(), own, over.begins, taken_over=over), Month(2025, 10), tmp_path / "out")
    assert handed.without_holidays == ["d"]
    found = read_takeover(tmp_path / "out", {one.id: replace(one, holidays=()) for one in own}, None)
    assert found.errors == []
    assert found.holidays == {"c": [replace(year, taken_before=200)]}
    assert found.taken is not None
    assert (found.taken.seniority, found.taken.headcount) == (over.seniority, over.headcount)


def test_a_right_of_several_employers_is_handed_over_in_days(make: Any, tmp_path: Path) -> None:
    paper = HolidayCertificate(months=6, days_week=500, hours_week=3_800, simple=0, double=0, days=0, taken=0)
    work = HolidayWork(months=6, days_week=500, hours_week=3_800)
    one = make.contract(holidays=(HolidayYear(year=2025, work=(work,), certificates=(paper,)),))
    export(Dossier(make.employer(), (one,)), Month(2025, 1), tmp_path / "out")
    (found,) = read_takeover(tmp_path / "out", {"c": replace(one, holidays=())}, None).holidays["c"]
    assert (found.days, found.work) == (2_000, ())
