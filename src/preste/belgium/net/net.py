"""Taxable pay, withholding, net pay and the sum paid, as totals of the month."""

from preste.engine import PAID, rule
from preste.money import Cents

LAW = "Loi du 12 avril 1965 concernant la protection de la rémunération"


@rule(
    fr="Réductions des cotisations personnelles",
    nl="Verminderingen van de persoonlijke bijdragen",
    de="Ermäßigungen der persönlichen Beiträge",
    en="Reductions of the personal contributions",
    law="Loi du 20 décembre 1999; loi-programme (I) du 24 décembre 2002",
)
def contribution_reductions(work_bonus: Cents, restructuring_reduction: Cents, sport_bonus: Cents) -> Cents:
    """Work bonus, restructuring reduction and sport bonus together."""
    return work_bonus + restructuring_reduction + sport_bonus


@rule(
    fr="Imposable", nl="Belastbaar", de="Steuerpflichtig", en="Taxable pay", law="CIR 92, art. 23, 30 et 31", clock=PAID
)
def taxable(ordinary_taxable: Cents, exceptional_taxable: Cents) -> Cents:
    """Ordinary and exceptional taxable pay of the month."""
    return ordinary_taxable + exceptional_taxable


@rule(
    fr="Précompte avant bonus fiscal",
    nl="Voorheffing vóór fiscale werkbonus",
    de="Steuervorabzug vor Steuerbonus",
    en="Withholding before the fiscal work bonus",
    law="AR/CIR 92, annexe III",
    clock=PAID,
)
def withholding_before_bonus(ordinary_withholding: Cents, exceptional_tax: Cents) -> Cents:
    """Withholding on ordinary and on exceptional pay."""
    return ordinary_withholding + exceptional_tax


@rule(
    fr="Précompte professionnel",
    nl="Bedrijfsvoorheffing",
    de="Berufssteuervorabzug",
    en="Withholding tax",
    law="CIR 92, art. 270 à 275; AR/CIR 92, annexe III",
    clock=PAID,
)
def withholding(withholding_before_bonus: Cents, fiscal_work_bonus: Cents) -> Cents:
    """The tax withheld and paid to the State for the worker."""
    return withholding_before_bonus - fiscal_work_bonus


@rule(fr="Net", nl="Netto", de="Netto", en="Net pay", law=LAW)
def net(
    gross: Cents,
    personal_contribution: Cents,
    contribution_reductions: Cents,
    withholding: Cents,
    special_contribution: Cents,
    group_insurance: Cents,
    pay_without_onss: Cents,
    net_overtime_pay: Cents,
) -> Cents:
    """Gross pay, less contributions after reductions, with guaranteed pay and net overtime; less tax, special
    contribution and own group insurance."""
    before_tax: Cents = gross - personal_contribution + contribution_reductions + pay_without_onss + net_overtime_pay
    return before_tax - withholding - special_contribution - group_insurance


@rule(fr="Net à payer", nl="Te betalen netto", de="Auszuzahlender Betrag", en="Net to pay", law=LAW)
def net_paid(
    net: Cents,
    reimbursements: Cents,
    meal_voucher_worker_part: Cents,
    garnished: Cents,
    other_deductions: Cents,
    deductions_kept: Cents,
) -> Cents:
    """Net pay, plus reimbursed costs, less the worker's part of vouchers, what creditors take and deductions."""
    return net + reimbursements - meal_voucher_worker_part - garnished - other_deductions - deductions_kept
