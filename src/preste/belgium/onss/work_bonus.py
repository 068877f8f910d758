"""The work bonus (bonus à l'emploi, werkbonus): a reduction of the contributions of low wages, code 0001.

Order of rounding of the ONSS instructions: the wage per day or hour to the cent, the reference wage of a
full month to the cent, the fraction to two decimals, the bonus of the full month to the cent, the bonus
of the month to the cent. Bounds are read with the wage at 100 % for blue-collar workers too.
"""

from preste.engine import rule
from preste.law.shapes import WorkBonusA, WorkBonusB, WorkBonusOneSlope, WorkBonusTwoSlopes
from preste.money import Cents, Flag, Hundredths, fraction, less_share, per, prorata, times

LAW = "Loi du 20 décembre 1999; AR du 17 janvier 2000; instructions ONSS, bonus à l'emploi"


@rule(
    fr="Salaire pris en compte pour le bonus",
    nl="Loon voor de werkbonus",
    de="Lohn für den Bonus",
    en="Wage taken for the work bonus",
    law=LAW,
)
def bonus_wage(
    ordinary_gross: Cents, student_part: Cents, imputed_holiday_pay: Cents, settled_holiday_pay: Cents
) -> Cents:
    """Ordinary pay: without holiday pay, year-end premium, severance and departure pay, or student pay.

    What the previous employer paid of the month's holidays (DmfA code 12) counts, its settlement (14, 15) does not.
    """
    return ordinary_gross - student_part + imputed_holiday_pay - settled_holiday_pay


@rule(
    fr="Jours pris en compte pour le bonus",
    nl="Dagen voor de werkbonus",
    de="Tage für den Bonus",
    en="Days taken for the work bonus",
    law=LAW,
)
def bonus_days(days_paid: Hundredths, student_hours: Hundredths, student_hours_within: Hundredths) -> Hundredths:
    """Days paid; of a student, only the share that lies beyond the quota."""
    if student_hours == 0:
        return days_paid
    return prorata(days_paid, student_hours - student_hours_within, student_hours)


@rule(
    fr="Heures prises en compte pour le bonus",
    nl="Uren voor de werkbonus",
    de="Stunden für den Bonus",
    en="Hours taken for the work bonus",
    law=LAW,
)
def bonus_hours(
    hours_paid: Hundredths,
    overtime_declared_hours: Hundredths,
    student_hours: Hundredths,
    student_hours_within: Hundredths,
) -> Hundredths:
    """Hours paid, overtime paid among them; of a student, only the share that lies beyond the quota."""
    if student_hours == 0:
        return hours_paid + overtime_declared_hours
    return prorata(hours_paid, student_hours - student_hours_within, student_hours)


@rule(
    fr="Salaire de référence du bonus",
    nl="Refertemaandloon werkbonus",
    de="Bezugslohn des Bonus",
    en="Reference wage of the work bonus",
    law=LAW,
)
def reference_wage(
    bonus_wage: Cents,
    part_time: Flag,
    bonus_days: Hundredths,
    days_possible: Hundredths,
    bonus_hours: Hundredths,
    hours_full_time: Hundredths,
) -> Cents:
    """Wage of a full month at full time, which the tables are read with."""
    if part_time:
        if bonus_hours == 0:
            return 0
        hour: Cents = per(bonus_wage, bonus_hours)
        return times(hour, hours_full_time)
    if bonus_days == days_possible:
        return bonus_wage
    if bonus_days == 0:
        return 0
    day: Cents = per(bonus_wage, bonus_days)
    return times(day, days_possible)


@rule(
    fr="Fraction du mois complet",
    nl="Breuk van de volledige maand",
    de="Anteil des vollen Monats",
    en="Fraction of the full month",
    law=LAW,
)
def bonus_fraction(
    part_time: Flag,
    bonus_days: Hundredths,
    days_possible: Hundredths,
    bonus_hours: Hundredths,
    hours_full_time: Hundredths,
) -> Hundredths:
    """Days paid over days possible, or hours paid over full-time hours, to two decimals."""
    if part_time:
        if hours_full_time == 0:
            return 0
        return fraction(bonus_hours, hours_full_time)
    if days_possible == 0:
        return 0
    return fraction(bonus_days, days_possible)


@rule(
    fr="Bonus d'un mois complet",
    nl="Werkbonus van een volledige maand",
    de="Bonus eines vollen Monats",
    en="Work bonus of a full month",
    law=LAW,
    name="full_bonus_a",
    until="2023-06-30",
)
def full_bonus_one_slope(reference_wage: Cents, manual: Flag, work_bonus_one_slope: WorkBonusOneSlope) -> Cents:
    """The maximum, less a slope above the lower bound; nothing above the upper bound."""
    if reference_wage == 0 or reference_wage > work_bonus_one_slope.upper_bound:
        return 0
    above: Cents = max(0, reference_wage - work_bonus_one_slope.lower_bound)
    if manual:
        return max(
            0, less_share(work_bonus_one_slope.blue_collar_maximum, above, work_bonus_one_slope.blue_collar_slope)
        )
    return max(0, less_share(work_bonus_one_slope.white_collar_maximum, above, work_bonus_one_slope.white_collar_slope))


@rule(
    fr="Bonus d'un mois complet",
    nl="Werkbonus van een volledige maand",
    de="Bonus eines vollen Monats",
    en="Work bonus of a full month",
    law=LAW,
    name="full_bonus_a",
    since="2023-07-01",
    until="2024-03-31",
)
def full_bonus_two_slopes(reference_wage: Cents, manual: Flag, work_bonus_two_slopes: WorkBonusTwoSlopes) -> Cents:
    """A raised maximum and a steeper slope up to the middle bound; the former table above it."""
    if reference_wage == 0 or reference_wage > work_bonus_two_slopes.upper_bound:
        return 0
    above: Cents = max(0, reference_wage - work_bonus_two_slopes.lower_bound)
    if reference_wage <= work_bonus_two_slopes.middle_bound:
        if manual:
            return max(
                0,
                less_share(
                    work_bonus_two_slopes.blue_collar_low_maximum, above, work_bonus_two_slopes.blue_collar_low_slope
                ),
            )
        return max(
            0,
            less_share(
                work_bonus_two_slopes.white_collar_low_maximum, above, work_bonus_two_slopes.white_collar_low_slope
            ),
        )
    if manual:
        return max(
            0,
            less_share(
                work_bonus_two_slopes.blue_collar_mid_maximum, above, work_bonus_two_slopes.blue_collar_mid_slope
            ),
        )
    return max(
        0,
        less_share(work_bonus_two_slopes.white_collar_mid_maximum, above, work_bonus_two_slopes.white_collar_mid_slope),
    )


@rule(
    fr="Bonus d'un mois complet, volet A (bas salaires)",
    nl="Werkbonus volle maand, luik A (lage lonen)",
    de="Bonus eines vollen Monats, Teil A (Niedriglöhne)",
    en="Work bonus of a full month, part A (low wages)",
    law=LAW,
    name="full_bonus_a",
    since="2024-04-01",
)
def full_bonus_a(reference_wage: Cents, manual: Flag, work_bonus_a: WorkBonusA) -> Cents:
    """Part A: the maximum up to the plateau's end, then a slope down to zero."""
    if reference_wage == 0 or reference_wage > work_bonus_a.zero_at:
        return 0
    above: Cents = max(0, reference_wage - work_bonus_a.plateau_to)
    if manual:
        return max(0, less_share(work_bonus_a.blue_collar_maximum, above, work_bonus_a.blue_collar_slope))
    return max(0, less_share(work_bonus_a.white_collar_maximum, above, work_bonus_a.white_collar_slope))


@rule(
    fr="Bonus d'un mois complet, volet B (très bas salaires)",
    nl="Werkbonus volle maand, luik B (zeer lage lonen)",
    de="Bonus eines vollen Monats, Teil B (sehr niedrige Löhne)",
    en="Work bonus of a full month, part B (very low wages)",
    law=LAW,
    since="2024-04-01",
)
def full_bonus_b(reference_wage: Cents, manual: Flag, work_bonus_b: WorkBonusB) -> Cents:
    """Part B: the same shape on lower bounds."""
    if reference_wage == 0 or reference_wage > work_bonus_b.zero_at:
        return 0
    above: Cents = max(0, reference_wage - work_bonus_b.plateau_to)
    if manual:
        return max(0, less_share(work_bonus_b.blue_collar_maximum, above, work_bonus_b.blue_collar_slope))
    return max(0, less_share(work_bonus_b.white_collar_maximum, above, work_bonus_b.white_collar_slope))


@rule(
    fr="Plafond du bonus",
    nl="Plafond van de werkbonus",
    de="Höchstbetrag des Bonus",
    en="Ceiling of the work bonus",
    law=LAW,
    until="2026-06-30",
)
def bonus_ceiling(ordinary_contribution: Cents) -> Cents:
    """The bonus never exceeds the personal contribution due."""
    return ordinary_contribution


@rule(
    fr="Plafond du bonus",
    nl="Plafond van de werkbonus",
    de="Höchstbetrag des Bonus",
    en="Ceiling of the work bonus",
    law=LAW,
    name="bonus_ceiling",
    since="2026-07-01",
)
def bonus_ceiling_of_the_year(
    ordinary_contribution: Cents, work_bonus_this_year: Cents, work_bonus_yearly_cap: Cents
) -> Cents:
    """Neither the personal contribution due, nor what is left of the year's maximum, is exceeded."""
    return min(ordinary_contribution, max(0, work_bonus_yearly_cap - work_bonus_this_year))


@rule(
    fr="Bonus à l'emploi",
    nl="Werkbonus",
    de="Beschäftigungsbonus",
    en="Work bonus",
    law=LAW,
    name="work_bonus_part_a",
    until="2024-03-31",
)
def single_work_bonus(full_bonus_a: Cents, bonus_fraction: Hundredths, bonus_ceiling: Cents) -> Cents:
    """The bonus for the part of the month worked, within its ceiling."""
    return min(times(full_bonus_a, bonus_fraction), bonus_ceiling)


@rule(
    fr="Bonus à l'emploi, volet A",
    nl="Werkbonus, luik A",
    de="Beschäftigungsbonus, Teil A",
    en="Work bonus, part A",
    law=LAW,
    name="work_bonus_part_a",
    since="2024-04-01",
)
def work_bonus_part_a(full_bonus_a: Cents, bonus_fraction: Hundredths, bonus_ceiling: Cents) -> Cents:
    """Part A for the part of the month worked; it is cut only when it exceeds the ceiling by itself."""
    return min(times(full_bonus_a, bonus_fraction), bonus_ceiling)


@rule(
    fr="Bonus à l'emploi, volet B",
    nl="Werkbonus, luik B",
    de="Beschäftigungsbonus, Teil B",
    en="Work bonus, part B",
    law=LAW,
    until="2024-03-31",
)
def work_bonus_part_b(bonus_fraction: Hundredths) -> Cents:
    """There is no part B before April 2024."""
    return 0


@rule(
    fr="Bonus à l'emploi, volet B",
    nl="Werkbonus, luik B",
    de="Beschäftigungsbonus, Teil B",
    en="Work bonus, part B",
    law=LAW,
    name="work_bonus_part_b",
    since="2024-04-01",
)
def work_bonus_part_b_within_ceiling(
    full_bonus_b: Cents, bonus_fraction: Hundredths, work_bonus_part_a: Cents, bonus_ceiling: Cents
) -> Cents:
    """Part B is the first to be cut: it takes what part A leaves under the ceiling."""
    return min(times(full_bonus_b, bonus_fraction), bonus_ceiling - work_bonus_part_a)


@rule(fr="Bonus à l'emploi", nl="Werkbonus", de="Beschäftigungsbonus", en="Work bonus", law=LAW)
def work_bonus(work_bonus_part_a: Cents, work_bonus_part_b: Cents) -> Cents:
    """Both parts together."""
    return work_bonus_part_a + work_bonus_part_b
