"""Modifications of a declaration: what each worker line becomes, under the numbers the ONSS gave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from preste.declarations.dmfa.model.declaration import Reference
from preste.declarations.dmfa.model.families import (
    ActivationInformation,
    ComplementaryIndemnity,
    DismissedStatutoryWorkerContribution,
    EarlyRetirementContribution,
    IndemnityWAPM,
    StudentContribution,
    WorkerContribution,
    WorkerDeduction,
)
from preste.declarations.dmfa.model.occupation import Occupation


@dataclass(frozen=True, slots=True, kw_only=True)
class LastSituationWR:
    """The worker line as the ONSS knows it."""

    employer_class: str
    worker_code: str
    worker_record_version_nbr: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OccupationUpdate(Occupation):
    """An occupation as it must become, with the version it replaces."""

    occupation_version_nbr: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerRecordUpdateAction:
    """What the worker line becomes, and what is done to it."""

    employer_class: str
    worker_code: str
    noss_quarter_starting_date: dt.date | None = None
    noss_quarter_ending_date: dt.date | None = None
    border: int | None = None
    activity_with_risk: str | None = None
    local_unit_id: str | None = None
    worker_record_user_reference: str | None = None
    update_action: int
    occupation_updates: tuple[OccupationUpdate, ...] = ()
    activation_information: ActivationInformation | None = None
    worker_contributions: tuple[WorkerContribution, ...] = ()
    worker_deductions: tuple[WorkerDeduction, ...] = ()
    dismissed_statutory_worker_contribution: DismissedStatutoryWorkerContribution | None = None
    student_contribution: StudentContribution | None = None
    early_retirement_contributions: tuple[EarlyRetirementContribution, ...] = ()
    complementary_indemnities: tuple[ComplementaryIndemnity, ...] = ()
    indemnities_wapm: tuple[IndemnityWAPM, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerRecordUpdate:
    """The change of one worker line."""

    last_situation_wr: LastSituationWR | None = None
    worker_record_update_action: WorkerRecordUpdateAction


@dataclass(frozen=True, slots=True, kw_only=True)
class NaturalPersonUpdate:
    """The changes of one person, under the numbers the ONSS gave."""

    natural_person_sequence_nbr: int
    inss: str
    natural_person_user_reference: str | None = None
    natural_person_pid: int | None = None
    decl_natural_person_pid: int | None = None
    decl_natural_person_version_nbr: int | None = None
    justification: str | None = None
    worker_record_updates: tuple[WorkerRecordUpdate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyVehicleUpdateAction:
    """The change of one vehicle."""

    company_vehicle_sequence_nbr: int
    license_plate: str
    eco_vehicle: int | None = None
    company_vehicle_version_nbr: int | None = None
    update_action: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LastSituationCUNP:
    """A contribution without worker as the ONSS knows it."""

    unrelated_employer_class: str
    unrelated_worker_code: str
    cont_unrelated_to_np_version_nbr: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CUNPUpdateAction:
    """What that contribution becomes."""

    unrelated_employer_class: str
    unrelated_worker_code: str
    unrelated_calculation_basis: int | None = None
    unrelated_amount: int | None = None
    update_action: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionUnrelatedToNPUpdate:
    """The change of one contribution without worker."""

    last_situation_cunp: LastSituationCUNP | None = None
    cunp_update_action: CUNPUpdateAction


@dataclass(frozen=True, slots=True, kw_only=True)
class LastSituationEmpCompensation:
    """The compensation as the ONSS knows it."""

    compensation_code: str
    emp_compensation_version_nbr: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EmpCompensationUpdateAction:
    """What the compensation becomes."""

    compensation_code: str
    compensation_amount: int | None = None
    compensation_exception: str | None = None
    update_action: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerCompensationUpdate:
    """The change of the compensation."""

    last_situation_emp_compensation: LastSituationEmpCompensation | None = None
    emp_compensation_update_action: EmpCompensationUpdateAction


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerDeclarationUpdate:
    """The changes of one declaration, under its permanent number (PID)."""

    quarter: str
    noss_registration_nbr: str
    trusteeship: int
    company_id: str
    system5: int | None = None
    holiday_starting_date: dt.date | None = None
    employer_declaration_pid: int
    justification: str | None = None
    natural_person_updates: Iterable[NaturalPersonUpdate] = ()
    company_vehicle_update_actions: tuple[CompanyVehicleUpdateAction, ...] = ()
    contributions_unrelated_to_np: tuple[ContributionUnrelatedToNPUpdate, ...] = ()
    employer_compensation_update: EmployerCompensationUpdate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateForm:
    """A form of modifications."""

    identification: str = "DMFAUPD"
    form_creation_date: dt.date
    form_creation_hour: dt.time
    attestation_status: int = 1
    type_form: str = "SU"
    reference: Reference | None = None
    employer_declaration_update: EmployerDeclarationUpdate
