"""Article 17 beyond its limits: both sectors together, a student's own limit, a former employee's year of waiting."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from preste.belgium import FACTS
from preste.calendar import Month
from preste.engine import explain, replay
from preste.payroll.month import pay_contract
from preste.payroll.payslip import Payslip
from preste.records import Contract

NO_SCHEDULE = (0, 0, 0, 0, 0, 0, 0)
JULY = Month(2026, 7)


def worked(make: Any, hours: dict[str, int], **more: Any) -> Contract:
    """Hours on the first day of each month, at 15 EUR."""
    days = make.days(*[(f"{month}-01", "W", count) for month, count in hours.items()])
    made = {"regime": "article17", "article17_sector": "sport", "pay_basis": "hourly", "amount": 1_500}
    contract: Contract = make.contract(**made | {"schedule": NO_SCHEDULE, "days": days} | more)
    return contract


def told(payslip: Payslip) -> str:
    return next(warning for warning in payslip.warnings if "article 17" in warning)


def amounts(payslip: Payslip) -> dict[str, int]:
    return {line.code: line.amount for line in payslip.lines}


# ── a student ──────────────────────────────────────────────────────────────────────────────


def student(make: Any, hours_used: int, hours: int = 15_000) -> Payslip:
    """July 2026 of a student with 60 hours of article 17 in May and so many student hours of the 650."""
    contract = worked(make, {"2026-07": hours}, student=True)
    opening = {"c": {"article17_year": 6_000, "article17_sport_year": 6_000, "student_hours": hours_used}}
    found: Payslip = make.pay(contract, "2026-07", begins=JULY, opening=opening)
    return found


def test_a_student_s_hours_beyond_190_are_student_hours(make: Any) -> None:
    """60 + 150 - 190 = 20 h, 300.00 of 2 250.00: 2.71 % of the worker, 5.43 % of the employer; no tax."""
    payslip = student(make, 60_000)
    assert amounts(payslip) == {
        "base_pay": 225_000, "onss_student": 813, "employer_student": 1_629, "not_taxable": 224_187,
    }  # fmt: skip
    assert payslip.trace["net_paid"] == 224_187
    assert "20 h sont prises sur le contingent" in told(payslip).replace(",00", "")
    tree = explain(payslip.trace, FACTS, ("net_paid",))
    assert replay(tree) == len(tree["nodes"])


def test_what_exceeds_the_student_quota_too_is_ordinary(make: Any) -> None:
    """10 h are left of 650: 150.00 owes solidarity, 150.00 the ordinary contribution of 13.07 %, 1 950.00 nothing."""
    payslip = student(make, 64_000)
    assert payslip.trace["article17_part"] == 195_000
    assert payslip.trace["student_part"] == payslip.trace["contribution_base"] == 15_000
    assert (payslip.trace["student_personal"], payslip.trace["ordinary_contribution"]) == (407, 1_961)
    assert payslip.trace["bonus_hours"] == 1_000


def test_within_190_hours_a_student_is_free(make: Any) -> None:
    payslip = student(make, 60_000, hours=13_000)
    assert payslip.trace["personal_contribution"] == 0
    assert payslip.trace.facts["student_hours"] == 0


def test_the_hours_taken_from_the_quota_count_for_the_next_month(make: Any) -> None:
    contract = worked(make, {"2026-07": 15_000, "2026-08": 1_000}, student=True)
    opening = {"c": {"article17_year": 6_000, "article17_sport_year": 6_000, "student_hours": 60_000}}
    august = make.pay(contract, "2026-08", begins=JULY, opening=opening)
    assert (august.trace.facts["student_hours_used"], august.trace.facts["student_hours"]) == (62_000, 1_000)
    assert august.trace["article17_part"] == 0


# ── the limits ─────────────────────────────────────────────────────────────────────────────


def test_an_adult_beyond_190_hours_in_the_third_quarter(make: Any) -> None:
    """Socio-cultural: all of the month is ordinary."""
    payslip = make.pay(worked(make, {"2026-07": 19_500}, article17_sector="socio_cultural"), "2026-07")
    assert payslip.trace["contribution_base"] == payslip.trace["gross"] == 292_500
    assert "195" in told(payslip)
    assert "190 in this quarter" in told(payslip)


@pytest.mark.parametrize(
    ("sport", "socio", "beyond"),
    [(28_000, 500, False), (28_000, 501, True), (5_000, 19_000, False), (5_000, 19_001, True)],
)
def test_both_sectors_together_have_the_limits_of_sport(make: Any, sport: int, socio: int, beyond: bool) -> None:
    """285 hours of the third quarter together, of which 190 socio-cultural."""
    one = replace(worked(make, {"2026-07": sport}), id="sport")
    two = replace(worked(make, {"2026-08": socio}, article17_sector="socio_cultural"), id="socio")
    payslip = pay_contract(make.dossier(one, two), two, Month(2026, 8))
    assert ("dépassé" in told(payslip)) is beyond


# ── a former employee ──────────────────────────────────────────────────────────────────────


def former(make: Any, end: str, month: str = "2026-07", **more: Any) -> Payslip:
    """Article 17 from July 2026 of who was an employee until a day."""
    employee = make.contract(id="before", end=dt.date.fromisoformat(end))
    contract = replace(worked(make, {month: 1_000}, **more), start=dt.date(2026, 7, 1))
    return pay_contract(make.dossier(employee, contract), contract, Month.parse(month))


@pytest.mark.parametrize(
    ("end", "month", "free"),
    [
        ("2025-08-31", "2026-07", False),  # ten months
        ("2025-06-30", "2026-07", True),  # a year to the day
        ("2025-07-01", "2026-07", False),
        ("2025-08-31", "2026-08", False),
        ("2025-08-31", "2026-09", True),
        ("2026-12-31", "2026-07", False),  # still in service
    ],
)
def test_a_year_of_waiting_after_another_contract(make: Any, end: str, month: str, free: bool) -> None:
    payslip = former(make, end, month)
    assert (payslip.trace["contribution_base"] == 0) is free
    assert ("exclu" in told(payslip)) is not free


@pytest.mark.parametrize("who", ["student", "pensioner"])
def test_students_and_pensioners_do_not_wait(make: Any, who: str) -> None:
    assert former(make, "2025-08-31", **{who: True}).trace["contribution_base"] == 0


def test_a_contract_that_is_not_in_the_dossier(make: Any) -> None:
    contract = worked(make, {"2026-07": 1_000}, employed_until=dt.date(2025, 8, 31))
    assert make.pay(contract, "2026-07").trace["contribution_base"] == 15_000
    assert "31/08/2025" in told(make.pay(contract, "2026-07"))


def test_before_2022_nobody_waited(make: Any) -> None:
    contract = worked(make, {"2021-07": 1_000}, employed_until=dt.date(2021, 1, 31))
    assert make.pay(contract, "2021-07").trace["contribution_base"] == 0
