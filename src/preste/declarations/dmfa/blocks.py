"""The blocks of a declaration: a field of a line is a zone, and nothing is computed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from preste.belgium.quarter.reductions import Deduction, WorkingHours
from preste.calendar import Quarter
from preste.declarations.dmfa import indemnity, model
from preste.declarations.dmfa.rules.occupation import BONUSES
from preste.ids import establishment_unit, niss
from preste.payroll.quarter import Contribution, Occupation, OfEmployer, Remuneration, Unrelated, WorkerLine
from preste.records import Employer

_SEVERANCE_UNIT = "8999999894"
"""What is declared of the days that severance covers (zone 00042)."""
_COMPETITIVENESS, _NO_RIGHT = "01", "01"
"""The type of the compensation of the first half of 2023 (zone 01250), and why there is none (zone 01252)."""
_NO_WORK_DUE = "7"
"""Why an occupation has no days: none had to be worked (zone 00625)."""


def persons(lines: Iterable[WorkerLine], employer: Employer, quarter: Quarter) -> Iterator[model.NaturalPerson]:
    """The workers of these lines, each with all of them."""
    of_worker: dict[str, list[WorkerLine]] = {}
    for line in lines:
        of_worker.setdefault(line.worker.id, []).append(line)
    for number, own in enumerate(of_worker.values(), 1):
        yield model.NaturalPerson(
            natural_person_sequence_nbr=number,
            inss=niss.compact(own[0].worker.niss),
            worker_records=tuple(_record(line, employer, quarter) for line in own),
        )


def _record(line: WorkerLine, employer: Employer, quarter: Quarter) -> model.WorkerRecord:
    student = None
    if line.student is not None:
        student = model.StudentContribution(
            student_remun_amount=line.student.pay,
            student_contribution_amount=line.amount,
            student_hours_nbr=line.student.hours,
            local_unit_id=unit(line.student.establishment, employer),
        )
    return model.WorkerRecord(
        employer_class=line.employer_class,
        worker_code=line.worker_code,
        noss_quarter_starting_date=quarter.first,
        noss_quarter_ending_date=quarter.last,
        border=0,
        occupations=tuple(_occupation(n, one, employer) for n, one in enumerate(line.occupations, 1)),
        worker_contributions=() if student or line.indemnities else tuple(_contributions(line.contributions)),
        complementary_indemnities=tuple(
            indemnity.block(line.worker_code, one, line.contributions, employer.on(quarter.first).joint_committee)
            for one in line.indemnities
        ),
        worker_deductions=tuple(
            model.WorkerDeduction(
                deduction_code=one.code,
                deduction_amount=one.amount,
                deduction_right_starting_date=one.right_started,
            )
            for one in line.reductions
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
        local_unit_id=_SEVERANCE_UNIT if one.severance else unit(one.establishment, employer),
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
        deduction_code=one.code,
        deduction_amount=one.amount,
        deduction_right_starting_date=one.right_started,
        occupation_deduction_detail=None if one.hours is None else _detail(one.hours),
    )


def _detail(hours: WorkingHours) -> model.OccupationDeductionDetail:
    """The measure that a reduction of working time rests on (annex « détail des données pour les déductions »)."""
    return model.OccupationDeductionDetail(
        deduction_detail_sequence_nbr=1,
        working_regulations_starting_date=hours.since,
        average_working_time_before_reduction=hours.before,
        average_working_time_after_reduction=hours.after,
    )


def unrelated(one: Unrelated) -> model.ContributionUnrelatedToNP:
    """What is owed for all workers together under one code."""
    return model.ContributionUnrelatedToNP(
        unrelated_employer_class=one.employer_class,
        unrelated_worker_code=one.code,
        unrelated_calculation_basis=one.base,
        unrelated_amount=one.amount,
    )


def compensation(told: OfEmployer) -> model.EmployerCompensation | None:
    """The compensation of 2023: its amount, or that there is no right to it."""
    if told.no_compensation:
        return model.EmployerCompensation(compensation_code=_COMPETITIVENESS, compensation_exception=_NO_RIGHT)
    if told.compensation is None:
        return None
    return model.EmployerCompensation(compensation_code=_COMPETITIVENESS, compensation_amount=told.compensation.amount)


def unit(number: str, employer: Employer) -> str:
    """The establishment unit of a contract: the one it names, or the employer's only one; "" when nobody knows."""
    if not number and len(employer.establishments) == 1:
        number = employer.establishments[0].number
    return establishment_unit.compact(number) if number else ""
