"""A garnished payslip on paper: a line for each creditor, how the seizable part comes about, what is still due."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pypdf
import pytest

from preste.documents.payslip import check_mentions, payslip_view, render
from preste.payroll.payslip import Payslip
from preste.records import DeclaredChildren, Garnishment

SINCE = dt.date(2026, 1, 1)
SECAL = Garnishment(
    id="secal", kind="maintenance", creditor="SECAL", notified_on=SINCE, valid_from=SINCE, monthly=250_00
)
BANK = Garnishment(
    id="bank", kind="seizure", creditor="Banque Modèle", notified_on=SINCE, valid_from=SINCE, total=1_000_00
)


@pytest.fixture(scope="module")
def payslip(make: Any) -> Payslip:
    """A month with maintenance, a seizure, two declared children and an advance beyond the fifth."""
    contract = make.contract(
        amount=300_000,
        garnishments=(SECAL, BANK),
        declared_children=(DeclaredChildren(valid_from=SINCE, children=2),),
        items=(make.item("advance", 1_000_00, since="2026-01-05", once=True),),
    )
    return make.pay(contract, "2026-01")  # type: ignore[no-any-return]


def amount(printed: str) -> Decimal:
    return Decimal(printed.replace("\u202f", "").replace("\u2212", "-").replace(",", "."))


def test_each_creditor_is_a_deduction_and_the_printed_amounts_add_up(payslip: Payslip) -> None:
    view = payslip_view(payslip)
    check_mentions(view)
    rows = {row["label"]: amount(row["amount"]) for row in view["sections"]["deductions"]["rows"]}
    kept = {one.garnishment.id: one.amount for one in payslip.withheld}
    assert rows["Pension alimentaire : SECAL"] == Decimal(-kept["secal"]) / 100 == -250
    assert rows["Saisie-arrêt : Banque Modèle"] == Decimal(-kept["bank"]) / 100
    deferred = Decimal(payslip.trace["deduction_deferred"]) / 100
    assert rows["Avance sur salaire"] == -1000
    assert rows["Retenue reportée au-delà du maximum"] == deferred > 0
    assert amount(view["totals"]["granted"]["amount"]) + sum(rows.values()) == amount(view["to_pay"])


def test_the_seizable_part_is_told_step_by_step(payslip: Payslip) -> None:
    rows = dict(payslip_view(payslip)["garnishment"])
    net = amount(rows["Net du mois pris en compte"])
    assert net == Decimal(payslip.trace["net"]) / 100
    bands = amount(rows["Partie saisissable selon les tranches"])
    assert bands == Decimal("131.20") + net - 1839
    children = amount(rows["Réduction pour 2 enfants à charge déclarés"])
    assert children == -176
    assert amount(rows["Partie saisissable du mois"]) == bands + children
    assert amount(rows["Reste dû après ce paiement : Banque Modèle"]) == 1000 - (bands + children - 250)


def test_maintenance_alone_has_no_bands(make: Any) -> None:
    view = payslip_view(make.pay(make.contract(garnishments=(SECAL,)), "2026-01"))
    assert [label for label, _ in view["garnishment"]] == ["Net du mois pris en compte"]


def test_without_a_creditor_nothing_is_said(make: Any) -> None:
    assert payslip_view(make.pay(make.contract(), "2026-01"))["garnishment"] == []


def test_it_is_printed_on_one_page(payslip: Payslip) -> None:
    pages = pypdf.PdfReader(io.BytesIO(next(render([payslip])))).pages
    text = " ".join(pages[0].extract_text().split())
    assert len(pages) == 1
    for part in (
        "Saisie et cession (Code judiciaire, articles 1409 à 1412)", "Pension alimentaire : SECAL",
        "Réduction pour 2 enfants à charge déclarés", "Reste dû après ce paiement : Banque Modèle",
    ):  # fmt: skip
        assert part in text, part
