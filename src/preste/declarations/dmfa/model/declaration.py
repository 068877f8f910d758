"""A declaration, its people and their worker lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

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
class Reference:
    """The sender's own reference of a form."""

    reference_type: int = 1
    reference_origin: int = 1
    reference_nbr: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerRecord:
    """A worker line: the same employer category and worker code, within the quarter; one family of blocks."""

    employer_class: str
    worker_code: str
    noss_quarter_starting_date: dt.date
    noss_quarter_ending_date: dt.date
    border: int
    activity_with_risk: str | None = None
    local_unit_id: str | None = None
    worker_record_user_reference: str | None = None
    occupations: tuple[Occupation, ...] = ()
    activation_information: ActivationInformation | None = None
    worker_contributions: tuple[WorkerContribution, ...] = ()
    worker_deductions: tuple[WorkerDeduction, ...] = ()
    dismissed_statutory_worker_contribution: DismissedStatutoryWorkerContribution | None = None
    student_contribution: StudentContribution | None = None
    early_retirement_contributions: tuple[EarlyRetirementContribution, ...] = ()
    complementary_indemnities: tuple[ComplementaryIndemnity, ...] = ()
    indemnities_wapm: tuple[IndemnityWAPM, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NaturalPerson:
    """A person, by national number, with the worker lines."""

    natural_person_sequence_nbr: int
    inss: str
    natural_person_user_reference: str | None = None
    worker_records: tuple[WorkerRecord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyVehicle:
    """A vehicle whose CO2 contribution is declared."""

    company_vehicle_sequence_nbr: int
    license_plate: str
    eco_vehicle: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionUnrelatedToNP:
    """A contribution that concerns no worker in particular, in cents."""

    unrelated_employer_class: str
    unrelated_worker_code: str
    unrelated_calculation_basis: int | None = None
    unrelated_amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerCompensation:
    """The compensation of 2023, in cents."""

    compensation_code: str
    compensation_amount: int | None = None
    compensation_exception: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerDeclaration:
    """One employer's quarter; the people may be any iterable, so that they are written as they come."""

    quarter: str
    noss_registration_nbr: str
    trusteeship: int
    company_id: str
    net_owed_amount: int
    system5: int | None = None
    holiday_starting_date: dt.date | None = None
    natural_persons: Iterable[NaturalPerson] = ()
    company_vehicles: tuple[CompanyVehicle, ...] = ()
    contributions_unrelated_to_np: tuple[ContributionUnrelatedToNP, ...] = ()
    employer_compensation: EmployerCompensation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form: one declaration, when it was made."""

    identification: str = "DMFA"
    form_creation_date: dt.date
    form_creation_hour: dt.time
    attestation_status: int = 0
    type_form: str = "SU"
    reference: Reference | None = None
    employer_declaration: EmployerDeclaration
