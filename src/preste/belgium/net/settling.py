"""Settling: a payslip that also pays what earlier months lacked, or takes back what they had too much.

Contributions, work bonus and special contribution belong to the month the pay was earned in: their differences come
in as facts, each the sum of lines of its own. Withholding follows the day of payment: what is settled is ordinary pay
of the month it is paid in, taxed together with all other ordinary pay of that month. The table of arrears is for pay
that a public authority or a dispute held back beyond the year (annex III, n° 58), not for this.

A net below zero is kept as a debt of the worker and recovered from later pay, within the share that may be kept back.
"""

from preste.engine import PAID, rule
from preste.law.shapes import FiscalWorkBonusParts, FiscalWorkBonusSingle
from preste.money import Cents, Percent, down, down_to, share

LAW = "AR/CIR 92, annexe III"
WAGE_LAW = "Loi du 12 avril 1965 concernant la protection de la rémunération, art. 23"
WHY = "earlier months are settled with this pay"


@rule(
    fr="Imposable ordinaire taxé ensemble",
    nl="Samen belast gewoon belastbaar loon",
    de="Zusammen besteuerter ordentlicher Lohn",
    en="Ordinary taxable pay taxed together",
    law=LAW,
    clock=PAID,
)
def taxed_together(ordinary_taxable: Cents, late_taxable: Cents, taxed_before: Cents) -> Cents:
    """The month's own, what is settled of earlier months, and what was paid earlier in the same month."""
    return ordinary_taxable + late_taxable + taxed_before


@rule(
    fr="Base du barème",
    nl="Basis van de schaal",
    de="Grundlage der Tabelle",
    en="Base of the scale",
    law=LAW,
    clock=PAID,
    until="2022-12-31",
    name="scale_base",
    why=WHY,
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
    why=WHY,
)
def scale_base(taxed_together: Cents) -> Cents:
    """Taxable pay that is taxed together."""
    return max(0, taxed_together)


@rule(
    fr="Impôt du mois avant réductions",
    nl="Belasting van de maand vóór verminderingen",
    de="Monatssteuer vor Ermäßigungen",
    en="Tax of the month before reductions",
    law="AR/CIR 92, annexe III (barèmes 2021-2022)",
    clock=PAID,
    until="2022-12-31",
    why=WHY,
)
def monthly_tax(
    annual_tax: Cents,
    taxed_together: Cents,
    base_rounding_step: Cents,
    printed_scale_end: Cents,
    high_pay_rate: Percent,
) -> Cents:
    """A twelfth of the annual tax, rounded down; above the printed tables, a rate on the excess."""
    if taxed_together <= printed_scale_end:
        return down(annual_tax, 12)
    excess: Cents = down_to(taxed_together, base_rounding_step) - printed_scale_end
    return down(annual_tax, 12) + share(excess, high_pay_rate)


@rule(
    fr="Précompte ordinaire du mois de paiement",
    nl="Gewone voorheffing van de betaalmaand",
    de="Ordentlicher Steuervorabzug des Zahlungsmonats",
    en="Ordinary withholding of the month of payment",
    law=LAW,
    clock=PAID,
)
def withholding_together(tax_after_family: Cents, group_insurance_tax_reduction: Cents) -> Cents:
    """Withholding on all ordinary pay that is taxed together."""
    return tax_after_family - group_insurance_tax_reduction


@rule(
    fr="Précompte ordinaire avant bonus fiscal",
    nl="Gewone voorheffing vóór fiscale werkbonus",
    de="Ordentlicher Steuervorabzug vor Steuerbonus",
    en="Ordinary withholding before the fiscal work bonus",
    law=LAW,
    clock=PAID,
    why=WHY,
)
def ordinary_withholding(withholding_together: Cents, withheld_before: Cents) -> Cents:
    """What is left to withhold, or to give back, after what was withheld earlier in the same month."""
    return withholding_together - withheld_before


@rule(
    fr="Bonus fiscal à l'emploi",
    nl="Fiscale werkbonus",
    de="Steuerlicher Beschäftigungsbonus",
    en="Fiscal work bonus",
    law="CIR 92, art. 289ter/1; annexe III",
    clock=PAID,
    until="2024-03-31",
    name="fiscal_work_bonus",
    why=WHY,
)
def fiscal_work_bonus_single_rate(
    work_bonus: Cents,
    late_bonus_a: Cents,
    bonus_a_before: Cents,
    fiscal_bonus_before: Cents,
    withholding_together: Cents,
    fiscal_work_bonus_single: FiscalWorkBonusSingle,
) -> Cents:
    """A share of all work bonus of the month of payment, within its withholding, less what was given before."""
    bonus: Cents = max(0, work_bonus + late_bonus_a + bonus_a_before)
    return min(withholding_together, share(bonus, fiscal_work_bonus_single.rate)) - fiscal_bonus_before


@rule(
    fr="Bonus fiscal à l'emploi",
    nl="Fiscale werkbonus",
    de="Steuerlicher Beschäftigungsbonus",
    en="Fiscal work bonus",
    law="CIR 92, art. 289ter/1; annexe III",
    clock=PAID,
    since="2024-04-01",
    why=WHY,
)
def fiscal_work_bonus(
    work_bonus_part_a: Cents,
    work_bonus_part_b: Cents,
    late_bonus_a: Cents,
    late_bonus_b: Cents,
    bonus_a_before: Cents,
    bonus_b_before: Cents,
    fiscal_bonus_before: Cents,
    withholding_together: Cents,
    fiscal_work_bonus_parts: FiscalWorkBonusParts,
) -> Cents:
    """As for one month, on both parts of all work bonus of the month of payment, less what was given before."""
    part_a: Cents = share(max(0, work_bonus_part_a + late_bonus_a + bonus_a_before), fiscal_work_bonus_parts.rate_a)
    part_b: Cents = share(max(0, work_bonus_part_b + late_bonus_b + bonus_b_before), fiscal_work_bonus_parts.rate_b)
    return min(withholding_together, part_a + part_b) - fiscal_bonus_before


@rule(
    fr="Brut du mois",
    nl="Brutoloon van de maand",
    de="Bruttolohn des Monats",
    en="Gross pay of the month",
    law=WAGE_LAW,
    why=WHY,
)
def gross(ordinary_gross: Cents, exceptional_gross: Cents, late_gross: Cents) -> Cents:
    """All pay in cash, before contributions, with what is settled of earlier months."""
    return ordinary_gross + exceptional_gross + late_gross


@rule(
    fr="Imposable",
    nl="Belastbaar",
    de="Steuerpflichtig",
    en="Taxable pay",
    law="CIR 92, art. 23, 30 et 31",
    clock=PAID,
    why=WHY,
)
def taxable(
    ordinary_taxable: Cents, exceptional_taxable: Cents, late_taxable: Cents, late_exceptional_taxable: Cents
) -> Cents:
    """Ordinary and exceptional taxable pay, with what is settled of earlier months."""
    return ordinary_taxable + exceptional_taxable + late_taxable + late_exceptional_taxable


@rule(
    fr="Précompte avant bonus fiscal",
    nl="Voorheffing vóór fiscale werkbonus",
    de="Steuervorabzug vor Steuerbonus",
    en="Withholding before the fiscal work bonus",
    law=LAW,
    clock=PAID,
    why=WHY,
)
def withholding_before_bonus(ordinary_withholding: Cents, exceptional_tax: Cents, late_exceptional_tax: Cents) -> Cents:
    """Withholding on ordinary and on exceptional pay, with what is settled of the latter."""
    return ordinary_withholding + exceptional_tax + late_exceptional_tax


@rule(fr="Net", nl="Netto", de="Netto", en="Net pay", law=WAGE_LAW, why=WHY)
def net(
    gross: Cents,
    personal_contribution: Cents,
    contribution_reductions: Cents,
    withholding: Cents,
    special_contribution: Cents,
    group_insurance: Cents,
    late_contribution: Cents,
    late_reductions: Cents,
    late_special_contribution: Cents,
    pay_without_onss: Cents,
) -> Cents:
    """As for one month, with the contributions of earlier months that are settled."""
    own: Cents = personal_contribution - contribution_reductions + special_contribution
    late: Cents = late_contribution - late_reductions + late_special_contribution
    return gross + pay_without_onss - own - late - withholding - group_insurance


@rule(
    fr="Coût pour l'employeur",
    nl="Kost voor de werkgever",
    de="Kosten für den Arbeitgeber",
    en="Employer cost",
    law=WAGE_LAW,
    why=WHY,
)
def employer_cost(
    gross: Cents,
    employer_contributions: Cents,
    reimbursements: Cents,
    meal_voucher_employer_part: Cents,
    late_employer: Cents,
    pay_without_onss: Cents,
) -> Cents:
    """As for one month, with the employer's side of what is settled."""
    return (
        gross + pay_without_onss + employer_contributions + reimbursements + meal_voucher_employer_part + late_employer
    )


@rule(
    fr="Net avant dette",
    nl="Netto vóór schuld",
    de="Netto vor Schuld",
    en="Net before any debt",
    law=WAGE_LAW,
)
def net_before_debt(
    net: Cents, reimbursements: Cents, meal_voucher_worker_part: Cents, other_deductions: Cents, late_net: Cents
) -> Cents:
    """Net pay, costs and deductions of the month and of those that are settled."""
    return net + reimbursements - meal_voucher_worker_part - other_deductions + late_net


@rule(
    fr="Récupération d'un net négatif antérieur",
    nl="Terugvordering van een vroeger negatief netto",
    de="Rückforderung eines früheren negativen Nettos",
    en="Recovery of an earlier negative net",
    law=WAGE_LAW,
)
def debt_recovered(net_before_debt: Cents, debt_before: Cents, wage_deduction_limit: Percent) -> Cents:
    """What is owed, within the share of the net in cash that may be kept back."""
    return min(debt_before, share(max(0, net_before_debt), wage_deduction_limit))


@rule(
    fr="Net négatif reporté",
    nl="Overgedragen negatief netto",
    de="Vorgetragenes negatives Netto",
    en="Negative net carried forward",
    law=WAGE_LAW,
)
def debt_kept(net_before_debt: Cents) -> Cents:
    """What the month lacks: nothing is paid, and the worker owes it."""
    return max(0, -net_before_debt)


@rule(fr="Net à payer", nl="Te betalen netto", de="Auszuzahlender Betrag", en="Net to pay", law=WAGE_LAW, why=WHY)
def net_paid(net_before_debt: Cents, debt_recovered: Cents, debt_kept: Cents) -> Cents:
    """Never below zero: a debt is kept for later, an earlier one is recovered."""
    return net_before_debt - debt_recovered + debt_kept
