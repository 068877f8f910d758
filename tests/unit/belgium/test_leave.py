"""Rights to short absences, birth leave and urgent reasons: used up to the last hour, refused beyond."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from preste.belgium.time.events import EVENTS_OF, SHORT
from preste.belgium.time.leave import leave_errors
from preste.calendar import Month
from preste.errors import DossierError
from preste.law import book
from preste.payroll.dossier import read_dossier
from preste.payroll.month import run_month
from preste.records import Contract, Day

JUNE = Month(2026, 6)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2026-{text}" if len(text) == 5 else text)


def absences(code: str, event: str, *dates: str, hours: int = 760, of: str = "2026-06-13") -> tuple[Day, ...]:
    when = day(of) if event else None
    return tuple(Day(date=day(d), code=code, hours=hours, event=event, event_date=when) for d in dates)


def refused(contract: Contract, month: Month = JUNE) -> list[str]:
    return [error.where.rpartition(" ")[2] for error in leave_errors(contract, month)]


@pytest.mark.parametrize(
    ("event", "of", "right"),
    [
        ("own_marriage", "2026-06-13", 2),
        ("relative_marriage", "2026-06-13", 1),
        ("death_parent", "2026-06-01", 3),
        ("death_partner_or_child", "2021-07-24", 3),
        ("death_partner_or_child", "2021-07-25", 10),
        ("death_relative_at_home", "2026-06-01", 2),
        ("death_relative", "2026-06-01", 1),
        ("death_foster_child", "2021-07-24", 0),
        ("death_foster_child", "2021-07-25", 1),
        ("jury_or_court", "2026-06-01", 5),
        ("birth", "2026-06-01", 3),
    ],
)
def test_each_event_gives_its_days(make: Any, event: str, of: str, right: int) -> None:
    """One day more than the right, on working days from 1 June: the last one is refused."""
    dates = [f"06-{d:02}" for d in range(1, 31) if dt.date(2026, 6, d).weekday() < 5][: right + 1]
    contract = make.contract(days=absences("PC", event, *dates, of=of))
    assert refused(contract) == [f"2026-{dates[-1]}"]


def test_every_event_is_in_the_law() -> None:
    assert {key for (key,) in book().series["short_absence"].entries} == set(EVENTS_OF[SHORT])


def test_the_reason_is_told(make: Any) -> None:
    contract = make.contract(days=absences("PC", "own_marriage", "06-15", "06-16", "06-17"))
    with pytest.raises(DossierError) as caught:
        list(run_month(make.dossier(contract), JUNE))
    (error,) = caught.value.errors
    assert (error.code, error.field, error.where) == ("E-LEAVE-RIGHT", "code", "contract c, 2026-06-17")
    assert "gives 2 days, 3 are taken" in error.message


def test_half_days_count_for_half(make: Any) -> None:
    half = absences("PC", "own_marriage", "06-15", "06-16", "06-17", "06-18", hours=380)
    assert refused(make.contract(days=half)) == []
    assert refused(make.contract(days=half + absences("PC", "own_marriage", "06-19", hours=10))) == ["2026-06-19"]


def test_days_before_the_month_are_used_too(make: Any) -> None:
    """Two days of May and one of June, for one marriage; another marriage has its own days."""
    may = absences("PC", "own_marriage", "05-28", "05-29", of="2026-05-30")
    assert refused(make.contract(days=may + absences("PC", "own_marriage", "06-01", of="2026-05-30"))) == ["2026-06-01"]
    assert refused(make.contract(days=may + absences("PC", "own_marriage", "06-01"))) == []
    assert (
        refused(make.contract(days=may + absences("PC", "own_marriage", "06-01", of="2026-05-30")), Month(2026, 5))
        == []
    )


def test_birth_leave_is_shared(make: Any) -> None:
    """Twenty days in all since 2023: three of the employer, seventeen of the mutual fund."""
    working = [d for m in (Month(2026, 6), Month(2026, 7)) for d in m.days if d.weekday() < 5]
    dates = [d.isoformat() for d in working]
    seventeen = absences("NAI", "birth", *dates[3:20], of="2026-06-01")
    assert refused(make.contract(days=seventeen)) == []
    assert refused(make.contract(days=seventeen + absences("NAI", "birth", dates[20], of="2026-06-01"))) == [dates[20]]


def test_urgent_reasons_ten_days_a_year(make: Any) -> None:
    dates = [d.isoformat() for d in JUNE.days if d.weekday() < 5]
    assert refused(make.contract(days=absences("RI", "", *dates[:10]))) == []
    assert refused(make.contract(days=absences("RI", "", *dates[:11]))) == [dates[10]]
    last_year = absences("RI", "", "2025-06-02", "2025-06-03")
    assert refused(make.contract(days=last_year + absences("RI", "", *dates[:10]))) == []


def test_urgent_reasons_of_a_part_timer(make: Any) -> None:
    """Three days a week of five: six days a year."""
    schedule = (760, 760, 760, 0, 0, 0, 0)
    dates = [d.isoformat() for d in JUNE.days if d.weekday() < 3]
    assert refused(make.contract(schedule=schedule, days=absences("RI", "", *dates[:6]))) == []
    assert refused(make.contract(schedule=schedule, days=absences("RI", "", *dates[:7]))) == [dates[6]]


def test_a_short_absence_without_event_is_paid_and_told(make: Any) -> None:
    (payslip,) = run_month(make.dossier(make.contract(days=absences("PC", "", "06-15"))), JUNE)
    assert payslip.trace["base_pay"] == 250_000
    assert "petit chômage sans événement : le droit n'est pas vérifié" in payslip.warnings


# ── the dossier folder ─────────────────────────────────────────────────────────────────────


def folder_with(demo_folder: Any, row: str) -> Any:
    (demo_folder / "days" / "2026-09.csv").write_text(f"contract;date;code;hours;event\n{row}\n", encoding="utf-8")
    return read_dossier(demo_folder)


def test_events_are_read(demo_folder: Any) -> None:
    anne = folder_with(demo_folder, "anne;2026-09-14;PC;7,60;own_marriage 2026-09-12").contracts[0]
    (found,) = [d for d in anne.days if d.date == day("09-14")]
    assert (found.event, found.event_date) == ("own_marriage", day("09-12"))


@pytest.mark.parametrize(
    ("row", "code", "said"),
    [
        ("anne;2026-09-14;PC;7,60;birthday", "E-LEAVE-EVENT", "'birthday'"),
        ("anne;2026-09-14;SS;7,60;own_marriage", "E-LEAVE-EVENT", "no event of SS"),
        ("anne;2026-09-14;NAI;7,60;own_marriage", "E-LEAVE-EVENT", "no event of NAI"),
        ("anne;2026-09-14;PC;7,60;own_marriage 12/09", "E-INPUT-DATE", "12/09"),
    ],
)
def test_wrong_events_are_told(demo_folder: Any, row: str, code: str, said: str) -> None:
    with pytest.raises(DossierError) as caught:
        folder_with(demo_folder, row)
    (error,) = caught.value.errors
    assert (error.code, error.field, error.where) == (code, "event", "days/2026-09.csv, line 2")
    assert said in error.message
