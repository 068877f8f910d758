"""What the months before one leave of what is counted in hours, from their days alone: no pay is computed.

The same functions decide pay (`student_facts`, `article17`, `overtime_of`), so that both count alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from preste.belgium.contingents.plans import ask
from preste.belgium.time.month import MonthTime, month_time
from preste.belgium.time.overtime import overtime_days
from preste.belgium.time.rest import NOTHING_BROUGHT
from preste.belgium.time.stretches import stretches, the_change
from preste.calendar import Month
from preste.payroll.article17 import article17
from preste.payroll.carry import Carry, article17_left
from preste.payroll.contingents.elsewhere import student_facts
from preste.payroll.month import Dossier
from preste.payroll.overtime import OvertimeMonth, overtime_of, taxed_hours
from preste.records import Contract, held_on


@dataclass
class Walk:
    """The balances before a contract's month, and what each contract used of its regime's hours by month."""

    carry: Carry
    by_month: dict[str, list[tuple[Month, int]]] = field(default_factory=lambda: defaultdict(list))


def walk(dossier: Dossier, own: Sequence[Contract], contract: Contract, month: Month) -> Walk:
    """Up to a contract's month: the worker's months of the year before it, and the contracts before it in the month.

    `own`: the worker's contracts in the dossier's order. Raises NoParameter.
    """
    at, found = Month(month.year, 1), Walk(Carry())
    if dossier.begins is not None and at <= dossier.begins <= month:
        at, found.carry = dossier.begins, Carry.sum(dossier.opening.get(one.id, {}) for one in own)
    while at < month:
        found.carry.begin(at)
        for one in own:
            _add(dossier, own, one, at, found)
        at = at.plus(1)
    found.carry.begin(month)
    for one in own[: [c.id for c in own].index(contract.id)]:
        _add(dossier, own, one, month, found)
    return found


def time_of(dossier: Dossier, contract: Contract, month: Month) -> MonthTime | None:
    """The time of a contract in a month, as its pay counts it; None where it has no terms."""
    found = stretches(contract, month)
    terms = found[-1].terms if found else held_on(contract.terms, max(month.first, contract.start))
    if terms is None:
        return None
    replaced = dossier.employer.on(month.first).replacement_days
    return month_time(contract, terms, month, replaced, the_change(contract, month))[0]


def overtime_in(dossier: Dossier, contract: Contract, month: Month, carry: Carry) -> OvertimeMonth | None:
    """The overtime of a month; None where none is written."""
    terms = held_on(contract.terms, max(month.first, contract.start))
    if terms is None or not overtime_days(contract, month):
        return None
    employer = dossier.employer.on(month.first)
    changed = the_change(contract, month)
    return overtime_of(employer, contract, terms, month, carry, NOTHING_BROUGHT, changed)[0]


def _add(dossier: Dossier, own: Sequence[Contract], one: Contract, at: Month, found: Walk) -> None:
    """What a contract's month leaves."""
    if not one.active_in(at):
        return
    carry = found.carry
    if one.regime in ("student", "article17"):
        time = time_of(dossier, one, at)
        if time is None or not time.hours_paid:
            return
        found.by_month[one.id].append((at, time.hours_paid))
        if one.regime == "article17":
            student_hours = 0
            if one.student:
                paid = article17(dossier.employer.on(at.first), one, own, time, at, carry)
                student_hours = paid.facts.get("student_hours", 0)
            carry.add(article17_left(one, time.hours_paid, time.days_worked))
        else:
            student_hours = time.hours_paid
        if student_hours:
            _add_student(dossier, one, at, carry, student_hours)
    elif overtime := overtime_in(dossier, one, at, carry):
        hours = overtime.found
        carry.add({
            "overtime_net": hours.net, "overtime_voluntary": hours.voluntary, "overtime_waived": hours.waived,
            "overtime_taxed": taxed_hours(hours),
        })  # fmt: skip


def _add_student(dossier: Dossier, one: Contract, at: Month, carry: Carry, hours: int) -> None:
    trace = ask("student", at.first, student_facts(dossier.employer.on(at.first), one, hours, carry, at))
    counted: int = trace["student_hours_counted"]
    carry.add({"student_hours": counted, "student_uncounted": hours - counted})
