"""Garnishment and assignment of pay (saisie et cession): what creditors may take, and which of them first.

Judicial Code, art. 1409: the sums of one calendar month together, net of tax, social contributions and supplementary
social security, are cut into bands; children declared to the employer lower the seizable part. Art. 1412: the bands
do not hold for maintenance, which comes before everybody. Then an assignment notified before any seizure, privileged
claims (the tax administration), and the others together (art. 1627 and following).

The sums are those *paid* in the month: everything here follows the day of payment, whatever month it was earned in.
"""

from preste.engine import PAID, rule
from preste.law.shapes import Garnishment, GarnishmentRates
from preste.money import Cents, Count, at, share

LAW = "Code judiciaire, art. 1409"
ORDER = "Code judiciaire, art. 1412, 1390ter et 1627 à 1639; loi hypothécaire, art. 19"
WHY = "creditors have a claim on the pay"


@rule(
    fr="Net du mois pour la saisie",
    nl="Nettoloon van de maand voor het beslag",
    de="Netto des Monats für die Pfändung",
    en="Net pay of the month for garnishment",
    law="Code judiciaire, art. 1409 et 1411",
    clock=PAID,
)
def garnishable_month(net: Cents, garnishable_before: Cents, replacement_income: Cents) -> Cents:
    """This payment, what was paid earlier in the same calendar month, and replacement income that is added to it."""
    return max(0, net) + garnishable_before + replacement_income


@rule(
    fr="Partie saisissable selon les tranches",
    nl="Beslagbaar deel volgens de schijven",
    de="Pfändbarer Teil nach den Stufen",
    en="Seizable part by bands",
    law="Code judiciaire, art. 1409, § 1er",
    clock=PAID,
)
def seizable_by_bands(garnishable_month: Cents, garnishment: Garnishment, garnishment_rates: GarnishmentRates) -> Cents:
    """A share of each band above the first; all that exceeds the last bound."""
    second_band: Cents = share(
        max(0, min(garnishable_month, at(garnishment.bounds, 1)) - at(garnishment.bounds, 0)),
        at(garnishment_rates.earnings, 1),
    )
    third_band: Cents = share(
        max(0, min(garnishable_month, at(garnishment.bounds, 2)) - at(garnishment.bounds, 1)),
        at(garnishment_rates.earnings, 2),
    )
    fourth_band: Cents = share(
        max(0, min(garnishable_month, at(garnishment.bounds, 3)) - at(garnishment.bounds, 2)),
        at(garnishment_rates.earnings, 3),
    )
    last_band: Cents = share(max(0, garnishable_month - at(garnishment.bounds, 3)), at(garnishment_rates.earnings, 4))
    return second_band + third_band + fourth_band + last_band


@rule(
    fr="Réduction pour enfants à charge",
    nl="Vermindering voor kinderen ten laste",
    de="Ermäßigung für Kinder zu Lasten",
    en="Reduction for dependent children",
    law="Code judiciaire, art. 1409, § 1er, al. 4, et 1409ter",
    clock=PAID,
)
def seizable_child_reduction(seizable_by_bands: Cents, children_declared: Count, garnishment: Garnishment) -> Cents:
    """An amount for each child whose declaration form the employer holds, within the seizable part."""
    return min(seizable_by_bands, children_declared * garnishment.per_child)


@rule(
    fr="Partie saisissable du mois",
    nl="Beslagbaar deel van de maand",
    de="Pfändbarer Teil des Monats",
    en="Seizable part of the month",
    law=LAW,
    clock=PAID,
)
def seizable(seizable_by_bands: Cents, seizable_child_reduction: Cents) -> Cents:
    """By bands, less the reduction for children."""
    return seizable_by_bands - seizable_child_reduction


@rule(
    fr="Pensions alimentaires retenues",
    nl="Ingehouden onderhoudsgeld",
    de="Einbehaltener Unterhalt",
    en="Maintenance kept",
    law="Code judiciaire, art. 1412",
    clock=PAID,
)
def maintenance_kept(maintenance_due: Cents, net_cash: Cents) -> Cents:
    """Maintenance first and without limit, as far as there is pay."""
    return min(maintenance_due, net_cash)


@rule(
    fr="Reste saisissable pour les autres créanciers",
    nl="Beslagbare rest voor de andere schuldeisers",
    de="Pfändbarer Rest für die anderen Gläubiger",
    en="What is left to seize for other creditors",
    law=ORDER,
    clock=PAID,
)
def seizable_left(
    seizable: Cents, net_cash: Cents, maintenance_kept: Cents, maintenance_before: Cents, seized_before: Cents
) -> Cents:
    """The month's seizable part, less maintenance and what was seized earlier in the same month."""
    left: Cents = seizable - maintenance_before - maintenance_kept - seized_before
    return max(0, min(left, net_cash - maintenance_kept))


@rule(
    fr="Cessions antérieures aux saisies",
    nl="Overdrachten vóór de beslagen",
    de="Abtretungen vor den Pfändungen",
    en="Assignments earlier than seizures",
    law=ORDER,
    clock=PAID,
)
def assignment_kept(assignment_due: Cents, seizable_left: Cents) -> Cents:
    """Assignments that were notified before any seizure come before all seizures but maintenance."""
    return min(assignment_due, seizable_left)


@rule(
    fr="Saisies privilégiées (impôts)",
    nl="Bevoorrechte beslagen (belastingen)",
    de="Bevorrechtigte Pfändungen (Steuern)",
    en="Privileged seizures (taxes)",
    law=ORDER,
    clock=PAID,
)
def privileged_kept(privileged_due: Cents, seizable_left: Cents, assignment_kept: Cents) -> Cents:
    """Claims of the tax administration, from what earlier assignments leave."""
    return min(privileged_due, seizable_left - assignment_kept)


@rule(
    fr="Autres saisies et cessions",
    nl="Andere beslagen en overdrachten",
    de="Andere Pfändungen und Abtretungen",
    en="Other seizures and assignments",
    law=ORDER,
    clock=PAID,
)
def ordinary_kept(ordinary_due: Cents, seizable_left: Cents, assignment_kept: Cents, privileged_kept: Cents) -> Cents:
    """What the others have together; each in proportion to its claim."""
    return min(ordinary_due, seizable_left - assignment_kept - privileged_kept)


@rule(
    fr="Saisies, cessions et pensions alimentaires",
    nl="Beslag, overdracht en onderhoudsgeld",
    de="Pfändungen, Abtretungen und Unterhalt",
    en="Garnishment, assignment and maintenance",
    law="Code judiciaire, art. 1409 à 1412",
    clock=PAID,
    why=WHY,
)
def garnished(maintenance_kept: Cents, assignment_kept: Cents, privileged_kept: Cents, ordinary_kept: Cents) -> Cents:
    """All that creditors receive of this pay."""
    return maintenance_kept + assignment_kept + privileged_kept + ordinary_kept
