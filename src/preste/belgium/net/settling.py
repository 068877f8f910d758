"""Settling: a payslip that also pays what earlier months lacked, or takes back what they had too much.

Contributions, work bonus and special contribution belong to the month the pay was earned in: their differences come
in as facts, each the sum of lines of its own. Withholding follows the day of payment: what is settled is ordinary pay
of the month it is paid in, taxed together with all other ordinary pay of that month. The table of arrears is for pay
that a public authority or a dispute held back beyond the year (annex III, n° 58), not for this.

A net below zero is kept as a debt of the worker and recovered from later pay, within the share that may be kept back.
"""

from preste.engine import PAID, rule
from preste.money import Cents, Percent, share

LAW = "AR/CIR 92, annexe III"
WAGE_LAW = "Loi du 12 avril 1965 concernant la protection de la rémunération, art. 23"
BONUS_LAW = "CIR 92, art. 289ter/1; annexe III"
WHY = "earlier months are settled with this pay"


@rule(
    fr="Imposable ordinaire taxé ce mois",
    nl="Gewoon belastbaar loon dat deze maand wordt belast",
    de="In diesem Monat besteuerter ordentlicher Lohn",
    en="Ordinary taxable pay taxed this month",
    law=LAW,
    clock=PAID,
    why=WHY,
)
def taxed_together(ordinary_taxable: Cents, late_taxable: Cents, taxed_before: Cents) -> Cents:
    """The month's own, what is settled of earlier months, and what was paid earlier in the same month."""
    return ordinary_taxable + late_taxable + taxed_before


@rule(
    fr="Cotisations d'assurance groupe retenues ce mois",
    nl="Deze maand ingehouden bijdragen groepsverzekering",
    de="In diesem Monat einbehaltene Beiträge zur Gruppenversicherung",
    en="Group insurance contributions kept this month",
    law="CIR 92, art. 145/3; annexe III",
    clock=PAID,
    why=WHY,
)
def group_insurance_together(
    group_insurance: Cents, late_group_insurance: Cents, group_insurance_before: Cents
) -> Cents:
    """What is kept with this pay, of earlier months too, and what was kept earlier in the same month."""
    return max(0, group_insurance + late_group_insurance + group_insurance_before)


@rule(
    fr="Base de la réduction pour heures supplémentaires payées ce mois",
    nl="Basis van de vermindering voor deze maand betaalde overuren",
    de="Grundlage der Ermäßigung für in diesem Monat bezahlte Überstunden",
    en="Base of the reduction for overtime paid this month",
    law="CIR 92, art. 154bis; annexe III",
    clock=PAID,
    why=WHY,
)
def overtime_base_together(overtime_tax_base: Cents, late_overtime_base: Cents, overtime_base_before: Cents) -> Cents:
    """The month's own, what is settled of earlier months, and what was paid earlier in the same month."""
    return max(0, overtime_tax_base + late_overtime_base + overtime_base_before)


@rule(
    fr="Précompte ordinaire avant bonus fiscal",
    nl="Gewone voorheffing vóór fiscale werkbonus",
    de="Ordentlicher Steuervorabzug vor Steuerbonus",
    en="Ordinary withholding before the fiscal work bonus",
    law=LAW,
    clock=PAID,
    why=WHY,
)
def ordinary_withholding(
    tax_after_family: Cents,
    group_insurance_tax_reduction: Cents,
    overtime_tax_reduction: Cents,
    withheld_before: Cents,
) -> Cents:
    """What is left to withhold, or to give back, after what was withheld earlier in the same month."""
    return tax_after_family - group_insurance_tax_reduction - overtime_tax_reduction - withheld_before


@rule(
    fr="Bonus à l'emploi de la paie taxée ce mois, volet A",
    nl="Werkbonus van het deze maand belaste loon, luik A",
    de="Beschäftigungsbonus des in diesem Monat besteuerten Lohns, Teil A",
    en="Work bonus of the pay taxed this month, part A",
    law=BONUS_LAW,
    clock=PAID,
    why=WHY,
)
def bonus_a_together(work_bonus_part_a: Cents, late_bonus_a: Cents, bonus_a_before: Cents) -> Cents:
    """Part A of the month's own pay, of what is settled and of what was paid earlier in the same month."""
    return max(0, work_bonus_part_a + late_bonus_a + bonus_a_before)


@rule(
    fr="Bonus à l'emploi de la paie taxée ce mois, volet B",
    nl="Werkbonus van het deze maand belaste loon, luik B",
    de="Beschäftigungsbonus des in diesem Monat besteuerten Lohns, Teil B",
    en="Work bonus of the pay taxed this month, part B",
    law=BONUS_LAW,
    clock=PAID,
    why=WHY,
)
def bonus_b_together(work_bonus_part_b: Cents, late_bonus_b: Cents, bonus_b_before: Cents) -> Cents:
    """Part B of the month's own pay, of what is settled and of what was paid earlier in the same month."""
    return max(0, work_bonus_part_b + late_bonus_b + bonus_b_before)


@rule(
    fr="Bonus fiscal à l'emploi",
    nl="Fiscale werkbonus",
    de="Steuerlicher Beschäftigungsbonus",
    en="Fiscal work bonus",
    law=BONUS_LAW,
    clock=PAID,
    why=WHY,
)
def fiscal_work_bonus(
    fiscal_bonus_share: Cents, ordinary_withholding: Cents, withheld_before: Cents, fiscal_bonus_before: Cents
) -> Cents:
    """The share of the work bonus, within all withholding of the month of payment, less what was given before."""
    return min(ordinary_withholding + withheld_before, fiscal_bonus_share) - fiscal_bonus_before


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
    late_pay_without_onss: Cents,
    net_overtime_pay: Cents,
) -> Cents:
    """As for one month, with guaranteed pay, net overtime and the employer's side of what is settled."""
    pay: Cents = gross + pay_without_onss + net_overtime_pay
    own: Cents = pay + employer_contributions + reimbursements + meal_voucher_employer_part
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
