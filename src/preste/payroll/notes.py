"""What a payslip tells besides its amounts and counters: what the officer should look at."""

from __future__ import annotations

from collections.abc import Iterator

from preste.belgium.time.holidays import holiday_notes, holidays_after_end
from preste.belgium.time.leave import leave_warnings
from preste.calendar import Month
from preste.engine import Trace
from preste.errors import NoParameter
from preste.law import Entry
from preste.money import euro, number
from preste.payroll.benefits import benefit_warnings
from preste.payroll.carry import Carry
from preste.payroll.holiday_rights import holiday_pay_after_end, holiday_unchecked
from preste.payroll.items import EXCEPTIONAL_KINDS, items_of
from preste.payroll.overtime import OvertimeMonth, overtime_warnings
from preste.payroll.scales import Scales, below_minimum
from preste.payroll.sickness import sickness_warnings
from preste.records import Contract, Employer, Terms


def warnings_of(
    employer: Employer,
    scales: Scales,
    contract: Contract,
    terms: Terms,
    overtime: OvertimeMonth,
    trace: Trace,
    month: Month,
    carry: Carry,
    unseen: Month | None,
) -> Iterator[str]:
    """What the officer should look at, in French sentences.

    `unseen`: the first month computed here, when the quarter began before it.
    """
    yield from sickness_warnings(contract, month)
    yield from _overtime_warnings(overtime, terms)
    yield from leave_warnings(contract, terms, month)
    yield from holiday_unchecked(contract, terms, month)
    yield from _holiday_warnings(employer, contract, terms, month)
    if unseen and trace.facts["settles_quarter"]:
        yield f"cotisation spéciale réglée sur un trimestre connu à partir de {unseen} : complétez opening.csv"
    exceptional = [i for i in items_of(contract.items, month) if i.kind in EXCEPTIONAL_KINDS]
    if any("annual_reference" not in item.details for item in exceptional):
        yield (
            "rémunération annuelle de référence prise à 12 fois la rémunération mensuelle : "
            "lecture incertaine de l'annexe III, n° 53"
        )
    if exceptional and trace.facts["children_counted"]:
        yield "exonération pour enfants appliquée paiement par paiement : lecture incertaine de l'annexe III, n° 54"
    if any(item.kind == "severance" and "contribution_812" not in item.details for item in exceptional):
        yield "indemnité de rupture sans contribution_812 : la cotisation 812 n'est pas dans le coût de l'employeur"
    if trace.get("premium_spread"):
        yield "prime à répartir sur les trimestres de sa période de référence (ONSS)"
    yield from below_minimum(scales, contract, terms, month)
    if deferred := trace.get("deduction_deferred"):
        yield f"retenues de l'employeur au-delà du maximum : {euro(deferred)} reportés au mois suivant (art. 23)"
    yield from benefit_warnings(terms, trace, month, carry)


def _holiday_warnings(employer: Employer, contract: Contract, terms: Terms, month: Month) -> Iterator[str]:
    yield from holiday_notes(terms, month.first, month.last, employer.replacement_days)
    if contract.end is not None and contract.leaving is None and month.first <= contract.end <= month.last:
        for day in holidays_after_end(contract, employer.replacement_days):
            if hours := terms.schedule[day.weekday()]:
                owed = euro(holiday_pay_after_end(terms, day))
                told = f"jour férié du {day:%d/%m/%Y} dû après la fin du contrat"
                yield f"{told} : {number(hours)} h, soit {owed} à payer"


def _overtime_warnings(overtime: OvertimeMonth, terms: Terms) -> list[str]:
    try:
        return list(overtime_warnings(overtime, terms))
    except NoParameter as error:
        return [f"heures supplémentaires : maximums non vérifiés, {error.message}"]


_EXCEEDED = {"bicycle_yearly_maximum": "bicycle_taxable"}
"""Maxima of which the lowest that is printed is kept, and the rule that says what exceeds it: below that it is certain
that nothing does."""


def matters(entry: Entry, trace: Trace) -> bool:
    """Whether another value of an uncertain parameter that was used could have changed something."""
    return entry.series not in _EXCEEDED or trace.get(_EXCEEDED[entry.series]) != 0


def doubts(trace: Trace) -> list[str]:
    """A French sentence for each uncertain parameter that was used, and whose doubt matters."""
    series = trace.plan.book.series
    return [
        f"paramètre incertain : {series[entry.series].title['fr']} ({entry.name}), valeur du {entry.start}"
        for entry in trace.doubts()
        if matters(entry, trace)
    ]
