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
from preste.engine import replay
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
    rows = [row for row in guaranteed(contract) if row.month == month and row.pay is not None]
    assert sum(row.pay or 0 for row in rows if row.code == "MC") == payslip.trace["supplement_pay"]
    assert sum(row.pay or 0 for row in rows if row.code == "MS") == payslip.trace["second_week_pay"]
    for code in {row.code for row in rows}:
        assert sum(row.hours for row in rows if row.code == code) == payslip.time.hours_by_code[code]


def test_a_row_holds_days_that_follow_each_other(make: Any) -> None:
    contract = make.contract(status="blue_collar", pay_basis="hourly", amount=1_500, incapacities=(ILL, AGAIN))
    rows = list(guaranteed(contract))
    days = [row.first + dt.timedelta(days=i) for row in rows for i in range((row.last - row.first).days + 1)]
    assert days == sorted(set(days))
    assert sum((one.end - one.start).days + 1 for one in (ILL, AGAIN)) == len(days)


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
    assert (
        "Rechute : délai après la fin de l'incapacité qui a été payée, depuis le 01/01/2026 : 56 jours civils" in words
    )


def test_a_fault_is_told_once() -> None:
    """Each of the days after the law book's horizon has the same."""
    error = run(*WORKMAN, "--sick", "2030-12-10:2031-01-20").exception
    assert isinstance(error, DossierError)
    assert len(error.errors) == len({str(one) for one in error.errors}) == 1


def test_as_json() -> None:
    found = json.loads(run(*WORKMAN, *SICK, "--json").stdout)
    days = [
        (one["month"], one["code"], one["day_from"], one["day_to"], one["pay"], one["onss"]) for one in found["days"]
    ]
    assert days == [
        ("2026-03", "M", 1, 7, "570.00", True),
        ("2026-03", "MS", 8, 14, "489.52", False),
        ("2026-03", "MC", 15, 23, "206.52", False),
        ("2026-04", "MC", 24, 28, "88.51", False),
        ("2026-04", "F", 29, 29, "114.00", True),
        ("2026-04", "MC", 30, 30, "29.50", False),
        ("2026-04", "MM", 31, 41, None, False),
    ]
    assert found["mutual_fund"] == [
        {"from": "2026-03-23", "sheet_due": "2026-04-01"},
        {"from": "2026-04-20", "sheet_due": "2026-05-04"},
    ]
    assert [one["explanation"] is None for one in found["days"]] == [one["pay"] is None for one in found["days"]]
    assert all(replay(one["explanation"]) for one in found["days"] if one["explanation"])
    assert found["parameters"]["sickness_relapse"]["value"] == 56
    assert found["parameters"]["guaranteed_pay_blue_collar.below_ceiling"]["value"] == 2_588


def test_another_illness_and_a_short_term() -> None:
    employee = ("--status", "white_collar", "--hired", "2026-02-02", "--monthly", "2600.00")
    again = ("--sick", "2026-03-09:2026-03-10", "--sick", "2026-03-16:2026-03-31")
    days = json.loads(run(*employee, "--ends", "2026-04-17", *again, "--json").stdout)["days"]
    assert [one["code"] for one in days] == ["M", "M", "MS", "MC"]
    days = json.loads(run(*employee, *again[:3], again[3] + ":autre", "--json").stdout)["days"]
    assert [(one["code"], one["day_from"]) for one in days] == [("M", 1), ("M", 1)]


def test_law_that_is_missing_is_told_where_it_is_needed() -> None:
    result = run(*WORKMAN[:2], "--hired", "2020-01-01", *WORKMAN[4:], "--sick", "2026-11-17:2026-12-07", "--json")
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
        (("--sick", "2026-03-09:2026-03-10", "--week", "0 0 0 0 0 0 0"), "week"),
        (("--sick", "2026-03-09:2026-03-10", "--week", "30 0 0 0 0 0 0"), "week"),
        (("--sick", "2026-03-09:2026-03-10", "--hourly", "-15"), "hourly"),
        (("--sick", "2026-03-09:2026-03-10", "--hourly", "0"), "hourly"),
        (("--sick", "2026-03-09:2026-03-10", "--full-time", "380"), "full_time"),
    ],
)
def test_what_is_typed_wrong(changed: tuple[str, ...], field: str) -> None:
    error = run(*WORKMAN, *changed).exception
    assert isinstance(error, InputError)
    assert error.field == field
    assert error.remedy
