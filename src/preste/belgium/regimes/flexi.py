"""Flexi-jobs: no personal contribution, a special employer contribution, tax-free income up to a ceiling."""

from preste.engine import PAID, rule
from preste.money import Cents, Flag

LAW = "Loi du 16 novembre 2015, art. 3 à 5"
TAX_LAW = "CIR 92, art. 38, § 1er, 29°"


@rule(
    fr="CSSS du mois, à titre de provision",
    nl="BBSZ van de maand, voorlopig",
    de="SBSS des Monats, vorläufig",
    en="CSSS of the month, provisional",
    law=LAW,
    why="flexi pay is not pay in the sense of the special contribution",
)
def special_contribution_month(month_special_before: Cents) -> Cents:
    """Not due on flexi pay: it adds nothing to what other contracts owe for the month."""
    return month_special_before


@rule(
    fr="Rémunération du trimestre (base CSSS)",
    nl="Kwartaalloon (basis BBSZ)",
    de="Quartalslohn (SBSS-Basis)",
    en="Wage of the quarter (CSSS base)",
    law=LAW,
    why="flexi pay is not pay in the sense of the special contribution",
)
def quarter_base(quarter_pay_before: Cents) -> Cents:
    """Flexi pay adds nothing to the wage of the quarter: what other contracts owe is settled with it all the same."""
    return quarter_pay_before


@rule(
    fr="Imposable ordinaire du mois",
    nl="Gewoon belastbaar loon van de maand",
    law=TAX_LAW,
    clock=PAID,
    de="Ordentlicher steuerpflichtiger Lohn",
    en="Ordinary taxable pay of the month",
    until="2023-12-31",
    why="flexi income is exempt, without a ceiling until 2023",
    name="ordinary_taxable",
)
def ordinary_taxable_without_ceiling(taxable_benefits: Cents) -> Cents:
    """Exempt but for benefits."""
    return taxable_benefits


@rule(
    fr="Imposable ordinaire du mois",
    nl="Gewoon belastbaar loon van de maand",
    law=TAX_LAW,
    clock=PAID,
    de="Ordentlicher steuerpflichtiger Lohn",
    en="Ordinary taxable pay of the month",
    since="2024-01-01",
    why="flexi income is exempt up to the year's ceiling, for a pensioner without ceiling",
)
def ordinary_taxable(
    ordinary_gross: Cents,
    flexi_pay_this_year: Cents,
    pensioner: Flag,
    flexi_tax_free_income: Cents,
    taxable_benefits: Cents,
) -> Cents:
    """What of this month's pay exceeds the year's tax-free ceiling."""
    if pensioner:
        return taxable_benefits
    left: Cents = max(0, flexi_tax_free_income - flexi_pay_this_year)
    return max(0, ordinary_gross - left) + taxable_benefits
