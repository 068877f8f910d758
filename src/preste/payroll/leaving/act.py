"""A departure: from the last day and the reason to the contract as it ends, its last pay, and what is due when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from preste.belgium.due import Due, due_on_leaving
from preste.belgium.exit.indemnity import Severance
from preste.belgium.exit.notice import Means, Notice
from preste.belgium.exit.service import Status2013
from preste.belgium.time.incapacity import bands_of
from preste.calendar import Month
from preste.engine import Trace
from preste.errors import DossierError, InputError, PresteError
from preste.payroll.holiday_imputation import imputations
from preste.payroll.holiday_items import items_to_post
from preste.payroll.leaving import holidays
from preste.payroll.leaving.after import holiday_items
from preste.payroll.leaving.ending import notice_given, rest_owed_by, severance_owed
from preste.payroll.leaving.faults import faults_of
from preste.payroll.leaving.notes import notes_of, notes_of_the_pay, notes_of_the_severance
from preste.payroll.leaving.premium import premium_of
from preste.payroll.month import Dossier, pay_contract
from preste.payroll.payslip import Payslip
from preste.records import Contract, EndedBy, HolidayCertificate, Leaving, LeavingReason, PayItem

Pays = Callable[[Dossier, Contract, Month], Payslip]
"""How a month of a contract is computed."""
Rest = Literal["", "employer", "worker", "nobody"]
"""Who owes the rest of a notice that is cut short; "": who gave it."""


@dataclass(frozen=True, kw_only=True)
class Act:
    """What an officer says of a departure; amounts in cents, days in hundredths, None where the dossier knows.

    `yearly_benefits`: besides pay, for severance. `gross_last_year`, `gross_this_year`, `right`, `taken` and
    `double_paid` stand in place of what the dossier holds, for departure holiday pay; so does `fictive_…`, the fictive
    pay of days credited as worked. `rest`: who owes what is left of a notice that is cut short; `premium_scheme`: the
    rule of the year-end premium, "none" where there is none.
    """

    last_day: dt.date
    reason: LeavingReason
    by: EndedBy
    notified_on: dt.date | None = None
    means: Means = "registered"
    rest: Rest = ""
    premium_scheme: str = ""
    next_employer_from: dt.date | None = None
    seniority_from: dt.date | None = None
    status_2013: Status2013 = ""
    pay_2013: int | None = None
    sector_2013: str = ""
    part_1_months: int | None = None
    part_1_days: int | None = None
    yearly_benefits: int = 0
    gross_last_year: int | None = None
    gross_this_year: int | None = None
    fictive_last_year: int | None = None
    fictive_this_year: int | None = None
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
    `credited` the fictive pay of each month in its base, `premium` the year-end premium, `after_end` the pay of each
    public holiday owed after the end.
    """

    act: Act
    contract: Contract
    items: tuple[PayItem, ...]
    payslip: Payslip
    before: Payslip | None
    notice: Notice | None
    severance: Severance | None
    after_end: tuple[tuple[PayItem, Trace], ...]
    premium: Trace | None
    holiday_pay: Trace | None
    credited: tuple[tuple[Month, Trace], ...]
    certificates: tuple[tuple[int, HolidayCertificate], ...]
    due: tuple[Due, ...]
    ending: tuple[PayItem, ...]
    notes: tuple[str, ...]


def leave(dossier: Dossier, name: str, act: Act, pay: Pays = pay_contract, last_pay: Pays | None = None) -> Departure:
    """Work out the departure of a contract; in a folder, `pay` is `pay_as_known`.

    `last_pay` computes the last payslip where it is not that of the last month alone: with debts, and what earlier
    months still owe.

    Raises DossierError with everything that hinders it, and NoParameter.
    """
    contract = _contract(dossier, name)
    if act.seniority_from is None and dossier.taken_over is not None:
        act = replace(act, seniority_from=dossier.taken_over.seniority.get(name))
    if errors := list(faults_of(contract, act)):
        raise DossierError.of(errors, f"the departure of {name}")
    told = notice_given(contract, act)
    ended = replace(
        cut(contract, act.last_day),
        leaving=act.leaving,
        holidays_after_end=act.leaving.keeps_holidays,
        next_employer_from=act.next_employer_from or contract.next_employer_from,
    )
    owed = severance_owed(dossier, contract, ended, act, told, pay)
    premium = premium_of(dossier.employer, ended, act)
    after_end = tuple(holiday_items(dossier.employer, ended))
    items = [item for item, _ in after_end]
    if owed is not None:  # dated on the last day, whose month pays it
        items.append(replace(owed.item, valid_from=act.month.first))
    if premium.trace is not None:
        items += items_to_post("premium", premium.trace, act.month)
    items += _settled(dossier, ended, act.month)
    notes = list(notes_of(contract, act, told, rest_owed_by(contract, act, told)))
    notes += notes_of_the_severance(act, owed)
    notes += [premium.note] if premium.note else []
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
    last_pay = last_pay or pay
    payslip = last_pay(_with(dossier, ended), ended, act.month)
    notes += notes_of_the_pay(payslip)
    return Departure(
        act=act,
        contract=ended,
        items=tuple(items),
        payslip=payslip,
        before=_before(dossier, contract, act.month, last_pay),
        notice=told,
        severance=owed,
        after_end=after_end,
        premium=premium.trace,
        holiday_pay=found.trace if found else None,
        credited=found.credited if found else (),
        certificates=found.certificates if found else (),
        due=tuple(due_on_leaving(ended, act.leaving, payslip.paid_on)),
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
