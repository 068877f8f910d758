"""The account of an employer on a day, from its entries, the quarters that are computed and their provisions."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from preste.belgium.collection import ask
from preste.belgium.deadlines import term
from preste.calendar import ONE_DAY, Month, Quarter
from preste.engine import Trace
from preste.errors import NoParameter
from preste.law import book
from preste.payroll.onss_account.ledger import Debt, Ledger, owed_by
from preste.payroll.onss_account.model import (
    COSTS,
    NOTICE,
    OPENING,
    OWED,
    PAYMENT,
    PLAN,
    PROVISION,
    Account,
    DebtState,
    Entry,
    Instalment,
    Provision,
    Upcoming,
)

BALANCE_TERM = "onss_balance"


def account_of(
    entries: Sequence[Entry],
    computed: Mapping[Quarter, int],
    provisions: Sequence[Provision],
    on: dt.date,
    notes: Sequence[str] = (),
) -> Account:
    """The account on a day.

    `computed`: contributions of quarters for which no entry tells what is owed. Raises NoParameter.
    """
    debts = [*_quarters(amounts(entries, _not_opened(entries, computed))), *_others(entries)]
    ledger = Ledger(debts, entries, provisions)
    ledger.until(on)
    states = owed_by(ledger.debts)
    plan = instalments(entries, on)
    upcoming = sorted([*_debts_due(states, plan, on), *_provisions_due(ledger, provisions), *_plan_due(plan, on)])
    return Account(
        on=on,
        postings=tuple(sorted(ledger.postings, key=lambda one: one.day)),
        imputed=tuple(ledger.imputed),
        debts=states,
        credit=ledger.credit + sum(ledger.held.values()),
        provisions=tuple(provisions),
        upcoming=tuple(upcoming),
        plan=plan,
        notes=(*notes, *_notes(plan, on)),
    )


def amounts(entries: Sequence[Entry], computed: Mapping[Quarter, int]) -> dict[Quarter, int]:
    """What is owed for each quarter: as told, modifications added, else as computed."""
    told: dict[Quarter, int] = defaultdict(int)
    for one in entries:
        if one.kind == OWED:
            told[Quarter.parse(one.period)] += one.amount
    return {**computed, **told}


def _not_opened(entries: Sequence[Entry], computed: Mapping[Quarter, int]) -> dict[Quarter, int]:
    """The computed quarters of which no entry says what was left when the account began."""
    opened = {one.period for one in entries if one.kind == OPENING}
    return {quarter: amount for quarter, amount in computed.items() if str(quarter) not in opened}


def balance_term(quarter: Quarter) -> dt.date:
    """The day by which the contributions of a quarter are paid. Raises NoParameter."""
    return term(BALANCE_TERM, quarter.months[-1])


def notice_term(year: int) -> dt.date:
    """The day by which the holiday debit notice of a year is paid. Raises NoParameter."""
    return Month(year, book().on("holiday_notice", dt.date(year, 1, 1)).value.month).last


def notice_of(year: int, wages: int) -> Trace:
    """The holiday debit notice of a year, on the wages of manual workers of the year before."""
    return ask("holidays", dt.date(year, 1, 1), {"manual_wages_of_year": wages})


def quarters_of(year: int) -> list[Quarter]:
    """The quarters of a year."""
    return [Quarter(year, number) for number in range(1, 5)]


def waiver_until(quarter: Quarter) -> dt.date:
    """Who pays before this day passes may ask the ONSS to let go of surcharge and interest. Raises NoParameter."""
    return quarter.months[-1].plus(book().on("onss_late", quarter.last).value.waiver_months).last


def _quarters(owed: Mapping[Quarter, int]) -> Iterator[Debt]:
    for quarter, amount in sorted(owed.items()):
        yield Debt(str(quarter), OWED, quarter.last + ONE_DAY, balance_term(quarter), amount, surcharged=True)


def _others(entries: Sequence[Entry]) -> Iterator[Debt]:
    """Debts that are told one by one; the surcharge of an opening debt is told apart, as costs."""
    for number, one in enumerate(entries, start=1):
        if one.kind == OPENING and one.day is not None:
            key = one.period or f"{OPENING} {one.day}"
            yield Debt(key, OPENING, one.day, one.day, one.amount, surcharged=False, note=one.note)
        elif one.kind == COSTS and one.day is not None:
            yield Debt(
                f"{COSTS} {one.day} {number}", COSTS, one.day, one.day, one.amount, surcharged=False, note=one.note
            )
        elif one.kind == NOTICE:
            due = notice_term(int(one.period))
            born = Month(due.year, due.month).plus(-1).last
            yield Debt(one.period, NOTICE, born, due, one.amount, surcharged=True, note=one.note)


# ── what comes next ────────────────────────────────────────────────────────────────────────


def _debts_due(states: Sequence[DebtState], plan: Sequence[Instalment], on: dt.date) -> Iterator[Upcoming]:
    """What is left of each debt; while a plan runs, its instalments stand for the debts that were due before it."""
    running = bool(plan) and on <= plan[-1].day
    for one in states:
        if not (running and one.due < plan[0].day):
            yield Upcoming(due=one.due, kind=one.kind, debt=one.debt, amount=one.total)


def _provisions_due(ledger: Ledger, provisions: Sequence[Provision]) -> Iterator[Upcoming]:
    """Provisions not yet covered of quarters whose contributions are no debt yet, and the balance that will follow."""
    asked: dict[Quarter, int] = defaultdict(int)
    for one in sorted(provisions, key=lambda one: one.month):
        key = str(one.quarter)
        if key in ledger.debts:
            continue
        before = max(0, ledger.covered(key) - asked[one.quarter])
        asked[one.quarter] += one.amount
        if one.amount > before:
            yield Upcoming(due=one.due, kind=PROVISION, debt=str(one.month), amount=one.amount - before)
    for quarter in sorted({one.quarter for one in provisions}):
        if str(quarter) not in ledger.debts:
            yield Upcoming(due=balance_term(quarter), kind=OWED, debt=str(quarter), amount=None)


def _plan_due(plan: Sequence[Instalment], on: dt.date) -> Iterator[Upcoming]:
    for one in plan:
        if one.paid < one.amount and on <= plan[-1].day:
            yield Upcoming(due=one.day, kind=PLAN, debt=PLAN, amount=one.amount - one.paid)


# ── payment plan ───────────────────────────────────────────────────────────────────────────


def instalments(entries: Sequence[Entry], on: dt.date) -> tuple[Instalment, ...]:
    """The instalments of the plan, in order, each with what payments for the plan cover of it."""
    paid = sum(
        one.amount for one in entries
        if one.kind == PAYMENT and one.towards == PLAN and one.day is not None and one.day <= on
    )  # fmt: skip
    found = []
    for one in sorted((e for e in entries if e.kind == PLAN and e.day), key=lambda e: e.day or on):
        covered = min(paid, one.amount)
        paid -= covered
        found.append(Instalment(day=one.day or on, amount=one.amount, paid=covered))
    return tuple(found)


def _notes(plan: Sequence[Instalment], on: dt.date) -> Iterator[str]:
    if not plan:
        return
    try:
        law = book().on("onss_plan", plan[0].day).value
    except NoParameter:
        return
    if len(plan) > law.instalments:
        yield (
            f"le plan a {len(plan)} mensualités : plus de {law.instalments} ne sont accordées que si rien d'autre ne "
            f"maintient l'entreprise, et {law.longest} au plus"
        )
    if any(one.state(on) == "late" for one in plan):
        yield "une mensualité du plan est en retard : l'ONSS peut recouvrer le tout par contrainte"
