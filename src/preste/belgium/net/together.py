"""Together: what one employer pays a worker in a month, by several contracts or in several payments.

Withholding on ordinary pay, its family reductions, the reductions for own group insurance and for overtime, and the
fiscal work bonus are those of all pay of the calendar month of payment, whatever contract it comes from: each payment
withholds what the earlier ones have not. The special contribution's provision is likewise that of the month's wage, of
all contracts.
The social work bonus and the employer's contributions stay those of each contract.
"""

from preste.engine import PAID, rule
from preste.money import Cents, Flag

LAW = "AR/CIR 92, annexe III"
BONUS_LAW = "CIR 92, art. 289ter/1; annexe III"
SPECIAL_LAW = "Loi du 30 mars 1994 portant des dispositions sociales, art. 106 à 112"
WHY = "other pay of the same employer counts with this pay"


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
    fr="Réduction mensuelle pour charges de famille",
    nl="Maandelijkse vermindering gezinslasten",
    de="Monatliche Ermäßigung für Familienlasten",
    en="Monthly reduction for family charges",
    law="AR/CIR 92, annexe III, réductions pour charges de famille",
    clock=PAID,
    why=WHY,
)
def family_reduction(
    children_reduction: Cents,
    charges_reduction: Cents,
    care_reduction: Cents,
    spouse_reduction: Cents,
    family_given_before: Cents,
) -> Cents:
    """All family reductions of one month, less what pay with other lump-sum expenses had of them in it."""
    whole: Cents = children_reduction + charges_reduction + care_reduction + spouse_reduction
    return max(0, whole - family_given_before)


@rule(
    fr="Rémunération du mois (base CSSS)",
    nl="Maandloon (basis BBSZ)",
    de="Monatslohn (SBSS-Basis)",
    en="Wage of the month (CSSS base)",
    law=SPECIAL_LAW,
    why=WHY,
)
def month_base(liable_base: Cents, month_pay_before: Cents) -> Cents:
    """The month's wage, with that of the worker's other contracts paid before."""
    return liable_base + month_pay_before


@rule(
    fr="Cotisation spéciale de sécurité sociale",
    nl="Bijzondere bijdrage voor de sociale zekerheid",
    de="Sonderbeitrag zur sozialen Sicherheit",
    en="Special social security contribution",
    law=SPECIAL_LAW,
    why=WHY,
)
def special_contribution(
    special_contribution_month: Cents,
    month_special_before: Cents,
    settles_quarter: Flag,
    special_contribution_quarter: Cents,
    special_contribution_before: Cents,
) -> Cents:
    """The month's provision less what the other contracts withheld; or what the quarter owes, likewise."""
    if settles_quarter:
        return special_contribution_quarter - special_contribution_before
    return special_contribution_month - month_special_before
