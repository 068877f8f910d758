"""Departure holiday pay of a contract in a dossier: what it is a share of, what was taken, the two certificates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from preste.belgium.holiday.plans import ask
from preste.calendar import Month
from preste.engine import Trace
from preste.errors import InputError, PresteError
from preste.money import euro
from preste.payroll import line as role
from preste.payroll.apart import payments_apart
from preste.payroll.holiday import holiday_balance, holiday_year, week_days
from preste.payroll.holiday_campaign import KIND, REGIMES
from preste.payroll.holiday_items import departure_certificates
from preste.payroll.leaving.fictive import fictive_pay, uncertain
from preste.payroll.line import Line
from preste.payroll.month import Dossier
from preste.payroll.payslip import Payslip
from preste.records import Contract, HolidayCertificate, HolidayWork, Terms, held_on

if TYPE_CHECKING:
    from preste.payroll.leaving.act import Act

Pays = Callable[[Dossier, Contract, Month], Payslip]
NOT_COUNTED = frozenset({"double_holiday_pay", "departure_simple", "departure_double", "severance"})
"""Gross pay that departure holiday pay is no share of."""


@dataclass(frozen=True)
class Found:
    """Departure holiday pay, its certificates by holiday year, and what to know of them, in French.

    `credited`: the fictive pay of each month with credited days, with its reason.
    """

    trace: Trace
    certificates: tuple[tuple[int, HolidayCertificate], ...]
    notes: tuple[str, ...]
    credited: tuple[tuple[Month, Trace], ...]


@dataclass(frozen=True)
class _Year:
    """What is known of a year: gross pay, fictive pay of credited days month by month, and what stays to verify.

    `unknown`: whether months taken over may hold credited days; `codes`: unpaid days that are not counted here.
    """

    gross: int = 0
    fictive: int = 0
    credited: tuple[tuple[Month, Trace], ...] = ()
    unknown: bool = False
    codes: frozenset[str] = frozenset()

    def told(self, gross: int | None, fictive: int | None) -> _Year:
        """With what the officer says in place of what the dossier tells."""
        found = self if gross is None else replace(self, gross=gross)
        if fictive is None:
            return found
        return replace(found, fictive=fictive, credited=(), unknown=False, codes=frozenset())


def departure(dossier: Dossier, contract: Contract, act: Act, pay: Pays) -> Found | None:
    """The departure holiday pay of a contract that has ended; None when the employer owes none.

    Raises InputError when what it is computed from is neither in the dossier nor given.
    """
    if contract.status != "white_collar" or contract.regime not in REGIMES:
        return None
    year, last = act.last_day.year, act.month
    terms = held_on(contract.terms, max(last.first, contract.start))
    if terms is None:
        raise InputError("no terms hold in the last month", field="terms", remedy="add terms", code="E-TERMS")
    right, taken = _days(contract, terms, act)
    paid = act.double_paid if act.double_paid is not None else _double_paid(dossier, contract, year)
    this = _found_or_told(dossier, contract, (Month(year, 1), last), "gross_this_year", pay, act)
    before = _Year()
    if right > taken or not paid:
        whole = (Month(year - 1, 1), Month(year - 1, 12))
        before = _found_or_told(dossier, contract, whole, "gross_last_year", pay, act)
    trace = ask("departure", act.last_day, {
        "gross_this_year": this.gross, "fictive_this_year": this.fictive,
        "gross_last_year": before.gross, "fictive_last_year": before.fictive,
        "right_of_year": right, "days_taken": taken, "double_already_paid": int(paid > 0),
        "supplementary_paid": _supplementary(contract, year, double_paid=paid > 0),
    })  # fmt: skip
    worked_this = _work(contract, terms, year, act.last_day)
    coming = ask("right", act.last_day, _work_facts(worked_this, terms))["holiday_days_earned"]
    papers = departure_certificates(
        trace, year, _last_work(contract, terms, year), worked_this,
        right=right, taken=taken, coming=coming, double_paid=paid,
    )  # fmt: skip
    return Found(trace, papers, tuple(_notes(contract, act, this, before, paid)), (*before.credited, *this.credited))


# ── what it is a share of ──────────────────────────────────────────────────────────────────


def counted(lines: tuple[Line, ...]) -> int:
    """The gross pay of a payslip that departure holiday pay is a share of, in cents."""
    return sum(
        line.amount
        for line in lines
        if line.code not in NOT_COUNTED and (role.GROSS in line.roles or role.GROSS_IN_KIND in line.roles)
    )


def _found_or_told(
    dossier: Dossier, contract: Contract, months: tuple[Month, Month], field: str, pay: Pays, act: Act
) -> _Year:
    """What is known of a year, with what the officer says in its place.

    Where gross pay was told because the year is not known here, its credited days are not known either.
    """
    gross = act.gross_this_year if field == "gross_this_year" else act.gross_last_year
    fictive = act.fictive_this_year if field == "gross_this_year" else act.fictive_last_year
    if gross is None:
        return _year(dossier, contract, *months, field, pay).told(None, fictive)
    if fictive is not None:
        return _Year(gross=gross, fictive=fictive)
    try:
        found = _year(dossier, contract, *months, "", pay)
    except PresteError:
        found = _Year(unknown=True)
    return found.told(gross, None)


def _year(dossier: Dossier, contract: Contract, first: Month, last: Month, field: str, pay: Pays) -> _Year:
    """The pay of the months computed here, and of those taken over; it has to be given where neither tells.

    With `field` "" months that are not known here are left out.
    """
    months = [one for one in _each(first, last) if contract.active_in(one)]
    here = [one for one in months if dossier.begins is None or one >= dossier.begins]
    rows = dossier.taken_over.of([contract.id], first.year) if dossier.taken_over is not None else []
    gap = any(not any(row.first <= one <= row.last for row in rows) for one in months if one not in here)
    if gap and field:
        remedy = f"give the gross pay of {first.year}, without double holiday pay"
        message = f"the pay of {contract.id} before {dossier.begins} is not known here"
        raise InputError(message, field=field, remedy=remedy, code="E-LEAVE")
    payslips = [pay(dossier, contract, one) for one in here]
    apart = [one for month in here for one in payments_apart(dossier, contract, month)]
    credited = tuple((one.month, trace) for one in payslips for trace in fictive_pay(one))
    return _Year(
        gross=sum(row.holiday_base for row in rows) + sum(counted(one.lines) for one in (*payslips, *apart)),
        fictive=sum(trace["fictive_pay"] for _, trace in credited),
        credited=credited,
        unknown=len(here) < len(months),
        codes=frozenset().union(*(uncertain(one) for one in payslips)),
    )


def pay_of_year(dossier: Dossier, contract: Contract, year: int, field: str, pay: Pays) -> tuple[int, int]:
    """Gross pay of a year that holiday pay is a share of, and fictive pay of its credited days, in cents.

    Raises InputError with `field` where a month is known neither here nor as taken over.
    """
    found = _year(dossier, contract, Month(year, 1), Month(year, 12), field, pay)
    return found.gross, found.fictive


def _each(first: Month, last: Month) -> Iterator[Month]:
    while first <= last:
        yield first
        first = first.plus(1)


# ── days and payments of the year ──────────────────────────────────────────────────────────


def _days(contract: Contract, terms: Terms, act: Act) -> tuple[int, int]:
    """The right of the year and what was taken of it, in hundredths of days.

    Who began this year earned nothing here for it: the days of another employer's certificate are on that one.
    """
    balance = None
    if contract.start.year == act.last_day.year:
        return act.right or 0, act.taken or 0
    if act.right is None or act.taken is None:
        balance = holiday_balance(contract, terms, act.month)
    if balance is None and act.right is None:
        remedy = f"add holidays, year: {act.last_day.year} to the contract, or give the days of the right"
        message = f"the holidays of {act.last_day.year} of {contract.id} are not known"
        raise InputError(message, field="right", remedy=remedy, code="E-LEAVE")
    right = act.right if act.right is not None else balance.right if balance else 0
    taken = act.taken if act.taken is not None else balance.taken if balance else 0
    return right, taken


def _double_paid(dossier: Dossier, contract: Contract, year: int) -> int:
    """The double holiday pay of the year, in cents, taken-over months included."""
    rows = dossier.taken_over.of([contract.id], year) if dossier.taken_over is not None else []
    items = [one for one in contract.items if one.kind == KIND and one.once and one.valid_from.year == year]
    return sum(one.amount for one in items) + sum(row["double_holiday_pay"] for row in rows)


def _supplementary(contract: Contract, year: int, *, double_paid: bool) -> int:
    """Supplementary holidays paid that were an advance on double holiday pay still to come."""
    years = (year + 1,) if double_paid else (year, year + 1)
    return sum(known.supplementary_paid for one in years if (known := holiday_year(contract, one)) is not None)


# ── the certificates ───────────────────────────────────────────────────────────────────────


def _work(contract: Contract, terms: Terms, year: int, last: dt.date) -> HolidayWork:
    """The months of a year in which the contract ran, on its schedule; a month begun counts."""
    first = max(contract.start, dt.date(year, 1, 1))
    end = min(last, dt.date(year, 12, 31))
    months = end.month - first.month + 1 if first <= end else 0
    return HolidayWork(months=months, days_week=week_days(terms), hours_week=terms.hours_week)


def _last_work(contract: Contract, terms: Terms, year: int) -> HolidayWork:
    """The months worked in the year before, as the dossier tells them, else as the contract ran."""
    known = holiday_year(contract, year)
    if known is not None and len(known.work) == 1:
        return known.work[0]
    if known is not None and known.work:
        return HolidayWork(
            months=sum(one.months for one in known.work), days_week=week_days(terms), hours_week=terms.hours_week
        )
    then = held_on(contract.terms, dt.date(year - 1, 12, 31)) or terms
    return _work(contract, then, year - 1, dt.date(year - 1, 12, 31))


def _work_facts(work: HolidayWork, terms: Terms) -> dict[str, int]:
    return {
        "months_credited": work.months,
        "day_months": work.months * work.days_week,
        "hour_months": work.months * work.hours_week,
        "week_days": week_days(terms),
        "week_hours": terms.hours_week,
    }


def _notes(contract: Contract, act: Act, this: _Year, before: _Year, paid: int) -> Iterator[str]:
    year = act.last_day.year
    last = f" et {euro(before.gross)} de {year - 1}" if before.gross else ""
    yield f"pécule de sortie sur {euro(this.gross)} bruts de {year}{last}"
    yield f"double pécule de {year} déjà payé : {euro(paid)}" if paid else f"double pécule de {year} : pas encore payé"
    for one, at in ((before, year - 1), (this, year)):
        if one.credited:
            yield f"jours assimilés de {at} : rémunération fictive de {euro(one.fictive)}, comptée dans la base"
        if one.unknown:
            yield f"jours assimilés de {at} avant la reprise : inconnus ici, donnez leur rémunération fictive"
    if codes := sorted(before.codes | this.codes):
        yield f"jours non payés qui ne sont pas comptés comme assimilés : {' '.join(codes)} ; à vérifier"
    known = holiday_year(contract, year)
    if known is not None and len(known.work) > 1:
        yield "attestation : plusieurs horaires dans l'exercice, additionnés sur l'horaire actuel"
    if known is not None and known.certificates and contract.start.year < year:
        yield "attestation : les jours d'un employeur précédent sont compris dans le droit de l'année, à vérifier"
    if act.last_day != act.month.last or contract.start.day != 1:
        yield "attestation : un mois commencé est compté entier"
