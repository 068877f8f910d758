"""A month's pay of a contract, from records: time, facts, rules, lines.

What earlier months of the year decide (the quarter's special contribution, yearly ceilings, student hours)
is carried from their own payslips, computed in order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from preste.belgium import DEFAULTS, month_plan
from preste.belgium.time.holidays import holidays_after_end, not_replaced
from preste.belgium.time.incapacity import SECOND_WEEK, SUPPLEMENT
from preste.belgium.time.leave import leave_errors, unnamed
from preste.belgium.time.month import MonthTime, month_time
from preste.belgium.time.stretches import stretches, the_change
from preste.calendar import Month, days_of_year
from preste.engine import Trace
from preste.errors import DossierError, InputError, NoParameter, PresteError
from preste.law.series import FIRST_DAY
from preste.money import euro, number
from preste.payroll.article17 import article17
from preste.payroll.carry import Carry
from preste.payroll.changing import change_errors, change_facts, sickness_before
from preste.payroll.counters import balance_of, counters, holiday_counters
from preste.payroll.garnishing import claims, disputes, garnishment_facts, withheld
from preste.payroll.household import household_facts
from preste.payroll.items import EXCEPTIONAL_KINDS, OWN_DEDUCTION_KINDS, add_item, items_of
from preste.payroll.lines import lines_of
from preste.payroll.payslip import Payslip
from preste.payroll.scales import Scales, below_minimum
from preste.payroll.settlement import NOTHING, Settlement
from preste.payroll.sickness import sickness_errors, sickness_warnings
from preste.records import Contract, Employer, Household, PayItem, Terms, held_on


@dataclass(frozen=True)
class Dossier:
    """An employer, its contracts, the balances it begins with (`begins`: the first month computed here), and the wage
    scales that terms name."""

    employer: Employer
    contracts: Sequence[Contract]
    begins: Month | None = None
    opening: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    scales: Scales = field(default_factory=dict)


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
"""What closed payslips left, by contract and month, as `left_by` tells it: these months are not computed again."""


def pay_contract(
    dossier: Dossier,
    contract: Contract,
    month: Month,
    closed: Closed | None = None,
    settlement: Settlement = NOTHING,
) -> Payslip:
    """The payslip of one contract, after those of the year's earlier months of the same worker.

    What counts by worker and employer (the quarter's special contribution, yearly ceilings, student hours)
    is carried over all the worker's contracts; `closed` months leave what they left. Raises DossierError with
    everything wrong in the records of the first wrong month, InputError when the month lies before those computed
    here, NoParameter when an earlier month lacks what this one needs of it.
    """
    closed = closed or {}
    own = [c for c in dossier.contracts if c.worker.id == contract.worker.id]
    if not settlement.own:
        carry = _paid_before(own, closed)
        return _one(dossier, contract, month, carry, settles=False, settlement=settlement)
    carry, at = _beginning(dossier, own, month)
    carry.payments |= _paid_before(own, {key: left for key, left in closed.items() if key[1] < at}).payments
    while True:
        if at.month == 1:
            carry.begin_year()
        if at.month % 3 == 1:
            carry.begin_quarter()
        for one in own:
            if not one.active_in(at):
                carry.add_payments(closed.get((one.id, at), {}))
                continue
            if at == month and one.id == contract.id:
                return _one(dossier, one, at, carry, settles=_settles(own, one, at), settlement=settlement)
            if (one.id, at) in closed:
                carry.add(closed[one.id, at])
                continue
            try:
                carry.after(_one(dossier, one, at, carry, settles=_settles(own, one, at)))
            except NoParameter as error:
                where = f"contract {one.id}, {at}"
                raise NoParameter(error.message, field=error.field, where=where, remedy=error.remedy) from None
        if at == month:
            raise InputError(
                f"the contract does not run in {month}", where=f"contract {contract.id}", field="month",
                remedy="check its start and end", code="E-CONTRACT-MONTH",
            )  # fmt: skip
        at = at.plus(1)


def _beginning(dossier: Dossier, own: Sequence[Contract], month: Month) -> tuple[Carry, Month]:
    """The first month to compute for this one, and the balances before it.

    Most end with the year; claims of creditors and deductions that were put off count from the year they began in.
    """
    begins, openings = dossier.begins, [dossier.opening.get(one.id, {}) for one in own]
    years = [month.year, *_lasting(own, month)]
    if begins is not None and any("deferred_deductions" in opening for opening in openings):
        years.append(begins.year)
    first = Month(min(years), 1)
    if begins is None or begins < first:
        return Carry(), first
    if month < begins:
        raise InputError(
            f"{month} is before {begins}, the first month computed here",
            where=f"contract {own[0].id}", field="begins", remedy="correct begins in employer.yaml", code="E-BEGINS",
        )  # fmt: skip
    return Carry.sum(openings), begins


def _lasting(own: Sequence[Contract], month: Month) -> Iterator[int]:
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
    rest = [month.plus(i) for i in (1, 2) if month.plus(i).quarter == month.quarter]
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
    terms = held_on(contract.terms, reference_day)
    household = held_on(contract.households, month.last)
    if household is None and contract.households:
        remedy = "let one begin earlier, or leave out its valid_to"
        message = f"no household holds on {month.last}"
        errors.append(InputError(message, where=where, field="household", remedy=remedy, code="E-HOUSEHOLD"))
    household = household or Household(valid_from=dt.date.min)
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
    errors += [*found, *sickness_errors(employer, contract, time, month), *_leave_errors(contract, month)]
    facts = _facts(employer, contract, terms, household, time, month, carry) | change_facts(changed, time)
    facts["settles_quarter"] = int(settles)
    paid_on = settlement.paid_on or payday(employer, month)
    held = claims(contract, carry, paid_on)
    facts |= garnishment_facts(contract, held, carry, paid_on) if held else {}
    facts |= settlement.facts
    for item in items_of(contract.items, month):
        try:
            add_item(_within(item, contract), facts, month)
        except InputError as error:
            errors.append(
                InputError(error.message, where=where, field=error.field, remedy=error.remedy, code=error.code)
            )
    if errors:
        raise DossierError(f"{len(errors)} errors in {where}", errors)
    warnings: list[str] = []
    regime = _regime(dossier, contract, time, month, carry, facts, warnings)
    balance = balance_of(contract, terms, month, warnings)
    key = (regime, terms.pay_basis, month.first, paid_on, employer.category, contract.onss_worker_code)
    how = {"garnished": bool(held), "changed": bool(changed)}
    trace = month_plan(*key, settles=settlement.matters, **how).run(facts)
    if settlement.keeps_debts and not settlement.matters and (trace.get("net_paid") or 0) < 0:
        trace = month_plan(*key, settles=True, **how).run(facts)
    if (trace.get("ordinary_gross") or 0) < 0:
        message = "more holiday pay of a previous employer is imputed than the month's pay"
        remedy = "impute no more than the days taken in the month: preste labour holiday imputation"
        wrong = InputError(message, where=where, field="imputed_holiday_pay", remedy=remedy, code="E-ITEM-IMPUTED")
        raise DossierError(f"1 error in {where}", [wrong])
    parts = withheld(held, trace)
    return Payslip(
        employer=employer,
        contract=contract,
        terms=terms,
        household=household,
        month=month,
        paid_on=paid_on,
        time=time,
        lines=lines_of(trace, contract, terms, time, month, paid_on, settlement.lines, parts),
        trace=trace,
        counters=(*counters(contract, time, carry, month), *holiday_counters(balance)),
        withheld=parts,
        warnings=(*warnings, *_warnings(dossier, contract, terms, trace, month), *disputes(held), *_doubts(trace)),
        errors=trace.errors,
    )


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


def size_of(employer: Employer) -> dict[str, int]:
    """The facts that the size (importance) of an employer makes."""
    return {"ten_or_more": int(employer.workers_count >= 10), "twenty_or_more": int(employer.workers_count >= 20)}


def _facts(
    employer: Employer,
    contract: Contract,
    terms: Terms,
    household: Household,
    time: MonthTime,
    month: Month,
    carry: Carry,
) -> dict[str, int]:
    facts = dict(DEFAULTS) | household_facts(household)
    hourly = terms.pay_basis == "hourly"
    facts["hourly_pay" if hourly else "monthly_pay"] = terms.amount
    yearly_hours = 52 * terms.hours_week
    facts |= size_of(employer)
    facts["annual_pay"] = terms.amount * yearly_hours // 100 if hourly else 12 * terms.amount
    facts |= {
        "manual": int(contract.manual),
        "part_time": int(terms.part_time),
        "days_paid": time.days_paid,
        "days_possible": time.days_possible,
        "hours_paid": time.hours_paid,
        "hours_full_time": time.hours_full_time,
        "sick_second_week_hours": time.hours_by_code.get(SECOND_WEEK, 0),
        "sick_supplement_hours": time.hours_by_code.get(SUPPLEMENT, 0),
        "hours_week": terms.hours_week or terms.full_time_hours,
        "blue_collar": int(contract.status == "blue_collar"),
        "schedule_paid": time.schedule_paid,
        "schedule_possible": time.schedule_possible,
        "restructuring_right": contract.restructuring_right,
        "sport_bonus_right": contract.sport_bonus_right,
        "pensioner": int(contract.pensioner),
        "year_days": days_of_year(month.year),
        "quarter_pay_before": carry.quarter_pay,
        "special_contribution_before": carry.quarter_special,
        "work_bonus_this_year": carry.work_bonus,
        "flexi_pay_this_year": carry.flexi_pay,
        "commuting_this_year": carry.commuting,
        "deferred_deductions": carry.deferred_deductions,
        "meal_voucher_value": terms.meal_voucher_value,
        "meal_voucher_worker": terms.meal_voucher_worker,
        "meal_vouchers": time.days_worked if terms.meal_voucher_value else 0,
    }
    if contract.regime == "student":
        facts |= {"student_hours": time.hours_paid, "student_hours_used": carry.student_hours}
    return facts


def _regime(
    dossier: Dossier,
    contract: Contract,
    time: MonthTime,
    month: Month,
    carry: Carry,
    facts: dict[str, int],
    warnings: list[str],
) -> str:
    """The regime whose rules the month follows; of article 17 with its facts and what is told of it."""
    if contract.regime == "student":
        return "ordinary"
    if contract.regime != "article17":
        return contract.regime
    own = [one for one in dossier.contracts if one.worker.id == contract.worker.id]
    found = article17(contract, own, time, month, carry)
    facts |= found.facts
    warnings.append(found.told)
    return found.regime


def _warnings(dossier: Dossier, contract: Contract, terms: Terms, trace: Trace, month: Month) -> Iterator[str]:
    """What the officer should look at, in French sentences."""
    yield from sickness_warnings(contract, month)
    if unnamed(contract, month):
        yield "petit chômage sans événement : le droit n'est pas vérifié"
    yield from _holiday_warnings(dossier.employer, contract, terms, month)
    begins = dossier.begins
    partial = begins is not None and begins.quarter == month.quarter and begins.year == month.year
    unseen = begins is not None and partial and begins.month % 3 != 1 and contract.start < begins.first
    if unseen and trace.facts["settles_quarter"] and not dossier.opening:
        yield f"cotisation spéciale réglée sur un trimestre connu à partir de {begins} : complétez opening.csv"
    exceptional = [i for i in items_of(contract.items, month) if i.kind in EXCEPTIONAL_KINDS]
    if any("annual_reference" not in item.details for item in exceptional):
        yield (
            "rémunération annuelle de référence prise à 12 fois la rémunération mensuelle : "
            "lecture incertaine de l'annexe III, n° 53"
        )
    if exceptional and trace.facts["children_counted"]:
        yield "exonération pour enfants appliquée paiement par paiement : lecture incertaine de l'annexe III, n° 54"
    if trace.get("premium_spread"):
        yield "prime à répartir sur les trimestres de sa période de référence (ONSS)"
    yield from below_minimum(dossier.scales, contract, terms, month)
    if deferred := trace.get("deduction_deferred"):
        yield f"retenues de l'employeur au-delà du maximum : {euro(deferred)} reportés au mois suivant (art. 23)"
    if terms.meal_voucher_value:
        limits = trace.plan.book.on("meal_voucher", month.first).value
        employer_part = terms.meal_voucher_value - terms.meal_voucher_worker
        if employer_part > limits.employer_maximum or terms.meal_voucher_worker < limits.worker_minimum:
            yield "titres-repas hors des limites de l'exonération : ils seraient de la rémunération"


def _leave_errors(contract: Contract, month: Month) -> list[PresteError]:
    try:
        return list(leave_errors(contract, month))
    except NoParameter as error:
        return [error]


def _holiday_warnings(employer: Employer, contract: Contract, terms: Terms, month: Month) -> Iterator[str]:
    for day in not_replaced(month.first, month.last, employer.replacement_days):
        yield f"jour férié du {day:%d/%m/%Y}, un dimanche : aucun jour de remplacement dans employer.yaml"
    if contract.end is not None and month.first <= contract.end <= month.last:
        for day in holidays_after_end(contract, employer.replacement_days):
            if hours := terms.schedule[day.weekday()]:
                yield f"jour férié du {day:%d/%m/%Y} dû après la fin du contrat : {number(hours)} h à payer"


def _doubts(trace: Trace) -> list[str]:
    """A French sentence for each uncertain parameter that was used."""
    series = trace.plan.book.series
    return [
        f"paramètre incertain : {series[entry.series].title['fr']} ({entry.name}), valeur du {entry.start}"
        for entry in trace.doubts()
    ]
