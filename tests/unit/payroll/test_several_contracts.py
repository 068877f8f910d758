"""One worker with several contracts: what counts by worker and employer is carried over all of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from preste.calendar import Month
from preste.payroll.month import Dossier, pay_contract
from preste.payroll.payslip import Payslip
from preste.records import Contract


def paid(make: Any, contracts: tuple[Contract, ...], month: str) -> list[Payslip]:
    """The payslips of a month, one for each contract that runs in it."""
    dossier = Dossier(make.employer(), contracts)
    period = Month.parse(month)
    return [pay_contract(dossier, c, period) for c in contracts if c.active_in(period)]


def test_the_quarter_is_settled_once_on_both_contracts(make: Any) -> None:
    first = make.contract(id="a", end=dt.date(2026, 8, 14))
    second = make.contract(id="b", start=dt.date(2026, 8, 17))
    july = paid(make, (first, second), "2026-07")[0].trace
    august = [p.trace for p in paid(make, (first, second), "2026-08")]
    (september,) = (p.trace for p in paid(make, (first, second), "2026-09"))
    assert [t.facts["settles_quarter"] for t in (july, *august, september)] == [0, 0, 0, 1]
    withheld = july["special_contribution"] + sum(t["special_contribution"] for t in august)
    assert september.facts["special_contribution_before"] == withheld
    assert september["quarter_base"] == sum(t["liable_base"] for t in (july, *august, september))
    assert withheld + september["special_contribution"] == september["special_contribution_quarter"] > 0


def test_leaving_settles_the_quarter_when_nothing_follows(make: Any) -> None:
    alone = make.contract(id="a", end=dt.date(2026, 8, 14))
    (last,) = paid(make, (alone,), "2026-08")
    assert last.trace.facts["settles_quarter"] == 1


def test_student_hours_of_two_contracts_share_the_quota(make: Any) -> None:
    hours = [(f"2026-{m:02d}-{d:02d}", "W", 2_000) for m in (1, 2, 3) for d in range(2, 12)]
    first = make.contract(id="a", regime="student", pay_basis="hourly", amount=1_500, schedule=(0,) * 7,
                          days=make.days(*hours))  # fmt: skip
    second = make.contract(id="b", regime="student", pay_basis="hourly", amount=1_500, schedule=(0,) * 7,
                           days=make.days(
                               *((f"2026-04-{d:02d}", "W", 800) for d in (2, 3, 7, 8, 9, 10, 13))
                           ))  # fmt: skip
    april = paid(make, (first, second), "2026-04")[-1].trace
    assert april.facts["student_hours_used"] == 60_000
    assert april["student_hours_within"] == 5_000  # 650 hours less 600
    assert april.facts["student_hours"] == 5_600


def test_the_bonus_of_a_student_beyond_the_quota_takes_only_the_hours_beyond(make: Any) -> None:
    days = [(f"2026-01-{d:02d}", "W", 2_400) for d in range(5, 31)]  # 624 h in January
    more = [(f"2026-02-{d:02d}", "W", 760) for d in range(2, 14)]  # 91.20 h, of which 26 within
    contract = make.contract(regime="student", pay_basis="hourly", amount=1_500, schedule=(0,) * 7,
                             days=make.days(*days, *more))  # fmt: skip
    trace = paid(make, (contract,), "2026-02")[0].trace
    assert trace["student_hours_within"] == 2_600
    assert trace["bonus_hours"] == 9_120 - 2_600
    assert trace["bonus_wage"] == 9_120 * 15 - 2_600 * 15
    assert trace["reference_wage"] == 1_500 * trace.facts["hours_full_time"] // 100
