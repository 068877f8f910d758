"""Worked cases of what is due because of one worker."""

from __future__ import annotations

import datetime as dt

from preste.belgium.due import account_after_end, account_due

from .reading import Worked, chosen, each

TERMS = chosen("labour", "DL-01")
TESTED = TERMS


@each(TERMS)
def test_the_terms_of_accounts_and_changes(case: Worked) -> None:
    given = {name: dt.date.fromisoformat(day) for name, day in case.inputs.items()}
    found = {
        "simplified_account_by": account_due("hired", given["hired"]).date,
        "change_notice_by": account_due("change", given["function_change"]).date,
        "exit_account_by": account_after_end(given["contract_end"]).date,
        "late_payment_account_by": account_due("late_payment", given["late_payment"]).date,
    }
    assert {name: day.isoformat() for name, day in found.items()} == dict(case.expected)
