"""How long a notice is, from the tables of the law book: weeks by seniority, and part 1 of contracts before 2014."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass

from preste.belgium.exit.days import add_months, months_begun, months_between
from preste.calendar import ONE_DAY
from preste.law import Entry, book
from preste.money import TEN_THOUSAND, down, up

SINGLE_STATUS = dt.date.fromisoformat("2014-01-01")
"""Since that day blue-collar and white-collar workers have one notice (law of 26 December 2013)."""


@dataclass(frozen=True)
class Period:
    """A length of notice: `months` of part 1, then `weeks`. `seniority` in whole months, for the weeks' table.

    `row`: the months of seniority that the table's row begins with, and those the next one does (None: the last row).
    `laws` are the values of law it rests on.
    """

    weeks: int
    seniority: int
    months: int = 0
    cap: int | None = None
    row: tuple[int, int | None] = (0, None)
    laws: tuple[Entry, ...] = ()

    @property
    def doubts(self) -> tuple[Entry, ...]:
        """The values of law whose sources disagree."""
        return tuple(law for law in self.laws if law.status == "unsure")


def period(
    by: str, contract_start: dt.date, seniority_from: dt.date, starts: dt.date, on: dt.date, part_1: int = 0
) -> Period:
    """The notice of an open-ended contract that starts on `starts` and took effect on `on`.

    `part_1`: the months of part 1, for an employer's notice to a worker in service before 2014; the weeks then count
    the seniority since. Raises NoParameter.
    """
    first = max(seniority_from, SINGLE_STATUS) if part_1 else seniority_from
    seniority = months_between(first, starts)
    weeks = weeks_by_table(by, contract_start, seniority, on)
    table = weeks_table(by, contract_start, on)
    row = row_of(table, seniority)
    cap = cap_of(contract_start, on) if by == "employer" else None
    if cap is None:
        return Period(weeks, seniority, part_1, row=row, laws=(table,))
    return Period(min(weeks, cap.value), seniority, part_1, cap.value, row, (table, cap))


def weeks_table(by: str, contract_start: dt.date, on: dt.date) -> Entry:
    """The table of weeks by seniority that holds. Raises NoParameter."""
    return book().on("notice_weeks", on, (by, _contract_from("notice_weeks", contract_start)))


def row_of(table: Entry, seniority: int) -> tuple[int, int | None]:
    """The months that the row of a seniority begins with, and those the next one does; a year each after the last."""
    months = table.value.months
    i = bisect_right(months, seniority) - 1
    if i + 1 < len(months):
        return months[i], months[i + 1]
    if not table.value.more_each_year:
        return months[i], None
    begins = months[i] + (seniority - months[i]) // 12 * 12
    return begins, begins + 12


def weeks_by_table(by: str, contract_start: dt.date, seniority: int, on: dt.date) -> int:
    """The weeks of the table for so many whole months of seniority, without any cap. Raises NoParameter."""
    table = weeks_table(by, contract_start, on).value
    row = bisect_right(table.months, seniority) - 1
    beyond = seniority - table.months[-1]
    weeks: int = table.weeks[row] + (table.more_each_year * (beyond // 12) if beyond > 0 else 0)
    return weeks


def cap_of(contract_start: dt.date, on: dt.date) -> Entry | None:
    """The most weeks an employer's notice may have; None for contracts that began before there was a cap."""
    key = _contract_from("notice_cap", contract_start)
    return book().on("notice_cap", on, (key,)) if key else None


def part_1_months(status_2013: str, pay_2013: int, seniority_from: dt.date, on: dt.date) -> int:
    """The months of part 1 of an employer's notice: seniority acquired at 31 December 2013.

    `status_2013` is white_collar or blue_collar, `pay_2013` the yearly gross pay of that day in cents. Raises
    NoParameter for blue-collar workers, whose part 1 their joint committee's decree gives.
    """
    rule = part_1_laws(status_2013, pay_2013, on)[-1].value
    periods = up(months_begun(seniority_from, SINGLE_STATUS), rule.period * 12)
    months: int = max(rule.minimum, periods * rule.months)
    return months


def part_1_laws(status_2013: str, pay_2013: int, on: dt.date) -> tuple[Entry, ...]:
    """The values of law of part 1: the pay that parts white-collar workers, for one, then months by years begun."""
    if status_2013 != "white_collar":
        return (book().on("notice_part_1", on, (status_2013,)),)
    threshold = book().on("notice_part_1_threshold", on)
    status = "lower_white_collar" if pay_2013 <= threshold.value else "higher_white_collar"
    return threshold, book().on("notice_part_1", on, (status,))


def window_end(start: dt.date, planned_end: dt.date, on: dt.date) -> dt.date:
    """The last day of the period in which a fixed-term contract can be ended by notice.

    It is the first half of the term, and six months at most; no suspension lengthens it.
    """
    law = book().on("fixed_term_notice", on).value
    days = (planned_end - start).days + 1
    half = start + down(days * law.share, TEN_THOUSAND) * ONE_DAY
    return min(half, add_months(start, law.months)) - ONE_DAY


def _contract_from(series: str, contract_start: dt.date) -> str:
    """The latest key of a series that is not after the contract's first day; "" when there is none."""
    position = book().series[series].keys.index("contract_from")
    known = {key[position] for key in book().series[series].entries}
    return max((key for key in known if key <= contract_start.isoformat()), default="")
