"""What a form may say of a period that is known: each fault has the ONSS's code, as data and as a file."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from preste.declarations import xml
from preste.declarations.dimona.check import check_root, check_rules
from preste.declarations.dimona.model import (
    OPEN_END,
    Cancel,
    DailyRegistration,
    Declaration,
    Form,
    In,
    Out,
    Period,
    Update,
)
from preste.declarations.dimona.rules_known import Known
from preste.declarations.dimona.write import to_xml
from preste.ids import dimona_period, niss

NOW = dt.datetime(2026, 9, 1, 8, 30)
NUMBER = dimona_period.make(6_000_000_001)
OTHER = dimona_period.make(6_000_000_002)
NISS, STRANGER = (niss.make(dt.date(1990, 1, 1), rank) for rank in (2, 3))
DAY = dt.date.fromisoformat

OPEN = Period(number=NUMBER, worker_type="OTH", joint_committee="XXX", start=DAY("2026-01-05"))
CLOSED = replace(OPEN, end=DAY("2026-09-30"))
STUDENT = replace(CLOSED, worker_type="STU", start=DAY("2026-07-01"), planned_hours=60)
FLEXI = replace(CLOSED, worker_type="FLX", start=DAY("2026-07-01"), end=DAY("2026-09-15"))
EXTRA = Period(
    number=NUMBER,
    worker_type="EXT",
    joint_committee="302",
    start=DAY("2026-09-04"),
    end=DAY("2026-09-04"),
    start_hour="1700",
    end_hour="2300",
)
FLAT = replace(EXTRA, end_hour="")
AGENCY = replace(CLOSED, joint_committee="322")
ARTICLE_17 = replace(STUDENT, worker_type="T17", start=DAY("2026-09-04"), end=DAY("2026-09-04"), planned_hours=None)

REGISTERED = DailyRegistration(action=0, period=NUMBER)


def codes(declaration: Declaration, period: Period) -> list[str]:
    form = Form(created=NOW, declaration=declaration)
    known = {period.number: Known(period, NISS)}
    faults, _ = check_rules(form, NOW.date(), known)
    report = check_root(xml.parse(to_xml([form])), NOW.date(), known=known)
    assert sorted(fault.code for fault in faults) == sorted(finding.code for finding in report.findings)
    assert not any(STRANGER in finding.value for finding in report.findings)
    return sorted(fault.code for fault in faults)


def update(**changes: Any) -> Update:
    return Update(period=NUMBER, **changes)


def out(day: str) -> Out:
    return Out(period=NUMBER, end=DAY(day))


@pytest.mark.parametrize(
    ("period", "declaration", "expected"),
    [
        (OPEN, out("2026-09-18"), []),
        (CLOSED, out("2026-09-18"), ["00913-356"]),
        (OPEN, out("2026-01-04"), ["00911-014"]),
        (OPEN, replace(out("2026-09-18"), niss=NISS), []),
        (OPEN, replace(out("2026-09-18"), niss=STRANGER), ["00024-347"]),
        (OPEN, Cancel(period=NUMBER, niss=STRANGER), ["00024-347"]),
        (OPEN, Cancel(period=OTHER, niss=STRANGER), []),  # a period that is not known here
        (CLOSED, update(end=DAY("2026-10-31")), []),
        (CLOSED, update(end=OPEN_END), []),
        (CLOSED, update(end=DAY("2026-01-04")), ["00911-014"]),
        (CLOSED, update(start=DAY("2026-10-01")), ["00911-014"]),
        (OPEN, update(end=DAY("2026-09-18")), ["00913-359"]),
        (OPEN, update(planned_hours=10), ["01135-005"]),
        (OPEN, update(start_hour="1000"), ["00777-005"]),
        (OPEN, update(end_hour="1000"), ["00778-005"]),
        (STUDENT, update(planned_hours=80), []),
        (STUDENT, update(planned_days=8), ["01017-005"]),
        (STUDENT, update(start=DAY("2026-07-02")), ["00910-005"]),
        (STUDENT, update(end=DAY("2026-10-01")), ["00911-008"]),
        (STUDENT, update(end=OPEN_END), ["00913-368"]),
        (AGENCY, update(end=OPEN_END), ["00913-368"]),
        (FLEXI, update(end=DAY("2026-09-14")), []),
        (FLEXI, update(end=DAY("2026-09-16")), ["00911-344"]),
        (EXTRA, update(end_hour="2330"), []),
        (EXTRA, update(end=DAY("2026-09-05")), []),
        (EXTRA, update(end=DAY("2026-09-06")), ["00910-459"]),
        (FLAT, update(start_hour="1800"), ["00913-181"]),
        (ARTICLE_17, update(end=DAY("2026-09-05")), ["00911-008"]),
        (
            replace(STUDENT, start=DAY("2016-12-01"), end=DAY("2016-12-31")),
            update(planned_hours=8, start=DAY("2016-12-02")),
            ["01135-005"],
        ),
        (
            FLEXI,
            replace(REGISTERED, start=DAY("2026-09-15"), start_hour="2200", end=DAY("2026-09-16"), end_hour="0200"),
            [],
        ),
        (
            FLEXI,
            replace(REGISTERED, start=DAY("2026-09-16"), start_hour="1000", end=DAY("2026-09-16"), end_hour="1200"),
            ["00910-462", "00911-462"],
        ),
    ],
)  # fmt: skip
def test_each_fault_beside_a_known_period_has_the_onss_code(
    period: Period, declaration: Declaration, expected: list[str]
) -> None:
    assert codes(declaration, period) == expected


def test_what_makes_a_period_is_not_looked_at() -> None:
    form = Form(created=NOW, declaration=In(start=NOW.date()))
    alone = check_rules(form, NOW.date())
    assert check_rules(form, NOW.date(), {NUMBER: Known(OPEN)}) == alone
