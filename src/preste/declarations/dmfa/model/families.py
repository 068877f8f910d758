"""What a worker line holds besides occupations: contributions, reductions, and the other families of blocks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from preste.declarations.dmfa.model.occupation import UsingEmployer


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivationInformation:
    """Dates of the activation contribution."""

    service_exemption_start_date: dt.date
    training_situation_start_date: dt.date
    training_situation: int
    activation_percentage_status: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeductionDetail:
    """A detail of a reduction on the worker line."""

    deduction_detail_sequence_nbr: int
    deduction_detail_amount: int | None = None
    working_regulations_registry_nbr: str | None = None
    working_regulations_starting_date: dt.date | None = None
    average_working_time_before_reduction: int | None = None
    average_working_time_after_reduction: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerDeduction:
    """A reduction on the worker line, as the work bonus, in cents."""

    deduction_code: str
    deduction_calculation_basis: int | None = None
    deduction_amount: int | None = None
    deduction_right_starting_date: dt.date | None = None
    management_cost_nbr_months: int | None = None
    replaced_inss: str | None = None
    applicant_inss: str | None = None
    certificate_origin: int | None = None
    deduction_details: tuple[DeductionDetail, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DismissedStatutoryWorkerContribution:
    """Contribution for a dismissed civil servant, in cents."""

    gross_ref_remun_amount: int
    gross_ref_remun_contribution_amount: int
    ref_nbr_days: int
    subjection_starting_date: dt.date
    subjection_ending_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentContribution:
    """Solidarity contribution of a student: pay and contribution in cents, whole hours."""

    student_remun_amount: int
    student_contribution_amount: int
    student_hours_nbr: int | None = None
    student_nbr_days: int | None = None
    local_unit_id: str | None = None
    using_employers: tuple[UsingEmployer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlyRetirementContribution:
    """Contribution on early retirement, until 2010/1."""

    early_retirement_code: int
    early_retirement_nbr_months: int | None = None
    early_retirement_contribution_amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplIndemnityContribution:
    """A contribution on a complementary indemnity."""

    contribution_worker_code: str
    contribution_type: int
    indemnity_contribution_period_code: int | None = None
    compl_indemnity_amount_adjust_notion: int
    contribution_sequence_nbr: int
    compl_indemnity_amount: int
    capitalization_notion: str | None = None
    welfare_benefit_theoretical_amount: int | None = None
    compl_indemnity_nbr_months: int
    nbr_months_decimals: int | None = None
    incomplete_month_nbr_days: int | None = None
    incomplete_month_reason: int | None = None
    floor_application_notion: int | None = None
    contribution_amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplementaryIndemnity:
    """An indemnity beside unemployment or career interruption (RCC, RCIC)."""

    employer_notion: str
    joint_commission_nbr: str
    activity_code: str
    debtor_type: str | None = None
    first_compl_indemnity_date: dt.date
    compl_indemnity_agreement_notion: int
    half_time_career_interruption_notion: str
    service_exemption_notion: str
    replacement_accordance_wcc_notion: str
    substitute_inss: str | None = None
    resumption_of_work_measure: str | None = None
    compl_indemnity_nbr_of_parts: int | None = None
    notice_date: dt.date | None = None
    ailing_or_reorg_company_notion: str | None = None
    acknowledgement_start_date: dt.date | None = None
    acknowledgement_end_date: dt.date | None = None
    compl_indemnity_contributions: tuple[ComplIndemnityContribution, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerContribution:
    """A contribution due for the worker line: basis and amount in cents."""

    contribution_worker_code: str
    contribution_type: int
    contribution_calculation_basis: int | None = None
    contribution_amount: int
    first_hiring_date: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndemnityWAPM:
    """An indemnity for an accident at work or an occupational disease."""

    indemnity_nature: int
    incapacity_degree: str
    indemnity_amount: int
