"""An occupation: one job of a worker line, with its working time, pay and reductions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from preste.declarations.dmfa.model.public import (
    OccupationPublicServiceData,
    ReorgMeasureInformation,
    SecondPillarInformation,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OccupationInformations:
    """Particulars of an occupation."""

    horeca_extra: str | None = None
    posted_worker: str | None = None
    nosslpa_social_maribel: int | None = None
    hour_remun: int | None = None
    hour_remun_in_thousandth_of_euro: int | None = None
    six_months_illness_date: dt.date | None = None
    first_week_guaranteed_salary_nbr_days: int | None = None
    illness_gross_remun_amount: int | None = None
    psd_dcl_exemption: str | None = None
    suppl_pension_contribution_exemption: str | None = None
    obligation_control_information: str | None = None
    definitive_nomination_date: dt.date | None = None
    new_maribel_employment_date: dt.date | None = None
    psp_contrib_calc_basis_derogation: str | None = None
    career_measure: int | None = None
    service_exemption_notion: str | None = None
    holiday_days_number: int | None = None
    sector_detail: int | None = None
    mobility_budget: int | None = None
    flemish_training_holiday_hours_nbr: int | None = None
    regional_aid_measure: str | None = None
    employability_measure: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Working time of one code (*prestation*): days and hours in hundredths."""

    service_sequence_nbr: int
    service_code: str
    service_nbr_days: int
    service_nbr_hours: int | None = None
    flight_nbr_minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remun:
    """Pay of one code, in cents; `bonus_payment_frequency` in months, for bonuses."""

    remun_sequence_nbr: int
    remun_code: str
    bonus_payment_frequency: int | None = None
    percentage_paid: int | None = None
    remun_amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OccupationDeductionDetail:
    """Working-time reduction that gives right to an employer reduction."""

    deduction_detail_sequence_nbr: int
    working_regulations_starting_date: dt.date | None = None
    working_regulations_ending_date: dt.date | None = None
    average_working_time_before_reduction: int | None = None
    average_working_time_after_reduction: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OccupationDeduction:
    """A reduction of the employer's contributions, in cents."""

    deduction_code: str
    deduction_calculation_basis: int | None = None
    deduction_amount: int | None = None
    deduction_right_starting_date: dt.date | None = None
    management_cost_nbr_months: int | None = None
    replaced_inss: str | None = None
    applicant_inss: str | None = None
    certificate_origin: int | None = None
    occupation_deduction_detail: OccupationDeductionDetail | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where the user of a posted worker is."""

    street: str | None = None
    house_nbr: str | None = None
    post_box: str | None = None
    zip_code: str | None = None
    city: str | None = None
    country: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UsingEmployer:
    """The user of an agency worker, or of a student."""

    using_employer_name: str | None = None
    using_employer_company_id: str | None = None
    vat_nbr: str | None = None
    inss: str | None = None
    daily_contract_nbr: int | None = None
    address: Address | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupation:
    """One job on a worker line: its working time, pay and reductions; hours and days of the week in hundredths."""

    occupation_sequence_nbr: int
    occupation_starting_date: dt.date | None = None
    occupation_ending_date: dt.date | None = None
    joint_commission_nbr: str
    working_days_system: int
    contract_type: int
    ref_mean_working_hours: int | None = None
    worker_status: str | None = None
    mean_working_hours: int | None = None
    reorganisation_measure: int | None = None
    employment_promotion: int | None = None
    retired: int
    apprenticeship: int | None = None
    remun_method: int | None = None
    position_code: int | None = None
    flying_staff_class: int | None = None
    tenth_or_twelfth: int | None = None
    occupation_user_reference: str | None = None
    days_justification: str | None = None
    activity_code: str | None = None
    local_unit_id: str | None = None
    ship_id: str | None = None
    staff_code: str | None = None
    subsidized_mean_working_hours: int | None = None
    occupation_informations: OccupationInformations | None = None
    second_pillar_information: SecondPillarInformation | None = None
    services: tuple[Service, ...] = ()
    remuns: tuple[Remun, ...] = ()
    occupation_public_service_data: tuple[OccupationPublicServiceData, ...] = ()
    reorg_measure_informations: tuple[ReorgMeasureInformation, ...] = ()
    occupation_deductions: tuple[OccupationDeduction, ...] = ()
    using_employer: UsingEmployer | None = None
