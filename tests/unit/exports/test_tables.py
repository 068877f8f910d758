"""CSV for a French spreadsheet: separators, decimal comma, and no text that becomes a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preste.calendar import Month
from preste.exports.month import SUMMARY_HEAD, accounting_csv, summary_csv
from preste.exports.table import amount, csv_bytes, safe
from preste.payroll.month import pay_contract
from preste.payroll.payslip import Payslip
from preste.payroll.settlement import Settlement, differences, late_facts
from preste.records import Incapacity


def rows(content: bytes) -> list[list[str]]:
    """The table as a spreadsheet reads it."""
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def cents(text: str) -> int:
    """An amount as the table writes it."""
    whole, comma, part = text.lstrip("-").partition(",")
    assert comma
    assert len(part) == 2
    return (-1 if text.startswith("-") else 1) * int(whole + part)


@pytest.mark.parametrize(
    ("given_cents", "text"),
    [(0, "0,00"), (5, "0,05"), (-5, "-0,05"), (123_456_789, "1234567,89"), (-100, "-1,00"), (None, "")],
)
def test_amounts(given_cents: int | None, text: str) -> None:
    assert amount(given_cents) == text


@pytest.mark.parametrize("text", ["=1+1", "+32 81 12 34 56", "-3", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_is_never_a_formula(text: str) -> None:
    assert safe(text) == "'" + text


@pytest.mark.parametrize("text", ["", "Anne", "a=b", "5 + 5", "l'été", "Frais; divers"])
def test_ordinary_text_stays(text: str) -> None:
    assert safe(text) == text


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r\n\x00")), min_size=2,
                         max_size=2)))  # fmt: skip
def test_any_text_comes_back(table: list[list[str]]) -> None:
    """Separators, quotes and accents are written so that the same cells are read."""
    assert rows(csv_bytes(("a", "é;"), table)) == [["a", "é;"], *table]


def test_lines_end_as_spreadsheets_want() -> None:
    assert csv_bytes(("a",), [("b",)]) == b"\xef\xbb\xbfa\r\nb\r\n"


# ── the month's tables ─────────────────────────────────────────────────────────────────────


def test_the_accounting_table_balances(demo_payslips: list[Payslip]) -> None:
    head, *lines = rows(accounting_csv(demo_payslips))
    assert head == ["date", "contrat", "compte", "intitule", "libelle", "debit", "credit"]
    assert all(len(line) == len(head) for line in lines)
    debit = sum(cents(line[5]) for line in lines if line[5])
    credit = sum(cents(line[6]) for line in lines if line[6])
    assert debit == credit > 0
    net = sum(cents(line[6]) for line in lines if line[2] == "455" and line[6])
    assert net == sum(payslip.trace["net_paid"] for payslip in demo_payslips)


def test_the_summary_has_a_row_a_payslip(demo_payslips: list[Payslip]) -> None:
    head, *lines = rows(summary_csv(demo_payslips))
    assert tuple(head) == SUMMARY_HEAD
    assert len(lines) == len(demo_payslips)
    for line, payslip in zip(lines, demo_payslips, strict=True):
        row = dict(zip(head, line, strict=True))
        assert row["contrat"] == payslip.contract.id
        assert row["nom"] == payslip.contract.worker.name
        assert row["mois"] == str(payslip.month)
        assert cents(row["brut"]) == payslip.trace["gross"]
        assert cents(row["net_a_payer"]) == payslip.trace["net_paid"]
        assert cents(row["cout_employeur"]) == payslip.trace["employer_cost"]
        assert cents(row["cotisations_personnelles"]) == payslip.trace["personal_contribution"]
        assert cents(row["reductions"]) == payslip.trace["contribution_reductions"]
        assert cents(row["csss"]) == payslip.trace["special_contribution"]
        assert cents(row["cotisations_patronales"]) == payslip.trace["employer_contributions"]
        assert_adds_up(row)
        assert row["erreurs"] == ""
        assert (row["avertissements"] != "") == bool(payslip.warnings)


def assert_adds_up(row: dict[str, str]) -> None:
    """From gross to net, and the withholding and contributions that stand between them."""
    left = cents(row["brut"]) - cents(row["cotisations_personnelles"]) + cents(row["reductions"])
    taxed = cents(row["precompte"]) + cents(row["csss"]) + cents(row["assurance_groupe"])
    assert cents(row["net"]) == left + cents(row["hors_cotisations"]) - taxed


def test_pay_without_contributions_and_own_insurance_have_a_column(make: Any) -> None:
    """A worker's second week of sickness, net overtime, 40.00 EUR of group insurance."""
    sick = Incapacity(start=dt.date(2026, 7, 1), end=dt.date(2026, 7, 24), certificate=dt.date(2026, 7, 1))
    contract = make.contract(
        status="blue_collar", incapacities=(sick,), days=make.days(("2026-07-29", "HV", 200)),
        items=(make.item("group_insurance", 40_00),),
    )  # fmt: skip
    payslip = make.pay(contract, "2026-07", begins=Month(2026, 7))
    head, line = rows(summary_csv([payslip]))
    row = dict(zip(head, line, strict=True))
    without = payslip.trace["pay_without_onss"], payslip.trace["net_overtime_pay"]
    assert all(without)
    assert cents(row["hors_cotisations"]) == sum(without)
    assert row["assurance_groupe"] == "40,00"
    assert_adds_up(row)


def test_the_summary_of_a_month_that_settles_another_adds_up(make: Any) -> None:
    """July is paid as 2 500.00 and was 2 700.00, with a second week of sickness known late: August settles it."""
    july, august = Month(2026, 7), Month(2026, 8)
    contract = make.contract(status="blue_collar")
    sick = Incapacity(start=dt.date(2026, 7, 1), end=dt.date(2026, 7, 24), certificate=dt.date(2026, 7, 1))
    late = replace(contract, terms=(make.terms(amount=270_000),), incapacities=(sick,))
    was, due = (make.pay(one, "2026-07", begins=july) for one in (contract, late))
    lines = differences(was.lines, due, "c", july, august.last)
    own = pay_contract(make.dossier(late, begins=july), late, august)
    settlement = Settlement(tuple(lines), late_facts(lines), keeps_debts=True, paid_on=august.last)
    payslip = pay_contract(make.dossier(late, begins=july), late, august, {}, settlement)
    head, *written = rows(summary_csv([was, due, own, payslip]))
    before, now, plain, both = (dict(zip(head, line, strict=True)) for line in written)
    for row in (before, now, plain, both):
        assert_adds_up(row)
    columns = (
        "brut", "cotisations_personnelles", "reductions", "hors_cotisations", "imposable", "csss",
        "cotisations_patronales",
    )  # fmt: skip
    for column in columns:
        assert cents(both[column]) - cents(plain[column]) == cents(now[column]) - cents(before[column])
    moved = [column for column in columns if cents(both[column]) != cents(plain[column])]
    assert moved == [*columns]


def test_names_that_look_like_formulas(make: Any) -> None:
    worker = make.worker(first_name="=HYPERLINK", last_name='("http://x")')
    contract = make.contract(id="@c", worker=worker, items=(make.item("cost", 100, label="+cmd|' /C calc'!A0"),))
    payslip = make.pay(contract, "2026-02")
    for content in (accounting_csv([payslip]), summary_csv([payslip])):
        for line in rows(content)[1:]:
            for cell in line:
                number = cell.replace(",", "").lstrip("-").isdigit()
                assert number or not cell.startswith(("=", "+", "-", "@"))
    assert rows(summary_csv([payslip]))[1][0] == "'@c"


def test_what_is_missing_is_empty_and_told(make: Any) -> None:
    blocked = make.pay(make.contract(items=(make.item("arrears", 50_000),)), "2023-02")
    head, line = rows(summary_csv([blocked]))
    row = dict(zip(head, line, strict=True))
    assert row["brut"] == "3000,00"
    assert row["net_a_payer"] == row["precompte"] == ""
    assert "arrears" in row["erreurs"]
    assert rows(accounting_csv([blocked])) == [["date", "contrat", "compte", "intitule", "libelle", "debit", "credit"]]


def test_warnings_are_told(make: Any) -> None:
    payslip = replace(make.pay(make.contract(), "2026-02"), warnings=("-a", "b"))
    head, line = rows(summary_csv([payslip]))
    assert dict(zip(head, line, strict=True))["avertissements"] == "'-a | b"
