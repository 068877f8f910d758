"""Months taken over, or computed here: the rest of the year is paid to the same cent."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from preste.calendar import Month
from preste.payroll.month import Dossier, pay_contract
from preste.payroll.payslip import Payslip
from preste.payroll.takeover.files import read_takeover
from preste.payroll.takeover.write import export
from preste.records import Contract, Day

REGIMES: tuple[dict[str, Any], ...] = (
    {},
    {"status": "blue_collar", "pay_basis": "hourly"},
    {"regime": "student", "pay_basis": "hourly"},
    {"regime": "flexi", "pay_basis": "hourly"},
    {"regime": "article17", "pay_basis": "hourly"},
    {"schedule": (400, 400, 400, 400, 0, 0, 0)},
)


@st.composite
def overtime(draw: st.DrawFn, make: Any) -> tuple[Day, ...]:
    """Overtime of any kind since the year before, and some of the rest that it earned."""
    months = draw(st.sets(st.builds(Month, st.sampled_from([2024, 2025]), st.integers(1, 12)), max_size=6))
    given, left = [], 0
    for month in sorted(months):
        code, hours = draw(st.sampled_from(["HS", "HN", "HP", "HV"])), draw(st.integers(1, 400))
        given.append((f"{month}-12", code, hours))
        left += hours if code in ("HS", "HN") else 0
        if left and draw(st.booleans()):
            taken = draw(st.integers(1, min(left, 400)))
            work = next(day for day in month.days if day.day >= 18 and day.weekday() < 5)
            given.append((work.isoformat(), "R", taken))
            left -= taken
    return make.days(*given)


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
    for kind, most in (("bicycle", 300_00), ("mileage", 900_00)):
        if draw(st.booleans()):
            items.append(make.item(kind, quantity=draw(st.integers(1, most)), since="2025-01-01"))
    if draw(st.booleans()):
        month, number = draw(st.integers(1, 12)), draw(st.integers(1, 25))
        since = f"2025-{month:02d}-01"
        items.append(make.item("eco_vouchers", number * 1_000, quantity=number * 100, since=since, once=True))
    if draw(st.booleans()):
        changes |= {"meal_voucher_value": 800, "meal_voucher_worker": 109, "meal_voucher_by_hours": draw(st.booleans())}
    if changes.get("regime", "ordinary") == "ordinary" and "schedule" not in changes:
        changes["days"] = draw(overtime(make))
    if changes.get("regime") == "article17":
        changes["article17_sector"] = draw(st.sampled_from(["sport", "socio_cultural"]))
    start = draw(st.sampled_from([dt.date(2020, 1, 1), dt.date(2025, 2, 10), dt.date(2025, 6, 1)]))
    end = draw(st.sampled_from([None, None, dt.date(2025, 8, 20), dt.date(2025, 12, 31)]))
    if "days" in changes:
        changes["days"] = tuple(d for d in changes["days"] if start <= d.date <= (end or d.date))
    made: Contract = make.contract(id=name, amount=pay, items=tuple(items), start=start, end=end, **changes)
    return made


def counted(payslip: Payslip, year: int) -> dict[str, int]:
    """The counters that are not zero; of rest, what is left, until the year ends: the oldest then lapses by its day,
    which a takeover does not tell."""
    apart = {"Récupération : gagné", "Récupération : pris"}
    if payslip.month.year > year:
        apart.add("Récupération : solde")
    return {one.label: one.value for one in payslip.counters if one.value and one.label not in apart}


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_the_rest_of_the_year_is_the_same_to_the_cent(make: Any, data: st.DataObject) -> None:
    own = [data.draw(contracts(make, name)) for name in ("a", "b")[: data.draw(st.integers(1, 2))]]
    split = data.draw(st.integers(1, 12))
    here = Dossier(make.employer(), own)
    with TemporaryDirectory() as place:
        folder = Path(place) / "out"
        rows = export(here, Month(2025, split), folder).rows
        if not rows:
            return
        found = read_takeover(folder, {one.id: one for one in own}, None)
    assert [str(error) for error in found.errors] == []
    taken = found.taken
    assert taken is not None
    assert {(r.contract, r.first): {n: v for n, v in r.amounts.items() if v} for r in rows} == {
        (r.contract, r.first): dict(r.amounts) for r in taken.months
    }
    later = [replace(one, days=tuple(d for d in one.days if d.date >= taken.begins.first)) for one in own]
    there = Dossier(make.employer(), later, taken.begins, taken.opening(), taken_over=taken)
    month = taken.begins
    while month <= Month(2026, 2):
        for contract, without in zip(own, later, strict=True):
            if contract.active_in(month):
                one, other = pay_contract(here, contract, month), pay_contract(there, without, month)
                assert one.lines == other.lines
                assert counted(one, 2025) == counted(other, 2025)
        month = month.plus(1)
