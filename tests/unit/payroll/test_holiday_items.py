"""Simple holiday pay that the previous employer paid: what it takes off the payslip, and what its settlement gives."""

from __future__ import annotations

from typing import Any

import pytest

from preste.documents.payslip.view import payslip_view
from preste.errors import DossierError
from preste.exports.journal import journal
from preste.payroll import line as role


def test_what_the_previous_employer_paid_is_taken_off(make: Any) -> None:
    """The base of the contributions and the pay fall; the wage that the work bonus is read with does not."""
    plain = make.contract(items=())
    imputed = make.contract(items=(make.item("imputed_holiday_pay", 50_000, since="2026-05-01", once=True),))
    before, after = make.pay(plain, "2026-05"), make.pay(imputed, "2026-05")
    assert after.trace["gross"] == before.trace["gross"] - 50_000
    assert after.trace["bonus_wage"] == before.trace["bonus_wage"]
    lines = {one.code: one for one in after.lines}
    assert lines["imputed_holiday_pay"].amount == -50_000
    assert lines["imputed_holiday_pay"].onss_code == "1"
    assert (lines["imputed_declared"].amount, lines["imputed_declared"].onss_code) == (50_000, "12")
    assert lines["imputed_declared"].roles == (role.INFORMATION,)
    assert after.totals is not None
    assert after.totals.gross == after.trace["gross"]
    assert after.totals.granted == after.trace["net_paid"]


def test_more_than_the_months_pay_is_refused(make: Any) -> None:
    imputed = make.contract(items=(make.item("imputed_holiday_pay", 250_001, since="2026-05-01", once=True),))
    with pytest.raises(DossierError) as caught:
        make.pay(imputed, "2026-05")
    assert [error.code for error in caught.value.errors] == ["E-ITEM-IMPUTED"]


@pytest.mark.parametrize(("reason", "month", "code"), [("certificate", "2024-12", "14"), ("untaken", "2025-12", "15")])
def test_a_settlement_is_pay_outside_the_wage_of_the_bonus(make: Any, reason: str, month: str, code: str) -> None:
    item = make.item("holiday_settlement", 30_000, since=f"{month}-01", once=True, details={"reason": reason})
    before, after = make.pay(make.contract(), month), make.pay(make.contract(items=(item,)), month)
    assert after.trace["gross"] == before.trace["gross"] + 30_000
    assert after.trace["bonus_wage"] == before.trace["bonus_wage"]
    assert [one.onss_code for one in after.lines if one.code == "holiday_settlement"] == [code]


@pytest.mark.parametrize(
    ("reason", "month"), [("certificate", "2023-12"), ("untaken", "2025-09"), ("other", "2026-05")]
)
def test_a_settlement_that_the_law_does_not_have_is_refused(make: Any, reason: str, month: str) -> None:
    item = make.item("holiday_settlement", 30_000, since=f"{month}-01", once=True, details={"reason": reason})
    with pytest.raises(DossierError) as caught:
        make.pay(make.contract(items=(item,)), month)
    (error,) = caught.value.errors
    assert (error.code, error.field) == ("E-ITEM-DETAIL", "reason")


def test_the_printed_payslip_takes_it_off_and_tells_what_was_declared(make: Any) -> None:
    item = make.item("imputed_holiday_pay", 50_000, since="2026-05-01", once=True, label="Attestation de l'ASBL Avant")
    payslip = make.pay(make.contract(items=(item,)), "2026-05")
    view = payslip_view(payslip)
    shown = [row for section in view["sections"].values() for row in section["rows"] if "Attestation" in row["label"]]
    assert [row["amount"] for row in shown] == ["\u2212500,00"]
    assert [row["label"] for row in view["information"]] == ["Simple pécule déjà déclaré par l'employeur précédent"]
    accounts = journal([payslip])
    assert sum(one.debit for one in accounts) == sum(one.credit for one in accounts)
