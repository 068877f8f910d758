"""Days of annual holidays that cannot be: paid by the wrong one, or on a public holiday."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from preste.belgium.time.holidays import holidays_of, usual_days
from preste.belgium.time.refusal import RefusedDay, refused
from preste.calendar import Month
from preste.records import Contract, ReplacedHoliday, fits_status, held_on

BY_EMPLOYER, BY_FUND = "V", "VO"
"""Annual holidays that the employer pays, and those that the holiday fund pays."""
ANNUAL = (BY_EMPLOYER, "VR", "VRR", BY_FUND, "VS", "VJ")
_STATUS = {BY_EMPLOYER: "white_collar", BY_FUND: "blue_collar"}


def payer_errors(contract: Contract, month: Month) -> Iterator[RefusedDay]:
    """Holidays of the month paid by the employer of who is paid by the holiday fund, or the other way round; artists,
    whom the fund pays whatever their status, may have either."""
    for day in contract.days_in(month):
        status = _STATUS.get(day.code)
        if status is None:
            continue
        if status != contract.status and not fits_status(contract.onss_worker_code, status):
            right = BY_FUND if day.code == BY_EMPLOYER else BY_EMPLOYER
            reason = "{code} is not for this status: the holidays of a blue-collar worker are paid by the holiday fund"
            yield refused(contract, day, reason, f"write {right}", code=day.code)


def public_holiday_errors(
    contract: Contract, month: Month, replaced: Sequence[ReplacedHoliday] = ()
) -> Iterator[RefusedDay]:
    """Annual holidays of the month on a public holiday, or on the day that replaces it."""
    for day in contract.days_in(month):
        if day.code not in ANNUAL:
            continue
        terms = held_on(contract.terms, day.date)
        if terms is None or not terms.schedule[day.date.weekday()]:
            continue
        if day.date in holidays_of(month.year, replaced, usual_days(terms)):
            reason = "{date} is a public holiday, paid as such: no holidays are taken on it (law of 4 January 1974)"
            yield refused(contract, day, reason, "leave the day out: its code comes by itself", date=day.date)
