"""The holiday debit notice of a year: on the manual wages of last year's quarters as computed, and as written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from preste.calendar import Quarter
from preste.engine import Trace
from preste.errors import InputError
from preste.office.accounts.models import User
from preste.office.services import onss_account
from preste.office.services.facts import known_facts
from preste.office.services.quarter_rows import MANUAL_WAGES
from preste.office.services.quarters import lines_of
from preste.office.store.models import ComputedQuarter, Employer, FactKind, OnssEntry, OnssEntryKind
from preste.payroll.onss_account import Entry, notice_of, notice_term, quarters_of
from preste.payroll.quarter.model import MANUAL_TYPE

RULE = "holiday_notice_amount"


class Notice(NamedTuple):
    """The notice of a year. `wages`: of each quarter of the year before, None where they are not known; `trace` is
    None while one is not; `entry` is the notice as it was written in the account."""

    year: int
    due: dt.date
    wages: Sequence[tuple[Quarter, int | None]]
    trace: Trace | None
    entry: OnssEntry | None

    @property
    def amount(self) -> int | None:
        """What is computed; None while a quarter is not known."""
        return None if self.trace is None else self.trace[RULE]

    @property
    def total(self) -> int:
        """The wages that are known."""
        return sum(wages or 0 for _, wages in self.wages)

    @property
    def lacking(self) -> list[Quarter]:
        """The quarters whose wages are not known."""
        return [quarter for quarter, wages in self.wages if wages is None]


def notice(employer: Employer, year: int) -> Notice | None:
    """The notice of a year; None where no quarter of the year before has manual wages that are known.

    Raises NoParameter.
    """
    entry = OnssEntry.objects.filter(
        employer=employer, kind=OnssEntryKind.NOTICE, period=str(year), superseded_at=None
    ).first()
    spans = _contracts(employer)
    asked = quarters_of(year - 1)
    wages = [(quarter, _wages(employer, quarter, there=_any(spans, quarter))) for quarter in asked]
    if entry is None and not any(amount for _, amount in wages):
        return None
    known = [amount for _, amount in wages if amount is not None]
    trace = notice_of(year, sum(known)) if len(known) == len(wages) else None
    return Notice(year, notice_term(year), wages, trace, entry)


def record(employer: Employer, year: int, user: User | None) -> OnssEntry:
    """Write the computed notice down as a debt. Raises InputError while it is not known, or written already."""
    found = notice(employer, year)
    if found is None or not found.amount:
        raise InputError(
            f"the holiday notice of {year} is not known", field="year",
            remedy="compute the quarters of the year before", code="E-ONSS-NOTICE",
        )  # fmt: skip
    return onss_account.record(
        employer, Entry(kind=OnssEntryKind.NOTICE.value, period=str(year), amount=found.amount), user
    )


_Span = tuple[dt.date, dt.date | None]


def _contracts(employer: Employer) -> list[_Span]:
    """From when to when somebody is employed of whom the ONSS is told."""
    found = known_facts(employer).filter(kind=FactKind.CONTRACT)
    return list(found.exclude(data__regime=onss_account.REGIME_OUTSIDE).values_list("valid_from", "valid_to"))


def _any(spans: Sequence[_Span], quarter: Quarter) -> bool:
    return any(start <= quarter.last and (end is None or end >= quarter.first) for start, end in spans)


def _wages(employer: Employer, quarter: Quarter, *, there: bool) -> int | None:
    """The manual wages of a quarter; None where somebody worked and not all is computed."""
    stored = ComputedQuarter.objects.filter(
        employer=employer, quarter=str(quarter), computed_at__isnull=False
    ).defer("message").first()  # fmt: skip
    if stored is None:
        return None if there else 0
    if stored.told.get("missing"):
        return None
    if MANUAL_WAGES in stored.told:
        return int(stored.told[MANUAL_WAGES])
    return sum(
        one["base"] or 0
        for worker in stored.workers.all()
        for line in lines_of(worker)
        for one in line["contributions"]
        if one["code"] == line["worker_code"] and one["type"] == MANUAL_TYPE
    )
