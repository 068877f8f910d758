"""What an employer keeps back on its own account: advances, fines, damages, within a fifth of the net in cash.

Law of 12 April 1965, art. 23: the retentions of numbers 2° to 5° (fines of the work rules, damages of art. 18,
advances in money, security) may not exceed together a fifth of the pay in cash of each payment, after tax, social
contributions and supplementary social security. What exceeds it is kept for a later month. What the worker asked to
be paid to others, or agreed to, is no retention of the employer and has no such limit (`other_deductions`).
"""

from preste.engine import rule
from preste.money import Cents, Percent, share

LAW = "Loi du 12 avril 1965 concernant la protection de la rémunération, art. 23"


@rule(
    fr="Net en espèces après titres-repas",
    nl="Nettoloon in geld na maaltijdcheques",
    de="Nettobarlohn nach Mahlzeitschecks",
    en="Net pay in cash after meal vouchers",
    law=LAW,
)
def net_cash(net: Cents, meal_voucher_worker_part: Cents) -> Cents:
    """What can be kept back at all: net pay, less the worker's part of vouchers; reimbursed costs are no pay."""
    return max(0, net - meal_voucher_worker_part)


@rule(
    fr="Saisies, cessions et pensions alimentaires",
    nl="Beslag, overdracht en onderhoudsgeld",
    de="Pfändungen, Abtretungen und Unterhalt",
    en="Garnishment, assignment and maintenance",
    law="Code judiciaire, art. 1409 à 1412",
)
def garnished() -> Cents:
    """Nothing: no creditor has a claim on this pay."""
    return 0


@rule(
    fr="Maximum des retenues de l'employeur",
    nl="Maximum van de inhoudingen door de werkgever",
    de="Höchstbetrag der Einbehalte des Arbeitgebers",
    en="Most that the employer may keep back",
    law=LAW,
)
def deduction_limit(
    net: Cents,
    net_cash: Cents,
    garnished: Cents,
    other_deductions: Cents,
    own_deductions: Cents,
    deferred_deductions: Cents,
    wage_deduction_limit: Percent,
) -> Cents:
    """A fifth of net pay, and no more than creditors and agreed deductions leave."""
    if own_deductions + deferred_deductions == 0:
        return 0
    return min(share(max(0, net), wage_deduction_limit), max(0, net_cash - garnished - other_deductions))


@rule(
    fr="Retenue reportée au-delà du maximum",
    nl="Inhouding boven het maximum, overgedragen",
    de="Einbehalt über dem Höchstbetrag, vorgetragen",
    en="Deduction beyond the limit, kept for later",
    law=LAW,
)
def deduction_deferred(own_deductions: Cents, deduction_limit: Cents) -> Cents:
    """What exceeds the limit is not kept back this month."""
    return max(0, own_deductions - deduction_limit)


@rule(
    fr="Retenue d'un mois antérieur",
    nl="Inhouding van een vorige maand",
    de="Einbehalt eines früheren Monats",
    en="Deduction of an earlier month",
    law=LAW,
)
def deduction_recovered(deferred_deductions: Cents, own_deductions: Cents, deduction_limit: Cents) -> Cents:
    """What earlier months could not keep back, as far as this month's limit allows."""
    return min(deferred_deductions, max(0, deduction_limit - own_deductions))


@rule(
    fr="Retenues de l'employeur",
    nl="Inhoudingen door de werkgever",
    de="Einbehalte des Arbeitgebers",
    en="The employer's own deductions",
    law=LAW,
)
def deductions_kept(own_deductions: Cents, deduction_deferred: Cents, deduction_recovered: Cents) -> Cents:
    """Advances, fines and damages of the month within the limit, and what is recovered of earlier ones."""
    return own_deductions - deduction_deferred + deduction_recovered
