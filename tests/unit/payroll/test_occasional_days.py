"""Days of occasional work in agriculture, horticulture and the horeca: the limits by date, and what is said of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from preste.calendar import Month
from preste.errors import DossierError, NoParameter
from preste.payroll.contingents.count import contingents, days_room
from preste.payroll.contingents.model import Counted
from preste.payroll.month import Dossier, pay_contract
from preste.records import Contract, Elsewhere


def picker(make: Any, days: dict[str, int], **more: Any) -> Contract:
    """So many days of eight hours from the first of each month on."""
    written = [(f"{month}-{day:02d}", "W", 800) for month, count in days.items() for day in range(1, count + 1)]
    own = {"regime": "occasional", "status": "blue_collar", "pay_basis": "hourly", "schedule": (0,) * 7,
           "joint_committee": "145.03"}  # fmt: skip
    contract: Contract = make.contract(**own | {"days": make.days(*written)} | more)
    return contract


def counted(make: Any, contract: Contract, month: str, *others: Contract) -> Counted:
    return contingents(Dossier(make.employer(), (*others, contract)), contract, Month.parse(month))


@pytest.mark.parametrize(
    ("month", "committee", "limit"),
    [
        ("2021-05", "144", 6_000),  # corona: Group S, 2021-01-11
        ("2021-05", "145.03", 10_000),
        ("2022-05", "144", 6_000),  # Easypay, flash 9196
        ("2022-05", "145.03", 10_000),
        ("2023-06", "144", 3_000),
        ("2023-06", "145.03", 6_500),
        ("2023-07", "144", 5_000),  # Easypay, flash 9933; Securex
        ("2023-07", "145.03", 10_000),
        ("2026-05", "144", 5_000),
        ("2026-05", "302", 5_000),
    ],
)
def test_days_of_a_year_by_date_and_sector(make: Any, month: str, committee: str, limit: int) -> None:
    contract = picker(make, {month: 4}, joint_committee=committee)
    (one,) = counted(make, contract, month).contingents
    assert (one.unit, one.limit, one.month, one.left, one.beyond) == ("j", limit, 400, limit - 400, 0)


def test_days_of_earlier_months_and_of_other_employers_count(make: Any) -> None:
    """20 in April, 28 told of, 5 in May: 3 of them are beyond the 50 of the horeca, however short the day."""
    told = Elsewhere(valid_from=dt.date(2026, 5, 1), kind="occasional", used=2_800)
    contract = picker(make, {"2026-04": 20, "2026-05": 5}, joint_committee="302", elsewhere=(told,))
    (one,) = counted(make, contract, "2026-05").contingents
    assert (one.before, one.month, one.elsewhere, one.beyond, one.left) == (2_000, 500, 2_800, 300, 0)
    assert one.doubts == ("l'employeur a aussi un contingent de 200 jours par an : voyez Horeca@work",)
    assert days_room(Dossier(make.employer(), (contract,)), contract, Month(2026, 5)) == 200


def test_agriculture_and_horticulture_have_the_limit_of_horticulture_together(make: Any) -> None:
    field = picker(make, {"2026-04": 30, "2026-05": 18}, id="field", joint_committee="144")
    orchard = picker(make, {"2026-03": 31, "2026-05": 25}, id="orchard")
    found = {one.kind: one for one in counted(make, orchard, "2026-05", field).contingents}
    assert (found["occasional"].before, found["occasional"].beyond) == (3_100, 0)
    both = found["occasional_both"]
    assert (both.limit, both.before, both.month, both.beyond) == (10_000, 6_100, 2_500, 0)  # a day of both counts once


@pytest.mark.parametrize("committee", ["200", "145.04"])
def test_a_sector_without_occasional_work_is_told(make: Any, committee: str) -> None:
    found = counted(make, picker(make, {"2026-05": 2}, joint_committee=committee), "2026-05")
    assert found.contingents == ()
    assert [one.met for one in found.conditions] == [False]


def test_its_pay_is_missing_law_by_name(make: Any) -> None:
    contract = picker(make, {"2026-05": 2})
    with pytest.raises(DossierError) as caught:
        pay_contract(Dossier(make.employer(), (contract,)), contract, Month(2026, 5))
    (error,) = caught.value.errors
    assert isinstance(error, NoParameter)
    assert "occasional_lump_sum" in error.field
