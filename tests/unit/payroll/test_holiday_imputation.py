"""The certificates of a dossier: imputed on the days taken, month by month, and settled in December or at exit."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from preste.calendar import Month
from preste.payroll.holiday_imputation import imputations
from preste.payroll.holiday_items import items_to_post
from preste.records import Contract, HolidayCertificate, HolidayYear

PAPER = HolidayCertificate(months=12, days_week=500, hours_week=3_800, simple=191_750, double=191_750, days=2_000)


def taking(make: Any, *weeks: str, end: str = "", **more: Any) -> Contract:
    """Someone paid 3,000 a month, whose right is all of a certificate, who takes these weeks of holiday."""
    firsts = [dt.date.fromisoformat(week) for week in weeks]
    given = [((first + dt.timedelta(days=i)).isoformat(), "V", 760) for first in firsts for i in range(5)]
    known = HolidayYear(year=firsts[0].year, certificates=(PAPER,), **more)
    last = dt.date.fromisoformat(end) if end else None
    made: Contract = make.contract(amount=300_000, holidays=(known,), days=make.days(*given), end=last)
    return made


def posted(make: Any, contract: Contract, month: str) -> list[tuple[str, int]]:
    """What is to be posted for a contract in a month."""
    when = Month.parse(month)
    (row,) = imputations(make.dossier(contract), when)
    assert row.why == ""
    found = items_to_post("certificate", row.imputed, when) if row.imputed else []
    found += items_to_post("settlement", row.settled, when) if row.settled else []
    return [(item.kind, item.amount) for item in found]


def test_a_month_s_days_are_imputed_at_the_share_of_its_pay(make: Any) -> None:
    contract = taking(make, "2025-07-07")  # 23 working days in July
    assert posted(make, contract, "2025-07") == [("imputed_holiday_pay", 58_696)]  # 90 % of 5/23 of 3,000
    assert posted(make, contract, "2025-08") == []


def test_until_2023_the_amount_of_the_certificate_is_imputed_by_day(make: Any) -> None:
    assert posted(make, taking(make, "2023-07-03"), "2023-07") == [("imputed_holiday_pay", 47_938)]


def test_no_more_days_than_those_of_the_certificate(make: Any) -> None:
    contract = taking(make, "2025-07-07", "2025-07-14", taken_before=1_300)
    assert posted(make, contract, "2025-07") == [("imputed_holiday_pay", 82_174)]  # 7 days of 10


def test_december_gives_back_what_was_imputed_beyond_the_certificate(make: Any) -> None:
    contract = taking(make, "2025-07-07", "2025-07-14", "2025-08-04", "2025-12-01")
    for month in ("2025-07", "2025-08"):
        items = [
            make.item(kind, amount, since=f"{month}-01", once=True) for kind, amount in posted(make, contract, month)
        ]
        contract = replace(contract, items=(*contract.items, *items))
    before = sum(item.amount for item in contract.items)
    found = dict(posted(make, contract, "2025-12"))
    total = before + found["imputed_holiday_pay"] - found["holiday_settlement"]
    assert total == PAPER.simple


def test_who_leaves_is_settled_in_the_month_of_leaving(make: Any) -> None:
    """Five of the twenty days were taken: a quarter of the certificate is imputed."""
    contract = taking(make, "2025-09-01", end="2025-09-30")
    found = dict(posted(make, contract, "2025-09"))
    assert found["imputed_holiday_pay"] - found["holiday_settlement"] == 47_938


def test_what_was_posted_is_not_posted_again(make: Any) -> None:
    contract = taking(make, "2025-07-07")
    item = make.item("imputed_holiday_pay", 58_696, since="2025-07-01", once=True)
    (row,) = imputations(make.dossier(replace(contract, items=(item,))), Month(2025, 7))
    assert row.why == "déjà encodé en 2025-07"
    assert (row.imputed, row.settled) == (None, None)


def test_hourly_pay_is_left_to_the_officer(make: Any) -> None:
    contract = taking(make, "2025-07-07")
    hourly = replace(contract, terms=(make.terms(pay_basis="hourly", amount=1_500),))
    (row,) = imputations(make.dossier(hourly), Month(2025, 7))
    assert row.why.startswith("pas de rémunération mensuelle")


def test_contracts_without_a_certificate_are_not_listed(make: Any) -> None:
    assert list(imputations(make.dossier(make.contract()), Month(2025, 7))) == []


def test_after_the_end_the_month_of_the_settlement_is_told(make: Any) -> None:
    contract = taking(make, "2025-09-01", end="2025-09-30")
    (row,) = imputations(make.dossier(contract), Month(2025, 10))
    assert row.why == "sorti le 30/09/2025 : le règlement va avec 2025-09"
    assert list(imputations(make.dossier(contract), Month(2026, 1))) == []


def test_missing_law_has_its_code_and_place(make: Any) -> None:
    contract = taking(make, "2030-07-01")
    (row,) = imputations(make.dossier(contract), Month(2030, 7))
    assert row.problem is not None
    assert (row.problem.code, row.problem.where) == ("E-LAW-MISSING", "contract c")
