"""Incapacities by themselves, and `preste labour guaranteed`."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from preste.calendar import Month
from preste.cli.app import app
from preste.errors import DossierError, InputError
from preste.payroll.guaranteed import guaranteed
from preste.payroll.month import run_month
from preste.records import Incapacity

ILL = Incapacity(start=dt.date(2026, 3, 9), end=dt.date(2026, 4, 7), certificate=dt.date(2026, 3, 9))
AGAIN = Incapacity(start=dt.date(2026, 4, 20), end=dt.date(2026, 4, 30), certificate=dt.date(2026, 4, 20))


@pytest.mark.parametrize(
    "terms", [{"pay_basis": "hourly", "amount": 1_500}, {"pay_basis": "hourly", "amount": 3_217}, {"amount": 273_199}]
)
@pytest.mark.parametrize("month", [Month(2026, 3), Month(2026, 4)])
def test_the_same_cents_as_the_payslip(make: Any, terms: dict[str, Any], month: Month) -> None:
    contract = make.contract(status="blue_collar", incapacities=(ILL, AGAIN), **terms)
    (payslip,) = run_month(make.dossier(contract), month)
    rows = {row.code: row for row in guaranteed(contract) if row.month == month and row.pay is not None}
    assert rows["MC"].pay == payslip.trace["supplement_pay"]
    assert (rows["MS"].pay if "MS" in rows else 0) == payslip.trace["second_week_pay"]
    assert all(row.hours == payslip.time.hours_by_code[row.code] for row in rows.values())


def test_a_fault_of_the_month_is_raised(make: Any) -> None:
    contract = make.contract(incapacities=(ILL,), days=make.days(("2026-03-10", "V", 760)))
    with pytest.raises(DossierError):
        list(guaranteed(contract))
    with pytest.raises(InputError):
        list(guaranteed(make.contract(incapacities=(ILL,), terms=(make.terms(valid_from=dt.date(2026, 6, 1)),))))


# ── as typed ───────────────────────────────────────────────────────────────────────────────

WORKMAN = ("--status", "blue_collar", "--hired", "2024-01-01", "--hourly", "15.00")
SICK = ("--sick", "2026-03-09:2026-04-07", "--sick", "2026-04-20:2026-04-30")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["labour", "guaranteed", *arguments])


def test_as_a_table() -> None:
    words = " ".join(run(*WORKMAN, *SICK).stdout.split())
    assert "16/03/2026 22/03/2026 8–14 MS" in words
    assert "489,52" in words
    assert "La mutuelle intervient dès le 23/03/2026" in words
    assert "La mutuelle intervient dès le 20/04/2026" in words


def test_as_json() -> None:
    found = json.loads(run(*WORKMAN, *SICK, "--json").stdout)
    days = [
        (one["month"], one["code"], one["day_from"], one["day_to"], one["pay"], one["onss"]) for one in found["days"]
    ]
    assert days == [
        ("2026-03", "M", 1, 7, "570.00", True),
        ("2026-03", "MS", 8, 14, "489.52", False),
        ("2026-03", "MC", 15, 23, "206.52", False),
        ("2026-04", "MC", 24, 30, "118.01", False),
        ("2026-04", "F", 29, 29, "114.00", True),
        ("2026-04", "MM", 31, 41, None, False),
    ]
    assert found["mutual_fund"] == [
        {"from": "2026-03-23", "sheet_due": "2026-04-01"},
        {"from": "2026-04-20", "sheet_due": "2026-05-04"},
    ]


def test_another_illness_and_a_short_term() -> None:
    employee = ("--status", "white_collar", "--hired", "2026-02-02", "--monthly", "2600.00")
    again = ("--sick", "2026-03-09:2026-03-10", "--sick", "2026-03-16:2026-03-31")
    days = json.loads(run(*employee, "--ends", "2026-04-17", *again, "--json").stdout)["days"]
    assert [one["code"] for one in days] == ["M", "M", "MS", "MC"]
    days = json.loads(run(*employee, *again[:3], again[3] + ":autre", "--json").stdout)["days"]
    assert [(one["code"], one["day_from"]) for one in days] == [("M", 1), ("M", 1)]


def test_law_that_is_missing_is_told_where_it_is_needed() -> None:
    result = run(*WORKMAN[:2], "--hired", "2020-01-01", *WORKMAN[4:], "--sick", "2023-03-01:2023-03-20", "--json")
    days = json.loads(result.stdout)["days"]
    assert result.exit_code == 2
    assert [one["pay"] is None for one in days] == [False, False, True]
    assert days[2]["error"]["code"] == "E-LAW-MISSING"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        (("--sick", "2026-03-09"), "sick"),
        (("--sick", "2026-03-09:2026-03-08"), "sick"),
        (("--sick", "2026-03-09:2026-03-10", "--sick", "2026-03-10:2026-03-11"), "sick"),
        (("--sick", "2026-03-09:2026-03-10", "--hired", "2026-03-32"), "hired"),
        (("--sick", "2026-03-09:2026-03-10", "--monthly", "2600.00"), "hourly"),
        (("--sick", "2026-03-09:2026-03-10", "--week", "7.60 7.60"), "week"),
    ],
)
def test_what_is_typed_wrong(changed: tuple[str, ...], field: str) -> None:
    error = run(*WORKMAN, *changed).exception
    assert isinstance(error, InputError)
    assert error.field == field
    assert error.remedy
