"""A month's pay of a contract, from records: time, facts, rules, lines.

What earlier months of the year decide (the quarter's special contribution, yearly ceilings, student hours)
is carried from their own payslips, computed in order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from preste.belgium import month_plan
from preste.belgium.time.annual import public_holiday_errors
from preste.belgium.time.leave import leave_errors
from preste.belgium.time.month import MonthTime, month_time
from preste.belgium.time.rest import Brought
from preste.belgium.time.stretches import stretches, the_change
from preste.calendar import Month, Quarter
from preste.engine import Trace
from preste.errors import DossierError, InputError, NoParameter, PresteError
from preste.law.series import FIRST_DAY
from preste.payroll.article17 import article17
from preste.payroll.article17_late import borne, reopened_lines
from preste.payroll.brought import rest_brought
from preste.payroll.carry import Carry, counted
from preste.payroll.changing import change_errors, change_facts, sickness_before
from preste.payroll.contingents.occasional import occasional_errors
from preste.payroll.counters import counters_of
from preste.payroll.garnishing import claims, disputes, garnishment_facts, withheld
from preste.payroll.holiday_rights import holiday_errors
from preste.payroll.items import OWN_DEDUCTION_KINDS, add_item, items_of
from preste.payroll.lines import lines_of
from preste.payroll.month_facts import month_facts
from preste.payroll.notes import doubts, warnings_of
from preste.payroll.overtime import overtime_of
from preste.payroll.payslip import Payslip
from preste.payroll.scales import Scales
from preste.payroll.settlement import NOTHING, Settlement
from preste.payroll.sickness import sickness_errors
from preste.payroll.takeover import TakeOver
from preste.payroll.together import before, family_before, taxed_by
from preste.records import Contract, Employer, Household, PayItem, Terms, held_on


@dataclass(frozen=True)
class Dossier:
    """An employer, its contracts, the balances it begins with (`begins`: the first month computed here), the wage
    scales that terms name, and what was taken over from another payroll office. `seen`: the last month whose hours
    count for the limits of article 17 of the months before it."""

    employer: Employer
    contracts: Sequence[Contract]
    begins: Month | None = None
    opening: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    scales: Scales = field(default_factory=dict)
    taken_over: TakeOver | None = None
    seen: Month | None = None


def run_month(dossier: Dossier, month: Month) -> Iterator[Payslip]:
    """The payslip of every contract active in the month, in the dossier's order, one by one.

    Raises as `pay_contract` does, at the first contract that cannot be paid.
    """
    for contract in active(dossier, month):
        yield pay_contract(dossier, contract, month)


def active(dossier: Dossier, month: Month) -> list[Contract]:
    """The contracts that run in a month."""
    return [c for c in dossier.contracts if c.active_in(month)]


Closed = Mapping[tuple[str, Month], Mapping[str, int]]
"""What closed payslips left, by contract and month, as `left_by` and `carried` tell it: they are not computed again."""


def pay_contract(
    dossier: Dossier,
    contract: Contract,
    month: Month,
    closed: Closed | None = None,
    settlement: Settlement = NOTHING,
    others: Mapping[str, Settlement] | None = None,
) -> Payslip:
    """The payslip of one contract, after the worker's earlier ones: of the year, and of the month by other contracts.

    What counts by worker and employer (ordinary withholding and the special contribution of the month, the quarter's,
    yearly ceilings, student hours) is carried over all the worker's contracts, in the dossier's order; `closed` months
    leave what they left. `others`: what the worker's other contracts settle in the same run. Raises DossierError with
    everything wrong in the records of the first wrong month, InputError when the month lies before those computed
    here, NoParameter when an earlier month lacks what this one needs of it.
    """
    closed, others = closed or {}, others or {}
    own = [c for c in dossier.contracts if c.worker.id == contract.worker.id]
    if settlement.own and not contract.active_in(month):
        raise InputError(
            f"the contract does not run in {month}", where=f"contract {contract.id}", field="month",
            remedy="check its start and end", code="E-CONTRACT-MONTH",
        )  # fmt: skip
    ahead = own[: [c.id for c in own].index(contract.id)]
    owed = {one.id: others[one.id] for one in ahead if one.id in others}
    if settlement.own or any(one.own for one in owed.values()):
        carry = _carried(dossier, own, month, closed)
        for one in ahead:
            _month_ahead(dossier, one, month, carry, closed, own, owed.get(one.id, NOTHING))
    else:
        carry = _paid_before(own, closed)
        for one in ahead:
            _settled_ahead(dossier, one, month, carry, owed.get(one.id, NOTHING))
    return _one(dossier, contract, month, carry, settles=_settles(own, contract, month), settlement=settlement)


def _carried(dossier: Dossier, own: Sequence[Contract], month: Month, closed: Closed) -> Carry:
    """What all that a worker was paid before a month leaves."""
    carry, at = _beginning(dossier, own, month)
    if earlier := {key: left for key, left in closed.items() if key[1] < at}:
        carry.payments |= _paid_before(own, earlier).payments
    while at < month:
        carry.begin(at)
        for one in own:
            _month_ahead(dossier, one, at, carry, closed, own)
        at = at.plus(1)
    carry.begin(month)
    return carry


def _month_ahead(
    dossier: Dossier,
    contract: Contract,
    month: Month,
    carry: Carry,
    closed: Closed,
    own: Sequence[Contract],
    settlement: Settlement = NOTHING,
) -> None:
    """Carry on what a contract's month leaves, as it was closed or else computed, with what it settles in the run."""
    runs, left = contract.active_in(month), closed.get((contract.id, month))
    if not runs:
        carry.add_payments(left or {})
    elif left is not None:
        carry.add(counted(left, contract))
    elif settlement.own:
        with _named(contract, month):
            settles = _settles(own, contract, month)
            carry.after(_one(dossier, contract, month, carry, settles=settles, settlement=settlement))
    if not settlement.own:
        _settled_ahead(dossier, contract, month, carry, settlement)


def _settled_ahead(dossier: Dossier, contract: Contract, month: Month, carry: Carry, settlement: Settlement) -> None:
    """Carry on what a payslip without a month of its own pays in the run, when it settles anything."""
    if settlement.lines:
        with _named(contract, month):
            carry.after_payment(_one(dossier, contract, month, carry, settles=False, settlement=settlement))


@contextmanager
def _named(contract: Contract, month: Month) -> Iterator[None]:
    """Says of missing law which of the worker's payslips lacks it."""
    try:
        yield
    except NoParameter as error:
        where = f"contract {contract.id}, {month}"
        raise NoParameter(error.message, field=error.field, where=where, remedy=error.remedy) from None


def _beginning(dossier: Dossier, own: Sequence[Contract], month: Month) -> tuple[Carry, Month]:
    """The first month to compute for this one, and the balances before it.

    Most end with the year; claims of creditors and deductions that were put off count from the year they began in.
    """
    begins, years = dossier.begins, [month.year, *lasting(own, month)]
    if begins is None:
        return Carry(), Month(min(years), 1)
    openings = [counted(dossier.opening.get(one.id, {}), one) for one in own]
    if any("deferred_deductions" in opening for opening in openings):
        years.append(begins.year)
    first = Month(min(years), 1)
    if begins < first:
        return Carry(), first
    if month < begins:
        raise InputError(
            f"{month} is before {begins}, the first month computed here",
            where=f"contract {own[0].id}", field="begins", remedy="correct begins in employer.yaml", code="E-BEGINS",
        )  # fmt: skip
    return Carry.sum(openings), begins


def lasting(own: Sequence[Contract], month: Month) -> Iterator[int]:
    """The years in which what outlives a year began: claims with a total, deductions of this year and the last."""
    for contract in own:
        yield from (claim.valid_from.year for claim in contract.garnishments if claim.total)
        for item in contract.items:
            if item.kind in OWN_DEDUCTION_KINDS and (not item.once or item.valid_from.year >= month.year - 1):
                yield max(FIRST_DAY.year, month.year - 1, item.valid_from.year)


def _paid_before(own: Sequence[Contract], closed: Closed) -> Carry:
    """What closed months paid and gave to creditors: all that a payslip without a month of its own needs of them."""
    carry, ids = Carry(), {contract.id for contract in own}
    for (contract, _), left in closed.items():
        if contract in ids:
            carry.add_payments(left)
    return carry


def _settles(own: Sequence[Contract], contract: Contract, month: Month) -> bool:
    """Whether this is the worker's last pay of the quarter at this employer."""
    after = own[[c.id for c in own].index(contract.id) + 1 :]
    if any(c.active_in(month) for c in after):
        return False
    rest = [one for one in Quarter.of(month).months if one > month]
    return not any(c.active_in(later) for c in own for later in rest)


def _one(
    dossier: Dossier,
    contract: Contract,
    month: Month,
    carry: Carry,
    *,
    settles: bool,
    settlement: Settlement = NOTHING,
) -> Payslip:
    employer = dossier.employer.on(month.first)
    errors: list[PresteError] = []
    where = f"contract {contract.id}, {month}"
    reference_day = max(month.first, contract.start)
    if not settlement.own:
        contract, reference_day = _without_its_month(contract, month)
        carry, settles = Carry(payments=carry.payments), False
    terms = held_on(contract.terms, reference_day)
    household = _household(contract, month, where, errors)
    if terms is None:
        raise DossierError(
            f"contract {contract.id} has no terms on {reference_day}",
            [
                InputError(
                    "no terms", where=where, field="terms", remedy="add terms that hold on that day", code="E-TERMS"
                )
            ],
        )
    found_terms = stretches(contract, month) if settlement.own else []
    errors += change_errors(found_terms, where)
    changed = the_change(contract, month) if settlement.own else ()
    terms = found_terms[-1].terms or terms if found_terms else terms
    time, found = month_time(contract, terms, month, employer.replacement_days, changed)
    errors += sickness_before(changed, time, where)
    errors += [
        *found,
        *sickness_errors(employer, contract, time, month),
        *_leave_errors(employer, contract, terms, month),
    ]
    overtime, found = overtime_of(employer, contract, terms, month, carry, _rest_brought(dossier, contract), changed)
    errors += [*found, *occasional_errors(employer, contract, month)]
    facts = month_facts(employer, contract, terms, household, time, month, carry)
    facts |= change_facts(changed, time) | overtime.facts
    facts["settles_quarter"] = int(settles)
    paid_on = settlement.paid_on or payday(employer, month)
    held = claims(contract, carry, paid_on)
    facts |= garnishment_facts(contract, held, carry, paid_on) if held else {}
    paid_before = before(carry, contract, paid_on)
    facts |= {**paid_before, **settlement.facts}
    errors += _add_items(contract, month, facts, where)
    if errors:
        raise DossierError.of(errors, where)
    warnings: list[str] = []
    regime, reopened = _regime(dossier, contract, time, month, carry, facts, warnings)
    counters = counters_of(employer, contract, terms, time, carry, month, overtime, warnings) if settlement.own else ()
    key = (regime, terms.pay_basis, month.first, paid_on, employer.category, contract.onss_worker_code)
    together = bool(paid_before or carry.month_pay)
    how = {"garnished": bool(held), "changed": bool(changed)}
    trace = month_plan(*key, settles=settlement.matters, together=together, **how).run(facts)
    if settlement.keeps_debts and not settlement.matters and (trace.get("net_paid") or 0) < 0:
        trace = month_plan(*key, settles=True, **how).run(facts)
    _refuse_negative(trace, where)
    parts = withheld(held, trace)
    lines = lines_of(trace, contract, terms, time, month, paid_on, settlement.lines, parts)
    owed = month_plan("ordinary", *key[1:], together=together, **how).run(facts) if reopened else None
    if owed is not None:
        lines = reopened_lines(lines, lines_of(owed, contract, terms, time, month, paid_on))
    unseen = _unseen(dossier, contract, month)
    told = warnings_of(dossier.employer, dossier.scales, contract, terms, overtime, trace, month, carry, unseen)
    return Payslip(
        employer=employer,
        contract=contract,
        terms=terms,
        household=household,
        month=month,
        paid_on=paid_on,
        time=time,
        lines=lines,
        trace=trace,
        overtime=overtime.found,
        counters=counters,
        withheld=parts,
        taxed=taxed_by(trace, family_before(carry, contract, paid_on)),
        warnings=(*warnings, *borne(settlement.lines), *told, *disputes(held), *doubts(trace)),
        errors=trace.errors,
        owed=owed,
    )


def _household(contract: Contract, month: Month, where: str, errors: list[PresteError]) -> Household:
    """The household on the last day of the month; of who told none, a single person's."""
    household = held_on(contract.households, month.last)
    if household is None and contract.households:
        remedy = "let one begin earlier, or leave out its valid_to"
        message = f"no household holds on {month.last}"
        errors.append(InputError(message, where=where, field="household", remedy=remedy, code="E-HOUSEHOLD"))
    return household or Household(valid_from=dt.date.min)


def _add_items(contract: Contract, month: Month, facts: dict[str, int], where: str) -> list[PresteError]:
    """The facts of the month's items, added; what is wrong with them."""
    errors: list[PresteError] = []
    for item in items_of(contract.items, month):
        try:
            add_item(_within(item, contract), facts, month)
        except InputError as error:
            wrong = InputError(error.message, where=where, field=error.field, remedy=error.remedy, code=error.code)
            errors.append(wrong)
    return errors


def _refuse_negative(trace: Trace, where: str) -> None:
    """Raises DossierError when the month's own pay is below zero: nothing can be imputed on what is not earned."""
    if (trace.get("ordinary_gross") or 0) < 0:
        message = "more holiday pay of a previous employer is imputed than the month's pay"
        remedy = "impute no more than the days taken in the month: preste labour holiday imputation"
        wrong = InputError(message, where=where, field="imputed_holiday_pay", remedy=remedy, code="E-ITEM-IMPUTED")
        raise DossierError.of([wrong], where)


def _without_its_month(contract: Contract, month: Month) -> tuple[Contract, dt.date]:
    """The contract as if it had ended before the month, with nothing of the month; and the day whose terms hold."""
    eve = month.first - dt.timedelta(days=1)
    end = eve if contract.end is None else min(eve, contract.end)
    return replace(contract, end=end, days=(), items=(), incapacities=()), max(contract.start, end)


def _within(item: PayItem, contract: Contract) -> PayItem:
    """The item, no longer than its contract: a car is given back on the last day."""
    if item.once:
        return item
    ends = [end for end in (item.valid_to, contract.end) if end is not None]
    return replace(item, valid_from=max(item.valid_from, contract.start), valid_to=min(ends, default=None))


def payday(employer: Employer, month: Month) -> dt.date:
    """The day a month is paid: the last of the month, or a day of the next."""
    day = employer.on(month.first).payday
    return month.last if day == "last" else month.plus(1).first.replace(day=int(day))


def _rest_brought(dossier: Dossier, contract: Contract) -> Brought:
    """The compensatory rest of a contract left by the months before those computed here."""
    return rest_brought(contract.id, dossier.begins, dossier.opening.get(contract.id, {}), dossier.taken_over)


def _regime(
    dossier: Dossier,
    contract: Contract,
    time: MonthTime,
    month: Month,
    carry: Carry,
    facts: dict[str, int],
    warnings: list[str],
) -> tuple[str, bool]:
    """The regime whose rules the month follows; of article 17 with its facts, what is told of it, and whether later
    months made all of it liable."""
    if contract.regime == "student":
        return "ordinary", False
    if contract.regime != "article17":
        return contract.regime, False
    own = [one for one in dossier.contracts if one.worker.id == contract.worker.id]
    employer = dossier.employer.on(month.first)
    found = article17(employer, contract, own, time, month, carry, dossier.seen)
    facts |= found.facts
    warnings.append(found.told)
    return found.regime, found.reopened


def _unseen(dossier: Dossier, contract: Contract, month: Month) -> Month | None:
    """The first month computed here, when the quarter began before it and nothing is known of its beginning."""
    begins = dossier.begins
    if begins is None or dossier.opening or (begins.quarter, begins.year) != (month.quarter, month.year):
        return None
    return begins if begins.month % 3 != 1 and contract.start < begins.first else None


def _leave_errors(employer: Employer, contract: Contract, terms: Terms, month: Month) -> list[PresteError]:
    try:
        return [
            *leave_errors(contract, month),
            *public_holiday_errors(contract, month, employer.replacement_days),
            *holiday_errors(contract, terms, month),
        ]
    except NoParameter as error:
        return [error]
