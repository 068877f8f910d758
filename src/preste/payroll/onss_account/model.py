"""What an account with the ONSS is made of: entries as they were told, and what follows of them. Amounts are cents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from preste.calendar import Month, Quarter
from preste.engine import Trace

OWED, REFERENCE, NOTICE, OPENING, COSTS = "owed", "reference", "notice", "opening", "costs"
PROVISION, PAYMENT, WAIVER, PLAN = "provision", "payment", "waiver", "plan"
KINDS = (OWED, REFERENCE, NOTICE, OPENING, COSTS, PROVISION, PAYMENT, WAIVER, PLAN)
"""`owed`: contributions of a quarter, or what a modification changes of them; `reference`: those of a quarter that was
settled elsewhere, for provisions only; `notice`: the holiday debit notice of a year; `opening`: contributions still
unpaid, with their term, or a credit (negative); `costs`: other sums that the ONSS claims, without interest;
`provision`: that of a month as the ONSS wrote it; `payment`; `waiver`: what the ONSS lets go of surcharge and interest;
`plan`: one instalment of a payment plan."""
SIGNED = (OWED, OPENING)
"""Kinds whose amount may be below zero."""
BY_QUARTER = (OWED, REFERENCE, WAIVER)
DATED = (OPENING, COSTS, PAYMENT, WAIVER, PLAN)

Part = Literal["costs", "interest", "surcharge", "principal"]
PARTS: tuple[Part, ...] = ("costs", "interest", "surcharge", "principal")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Something told of the account: see `KINDS`. `period`: a quarter (2022-1), a month or a year; `towards`: the debt
    that a payment is for, as the payer wrote it (a quarter, a year, or `plan`)."""

    kind: str
    amount: int
    period: str = ""
    day: dt.date | None = None
    towards: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Provision:
    """The provision of a month of a quarter. `told`: the amount is the ONSS's own; `trace` explains a computed one."""

    quarter: Quarter
    month: Month
    due: dt.date
    amount: int
    told: bool = False
    trace: Trace | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, kw_only=True)
class Posting:
    """One line of the account: what is owed is a debit, what is paid or let go a credit. `rule` of `trace` explains an
    amount that was computed."""

    day: dt.date
    kind: str
    debt: str
    debit: int = 0
    credit: int = 0
    note: str = ""
    rule: str = ""
    trace: Trace | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, kw_only=True)
class Imputed:
    """What of a payment, received on a day, pays which part of which debt."""

    day: dt.date
    debt: str
    part: Part
    amount: int


@dataclass(frozen=True, kw_only=True)
class DebtState:
    """A debt as it stands: what was owed at first, and what is left of each part."""

    debt: str
    kind: str
    due: dt.date
    owed: int
    left: Mapping[Part, int]

    @property
    def total(self) -> int:
        """All that is left of it."""
        return sum(self.left.values())


@dataclass(frozen=True, kw_only=True)
class Instalment:
    """One instalment of a payment plan, and what of it is paid."""

    day: dt.date
    amount: int
    paid: int

    def state(self, on: dt.date) -> str:
        """ "paid", "late" or "ahead"."""
        if self.paid >= self.amount:
            return "paid"
        return "late" if self.day < on else "ahead"


@dataclass(frozen=True, kw_only=True, order=True)
class Upcoming:
    """What is to be paid next. `amount` is None for a quarter whose contributions are not known."""

    due: dt.date
    kind: str
    debt: str
    amount: int | None = field(compare=False)


@dataclass(frozen=True, kw_only=True)
class Account:
    """The account on a day. `credit`: what was paid and pays no debt yet, what is meant for one included."""

    on: dt.date
    postings: tuple[Posting, ...]
    imputed: tuple[Imputed, ...]
    debts: tuple[DebtState, ...]
    credit: int
    provisions: tuple[Provision, ...]
    upcoming: tuple[Upcoming, ...]
    plan: tuple[Instalment, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def balance(self) -> int:
        """What is owed in all, less what was paid too much; negative when the ONSS owes it."""
        return sum(one.debit - one.credit for one in self.postings)

    @property
    def late(self) -> int:
        """What is past its term."""
        return sum(one.total for one in self.debts if one.due < self.on)

    @property
    def next(self) -> Upcoming | None:
        """What is to be paid first."""
        return self.upcoming[0] if self.upcoming else None
