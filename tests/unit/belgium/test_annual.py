"""Annual holidays that cannot be: paid by the wrong one, or on a public holiday."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from preste.errors import DossierError
from preste.records import ReplacedHoliday


def wrong(make: Any, contract: Any, month: str, **more: Any) -> list[str]:
    try:
        make.pay(contract, month, **more)
    except DossierError as error:
        return [f"{one.code} {one.message}" for one in error.errors]
    return []


@pytest.mark.parametrize(
    ("status", "code", "refused"),
    [
        ("blue_collar", "V", True), ("blue_collar", "VO", False), ("white_collar", "V", False),
        ("white_collar", "VO", True),
    ],
)  # fmt: skip
def test_who_pays_the_holidays_of_a_status(make: Any, status: str, code: str, refused: bool) -> None:
    """The fund pays those of a blue-collar worker: paid by the employer too, a day would be paid twice."""
    contract = make.contract(status=status, days=make.days(("2026-05-19", code, 760)))
    reason = f"{code} is not for this status: the holidays of a blue-collar worker are paid by the holiday fund"
    assert wrong(make, contract, "2026-05") == ([f"E-LEAVE-RIGHT {reason}"] if refused else [])


@pytest.mark.parametrize("code", ["V", "VO"])
def test_an_artist_has_either(make: Any, code: str) -> None:
    contract = make.contract(worker_code="046", days=make.days(("2022-05-19", code, 760)))
    assert wrong(make, contract, "2022-05") == []


@pytest.mark.parametrize("code", ["V", "VR", "VS", "VJ"])
def test_no_holidays_on_a_public_holiday(make: Any, code: str) -> None:
    """Whit Monday 2026 is 25 May: paid as such, and no day of the right is used up."""
    contract = make.contract(
        worker=make.worker(birth_date=dt.date(2003, 1, 1)), days=make.days(("2026-05-25", code, 380))
    )
    told = "2026-05-25 is a public holiday, paid as such: no holidays are taken on it (law of 4 January 1974)"
    assert wrong(make, contract, "2026-05") == [f"E-LEAVE-RIGHT {told}"]


def test_a_holiday_that_another_day_replaces(make: Any) -> None:
    moved = (ReplacedHoliday(holiday=dt.date(2026, 5, 25), day=dt.date(2026, 5, 26)),)
    for day, refused in (("2026-05-25", False), ("2026-05-26", True)):
        contract = make.contract(days=make.days((day, "V", 760)))
        assert bool(wrong(make, contract, "2026-05", replacement_days=moved)) is refused
