"""Pay in lieu of notice (indemnité compensatoire de préavis): current pay and benefits, by week of notice not given.

Weeks and their hundredths come from the notice (`preste.belgium.exit.indemnity`); the months of part 1 of a contract
that began before 2014 are paid by the month.
"""

from preste.engine import rule
from preste.law.shapes import Outplacement, SeveranceBasis
from preste.money import Cents, Flag, Hundredths, half_up, prorata, times

LAW = "Loi du 3 juillet 1978, art. 39, § 1er"
OUTPLACEMENT_LAW = "Loi du 5 septembre 2001, chapitre V"


@rule(
    fr="Rémunération hebdomadaire en cours",
    nl="Lopend weekloon",
    de="Laufender Wochenlohn",
    en="Current weekly pay",
    law=LAW,
)
def severance_weekly_base(
    monthly_pay: Cents, hourly_pay: Cents, weekly_hours: Hundredths, severance_basis: SeveranceBasis
) -> Cents:
    """Three months of pay are thirteen weeks; hourly pay counts for the hours of the week."""
    if hourly_pay > 0:
        return times(hourly_pay, weekly_hours)
    return prorata(monthly_pay, severance_basis.months, severance_basis.weeks)


@rule(
    fr="Avantages acquis, par semaine",
    nl="Verworven voordelen, per week",
    de="Erworbene Vorteile, je Woche",
    en="Benefits under the contract, by week",
    law=LAW,
)
def severance_weekly_benefits(yearly_benefits: Cents, severance_basis: SeveranceBasis) -> Cents:
    """Year-end premium, double holiday pay and other benefits of a year, divided by its weeks."""
    return half_up(yearly_benefits, severance_basis.year)


@rule(
    fr="Rémunération et avantages d'une semaine",
    nl="Loon en voordelen van een week",
    de="Lohn und Vorteile einer Woche",
    en="Pay and benefits of a week",
    law=LAW,
)
def severance_weekly(severance_weekly_base: Cents, severance_weekly_benefits: Cents) -> Cents:
    """What a week of notice is worth."""
    return severance_weekly_base + severance_weekly_benefits


@rule(
    fr="Rémunération et avantages d'un mois",
    nl="Loon en voordelen van een maand",
    de="Lohn und Vorteile eines Monats",
    en="Pay and benefits of a month",
    law=LAW,
)
def severance_monthly(
    monthly_pay: Cents,
    hourly_pay: Cents,
    severance_weekly_base: Cents,
    yearly_benefits: Cents,
    severance_basis: SeveranceBasis,
) -> Cents:
    """What a month of notice is worth, for part 1 of a contract that began before 2014."""
    benefits: Cents = half_up(yearly_benefits, 12)
    if hourly_pay > 0:
        return prorata(severance_weekly_base, severance_basis.weeks, severance_basis.months) + benefits
    return monthly_pay + benefits


@rule(
    fr="Indemnité, partie 1",
    nl="Vergoeding, deel 1",
    de="Entschädigung, Teil 1",
    en="Severance, part 1",
    law="Loi du 26 décembre 2013, art. 67 et 68",
)
def severance_part_1(
    severance_monthly: Cents,
    part_1_months: Hundredths,
    severance_weekly: Cents,
    part_1_days: Hundredths,
    severance_basis: SeveranceBasis,
) -> Cents:
    """The months or the calendar days that seniority at 31 December 2013 gives."""
    if part_1_days > 0:
        days: Cents = half_up(times(severance_weekly, part_1_days), severance_basis.week_days)
        return times(severance_monthly, part_1_months) + days
    return times(severance_monthly, part_1_months)


@rule(
    fr="Indemnité, semaines",
    nl="Vergoeding, weken",
    de="Entschädigung, Wochen",
    en="Severance, weeks",
    law=LAW,
)
def severance_part_2(severance_weekly: Cents, severance_weeks: Hundredths) -> Cents:
    """The weeks of notice not given, or what is left of the term: a part of a week in hundredths."""
    return times(severance_weekly, severance_weeks)


@rule(
    fr="Reclassement professionnel, déduction",
    nl="Outplacement, aftrek",
    de="Outplacement, Abzug",
    en="Outplacement, deduction",
    law=OUTPLACEMENT_LAW,
)
def outplacement_deduction(
    severance_weekly: Cents,
    severance_weeks: Hundredths,
    part_1_months: Hundredths,
    part_1_days: Hundredths,
    outplacement_right: Flag,
    outplacement: Outplacement,
    severance_basis: SeveranceBasis,
) -> Cents:
    """Four weeks of pay, when the employer owes thirty weeks or more and so the guidance."""
    before: Hundredths = prorata(part_1_months, severance_basis.weeks, severance_basis.months)
    length: Hundredths = severance_weeks + before + half_up(part_1_days, severance_basis.week_days)
    if outplacement_right and length >= outplacement.from_weeks:
        return severance_weekly * outplacement.deducted
    return 0


@rule(
    fr="Indemnité de rupture due",
    nl="Verschuldigde opzeggingsvergoeding",
    de="Geschuldete Entlassungsentschädigung",
    en="Severance due",
    law=LAW,
)
def severance_amount(severance_part_1: Cents, severance_part_2: Cents, outplacement_deduction: Cents) -> Cents:
    """Both parts, less what is taken off for outplacement; gross."""
    return severance_part_1 + severance_part_2 - outplacement_deduction


@rule(
    fr="Rémunération annuelle de l'indemnité",
    nl="Jaarloon van de vergoeding",
    de="Jahreslohn der Entschädigung",
    en="Yearly pay of the severance",
    law="AR/CIR 92, annexe III (indemnités de dédit)",
)
def severance_annual_pay(
    monthly_pay: Cents,
    hourly_pay: Cents,
    weekly_hours: Hundredths,
    yearly_benefits: Cents,
    severance_basis: SeveranceBasis,
) -> Cents:
    """Pay and benefits over a year, not rounded by week: the row of the withholding table is read with it."""
    if hourly_pay > 0:
        return times(hourly_pay, weekly_hours * severance_basis.year) + yearly_benefits
    return 12 * monthly_pay + yearly_benefits
