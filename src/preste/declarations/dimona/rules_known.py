"""What a form may say of a period that is known: an OUT, an UPDATE, a CANCEL or a daily registration beside it.

Sources: ONSS glossary of Dimona 2023/3 (zones 00777, 00910, 00911, 00913, 01017, 01135, block 90378); ONSS,
administrative instructions, Dimona for flexi-jobs (the end is never put off).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from preste.declarations.dimona.fault import Fault, same_quarter
from preste.declarations.dimona.model import (
    OPEN_END,
    Cancel,
    DailyRegistration,
    Form,
    Out,
    Period,
    Update,
)
from preste.declarations.dimona.worker_types import (
    AGENCY,
    HORECA,
    PLANNED_IN_DAYS_UNTIL,
    WORKER_TYPES,
    WorkerType,
    starts_and_ends_by_hour,
)
from preste.ids.niss import mask

_NEXT_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Known:
    """A period that is known, and the NISS of its worker where that is told."""

    period: Period
    niss: str = ""


def period_named(form: Form) -> str:
    """The number of the period that a form is about, or ""."""
    match form.declaration:
        case Out() | Update() | Cancel() | DailyRegistration():
            return form.declaration.period.zfill(12) if form.declaration.period else ""
    return ""


def check_known(form: Form, known: Mapping[str, Known]) -> Iterator[Fault]:
    """Everything wrong with a form beside the period it names, when that is among those known, by number."""
    told = known.get(period_named(form))
    if told is None:
        return
    one, period, niss = form.declaration, told.period, told.niss
    kind = WORKER_TYPES.get(period.worker_type)
    if isinstance(one, Out | Update | Cancel) and niss and one.niss not in ("", "0", niss):
        yield Fault("00024-347", f"{_PLACES[type(one)]}/INSS", mask(one.niss), "not_of_period")
    match one:
        case Out():
            yield from _check_out(one, period)
        case Update() if kind is not None:
            yield from _check_update(one, period, kind)
        case DailyRegistration():
            yield from _check_daily(one, period)


_PLACES = {Out: "DimonaOut", Update: "DimonaUpdate", Cancel: "DimonaCancel"}


def _check_out(one: Out, period: Period) -> Iterator[Fault]:
    if period.end is not None:
        yield Fault("00913-356", "DimonaOut/DimonaPeriodId", one.period, "closed_already")
    if one.end is not None and one.end < period.start:
        yield Fault("00911-014", "DimonaOut/EndingDate", one.end.isoformat(), "end_before_start")


def _check_update(one: Update, period: Period, kind: WorkerType) -> Iterator[Fault]:
    number, start, end = (f"DimonaUpdate/{name}" for name in ("DimonaPeriodId", "StartingDate", "EndingDate"))
    flat = kind.code == "EXT" and period.joint_committee == HORECA and not period.end_hour
    if kind.code == "STX" or flat:
        yield Fault("00913-181", number, one.period, "no_update")
        return
    if one.start is not None and kind.start_fixed and period.start > PLANNED_IN_DAYS_UNTIL:
        yield Fault("00910-005", start, one.start.isoformat(), "start_stays")
    if one.end == OPEN_END and (kind.ends or period.joint_committee == AGENCY):
        yield Fault("00913-368", number, one.period, "end_stays")
    elif one.end is not None and one.end != OPEN_END and period.end is None:
        yield Fault("00913-359", number, one.period, "close_by_out")
    elif one.end is not None and kind.end_fixed and period.end is not None and one.end > period.end:
        yield Fault("00911-344", end, one.end.isoformat(), "not_later")
    else:
        yield from _check_after(one, _after(one, period), kind)
    yield from _check_zones(one, _after(one, period), kind)


def _after(one: Update, period: Period) -> Period:
    """The period as the update leaves it."""
    end = period.end if one.end is None else None if one.end == OPEN_END else one.end
    return replace(period, start=one.start or period.start, end=end)


def _check_after(one: Update, after: Period, kind: WorkerType) -> Iterator[Fault]:
    """The dates that the update leads to, where it does not tell both itself."""
    if after.end is None or (one.start is None and one.end is None):
        return
    path, told = ("EndingDate", after.end) if one.end is not None else ("StartingDate", after.start)
    place = f"DimonaUpdate/{path}"
    if after.end < after.start:
        if one.start is None or one.end is None:
            yield Fault("00911-014", place, told.isoformat(), "end_before_start")
    elif kind.span == "day" and after.end != after.start:
        yield Fault("00911-008", place, told.isoformat(), "same_day")
    elif kind.span == "quarter" and not same_quarter(after.start, after.end):
        yield Fault("00911-008", place, told.isoformat(), "same_quarter")
    elif kind.code == "EXT" and after.end > after.start + _NEXT_DAY:
        yield Fault("00910-459", place, told.isoformat(), "occasional_days")


def _check_zones(one: Update, after: Period, kind: WorkerType) -> Iterator[Fault]:
    """What the type of the period does not have."""
    by_hour = starts_and_ends_by_hour(kind.code, after.start, after.end) or bool(after.start_hour)
    in_days = kind.code == "STU" and after.start <= PLANNED_IN_DAYS_UNTIL
    told = (
        ("00777-005", "StartingHour", one.start_hour, by_hour),
        ("00778-005", "EndingHour", one.end_hour, by_hour),
        ("01135-005", "PlannedHoursNbr", one.planned_hours, kind.planned_hours and not in_days),
        ("01017-005", "PlannedDaysNbr", one.planned_days, in_days),
    )
    for code, element, value, allowed in told:
        if value and not allowed:
            yield Fault(code, f"DimonaUpdate/{element}", str(value), "forbidden")


def _check_daily(one: DailyRegistration, period: Period) -> Iterator[Fault]:
    last = period.end or dt.date.max
    days = (("00910-462", "StartingDate", one.start), ("00911-462", "EndingDate", one.end))
    for code, element, day in days:
        through_midnight = element == "EndingDate" and one.start == last and day == last + _NEXT_DAY
        if day is not None and not period.start <= day <= last and not through_midnight:
            yield Fault(code, f"DailyRegistrationDeclaration/{element}", day.isoformat(), "outside_period")
