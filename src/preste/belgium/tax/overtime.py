"""The reduction of the withholding for overtime: a share of the pay that the supplement is counted on.

It is given for the first hours of the year with a legal supplement, whether they are paid or recovered. The hours
of AR n° 213 (construction), which have a supplement and a rate of their own, are not computed.
"""

from preste.engine import PAID, rule
from preste.law.shapes import OvertimeReduction, OvertimeReductionHours
from preste.money import Cents, Flag, Hundredths, UnitPrice, priced, share

LAW = "CIR 92, art. 154bis; AR/CIR 92, annexe III"


@rule(
    fr="Heures supplémentaires avec réduction d'impôt",
    nl="Overuren met belastingvermindering",
    de="Überstunden mit Steuerermäßigung",
    en="Overtime with the tax reduction",
    law=LAW,
)
def overtime_tax_hours(
    overtime_paid_week: Hundredths,
    overtime_paid_sunday: Hundredths,
    overtime_recovered_week: Hundredths,
    overtime_recovered_sunday: Hundredths,
    overtime_taxed_this_year: Hundredths,
    horeca: Flag,
    overtime_reduction_hours: OvertimeReductionHours,
) -> Hundredths:
    """The month's hours with a supplement, within what is left of the year's."""
    paid: Hundredths = overtime_paid_week + overtime_paid_sunday
    hours: Hundredths = paid + overtime_recovered_week + overtime_recovered_sunday
    if hours == 0:
        return 0
    if horeca:
        return min(hours, max(0, 100 * overtime_reduction_hours.horeca - overtime_taxed_this_year))
    return min(hours, max(0, 100 * overtime_reduction_hours.hours - overtime_taxed_this_year))


@rule(
    fr="Base de la réduction pour heures supplémentaires",
    nl="Basis van de vermindering voor overuren",
    de="Grundlage der Ermäßigung für Überstunden",
    en="Base of the reduction for overtime",
    law=LAW,
)
def overtime_tax_base(overtime_hourly: UnitPrice, overtime_tax_hours: Hundredths) -> Cents:
    """The ordinary pay of these hours, without the supplement, before contributions."""
    if overtime_tax_hours == 0:
        return 0
    return priced(overtime_hourly, overtime_tax_hours)


@rule(
    fr="Base de la réduction pour heures supplémentaires payées ce mois",
    nl="Basis van de vermindering voor deze maand betaalde overuren",
    de="Grundlage der Ermäßigung für in diesem Monat bezahlte Überstunden",
    en="Base of the reduction for overtime paid this month",
    law=LAW,
    clock=PAID,
)
def overtime_base_together(overtime_tax_base: Cents) -> Cents:
    """That of this pay, as long as nothing else is paid in the month."""
    return overtime_tax_base


@rule(
    fr="Réduction pour heures supplémentaires",
    nl="Vermindering voor overuren",
    de="Ermäßigung für Überstunden",
    en="Reduction for overtime",
    law=LAW,
    clock=PAID,
)
def overtime_tax_reduction(
    tax_after_family: Cents,
    group_insurance_tax_reduction: Cents,
    overtime_base_together: Cents,
    overtime_reduction: OvertimeReduction,
) -> Cents:
    """A share of the base, within the tax that family charges and group insurance leave."""
    if overtime_base_together == 0:
        return 0
    left: Cents = tax_after_family - group_insurance_tax_reduction
    return min(left, share(overtime_base_together, overtime_reduction.rate_high))
