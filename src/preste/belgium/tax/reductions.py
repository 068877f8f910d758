"""Reductions of the withholding tax for the family, for group insurance, and the fiscal work bonus."""

from preste.engine import PAID, rule
from preste.law.shapes import (
    ChildReduction,
    FamilyReductions,
    FiscalWorkBonusParts,
    FiscalWorkBonusSingle,
    GroupInsuranceReduction,
)
from preste.money import Cents, Count, Flag, Percent, at, down, down_to, half_up, share

LAW = "AR/CIR 92, annexe III, réductions pour charges de famille"
BONUS_LAW = "CIR 92, art. 289ter/1; annexe III"


@rule(
    fr="Réduction pour enfants à charge",
    nl="Vermindering kinderen ten laste",
    de="Ermäßigung für Kinder",
    en="Reduction for dependent children",
    law=LAW,
    clock=PAID,
)
def children_reduction(children_counted: Count, scale: Count, child_reduction: ChildReduction) -> Cents:
    """By number of children, the table's last amount and a supplement beyond it; none for a non-resident."""
    if scale == 3 or children_counted == 0:
        return 0
    beyond: Count = max(0, children_counted - 8)
    return at(child_reduction.amounts, children_counted) + beyond * child_reduction.extra


@rule(
    fr="Réduction pour autres charges de famille",
    nl="Vermindering andere gezinslasten",
    law=LAW,
    clock=PAID,
    de="Ermäßigung für andere Familienlasten",
    en="Reduction for other family charges",
)
def charges_reduction(
    scale: Count,
    single: Flag,
    single_parent: Flag,
    worker_disabled: Flag,
    spouse_disabled: Flag,
    other_dependants: Count,
    family_reductions: FamilyReductions,
) -> Cents:
    """Taxed alone; single parent; disabled worker; disabled spouse (scale II only); each other dependant."""
    if scale == 3:
        return 0
    charges: Count = single_parent + worker_disabled + other_dependants
    common: Cents = charges * family_reductions.charge
    if scale == 2:
        return common + spouse_disabled * family_reductions.charge
    return common + single * family_reductions.single


@rule(
    fr="Réduction pour ascendants dépendants",
    nl="Vermindering zorgbehoevende ouderen",
    law=LAW,
    clock=PAID,
    de="Ermäßigung für pflegebedürftige Angehörige",
    en="Reduction for elderly dependants in need of care",
)
def care_reduction(scale: Count, dependants_in_care: Count, dependant_in_care_reduction: Cents) -> Cents:
    """One amount for each dependant in need of care."""
    if dependants_in_care == 0 or scale == 3:
        return 0
    return dependants_in_care * dependant_in_care_reduction


@rule(
    fr="Réduction pour conjoint à faibles revenus",
    nl="Vermindering echtgenoot met beperkt inkomen",
    law=LAW,
    clock=PAID,
    de="Ermäßigung für Ehepartner mit geringem Einkommen",
    en="Reduction for a spouse with a low income",
)
def spouse_reduction(
    scale: Count, spouse_low_income: Flag, spouse_low_pension: Flag, family_reductions: FamilyReductions
) -> Cents:
    """In scale I: a spouse whose earned income, or whose pension, stays under the year's limit."""
    if scale != 1:
        return 0
    if spouse_low_income:
        return family_reductions.spouse_low_income
    if spouse_low_pension:
        return family_reductions.spouse_low_pension
    return 0


@rule(
    fr="Réduction mensuelle pour charges de famille",
    nl="Maandelijkse vermindering gezinslasten",
    law=LAW,
    clock=PAID,
    de="Monatliche Ermäßigung für Familienlasten",
    en="Monthly reduction for family charges",
)
def family_reduction(
    children_reduction: Cents, charges_reduction: Cents, care_reduction: Cents, spouse_reduction: Cents
) -> Cents:
    """All family reductions of one month."""
    return children_reduction + charges_reduction + care_reduction + spouse_reduction


@rule(
    fr="Impôt du mois avant réductions",
    nl="Belasting van de maand vóór verminderingen",
    clock=PAID,
    de="Monatssteuer vor Ermäßigungen",
    en="Tax of the month before reductions",
    law="AR/CIR 92, annexe III (barèmes 2021-2022)",
    until="2022-12-31",
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
    fr="Précompte après charges de famille",
    nl="Voorheffing na gezinslasten",
    de="Steuervorabzug nach Familienlasten",
    en="Withholding after family charges",
    law=LAW,
    clock=PAID,
    until="2022-12-31",
    name="tax_after_family",
)
def tax_after_family_monthly(monthly_tax: Cents, family_reduction: Cents) -> Cents:
    """The month's tax less the month's reductions, never below zero."""
    return max(0, monthly_tax - family_reduction)


@rule(
    fr="Précompte après charges de famille",
    nl="Voorheffing na gezinslasten",
    de="Steuervorabzug nach Familienlasten",
    en="Withholding after family charges",
    law=LAW,
    clock=PAID,
    since="2023-01-01",
)
def tax_after_family(annual_tax: Cents, family_reduction: Cents) -> Cents:
    """The annual tax less the annual reductions, never below zero; a twelfth of it, to the nearest cent."""
    year: Cents = max(0, annual_tax - 12 * family_reduction)
    return half_up(year, 12)


@rule(
    fr="Cotisations d'assurance groupe retenues ce mois",
    nl="Deze maand ingehouden bijdragen groepsverzekering",
    de="In diesem Monat einbehaltene Beiträge zur Gruppenversicherung",
    en="Group insurance contributions kept this month",
    law="CIR 92, art. 145/3; annexe III",
    clock=PAID,
)
def group_insurance_together(group_insurance: Cents) -> Cents:
    """Kept in the month of payment: with this pay, as long as nothing else is paid in it."""
    return group_insurance


@rule(
    fr="Réduction pour assurance groupe",
    nl="Vermindering groepsverzekering",
    de="Ermäßigung Gruppenversicherung",
    en="Reduction for group insurance",
    law="CIR 92, art. 145/3; annexe III",
    clock=PAID,
)
def group_insurance_tax_reduction(
    tax_after_family: Cents, group_insurance_together: Cents, group_insurance_reduction: GroupInsuranceReduction
) -> Cents:
    """A share of the worker's own compulsory contributions, within the tax left."""
    if group_insurance_together == 0:
        return 0
    return min(tax_after_family, share(group_insurance_together, group_insurance_reduction.rate))


@rule(
    fr="Précompte ordinaire avant bonus fiscal",
    nl="Gewone voorheffing vóór fiscale werkbonus",
    clock=PAID,
    de="Ordentlicher Steuervorabzug vor Steuerbonus",
    en="Ordinary withholding before the fiscal work bonus",
    law="AR/CIR 92, annexe III",
)
def ordinary_withholding(
    tax_after_family: Cents, group_insurance_tax_reduction: Cents, overtime_tax_reduction: Cents
) -> Cents:
    """Withholding on ordinary pay once family charges, group insurance and overtime are taken off."""
    return tax_after_family - group_insurance_tax_reduction - overtime_tax_reduction


@rule(
    fr="Bonus à l'emploi de la paie taxée ce mois, volet A",
    nl="Werkbonus van het deze maand belaste loon, luik A",
    de="Beschäftigungsbonus des in diesem Monat besteuerten Lohns, Teil A",
    en="Work bonus of the pay taxed this month, part A",
    law=BONUS_LAW,
    clock=PAID,
)
def bonus_a_together(work_bonus_part_a: Cents) -> Cents:
    """Part A on all ordinary pay of the month of payment; until March 2024 the whole bonus."""
    return work_bonus_part_a


@rule(
    fr="Bonus à l'emploi de la paie taxée ce mois, volet B",
    nl="Werkbonus van het deze maand belaste loon, luik B",
    de="Beschäftigungsbonus des in diesem Monat besteuerten Lohns, Teil B",
    en="Work bonus of the pay taxed this month, part B",
    law=BONUS_LAW,
    clock=PAID,
)
def bonus_b_together(work_bonus_part_b: Cents) -> Cents:
    """Part B on all ordinary pay of the month of payment."""
    return work_bonus_part_b


@rule(
    fr="Part fiscale du bonus à l'emploi",
    nl="Fiscaal deel van de werkbonus",
    de="Steuerlicher Teil des Beschäftigungsbonus",
    en="Fiscal share of the work bonus",
    law=BONUS_LAW,
    clock=PAID,
    until="2024-03-31",
    name="fiscal_bonus_share",
)
def fiscal_bonus_single_share(
    bonus_a_together: Cents, bonus_b_together: Cents, fiscal_work_bonus_single: FiscalWorkBonusSingle
) -> Cents:
    """One share of the whole bonus."""
    return share(bonus_a_together + bonus_b_together, fiscal_work_bonus_single.rate)


@rule(
    fr="Part fiscale du bonus à l'emploi",
    nl="Fiscaal deel van de werkbonus",
    de="Steuerlicher Teil des Beschäftigungsbonus",
    en="Fiscal share of the work bonus",
    law=BONUS_LAW,
    clock=PAID,
    since="2024-04-01",
)
def fiscal_bonus_share(
    bonus_a_together: Cents, bonus_b_together: Cents, fiscal_work_bonus_parts: FiscalWorkBonusParts
) -> Cents:
    """One share of part A and a larger one of part B, each to the cent."""
    part_a: Cents = share(bonus_a_together, fiscal_work_bonus_parts.rate_a)
    part_b: Cents = share(bonus_b_together, fiscal_work_bonus_parts.rate_b)
    return part_a + part_b


@rule(
    fr="Bonus fiscal à l'emploi",
    nl="Fiscale werkbonus",
    de="Steuerlicher Beschäftigungsbonus",
    en="Fiscal work bonus",
    law=BONUS_LAW,
    clock=PAID,
)
def fiscal_work_bonus(fiscal_bonus_share: Cents, ordinary_withholding: Cents) -> Cents:
    """The share of the work bonus, within the withholding left."""
    return min(ordinary_withholding, fiscal_bonus_share)
