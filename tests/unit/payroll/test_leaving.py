"""A departure in one act: what ends, the last pay, what is told, what is refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from preste.calendar import Month
from preste.errors import DossierError, InputError
from preste.payroll.leaving import Act, Departure, leave
from preste.payroll.month import Dossier, pay_contract
from preste.records import (
    Contract,
    Garnishment,
    HolidayCertificate,
    HolidayWork,
    HolidayYear,
    Incapacity,
)

LAST = dt.date(2025, 10, 31)
YEAR = HolidayYear(year=2025, work=(HolidayWork(months=12, days_week=500, hours_week=3_800),))


def act(**changes: Any) -> Act:
    """Mutual agreement on 31 October 2025."""
    given: dict[str, Any] = {"last_day": LAST, "reason": "agreement", "by": "both"}
    return Act(**given | changes)


def left(make: Any, said: Act | None = None, **changes: Any) -> Departure:
    """The departure of someone paid 3,000 a month, whose holidays are known."""
    changes.setdefault("holidays", (YEAR,))
    contract = make.contract(**{"amount": 300_000, "start": dt.date(2020, 1, 1)} | changes)
    return leave(make.dossier(contract), "c", said or act())


def amounts(found: Departure) -> dict[str, int]:
    return {item.kind: item.amount for item in found.items}


# ── holiday pay ────────────────────────────────────────────────────────────────────────────


def test_departure_holiday_pay_is_a_share_of_the_pay_of_both_years(make: Any) -> None:
    """Nothing taken, May not paid: 15.34 % of both years; the holidays of 1 and 11 November count in this one.

    The first is a Saturday: it moves to Monday 3 November (AR 18 April 1974).
    """
    found = left(make)
    holiday = amounts(found)["premium"]
    assert holiday == 15_000  # 7.60 of the 152 hours of November
    this = 10 * 300_000 + 2 * holiday
    assert found.holiday_pay is not None
    assert found.holiday_pay.facts["gross_this_year"] == this
    assert found.holiday_pay.facts["gross_last_year"] == 3_600_000
    simple = (this * 767 + 5_000) // 10_000 + 276_120
    assert (amounts(found)["departure_holiday_pay"], found.items[-1].details) == (
        2 * simple, {"simple_part": f"{simple // 100}.{simple % 100:02d}"},
    )  # fmt: skip


def test_the_double_pay_of_may_is_not_paid_again_and_days_taken_are_not_paid(make: Any) -> None:
    paid = make.item("double_holiday_pay", 276_000, since="2025-05-01", once=True)
    days = make.days(*((f"2025-07-{day:02d}", "V", 760) for day in (7, 8, 9, 10, 11)))
    found = left(make, items=(paid,), days=days)
    assert found.holiday_pay is not None
    assert found.holiday_pay["departure_double_last_year"] == 0
    assert found.holiday_pay["departure_simple_last_year"] == 276_120 * 15 // 20
    assert found.holiday_pay.facts["gross_this_year"] == 3_030_000  # the double pay itself is not counted
    (year, this), (following, coming) = found.certificates
    assert (year, this.taken, this.days, this.double) == (2025, 500, 1_500, 276_000)
    assert (following, coming.months, coming.days) == (2026, 10, 1_700)


def test_severance_and_departure_pay_are_no_part_of_the_base(make: Any) -> None:
    found = left(make, act(reason="severance", by="employer", last_day=dt.date(2024, 10, 31)),
                 holidays=(replace(YEAR, year=2024),))  # fmt: skip
    assert amounts(found)["severance"] > 0
    assert found.holiday_pay is not None
    after = [item.amount for item in found.items if item.kind == "premium"]
    assert after == [14_286, 14_286]  # the first and the eleventh of November
    assert found.holiday_pay.facts["gross_this_year"] == 3_000_000 + sum(after)


def test_a_fund_pays_a_blue_collar_worker(make: Any) -> None:
    found = left(make, status="blue_collar", pay_basis="hourly", amount=1_800, holidays=())
    assert (found.holiday_pay, found.certificates) == (None, ())
    assert "departure_holiday_pay" not in amounts(found)
    assert any("caisse" in note for note in found.notes)


def test_the_certificate_of_an_earlier_employer_is_settled_at_exit(make: Any) -> None:
    paper = HolidayCertificate(months=12, days_week=500, hours_week=3_800, simple=100_000, double=100_000, days=2_000)
    days = make.days(*((f"2025-07-{day:02d}", "V", 760) for day in (7, 8, 9, 10, 11)))
    imputed = make.item("imputed_holiday_pay", 58_696, since="2025-07-01", once=True)
    found = left(make, start=dt.date(2025, 1, 1), holidays=(HolidayYear(year=2025, certificates=(paper,)),),
                 days=days, items=(imputed,))  # fmt: skip
    assert amounts(found)["holiday_settlement"] == 58_696 - 25_000  # five days of twenty


def test_who_began_this_year_has_no_days_of_the_certificate_certified_again(make: Any) -> None:
    paper = HolidayCertificate(months=12, days_week=500, hours_week=3_800, simple=100_000, double=100_000, days=2_000)
    found = left(make, start=dt.date(2025, 1, 1), holidays=(HolidayYear(year=2025, certificates=(paper,)),))
    (year, this), (_following, coming) = found.certificates
    assert (year, this.days, this.simple, this.double) == (2025, 0, 0, 0)
    assert coming.days == 1_700


def test_another_contract_that_goes_on_is_told(make: Any) -> None:
    contract = make.contract(amount=300_000, start=dt.date(2020, 1, 1), holidays=(YEAR,))
    found = leave(make.dossier(contract, make.contract(id="d", start=dt.date(2025, 3, 1))), "c", act())
    assert any("un autre contrat" in note for note in found.notes)
    assert not any("un autre contrat" in note for note in left(make).notes)


def test_what_the_dossier_does_not_know_is_asked_for(make: Any) -> None:
    with pytest.raises(InputError) as caught:
        left(make, holidays=())
    assert (caught.value.field, caught.value.code) == ("right", "E-LEAVE")
    contract = make.contract(amount=300_000, holidays=(YEAR,))
    dossier = replace(make.dossier(contract), begins=Month(2025, 1))
    with pytest.raises(InputError) as missing:
        leave(dossier, "c", act())
    assert missing.value.field == "gross_last_year"
    found = leave(dossier, "c", act(gross_last_year=3_600_000))
    assert found.holiday_pay is not None
    assert found.holiday_pay.facts["gross_last_year"] == 3_600_000


# ── the last month ─────────────────────────────────────────────────────────────────────────


def test_the_last_pay_is_the_month_with_its_end_and_items(make: Any) -> None:
    found = left(make)
    again = pay_contract(make.dossier(found.contract), found.contract, Month(2025, 10))
    assert again.lines == found.payslip.lines
    assert found.payslip.trace.facts["settles_quarter"] == 1  # nothing follows in the quarter
    assert found.before is not None
    assert found.before.trace.facts["settles_quarter"] == 0
    assert found.before.trace["gross"] == 300_000


def test_who_resigns_has_no_public_holiday_after_the_end(make: Any) -> None:
    told = dt.date(2025, 9, 1)
    found = left(make, act(reason="notice", by="worker", notified_on=told, means="handed_over"))
    assert "premium" not in amounts(found)
    assert not found.contract.holidays_after_end
    assert "premium" not in amounts(left(make, act(next_employer_from=dt.date(2025, 11, 1))))


def test_a_pay_by_the_hour_has_the_hours_of_the_holiday(make: Any) -> None:
    found = left(make, pay_basis="hourly", amount=2_000)
    assert amounts(found)["premium"] == 15_200


def test_recurring_items_end_that_day_and_those_never_paid_are_told(make: Any) -> None:
    car = make.item("benefit_in_kind", 10_000, since="2020-01-01", label="Voiture")
    late = make.item("premium", 5_000, since="2025-12-01", once=True, label="Prime de décembre")
    found = left(make, items=(car, late))
    assert [one.label for one in found.ending] == ["Voiture"]
    assert any("Prime de décembre" in note for note in found.notes)


def test_an_incapacity_past_the_end_is_cut_and_told(make: Any) -> None:
    ill = Incapacity(start=dt.date(2025, 10, 20), end=dt.date(2025, 12, 5), certificate=dt.date(2025, 10, 20))
    found = left(make, incapacities=(ill,))
    assert found.contract.incapacities[0].end == LAST
    assert any("05/12/2025" in note for note in found.notes)


def test_a_short_fixed_term_keeps_the_guaranteed_pay_of_its_term(make: Any) -> None:
    """Ended early, a term of three months or more stays one: what was paid for sickness does not change."""
    long = left(make, start=dt.date(2025, 6, 1), end=dt.date(2025, 12, 31), fixed_term=True,
                said=act(last_day=dt.date(2025, 7, 31)), holidays=())  # fmt: skip
    assert not long.contract.fixed_term
    short = left(make, start=dt.date(2025, 9, 1), end=dt.date(2025, 11, 14), fixed_term=True, holidays=())
    assert short.contract.fixed_term


def test_creditors_are_paid_from_the_last_net_and_told(make: Any) -> None:
    claim = Garnishment(
        id="x", kind="seizure", creditor="Étude Fictive", notified_on=dt.date(2025, 1, 1), total=900_000,
        valid_from=dt.date(2025, 1, 1),
    )  # fmt: skip
    found = left(make, garnishments=(claim,))
    (part,) = found.payslip.withheld
    assert part.amount > 0
    assert any("Étude Fictive" in note and "annoncez" in note for note in found.notes)


def test_the_notice_is_checked_against_the_last_day(make: Any) -> None:
    said = act(reason="notice", by="employer", notified_on=dt.date(2025, 9, 1))
    found = left(make, said)
    assert found.notice is not None
    assert found.notice.end > LAST
    assert any("préavis légal" in note for note in found.notes)


# ── what is refused ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("said", "changes", "field"),
    [
        ({"last_day": dt.date(2019, 12, 31)}, {}, "last_day"),
        ({"last_day": dt.date(2025, 12, 31)}, {"end": dt.date(2025, 11, 30)}, "last_day"),
        ({"reason": "term", "by": "nobody"}, {}, "reason"),
        ({"reason": "severance", "by": "employer"}, {"end": LAST, "fixed_term": True}, "reason"),
        ({"reason": "notice", "by": "employer"}, {}, "notified_on"),
        ({"by": "employer"}, {}, "by"),
        ({"notified_on": dt.date(2025, 11, 5)}, {}, "notified_on"),
        ({"next_employer_from": LAST}, {}, "next_employer_from"),
        ({}, {"incapacities": (Incapacity(start=dt.date(2025, 11, 3), end=dt.date(2025, 11, 7)),)}, "incapacities"),
    ],
)
def test_what_cannot_be_is_refused(make: Any, said: dict[str, Any], changes: dict[str, Any], field: str) -> None:
    with pytest.raises(DossierError) as caught:
        left(make, act(**said), **changes)
    assert [error.field for error in caught.value.errors] == [field]


def test_everything_wrong_is_told_together(make: Any) -> None:
    days = make.days(("2025-11-03", "V", 760))
    departed = make.item("departure_holiday_pay", 1, since="2025-10-01", once=True)
    with pytest.raises(DossierError) as caught:
        left(make, act(by="employer"), days=days, items=(departed,))
    assert [error.field for error in caught.value.errors] == ["by", "days", "items"]


def test_a_second_time_is_refused(make: Any) -> None:
    found = left(make)
    with pytest.raises(DossierError) as caught:
        leave(Dossier(make.employer(), (found.contract,)), "c", act())
    assert "recorded already" in str(caught.value.errors[0])


def test_a_contract_that_is_not_there(make: Any) -> None:
    contract: Contract = make.contract()
    with pytest.raises(InputError, match="no contract is called"):
        leave(make.dossier(contract), "nobody", act())
