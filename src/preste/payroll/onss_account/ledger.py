"""The account day by day: debts appear, payments are imputed, terms pass, interest runs."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from preste.belgium.collection import ask
from preste.engine import Trace
from preste.law import book
from preste.payroll.onss_account.model import (
    COSTS,
    PARTS,
    PAYMENT,
    PLAN,
    WAIVER,
    DebtState,
    Entry,
    Imputed,
    Part,
    Posting,
    Provision,
)

INDEMNITY = "indemnity"
_CHARGES: tuple[Part, Part] = ("surcharge", "interest")


@dataclass
class Debt:
    """A debt while the account is made. `running`: the day from which interest is still to be counted, once late.
    `paid`: what was paid of the contributions; `charged`: surcharge and interest counted, less what was let go."""

    key: str
    kind: str
    born: dt.date
    due: dt.date
    owed: int
    surcharged: bool
    note: str = ""
    left: dict[Part, int] = field(default_factory=lambda: dict.fromkeys(PARTS, 0))
    running: dt.date | None = None
    paid: int = 0
    charged: int = 0

    def state(self) -> DebtState:
        """As it stands."""
        return DebtState(debt=self.key, kind=self.kind, due=self.due, owed=self.owed, left=dict(self.left))


class Ledger:
    """An account that is made in the order of days; `until` goes to a day and no further."""

    def __init__(self, debts: Sequence[Debt], entries: Sequence[Entry], provisions: Sequence[Provision]) -> None:
        self.debts: dict[str, Debt] = {}
        self.postings: list[Posting] = []
        self.imputed: list[Imputed] = []
        self.credit = 0
        self.held: dict[str, int] = defaultdict(int)
        self._short: set[str] = set()
        self._asked: dict[str, int] = defaultdict(int)
        self._events = sorted(_events(self, debts, entries, provisions), key=lambda one: one[:2])

    def until(self, on: dt.date) -> None:
        """Everything that happened up to a day, that day included, and the interest that has run."""
        for day, _, happen in self._events:
            if day <= on:
                happen()
        for debt in list(self.debts.values()):
            self._run(debt, on)

    def covered(self, key: str) -> int:
        """What was paid for a quarter before its contributions are settled, with what is free."""
        debt = self.debts.get(key)
        return self.held[key] + (debt.paid if debt else 0) + self.credit

    # ── what happens ───────────────────────────────────────────────────────────────────────

    def born(self, debt: Debt) -> None:
        """A debt appears: what was paid for it, and what is free, pays it at once."""
        self.debts[debt.key] = debt
        self._post(Posting(day=debt.born, kind=debt.kind, debt=debt.key, debit=debt.owed, note=debt.note))
        part: Part = "costs" if debt.kind in (COSTS, INDEMNITY) else "principal"
        debt.left[part] = max(0, debt.owed)
        if debt.owed < 0:
            self.credit -= debt.owed
        self._pay(debt.born, self.held.pop(debt.key, 0), debt.key)
        free, self.credit = self.credit, 0
        self._pay(debt.born, free, "")

    def paid(self, entry: Entry) -> None:
        """A payment comes in: to what it is meant for, else to the oldest debt."""
        day = entry.day or dt.date.min
        self._post(Posting(day=day, kind=PAYMENT, debt=entry.towards, credit=entry.amount, note=entry.note))
        if entry.towards and entry.towards != PLAN and entry.towards not in self.debts:
            self.held[entry.towards] += entry.amount
        else:
            self._pay(day, entry.amount, "" if entry.towards == PLAN else entry.towards)

    def let_go(self, entry: Entry) -> None:
        """The ONSS lets go of surcharge and interest of a debt, no more than was counted of them.

        What of them was paid already pays something else.
        """
        debt, day = self.debts.get(entry.period), entry.day or dt.date.min
        if debt is None:
            return
        self._run(debt, day)
        amount = min(entry.amount, debt.charged)
        debt.charged -= amount
        self._post(Posting(day=day, kind=WAIVER, debt=debt.key, credit=amount, note=entry.note))
        for part in _CHARGES:
            taken = min(amount, debt.left[part])
            debt.left[part] -= taken
            amount -= taken
        self._pay(day, amount, debt.key)

    def provision_due(self, one: Provision) -> None:
        """The day of a provision passes: whether enough came in for the quarter."""
        key = str(one.quarter)
        self._asked[key] += one.amount
        if self.covered(key) < self._asked[key]:
            self._short.add(key)

    def term(self, debt: Debt) -> None:
        """The term passes: surcharge on what is unpaid, a fixed indemnity when provisions were not paid."""
        unpaid = debt.left["principal"]
        if unpaid:
            debt.running = debt.due
            if debt.surcharged:
                trace = ask("surcharge", debt.due, {"unpaid_at_term": unpaid})
                self._charge(debt, debt.due, "surcharge", trace, "late_surcharge")
        if debt.key in self._short:
            trace = ask("indemnities", debt.due, {"declared_contributions": debt.owed})
            amount = self._computed(debt.due, INDEMNITY, debt.key, "provision_indemnity", trace)
            key = f"{debt.key} {INDEMNITY}"
            self.debts[key] = one = Debt(key, INDEMNITY, debt.due, debt.due, amount, surcharged=False)
            one.left["costs"] = amount

    # ── shared ─────────────────────────────────────────────────────────────────────────────

    def _pay(self, day: dt.date, amount: int, key: str) -> None:
        """Money for one debt, and what it does not need for the oldest others; the rest stays free."""
        others = sorted(self.debts.values(), key=lambda one: (one.due, one.key))
        for debt in ([self.debts[key]] if key else []) + others:
            if amount <= 0:
                return
            self._run(debt, day)
            amount = self._impute(day, amount, debt)
        self.credit += amount

    def _impute(self, day: dt.date, amount: int, debt: Debt) -> int:
        """Money for a debt, in the order of its parts; what is left of the money."""
        rank = book().on("onss_imputation", day).value
        for part in sorted(PARTS, key=lambda name: int(getattr(rank, name))):
            taken = min(amount, debt.left[part])
            if taken:
                debt.left[part] -= taken
                amount -= taken
                self.imputed.append(Imputed(day=day, debt=debt.key, part=part, amount=taken))
                debt.paid += taken if part == "principal" else 0
        return amount

    def _run(self, debt: Debt, day: dt.date) -> None:
        """Count the interest of a debt up to a day, on the law of the day from which it runs."""
        if debt.running is None or day <= debt.running:
            return
        principal, days = debt.left["principal"], (day - debt.running).days
        since, debt.running = debt.running, day
        if principal:
            trace = ask("interest", since, {"late_principal": principal, "days_late": days})
            self._charge(debt, day, "interest", trace, "late_interest")

    def _charge(self, debt: Debt, day: dt.date, part: Part, trace: Trace, rule: str) -> None:
        amount = self._computed(day, part, debt.key, rule, trace)
        debt.left[part] += amount
        debt.charged += amount

    def _computed(self, day: dt.date, kind: str, debt: str, rule: str, trace: Trace) -> int:
        """Post what a rule gives, with its explanation."""
        amount = trace[rule]
        self._post(Posting(day=day, kind=kind, debt=debt, debit=amount, rule=rule, trace=trace))
        return amount

    def _post(self, posting: Posting) -> None:
        if posting.debit or posting.credit:
            self.postings.append(posting)


Event: TypeAlias = tuple[dt.date, int, Callable[[], None]]
_On = TypeVar("_On")
_BORN, _PAID, _WAIVED, _PROVISION, _TERM = range(5)


def _events(
    ledger: Ledger, debts: Sequence[Debt], entries: Sequence[Entry], provisions: Sequence[Provision]
) -> Iterator[Event]:
    """What happens on which day; on one day debts appear first, then money comes, then terms pass."""
    for debt in debts:
        yield debt.born, _BORN, _call(ledger.born, debt)
        if debt.kind != COSTS:
            yield debt.due, _TERM, _call(ledger.term, debt)
    for entry in entries:
        if entry.day is not None and entry.kind == PAYMENT:
            yield entry.day, _PAID, _call(ledger.paid, entry)
        if entry.day is not None and entry.kind == WAIVER:
            yield entry.day, _WAIVED, _call(ledger.let_go, entry)
    for one in provisions:
        if one.amount:
            yield one.due, _PROVISION, _call(ledger.provision_due, one)


def _call(act: Callable[[_On], None], on: _On) -> Callable[[], None]:
    return lambda: act(on)


def owed_by(debts: Mapping[str, Debt]) -> tuple[DebtState, ...]:
    """The debts of which something is left, the oldest first."""
    in_order = sorted(debts.values(), key=lambda one: (one.due, one.key))
    return tuple(one.state() for one in in_order if any(one.left.values()))
