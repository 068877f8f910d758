"""What a Dimona IN must say, by its type of worker, its joint committee and its dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from preste.calendar import Month
from preste.declarations.dimona.fault import (
    Fault,
    check_dates,
    check_employer,
    check_hours,
    same_quarter,
    valid_enterprise,
    wrong_digits,
)
from preste.declarations.dimona.model import EmployerId, Features, In, SmallStatute, UsingEmployer
from preste.declarations.dimona.rules_person import check_person
from preste.declarations.dimona.worker_types import (
    AGENCY,
    BUILDING,
    CARDS_AGAIN,
    CARDS_OPTIONAL,
    CARDS_UNTIL,
    HORECA,
    LOWEST_EMPLOYEE_RISK,
    PLANNED_IN_DAYS_UNTIL,
    SMALL_STATUTES_FROM,
    WORKER_TYPES,
    WorkerType,
    starts_and_ends_by_hour,
)
from preste.law import book

_IN = "DimonaIn"
_NEXT_DAY = dt.timedelta(days=1)


def check_in(one: In, created: dt.date) -> Iterator[Fault]:
    """Everything wrong with an IN that was made on a day."""
    features = one.features or Features()
    kind = WORKER_TYPES.get(features.worker_type)
    yield from _check_identity(one, created, features)
    yield from check_dates(_IN, one.start, one.end, created)
    yield from check_hours(_IN, one.start, one.start_hour, one.end, one.end_hour)
    yield from _check_committee(features, kind)
    yield from _check_user(features)
    yield from _check_cards(one, features, created)
    if kind is None or one.start is None:
        return
    yield from _check_type(one.start, kind)
    yield from _check_end(one, one.start, kind, features)
    yield from _check_hours_of_day(one, one.start, kind, features)
    yield from _check_planned(one, one.start, kind)
    yield from _check_blocks(one, kind, created)


def _check_identity(one: In, created: dt.date, features: Features) -> Iterator[Fault]:
    employer = one.employer or EmployerId()
    if not (employer.onss_number or employer.provisional_number or employer.enterprise_number):
        yield Fault("00014-001", f"{_IN}/EmployerId/CompanyID", "", "employer_wanted")
    yield from check_employer(employer, _IN)
    yield from check_person(one.person, f"{_IN}/NaturalPerson", created, niss_wanted=features.worker_type == "EXT")


def _check_type(start: dt.date, kind: WorkerType) -> Iterator[Fault]:
    if kind.holds_on(start):
        return
    if kind.code in _LIFE_BY_START:
        yield Fault("00910-008", f"{_IN}/StartingDate", start.isoformat(), "start_not_then")
    else:
        yield Fault("00655-003", f"{_IN}/DimonaFeatures/WorkerType", kind.code, "type_not_then")


_LIFE_BY_START = ("A17", "O17", "S17", "T17")
"""Types whose life the glossary tells in the domain of the starting date."""


def check_lead(one: In, created: dt.date) -> Iterator[Fault]:
    """A declaration made too long before the start. Raises NoParameter."""
    kind = WORKER_TYPES.get(one.features.worker_type) if one.features else None
    if kind is None or not kind.lead or one.start is None:
        return
    days = book().on("dimona_lead", created, (kind.code,)).value
    counted_from = one.start
    if kind.lead == "quarter":
        counted_from = Month(one.start.year, 3 * Month(one.start.year, one.start.month).quarter - 2).first
    if created < counted_from - dt.timedelta(days=days):
        yield Fault("00910-008", f"{_IN}/StartingDate", one.start.isoformat(), "too_early")


def _check_end(one: In, start: dt.date, kind: WorkerType, features: Features) -> Iterator[Fault]:
    path = f"{_IN}/EndingDate"
    if one.end is None:
        if kind.ends or features.joint_committee == AGENCY:
            yield Fault("00911-001", path, "", "end_wanted")
        return
    if one.end < start:
        return  # told already
    span = "day" if _day_rate(one, kind, features) else kind.span
    if span == "day" and one.end != start:
        yield Fault("00911-008", path, one.end.isoformat(), "same_day")
    if span == "quarter" and not same_quarter(start, one.end):
        yield Fault("00911-008", path, one.end.isoformat(), "same_quarter")
    if kind.code == "EXT" and one.end > start + _NEXT_DAY:
        yield Fault("00910-459", f"{_IN}/StartingDate", start.isoformat(), "occasional_days")


def _day_rate(one: In, kind: WorkerType, features: Features) -> bool:
    """Occasional work in horeca at the day's flat rate (forfait journalier): no ending hour is told."""
    return kind.code == "EXT" and features.joint_committee == HORECA and not one.end_hour


def _check_hours_of_day(one: In, start: dt.date, kind: WorkerType, features: Features) -> Iterator[Fault]:
    """Hours are told by who works a day: a flexi-job through midnight ends on the next one."""
    by_hour = starts_and_ends_by_hour(kind.code, start, one.end)
    through_midnight = kind.code == "FLX" and one.end == start + _NEXT_DAY and bool(one.start_hour)
    if by_hour or through_midnight:
        if not one.start_hour:
            yield Fault("00777-001", f"{_IN}/StartingHour", "", "hour_wanted")
        if not one.end_hour and not _day_rate(one, kind, features):
            yield Fault("00778-001", f"{_IN}/EndingHour", "", "hour_wanted")
        return
    if one.start_hour:
        yield Fault("00777-005", f"{_IN}/StartingHour", one.start_hour, "forbidden")
    if one.end_hour:
        yield Fault("00778-005", f"{_IN}/EndingHour", one.end_hour, "forbidden")


def _check_planned(one: In, start: dt.date, kind: WorkerType) -> Iterator[Fault]:
    in_days = kind.code == "STU" and start <= PLANNED_IN_DAYS_UNTIL
    hours, days = f"{_IN}/PlannedHoursNbr", f"{_IN}/PlannedDaysNbr"
    if kind.planned_hours and not in_days and one.planned_hours is None:
        yield Fault("01135-001", hours, "", "hours_wanted")
    if one.planned_hours is not None and (in_days or not kind.planned_hours):
        yield Fault("01135-005", hours, str(one.planned_hours), "forbidden")
    if in_days and one.planned_days is None:
        yield Fault("01017-001", days, "", "missing")
    if one.planned_days is not None and not in_days:
        yield Fault("01017-005", days, str(one.planned_days), "forbidden")


def _check_committee(features: Features, kind: WorkerType | None) -> Iterator[Fault]:
    """Only provincial and local administrations leave the joint committee out; they are not told apart here."""
    path = f"{_IN}/DimonaFeatures/JointCommissionNbr"
    if not features.joint_committee:
        if kind is None or not kind.not_a_worker:
            yield Fault("00046-001", path, "", "missing")
    elif kind is not None and kind.of and not {features.joint_committee, _users_committee(features)} - {""} <= kind.of:
        reason = "no_occasional_work" if kind.code == "EXT" else "not_building"
        yield Fault("00655-350", f"{_IN}/DimonaFeatures/WorkerType", kind.code, reason)


def _users_committee(features: Features) -> str:
    """That of the user of an agency, where it is told; an agency may not be one."""
    user = features.using_employer
    told = user.joint_committee if user is not None and features.joint_committee == AGENCY else ""
    return "" if told == AGENCY else told


def _check_user(features: Features) -> Iterator[Fault]:
    base = f"{_IN}/DimonaFeatures/UsingEmployer"
    user = features.using_employer
    number = f"{base}/UsingEmployerCompanyID"
    if features.joint_committee != AGENCY:
        if user is not None:
            yield Fault("00131-005", number, user.enterprise_number, "forbidden")
        return
    user = user or UsingEmployer()
    known = bool(user.enterprise_number.strip("0"))
    if not known and not user.name:
        yield Fault("00131-001", number, "", "user_wanted")
    if known and user.name:
        yield Fault("00153-005", f"{base}/UsingEmployerName", user.name, "forbidden")
    if not known and user.name and user.address is None:
        yield Fault("00517-001", f"{base}/Address/Street", "", "missing")
    if known:
        yield from wrong_digits("00131-003", number, user.enterprise_number, valid_enterprise)
    if user.joint_committee == AGENCY:
        yield Fault("00046-003", f"{base}/JointCommissionNbr", AGENCY, "not_for_user")


def _check_cards(one: In, features: Features, created: dt.date) -> Iterator[Fault]:
    cards = one.cards
    first, second = (f"{_IN}/ConstructionControlCards/{name}" for name in ("FirstMonthC32ANbr", "NextMonthC32ANbr"))
    users = features.using_employer.joint_committee if features.using_employer else ""
    of_agency = features.joint_committee == AGENCY and not users
    wanted = BUILDING in (features.joint_committee, users) or (of_agency and features.worker_type == "BCW")
    if cards is None:
        if wanted and created >= CARDS_AGAIN and one.start is not None and one.start <= CARDS_UNTIL:
            yield Fault("00663-001", first, "", "missing")
            yield Fault("00664-001", second, "", "missing")
        return
    if not wanted and not (of_agency and features.worker_type in CARDS_OPTIONAL):
        yield Fault("00663-005", first, cards.first, "forbidden")
        yield Fault("00664-005", second, cards.second, "forbidden")
    elif cards.first and cards.first == cards.second:
        yield Fault("00664-353", second, cards.second, "same_card")


def _check_blocks(one: In, kind: WorkerType, created: dt.date) -> Iterator[Fault]:
    place, small = one.place_of_work, one.small_statute
    base = f"{_IN}/StudentPlaceOfWork"
    if place is not None and kind.code != "STU":
        yield Fault("00776-005", f"{base}/Denomination", place.name, "forbidden")
    if place is not None and place.name and place.address is None:
        yield Fault("00517-001", f"{base}/Address/Street", "", "missing")
    base = f"{_IN}/SmallStatutesInformation"
    if kind.small_statute and small is None and created >= SMALL_STATUTES_FROM:
        yield Fault("01231-001", f"{base}/EmploymentNature", "", "small_statute_wanted")
        yield Fault("00053-001", f"{base}/WorkerStatus", "", "small_statute_wanted")
    if small is not None and not kind.small_statute:
        yield Fault("01231-005", f"{base}/EmploymentNature", small.nature, "forbidden")
    elif small is not None and _of_the_other_nature(small):
        yield Fault("00041-521", f"{base}/ActivityWithRisk", small.risk, "not_of_nature")


def _of_the_other_nature(small: SmallStatute) -> bool:
    """Whether the activity with risk is one of employees for a worker, or the reverse."""
    if not (small.risk.isascii() and small.risk.isdigit()):
        return False  # told by the structure
    return (int(small.risk) >= LOWEST_EMPLOYEE_RISK) != (small.nature == "EMPLOYEE")
