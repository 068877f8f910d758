"""What a rule of Dimona finds, and what all rules look at: identifiers, dates, hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from preste.calendar import Month
from preste.declarations.dimona.model import OPEN_END, EmployerId
from preste.declarations.dimona.tree import EARLIEST_END, EARLIEST_START, YEARS_AHEAD
from preste.ids import dimona_period, enterprise, niss, onss_number


@dataclass(frozen=True)
class Fault:
    """One fault: the ONSS's code, the path of elements below the form, the value, a reason of `words.REASONS`."""

    code: str
    path: str
    value: str
    reason: str

    @property
    def element(self) -> str:
        """The element that is wrong or missing."""
        return self.path.rpartition("/")[2]


def wrong_digits(code: str, path: str, value: str, is_valid: Callable[[str], bool]) -> Iterator[Fault]:
    """A number that is there and whose check digits do not fit; a NISS is never told whole."""
    if value and not is_valid(value):
        yield Fault(code, path, niss.mask(value) if path.endswith("INSS") else value, "check_digits")


def valid_period(number: str) -> bool:
    """Whether a Dimona number of at most twelve digits is well-written."""
    return dimona_period.is_valid(number.zfill(12))


def valid_enterprise(number: str) -> bool:
    """Whether an enterprise number of nine or ten digits is well-written."""
    return enterprise.is_valid(number.zfill(10))


def check_employer(employer: EmployerId, place: str) -> Iterator[Fault]:
    """The numbers of the employer."""
    base = f"{place}/EmployerId"
    yield from wrong_digits("00011-003", f"{base}/NOSSRegistrationNbr", employer.onss_number, onss_number.is_valid)
    yield from wrong_digits(
        "00948-003", f"{base}/ProvisionalNSSONbr", employer.provisional_number, onss_number.is_valid
    )
    yield from wrong_digits("00014-003", f"{base}/CompanyID", employer.enterprise_number, valid_enterprise)


def check_dates(
    place: str, start: dt.date | None, end: dt.date | None, on: dt.date, *, reopens: bool = False
) -> Iterator[Fault]:
    """Dates that are too old, too far or turned round; `reopens`: the end may be taken away."""
    if start is not None and (start < EARLIEST_START or start.year > on.year + YEARS_AHEAD):
        yield Fault("00910-008", f"{place}/StartingDate", start.isoformat(), "out_of_range")
    if end is None:
        return
    path = f"{place}/EndingDate"
    if end == OPEN_END:
        if not reopens:
            yield Fault("00911-008", path, end.isoformat(), "only_in_update")
        return
    if end < EARLIEST_END or end.year > on.year + YEARS_AHEAD:
        yield Fault("00911-008", path, end.isoformat(), "out_of_range")
    if start is not None and end < start:
        yield Fault("00911-014", path, end.isoformat(), "end_before_start")


def check_hours(
    place: str, start: dt.date | None, start_hour: str, end: dt.date | None, end_hour: str
) -> Iterator[Fault]:
    """Hours of one day that are turned round."""
    if start is not None and start == end and start_hour and end_hour and end_hour < start_hour:
        yield Fault("00778-345", f"{place}/EndingHour", end_hour, "end_hour_before_start")


def same_quarter(one: dt.date, other: dt.date) -> bool:
    """Whether two days lie in one quarter."""
    first, second = Month(one.year, one.month), Month(other.year, other.month)
    return (first.year, first.quarter) == (second.year, second.quarter)
