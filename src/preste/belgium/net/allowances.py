"""Reimbursed costs, vouchers and commuting: what is paid or kept without contributions."""

from preste.engine import PAID, rule
from preste.law.shapes import BicycleAllowance, HomeOffice, HomeOfficeExtras, MileageQuarterly, MileageYearly
from preste.money import Cents, Count, Flag, Hundredths, priced, up

LAW = "AR du 28 novembre 1969, art. 19, § 2; CIR 92, art. 31 et 38"
VOUCHER_LAW = "AR du 28 novembre 1969, art. 19bis"


@rule(
    fr="Indemnité vélo",
    nl="Fietsvergoeding",
    de="Fahrradvergütung",
    en="Bicycle allowance",
    clock=PAID,
    law="CIR 92, art. 38, § 1er, 14°",
)
def bicycle(bicycle_km: Hundredths, bicycle_allowance: BicycleAllowance) -> Cents:
    """Kilometres by bicycle at the exempt rate of the year."""
    if bicycle_km == 0:
        return 0
    return priced(bicycle_allowance.per_km, bicycle_km)


_BICYCLE = {
    "fr": "Indemnité vélo imposable",
    "nl": "Belastbare fietsvergoeding",
    "de": "Steuerpflichtige Fahrradvergütung",
    "en": "Taxable bicycle allowance",
    "law": "CIR 92, art. 38, § 1er, 14°",
}


@rule(**_BICYCLE, name="bicycle_taxable", until="2023-12-31", clock=PAID)
def bicycle_without_yearly_maximum() -> Cents:
    """No part of it: until 2023 only the rate by kilometre is limited."""
    return 0


@rule(**_BICYCLE, since="2024-01-01", clock=PAID)
def bicycle_taxable(bicycle: Cents, bicycle_this_year: Cents, bicycle_yearly_maximum: Cents) -> Cents:
    """The part of the allowance that exceeds what is left of the year's maximum."""
    if bicycle == 0:
        return 0
    return max(0, bicycle - max(0, bicycle_yearly_maximum - bicycle_this_year))


@rule(
    fr="Indemnité kilométrique",
    nl="Kilometervergoeding",
    de="Kilometergeld",
    en="Mileage allowance",
    clock=PAID,
    law="AR du 18 janvier 1965, art. 13; AR du 13 juillet 2017, art. 74",
)
def mileage(
    mileage_km: Hundredths, mileage_by_quarter: Flag, mileage_yearly: MileageYearly, mileage_quarterly: MileageQuarterly
) -> Cents:
    """Kilometres on duty at the federal rate, of the year (July to June) or of the quarter."""
    if mileage_km == 0:
        return 0
    if mileage_by_quarter:
        return priced(mileage_quarterly.per_km, mileage_km)
    return priced(mileage_yearly.per_km, mileage_km)


@rule(
    fr="Indemnité domicile-travail imposable",
    nl="Belastbare woon-werkvergoeding",
    clock=PAID,
    de="Steuerpflichtige Fahrtkostenerstattung",
    en="Taxable commuting allowance",
    law="CIR 92, art. 38, § 1er, 9°, c",
)
def commuting_taxable(commuting_allowance: Cents, commuting_this_year: Cents, commuting_car_exemption: Cents) -> Cents:
    """The part of the allowance that exceeds what is left of the year's exemption."""
    if commuting_allowance == 0:
        return 0
    left: Cents = max(0, commuting_car_exemption - commuting_this_year)
    return max(0, commuting_allowance - left)


@rule(
    fr="Indemnité de télétravail exonérée",
    nl="Vrijgestelde thuiswerkvergoeding",
    clock=PAID,
    de="Steuerfreie Homeoffice-Pauschale",
    en="Exempt home-office allowance",
    law="Circulaire 2021/C/20; instructions ONSS, indemnité de bureau",
)
def home_office_exempt(home_office_allowance: Cents, home_office: HomeOffice) -> Cents:
    """The allowance, within the month's maximum; what exceeds it is ordinary pay."""
    if home_office_allowance == 0:
        return 0
    return min(home_office_allowance, home_office.maximum)


@rule(
    fr="Matériel de télétravail exonéré",
    nl="Vrijgesteld thuiswerkmateriaal",
    clock=PAID,
    de="Steuerfreie Homeoffice-Ausstattung",
    en="Exempt home-office equipment",
    law="Circulaire 2021/C/20; instructions ONSS, télétravail",
)
def home_equipment_exempt(
    home_internet: Cents,
    home_computer: Cents,
    home_screens: Cents,
    home_screen_count: Count,
    home_office_extras: HomeOfficeExtras,
) -> Cents:
    """Own internet, own computer, or own screens and printers without it, each within the month's maximum."""
    if home_internet + home_computer + home_screens == 0:
        return 0
    exempt: Cents = min(home_internet, home_office_extras.internet)
    if home_computer > 0:
        return exempt + min(home_computer, home_office_extras.own_computer)
    screens: Cents = min(home_screen_count * home_office_extras.own_screen, home_office_extras.own_screen_maximum)
    return exempt + min(home_screens, screens)


@rule(
    fr="Indemnités de télétravail au-delà des maximums",
    nl="Thuiswerkvergoedingen boven de maxima",
    de="Homeoffice-Vergütungen über den Höchstbeträgen",
    en="Home-office allowances beyond the maximums",
    law="Loi du 27 juin 1969, art. 14; AR du 28 novembre 1969, art. 19, § 2",
)
def home_office_excess(
    home_office_allowance: Cents,
    home_office_exempt: Cents,
    home_internet: Cents,
    home_computer: Cents,
    home_screens: Cents,
    home_equipment_exempt: Cents,
) -> Cents:
    """What no maximum covers: ordinary pay."""
    equipment: Cents = home_internet + home_computer + home_screens - home_equipment_exempt
    return home_office_allowance - home_office_exempt + equipment


@rule(
    fr="Remboursements de frais", nl="Terugbetaling van kosten", de="Kostenerstattungen", en="Reimbursed costs", law=LAW
)
def reimbursements(
    other_reimbursements: Cents,
    commuting_allowance: Cents,
    bicycle: Cents,
    mileage: Cents,
    home_office_exempt: Cents,
    home_equipment_exempt: Cents,
) -> Cents:
    """Everything paid back to the worker besides pay."""
    travel: Cents = commuting_allowance + bicycle + mileage
    return other_reimbursements + travel + home_office_exempt + home_equipment_exempt


@rule(
    fr="Nombre de titres-repas",
    nl="Aantal toegekende maaltijdcheques",
    law=VOUCHER_LAW,
    de="Anzahl gewährter Mahlzeitschecks",
    en="Number of vouchers given",
)
def meal_voucher_number(
    meal_vouchers: Count,
    meal_voucher_by_hours: Flag,
    voucher_hours: Hundredths,
    voucher_hours_before: Hundredths,
    vouchers_before: Count,
    voucher_days: Count,
    full_time_week_hours: Hundredths,
    full_time_week_days: Count,
) -> Count:
    """One by day worked; or by hours (comptage alternatif): the quarter's hours over those of a full day, a part of
    one counting whole, no more than a full-timer's days of the quarter; less those given earlier in the quarter."""
    if not meal_voucher_by_hours:
        return meal_vouchers
    if full_time_week_hours == 0:
        return meal_vouchers
    by_hours: Count = up((voucher_hours_before + voucher_hours) * full_time_week_days, full_time_week_hours)
    return max(0, min(by_hours, voucher_days) - vouchers_before)


@rule(
    fr="Titres-repas, part du travailleur",
    nl="Maaltijdcheques, deel werknemer",
    law=VOUCHER_LAW,
    de="Mahlzeitschecks, Anteil Arbeitnehmer",
    en="Meal vouchers, worker's part",
)
def meal_voucher_worker_part(meal_voucher_number: Count, meal_voucher_worker: Cents) -> Cents:
    """The worker's part of each voucher, kept on net pay."""
    return meal_voucher_number * meal_voucher_worker


@rule(
    fr="Titres-repas, part de l'employeur",
    nl="Maaltijdcheques, deel werkgever",
    law=VOUCHER_LAW,
    de="Mahlzeitschecks, Anteil Arbeitgeber",
    en="Meal vouchers, employer's part",
)
def meal_voucher_employer_part(
    meal_voucher_number: Count, meal_voucher_value: Cents, meal_voucher_worker: Cents
) -> Cents:
    """The rest of the face value, a cost of the employer."""
    return meal_voucher_number * (meal_voucher_value - meal_voucher_worker)


@rule(
    fr="Titres-repas, éco-chèques et assurance groupe, part de l'employeur",
    nl="Maaltijdcheques, ecocheques en groepsverzekering, deel werkgever",
    law="AR du 28 novembre 1969, art. 19quater; loi du 27 juin 1969, art. 14",
    de="Mahlzeitschecks, Öko-Schecks und Gruppenversicherung, Anteil Arbeitgeber",
    en="Meal vouchers, eco-vouchers and group insurance, employer's part",
)
def benefits_cost(eco_vouchers: Cents, meal_voucher_employer_part: Cents, group_insurance_employer: Cents) -> Cents:
    """What the employer pays to others for the worker: vouchers and premiums."""
    return meal_voucher_employer_part + eco_vouchers + group_insurance_employer
