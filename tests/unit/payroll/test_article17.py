"""Article 17 beyond its limits: both sectors together, a student's own limit, a former employee's year of waiting."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from preste.belgium import FACTS
from preste.calendar import Month
from preste.engine import explain, replay
from preste.payroll.late import pay_as_known
from preste.payroll.month import pay_contract
from preste.payroll.payslip import Payslip
from preste.records import Contract

NO_SCHEDULE = (0, 0, 0, 0, 0, 0, 0)
JULY = Month(2026, 7)


def spread(month: str, hours: int) -> list[tuple[str, str, int]]:
    whole, rest = divmod(hours, 1_000)
    parts = [1_000] * whole + ([rest] if rest else [])
    return [(f"{month}-{day:02d}", "W", part) for day, part in enumerate(parts, 1)]


def worked(make: Any, hours: dict[str, int], **more: Any) -> Contract:
    """Hours from the first day of each month on, ten a day, at 15 EUR."""
    days = make.days(*(one for month, count in hours.items() for one in spread(month, count)))
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


# ── months that were paid as free ──────────────────────────────────────────────────────────


def paid(make: Any, month: str, *contracts: Contract) -> list[Payslip]:
    """The payslips of a month as it is paid, with what it settles."""
    dossier = make.dossier(*contracts)
    return [pay_as_known(dossier, one, Month.parse(month)) for one in dossier.contracts]


def late(payslip: Payslip) -> dict[tuple[str, str], int]:
    """What a payslip settles of earlier months, by month and code."""
    found = [line for line in payslip.lines if line.earned_month != payslip.month]
    return {(str(line.earned_month), line.code): line.amount for line in found}


SOCIO = {"article17_sector": "socio_cultural"}


def test_a_quarter_that_is_exceeded_owes_from_its_first_month(make: Any) -> None:
    """100 h in July, 100 in August 2026: 200 of 190. July's 1 500.00 owes 196.05 of the worker, less the work bonus of
    that month, and the employer's contributions: all of it at the employer's cost; May is of another quarter."""
    contract = worked(make, {"2026-05": 4_000, "2026-07": 10_000, "2026-08": 10_000}, **SOCIO)
    (july,) = paid(make, "2026-07", contract)
    assert july.trace["contribution_base"] == 0
    assert late(july) == {}
    (august,) = paid(make, "2026-08", contract)
    ordinary = make.pay(worked(make, {"2026-07": 10_000}, regime="ordinary"), "2026-07")
    personal = ordinary.trace["personal_contribution"] - ordinary.trace["contribution_reductions"]
    assert ordinary.trace["ordinary_contribution"] == 19_605
    found = late(august)
    assert {month for month, _ in found} == {"2026-07"}
    assert found["2026-07", "onss_borne"] == personal
    owed = sum(found.values()) - personal
    assert owed == ordinary.trace["employer_contributions"]
    alone = make.pay(contract, "2026-08")
    assert august.trace["net_paid"] == alone.trace["net_paid"]
    assert august.trace["employer_cost"] == alone.trace["employer_cost"] + personal + owed
    assert any("les mois 2026-07 doivent aussi des cotisations" in one for one in august.warnings)
    (september,) = paid(make, "2026-09", replace(contract, days=(*contract.days, *make.days(("2026-09-01", "W", 100)))))
    assert late(september) == {}


def test_a_year_that_is_exceeded_owes_from_its_first_month(make: Any) -> None:
    """100 h in each of the first two quarters, 90 in July, 20 in October: 310 of 300 socio-cultural ones."""
    hours = {"2025-02": 10_000, "2025-05": 10_000, "2025-07": 9_000, "2025-10": 2_000}
    (october,) = paid(make, "2025-10", worked(make, hours, **SOCIO))
    assert {month for month, code in late(october) if code == "onss_borne"} == {"2025-02", "2025-05", "2025-07"}


def test_both_sectors_owe_when_they_exceed_their_limit_together(make: Any) -> None:
    """280 h of sport in July and 10 elsewhere in August: 290 of 285; July's are settled on the sport contract."""
    one = replace(worked(make, {"2026-07": 28_000, "2026-08": 100}), id="sport")
    two = replace(worked(make, {"2026-08": 1_000}, **SOCIO), id="socio")
    sport, socio = paid(make, "2026-08", one, two)
    assert {month for month, _ in late(sport)} == {"2026-07"}
    assert late(socio) == {}


def test_a_student_s_earlier_months_stay_free(make: Any) -> None:
    contract = worked(make, {"2026-07": 18_000, "2026-08": 2_000}, student=True)
    (august,) = paid(make, "2026-08", contract)
    assert late(august) == {}


def test_within_the_limits_nothing_is_settled(make: Any) -> None:
    contract = worked(make, {"2026-07": 9_000, "2026-08": 10_000}, **SOCIO)
    assert [late(one) for one in paid(make, "2026-08", contract)] == [{}]
