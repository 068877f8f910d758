"""Overtime, whatever was written: each hour is paid once, quotas hold, and months share a year's hours as they like."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from preste.belgium import FACTS
from preste.belgium.time.overtime import Overtime, Used, month_overtime, net_quota, voluntary_quota
from preste.calendar import Month
from preste.engine import explain, replay
from preste.payroll.month import pay_contract
from preste.payroll.payslip import Payslip
from preste.records import Contract

HALF = (380, 380, 380, 380, 380, 0, 0)
KINDS = ("HS", "HN", "HP", "HV", "HC")
MONTHS = [Month(2021, 1).plus(i) for i in range(71)]
WRITTEN = st.lists(
    st.tuples(st.integers(1, 28), st.sampled_from(KINDS), st.integers(1, 400)), max_size=12, unique_by=lambda d: d[:2]
)


def written_in(month: Month, written: list[tuple[int, str, int]]) -> list[tuple[str, str, int]]:
    return [(month.days[day - 1].isoformat(), code, hours) for day, code, hours in written]


def counted(contract: Contract, month: Month, used: Used) -> tuple[Overtime, list[Any]]:
    return month_overtime(contract, contract.terms[0], month, used, ())


def hours_of(one: Overtime) -> int:
    paid = one.paid_week + one.paid_sunday + one.recovered_week + one.recovered_sunday
    return paid + one.plain + one.net


@given(month=st.sampled_from(MONTHS), written=WRITTEN, amount=st.integers(100_000, 600_000), hourly=st.booleans())
def test_every_hour_is_paid_once(
    make: Any, month: Month, written: list[tuple[int, str, int]], amount: int, hourly: bool
) -> None:
    """Each hour is of one kind; pay is that without overtime plus the lines of overtime, and all of it replays."""
    terms: dict[str, Any] = {"pay_basis": "hourly", "amount": amount // 150} if hourly else {"amount": amount}
    contract = make.contract(schedule=HALF, days=make.days(*written_in(month, written)), **terms)
    plain = make.contract(schedule=HALF, **terms)
    payslip: Payslip = pay_contract(make.dossier(contract, begins=month), contract, month)
    without: Payslip = pay_contract(make.dossier(plain, begins=month), plain, month)
    total = sum(hours for _, _, hours in written)
    assert hours_of(payslip.overtime) == total == payslip.trace.facts["overtime_hours"]
    told = [one for one in payslip.lines if one.unit == "h" and one.code != "base_pay"]
    assert sum(one.quantity or 0 for one in told) == total
    of_gross = sum(one.amount for one in told if one.code != "net_overtime")
    assert payslip.trace["gross"] == without.trace["gross"] + of_gross
    assert payslip.trace["net_overtime_pay"] == sum(one.amount for one in told if one.code == "net_overtime")
    assert payslip.totals is not None
    assert payslip.totals.granted == payslip.trace["net_paid"]
    assert 0 <= payslip.trace["overtime_tax_reduction"] <= payslip.trace["tax_after_family"]
    assert replay(explain(payslip.trace, FACTS)) > 0


YEAR = [Month(2026, month) for month in range(4, 12)]


@given(
    shares=st.lists(st.tuples(st.sampled_from(YEAR), st.integers(1, 28), st.integers(1, 4_000)), max_size=14),
    before=st.integers(0, 12_000),
)
def test_months_share_the_years_net_hours(make: Any, shares: list[tuple[Month, int, int]], before: int) -> None:
    """However voluntary hours are spread, the first ones are net up to the quota; what exceeds the year is refused."""
    net, voluntary, refused = before, 0, 0
    for month in YEAR:
        own = {day: hours for at, day, hours in shares if at == month}
        days = make.days(*((month.days[day - 1].isoformat(), "HV", hours) for day, hours in own.items()))
        found, errors = counted(make.contract(days=days), month, Used(net=net, voluntary=voluntary))
        net, voluntary = net + found.net, voluntary + found.voluntary
        refused += sum(own.values()) - found.net - found.voluntary
        assert (sum(own.values()) == found.net + found.voluntary) == (not errors)
        assert all(error.code == "E-OVERTIME-QUOTA" for error in errors)
    quota, most = net_quota(YEAR[0].first), voluntary_quota(YEAR[0].first)
    written = sum({(at, day): hours for at, day, hours in shares}.values())
    assert net <= quota
    assert voluntary <= most
    assert net + voluntary + refused == before + written
    if not refused:
        assert net == min(quota, before + written)


@given(parts=st.lists(st.integers(1, 5_000), max_size=10), year=st.sampled_from([2021, 2022, 2023, 2024, 2025]))
def test_relaunch_hours_never_exceed_the_quota(make: Any, parts: list[int], year: int) -> None:
    net = 0
    for i, hours in enumerate(parts):
        month = Month(year, 3 + i)
        quota = 0 if year == 2023 and month.month < 7 else 12_000
        contract = make.contract(days=make.days((f"{month}-10", "HR", hours)))
        found, errors = counted(contract, month, Used(net=net))
        assert bool(errors) == (net + hours > quota)
        net += found.net
        assert net <= 12_000


@given(day=st.dates(dt.date(2021, 1, 1), dt.date(2026, 11, 30)), hours=st.integers(1, 2_400))
def test_sundays_and_holidays_have_the_higher_supplement(make: Any, day: dt.date, hours: int) -> None:
    contract = make.contract(days=make.days((day.isoformat(), "HP", hours)))
    found, _ = counted(contract, Month(day.year, day.month), Used())
    assert (found.paid_sunday, found.paid_week) == ((hours, 0) if day.weekday() == 6 else (0, hours))
