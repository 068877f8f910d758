"""Months taken over, or computed here: the rest of the year is paid to the same cent."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from preste.calendar import Month
from preste.payroll.month import Dossier, pay_contract
from preste.payroll.takeover.files import read_takeover
from preste.payroll.takeover.write import export
from preste.records import Contract

REGIMES: tuple[dict[str, Any], ...] = (
    {},
    {"status": "blue_collar", "pay_basis": "hourly"},
    {"regime": "student", "pay_basis": "hourly"},
    {"regime": "flexi", "pay_basis": "hourly"},
    {"regime": "article17", "pay_basis": "hourly"},
    {"schedule": (400, 400, 400, 400, 0, 0, 0)},
)


@st.composite
def contracts(draw: st.DrawFn, make: Any, name: str) -> Contract:
    """A contract of any regime, with what is counted over the year: commuting, deductions put off, a premium."""
    changes = dict(draw(st.sampled_from(REGIMES)))
    hourly = changes.get("pay_basis") == "hourly"
    pay = draw(st.integers(1_400, 3_000)) if hourly else draw(st.integers(150_000, 600_000))
    items = [make.item("commuting_car", draw(st.integers(0, 9_000)), since="2020-01-01")]
    if draw(st.booleans()):
        month = draw(st.integers(1, 12))
        items.append(make.item("advance", draw(st.integers(1, 150_000)), since=f"2025-{month:02d}-01", once=True))
    if draw(st.booleans()):
        month = draw(st.integers(1, 12))
        items.append(
            make.item("double_holiday_pay", draw(st.integers(1, 300_000)), since=f"2025-{month:02d}-01", once=True)
        )
    start = draw(st.sampled_from([dt.date(2020, 1, 1), dt.date(2025, 2, 10), dt.date(2025, 6, 1)]))
    end = draw(st.sampled_from([None, None, dt.date(2025, 8, 20), dt.date(2025, 12, 31)]))
    made: Contract = make.contract(id=name, amount=pay, items=tuple(items), start=start, end=end, **changes)
    return made


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_the_rest_of_the_year_is_the_same_to_the_cent(make: Any, data: st.DataObject) -> None:
    own = [data.draw(contracts(make, name)) for name in ("a", "b")[: data.draw(st.integers(1, 2))]]
    split = data.draw(st.integers(1, 12))
    here = Dossier(make.employer(), own)
    with TemporaryDirectory() as place:
        folder = Path(place) / "out"
        rows = export(here, Month(2025, split), folder)
        if not rows:
            return
        found = read_takeover(folder, {one.id: one for one in own}, None)
    assert [str(error) for error in found.errors] == []
    taken = found.taken
    assert taken is not None
    assert {(r.contract, r.first): {n: v for n, v in r.amounts.items() if v} for r in rows} == {
        (r.contract, r.first): dict(r.amounts) for r in taken.months
    }
    there = Dossier(make.employer(), own, taken.begins, taken.opening(), taken_over=taken)
    month = taken.begins
    while month <= Month(2026, 2):
        for contract in own:
            if contract.active_in(month):
                one, other = (pay_contract(dossier, contract, month) for dossier in (here, there))
                assert one.lines == other.lines
                assert one.counters == other.counters
        month = month.plus(1)
