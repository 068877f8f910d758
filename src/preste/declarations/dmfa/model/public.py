"""Blocks of an occupation that only public employers fill in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondPillarInformation:
    """Second pension pillar of public employers."""

    reference_year_month: str
    monthly_scale_salary: int
    monthly_additional_scale_salary: int | None = None
    monthly_home_indemnity: int | None = None
    official_language: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdditionalScaleSalary:
    """A supplement to a scale salary."""

    additional_scale_salary_start_date: dt.date
    additional_scale_salary_end_date: dt.date | None = None
    additional_scale_salary_reference: int
    additional_scale_salary_basis_amount: int | None = None
    additional_scale_salary_percentage: int | None = None
    nbr_hours_or_services: int | None = None
    additional_scale_salary_amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleSalary:
    """A scale salary, in cents a year."""

    scale_salary_start_date: dt.date
    scale_salary_end_date: dt.date | None = None
    pecuniary_seniority_start_date: str
    salary_scale_reference: int
    scale_salary_amount: int
    week_hours_nbr: int | None = None
    scale_salary_week_hours_nbr: int | None = None
    reduced_scale_salary_notion: str | None = None
    additional_scale_salaries: tuple[AdditionalScaleSalary, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OccupationPublicServiceData:
    """Data of the public sector for pensions."""

    occupation_psd_start_date: dt.date
    occupation_psd_end_date: dt.date | None = None
    public_sector_institution_type: int
    public_sector_personnel_category: int
    grade_or_function: str
    official_language: int
    assignment_type: int
    function_nature: int
    statutory_relation_end_reason: int | None = None
    scale_salaries: tuple[ScaleSalary, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReorgMeasureInformation:
    """One of two measures that hold at once, with its share in hundredths of a percent."""

    reorganisation_measure: int
    reorganisation_measure_percentage: int
