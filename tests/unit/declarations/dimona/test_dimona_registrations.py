"""The days of a flexi-job declared by quarter: registered, changed and cancelled as they are recorded."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from official import official

from preste.declarations import schemas, xml
from preste.declarations.dimona.check import check_rules
from preste.declarations.dimona.model import CANCELLED, CHANGED, CREATED, Form, Period
from preste.declarations.dimona.registrations import Registered, registrations
from preste.declarations.dimona.rules_known import Known
from preste.declarations.dimona.told import Particulars
from preste.declarations.dimona.write import to_xml
from preste.errors import InputError
from preste.ids import dimona_period

DAY = dt.date.fromisoformat
NUMBER = dimona_period.make(6_000_000_001)
QUARTER = Period(
    number=NUMBER,
    worker_type="FLX",
    joint_committee="302",
    start=DAY("2026-07-01"),
    end=DAY("2026-09-30"),
    contract="c",
)
TOLD = [Particulars(contract="c", since=DAY("2026-01-01"), start_hour="1800", pause=15)]
DAYS = (("2026-09-04", "W", 400), ("2026-09-05", "W", 750), ("2026-09-06", "SS", 400), ("2026-10-01", "W", 400))
SEPTEMBER = (DAY("2026-09-01"), DAY("2026-10-31"))


def registered(day: str, end_hour: str, number: str = "000000000001") -> Registered:
    return Registered(number=number, period=NUMBER, start=DAY(day), start_hour="1800", end=DAY(day), end_hour=end_hour)


def found_of(make: Any, *known: Registered, told: Any = TOLD, period: Period = QUARTER) -> list[Any]:
    contract = make.contract(regime="flexi", start=DAY("2026-07-01"), days=make.days(*DAYS))
    found = registrations([contract], [period], told, known, *SEPTEMBER)
    forms = [Form(created=dt.datetime(2026, 9, 7), declaration=one) for _contract, one in found]
    for form in forms:
        assert check_rules(form, DAY("2026-09-07"), {NUMBER: Known(QUARTER)}) == ([], [])
    if forms:
        schema = schemas.loaded(official("xsd", "dimona", "Dimona_20231.xsd"))
        assert schema.validate(xml.parse(to_xml(forms))), schema.error_log
    return [one for _contract, one in found]


def test_recorded_days_within_the_period_are_registered(make: Any) -> None:
    """Through midnight the day ends on the next one; the day of the next quarter is not of this period."""
    assert [(one.action, one.start, one.start_hour, one.end, one.end_hour) for one in found_of(make)] == [
        (CREATED, DAY("2026-09-04"), "1800", DAY("2026-09-04"), "2215"),
        (CREATED, DAY("2026-09-05"), "1800", DAY("2026-09-06"), "0145"),
    ]


def test_what_the_onss_knows_is_changed_or_cancelled(make: Any) -> None:
    known = (
        registered("2026-09-04", "2215"),
        registered("2026-09-05", "2300", "000000000002"),
        registered("2026-09-06", "2200", "000000000003"),
    )
    changed, cancelled = found_of(make, *known)
    assert (changed.action, changed.id, changed.start_hour, changed.end, changed.end_hour) == (
        CHANGED, "000000000002", "", DAY("2026-09-06"), "0145",
    )  # fmt: skip
    assert (cancelled.action, cancelled.id) == (CANCELLED, "000000000003")


def test_the_hour_at_which_days_begin_is_asked_for(make: Any) -> None:
    with pytest.raises(InputError) as untold:
        found_of(make, told=[])
    assert (untold.value.code, untold.value.field) == ("E-DIMONA-DETAILS", "start_hour")
    ordinary = Period(number=NUMBER, worker_type="OTH", joint_committee="XXX", start=DAY("2026-07-01"), contract="c")
    assert found_of(make, period=ordinary) == []
