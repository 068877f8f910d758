"""A month's pay of one contract: who, what, when, the lines, and the trace that explains them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from preste.belgium.time.month import MonthTime
from preste.belgium.time.overtime import NONE, Overtime
from preste.calendar import Month
from preste.engine import Trace
from preste.errors import PresteError
from preste.payroll.line import Line, Totals, totals
from preste.records import Contract, Employer, Garnishment, Household, Terms


@dataclass(frozen=True)
class Counter:
    """A balance shown to the worker: label, value in hundredths, unit."""

    label: str
    value: int
    unit: str


@dataclass(frozen=True)
class Withheld:
    """What a payslip withholds for a creditor, in cents: to be paid to that creditor, not to the worker.

    `rule` is the rank's node of the explanation. `left`: what is still due of the claim afterwards, None without end.
    """

    garnishment: Garnishment
    amount: int
    rule: str
    left: int | None


@dataclass(frozen=True)
class Payslip:
    """The pay of one contract for one month.

    `lines` is the truth; `totals` are sums over them. When a parameter of law was missing, `errors` holds
    what could not be computed, by rule, and the totals that need it are None. `withheld` has a part for each creditor
    whose claim holds on the day of payment and is not met yet, also one who receives nothing. `taxed`: what a later
    payment of the same calendar month is taxed with, None when missing law left it unknown. `owed`: the trace of what a
    month of article 17 owes since a later one exceeded a limit.
    """

    employer: Employer
    contract: Contract
    terms: Terms
    household: Household
    month: Month
    paid_on: dt.date
    time: MonthTime
    lines: tuple[Line, ...]
    trace: Trace
    overtime: Overtime = NONE
    counters: tuple[Counter, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    taxed: Mapping[str, int] | None = None
    warnings: tuple[str, ...] = ()
    errors: Mapping[str, PresteError] = field(default_factory=dict)
    owed: Trace | None = None

    @property
    def totals(self) -> Totals | None:
        """Gross, taxable, net and granted pay; None when a missing parameter blocked the worker's side."""
        return None if self.trace.get("net_paid") is None else totals(self.lines)
