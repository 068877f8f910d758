"""Departures on any day, for any reason: what is paid, certified and explained agrees."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from preste.belgium import FACTS
from preste.belgium.exit.facts import SEVERANCE_FACTS
from preste.belgium.holiday.facts import HOLIDAY_FACTS
from preste.engine import explain, replay
from preste.money import half_up
from preste.payroll.leaving import Act, leave
from preste.records import EndedBy, HolidayWork, HolidayYear, Incapacity, LeavingReason

REASONS: tuple[tuple[LeavingReason, EndedBy], ...] = (
    ("agreement", "both"),
    ("death", "nobody"),
    ("retirement", "worker"),
    ("retirement", "employer"),
)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_what_is_paid_is_what_is_certified_and_replays(make: Any, data: st.DataObject) -> None:
    last = data.draw(st.dates(dt.date(2024, 1, 15), dt.date(2024, 12, 31)))
    reason, by = data.draw(st.sampled_from(REASONS))
    paid = data.draw(st.sampled_from([0, 0, 200_000]))
    items = (make.item("double_holiday_pay", paid, since="2024-01-01", once=True),) if paid else ()
    contract = make.contract(
        amount=data.draw(st.integers(150_000, 700_000)),
        start=data.draw(st.sampled_from([dt.date(2022, 3, 1), dt.date(2023, 6, 15), dt.date(2024, 1, 2)])),
        items=items,
        holidays=(HolidayYear(year=2024, work=(HolidayWork(months=7, days_week=500, hours_week=3_800),)),),
    )
    taken = data.draw(st.integers(0, 12)) * 100
    found = leave(make.dossier(contract), "c", Act(last_day=last, reason=reason, by=by, taken=taken))
    assert found.holiday_pay is not None
    departure = sum(item.amount for item in found.items if item.kind == "departure_holiday_pay")
    papers = [paper for _year, paper in found.certificates]
    assert departure == sum(paper.simple + paper.double for paper in papers) - paid
    lines = {line.code: line.amount for line in found.payslip.lines}
    assert lines.get("departure_simple", 0) + lines.get("departure_double", 0) == departure
    assert found.payslip.trace.facts["settles_quarter"] == 1
    assert found.contract.end == last
    assert all(one.date >= contract.start for one in found.due)
    for tree in (explain(found.payslip.trace, FACTS), explain(found.holiday_pay, HOLIDAY_FACTS)):
        assert replay(tree) > 0


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_notice_cut_on_any_day_is_worked_or_paid_and_replays(make: Any, data: st.DataObject) -> None:
    """Days worked from its first day on, days that suspended it and days paid add up to the notice."""
    told = data.draw(st.dates(dt.date(2024, 2, 1), dt.date(2024, 9, 30)))
    last = told + dt.timedelta(days=data.draw(st.integers(0, 80)))
    ill = data.draw(st.integers(0, 20))
    start = last - dt.timedelta(days=ill)
    sick = (Incapacity(start=start, end=last, certificate=start),) if ill and start > told else ()
    contract = make.contract(
        amount=data.draw(st.integers(250_000, 800_000)),
        start=data.draw(st.sampled_from([dt.date(2020, 3, 1), dt.date(2016, 6, 15), dt.date(2023, 1, 2)])),
        incapacities=sick,
        holidays=(HolidayYear(year=2024, work=(HolidayWork(months=12, days_week=500, hours_week=3_800),)),),
    )
    act = Act(last_day=last, reason="notice", by="employer", notified_on=told, gross_last_year=3_000_000)
    found = leave(make.dossier(contract), "c", act)
    assert found.notice is not None
    if found.severance is None:
        assert last >= found.notice.end
        return
    worked = max(0, (last - found.notice.start).days + 1)
    asleep = sum(1 for one in sick for n in range(ill + 1) if one.start + dt.timedelta(n) >= found.notice.start)
    left = found.notice.days - (worked - asleep)
    assert found.severance.weeks == half_up(left * 100, 7)
    paid = sum(item.amount for item in found.items if item.kind == "severance")
    assert paid == found.severance.trace["severance_amount"]
    cost = sum(line.amount for line in found.payslip.lines if line.code == "employer_812")
    assert cost == found.severance.trace["employer_812"]
    assert replay(explain(found.severance.trace, SEVERANCE_FACTS)) > 0
