"""The facts of a month that the rules are given: pay, time, size of the employer, what earlier months leave."""

from __future__ import annotations

from preste.belgium import DEFAULTS
from preste.belgium.time.incapacity import SECOND_WEEK, SUPPLEMENT
from preste.belgium.time.month import MonthTime
from preste.calendar import Month, days_of_year
from preste.payroll.benefits import voucher_facts
from preste.payroll.carry import Carry
from preste.payroll.contingents.elsewhere import student_facts, used_elsewhere
from preste.payroll.household import household_facts
from preste.records import Contract, Employer, Household, Terms


def month_facts(
    employer: Employer,
    contract: Contract,
    terms: Terms,
    household: Household,
    time: MonthTime,
    month: Month,
    carry: Carry,
) -> dict[str, int]:
    """What the rules of a month are given, but for its items and what its regime, overtime and settlements add."""
    facts = {**DEFAULTS, **household_facts(household)}
    hourly = terms.pay_basis == "hourly"
    facts["hourly_pay" if hourly else "monthly_pay"] = terms.amount
    yearly_hours = 52 * terms.hours_week
    facts |= size_of(employer)
    facts["annual_pay"] = terms.amount * yearly_hours // 100 if hourly else 12 * terms.amount
    facts |= {
        "manual": int(contract.manual),
        "part_time": int(terms.part_time),
        "days_paid": time.days_paid,
        "days_possible": time.days_possible,
        "hours_paid": time.hours_paid,
        "hours_full_time": time.hours_full_time,
        "sick_second_week_hours": time.hours_by_code.get(SECOND_WEEK, 0),
        "sick_supplement_hours": time.hours_by_code.get(SUPPLEMENT, 0),
        "hours_week": terms.hours_week or terms.full_time_hours,
        "blue_collar": int(contract.status == "blue_collar"),
        "schedule_paid": time.schedule_paid,
        "schedule_possible": time.schedule_possible,
        "restructuring_right": contract.restructuring_right,
        "sport_bonus_right": contract.sport_bonus_right,
        "pensioner": int(contract.pensioner),
        "year_days": days_of_year(month.year),
        "quarter_pay_before": carry.quarter_pay,
        "special_contribution_before": carry.quarter_special,
        "month_pay_before": carry.month_pay,
        "month_special_before": carry.month_special,
        "work_bonus_this_year": carry.work_bonus,
        "flexi_pay_this_year": carry.flexi_pay + used_elsewhere(contract, "flexi", month)[0],
        "commuting_this_year": carry.commuting,
        "bicycle_this_year": carry.bicycle,
        "deferred_deductions": carry.deferred_deductions,
        "meal_voucher_value": terms.meal_voucher_value,
        "meal_voucher_worker": terms.meal_voucher_worker,
        "meal_vouchers": time.days_worked if terms.meal_voucher_value else 0,
    }
    if terms.meal_voucher_value and terms.meal_voucher_by_hours:
        facts |= voucher_facts(terms, time, month, carry, employer.replacement_days)
    if contract.regime == "student":
        facts |= student_facts(employer, contract, time.hours_paid, carry, month)
    return facts


def size_of(employer: Employer) -> dict[str, int]:
    """The facts that the size (importance) of an employer makes, and its letter of the Closure Fund."""
    return {
        "ten_or_more": int(employer.workers_count >= 10),
        "twenty_or_more": int(employer.workers_count >= 20),
        "non_commercial": int(employer.closure_fund == "B"),
    }
