"""Facts known late in a dossier: earlier months stay as they were paid, the next one pays the differences."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from typing import Any

import pytest

from preste.calendar import Month
from preste.errors import DossierError, NoParameter
from preste.payroll.late import due_in, known, pay_as_known
from preste.payroll.payslip import Payslip
from preste.payroll.settlement import NOT_SETTLED
from preste.records import Contract, Garnishment


def raised(make: Any, since: str, known_since: str, amount: int = 260_000) -> Contract:
    """2 500.00, raised from a day on, known later."""
    first = make.terms()
    then = replace(
        first, amount=amount, valid_from=dt.date.fromisoformat(since), known_since=dt.date.fromisoformat(known_since)
    )
    contract: Contract = make.contract(terms=(first, then))
    return contract


def paid(make: Any, contract: Contract, month: str, **dossier: Any) -> Payslip:
    return pay_as_known(make.dossier(contract, **dossier), contract, Month.parse(month))


def of_month(payslips: list[Payslip], month: Month) -> dict[str, int]:
    """What all payslips posted of a month earned, by code, but what follows the day of payment."""
    found: dict[str, int] = defaultdict(int)
    for line in (line for payslip in payslips for line in payslip.lines):
        if line.earned_month == month and line.code not in NOT_SETTLED:
            found[line.code] += line.amount
    return {code: amount for code, amount in found.items() if amount}


def test_closed_months_stay_as_they_were_paid(make: Any) -> None:
    contract = raised(make, "2026-01-01", "2026-03-20")
    assert [paid(make, contract, f"2026-0{month}").trace["base_pay"] for month in (1, 2)] == [250_000, 250_000]
    march = paid(make, contract, "2026-03")
    assert march.trace["base_pay"] == 260_000
    late = [(str(line.earned_month), line.amount) for line in march.lines if line.code == "base_pay"]
    assert late == [("2026-03", 260_000), ("2026-01", 10_000), ("2026-02", 10_000)]
    assert march.trace["gross"] == 280_000
    april = paid(make, contract, "2026-04")
    assert {str(line.earned_month) for line in april.lines} == {"2026-04"}


@pytest.mark.parametrize("since", ["2025-10-01", "2026-01-01", "2026-02-16"])
def test_all_payments_of_a_month_are_what_it_should_have_been(make: Any, since: str) -> None:
    """Contributions, work bonus and special contribution, in each month earned, over a year's end too."""
    contract = raised(make, since, "2026-03-20", amount=290_000)
    months = [Month(2025, 9).plus(i) for i in range(8)]
    payslips = [paid(make, contract, str(month)) for month in months]
    in_time = replace(contract, terms=tuple(replace(one, known_since=None) for one in contract.terms))
    for month in months:
        assert of_month(payslips, month) == of_month([make.pay(in_time, str(month))], month)


def test_what_was_known_on_pay_day_is_not_late(make: Any) -> None:
    contract = raised(make, "2026-03-01", "2026-03-31")
    march = paid(make, contract, "2026-03")
    assert march.trace["gross"] == 260_000
    assert {str(line.earned_month) for line in march.lines} == {"2026-03"}


def test_the_household_and_items_have_their_day_too(make: Any) -> None:
    day = dt.date(2026, 2, 10)
    item = make.item("premium", 10_000, since="2026-01-05", once=True, known_since=day)
    household = replace(make.household("single", children=1), valid_from=dt.date(2026, 1, 1), known_since=day)
    contract = make.contract(items=(item,), households=(make.household(), household))
    january, february = paid(make, contract, "2026-01"), paid(make, contract, "2026-02")
    assert (january.trace["gross"], january.household.children) == (250_000, 0)
    assert (february.trace["gross"], february.household.children) == (260_000, 1)
    assert known(make.dossier(contract), dt.date(2026, 2, 9)).contracts[0].items == ()


def test_what_has_to_be_remembered_is_refused(make: Any) -> None:
    less = raised(make, "2026-01-01", "2026-03-20", amount=20_000)
    with pytest.raises(DossierError) as caught:
        paid(make, less, "2026-03")
    assert [(error.code, error.where) for error in caught.value.errors] == [("E-LATE", "contract c, 2026-03")]
    day = dt.date(2026, 3, 1)
    claim = Garnishment(
        valid_from=day, id="a", kind="seizure", creditor="Huissier", notified_on=day, total=100_000,
    )  # fmt: skip
    seized = replace(raised(make, "2026-01-01", "2026-03-20"), garnishments=(claim,))
    with pytest.raises(DossierError) as caught:
        paid(make, seized, "2026-03")
    assert [error.code for error in caught.value.errors] == ["E-LATE"]


def test_a_raise_known_after_the_end_is_paid_by_the_month_that_learns_it(make: Any) -> None:
    """The contract ended on 28 February; known on 20 March, February's raise is a payslip of its own in March."""
    contract = replace(raised(make, "2026-02-01", "2026-03-20"), end=dt.date(2026, 2, 28))
    other = make.contract(id="other", worker=make.worker(id="other", number="2"))
    dossier = make.dossier(contract, other)
    due = {month: [one.id for one in due_in(dossier, Month(2026, month))] for month in (2, 3, 4)}
    assert due == {2: [contract.id, "other"], 3: [contract.id, "other"], 4: ["other"]}
    found = pay_as_known(dossier, contract, Month(2026, 3))
    assert found.trace["gross"] == 10_000
    assert [(str(line.earned_month), line.amount) for line in found.lines if line.code == "base_pay"] == [
        ("2026-02", 10_000)
    ]
    whole = of_month([pay_as_known(dossier, contract, Month(2026, month)) for month in (2, 3)], Month(2026, 2))
    timely = replace(raised(make, "2026-02-01", "2026-01-15"), end=dt.date(2026, 2, 28))
    assert whole == of_month([pay_as_known(make.dossier(timely), timely, Month(2026, 2))], Month(2026, 2))


def test_terms_that_end_where_those_known_later_begin_had_no_end_before(make: Any) -> None:
    first = make.terms()
    contract = raised(make, "2026-02-01", "2026-03-20")
    ended = replace(first, valid_to=dt.date(2026, 1, 31))
    as_written = replace(contract, terms=(ended, contract.terms[1]))
    for month in ("2026-02", "2026-03"):
        one, other = (paid(make, found, month) for found in (contract, as_written))
        assert [(line.code, line.amount) for line in one.lines] == [(line.code, line.amount) for line in other.lines]


def test_missing_law_of_an_earlier_month_is_raised_and_never_left_out(make: Any) -> None:
    """The home-office maximum of 2026 is not known: February's allowance, known in March, has no exempt part."""
    late = make.item("home_office", 10_000, since="2026-02-01", once=True, known_since=dt.date(2026, 3, 10))
    with pytest.raises(NoParameter, match="home_office"):
        paid(make, make.contract(items=(late,)), "2026-03")
