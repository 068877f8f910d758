"""How long a notice is, from the tables of the law book: weeks by seniority, and part 1 of contracts before 2014."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass, field

from preste.belgium.exit.days import add_months, months_begun, months_between
from preste.calendar import ONE_DAY
from preste.law import Entry, book
from preste.money import TEN_THOUSAND, down, up

SINGLE_STATUS = dt.date.fromisoformat("2014-01-01")
"""Since that day blue-collar and white-collar workers have one notice (law of 26 December 2013)."""


@dataclass(frozen=True)
class Period:
    """A length of notice: `months` of part 1, then `weeks`. `seniority` in whole months, for the weeks' table.

    `doubts` are the values of law it rests on whose sources disagree.
    """

    weeks: int
    seniority: int
    months: int = 0
    cap: int | None = None
    doubts: tuple[Entry, ...] = field(default=())


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
    cap = cap_of(contract_start, on) if by == "employer" else None
    if cap is None:
        return Period(weeks, seniority, part_1)
    doubts = (cap,) if cap.status == "unsure" else ()
    return Period(min(weeks, cap.value), seniority, part_1, cap.value, doubts)


def weeks_by_table(by: str, contract_start: dt.date, seniority: int, on: dt.date) -> int:
    """The weeks of the table for so many whole months of seniority, without any cap. Raises NoParameter."""
    table = book().on("notice_weeks", on, (by, _contract_from("notice_weeks", contract_start))).value
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
    status = status_2013
    if status == "white_collar":
        lower = pay_2013 <= book().on("notice_part_1_threshold", on).value
        status = "lower_white_collar" if lower else "higher_white_collar"
    rule = book().on("notice_part_1", on, (status,)).value
    periods = up(months_begun(seniority_from, SINGLE_STATUS), rule.period * 12)
    months: int = max(rule.minimum, periods * rule.months)
    return months


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
