"""The forms that are due: from records, what was planned, and the periods that the ONSS knows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from preste.declarations.dimona.compare import Difference, compare
from preste.declarations.dimona.model import (
    OPEN_END,
    Cancel,
    Declaration,
    EmployerId,
    Features,
    Form,
    In,
    Out,
    Period,
    Person,
    Reference,
    Update,
)
from preste.declarations.dimona.told import Particulars, Plan
from preste.declarations.dimona.wanted import Wanted, undecided, wanted
from preste.declarations.dimona.worker_types import AGENCY, WORKER_TYPES
from preste.errors import InputError, PresteError, refuse
from preste.ids import onss_number
from preste.records import Contract, Employer

_LONGEST = 20
"""Characters of a reference."""


@dataclass(frozen=True)
class Due:
    """A form to send, and the difference it mends: what is due by when, and why."""

    form: Form
    difference: Difference


def differences(
    employer: Employer,
    contracts: Sequence[Contract],
    known: Sequence[Period],
    through: dt.date,
    plans: Sequence[Plan] = (),
    told: Sequence[Particulars] = (),
) -> list[Difference]:
    """What contracts ask for and the ONSS does not know so. Raises DossierError with every contract that cannot say.

    A period of a day of work of which nothing is recorded yet is left alone.
    """
    asked: list[Wanted] = []
    faults: list[PresteError] = []
    for contract in contracts:
        try:
            asked += wanted(employer, contract, through, plans, told)
        except InputError as fault:
            faults.append(fault)
    refuse("the Dimona cannot be made", faults)
    here = {one.id: one for one in contracts}
    planned = {(one.contract, one.start) for one in plans}
    decided = [one for one in known if (one.contract, one.start) in planned or not _undecided(one, here, told)]
    found = compare(asked, decided, through)
    return [_left_over(one, here) for one in found]


def _undecided(one: Period, contracts: Mapping[str, Contract], told: Sequence[Particulars]) -> bool:
    contract = contracts.get(one.contract)
    return contract is not None and undecided(contract, told, one.start)


def _left_over(one: Difference, contracts: Collection[str]) -> Difference:
    """A period of a contract that asks for nothing in these days is cancelled; of none here, only told."""
    if one.kind == "unknown" and one.known is not None and one.known.contract in contracts:
        return Difference(kind="cancel", known=one.known)
    return one


def build(
    employer: Employer,
    found: Sequence[Difference],
    first: dt.date,
    last: dt.date,
    created: dt.datetime,
) -> list[Due]:
    """The forms for what starts, ends or changes from `first` to `last`; unknown periods have none.

    Raises DossierError: the hours of some contracts are to be planned first.
    """
    chosen = [one for one in found if one.kind != "unknown" and one.falls_in(first, last)]
    refuse("the Dimona cannot be made", [fault for one in chosen if one.kind == "in" for fault in _lacking(one.wanted)])
    return [
        Due(Form(created=created, declaration=declaration, references=_references(one, created, rank)), one)
        for rank, (one, declaration) in enumerate(_declarations(employer, chosen), 1)
    ]


def _lacking(one: Wanted | None) -> Iterator[InputError]:
    """What is to be told first."""
    if one is None:
        return
    where = one.contract.id
    row = f"{where};{one.start};{one.end};"
    if one.lacks_hours and WORKER_TYPES[one.worker_type].planned_hours:
        yield InputError(
            "no hours are planned, and the schedule tells none",
            where=where,
            field="planned_hours",
            remedy=f"write them in dimona/plan.csv under contract;start;end;planned_hours: {row}…",
            code="E-DIMONA-PLAN",
        )
    elif one.lacks_hours:
        yield InputError(
            "nobody told the hour at which the day begins",
            where=where,
            field="start_hour",
            remedy=f"write it in dimona/details.csv, or this day's in dimona/plan.csv: {row}…",
            code="E-DIMONA-PLAN",
        )
    if one.lacks_particulars and one.joint_committee == AGENCY:
        yield InputError(
            "the user of the agency worker is not told",
            where=where,
            field="user_number",
            remedy=f"write it in dimona/details.csv under the contract {where}",
            code="E-DIMONA-DETAILS",
        )
    elif one.lacks_particulars:
        yield InputError(
            "the accident insurance of the trainee is not told",
            where=where,
            field="nature",
            remedy=f"write it in dimona/details.csv under the contract {where}",
            code="E-DIMONA-DETAILS",
        )


def unnumbered(found: Sequence[Difference], first: dt.date, last: dt.date) -> list[Difference]:
    """Contracts that end from `first` to `last` and cannot be told: the number of their period is not known here.

    Who was hired for a term, or with a type that has its end from the start, needs no OUT.
    """
    return [one for one in found if one.kind == "in" and one.wanted is not None and _ends_in(one.wanted, first, last)]


def _ends_in(one: Wanted, first: dt.date, last: dt.date) -> bool:
    told_before = one.contract.fixed_term or WORKER_TYPES[one.worker_type].ends
    return one.start < first and one.end is not None and first <= one.end <= last and not told_before


def _declarations(employer: Employer, chosen: Sequence[Difference]) -> Iterator[tuple[Difference, Declaration]]:
    for one in chosen:
        if one.kind == "in" and one.wanted is not None:
            yield one, _in(employer, one.wanted)
        elif one.known is not None:
            yield one, _on_period(one, one.known)


def _in(employer: Employer, one: Wanted) -> In:
    told = one.particulars or Particulars(contract="", since=one.start)
    return In(
        start=one.start,
        start_hour=one.start_hour,
        end=one.end,
        end_hour=one.end_hour,
        planned_hours=one.planned_hours,
        employer=employer_id(employer),
        person=Person(niss=one.contract.worker.niss),
        features=Features(
            joint_committee=one.joint_committee,
            worker_type=one.worker_type,
            sub_entity=told.sub_entity,
            using_employer=told.using_employer if one.joint_committee == AGENCY else None,
        ),
        cards=told.cards if one.start == told.since else None,
        place_of_work=one.place_of_work,
        small_statute=told.small_statute if WORKER_TYPES[one.worker_type].small_statute else None,
    )


def employer_id(employer: Employer) -> EmployerId:
    """The employer by its numbers."""
    number = employer.onss_number
    provisional = bool(number) and onss_number.is_provisional(number)
    return EmployerId(
        onss_number="" if provisional else number,
        provisional_number=number if provisional else "",
        enterprise_number=employer.enterprise_number,
    )


def _on_period(one: Difference, period: Period) -> Declaration:
    asked = one.wanted
    if one.kind == "cancel" or asked is None:
        return Cancel(period=period.number)
    if one.kind == "out":
        return Out(period=period.number, end=asked.end)
    changed = set(one.fields)
    return Update(
        period=period.number,
        start=asked.start if "start" in changed else None,
        end=(asked.end or OPEN_END) if "end" in changed else None,
        start_hour=asked.start_hour if "start_hour" in changed else "",
        end_hour=asked.end_hour if "end_hour" in changed else "",
        planned_hours=asked.planned_hours if "planned_hours" in changed else None,
    )


def _references(one: Difference, created: dt.datetime, rank: int) -> tuple[Reference, ...]:
    """The form by the moment and its rank; the worker by the employer's own number."""
    found = [Reference(kind=1, number=f"{created:%y%m%d%H%M%S}-{rank:05d}")]
    number = one.wanted.contract.worker.number if one.wanted is not None else ""
    if number and len(number) <= _LONGEST:
        found.append(Reference(kind=8, number=number))
    return tuple(found)
