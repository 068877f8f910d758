"""Published amounts of benefits: eco-vouchers by hours, a year's meal vouchers, the share of a train ticket."""

from __future__ import annotations

import datetime as dt

from preste.belgium.benefits.plans import MONTH_TICKET, ask
from preste.money import parse, text

from .reading import Worked, check, chosen, each, plain

BY_HOURS = chosen("labour", "EC-02", "EC-03")
GRANT = chosen("labour", "EC-04")
BUDGET = chosen("labour", "MV-01")
TRAIN = chosen("labour", "TR-01")
TESTED = [*BY_HOURS, *GRANT, *BUDGET, *TRAIN]


def hours(case: Worked) -> dict[str, int]:
    return {"eco_hours": parse(case.inputs["hours_week"]), "eco_hours_full": parse(case.inputs["full_time"])}


@each(BY_HOURS)
def test_eco_vouchers_by_hours(case: Worked) -> None:
    """The exact fraction, rounded once to the cent."""
    trace = ask("eco", dt.date(2024, 1, 1), {"eco_agreed": parse(case.inputs["max"]), **hours(case)})
    check(case, {"amount": text(trace["eco_due"])})


@each(GRANT)
def test_the_exceptional_grant_cuts_the_fraction_at_two_decimals(case: Worked) -> None:
    facts = hours(case) | {"eco_allocation": parse(case.inputs["allocation_rate"], 4)}
    trace = ask("eco_grant", dt.date(2022, 12, 31), facts)
    assert text(trace["eco_full"]) == plain(case.inputs["max"])
    check(case, {"a_truncated": text(trace["eco_fraction"]), "amount": text(trace["eco_due"])})


@each(BUDGET)
def test_the_vouchers_of_a_year(case: Worked) -> None:
    facts = {
        "year_voucher_value": parse(case.inputs["employer_share"]),
        "voucher_days_week": parse(case.inputs["days_week"]),
        "voucher_weeks": int(case.inputs["weeks"]),
    }
    check(case, {"yearly": text(ask("budget", dt.date(2025, 1, 1), facts)["voucher_year_employer"])})


@each(TRAIN)
def test_the_share_of_a_train_ticket(case: Worked) -> None:
    assert case.inputs["ticket"] == MONTH_TICKET
    trace = ask("train", dt.date.fromisoformat(case.raw["date"]), {}, case.inputs["distance_km"])
    check(case, {"employer_share": text(trace["train_share"])})
