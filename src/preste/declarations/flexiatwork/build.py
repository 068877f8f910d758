"""From flexi payslips to the message: each payslip is a relation with a number of its own."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from preste.declarations.flexiatwork.structure import (
    CANCEL,
    PREMIUM,
    WAGE,
    Beneficiary,
    Calculation,
    Debtor,
    Features,
    FinancialElement,
    Form,
    Reference,
    Relation,
)
from preste.errors import InputError, PresteError, refuse
from preste.ids import enterprise, niss, onss_number
from preste.law import book
from preste.payroll import line as role
from preste.payroll.payslip import Payslip
from preste.records import Employer

_PREMIUMS = "2"
"""The remuneration code of premiums on a payslip; all other pay is wage."""
_SPACE = uuid.UUID("5a4f7ea4-93d0-5c39-a5c9-7b5c3c9d0f54")
_CODE = "E-FLEXIATWORK"


def build(payslips: Sequence[Payslip], made: dt.datetime, operation: int, calculated: dt.date) -> Form:
    """The form that tells the flexi payslips of an employer's month, or changes or cancels what was told of them.

    `calculated`: the day their pay was computed. Raises DossierError with all that is missing or not to be told.
    """
    told = [one for one in payslips if one.contract.regime == "flexi"]
    refuse("the flexi-wage declaration cannot be made", [*_missing(told), *_problems(told, operation)])
    employer = told[0].employer
    by_worker: dict[str, list[Payslip]] = {}
    for one in told:
        by_worker.setdefault(niss.compact(one.contract.worker.niss), []).append(one)
    return Form(
        form_creation_date=made.date(),
        form_creation_hour=made.time().replace(microsecond=0),
        attestation_status=operation,
        debtor=Debtor(
            noss_registration_nbr=onss_number.compact(employer.onss_number),
            company_id=enterprise.compact(employer.enterprise_number),
            beneficiaries=tuple(
                Beneficiary(inss=inss, relations=tuple(_relation(one, operation, calculated) for one in own))
                for inss, own in by_worker.items()
            ),
        ),
    )


def term(calculated: dt.date) -> dt.date:
    """The last day to tell pay that was computed on a day. Raises NoParameter before 2025."""
    days = book().on("flexi_at_work_term", calculated).value
    return calculated + dt.timedelta(days=int(days))


def reference_of(employer: Employer, contract: str, month: object) -> str:
    """The number of a payslip's relation: the same whenever it is asked, so that a change finds what was told."""
    return str(uuid.uuid5(_SPACE, f"{onss_number.compact(employer.onss_number)}/{contract}/{month}"))


def elements(payslip: Payslip) -> tuple[FinancialElement, ...]:
    """What the month itself pays, wage and premiums, each with its holiday pay."""
    own = [one for one in payslip.lines if one.earned_month == payslip.month and role.GROSS in one.roles]
    premiums = sum(one.amount for one in own if one.onss_code == _PREMIUMS)
    wage = sum(one.amount for one in own) - premiums
    told = ((WAGE, wage), (PREMIUM, premiums))
    return tuple(FinancialElement(financial_element_code=code, amount=amount) for code, amount in told if amount)


def _missing(told: Sequence[Payslip]) -> list[PresteError]:
    if not told:
        remedy = "ask a month in which a contract of the regime flexi is paid"
        return [_problem("no flexi-job is paid", "", "month", remedy)]
    return [error for one in told for error in one.errors.values()]


def _problems(told: Sequence[Payslip], operation: int) -> list[PresteError]:
    found: list[PresteError] = []
    for one in told:
        where = f"{one.contract.id}, {one.month}"
        if not niss.is_valid(one.contract.worker.niss):
            found.append(_problem("the national number is missing or wrong", where, "niss", "give the worker's NISS"))
        if operation != CANCEL and not elements(one):
            remedy = "cancel what was told of it, or leave it out"
            found.append(_problem("nothing is paid", where, "month", remedy))
        for each in () if operation == CANCEL else elements(one):
            if each.amount < 0:
                remedy = "correct the month it takes back from"
                found.append(_problem(f"{each.amount} cents cannot be told", where, "amount", remedy))
    return found


def _problem(message: str, where: str, field: str, remedy: str) -> InputError:
    return InputError(message, where=where, field=field, remedy=remedy, code=_CODE)


def _relation(payslip: Payslip, operation: int, calculated: dt.date) -> Relation:
    reference = Reference(reference_nbr=reference_of(payslip.employer, payslip.contract.id, payslip.month))
    if operation == CANCEL:
        return Relation(reference=reference)
    contract = payslip.contract
    first = max(payslip.month.first, contract.start)
    last = min(payslip.month.last, contract.end or payslip.month.last)
    features = Features(
        validity_period_starting_date=first,
        validity_period_ending_date=last,
        employer_class=payslip.employer.category,
        worker_code=contract.onss_worker_code,
        financial_elements=elements(payslip),
    )
    return Relation(
        reference=reference,
        calculation=Calculation(
            calculation_period_starting_date=first,
            calculation_period_ending_date=last,
            calculation_date=calculated,
            features=(features,),
        ),
    )
