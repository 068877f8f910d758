"""Compensatory rest left by the months that were not computed here, with the time it was earned in."""

from __future__ import annotations

from collections.abc import Mapping

from preste.belgium.time.rest import NOTHING_BROUGHT, Brought
from preste.calendar import ONE_DAY, Month
from preste.payroll.carry import REST, REST_MONTH
from preste.payroll.takeover import TakeOver


def rest_brought(contract: str, begins: Month | None, opening: Mapping[str, int], taken: TakeOver | None) -> Brought:
    """What a contract brings: that of each row taken over is dated by its last month; an opening balance by the month
    given with it, else it is of the eve of `begins` at the latest, and that is told."""
    rows = taken.months if taken is not None else ()
    if dated := [(row.last.last, row[REST]) for row in rows if row.contract == contract and row[REST]]:
        return Brought(tuple(sorted(dated)))
    hours = opening.get(REST, 0)
    if begins is None or not hours:
        return NOTHING_BROUGHT
    if known := opening.get(REST_MONTH):
        return Brought(((month_written(known).last, hours),))
    return Brought(((begins.first - ONE_DAY, hours),), undated=True)


def month_number(month: Month) -> int:
    """A month as it stands in an opening balance: 202603 for March 2026."""
    return month.year * 100 + month.month


def month_written(number: int) -> Month:
    """The month of such a number."""
    return Month(*divmod(number, 100))
