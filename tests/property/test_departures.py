"""Departures on any day, for any reason: what is paid, certified and explained agrees."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from preste.belgium import FACTS
from preste.belgium.holiday.facts import HOLIDAY_FACTS
from preste.engine import explain, replay
from preste.payroll.leaving import Act, leave
from preste.records import EndedBy, HolidayWork, HolidayYear, LeavingReason

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
