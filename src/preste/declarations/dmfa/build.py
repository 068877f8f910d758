"""From a quarter to its declaration: every amount is one of the quarter's lines, and none is computed here.

What the declaration asks and the dossier does not tell is refused by name, all of it together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from preste.belgium.quarter.reductions import Deduction
from preste.declarations.dmfa import model, structure
from preste.declarations.dmfa.rules.occupation import BONUSES
from preste.errors import InputError, PresteError, refuse
from preste.ids import enterprise, establishment_unit, niss, onss_number
from preste.payroll.quarter import Contribution, Occupation, QuarterResult, Remuneration, Unrelated, WorkerLine
from preste.records import Employer

_SEVERANCE_UNIT = "8999999894"
"""What is declared of the days that severance covers (zone 00042)."""
_COMPENSATED = ("20231", "20232", "20233", "20234")
"""Quarters of the employers' compensation of 2023, which is not computed."""
_LAST_OF_YEAR = 4
_MANUAL = "0"
"""What the codes of manual workers begin with."""
_NO_WORK_DUE = "7"
"""Why an occupation has no days: none had to be worked (zone 00625)."""
_FORM = "E-DMFA"


@dataclass(frozen=True, kw_only=True)
class Built:
    """A declaration ready to be written.

    `version`: the structure it is written in. `notes`: what it leaves out or is unsure of, in French.
    """

    form: model.Form
    version: str
    notes: tuple[str, ...] = ()


def build(result: QuarterResult, made: dt.datetime) -> Built:
    """The declaration of a quarter. Raises DossierError, or what is wrong when it is one thing: missing law, or a fact
    that the declaration asks and nobody told."""
    quarter = f"{result.quarter.year}{result.quarter.number}"
    refuse(f"the declaration of {result.quarter} cannot be made", [one.error for one in result.missing])
    refuse(f"the declaration of {result.quarter} cannot be made", _problems(result))
    version = structure.version_for(quarter)
    declaration = model.EmployerDeclaration(
        quarter=quarter,
        noss_registration_nbr=onss_number.compact(result.employer.onss_number),
        trusteeship=0,
        company_id=enterprise.compact(result.employer.enterprise_number),
        net_owed_amount=result.owed,
        natural_persons=tuple(_persons(result)),
        company_vehicles=tuple(
            model.CompanyVehicle(company_vehicle_sequence_nbr=number, license_plate=plate)
            for number, plate in enumerate(dict.fromkeys(one.plate for one in result.vehicles), 1)
        ),
        contributions_unrelated_to_np=tuple(_unrelated(one) for one in result.unrelated),
    )
    form = model.Form(
        form_creation_date=made.date(),
        form_creation_hour=made.time().replace(microsecond=0),
        employer_declaration=declaration,
    )
    return Built(form=form, version=version.name, notes=tuple(_notes(result, quarter, version)))


# ── what is not told ───────────────────────────────────────────────────────────────────────


def _problems(result: QuarterResult) -> Iterator[PresteError]:
    if not result.lines and not result.unrelated:
        yield _problem("nothing is to be declared", result.employer.id, "quarter", "ask a quarter with pay in it")
    seen: set[str] = set()
    for line in result.lines:
        if line.worker.id not in seen and not niss.is_valid(line.worker.niss):
            yield _problem("the national number is missing or wrong", line.worker.id, "niss", "give the worker's NISS")
        seen.add(line.worker.id)
        yield from _of_line(line, result.employer)
    for car in result.vehicles:
        if not car.plate:
            remedy = "give the item company_car its plate: plate=1ABC234"
            yield _problem("the plate of the company car is not told", car.contract, "plate", remedy)
    if result.owed < 0:
        yield _problem("more is reduced than is owed", result.employer.id, "quarter", "look at the quarter's lines")


def _of_line(line: WorkerLine, employer: Employer) -> Iterator[PresteError]:
    if line.indemnities:
        yield _problem(
            "a complementary indemnity asks facts that the dossier does not hold (first day, agreement, exemption)",
            line.worker.id, line.worker_code, "declare it on the ONSS's own site",
        )  # fmt: skip
    units = [one.establishment for one in line.occupations if not one.severance]
    if line.student is not None:
        units.append(line.student.establishment)
    if not all(_unit(one, employer) for one in units):
        remedy = "give the employer its establishment unit, and the contract its number when there are several"
        yield _problem("the establishment unit is not told", line.worker.id, "establishment", remedy)
    for one in line.occupations:
        for service in one.services:
            if service.hours and not service.days:
                remedy = "look at the days of the quarter: hours of a code need half a day at least"
                yield _problem("hours without a day", line.worker.id, f"service {service.code}", remedy)
        for pay in one.remunerations:
            if pay.amount < 0:
                remedy = "correct the declaration of the quarter it takes back from"
                yield _problem("negative pay", line.worker.id, f"remuneration {pay.code}", remedy)
        for each in one.deductions:
            if not each.code:
                remedy = "choose another reduction in the quarter's rights"
                yield _problem("a reduction has no known code", line.worker.id, "reduction", remedy)


def _problem(message: str, where: str, field: str, remedy: str) -> InputError:
    return InputError(message, where=where, field=field, remedy=remedy, code=_FORM)


def _notes(result: QuarterResult, quarter: str, version: structure.Version) -> Iterator[str]:
    if not version.own:
        yield (
            f"la structure du trimestre {quarter} n'est pas connue : la déclaration est écrite dans celle de "
            f"{version.name}, que l'ONSS pourrait refuser"
        )
    if quarter in _COMPENSATED:
        yield "la compensation des employeurs de 2023 n'est pas calculée (EmployerCompensation)"
    manual = any(line.worker_code.startswith(_MANUAL) for line in result.lines)
    if result.quarter.number == _LAST_OF_YEAR and manual:
        yield "la date de début des vacances des ouvriers n'est pas déclarée (HolidayStartingDate)"
    for one in result.corrections:
        yield f"à corriger aussi, trimestre {one.quarter} : {one.contract}, {one.reason}"


# ── the blocks ─────────────────────────────────────────────────────────────────────────────


def _persons(result: QuarterResult) -> Iterator[model.NaturalPerson]:
    lines: dict[str, list[WorkerLine]] = {}
    for line in result.lines:
        lines.setdefault(line.worker.id, []).append(line)
    for number, own in enumerate(lines.values(), 1):
        yield model.NaturalPerson(
            natural_person_sequence_nbr=number,
            inss=niss.compact(own[0].worker.niss),
            worker_records=tuple(_record(line, result) for line in own),
        )


def _record(line: WorkerLine, result: QuarterResult) -> model.WorkerRecord:
    student = None
    if line.student is not None:
        student = model.StudentContribution(
            student_remun_amount=line.student.pay,
            student_contribution_amount=line.amount,
            student_hours_nbr=line.student.hours,
            local_unit_id=_unit(line.student.establishment, result.employer),
        )
    return model.WorkerRecord(
        employer_class=line.employer_class,
        worker_code=line.worker_code,
        noss_quarter_starting_date=result.quarter.first,
        noss_quarter_ending_date=result.quarter.last,
        border=0,
        occupations=tuple(_occupation(n, one, result.employer) for n, one in enumerate(line.occupations, 1)),
        worker_contributions=() if student else tuple(_contributions(line.contributions)),
        worker_deductions=tuple(
            model.WorkerDeduction(deduction_code=one.code, deduction_amount=one.amount) for one in line.reductions
        ),
        student_contribution=student,
    )


def _contributions(contributions: Iterable[Contribution]) -> Iterator[model.WorkerContribution]:
    """Each contribution that is something: nothing is declared of nothing."""
    for one in contributions:
        if one.amount or one.base:
            yield model.WorkerContribution(
                contribution_worker_code=one.code,
                contribution_type=int(one.type),
                contribution_calculation_basis=one.base,
                contribution_amount=one.amount,
            )


def _occupation(number: int, one: Occupation, employer: Employer) -> model.Occupation:
    """An occupation; hours of a full-timer are told only under a measure that shortens working time."""
    with_hours = one.part_time or bool(one.measure)
    return model.Occupation(
        occupation_sequence_nbr=number,
        occupation_starting_date=one.start,
        occupation_ending_date=one.end,
        joint_commission_nbr=one.joint_committee,
        working_days_system=one.days_week,
        contract_type=int(one.part_time),
        ref_mean_working_hours=one.full_time_hours,
        worker_status=one.status or None,
        mean_working_hours=one.hours_week,
        reorganisation_measure=int(one.measure) if one.measure else None,
        retired=int(one.retired),
        days_justification=None if _is_something(one) else _NO_WORK_DUE,
        local_unit_id=_SEVERANCE_UNIT if one.severance else _unit(one.establishment, employer),
        services=tuple(
            model.Service(
                service_sequence_nbr=n,
                service_code=each.code.zfill(3),
                service_nbr_days=each.days,
                service_nbr_hours=each.hours if with_hours else None,
            )
            for n, each in enumerate((each for each in one.services if each.days), 1)
        ),
        remuns=tuple(_remun(n, each) for n, each in enumerate(one.remunerations, 1)),
        occupation_deductions=tuple(_deduction(each) for each in one.deductions),
    )


def _is_something(one: Occupation) -> bool:
    """Whether an occupation has time or pay: days between two schedules may have neither."""
    return bool(one.services or one.remunerations or one.undeclared)


def _remun(number: int, one: Remuneration) -> model.Remun:
    code = one.code.zfill(3)
    return model.Remun(
        remun_sequence_nbr=number,
        remun_code=code,
        bonus_payment_frequency=one.frequency if code in BONUSES else None,
        percentage_paid=one.percentage or None,
        remun_amount=one.amount,
    )


def _deduction(one: Deduction) -> model.OccupationDeduction:
    return model.OccupationDeduction(
        deduction_code=one.code, deduction_amount=one.amount, deduction_right_starting_date=one.right_started
    )


def _unrelated(one: Unrelated) -> model.ContributionUnrelatedToNP:
    return model.ContributionUnrelatedToNP(
        unrelated_employer_class=one.employer_class,
        unrelated_worker_code=one.code,
        unrelated_calculation_basis=one.base,
        unrelated_amount=one.amount,
    )


def _unit(number: str, employer: Employer) -> str:
    """The establishment unit of a contract: the one it names, or the employer's only one; "" when nobody knows."""
    if not number and len(employer.establishments) == 1:
        number = employer.establishments[0].number
    return establishment_unit.compact(number) if number else ""
