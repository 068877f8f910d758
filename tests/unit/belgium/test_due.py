"""What is due because of one worker, by its day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from preste.belgium.due import due_on_leaving, due_on_starting
from preste.records import EndedBy, Leaving, LeavingReason

SATURDAY = dt.date(2026, 10, 31)


def codes(make: Any, end: dt.date, reason: LeavingReason, by: EndedBy, told: dt.date | None = None) -> dict[str, str]:
    """Each thing due on a departure, and its day."""
    leaving = Leaving(reason=reason, by=by, notified_on=told)
    contract = make.contract(end=end, leaving=leaving)
    found = due_on_leaving(contract, leaving, dt.date(2026, 10, 31))
    assert [one.date for one in found] == sorted(one.date for one in found)
    assert all(one.law for one in found)
    return {one.code: one.date.isoformat() for one in found}


def test_a_departure_on_a_saturday(make: Any) -> None:
    assert codes(make, SATURDAY, "agreement", "both", dt.date(2026, 10, 1)) == {
        "letter": "2026-10-01",
        "c4": "2026-10-30",  # the last day with work on it
        "work_certificate": "2026-10-31",
        "payslip": "2026-10-31",
        "holiday_certificates": "2026-10-31",
        "dimona_out": "2026-11-02",  # Sunday is All Saints' too
        "account_left": "2027-02-28",  # two months after the quarter
        "slip_281": "2027-02-28",
    }


def test_the_reasons_of_a_grave_cause_are_told_within_three_working_days(make: Any) -> None:
    found = codes(make, dt.date(2026, 10, 29), "grave_cause", "employer", dt.date(2026, 10, 29))
    assert found["grave_cause"] == "2026-11-02"


def test_death_asks_for_no_c4(make: Any) -> None:
    assert not {"c4", "work_certificate", "letter"} & set(codes(make, SATURDAY, "death", "nobody"))


def test_a_fund_gives_the_certificates_of_a_blue_collar_worker(make: Any) -> None:
    leaving = Leaving(reason="agreement", by="both")
    contract = make.contract(end=SATURDAY, status="blue_collar", leaving=leaving)
    assert "holiday_certificates" not in {one.code for one in due_on_leaving(contract, leaving, SATURDAY)}


@pytest.mark.parametrize(
    ("changes", "written"),
    [
        ({}, ""),
        ({"fixed_term": True, "end": dt.date(2026, 12, 31)}, "à durée déterminée"),
        ({"regime": "student", "schedule": (400,) * 5 + (0, 0)}, "étudiant, à temps partiel"),
    ],
)
def test_a_beginning(make: Any, changes: dict[str, Any], written: str) -> None:
    start = dt.date(2026, 11, 16)
    found = due_on_starting(make.contract(start=start, **changes))
    dates = {one.code: one.date.isoformat() for one in found}
    assert dates["dimona_in"] == dates["transparency"] == "2026-11-16"
    assert dates["account_hired"] == "2027-01-16"
    labels = [one.label for one in found if one.code == "written_contract"]
    assert labels == ([f"Contrat écrit ({written}), signé avant le début"] if written else [])


@pytest.mark.parametrize(
    ("reason", "by", "kept"),
    [
        ("notice", "employer", True),
        ("notice", "worker", False),
        ("agreement", "both", True),
        ("term", "nobody", True),
        ("grave_cause", "employer", False),
        ("grave_cause", "worker", True),
        ("retirement", "worker", False),
        ("death", "nobody", False),
    ],
)
def test_who_keeps_public_holidays_after_the_end(reason: LeavingReason, by: EndedBy, kept: bool) -> None:
    assert Leaving(reason=reason, by=by).keeps_holidays is kept
