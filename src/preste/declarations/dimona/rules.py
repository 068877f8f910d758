"""What a form must say, beyond its structure; what only the ONSS knows (contingents, the repertory) is not looked
at. What is known of a period is another module's (`rules_known`).

Source: ONSS glossary of Dimona 2023/3.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from preste.declarations.dimona.fault import (
    Fault,
    check_dates,
    check_employer,
    check_hours,
    valid_period,
    wrong_digits,
)
from preste.declarations.dimona.model import (
    CANCELLED,
    CHANGED,
    CREATED,
    Cancel,
    DailyRegistration,
    EmployerId,
    Form,
    In,
    Out,
    Update,
)
from preste.declarations.dimona.rules_in import check_in, check_lead
from preste.ids import niss


def check_form(form: Form, on: dt.date) -> Iterator[Fault]:
    """Everything wrong with a form as it stands on a day, but for `check_form_lead`."""
    created = form.created.date() if form.created else on
    if form.created and not (created <= on and created.year >= on.year - 1):
        yield Fault("00218-003", "FormCreationDate", created.isoformat(), "of_this_year")
    match form.declaration:
        case In() as one:
            yield from check_in(one, created)
        case Out() as one:
            yield from _check_period(one, "DimonaOut")
            yield from check_dates("DimonaOut", None, one.end, created)
        case Update() as one:
            yield from _check_period(one, "DimonaUpdate")
            yield from check_dates("DimonaUpdate", one.start, one.end, created, reopens=True)
            yield from check_hours("DimonaUpdate", one.start, one.start_hour, one.end, one.end_hour)
        case Cancel() as one:
            yield from _check_period(one, "DimonaCancel")
        case DailyRegistration() as one:
            yield from _check_daily(one, created)


def check_form_lead(form: Form, on: dt.date) -> Iterator[Fault]:
    """Whether an IN was made too early, which a term of law says. Raises NoParameter."""
    if isinstance(form.declaration, In):
        yield from check_lead(form.declaration, form.created.date() if form.created else on)


def _check_period(one: Out | Update | Cancel, place: str) -> Iterator[Fault]:
    yield from wrong_digits("00913-003", f"{place}/DimonaPeriodId", one.period, valid_period)
    if one.niss != "0":
        yield from wrong_digits("00024-003", f"{place}/INSS", one.niss, niss.is_valid)
    yield from check_employer(one.employer or EmployerId(), place)


_DAILY = "DailyRegistrationDeclaration"
_ZONES = {
    "DailyRegistrationId": "01085",
    "DimonaPeriodId": "00913",
    "StartingDate": "00910",
    "StartingHour": "00777",
    "EndingDate": "00911",
    "EndingHour": "00778",
}
_WANTED = {
    CREATED: ("DimonaPeriodId", "StartingDate", "StartingHour", "EndingDate"),
    CHANGED: ("DailyRegistrationId",),
    CANCELLED: ("DailyRegistrationId",),
}
_FORBIDDEN = {
    CREATED: ("DailyRegistrationId",),
    CHANGED: ("DimonaPeriodId",),
    CANCELLED: ("DimonaPeriodId", "StartingDate", "StartingHour", "EndingDate", "EndingHour"),
}


def _check_daily(one: DailyRegistration, created: dt.date) -> Iterator[Fault]:
    given = {
        "DailyRegistrationId": one.id,
        "DimonaPeriodId": one.period,
        "StartingDate": one.start.isoformat() if one.start else "",
        "StartingHour": one.start_hour,
        "EndingDate": one.end.isoformat() if one.end else "",
        "EndingHour": one.end_hour,
    }
    for element in _WANTED.get(one.action or CREATED, ()):
        if not given[element]:
            yield Fault(f"{_ZONES[element]}-001", f"{_DAILY}/{element}", "", "missing")
    for element in _FORBIDDEN.get(one.action or CREATED, ()):
        if given[element]:
            yield Fault(f"{_ZONES[element]}-005", f"{_DAILY}/{element}", given[element], "forbidden")
    yield from wrong_digits("00913-003", f"{_DAILY}/DimonaPeriodId", one.period, valid_period)
    yield from check_dates(_DAILY, one.start, one.end, created)
    yield from check_hours(_DAILY, one.start, one.start_hour, one.end, one.end_hour)
