"""A departure: from the last day and the reason to the contract as it ends, its last pay, and what is due when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from preste.belgium.due import Due, due_on_leaving
from preste.belgium.exit.indemnity import Pay, Severance, severance_of
from preste.belgium.exit.notice import Absence, Means, Notice, notice
from preste.belgium.exit.periods import SINGLE_STATUS
from preste.belgium.exit.service import By, Kind, Service, Status2013
from preste.belgium.time.incapacity import bands_of
from preste.calendar import Month
from preste.engine import Trace
from preste.errors import DossierError, InputError, PresteError
from preste.payroll.holiday_imputation import imputations
from preste.payroll.holiday_items import items_to_post
from preste.payroll.leaving import holidays
from preste.payroll.leaving.after import holiday_items
from preste.payroll.leaving.notes import notes_of, notes_of_the_pay
from preste.payroll.month import Dossier, pay_contract, payday
from preste.payroll.payslip import Payslip
from preste.records import Contract, EndedBy, HolidayCertificate, Leaving, LeavingReason, PayItem, held_on

Pays = Callable[[Dossier, Contract, Month], Payslip]
"""How a month of a contract is computed."""


@dataclass(frozen=True, kw_only=True)
class Act:
    """What an officer says of a departure; amounts in cents, days in hundredths, None where the dossier knows.

    `yearly_benefits`: besides pay, for severance. `gross_last_year`, `gross_this_year`, `right`, `taken` and
    `double_paid` stand in place of what the dossier holds, for departure holiday pay; `fictive_…` is the fictive pay
    of days credited as worked.
    """

    last_day: dt.date
    reason: LeavingReason
    by: EndedBy
    notified_on: dt.date | None = None
    means: Means = "registered"
    next_employer_from: dt.date | None = None
    seniority_from: dt.date | None = None
    status_2013: Status2013 = ""
    pay_2013: int | None = None
    yearly_benefits: int = 0
    gross_last_year: int | None = None
    gross_this_year: int | None = None
    fictive_last_year: int = 0
    fictive_this_year: int = 0
    right: int | None = None
    taken: int | None = None
    double_paid: int | None = None

    @property
    def month(self) -> Month:
        """The month of the last day."""
        return Month(self.last_day.year, self.last_day.month)

    @property
    def leaving(self) -> Leaving:
        """What is kept of it on the contract."""
        return Leaving(reason=self.reason, by=self.by, notified_on=self.notified_on)


@dataclass(frozen=True)
class Departure:
    """A departure worked out: `contract` as it ends, `items` added to its last month, `payslip` of that month.

    `before`: the payslip of the last month as if nothing ended, None where it cannot be computed. `certificates` by
    holiday year. `holiday_pay` explains departure holiday pay, None when it is not the employer who owes it;
    `after_end` the pay of each public holiday owed after the end.
    """

    act: Act
    contract: Contract
    items: tuple[PayItem, ...]
    payslip: Payslip
    before: Payslip | None
    notice: Notice | None
    severance: Severance | None
    after_end: tuple[tuple[PayItem, Trace], ...]
    holiday_pay: Trace | None
    certificates: tuple[tuple[int, HolidayCertificate], ...]
    due: tuple[Due, ...]
    ending: tuple[PayItem, ...]
    notes: tuple[str, ...]


def leave(dossier: Dossier, name: str, act: Act, pay: Pays = pay_contract) -> Departure:
    """Work out the departure of a contract; in a folder, `pay` is `pay_as_known`.

    Raises DossierError with everything that hinders it, and NoParameter.
    """
    contract = _contract(dossier, name)
    if act.seniority_from is None and dossier.taken_over is not None:
        act = replace(act, seniority_from=dossier.taken_over.seniority.get(name))
    if errors := list(_faults(contract, act)):
        raise DossierError.of(errors, f"the departure of {name}")
    told = _notice(contract, act)
    owed = _severance(contract, act)
    ended = replace(
        cut(contract, act.last_day),
        leaving=act.leaving,
        holidays_after_end=act.leaving.keeps_holidays,
        next_employer_from=act.next_employer_from or contract.next_employer_from,
    )
    after_end = tuple(holiday_items(dossier.employer, ended))
    items = [*(item for item, _ in after_end), *((owed.item,) if owed is not None else ())]
    if owed is not None:  # dated on the last day, whose month pays it
        items[-1] = replace(items[-1], valid_from=act.month.first)
    items += _settled(dossier, ended, act.month)
    notes = list(notes_of(contract, act, told))
    if any(_goes_on(one, contract, act.last_day) for one in dossier.contracts):
        notes.append("un autre contrat du travailleur continue ici : le pécule de sortie n'est peut-être pas dû")
    ended = replace(ended, items=(*ended.items, *items))
    found = holidays.departure(_with(dossier, ended), ended, act, pay)
    if found is not None:
        added = items_to_post("departure", found.trace, act.month)
        items += added
        ended = replace(ended, items=(*ended.items, *added))
        notes += found.notes
    elif contract.status == "blue_collar":
        notes.append("pécule de vacances : payé par la caisse de vacances")
    payslip = pay(_with(dossier, ended), ended, act.month)
    notes += notes_of_the_pay(payslip)
    return Departure(
        act=act,
        contract=ended,
        items=tuple(items),
        payslip=payslip,
        before=_before(dossier, contract, act.month, pay),
        notice=told,
        severance=owed,
        after_end=after_end,
        holiday_pay=found.trace if found else None,
        certificates=found.certificates if found else (),
        due=tuple(due_on_leaving(ended, act.leaving, payday(dossier.employer, act.month))),
        ending=tuple(one for one in contract.items if not one.once and _held(one, act.last_day)),
        notes=tuple(dict.fromkeys(notes)),
    )


def cut(contract: Contract, last_day: dt.date) -> Contract:
    """The contract until its last day: incapacities end there too. What its term gave a right to is kept."""
    ended = replace(contract, end=last_day, incapacities=())
    return replace(
        ended,
        fixed_term=contract.fixed_term and bands_of(ended, last_day) == bands_of(contract, last_day),
        incapacities=tuple(
            replace(
                one,
                end=min(one.end, last_day),
                partial_to=min(one.partial_to, last_day) if one.partial_to is not None else None,
            )
            for one in contract.incapacities
        ),
    )


def _contract(dossier: Dossier, name: str) -> Contract:
    for one in dossier.contracts:
        if one.id == name:
            return one
    known = ", ".join(one.id for one in dossier.contracts)
    raise InputError(f"no contract is called {name!r}", field="contract", remedy=f"known: {known}", code="E-LEAVE")


def _with(dossier: Dossier, contract: Contract) -> Dossier:
    """The dossier with this contract in place of the one of the same name."""
    return replace(dossier, contracts=[contract if one.id == contract.id else one for one in dossier.contracts])


def _before(dossier: Dossier, contract: Contract, month: Month, pay: Pays) -> Payslip | None:
    try:
        return pay(dossier, contract, month)
    except PresteError:
        return None


# ── what hinders it ────────────────────────────────────────────────────────────────────────


def _faults(contract: Contract, act: Act) -> Iterator[PresteError]:
    if contract.leaving is not None:
        remedy = "take its block leaving out of the worker's file to make the act again"
        yield _fault(f"the departure of {contract.id} is recorded already, on {contract.end}", "contract", remedy)
        return
    yield from _of_the_days(contract, act)
    yield from _of_the_reason(contract, act)
    late = [day.date for day in contract.days if day.date > act.last_day]
    if late:
        remedy = f"take its row out of the hours of {late[0]:%Y-%m}"
        yield _fault(f"{len(late)} days are given after the last day, the first on {late[0]}", "days", remedy)
    for one in contract.incapacities:
        if one.start > act.last_day:
            yield _fault(f"an incapacity begins on {one.start}, after the last day", "incapacities", "take it out")
    if paid := [item for item in contract.items if item.kind == "departure_holiday_pay"]:
        month = Month(paid[0].valid_from.year, paid[0].valid_from.month)
        yield _fault(f"departure holiday pay is recorded already, in {month}", "items", "take it out: it is computed")


def _of_the_days(contract: Contract, act: Act) -> Iterator[PresteError]:
    if act.last_day < contract.start:
        yield _fault(f"the contract starts on {contract.start}", "last_day", "give a later day")
    if contract.end is not None and act.last_day > contract.end:
        yield _fault(f"the contract ends on {contract.end} already", "last_day", "give that day, or an earlier one")
    if act.notified_on is not None and act.notified_on > act.last_day:
        yield _fault("it was told after the last day", "notified_on", "correct one of the two days")
    if act.next_employer_from is not None and act.next_employer_from <= act.last_day:
        yield _fault("the next employer comes after the last day", "next_employer_from", "correct one of the two days")


_ENDED_BY: Mapping[LeavingReason, tuple[EndedBy, ...]] = {
    "notice": ("employer", "worker"),
    "severance": ("employer", "worker"),
    "term": ("nobody",),
    "agreement": ("both",),
    "grave_cause": ("employer", "worker"),
    "retirement": ("employer", "worker", "both"),
    "death": ("nobody",),
}
"""Who may have ended a contract, for each reason."""


def _of_the_reason(contract: Contract, act: Act) -> Iterator[PresteError]:
    if act.by not in _ENDED_BY[act.reason]:
        remedy = f"say {' or '.join(_ENDED_BY[act.reason])}"
        yield _fault(f"a contract that ends by {act.reason} is not ended by {act.by}", "by", remedy)
    if act.reason == "term" and contract.end != act.last_day:
        yield _fault("the contract has no term on that day", "reason", "say agreement, notice or severance")
    if contract.end == act.last_day and act.reason in ("notice", "severance"):
        yield _fault(f"the contract ends by itself on {contract.end}", "reason", "say term")
    if act.reason in ("notice", "grave_cause") and act.notified_on is None:
        yield _fault("the day on which it was told is missing", "notified_on", "give it: 2026-07-01")


def ended_by(reason: LeavingReason) -> EndedBy | None:
    """Who ended a contract for that reason, when there is only one answer."""
    found = _ENDED_BY[reason]
    return found[0] if len(found) == 1 else None


def _fault(message: str, field: str, remedy: str) -> InputError:
    return InputError(message, field=field, remedy=remedy, code="E-LEAVE")


# ── notice and severance ───────────────────────────────────────────────────────────────────


def _service(contract: Contract, act: Act) -> Service:
    kind: Kind = "open_ended"
    if contract.regime == "student":
        kind = "student"
    elif contract.regime == "article17":
        kind = "article17"
    elif contract.fixed_term:
        kind = "fixed_term"
    return Service(
        start=contract.start,
        kind=kind,
        planned_end=contract.end if kind in ("fixed_term", "student") else None,
        seniority_from=act.seniority_from,
        status_2013=act.status_2013 or (contract.status if contract.start < SINGLE_STATUS else ""),
        pay_2013=act.pay_2013,
    )


def _notice(contract: Contract, act: Act) -> Notice | None:
    """The notice that was given, when it was."""
    if act.reason != "notice" or act.notified_on is None:
        return None
    by: By = "employer" if act.by == "employer" else "worker"
    absences = [Absence(one.start, one.end, "incapacity") for one in contract.incapacities if not one.partial_from]
    absences += [Absence(day.date, day.date, "annual_holidays") for day in contract.days if day.code == "V"]
    absences = [one for one in absences if one.last >= act.notified_on and one.first <= act.last_day]
    return notice(_service(contract, act), by=by, means=act.means, sent=act.notified_on, absences=absences)


def _severance(contract: Contract, act: Act) -> Severance | None:
    """Pay in lieu of notice, when the employer owes it."""
    if act.reason != "severance" or act.by != "employer":
        return None
    terms = held_on(contract.terms, act.last_day)
    if terms is None:
        raise InputError("no terms hold on the last day", field="terms", remedy="add terms", code="E-TERMS")
    hourly = terms.pay_basis == "hourly"
    return severance_of(
        _service(contract, act),
        by="employer",
        end=act.last_day,
        pay=Pay(
            monthly=0 if hourly else terms.amount,
            hourly=terms.amount if hourly else 0,
            weekly_hours=terms.hours_week or terms.full_time_hours,
            yearly_benefits=act.yearly_benefits,
        ),
    )


def _settled(dossier: Dossier, ended: Contract, month: Month) -> list[PayItem]:
    """What the certificates of earlier employers leave to impute or to give back in the last month."""
    alone = replace(dossier, contracts=[ended])
    found: list[PayItem] = []
    for row in imputations(alone, month):
        for question, trace in (("certificate", row.imputed), ("settlement", row.settled)):
            found += items_to_post(question, trace, month) if trace is not None else []
    return found


def _goes_on(other: Contract, contract: Contract, last_day: dt.date) -> bool:
    """Whether another contract of the same worker runs on after the departure."""
    same = other.worker.id == contract.worker.id and other.id != contract.id
    return same and (other.end is None or other.end > last_day)


def _held(item: PayItem, last_day: dt.date) -> bool:
    return item.valid_from <= last_day and (item.valid_to is None or item.valid_to >= last_day)
