"""A line: what every total, document, declaration and export adds up.

Its `roles` are those of the ONSS's coming monthly message (LTDS): gross, taxable, net and granted pay are
sums of lines by role, and nothing computes pay a second time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from preste.calendar import Month

GROSS = 1
"""Really in the gross base."""
GROSS_IN_KIND = 2
"""Fictively in the gross base: a benefit in kind."""
CONTRIBUTION = 3
"""Personal ONSS contribution."""
CONTRIBUTION_REDUCTION = 4
"""Reduction of the personal contribution."""
PLUS_TAXABLE = 5
MINUS_TAXABLE = 6
TAX = 7
"""Deduction of tax, and the special social security contribution."""
TAX_REDUCTION = 8
PLUS_NET = 9
MINUS_NET = 10
INFORMATION = 11
EMPLOYER = 12
"""The employer's own contributions and costs (not a role of the message: they stay out of the worker's pay)."""


class Line(NamedTuple):
    """One amount of a month's pay of one contract.

    `amount` in cents, never negative except in a correction or a deduction put off; the roles give its
    direction. `quantity` and `unit_amount` are given only where their product is the amount as printed: quantity in
    hundredths, `unit_decimals` decimals in `unit_amount` (cents: 2). `base` and `rate` likewise: base in cents times
    rate in hundredths of a percent. `rule` is the name of the explanation's node.
    """

    contract: str
    earned_month: Month
    paid_on: dt.date
    code: str
    label: str
    amount: int
    roles: tuple[int, ...]
    rule: str = ""
    quantity: int | None = None
    unit: str = ""
    unit_amount: int | None = None
    unit_decimals: int = 2
    base: int | None = None
    rate: int | None = None
    onss_code: str = ""
    account: str = ""
    run: str = ""
    spread: bool = False


@dataclass(frozen=True, slots=True)
class Totals:
    """The four totals of the pay cascade, in cents."""

    gross: int
    taxable: int
    net: int
    granted: int


def totals(lines: Iterable[Line]) -> Totals:
    """Gross, taxable, net and granted pay: sums of lines by role."""
    by_role = dict.fromkeys(range(1, 13), 0)
    for line in lines:
        for role in line.roles:
            by_role[role] += line.amount
    gross = by_role[GROSS] + by_role[GROSS_IN_KIND]
    taxable = gross - by_role[CONTRIBUTION] + by_role[CONTRIBUTION_REDUCTION]
    taxable += by_role[PLUS_TAXABLE] - by_role[MINUS_TAXABLE]
    net = taxable - by_role[TAX] + by_role[TAX_REDUCTION]
    return Totals(gross, taxable, net, net + by_role[PLUS_NET] - by_role[MINUS_NET])
