"""Withholding on exceptional payments: holiday pay, year-end premium, arrears, severance pay.

Points 53 to 62 of annex III. The row of the table is picked with the normal annual pay; whether that is
before or after contributions is not settled by the texts at hand: Preste takes it as given, and takes
twelve times gross pay where it works it out itself.
"""

from preste.engine import PAID, rule
from preste.law.shapes import ArrearsWithholding, ExceptionalWithholding
from preste.money import Cents, Count, Percent, at, row, share

LAW = "AR/CIR 92, annexe III, n° 53 à 55"
ARREARS_LAW = "AR/CIR 92, annexe III, n° 58 à 63 (numérotation de 2024)"


@rule(
    fr="Double pécule imposable",
    nl="Belastbaar dubbel vakantiegeld",
    de="Steuerpflichtiges doppeltes Urlaubsgeld",
    en="Taxable double holiday pay",
    law=LAW,
    clock=PAID,
)
def double_holiday_pay_taxable(double_holiday_pay: Cents, double_holiday_pay_contribution: Cents) -> Cents:
    """Double holiday pay less the retention on it."""
    return double_holiday_pay - double_holiday_pay_contribution


@rule(
    fr="Précompte sur le double pécule",
    nl="Voorheffing op het dubbel vakantiegeld",
    de="Steuervorabzug auf das doppelte Urlaubsgeld",
    en="Withholding on double holiday pay",
    law=LAW,
    clock=PAID,
)
def double_holiday_pay_withholding(
    double_holiday_pay_taxable: Cents,
    double_holiday_pay_reference: Cents,
    children_counted: Count,
    scale: Count,
    exceptional_withholding: ExceptionalWithholding,
) -> Cents:
    """The row's rate on what children do not exempt, less the reduction for children."""
    if double_holiday_pay_taxable == 0:
        return 0
    rate: Percent = at(
        exceptional_withholding.holiday_rates, row(exceptional_withholding.bounds, double_holiday_pay_reference)
    )
    if children_counted == 0 or scale == 3:
        return share(double_holiday_pay_taxable, rate)
    limit: Cents = at(exceptional_withholding.child_exemption_limits, children_counted - 1)
    exempt: Cents = min(double_holiday_pay_taxable, max(0, limit - double_holiday_pay_reference))
    tax: Cents = share(double_holiday_pay_taxable - exempt, rate)
    if double_holiday_pay_reference <= at(exceptional_withholding.child_reduction_limits, children_counted - 1):
        return tax - share(tax, at(exceptional_withholding.child_reduction_rates, children_counted - 1))
    return tax


@rule(
    fr="Pécule de sortie imposable",
    nl="Belastbaar vertrekvakantiegeld",
    de="Steuerpflichtiges Urlaubsgeld bei Austritt",
    en="Taxable departure holiday pay",
    law=LAW,
    clock=PAID,
)
def departure_holiday_pay_taxable(
    departure_simple_holiday_pay: Cents, departure_double_holiday_pay: Cents, departure_holiday_pay_contribution: Cents
) -> Cents:
    """Departure holiday pay, simple and double, less the contributions on it."""
    return departure_simple_holiday_pay + departure_double_holiday_pay - departure_holiday_pay_contribution


@rule(
    fr="Précompte sur le pécule de sortie",
    nl="Voorheffing op het vertrekvakantiegeld",
    de="Steuervorabzug auf das Urlaubsgeld bei Austritt",
    en="Withholding on departure holiday pay",
    law=LAW,
    clock=PAID,
)
def departure_holiday_pay_withholding(
    departure_holiday_pay_taxable: Cents,
    departure_holiday_pay_reference: Cents,
    children_counted: Count,
    scale: Count,
    exceptional_withholding: ExceptionalWithholding,
) -> Cents:
    """As for double holiday pay: the row's rate on what children do not exempt, less their reduction."""
    if departure_holiday_pay_taxable == 0:
        return 0
    rate: Percent = at(
        exceptional_withholding.holiday_rates, row(exceptional_withholding.bounds, departure_holiday_pay_reference)
    )
    if children_counted == 0 or scale == 3:
        return share(departure_holiday_pay_taxable, rate)
    limit: Cents = at(exceptional_withholding.child_exemption_limits, children_counted - 1)
    exempt: Cents = min(departure_holiday_pay_taxable, max(0, limit - departure_holiday_pay_reference))
    tax: Cents = share(departure_holiday_pay_taxable - exempt, rate)
    if departure_holiday_pay_reference <= at(exceptional_withholding.child_reduction_limits, children_counted - 1):
        return tax - share(tax, at(exceptional_withholding.child_reduction_rates, children_counted - 1))
    return tax


@rule(
    fr="Prime de fin d'année imposable",
    nl="Belastbare eindejaarspremie",
    de="Steuerpflichtige Jahresendprämie",
    en="Taxable year-end premium",
    law=LAW,
    clock=PAID,
)
def year_end_premium_taxable(year_end_premium: Cents, year_end_premium_contribution: Cents) -> Cents:
    """The premium less the worker's contribution on it."""
    return year_end_premium - year_end_premium_contribution


@rule(
    fr="Précompte sur la prime de fin d'année",
    nl="Voorheffing op de eindejaarspremie",
    law=LAW,
    clock=PAID,
    de="Steuervorabzug auf die Jahresendprämie",
    en="Withholding on the year-end premium",
)
def year_end_premium_withholding(
    year_end_premium_taxable: Cents,
    year_end_premium_reference: Cents,
    children_counted: Count,
    scale: Count,
    exceptional_withholding: ExceptionalWithholding,
) -> Cents:
    """As for holiday pay, with the rates of the other exceptional payments."""
    if year_end_premium_taxable == 0:
        return 0
    rate: Percent = at(
        exceptional_withholding.other_rates, row(exceptional_withholding.bounds, year_end_premium_reference)
    )
    if children_counted == 0 or scale == 3:
        return share(year_end_premium_taxable, rate)
    limit: Cents = at(exceptional_withholding.child_exemption_limits, children_counted - 1)
    exempt: Cents = min(year_end_premium_taxable, max(0, limit - year_end_premium_reference))
    tax: Cents = share(year_end_premium_taxable - exempt, rate)
    if year_end_premium_reference <= at(exceptional_withholding.child_reduction_limits, children_counted - 1):
        return tax - share(tax, at(exceptional_withholding.child_reduction_rates, children_counted - 1))
    return tax


@rule(
    fr="Arriérés imposables",
    nl="Belastbaar achterstallig loon",
    de="Steuerpflichtige Rückstände",
    en="Taxable arrears",
    law=ARREARS_LAW,
    clock=PAID,
)
def arrears_taxable(arrears: Cents, arrears_contribution: Cents) -> Cents:
    """Arrears of pay less the worker's contribution on them."""
    return arrears - arrears_contribution


@rule(
    fr="Précompte sur les arriérés",
    nl="Voorheffing op achterstallig loon",
    de="Steuervorabzug auf Rückstände",
    en="Withholding on arrears",
    law=ARREARS_LAW,
    clock=PAID,
)
def arrears_tax(
    arrears_taxable: Cents,
    arrears_reference: Cents,
    children_counted: Count,
    scale: Count,
    arrears_withholding: ArrearsWithholding,
    exceptional_withholding: ExceptionalWithholding,
) -> Cents:
    """The rate of the reference pay's row, on what children do not exempt."""
    if arrears_taxable == 0:
        return 0
    rate: Percent = at(arrears_withholding.rates, row(arrears_withholding.bounds, arrears_reference))
    if children_counted == 0 or scale == 3:
        return share(arrears_taxable, rate)
    limit: Cents = at(exceptional_withholding.child_exemption_limits, children_counted - 1)
    return share(arrears_taxable - min(arrears_taxable, max(0, limit - arrears_reference)), rate)


@rule(
    fr="Indemnité de rupture imposable",
    nl="Belastbare opzeggingsvergoeding",
    law=ARREARS_LAW,
    clock=PAID,
    de="Steuerpflichtige Entlassungsentschädigung",
    en="Taxable severance pay",
)
def severance_taxable(severance: Cents, severance_personal_contribution: Cents) -> Cents:
    """Severance pay less the worker's contribution on it."""
    return severance - severance_personal_contribution


@rule(
    fr="Précompte sur l'indemnité de rupture",
    nl="Voorheffing op de opzeggingsvergoeding",
    law=ARREARS_LAW,
    clock=PAID,
    de="Steuervorabzug auf die Entlassungsentschädigung",
    en="Withholding on severance pay",
)
def severance_tax(
    severance_taxable: Cents,
    severance_reference: Cents,
    children_counted: Count,
    scale: Count,
    arrears_withholding: ArrearsWithholding,
    exceptional_withholding: ExceptionalWithholding,
) -> Cents:
    """As for arrears: the rate of the reference pay's row, on what children do not exempt."""
    if severance_taxable == 0:
        return 0
    rate: Percent = at(arrears_withholding.rates, row(arrears_withholding.bounds, severance_reference))
    if children_counted == 0 or scale == 3:
        return share(severance_taxable, rate)
    limit: Cents = at(exceptional_withholding.child_exemption_limits, children_counted - 1)
    return share(severance_taxable - min(severance_taxable, max(0, limit - severance_reference)), rate)


@rule(
    fr="Imposable exceptionnel",
    nl="Exceptioneel belastbaar",
    de="Außerordentlich steuerpflichtig",
    en="Exceptional taxable pay",
    law=LAW,
    clock=PAID,
)
def exceptional_taxable(
    double_holiday_pay_taxable: Cents,
    departure_holiday_pay_taxable: Cents,
    year_end_premium_taxable: Cents,
    arrears_taxable: Cents,
    severance_taxable: Cents,
) -> Cents:
    """All exceptional payments, after contributions."""
    return (
        double_holiday_pay_taxable
        + departure_holiday_pay_taxable
        + year_end_premium_taxable
        + arrears_taxable
        + severance_taxable
    )


@rule(
    fr="Précompte exceptionnel",
    nl="Exceptionele voorheffing",
    de="Außerordentlicher Steuervorabzug",
    en="Exceptional withholding",
    law=LAW,
    clock=PAID,
)
def exceptional_tax(
    double_holiday_pay_withholding: Cents,
    departure_holiday_pay_withholding: Cents,
    year_end_premium_withholding: Cents,
    arrears_tax: Cents,
    severance_tax: Cents,
) -> Cents:
    """Withholding on all exceptional payments."""
    return (
        double_holiday_pay_withholding
        + departure_holiday_pay_withholding
        + year_end_premium_withholding
        + arrears_tax
        + severance_tax
    )
