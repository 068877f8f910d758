"""Modifications: from a declaration that was sent, its numbers and what it should be, the message that changes it.

Only worker lines that changed are in it. A line is deleted (0), modified (1) or created (3); a line whose category or
worker code changes is one of each. Modified occupations are declared whole, with the version they replace.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from preste.declarations.dmfa.figures import figures, net
from preste.declarations.dmfa.model import (
    CompanyVehicle,
    CompanyVehicleUpdateAction,
    ContributionUnrelatedToNP,
    ContributionUnrelatedToNPUpdate,
    CUNPUpdateAction,
    EmployerDeclaration,
    EmployerDeclarationUpdate,
    Form,
    LastSituationCUNP,
    LastSituationWR,
    NaturalPerson,
    NaturalPersonUpdate,
    Occupation,
    OccupationUpdate,
    UpdateForm,
    WorkerRecord,
    WorkerRecordUpdate,
    WorkerRecordUpdateAction,
)
from preste.declarations.dmfa.pids import DeclarationNumbers, PersonNumbers, RecordNumbers
from preste.errors import InputError

_Key = TypeVar("_Key", str, tuple[str, str])
DELETE, MODIFY, CREATE, UNCHANGED = 0, 1, 3, 9
_WITHOUT_REASON = 2
"""Quarters after that of the declaration in which a lower pay needs no reason."""
_SHARED = [field.name for field in fields(WorkerRecordUpdateAction) if field.name in WorkerRecord.__dataclass_fields__]


def justification_due(quarter: str, made: str, *, lowers_pay: bool) -> bool:
    """Whether a reason must be given: pay becomes lower, more than two quarters after the declared one (zone 00545)."""
    return lowers_pay and _count(made) - _count(quarter) > _WITHOUT_REASON


def quarter_of_day(day: dt.date) -> str:
    """The quarter of a day, YYYYQ."""
    return f"{day.year}{(day.month + 2) // 3}"


def _count(quarter: str) -> int:
    return int(quarter[:4]) * 4 + int(quarter[4])


def lowers_pay(old: EmployerDeclaration, new: EmployerDeclaration) -> bool:
    """Whether any pay of anybody is lower than it was declared."""
    before, after = _pay(old), _pay(new)
    return any(after.get(key, 0) < amount for key, amount in before.items())


def _pay(declaration: EmployerDeclaration) -> Mapping[tuple[object, ...], int]:
    found: dict[tuple[object, ...], int] = {}
    for person in declaration.natural_persons:
        for record in person.worker_records:
            line = person.inss, record.employer_class, record.worker_code
            for occupation in record.occupations:
                for pay in occupation.remuns:
                    which = pay.remun_code, pay.bonus_payment_frequency, pay.percentage_paid
                    key = *line, occupation.occupation_sequence_nbr, *which
                    found[key] = found.get(key, 0) + pay.remun_amount
            if record.student_contribution is not None:
                found[line] = record.student_contribution.student_remun_amount
    return found


def between(
    old: Form, new: Form, numbers: DeclarationNumbers, *, made: dt.datetime, justification: str = ""
) -> UpdateForm:
    """The modification that makes of the declaration `old` the declaration `new`.

    Raises:
        InputError: the two are not of one employer and quarter; nothing differs; a number is missing; or the reason
            that is due (pay becomes lower, more than two quarters later) is not given.
    """
    was, now = old.employer_declaration, new.employer_declaration
    _same_declaration(was, now, numbers)
    if (
        justification_due(was.quarter, quarter_of_day(made.date()), lowers_pay=lowers_pay(was, now))
        and not justification
    ):
        raise InputError(
            "the modification lowers pay more than two quarters later: a reason is due",
            remedy="give the reason, in at most 560 signs",
            code="E-UPDATE-REASON",
        )
    people = tuple(_people(was, now, numbers))
    vehicles = tuple(_vehicles(was, now, numbers))
    unrelated = tuple(_unrelated(was, now, numbers))
    if not (people or vehicles or unrelated):
        raise InputError("nothing differs between the two declarations", code="E-UPDATE")
    if _no_right(was) != _no_right(now):
        raise InputError(
            "the right to the compensation of 2023 is not modified here", remedy="modify it online", code="E-UPDATE"
        )
    return UpdateForm(
        form_creation_date=made.date(),
        form_creation_hour=made.time().replace(microsecond=made.microsecond // 1000 * 1000),
        reference=new.reference,
        employer_declaration_update=EmployerDeclarationUpdate(
            quarter=was.quarter,
            noss_registration_nbr=was.noss_registration_nbr,
            trusteeship=now.trusteeship,
            company_id=was.company_id,
            holiday_starting_date=now.holiday_starting_date,
            employer_declaration_pid=numbers.declaration,
            justification=justification or None,
            natural_person_updates=people,
            company_vehicle_update_actions=vehicles,
            contributions_unrelated_to_np=unrelated,
        ),
    )


def _no_right(declaration: EmployerDeclaration) -> bool:
    """Whether the employer says that it has no right to the compensation of 2023, whose amount the ONSS works out anew
    whenever the declaration changes."""
    told = declaration.employer_compensation
    return told is not None and told.compensation_exception is not None


def _same_declaration(was: EmployerDeclaration, now: EmployerDeclaration, numbers: DeclarationNumbers) -> None:
    if (was.quarter, was.noss_registration_nbr) != (now.quarter, now.noss_registration_nbr):
        raise InputError("the two declarations are not of one employer and quarter", code="E-UPDATE")
    if (numbers.quarter, numbers.onss_number) != (was.quarter, was.noss_registration_nbr):
        raise InputError("the permanent numbers are of another declaration", code="E-UPDATE")


def _people(
    was: EmployerDeclaration, now: EmployerDeclaration, numbers: DeclarationNumbers
) -> Iterator[NaturalPersonUpdate]:
    before = {person.inss: person for person in was.natural_persons}
    after = {person.inss: person for person in now.natural_persons}
    for inss in [*before, *(one for one in after if one not in before)]:
        old, new = before.get(inss), after.get(inss)
        known = numbers.people.get(inss)
        if old is not None and known is None:
            raise InputError(f"no permanent number of {inss[:6]}…", remedy="ask for the numbers anew", code="E-UPDATE")
        records = tuple(_records(old, new, known))
        someone = new or old
        if records and someone is not None:
            yield NaturalPersonUpdate(
                natural_person_sequence_nbr=someone.natural_person_sequence_nbr,
                inss=inss,
                natural_person_user_reference=someone.natural_person_user_reference,
                natural_person_pid=known.person if known else None,
                decl_natural_person_pid=known.declared_person if known else None,
                decl_natural_person_version_nbr=known.version if known else None,
                worker_record_updates=records,
            )


def _records(
    old: NaturalPerson | None, new: NaturalPerson | None, known: PersonNumbers | None
) -> Iterator[WorkerRecordUpdate]:
    before = {(r.employer_class, r.worker_code): r for r in (old.worker_records if old else ())}
    after = {(r.employer_class, r.worker_code): r for r in (new.worker_records if new else ())}
    for key in [*before, *(one for one in after if one not in before)]:
        was, now = before.get(key), after.get(key)
        if was == now:
            continue
        line = known.records.get(key) if known else None
        if was is not None and line is None:
            raise InputError(
                f"no version of the line {'/'.join(key)}", remedy="ask for the numbers anew", code="E-UPDATE"
            )
        category, code = key
        last = None
        if line is not None and was is not None:
            last = LastSituationWR(employer_class=category, worker_code=code, worker_record_version_nbr=line.version)
        yield WorkerRecordUpdate(last_situation_wr=last, worker_record_update_action=_action(key, was, now, line))


def _action(
    key: tuple[str, str], was: WorkerRecord | None, now: WorkerRecord | None, line: RecordNumbers | None
) -> WorkerRecordUpdateAction:
    category, code = key
    if now is None:
        return WorkerRecordUpdateAction(employer_class=category, worker_code=code, update_action=DELETE)
    values: dict[str, Any] = {name: getattr(now, name) for name in _SHARED}
    versions = line.occupations if line is not None and was is not None else {}
    return WorkerRecordUpdateAction(
        **values,
        update_action=CREATE if was is None else MODIFY,
        occupation_updates=tuple(_occupation(one, versions) for one in now.occupations),
    )


def _occupation(occupation: Occupation, versions: Mapping[int, int]) -> OccupationUpdate:
    values = {field.name: getattr(occupation, field.name) for field in fields(Occupation)}
    return OccupationUpdate(**values, occupation_version_nbr=versions.get(occupation.occupation_sequence_nbr))


def _vehicles(
    was: EmployerDeclaration, now: EmployerDeclaration, numbers: DeclarationNumbers
) -> Iterator[CompanyVehicleUpdateAction]:
    before = {one.license_plate: one for one in was.company_vehicles}
    after = {one.license_plate: one for one in now.company_vehicles}
    for plate in [*before, *(one for one in after if one not in before)]:
        old, new = before.get(plate), after.get(plate)
        action = _of(old, new)
        vehicle: CompanyVehicle | None = new or old
        if vehicle is None or (old is not None and new is not None and old.eco_vehicle == new.eco_vehicle):
            continue
        yield CompanyVehicleUpdateAction(
            company_vehicle_sequence_nbr=vehicle.company_vehicle_sequence_nbr,
            license_plate=plate,
            eco_vehicle=vehicle.eco_vehicle,
            company_vehicle_version_nbr=None if old is None else _version(numbers.vehicles, plate, plate),
            update_action=action,
        )


def _unrelated(
    was: EmployerDeclaration, now: EmployerDeclaration, numbers: DeclarationNumbers
) -> Iterator[ContributionUnrelatedToNPUpdate]:
    def key(one: ContributionUnrelatedToNP) -> tuple[str, str]:
        return one.unrelated_employer_class, one.unrelated_worker_code

    before = {key(one): one for one in was.contributions_unrelated_to_np}
    after = {key(one): one for one in now.contributions_unrelated_to_np}
    for pair in [*before, *(one for one in after if one not in before)]:
        old, new = before.get(pair), after.get(pair)
        if old == new:
            continue
        category, code = pair
        last = None
        if old is not None:
            last = LastSituationCUNP(
                unrelated_employer_class=category,
                unrelated_worker_code=code,
                cont_unrelated_to_np_version_nbr=_version(numbers.unrelated, pair, "/".join(pair)),
            )
        action = CUNPUpdateAction(
            unrelated_employer_class=category,
            unrelated_worker_code=code,
            unrelated_calculation_basis=new.unrelated_calculation_basis if new else None,
            unrelated_amount=new.unrelated_amount if new else None,
            update_action=_of(old, new),
        )
        yield ContributionUnrelatedToNPUpdate(last_situation_cunp=last, cunp_update_action=action)


def _of(old: object | None, new: object | None) -> int:
    return CREATE if old is None else DELETE if new is None else MODIFY


def _version(versions: Mapping[_Key, int], key: _Key, told: str) -> int:
    if key not in versions:
        raise InputError(f"no version of {told}", remedy="ask for the permanent numbers anew", code="E-UPDATE")
    return versions[key]


def apply(old: Form, update: UpdateForm) -> Form:
    """The declaration that a modification makes of another one: its people, vehicles and contributions.

    The net amount is not in a modification: it moves by what the contributions and reductions do.
    """
    declaration, change = old.employer_declaration, update.employer_declaration_update
    people = {person.inss: person for person in declaration.natural_persons}
    for one in change.natural_person_updates:
        person = people.get(one.inss) or NaturalPerson(
            natural_person_sequence_nbr=one.natural_person_sequence_nbr,
            inss=one.inss,
            natural_person_user_reference=one.natural_person_user_reference,
        )
        records = {(r.employer_class, r.worker_code): r for r in person.worker_records}
        for record in one.worker_record_updates:
            _apply_record(records, record.worker_record_update_action)
        people[one.inss] = replace(person, worker_records=tuple(records.values()))
    contributions = {
        (c.unrelated_employer_class, c.unrelated_worker_code): c for c in declaration.contributions_unrelated_to_np
    }
    for other in change.contributions_unrelated_to_np:
        made = other.cunp_update_action
        key = made.unrelated_employer_class, made.unrelated_worker_code
        if made.update_action == DELETE:
            contributions.pop(key, None)
        else:
            contributions[key] = ContributionUnrelatedToNP(
                unrelated_employer_class=made.unrelated_employer_class,
                unrelated_worker_code=made.unrelated_worker_code,
                unrelated_calculation_basis=made.unrelated_calculation_basis,
                unrelated_amount=made.unrelated_amount or 0,
            )
    vehicles = {one.license_plate: one for one in declaration.company_vehicles}
    for action in change.company_vehicle_update_actions:
        if action.update_action == DELETE:
            vehicles.pop(action.license_plate, None)
        else:
            vehicles[action.license_plate] = CompanyVehicle(
                company_vehicle_sequence_nbr=action.company_vehicle_sequence_nbr,
                license_plate=action.license_plate,
                eco_vehicle=action.eco_vehicle,
            )
    changed = replace(
        declaration,
        natural_persons=tuple(person for person in people.values() if person.worker_records),
        contributions_unrelated_to_np=tuple(contributions.values()),
        company_vehicles=tuple(vehicles.values()),
    )
    due = declaration.net_owed_amount + net(figures(changed)) - net(figures(declaration))
    return replace(old, employer_declaration=replace(changed, net_owed_amount=due))


def _apply_record(records: dict[tuple[str, str], WorkerRecord], action: WorkerRecordUpdateAction) -> None:
    key = action.employer_class, action.worker_code
    if action.update_action == DELETE:
        records.pop(key, None)
    elif action.update_action != UNCHANGED:
        values: dict[str, Any] = {name: getattr(action, name) for name in _SHARED}
        names = [field.name for field in fields(Occupation)]
        jobs = [Occupation(**{name: getattr(one, name) for name in names}) for one in action.occupation_updates]
        records[key] = WorkerRecord(**values, occupations=tuple(jobs))
