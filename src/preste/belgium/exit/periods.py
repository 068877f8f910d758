"""How long a notice is, from the tables of the law book: the weeks by seniority, after part 1 where there is one."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from preste.belgium.exit.days import add_months, months_between
from preste.calendar import ONE_DAY
from preste.law import Entry, book
from preste.money import TEN_THOUSAND, down

SINGLE_STATUS = dt.date.fromisoformat("2014-01-01")
"""Since that day blue-collar and white-collar workers have one notice (law of 26 December 2013)."""


@dataclass(frozen=True)
class Period:
    """A length of notice: `months` and `days` of part 1, then `weeks`. `seniority` in whole months, for the weeks.

    `row`: the months of seniority that the table's row begins with, and those the next one does (None: the last row).
    `laws` are the values of law it rests on.
    """

    weeks: int
    seniority: int
    months: int = 0
    days: int = 0
    cap: int | None = None
    row: tuple[int, int | None] = (0, None)
    laws: tuple[Entry, ...] = ()

    @property
    def doubts(self) -> tuple[Entry, ...]:
        """The values of law whose sources disagree."""
        return tuple(law for law in self.laws if law.status == "unsure")


def period(
    by: str,
    contract_start: dt.date,
    seniority_from: dt.date,
    starts: dt.date,
    on: dt.date,
    part_1: tuple[int, int] | None = None,
) -> Period:
    """The notice of an open-ended contract that starts on `starts` and took effect on `on`.

    `part_1`: the months and days of part 1, for an employer's notice to a worker in service before 2014; the weeks
    then count the seniority since. Raises NoParameter.
    """
    first = seniority_from if part_1 is None else max(seniority_from, SINGLE_STATUS)
    before, days = part_1 or (0, 0)
    seniority = months_between(first, starts)
    weeks = weeks_by_table(by, contract_start, seniority, on)
    table = weeks_table(by, contract_start, on)
    row = row_of(table, seniority)
    cap = cap_of(contract_start, on) if by == "employer" else None
    if cap is None:
        return Period(weeks, seniority, before, days, row=row, laws=(table,))
    return Period(min(weeks, cap.value), seniority, before, days, cap.value, row, (table, cap))


def weeks_table(by: str, contract_start: dt.date, on: dt.date) -> Entry:
    """The table of weeks by seniority that holds. Raises NoParameter."""
    return book().on("notice_weeks", on, (by, contract_from("notice_weeks", contract_start)))


def row_of(table: Entry, seniority: int) -> tuple[int, int | None]:
    """The months that the row of a seniority begins with, and those the next one does; a year each after the last."""
    months = table.value.months
    i = row_at(months, seniority)
    if i + 1 < len(months):
        return months[i], months[i + 1]
    if not table.value.more_each_year:
        return months[i], None
    begins = months[i] + (seniority - months[i]) // 12 * 12
    return begins, begins + 12


def row_at(months: Sequence[int], seniority: int) -> int:
    """The row of a table whose rows begin with so many months of seniority; -1 before the first."""
    return bisect_right(months, seniority) - 1


def weeks_by_table(by: str, contract_start: dt.date, seniority: int, on: dt.date) -> int:
    """The weeks of the table for so many whole months of seniority, without any cap. Raises NoParameter."""
    table = weeks_table(by, contract_start, on).value
    row = row_at(table.months, seniority)
    beyond = seniority - table.months[-1]
    weeks: int = table.weeks[row] + (table.more_each_year * (beyond // 12) if beyond > 0 else 0)
    return weeks


def cap_of(contract_start: dt.date, on: dt.date) -> Entry | None:
    """The most weeks an employer's notice may have; None for contracts that began before there was a cap."""
    key = contract_from("notice_cap", contract_start)
    return book().on("notice_cap", on, (key,)) if key else None


def window_end(start: dt.date, planned_end: dt.date, on: dt.date) -> dt.date:
    """The last day of the period in which a fixed-term contract can be ended by notice.

    It is the first half of the term, and six months at most; no suspension lengthens it.
    """
    law = book().on("fixed_term_notice", on).value
    days = (planned_end - start).days + 1
    half = start + down(days * law.share, TEN_THOUSAND) * ONE_DAY
    return min(half, add_months(start, law.months)) - ONE_DAY


def contract_from(series: str, contract_start: dt.date) -> str:
    """The latest key of a series that is not after the contract's first day; "" when there is none."""
    position = book().series[series].keys.index("contract_from")
    known = {key[position] for key in book().series[series].entries}
    return max((key for key in known if key <= contract_start.isoformat()), default="")
