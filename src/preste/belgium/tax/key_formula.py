"""The key formula (formule-clé): from the month's taxable pay to the tax of the year, by scale.

Scale I: single, or spouse with an income. Scale II: spouse without income, who is imputed a part. Scale
III: non-residents, without exempt amount. Each rounding is that of annex III: to the cent at each step;
until 2022 the base was brought down to a multiple of 15 euros and the month rounded down.
"""

from preste.engine import PAID, rule
from preste.law.shapes import LumpExpenses, WithholdingScale
from preste.money import Cents, Count, down_to, share

LAW = "AR/CIR 92, annexe III, formule-clé"


@rule(
    fr="Imposable ordinaire du mois",
    nl="Gewoon belastbaar loon van de maand",
    de="Ordentlicher steuerpflichtiger Lohn",
    en="Ordinary taxable pay of the month",
    law="CIR 92, art. 23, 30 et 31",
    clock=PAID,
)
def ordinary_taxable(
    ordinary_gross: Cents,
    student_part: Cents,
    ordinary_contribution: Cents,
    contribution_reductions: Cents,
    taxable_benefits: Cents,
    pay_without_onss: Cents,
) -> Cents:
    """Ordinary pay (not student pay within the quota) after contributions, plus guaranteed pay and benefits."""
    after: Cents = ordinary_gross - student_part - ordinary_contribution + contribution_reductions
    return after + pay_without_onss + taxable_benefits


@rule(
    fr="Imposable ordinaire taxé ce mois",
    nl="Gewoon belastbaar loon dat deze maand wordt belast",
    de="In diesem Monat besteuerter ordentlicher Lohn",
    en="Ordinary taxable pay taxed this month",
    law=LAW,
    clock=PAID,
)
def taxed_together(ordinary_taxable: Cents) -> Cents:
    """All ordinary pay of the month of payment: the month's own, as long as nothing else is paid in it."""
    return ordinary_taxable


@rule(
    fr="Base du barème",
    nl="Basis van de schaal",
    de="Grundlage der Tabelle",
    en="Base of the scale",
    law=LAW,
    clock=PAID,
    until="2022-12-31",
    name="scale_base",
)
def scale_base_by_step(taxed_together: Cents, base_rounding_step: Cents, printed_scale_end: Cents) -> Cents:
    """Taxable pay brought down to a multiple of 15 euros, and to the end of the printed tables."""
    return min(down_to(max(0, taxed_together), base_rounding_step), printed_scale_end)


@rule(
    fr="Base du barème",
    nl="Basis van de schaal",
    de="Grundlage der Tabelle",
    en="Base of the scale",
    law=LAW,
    clock=PAID,
    since="2023-01-01",
)
def scale_base(taxed_together: Cents) -> Cents:
    """Taxable pay that is taxed together."""
    return max(0, taxed_together)


@rule(fr="Brut annuel", nl="Jaarlijks bruto", de="Jahresbrutto", en="Annual gross", law=LAW, clock=PAID)
def annual_gross(scale_base: Cents) -> Cents:
    """Twelve times the base."""
    return scale_base * 12


@rule(
    fr="Frais professionnels forfaitaires",
    nl="Forfaitaire beroepskosten",
    de="Pauschale Werbungskosten",
    en="Lump-sum professional expenses",
    law="CIR 92, art. 51; annexe III",
    clock=PAID,
)
def expenses(annual_gross: Cents, lump_expenses: LumpExpenses) -> Cents:
    """A share of the annual gross, within the maximum."""
    return min(share(annual_gross, lump_expenses.rate), lump_expenses.maximum)


@rule(
    fr="Revenu net annuel",
    nl="Jaarlijks netto-inkomen",
    de="Jährliches Nettoeinkommen",
    en="Annual net income",
    law=LAW,
    clock=PAID,
)
def net_income(annual_gross: Cents, expenses: Cents) -> Cents:
    """Annual gross less lump-sum expenses."""
    return annual_gross - expenses


@rule(
    fr="Part attribuée au conjoint",
    nl="Aan de echtgenoot toegekend deel",
    de="Dem Ehepartner zugewiesener Teil",
    en="Part imputed to the spouse",
    law="CIR 92, art. 86 à 88 (quotient conjugal)",
    clock=PAID,
)
def spouse_part(net_income: Cents, scale: Count, withholding_scale: WithholdingScale) -> Cents:
    """In scale II a share of the net income, within the maximum, is taxed on the spouse."""
    if scale == 2:
        return min(share(net_income, withholding_scale.spouse_share_rate), withholding_scale.spouse_share_maximum)
    return 0


@rule(
    fr="Impôt de base du travailleur",
    nl="Basisbelasting van de werknemer",
    de="Grundsteuer des Arbeitnehmers",
    en="Basic tax of the worker",
    law=LAW,
    clock=PAID,
)
def worker_tax(net_income: Cents, spouse_part: Cents, withholding_scale: WithholdingScale) -> Cents:
    """The worker's own part of the income, by brackets."""
    taxed: Cents = net_income - spouse_part
    if taxed <= withholding_scale.bracket_1:
        return share(taxed, withholding_scale.rate_1)
    if taxed <= withholding_scale.bracket_2:
        return withholding_scale.constant_2 + share(taxed - withholding_scale.bracket_1, withholding_scale.rate_2)
    if taxed <= withholding_scale.bracket_3:
        return withholding_scale.constant_3 + share(taxed - withholding_scale.bracket_2, withholding_scale.rate_3)
    return withholding_scale.constant_4 + share(taxed - withholding_scale.bracket_3, withholding_scale.rate_4)


@rule(
    fr="Impôt de base du conjoint",
    nl="Basisbelasting van de echtgenoot",
    de="Grundsteuer des Ehepartners",
    en="Basic tax of the spouse",
    law=LAW,
    clock=PAID,
)
def spouse_tax(spouse_part: Cents, withholding_scale: WithholdingScale) -> Cents:
    """The part imputed to the spouse; its maximum stays within the first bracket."""
    return share(spouse_part, withholding_scale.rate_1)


@rule(
    fr="Impôt sur la quotité exemptée",
    nl="Belasting op de belastingvrije som",
    de="Steuer auf den Freibetrag",
    en="Tax on the exempt amount",
    law="AR/CIR 92, annexe III, n° 37",
    clock=PAID,
)
def exempt_tax(scale: Count, withholding_scale: WithholdingScale) -> Cents:
    """Once in scale I, twice in scale II, not at all for a non-resident (scale III)."""
    if scale == 1:
        return withholding_scale.exempt_tax
    if scale == 2:
        return withholding_scale.exempt_tax_couple
    return 0


@rule(fr="Impôt annuel", nl="Jaarlijkse belasting", de="Jährliche Steuer", en="Annual tax", law=LAW, clock=PAID)
def annual_tax(worker_tax: Cents, spouse_tax: Cents, exempt_tax: Cents) -> Cents:
    """Both basic taxes less the tax on the exempt amount, never below zero."""
    return max(0, worker_tax + spouse_tax - exempt_tax)
