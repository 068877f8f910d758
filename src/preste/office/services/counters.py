"""What a contract has used of what is counted: as its last payslip says, and as of today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from preste.calendar import Month
from preste.office.services import holidays
from preste.office.store.models import Contract, Fact, FactKind, Payslip
from preste.payroll.sickness import without_certificate

HOURS: Mapping[str, tuple[str, ...]] = {
    "student": ("student_hours",),
    "article17": ("article17_year",),
}
"""What validated payslips leave of hours that are counted over a year, by regime."""


@dataclass(frozen=True)
class Counters:
    """A contract's counters: those its last payslip printed, of which month, and those of today.

    Of today: hundredths of days or hours of the year `today.year`, None where they are not known or do not matter.
    """

    month: Month | None
    printed: tuple[tuple[str, str], ...]
    holidays_right: int | None
    holidays_taken: int | None
    holidays_left: int | None
    sick_without_certificate: int | None
    hours: int | None

    @property
    def any(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.printed) or self.holidays_left is not None or self.hours is not None


def counters_of(contract: Contract, regime: str, today: dt.date) -> Counters | None:
    """The counters of a contract; None when it has none."""
    last = (
        Payslip.objects.filter(contract=contract, excluded=False)
        .exclude(view={})
        .select_related("run")
        .order_by("-run__month", "-run__number")
        .first()
    )
    printed = tuple((label, value) for label, value in last.view.get("counters", ())) if last else ()
    year = holidays.of_year(contract, today.year, today)
    if year is None:
        return None
    balance = year.balance if year.known else None
    found = Counters(
        month=Month.parse(last.run.month) if last else None,
        printed=printed,
        holidays_right=balance.right if balance else None,
        holidays_taken=balance.taken if balance else None,
        holidays_left=balance.left if balance else None,
        sick_without_certificate=100 * without_certificate(year.record, year.month) or None,
        hours=_hours(contract, regime, today.year),
    )
    return found if found.any or found.sick_without_certificate else None


def _hours(contract: Contract, regime: str, year: int) -> int | None:
    """Hours counted over a year by validated payslips, and by the balance the contract began with."""
    if regime not in HOURS:
        return None
    names = HOURS[regime]
    own = Payslip.objects.filter(contract=contract, excluded=False, run__month__startswith=f"{year}-")
    lefts = list(own.exclude(run__hash="").values_list("left", flat=True))
    opening = Fact.objects.filter(contract=contract, kind=FactKind.OPENING, superseded_at=None, valid_from__year=year)
    lefts += list(opening.values_list("data", flat=True))
    total: int = sum(left.get(name, 0) for left in lefts for name in names)
    return total
