"""Settling: a payslip that also pays what earlier months lacked, or takes back what they had too much.

Contributions, work bonus and special contribution belong to the month the pay was earned in: their differences come
in as facts, each the sum of lines of its own. Withholding follows the day of payment: what is settled is ordinary pay
of the month it is paid in, taxed with all other ordinary pay of that month (`together`). The table of arrears is for
pay that a public authority or a dispute held back beyond the year (annex III, n° 58), not for this.

A net below zero is kept as a debt of the worker and recovered from later pay, within the share that may be kept back.
"""

from preste.engine import PAID, rule
from preste.money import Cents, Percent, share

LAW = "AR/CIR 92, annexe III"
WAGE_LAW = "Loi du 12 avril 1965 concernant la protection de la rémunération, art. 23"
WHY = "earlier months are settled with this pay"


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
    late_group_insurance: Cents,
    pay_without_onss: Cents,
    late_pay_without_onss: Cents,
    net_overtime_pay: Cents,
) -> Cents:
    """As for one month, with guaranteed pay, net overtime, contributions and own insurance of earlier months that are
    settled."""
    own: Cents = personal_contribution - contribution_reductions + special_contribution + group_insurance
    late: Cents = late_contribution - late_reductions + late_special_contribution + late_group_insurance
    without: Cents = pay_without_onss + net_overtime_pay + late_pay_without_onss
    return gross + without - own - late - withholding


@rule(
    fr="Net en espèces après titres-repas",
    nl="Nettoloon in geld na maaltijdcheques",
    de="Nettobarlohn nach Mahlzeitschecks",
    en="Net pay in cash after meal vouchers",
    law=WAGE_LAW,
    why=WHY,
)
def net_cash(net: Cents, meal_voucher_worker_part: Cents, late_meal_vouchers: Cents) -> Cents:
    """As for one month, less the worker's part of the vouchers of earlier months that is kept back now."""
    return max(0, net - meal_voucher_worker_part - late_meal_vouchers)


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
    benefits_cost: Cents,
    late_employer: Cents,
    pay_without_onss: Cents,
    late_pay_without_onss: Cents,
    net_overtime_pay: Cents,
) -> Cents:
    """As for one month, with guaranteed pay, net overtime and the employer's side of what is settled."""
    pay: Cents = gross + pay_without_onss + net_overtime_pay
    own: Cents = pay + employer_contributions + reimbursements + benefits_cost
    return own + late_pay_without_onss + late_employer


@rule(
    fr="Net avant dette",
    nl="Netto vóór schuld",
    de="Netto vor Schuld",
    en="Net before any debt",
    law=WAGE_LAW,
)
def net_before_debt(
    net: Cents,
    reimbursements: Cents,
    meal_voucher_worker_part: Cents,
    garnished: Cents,
    other_deductions: Cents,
    deductions_kept: Cents,
    late_net: Cents,
) -> Cents:
    """Net pay, costs, creditors and deductions of the month and of those that are settled."""
    kept: Cents = meal_voucher_worker_part + garnished + other_deductions + deductions_kept
    return net + reimbursements - kept + late_net


@rule(
    fr="Récupération d'un net négatif antérieur",
    nl="Terugvordering van een vroeger negatief netto",
    de="Rückforderung eines früheren negativen Nettos",
    en="Recovery of an earlier negative net",
    law=WAGE_LAW,
)
def debt_recovered(
    net_before_debt: Cents, debt_before: Cents, deductions_kept: Cents, wage_deduction_limit: Percent
) -> Cents:
    """What is owed, within what the employer's other deductions leave of the share that may be kept back."""
    limit: Cents = share(max(0, net_before_debt + deductions_kept), wage_deduction_limit) - deductions_kept
    return min(debt_before, max(0, min(limit, net_before_debt)))


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
