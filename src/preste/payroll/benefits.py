"""Benefits on a payslip: meal vouchers counted by hours, and the limits of exemptions that a month passes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from preste.belgium.time.holidays import holidays_of, usual_days
from preste.belgium.time.month import MonthTime
from preste.calendar import Month, each_day
from preste.engine import Trace
from preste.money import euro, number
from preste.payroll.carry import Carry
from preste.records import ReplacedHoliday, Terms


def voucher_facts(
    terms: Terms, time: MonthTime, month: Month, carry: Carry, replaced: Sequence[ReplacedHoliday]
) -> dict[str, int]:
    """What vouchers counted by hours are worked out from (comptage alternatif, AR of 28 November 1969, art. 19bis).

    Hours really worked count once, in the month they were worked; `replaced`: the public holidays on other days.
    """
    return {
        "meal_voucher_by_hours": 1,
        "voucher_hours": time.hours_worked,
        "voucher_hours_before": carry.voucher_hours,
        "vouchers_before": carry.vouchers,
        "voucher_days": full_time_days(terms, month, replaced),
        "full_time_week_hours": terms.full_time_hours,
        "full_time_week_days": terms.full_time_days,
    }


def full_time_days(terms: Terms, month: Month, replaced: Sequence[ReplacedHoliday] = ()) -> int:
    """Days that a full-timer can work from the quarter's first day to the month's last: no public holidays, each on
    the day that replaces it."""
    first = dt.date(month.year, month.month - (month.month - 1) % 3, 1)
    holidays = holidays_of(month.year, replaced, usual_days(terms))
    return sum(1 for d in each_day(first, month.last) if d.weekday() < terms.full_time_days and d not in holidays)


def benefit_warnings(terms: Terms, trace: Trace, month: Month, carry: Carry) -> Iterator[str]:
    """The limits of exemptions that the month passes, in French sentences."""
    facts, law = trace.facts, trace.plan.book
    if terms.meal_voucher_value:
        limits = law.on("meal_voucher", month.first).value
        employer_part = terms.meal_voucher_value - terms.meal_voucher_worker
        if employer_part > limits.employer_maximum or terms.meal_voucher_worker < limits.worker_minimum:
            yield "titres-repas hors des limites de l'exonération : ils seraient de la rémunération"
    if facts["eco_vouchers"]:
        yield from _eco(carry.eco_vouchers + facts["eco_vouchers"], law.on("eco_voucher", month.first).value.maximum)
    if facts["mileage_km"]:
        most, driven = law.on("mileage_limit", month.first).value, carry.mileage_km + facts["mileage_km"]
        if driven > most:
            yield (
                f"kilomètres de service : {number(driven)} cette année, au-delà de {number(most)} "
                "le forfait est à justifier par les frais réels"
            )
    if above := trace.get("bicycle_taxable"):
        yield f"indemnité vélo au-delà du maximum de l'année : {euro(above)} imposables"
    if facts["flat_heating"] or facts["flat_electricity"]:
        yield "chauffage, électricité : le forfait suppose que le logement vient du même employeur (depuis 2022)"


def _eco(given: int, most: int) -> Iterator[str]:
    if given > most:
        yield (
            f"éco-chèques : {euro(given)} cette année, au-delà de {euro(most)} : les conditions de l'exonération ne "
            "sont plus remplies, c'est de la rémunération"
        )
